import { assertEquals } from "@std/assert";
import { Archive } from "../../../view/session/archive.ts";
import type { Change } from "../../../view/shown.ts";
import { BASICS, BEGAN } from "./kept.ts";

Deno.test("Archive: sessions are numbered from 1, and a number is never used again", () => {
  const archive = new Archive();
  const first = archive.open(BASICS);
  archive.forget(first.id);
  assertEquals([first.id, archive.open(BASICS).id], [1, 2]);
  assertEquals(archive.ids, [2]);
  assertEquals(archive.get(1), undefined);
});

Deno.test("Archive: whoever subscribes is told of every change, until he no longer wants it", () => {
  const archive = new Archive();
  const told: Change[] = [];
  const stop = archive.subscribe((change) => told.push(change));
  const recording = archive.open(BASICS);
  recording.tell({ who: "tap", kind: "note", text: "x" });
  archive.forget(recording.id);
  stop();
  archive.open(BASICS);
  assertEquals(told, [
    { type: "session", session: 1 },
    { type: "session", session: 1 },
    { type: "gone", session: 1 },
  ]);
});

Deno.test("Archive: beyond 500 sessions the oldest that have ended go; those that go on stay", () => {
  const archive = new Archive();
  archive.open(BASICS); // Goes on.
  for (let i = 0; i < 510; i++) archive.open(BASICS).end(BEGAN);
  assertEquals(archive.ids.length, 500);
  assertEquals(archive.ids.slice(0, 2), [1, 13]);
});

Deno.test("Archive: beyond 256 MiB the oldest that have ended go", () => {
  const archive = new Archive();
  for (let i = 0; i < 20; i++) {
    const recording = archive.open(BASICS);
    for (let j = 0; j < 20; j++) recording.data("client", new Uint8Array(1 << 20), BEGAN);
    recording.end(BEGAN);
  }
  assertEquals(archive.recordings.reduce((sum, { size }) => sum + size, 0) <= 280 << 20, true);
  assertEquals(archive.ids.at(-1), 20);
});
