import { assertEquals } from "@std/assert";
import { INITIAL, Store } from "../../page/state.ts";

/** A store whose frames come when told. */
function framed(): { store: Store; frame: () => void } {
  const waiting: (() => void)[] = [];
  const store = new Store(INITIAL, (tell) => waiting.push(tell));
  return { store, frame: () => waiting.splice(0).forEach((tell) => tell()) };
}

Deno.test("page/state: a change holds at once", () => {
  const { store } = framed();
  store.set({ panel: "take" });
  assertEquals(store.state.panel, "take");
});

Deno.test("page/state: many changes in a frame are told once", () => {
  const { store, frame } = framed();
  let told = 0;
  store.subscribe(() => told++);
  for (let revision = 1; revision <= 100; revision++) store.set({ revision });
  assertEquals(told, 0);
  frame();
  assertEquals(told, 1);
});

Deno.test("page/state: the next frame's changes are told again", () => {
  const { store, frame } = framed();
  let told = 0;
  store.subscribe(() => told++);
  store.set({ revision: 1 });
  frame();
  store.set({ revision: 2 });
  frame();
  assertEquals(told, 2);
});

Deno.test("page/state: who has ended a subscription hears nothing more", () => {
  const { store, frame } = framed();
  let told = 0;
  const end = store.subscribe(() => told++);
  store.set({ revision: 1 });
  end();
  frame();
  assertEquals(told, 0);
});
