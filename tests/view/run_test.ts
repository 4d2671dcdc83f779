import { assert, assertEquals } from "@std/assert";
import { connect } from "../../client.ts";
import { loadIdentity, startServer } from "../../server.ts";
import { labFolder } from "../support/lab.ts";
import { readCertificates } from "../../x509/store/file.ts";
import { Archive } from "../../view/session/archive.ts";
import { Run } from "../../view/run.ts";
import { play } from "../../view/scenario/play.ts";
import { SCENARIOS } from "../../view/scenario/scenarios.ts";

/** A stage for a scenario, on an archive of its own, that counts who waits for its signal. */
async function stage(scenario: string) {
  const lab = await labFolder();
  const [ca] = await readCertificates(lab.ca);
  const [certificate] = await readCertificates(lab.cert);
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = { count: 0 };
  const [add, remove] = [signal.addEventListener, signal.removeEventListener];
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    waiting.count++;
    add.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    waiting.count--;
    remove.apply(signal, args);
  };
  const archive = new Archive();
  const found = SCENARIOS.find(({ id }) => id === scenario)!;
  const run = new Run({
    roles: { startServer, connect },
    lab: {
      ca,
      caFile: lab.ca,
      caKey: undefined,
      certificate,
      identity: await loadIdentity(lab.cert, lab.key),
    },
    folder: lab.path,
    signal,
    scenario,
    title: found.title,
    run: 1,
    archive,
    keyLog: `${lab.path}/keys.log`,
    trouble: (error) => {
      throw error;
    },
    opened: () => {},
  });
  return {
    archive,
    run,
    waiting,
    controller,
    played: play(found, run),
    async [Symbol.asyncDispose]() {
      await run.stop();
      lab[Symbol.dispose]();
    },
  };
}

async function until<T>(find: () => T | undefined): Promise<T> {
  for (let i = 0; i < 1000; i++) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("It never came");
}

Deno.test("Run: a talk that is over no longer waits for the page's end, which would keep it for ever", async () => {
  await using lab = await stage("well");
  const talk = await until(() => lab.archive.recordings.find(({ talk }) => talk)?.talk);
  await talk.end();
  await lab.played;
  assertEquals(lab.waiting.count, 0);
});

Deno.test("Run: the talk ends when the page does", async () => {
  await using lab = await stage("well");
  const recording = await until(() => lab.archive.recordings.find(({ talk }) => talk));
  lab.controller.abort();
  await lab.played;
  assertEquals(recording.talk, undefined);
});

Deno.test("Run: a scenario that could not be played says so on the page", async () => {
  await using lab = await stage("well");
  lab.controller.abort();
  await lab.played;
  lab.run.fail(new Error("no port is free"));
  const { outcome, connected } = lab.archive.recordings.at(-1)!.state;
  assertEquals([outcome?.title.en, outcome?.why.en, connected], [
    "It could not be played",
    "no port is free",
    false,
  ]);
  assert(lab.archive.recordings.at(-1)!.ended);
});
