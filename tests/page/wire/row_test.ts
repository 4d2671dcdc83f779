import { assertEquals } from "@std/assert";
import { lineOfOpened, lineOfPassed } from "../../../page/wire/row.ts";
import { bytes } from "../../../page/wire/words.ts";
import { passing, said } from "./said.ts";

Deno.test("page/row: an encrypted message is an envelope that is opened", () => {
  const [row] = said("server certificate*");
  const { name, envelope, look, number } = lineOfOpened(row!);
  assertEquals({ name, envelope, look, number }, {
    name: "certificate",
    envelope: "opened",
    look: "message",
    number: 1,
  });
});

Deno.test("page/row: what nobody could open stays a closed envelope", () => {
  const [row] = said("server sealed*");
  assertEquals(lineOfOpened(row!).envelope, "closed");
});

Deno.test("page/row: an eavesdropper sees of a sealed record how long it is, and no name", () => {
  const [record] = passing(said("server certificate*"));
  const line = lineOfPassed(record!, []);
  assertEquals([line.envelope, line.name, line.facts, line.length], [
    "closed",
    { en: "sealed", zh: "已密封" },
    [],
    105,
  ]);
});

Deno.test("page/row: until TLS 1.2 a sealed record shows what kind it is", () => {
  const [record] = passing(said("client finished*"));
  assertEquals(lineOfPassed({ ...record!, name: "handshake" }, []).facts, ["handshake"]);
});

Deno.test("page/row: an eavesdropper reads the facts of what is not sealed", () => {
  const rows = said("client client_hello");
  const [record] = passing(rows);
  const { name, facts } = lineOfPassed(record!, rows);
  assertEquals([name, facts], ["client_hello", ["about client_hello"]]);
});

Deno.test("page/row: a record that cannot be named is called by its header", () => {
  const [record] = passing(said("client client_hello"));
  assertEquals(lineOfPassed(record!, []).name, "handshake");
});

Deno.test("page/row: bytes are counted in both languages", () => {
  assertEquals([1, 12345].map(bytes), [
    { en: "1 byte", zh: "1 字节" },
    { en: "12\u202f345 bytes", zh: "12\u202f345 字节" },
  ]);
});
