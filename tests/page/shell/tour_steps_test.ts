import { assertEquals } from "@std/assert";
import { stationsOf } from "../../../page/shell/tour_steps.ts";

Deno.test("page/shell/tour_steps: only a live page is toured to what can be played", () => {
  const titles = (link: "open" | "kept") => stationsOf({ link }).map(({ title }) => title.en);
  assertEquals(titles("open").slice(titles("kept").length), ["Now let something go wrong"]);
  assertEquals(titles("open").slice(0, -1), titles("kept"));
});
