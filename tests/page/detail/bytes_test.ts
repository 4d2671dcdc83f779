import { assertEquals } from "@std/assert";
import { fromHex, hexOf, letterOf, movedTo, offsetOf } from "../../../page/detail/bytes.ts";

Deno.test("page/bytes: digits become bytes, and bytes digits", () => {
  const digits = "00017f80ff";
  assertEquals([...fromHex(digits)].map(hexOf).join(""), digits);
});

Deno.test("page/bytes: only printable letters are shown as letters", () => {
  assertEquals([0x00, 0x20, 0x41, 0x7e, 0x7f, 0xe4].map(letterOf).join(""), "· A~··");
});

Deno.test("page/bytes: offsets have four digits, more where needed", () => {
  assertEquals([0, 0x1f0, 0x12345].map(offsetOf), ["0000", "01f0", "12345"]);
});

for (
  const [key, from, to] of [
    ["ArrowRight", 5, 6],
    ["ArrowRight", 39, 39],
    ["ArrowLeft", 5, 4],
    ["ArrowLeft", 0, 0],
    ["ArrowDown", 5, 21],
    ["ArrowDown", 30, 30],
    ["ArrowUp", 21, 5],
    ["ArrowUp", 5, 5],
    ["Home", 21, 16],
    ["End", 21, 31],
    ["End", 35, 39],
    ["Tab", 5, undefined],
  ] as const
) {
  Deno.test(`page/bytes: ${key} at byte ${from} of 40 leads to ${to ?? "nowhere"}`, () => {
    assertEquals(movedTo(key, from, 40, 16), to);
  });
}
