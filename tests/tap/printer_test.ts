import { assertEquals } from "@std/assert";
import { Printer } from "../../tap/printer.ts";
import { captured } from "../support/captured.ts";

Deno.test("Printer writes what it has collected when it is told to, in order", async () => {
  const printer = new Printer();
  const before = await captured(() => printer.add("one", "two"));
  const after = await captured(() => {
    printer.add("three");
    printer.flush();
    printer.flush();
  });
  assertEquals([before.stdout, after.stdout], ["", "one\ntwo\nthree\n"]);
});

Deno.test("Printer writes by itself once there is enough", async () => {
  const { stdout } = await captured(() => {
    const printer = new Printer();
    for (let i = 0; i < 1000; i++) printer.add("x".repeat(99));
  });
  const lines = stdout.trimEnd().split("\n");
  assertEquals([lines.length > 600, lines.every((line) => line.length === 99)], [true, true]);
});
