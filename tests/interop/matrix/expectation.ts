/**
 * Whether a scenario was what its name promises, by what tshark saw: a scenario that silently does
 * something else proves nothing.
 *
 * @module
 */
import type { Side } from "../../../tls/event.ts";
import { factsOf, wordsOf } from "./facts.ts";
import type { Shown } from "./scenario.ts";
import type { Reading } from "./tshark.ts";

/**
 * Compares a connection with what had to be seen of it.
 *
 * @returns What is missing, and what should not be there; nothing if all is well.
 */
export function shortcomings(reading: Reading, shown: Shown): string[] {
  const words = { client: wordsOfSide(reading, "client"), server: wordsOfSide(reading, "server") };
  const both = [...words.client, ...words.server];
  const facts = factsOf(reading);
  const { data = true, readable = true, many } = shown;
  return [
    ...missing("client", words.client, shown.client ?? []),
    ...missing("server", words.server, shown.server ?? []),
    ...(shown.never ?? []).filter((word) => both.includes(word)).map((word) => `has ${word}`),
    ...different("version", facts.version, shown.version),
    ...different("cipher suite", facts.cipherSuite, shown.suite),
    ...different("application protocol", facts.alpn, shown.alpn),
    ...different("server name", facts.serverName, shown.serverName),
    ...(readable === both.includes("sealed") ? [`is ${readable ? "not " : ""}readable`] : []),
    ...(data && readable === true && (reading.data.client === "" || reading.data.server === "")
      ? ["has no application data of both sides"]
      : []),
    ...(many
      ? wrongCount(words[many.from].filter((word) => word === many.event).length, many)
      : []),
  ];
}

function wordsOfSide(reading: Reading, from: Side): string[] {
  return reading.sent[from].flatMap(wordsOf);
}

/** The first word that does not occur behind those before it, if there is one. */
function missing(from: Side, words: readonly string[], wanted: readonly string[]): string[] {
  let at = 0;
  for (const word of wanted) {
    at = words.indexOf(word, at) + 1;
    if (at === 0) return [`the ${from} sends no ${word} after ${wanted.join(", ")}: ${words}`];
  }
  return [];
}

function different(what: string, seen: string | null, wanted: string | undefined): string[] {
  return wanted === undefined || seen === wanted ? [] : [`${what} is ${seen} and not ${wanted}`];
}

function wrongCount(count: number, { from, event, least, most }: Shown["many"] & object): string[] {
  if (count >= (least ?? 0) && count <= (most ?? Infinity)) return [];
  return [`the ${from} sends ${event} ${count} times`];
}
