/**
 * What the decoder tells, as the rows the page lists: what was said, and what passed.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import { textOf } from "../../tap/data_text.ts";
import { factsOf } from "../../tap/facts.ts";
import type { RecordEvent, TlsEvent } from "../../tls/event.ts";
import { describeAlert } from "../../tls/registry/alerts.ts";
import { CONTENT_TYPES } from "../../tls/registry/content_types.ts";
import { nameOf } from "../../tls/registry/registry.ts";
import type { OpenedRow, PassedRow } from "../protocol.ts";

/** How many bytes of a text stand in a row; its detail holds the rest. */
const SHOWN = 500;

/** An event that something was said, or could not be read. */
export type SaidEvent = Extract<
  TlsEvent,
  { type: "message" | "data" | "alert" | "sealed" | "skipped" | "malformed" | "gap" }
>;

/** What a row is besides its place in the list. */
export type Unplaced<Row> = Omit<Row, "index">;

/**
 * The row of something that was said.
 *
 * @param event What was said.
 * @param began When the session began, in seconds since 1970.
 * @returns The row, without its place in the list.
 */
export function openedRow(event: SaidEvent, began: number): Unplaced<OpenedRow> {
  const base = { kind: event.type, from: event.from, time: event.time - began };
  switch (event.type) {
    case "message":
      return {
        ...base,
        name: event.name,
        encrypted: event.encrypted,
        length: event.bytes.length,
        records: event.records,
        facts: factsOf(event),
        ...(event.proof && { proof: { result: event.proof.result, why: event.proof.why } }),
      };
    case "data": {
      const text = textOf(event.bytes, SHOWN);
      return {
        ...base,
        name: "data",
        encrypted: event.encrypted,
        length: event.bytes.length,
        records: event.record === undefined ? [] : [event.record],
        facts: event.early ? [{ en: "early data", zh: "早期数据" }] : [],
        ...(text !== undefined && { text }),
      };
    }
    case "alert":
      return {
        ...base,
        name: "alert",
        encrypted: event.encrypted,
        length: event.bytes.length,
        records: [event.record],
        facts: [event.level, event.description, describeAlert(event.bytes[1] ?? 0).meaning],
      };
    case "sealed":
      return {
        ...base,
        name: nameOf(CONTENT_TYPES, event.contentType),
        encrypted: true,
        length: event.length,
        records: [event.record],
        facts: [event.reason],
      };
    case "skipped":
      return {
        ...base,
        name: "application_data",
        encrypted: true,
        length: event.length,
        records: [],
        facts: [leftClosed(event.records)],
      };
    case "malformed":
      return {
        ...base,
        name: event.within,
        encrypted: false,
        length: 0,
        records: [],
        facts: [event.reason],
      };
    case "gap":
      return {
        ...base,
        name: "gap",
        encrypted: false,
        length: event.length ?? 0,
        records: [],
        facts: [{ en: "missing from the capture", zh: "捕获文件中缺失" }],
      };
  }
}

/**
 * The row of a record that passed.
 *
 * @param event The record.
 * @param began When the session began, in seconds since 1970.
 * @param sealed Whether it is encrypted.
 * @returns The row, without its place in the list.
 */
export function passedRow(event: RecordEvent, began: number, sealed: boolean): Unplaced<PassedRow> {
  return {
    from: event.from,
    time: event.time - began,
    record: event.record,
    name: nameOf(CONTENT_TYPES, event.contentType),
    length: event.bytes.length,
    sealed,
  };
}

/**
 * The row of something that passed in plain text, where there is no TLS.
 *
 * @param event What was sent.
 * @param began When the session began, in seconds since 1970.
 * @returns The row, without its place in the list.
 */
export function plainRow(
  event: Extract<TlsEvent, { type: "data" }>,
  began: number,
): Unplaced<PassedRow> {
  const text = textOf(event.bytes, SHOWN);
  return {
    from: event.from,
    time: event.time - began,
    record: 0,
    name: "plain",
    length: event.bytes.length,
    sealed: false,
    ...(text !== undefined && { text }),
  };
}

function leftClosed(records: number): Text {
  return {
    en: `${records} records left closed, for too much passed at once`,
    zh: `一次经过的数据太多，有 ${records} 条记录未解密`,
  };
}
