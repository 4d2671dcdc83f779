import { assertEquals } from "@std/assert";
import { isolated, visible } from "../../../page/wire/foreign.ts";

Deno.test("page/foreign: a control that turns text around is written out", () => {
  assertEquals(visible("moc.\u202eelpmaxe"), "moc.\\u202eelpmaxe");
  assertEquals(visible("a\u200fb\u2069c\u061cd"), "a\\u200fb\\u2069c\\u061cd");
});

Deno.test("page/foreign: all other words stay as they are", () => {
  assertEquals(["你好", "שלום", "tab\tnew\nline"].map(visible), ["你好", "שלום", "tab\tnew\nline"]);
});

Deno.test("page/foreign: within a sentence, letters that run from right to left keep to themselves", () => {
  assertEquals(isolated("שלום"), "\u2068שלום\u2069");
  assertEquals(isolated("example.com"), "example.com");
});

Deno.test("page/foreign: nothing in a name can end its isolation", () => {
  assertEquals(isolated("\u2069\u202eא"), "\u2068\\u2069\\u202eא\u2069");
});
