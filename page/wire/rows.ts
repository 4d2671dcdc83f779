/**
 * What passed, as rows to show: for whoever has the keys, or for an eavesdropper; in the steps of the
 * handshake, or in order of time.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { OpenedRow, PassedRow, SessionState } from "../../view/protocol.ts";
import { listInSight, overtaken } from "../selection.ts";
import type { Order, Sight } from "../state.ts";
import { saidIn } from "./course.ts";
import { glimpseOf, SEALED_ENVELOPES } from "./glimpses.ts";
import { sentenceOf } from "./sentences.ts";
import { STEP_TITLES, type StepId, stepNumber, STEPS, stepsOf } from "./steps.ts";

/** Rows that belong together. */
export interface RowGroup {
  /** Which step, or `all`. */
  readonly id: StepId | "all";
  /** Which step of the handshake, from 1 to 5; undefined for none of them. */
  readonly number: number | undefined;
  /** What it is called; undefined for rows in order of time. */
  readonly title: Text | undefined;
  /** What happens there. */
  readonly sentence: Text | undefined;
  /** The indexes of its rows, in the list that is shown. */
  readonly rows: readonly number[];
}

/** What there is to show, and how. */
export interface Shown {
  /** The session. */
  readonly session: SessionState;
  /** What was said in it. */
  readonly opened: readonly OpenedRow[];
  /** What passed of it. */
  readonly passed: readonly PassedRow[];
  /** Who looks. */
  readonly sight: Sight;
  /** What the rows follow. */
  readonly order: Order;
}

/**
 * The rows to show.
 *
 * @param shown What there is, and how it is to be shown.
 * @returns The groups, in order. Their rows are of the list that `listInSight` names.
 */
export function groupRows(shown: Shown): RowGroup[] {
  const { session, opened, order } = shown;
  const list = listInSight(shown, shown.sight);
  if (order === "time") {
    const indexes = shown[list].map(({ index }) => index);
    const hidden: ReadonlySet<number> = list === "opened" ? overtaken(opened) : new Set();
    return [{
      id: "all",
      number: undefined,
      title: undefined,
      sentence: undefined,
      rows: indexes.filter((index) => !hidden.has(index)),
    }];
  }
  const steps = stepsOf(opened, session.version);
  return list === "opened" ? openedGroups(shown, steps) : passedGroups(shown, steps);
}

function openedGroups({ session, opened }: Shown, steps: readonly StepId[]): RowGroup[] {
  const hidden = overtaken(opened);
  const seen = opened.filter(({ index }) => !hidden.has(index));
  const rows = Map.groupBy(seen.map(({ index }) => index), (index) => steps[index]!);
  const said = saidIn(seen);
  const isTold = (step: StepId) =>
    rows.has(step) || (session.tls && stepNumber(step) !== undefined) ||
    (step === "talk" && session.completed) || (step === "end" && session.ended !== null);
  return STEPS.filter(isTold).map((step) => ({
    id: step,
    number: stepNumber(step),
    title: STEP_TITLES[step],
    sentence: sentenceOf(step, { session, said }),
    rows: rows.get(step) ?? [],
  }));
}

function passedGroups({ session, opened, passed }: Shown, steps: readonly StepId[]): RowGroup[] {
  const readable = readableRows(opened);
  const stepOf = (record: PassedRow): StepId => {
    if (record.sealed) return "sealed";
    const [first] = readable.get(recordKey(record)) ?? [];
    return first ? steps[first.index]! : "talk";
  };
  const said = saidIn(opened.filter(isReadable));
  const rows = Map.groupBy(passed.keys(), (index) => stepOf(passed[index]!));
  return STEPS.filter((step) => rows.has(step)).map((step) => ({
    id: step,
    number: stepNumber(step),
    title: step === "sealed" ? SEALED_ENVELOPES : STEP_TITLES[step],
    sentence: glimpseOf(step, { session, said }),
    rows: rows.get(step)!,
  }));
}

function recordKey({ from, record }: Pick<PassedRow, "from" | "record">): string {
  return `${from} ${record}`;
}

/** Whether a row can be read without keys. */
function isReadable({ encrypted, kind }: OpenedRow): boolean {
  return !encrypted && kind !== "sealed";
}

/** What can be read without keys, by the records it came in. */
function readableRows(opened: readonly OpenedRow[]): Map<string, OpenedRow[]> {
  const readable = new Map<string, OpenedRow[]>();
  for (const row of opened) {
    if (!isReadable(row)) continue;
    for (const record of row.records) {
      const key = recordKey({ from: row.from, record });
      const others = readable.get(key);
      if (others) others.push(row);
      else readable.set(key, [row]);
    }
  }
  return readable;
}

/**
 * What an eavesdropper can read in each record that passes.
 *
 * @param opened What was said.
 * @returns A function that gives the messages a record carries in the open; none for a sealed one.
 */
export function readableIn(
  opened: readonly OpenedRow[],
): (record: PassedRow) => readonly OpenedRow[] {
  const readable = readableRows(opened);
  return (record) => record.sealed ? [] : readable.get(recordKey(record)) ?? [];
}

/**
 * The rows in the order they are shown, to step through.
 *
 * @param groups The groups shown.
 * @returns The index of every row.
 */
export function shownOrder(groups: readonly RowGroup[]): number[] {
  return groups.flatMap(({ rows }) => rows);
}
