import { assertEquals } from "@std/assert";
import { SessionStore } from "../../tls/session_store.ts";

const SECRET = new Uint8Array(48).fill(1);
const OTHER = new Uint8Array(48).fill(2);

/** A session id that a number stands for. */
function id(number: number): Uint8Array {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

Deno.test("find() gives the master secret of a session by its id", () => {
  const sessions = new SessionStore();
  sessions.add(id(1), SECRET);
  sessions.add(id(2), OTHER);
  assertEquals(sessions.find(id(1)), SECRET);
  assertEquals(sessions.find(id(2)), OTHER);
  assertEquals(sessions.find(id(3)), undefined);
});

Deno.test("find() knows no session by the beginning of its id", () => {
  const sessions = new SessionStore();
  sessions.add(id(1), SECRET);
  assertEquals(sessions.find(id(1).subarray(0, 31)), undefined);
});

Deno.test("find() tells long tickets apart by what they begin with", () => {
  const ticket = new Uint8Array(200).fill(9);
  const sessions = new SessionStore();
  sessions.add(ticket, SECRET);
  sessions.add(ticket.with(40, 0), OTHER);
  assertEquals(sessions.find(ticket), SECRET);
  assertEquals(sessions.find(ticket.with(40, 0)), OTHER);
});

Deno.test("an empty name names no session", () => {
  const sessions = new SessionStore();
  sessions.add(new Uint8Array(), SECRET);
  assertEquals(sessions.find(new Uint8Array()), undefined);
});

Deno.test("a session taken up again under the same name has its new secret", () => {
  const sessions = new SessionStore();
  sessions.add(id(1), SECRET);
  sessions.add(id(1), OTHER);
  assertEquals(sessions.find(id(1)), OTHER);
});

Deno.test("the last 10,000 sessions are remembered", () => {
  const sessions = new SessionStore();
  for (let number = 0; number < 10_001; number++) sessions.add(id(number), SECRET);
  assertEquals(sessions.find(id(0)), undefined);
  assertEquals(sessions.find(id(1)), SECRET);
  assertEquals(sessions.find(id(10_000)), SECRET);
});
