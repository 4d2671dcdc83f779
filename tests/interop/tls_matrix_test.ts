import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { witnessed } from "../support/witness.ts";
import { mayCapture } from "./matrix/capture.ts";
import { disagreements } from "./matrix/compare.ts";
import { shortcomings } from "./matrix/expectation.ts";
import { performMatrix, type Witnessed } from "./matrix/matrix.ts";
import { contradictions } from "./matrix/testimony.ts";

const WITNESSES = ["openssl", "tshark", "dumpcap"];
const needed = await mayCapture() ? WITNESSES : [...WITNESSES, "permission to capture on lo"];

/** The matrix, performed once for all tests of this file. */
let matrix: Promise<Witnessed[]> | undefined;

/** What is wrong with each connection, by its name. */
async function faults(
  faultsOf: (connection: Witnessed) => string[],
): Promise<Record<string, string[]>> {
  const found = (await (matrix ??= performMatrix())).map((connection) => {
    const { scenario: { name, clients }, client } = connection;
    const which = clients.length > 1 ? `${name}, connection ${client + 1}` : name;
    return [which, faultsOf(connection)] as const;
  });
  return Object.fromEntries(found.filter(([, faults]) => faults.length > 0));
}

witnessed(needed, "every scenario of the matrix is what its name says, by tshark", async () => {
  const found = await faults(({ scenario, client, reading }) =>
    shortcomings(reading, scenario.shows[client]!)
  );
  assertEquals(found, {});
});

witnessed(needed, "the decoder and tshark agree on every connection of the matrix", async () => {
  assertEquals(await faults(({ events, reading }) => disagreements(events, reading)), {});
  console.log(`${(await matrix!).length} connections compared with tshark`);
});

witnessed(needed, "the decoder gives the data that OpenSSL was told to send", async () => {
  const found = await faults(({ events, scenario, client }) =>
    contradictions(events, scenario, client)
  );
  assertEquals(found, {});
});

witnessed(needed, "the comparison notices any event that is missing or changed", async () => {
  const connections = await (matrix ??= performMatrix());
  const some = connections.filter(({ scenario }) => /, early data$|CBC_SHA$/.test(scenario.name));
  assert(some.length > 2);
  for (const { events, reading } of some.slice(-3)) {
    for (const [i, event] of events.entries()) {
      assertNotEquals(disagreements(events.toSpliced(i, 1), reading), [], `without ${event.type}`);
      if (!("bytes" in event)) continue;
      const changed = { ...event, bytes: event.bytes.with(-1, event.bytes.at(-1)! ^ 1) };
      assertNotEquals(disagreements(events.with(i, changed), reading), [], `other ${event.type}`);
    }
  }
});
