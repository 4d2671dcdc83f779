import { assert, assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { Transcript } from "../../tls/transcript.ts";
import { bytes, message } from "./message/build.ts";

const FIRST = message(1, "aa");
const RETRY = message(2, "bb");
const SECOND = message(1, "cc");

function hash(name: string, ...parts: readonly Uint8Array[]): string {
  return createHash(name).update(bytes(...parts)).digest("hex");
}

function transcript(...messages: readonly Uint8Array[]): Transcript {
  const whole = new Transcript();
  for (const message of messages) whole.add(message);
  return whole;
}

Deno.test("digest() is the hash of all messages so far, under any hash and again", () => {
  const whole = transcript(FIRST);
  assertEquals(whole.digest("sha256").toHex(), hash("sha256", FIRST));
  whole.add(RETRY);
  assertEquals(whole.digest("sha256").toHex(), hash("sha256", FIRST, RETRY));
  assertEquals(whole.digest("sha384").toHex(), hash("sha384", FIRST, RETRY));
  assertEquals(whole.digest("sha256").toHex(), hash("sha256", FIRST, RETRY));
});

Deno.test("bytes() is all messages so far", () => {
  assertEquals(transcript(FIRST, SECOND).bytes(), bytes(FIRST, SECOND));
});

Deno.test("retry() puts a message_hash in the place of the first hello, as RFC 8446 section 4.4.1", () => {
  const whole = transcript(FIRST, RETRY);
  whole.retry("sha256");
  whole.add(SECOND);
  const replaced = bytes("fe000020", hash("sha256", FIRST));
  assertEquals(whole.digest("sha256").toHex(), hash("sha256", replaced, RETRY, SECOND));
});

Deno.test("retry() without a hash, or without a retry before, leaves nothing to rest on", () => {
  const unknown = transcript(FIRST, RETRY);
  unknown.retry(undefined);
  const empty = transcript();
  empty.retry("sha256");
  assertEquals([unknown.complete, empty.complete], [false, false]);
});

Deno.test("miss() makes it incomplete for good", () => {
  const whole = transcript(FIRST);
  assert(whole.complete);
  whole.miss();
  whole.add(SECOND);
  assert(!whole.complete);
  assertEquals(whole.held, 0);
});

Deno.test("fork() goes on apart from where it came from", () => {
  const whole = transcript(FIRST);
  const fork = whole.fork();
  fork.add(RETRY);
  whole.add(SECOND);
  assertEquals(fork.digest("sha256").toHex(), hash("sha256", FIRST, RETRY));
  assertEquals(whole.digest("sha256").toHex(), hash("sha256", FIRST, SECOND));
});

Deno.test("condense() keeps the hash and lets go of the messages", () => {
  const whole = transcript(FIRST, RETRY);
  assertEquals(whole.held, 10);
  whole.condense("sha256");
  assertEquals(whole.held, 0);
  assertEquals(whole.digest("sha256").toHex(), hash("sha256", FIRST, RETRY));
  const fork = whole.fork();
  whole.add(SECOND);
  assertEquals(whole.digest("sha256").toHex(), hash("sha256", FIRST, RETRY, SECOND));
  fork.add(FIRST);
  assertEquals(fork.digest("sha256").toHex(), hash("sha256", FIRST, RETRY, FIRST));
});

Deno.test("a handshake that goes on for ever is given up before it fills the memory", () => {
  const endless = new Transcript();
  const long = new Uint8Array(1 << 18);
  for (let i = 0; i < 1000; i++) {
    endless.add(long);
    assert(endless.held <= 4 << 20);
  }
  assert(!endless.complete);
});
