import { assertEquals } from "@std/assert";
import { after, size } from "../../../page/shell/format.ts";

Deno.test("page/shell/format: amounts of data have three digits or fewer before the unit", () => {
  assertEquals([0, 999, 1000, 999_949, 999_950, 2_500_000].map(size), [
    "0 B",
    "999 B",
    "1.0 kB",
    "999.9 kB",
    "1.0 MB",
    "2.5 MB",
  ]);
});

Deno.test("page/shell/format: times are milliseconds up to a second", () => {
  assertEquals([0, 0.0057, 0.9994, 1, 62.5].map(after), [
    "0.0 ms",
    "5.7 ms",
    "999.4 ms",
    "1.00 s",
    "62.50 s",
  ]);
});
