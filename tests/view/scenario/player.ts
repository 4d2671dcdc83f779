/**
 * Plays scenarios in a process of its own, so that it has a key log and trusts the given roots alone, as
 * the page's has; tells what came of them as JSON.
 *
 * `deno run … player.ts FOLDER LANGUAGE`: FOLDER is for the lab.
 *
 * @module
 */
import { setLanguage } from "../../../cli/language.ts";
import type { TlsEvent } from "../../../tls/event.ts";
import type { Outcome } from "../../../view/protocol.ts";
import { play } from "../../../view/scenario/play.ts";
import type { Scenario } from "../../../view/scenario/scenario.ts";
import { SCENARIOS } from "../../../view/scenario/scenarios.ts";
import { type BareAttempt, BareStage, labIn, type Row } from "./bare_stage.ts";

/** What came of a scenario. */
export interface Played {
  readonly attempts: readonly PlayedAttempt[];
  /** What happened at its server, in order. */
  readonly server: readonly string[];
}

/** What came of one visit. */
export interface PlayedAttempt {
  readonly host: string;
  readonly rows: readonly Row[];
  readonly outcomes: readonly Outcome[];
  /** The answer to one more message, once everything was said. */
  readonly later?: string;
  /** What passed on each connection: `client: client_hello` and so on. */
  readonly passed: readonly (readonly string[])[];
  /** Version and whether it was resumed, of each connection. */
  readonly agreed: readonly { readonly version: string | null; readonly resumed: boolean }[];
}

if (import.meta.main) {
  const [folder, language] = Deno.args;
  setLanguage(language as "en" | "zh");
  const lab = await labIn(`${folder}/lab`);
  const all: Record<string, Played> = {};
  for (const scenario of SCENARIOS) {
    await using stage = new BareStage(lab, folder!, Deno.env.get("SSLKEYLOGFILE"));
    all[scenario.id] = await see(scenario, stage);
  }
  console.log(JSON.stringify(all));
}

async function see(scenario: Scenario, stage: BareStage): Promise<Played> {
  let over = false;
  const playing = play(scenario, stage).finally(() => over = true);
  const last = () => stage.attempts[scenario.visits.length - 1]?.outcomes.at(-1)?.kind;
  while (!over && (last() ?? "refused") === "refused") {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  if (!over) await stage.attempts.at(-1)!.page();
  await playing;
  if (stage.taps > 0) throw new Error(`${scenario.id} leaves a tap behind`);
  return {
    attempts: stage.attempts.map(played),
    server: stage.events.map((event) =>
      event.type === "trouble" ? `trouble: ${event.error.problem.en}` : event.type
    ),
  };
}

function played({ options, rows, outcomes, later, connections }: BareAttempt): PlayedAttempt {
  const ends = connections.map(({ events }) => events.find((event) => event.type === "connection"));
  return {
    host: options.host,
    rows,
    outcomes,
    ...(later !== undefined && { later }),
    passed: connections.map(({ events }) => events.flatMap(wordOf)),
    agreed: ends.map((end) => ({ version: end?.version ?? null, resumed: end?.resumed ?? false })),
  };
}

function wordOf(event: TlsEvent): string[] {
  switch (event.type) {
    case "message":
      return [`${event.from}: ${event.name}`];
    case "alert":
      return [`${event.from}: alert ${event.description}`];
    case "data":
      return [`${event.from}: ${new TextDecoder().decode(event.bytes)}`];
    default:
      return [];
  }
}
