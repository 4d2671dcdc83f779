/**
 * The whole matrix: all scenarios take place while one capture runs; then tshark reads it, and the
 * decoder.
 *
 * @module
 */
import type { TlsEvent } from "../../../tls/event.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { captured } from "./capture.ts";
import { eventsOf } from "./decode.ts";
import { Files } from "./files.ts";
import { HOST, perform, type Performed } from "./perform.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";
import { read, type Reading } from "./tshark.ts";

/** A connection that took place, as both tell it. */
export interface Witnessed {
  /** The scenario it belongs to. */
  readonly scenario: Scenario;
  /** Which connection of the scenario it is, from 0. */
  readonly client: number;
  /** What tshark says of it. */
  readonly reading: Reading;
  /** What the decoder tells of it. */
  readonly events: readonly TlsEvent[];
}

/** How many scenarios take place at a time: each mostly waits for the other side. */
const AT_A_TIME = 3;

/** The first port that is listened on; every scenario has its own. */
const FIRST_PORT = 20_000;

/**
 * Performs the matrix.
 *
 * @returns Every connection.
 * @throws {Error} If a scenario does not take place, or a connection of it is missing in the capture.
 */
export async function performMatrix(): Promise<Witnessed[]> {
  using folder = temporaryFolder();
  const [capture, keyLog] = [`${folder.path}/capture.pcapng`, `${folder.path}/keys.log`];
  const rows = await scenarios(await Files.make(folder.path));
  const performed = await captured(HOST, capture, () => performAll(rows, folder.path));
  await Deno.writeTextFile(keyLog, performed.map(({ keyLog }) => keyLog).join(""));
  const readings = await read(capture, keyLog);
  const events = await eventsOf(capture, keyLog);
  return performed.flatMap(({ scenario, port }) => {
    const seen = readings.get(port) ?? [];
    const told = events.get(`${HOST}:${port}`) ?? [];
    const count = scenario.clients.length;
    if (seen.length !== count || told.length !== count) {
      const found = `tshark sees ${seen.length} and the decoder ${told.length}`;
      throw new Error(`"${scenario.name}" makes ${count} connections, of which ${found}`);
    }
    return seen.map((reading, client) => ({ scenario, client, reading, events: told[client]! }));
  });
}

async function performAll(rows: readonly Scenario[], folder: string): Promise<Performed[]> {
  const queue = rows.entries();
  const performed: Performed[] = [];
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    for (const [i, scenario] of queue) {
      performed.push(await perform(scenario, FIRST_PORT + i, folder));
    }
  }));
  return performed;
}
