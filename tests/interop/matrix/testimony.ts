/**
 * What the two programs attest of their connection: what they were told to say reached the other side.
 *
 * @module
 */
import { type Side, type TlsEvent } from "../../../tls/event.ts";
import { EARLY } from "./files.ts";
import { type Scenario, SMALL_TALK } from "./scenario.ts";

/**
 * Compares the data that the decoder tells with what was said.
 *
 * @param events What the decoder tells of a connection.
 * @param scenario The scenario.
 * @param client Which of its clients made the connection, from 0.
 * @returns How they disagree; nothing if they do not, or if the decoder says that it cannot open all.
 */
export function contradictions(
  events: readonly TlsEvent[],
  scenario: Scenario,
  client: number,
): string[] {
  if (events.some(({ type }) => type === "sealed")) return [];
  return (["client", "server"] as const).flatMap((from) => {
    const [told, said] = [dataOf(events, from), saidBy(from, scenario, client)];
    if (told === said) return [];
    return [`the ${from} said ${shortened(said)} and not ${shortened(told)}`];
  });
}

/** What a side was told to say on a connection, early data first. */
function saidBy(from: Side, { clients, talk = SMALL_TALK }: Scenario, client: number): string {
  const early = from === "client" && clients[client]!.includes("-early_data") ? EARLY : "";
  const words = talk.filter(({ at, until }) => at === from && until === undefined);
  return early + words.map(({ text }) => text).join("");
}

function dataOf(events: readonly TlsEvent[], from: Side): string {
  return events.map((event) =>
    event.type === "data" && event.from === from ? new TextDecoder().decode(event.bytes) : ""
  ).join("");
}

function shortened(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
