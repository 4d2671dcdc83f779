/**
 * Scenarios written short, as the tables of one version have them.
 *
 * @module
 */
import type { Files } from "./files.ts";
import type { Scenario, Shown } from "./scenario.ts";

/** A scenario without what its version and the others have in common. */
export interface Row extends Omit<Scenario, "server" | "clients" | "shows"> {
  /** Options of the server, which proves itself with a key on P-256 if they do not say otherwise. */
  readonly server?: readonly string[];
  /** Options of the client if there is one connection. */
  readonly client?: readonly string[];
  /** Options of the client of each connection if there are several. */
  readonly clients?: readonly (readonly string[])[];
  /** What has to be seen of the one connection, or of each. */
  readonly shows: Shown | readonly Shown[];
}

/**
 * The scenario that a row stands for.
 *
 * @param row The row.
 * @param version The version, such as `TLS 1.3`.
 * @param both The options of both sides that make them speak it.
 * @param files The identities.
 * @returns The scenario.
 */
export function scenarioOf(
  { name, server = [], client = [], clients = [client], shows, ...rest }: Row,
  version: string,
  both: readonly string[],
  files: Files,
): Scenario {
  const named = server.includes("-cert") || server.includes("-nocert");
  return {
    ...rest,
    name: `${version}, ${name}`,
    server: [...both, ...(named ? [] : files.identity("p256")), ...server],
    clients: clients.map((options) => [...both, ...options]),
    shows: [shows].flat().map((shown: Shown) => ({ version, ...shown })),
  };
}
