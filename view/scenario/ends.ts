/**
 * The two ends a scenario is played with: the server it asks for, and the client that visits it.
 *
 * @module
 */
import type { Server } from "../../talk/roles.ts";
import { connectTls13 } from "../../talk/tls13_client.ts";
import type { Stage } from "../stage.ts";
import type { Credentials } from "./identity.ts";
import { connectPlainly, startPlainServer } from "./plain_talk.ts";
import type { Scenario, Visit } from "./scenario.ts";
import { type Connected, LOOPBACK, type Scene } from "./scene.ts";

/**
 * Starts the server of a scenario on a free port of this machine.
 *
 * @param scenario What it is to speak.
 * @param credentials What it proves itself with.
 * @param stage Where its news go.
 * @returns The server, already listening.
 * @throws {UserError} If it cannot listen with that certificate and key.
 */
export function startFor(
  { protocol = "TLS 1.3" }: Scenario,
  { identity }: Credentials,
  { roles, serverNews: log }: Stage,
): Server {
  if (protocol === "plain TCP") return startPlainServer(log);
  return roles.startServer({ host: LOOPBACK, port: 0, maxVersion: protocol, ...identity, log });
}

/**
 * Connects the client of a visit.
 *
 * @param visit Which client it is.
 * @param scene Where it connects to, whom it trusts and expects.
 * @param before The visit before it, whose session may be taken up.
 * @returns The talk, once the server has proved itself.
 * @throws {UserError} If there is no connection, or the server is refused.
 */
export async function connectFor(
  visit: Visit,
  { scenario, stage, credentials, tap }: Scene,
  before: Connected | undefined,
): Promise<Connected> {
  if (scenario.protocol === "plain TCP") {
    return { session: await connectPlainly(tap), handshake: "full" };
  }
  const { rootFile: ca, host: serverName } = credentials;
  const options = { host: tap.hostname, port: tap.port, ca, serverName };
  if (!visit.client) return { session: await stage.roles.connect(options), handshake: "full" };
  const { keyShares, resumes } = visit.client;
  const resume = resumes && before?.tickets?.at(-1);
  const session = await connectTls13({
    ...options,
    ...(keyShares === "none" && { keyShares: [] }),
    ...(resume && { resume }),
  });
  const { resumed, retried, sessions: tickets } = session;
  return { session, tickets, handshake: resumed ? "resumed" : retried ? "retried" : "full" };
}
