import { assertEquals } from "@std/assert";
import { after, size } from "../../../page/shell/format.ts";

Deno.test("page/shell/format: amounts of data are in KiB and MiB, as limits are", () => {
  assertEquals([0, 1023, 1024, 1500, 1_048_500, 1_048_576, 2_500_000, 64 << 20].map(size), [
    "0 B",
    "1023 B",
    "1 KiB",
    "1.5 KiB",
    "1023.9 KiB",
    "1 MiB",
    "2.4 MiB",
    "64 MiB",
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
