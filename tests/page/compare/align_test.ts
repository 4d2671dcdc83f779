import { assertEquals } from "@std/assert";
import { align } from "../../../page/compare/align.ts";

/** Lines as words: `a=a`, `a-` only left, `-b` only right. */
function aligned(left: string, right: string): string {
  const pairs = align([...left], [...right], (letter) => letter);
  return pairs.map((pair) => `${pair.left ?? "-"}${pair.right ?? "-"}`).join(" ");
}

Deno.test("page/compare/align: what is the same stands on one line", () => {
  assertEquals(aligned("abc", "abc"), "aa bb cc");
});

Deno.test("page/compare/align: what one lacks leaves a gap there", () => {
  assertEquals(aligned("abcd", "ad"), "aa b- c- dd");
  assertEquals(aligned("ad", "abcd"), "aa -b -c dd");
});

Deno.test("page/compare/align: what differs is first left, then right", () => {
  assertEquals(aligned("axd", "ayd"), "aa x- -y dd");
});

Deno.test("page/compare/align: finds the longest that both have in common", () => {
  const common = align([..."abcbdab"], [..."bdcaba"], (letter) => letter)
    .filter((pair) => pair.left !== undefined && pair.right !== undefined);
  assertEquals(common.length, 4);
});

Deno.test("page/compare/align: each value is there once and in its order", () => {
  const pairs = align([..."xyxzzy"], [..."zyxxyz"], (letter) => letter);
  assertEquals(pairs.map((pair) => pair.left ?? "").join(""), "xyxzzy");
  assertEquals(pairs.map((pair) => pair.right ?? "").join(""), "zyxxyz");
});

Deno.test("page/compare/align: nothing beside something is all gaps", () => {
  assertEquals(aligned("", "ab"), "-a -b");
  assertEquals(aligned("ab", ""), "a- b-");
  assertEquals(aligned("", ""), "");
});

Deno.test("page/compare/align: values are the same if their keys are", () => {
  const [pair] = align([{ name: "a", at: 1 }], [{ name: "a", at: 2 }], (one) => one.name);
  assertEquals(pair, { left: { name: "a", at: 1 }, right: { name: "a", at: 2 } });
});
