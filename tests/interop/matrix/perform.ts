/**
 * Performs a scenario: starts the server, connects the clients one after the other, lets them talk.
 *
 * @module
 */
import { otherSide, type Side } from "../../../tls/event.ts";
import { Peer } from "./peer.ts";
import { type Scenario, SMALL_TALK } from "./scenario.ts";

/**
 * Where the connections of the matrix take place: an address of this machine that nobody else is likely
 * to use, so that its ports are free and the capture can leave out what others do meanwhile.
 */
export const HOST = `127.${
  [...crypto.getRandomValues(new Uint8Array(3))].map(withinHalf).join(".")
}`;

function withinHalf(byte: number): number {
  return 1 + (byte >> 1); // Neither 0 nor 255, which not every number of an address may be.
}

/** A scenario that took place. */
export interface Performed {
  /** The scenario. */
  readonly scenario: Scenario;
  /** The server's port. */
  readonly port: number;
  /** What the clients wrote to their key logs; nothing if the scenario keeps its secrets. */
  readonly keyLog: string;
}

/**
 * Performs a scenario.
 *
 * @param scenario The scenario.
 * @param port The server's port, which has to be this scenario's alone.
 * @param folder Where its files go.
 * @returns What is needed to find it in the capture.
 * @throws {Error} If a side does not say what it should, or hangs.
 */
export async function perform(
  scenario: Scenario,
  port: number,
  folder: string,
): Promise<Performed> {
  const { clients, env, name } = scenario;
  const keyLogPath = await Deno.makeTempFile({ dir: folder, suffix: ".keys" });
  await using server = start(scenario, port);
  try {
    await server.until(/^ACCEPT/m);
    for (const options of clients) {
      const where = ["-connect", `${HOST}:${port}`, "-keylogfile", keyLogPath];
      await using client = new Peer("openssl", ["s_client", ...where, ...options], env);
      await converse({ client, server }, scenario).catch((cause) => {
        throw new Error(`The client printed:\n${client.output}`, { cause });
      });
      await client.finish();
    }
    await server.finish();
    const keyLog = scenario.secret ? "" : await Deno.readTextFile(keyLogPath);
    return { scenario, port, keyLog };
  } catch (cause) {
    throw new Error(`"${name}" did not take place; the server printed:\n${server.output}`, {
      cause,
    });
  }
}

function start({ server, rustls, clients, env }: Scenario, port: number): Peer {
  const often = `${clients.length}`;
  if (rustls) {
    const script = new URL("rustls_server.ts", import.meta.url).pathname;
    const run = ["run", "--quiet", `--allow-net=${HOST}`, "--allow-read", script];
    return new Peer(Deno.execPath(), [...run, HOST, `${port}`, ...server, often]);
  }
  const where = ["-accept", `${HOST}:${port}`, "-naccept", often];
  return new Peer("openssl", ["s_server", ...where, ...server], env);
}

async function converse(
  peers: Record<Side, Peer>,
  { talk = SMALL_TALK }: Scenario,
): Promise<void> {
  for (const { at, text, by = otherSide(at), until } of talk) {
    const wanted = until ?? new RegExp(text.trimEnd().slice(-40));
    const heard = peers[by].until(wanted, peers[by].output.length);
    await Promise.all([peers[at].type(text), heard]);
  }
}
