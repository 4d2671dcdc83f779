import { assertEquals } from "@std/assert";
import { Actions } from "../../../page/actions.ts";
import { keysOffered, press } from "../../../page/shell/keys.ts";
import { INITIAL, type State, Store } from "../../../page/state.ts";

/** The panel on show after a key was pressed, and whether the key meant anything. */
function pressed(key: string, state: Partial<State> = {}): [State["panel"], boolean] {
  const store = new Store({ ...INITIAL, ...state }, () => {});
  const actions = new Actions(store, { browser: "en" });
  const meant = press(key, store, actions);
  return [store.state.panel, meant];
}

Deno.test("page/shell/keys: each panel has its letter, in either case", () => {
  assertEquals(["c", "v", "t", "T"].map((key) => pressed(key)[0]), [
    "certificate",
    "compare",
    "take",
    "take",
  ]);
});

Deno.test("page/shell/keys: in a recording there is no key for what it does not have", () => {
  for (const key of ["v", "t"]) assertEquals(pressed(key, { link: "kept" }), ["message", false]);
  assertEquals(pressed("c", { link: "kept" }), ["certificate", true]);
});

Deno.test("page/shell/keys: the help of a recording lists no key that does nothing there", () => {
  const keys = (link: State["link"]) => keysOffered({ link }).flatMap(({ keys }) => keys);
  const missing = keys("open").filter((key) => !keys("kept").includes(key));
  assertEquals(missing, ["V", "T"]);
});

Deno.test("page/shell/keys: letters that are switched off do nothing", () => {
  assertEquals(pressed("c", { letters: false }), ["message", false]);
});
