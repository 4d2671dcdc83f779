import { assertEquals } from "@std/assert";
import { recorded } from "../../tls/support/recorded.ts";
import { Archive } from "../../../view/session/archive.ts";
import { keepSession } from "../../../view/session/keep.ts";
import { BASICS, BEGAN, keep } from "./kept.ts";

Deno.test("keepSession() keeps all rows with their details and certificates", async () => {
  const recording = keep(recorded("TLS 1.3, the client authenticated"));
  const { session, opened, passed, details, chains } = await keepSession(recording);
  assertEquals(session, { ...recording.state, talking: false });
  assertEquals(opened, recording.rows("opened", 0));
  assertEquals(details.opened, opened.map(({ index }) => recording.detail("opened", index)!));
  assertEquals(details.passed.length, passed.length);
  assertEquals(chains, await recording.chains());
});

Deno.test("keepSession() leaves out what is beyond 5,000 rows, and counts it", async () => {
  const recording = new Archive().open(BASICS);
  const event = {
    type: "data",
    connection: 1,
    from: "client",
    encrypted: true,
    record: 1,
  } as const;
  const bytes = new Uint8Array([104, 105]);
  for (let i = 0; i < 5200; i++) recording.take({ ...event, time: BEGAN, bytes });
  const { session, opened, details } = await keepSession(recording);
  assertEquals([opened.length, details.opened.length], [5000, 5000]);
  assertEquals({ rows: session.rows.opened, left: session.left }, { rows: 5000, left: 200 });
});
