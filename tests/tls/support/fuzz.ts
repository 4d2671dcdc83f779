/**
 * Mutations without end, decoded; what is told of each is held against what has to be.
 *
 * @module
 */
import { assertEquals, assertLessOrEqual } from "@std/assert";
import { Decoder } from "../../../tls/decoder.ts";
import type { TlsEvent } from "../../../tls/event.ts";
import { Random } from "../../support/random.ts";
import { type Capture, CAPTURES } from "../protection/captured.ts";
import { TRACES } from "../rfc8448.ts";
import { assertTiled, type Sent } from "./listen.ts";
import { changedOnTheWay, misspoken, randomTalk, rearranged } from "./mutate.ts";
import { RECORDINGS } from "./recorded.ts";
import { sealed, type Spoken, spokenOn } from "./spoken.ts";

/** A kind of mutation. */
export type Kind = keyof typeof KINDS;

/** What to try. */
export interface Trial {
  readonly kind: Kind;
  /** The same seed gives the same mutations. */
  readonly seed: number;
  readonly times: number;
}

/** What came of it. */
export interface Outcome {
  /** How many mutations were decoded. */
  readonly count: number;
  /** The longest that one took, in milliseconds. */
  readonly slowest: number;
  /** How much more memory is in use than before, in bytes. */
  readonly grown: number;
}

const TRACED: readonly Capture[] = TRACES.map(({ keyLog, name, records }) => ({
  name,
  keyLog,
  records: records.map(({ from, hex }) => ({ from, bytes: Uint8Array.fromHex(hex) })),
}));
const ALL: readonly Capture[] = [...CAPTURES, ...RECORDINGS, ...TRACED];

/** Those that can be sealed again: under AES-GCM, and with a key log that names every secret. */
const RESEALABLE = [
  ...RECORDINGS.filter(({ name }) => !/ARIA|RSA|1\.0|anonymous/.test(name)),
  ...TRACED,
];
let conversations: { recording: Capture; spoken: readonly Spoken[] }[] | undefined;

/** For each kind, what is sent and the key log. */
const KINDS = {
  changed(random: Random): [Sent[], string] {
    const { records, keyLog } = random.of(ALL);
    return [changedOnTheWay(records, random), keyLog];
  },
  rearranged(random: Random): [Sent[], string] {
    const [one, other] = [random.of(ALL), random.of(ALL)];
    return [rearranged(one.records, other.records, random), one.keyLog + other.keyLog];
  },
  misspoken(random: Random): [Sent[], string] {
    conversations ??= RESEALABLE.map((recording) => ({ recording, spoken: spokenOn(recording) }));
    const { recording, spoken } = random.of(conversations);
    return [sealed(recording, misspoken(spoken, random)), recording.keyLog];
  },
  random: (random: Random): [Sent[], string] => [randomTalk(random), ""],
};

/** Decodes mutations of a kind; an exception names the one that caused it. */
export function fuzz({ kind, seed, times }: Trial): Outcome {
  const random = new Random(seed);
  const before = memory();
  let slowest = 0;
  for (let count = 0; count < times; count++) {
    try {
      slowest = Math.max(slowest, survive(...KINDS[kind](random), random));
    } catch (cause) {
      throw new Error(`Mutation ${count} of ${JSON.stringify({ kind, seed })}`, { cause });
    }
  }
  return { count: times, slowest, grown: memory() - before };
}

function memory(): number {
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

/**
 * Decodes a connection; now and then with bytes missing, with keys that come late, or from the middle on.
 *
 * @returns How long it took, in milliseconds.
 */
function survive(sent: readonly Sent[], keyLog: string, random: Random): number {
  const keysMayCome = random.below(8) === 0;
  const keysAt = keysMayCome ? random.below(sent.length + 1) : 0;
  let [told, data, length] = [0, 0, 0];
  let last: TlsEvent | undefined;
  const decoder = new Decoder({
    keysMayCome,
    proofs: random.below(10) === 0,
    emit(event) {
      assertTiled(event);
      told++;
      if (event.type === "data") data += event.bytes.length;
      last = event;
    },
  });
  const begin = performance.now();
  const midway = random.below(20) === 0;
  const connection = decoder.open({ client: "192.0.2.1:50000", server: "192.0.2.2:443", midway });
  for (const [i, { from, bytes }] of sent.entries()) {
    if (i === keysAt) decoder.addKeys(keyLog);
    length += bytes.length;
    if (random.below(100) === 0) connection.gap(from, bytes.length, i);
    else connection.push(from, bytes, i);
  }
  decoder.close(connection);
  const took = performance.now() - begin;
  assertEquals(last?.type, "connection");
  assertLessOrEqual(told, 50 + 2 * length);
  assertLessOrEqual(data, length);
  return took;
}
