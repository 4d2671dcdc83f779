/**
 * Everything there is to know of a row: its bytes, the fields that tile them, and what each is for.
 *
 * @module
 */
import type { RecordEvent, TlsEvent } from "../../tls/event.ts";
import { explainField, explainMessage, linkTo } from "../../tls/explain/explain.ts";
import type { Explanation } from "../../tls/explain/explain.ts";
import type { Field } from "../../tls/field.ts";
import { CONTENT_TYPES } from "../../tls/registry/content_types.ts";
import { nameOf } from "../../tls/registry/registry.ts";
import { versionName } from "../../tls/registry/versions.ts";
import type { Detail, DetailField, Explained, Labelled } from "../protocol.ts";
import { FRAME_EXPLANATIONS, frameFields, readFrames } from "./frames.ts";
import { RECORD_EXPLANATIONS } from "./record_fields.ts";
import type { SaidEvent } from "./rows.ts";

/** How many bytes of data or of a record are shown. */
const MOST_BYTES = 1 << 16;

const HEADER = 5;

/**
 * The detail of something that was said.
 *
 * @param event What was said.
 * @param records The records it came in, as far as they were kept.
 * @param framed Whether the talk is in frames, see `talk/protocol.ts`.
 * @returns Its bytes, its fields and its records.
 */
export function openedDetail(
  event: SaidEvent,
  records: readonly RecordEvent[],
  framed: boolean,
): Detail {
  const glossary = new Glossary();
  return {
    content: contentOf(event, framed, glossary),
    ...(event.type === "message" && event.inner && {
      inner: glossary.label(event.inner.name, event.inner.bytes, event.inner.fields),
    }),
    records: records.map((record) => recordOf(record, isSealed(event), glossary)),
    explanations: glossary.entries,
  };
}

/**
 * The detail of a record that passed, or of a piece of plain text.
 *
 * @param event What passed.
 * @param sealed Whether it is encrypted.
 * @returns Its bytes and the fields of its header.
 */
export function passedDetail(
  event: RecordEvent | Extract<TlsEvent, { type: "data" }>,
  sealed: boolean,
): Detail {
  const glossary = new Glossary();
  const content = event.type === "record"
    ? recordOf(event, sealed, glossary)
    : contentOf(event, false, glossary);
  return { content, records: [], explanations: glossary.entries };
}

function isSealed(event: SaidEvent): boolean {
  return "encrypted" in event ? event.encrypted : event.type === "sealed";
}

function contentOf(event: SaidEvent, framed: boolean, glossary: Glossary): Labelled {
  switch (event.type) {
    case "message":
      return glossary.label(event.name, event.bytes, event.fields);
    case "alert":
      return glossary.label("alert", event.bytes, event.fields);
    case "data": {
      if (event.record === undefined) return glossary.label("data", event.bytes, [], PLAIN_DATA);
      const frames = framed ? readFrames(event.bytes) : undefined;
      const whole = event.bytes.length <= MOST_BYTES;
      return glossary.label("data", event.bytes, frames && whole ? frameFields(frames) : []);
    }
    case "sealed":
    case "skipped":
    case "malformed":
    case "gap":
      return glossary.label(event.type, new Uint8Array(), []);
  }
}

function recordOf(event: RecordEvent, sealed: boolean, glossary: Glossary): Labelled {
  const { bytes, contentType, version } = event;
  const content: Field = {
    name: sealed ? "encrypted_record" : "fragment",
    offset: HEADER,
    length: bytes.length - HEADER,
  };
  return glossary.label("record", bytes, [
    {
      name: "type",
      offset: 0,
      length: 1,
      value: contentType,
      meaning: nameOf(CONTENT_TYPES, contentType),
    },
    {
      name: "legacy_record_version",
      offset: 1,
      length: 2,
      value: version,
      meaning: versionName(version),
    },
    { name: "length", offset: 3, length: 2, value: bytes.length - HEADER },
    ...(content.length > 0 ? [content] : []),
  ]);
}

/** What passes where there is no TLS. */
const PLAIN_DATA: Explained = {
  text: {
    en:
      "What was sent, as it was sent. Without TLS everybody on the way can read it, and change it " +
      "without anybody noticing.",
    zh: "所发送的内容，原样传输。没有 TLS，途中的任何人都能读到它，也能改动它而不被发现。",
  },
  source: "RFC 9293 section 3.1",
  link: linkTo("RFC 9293 section 3.1") ?? null,
};

/** Collects what fields are for, each explanation once. */
class Glossary {
  readonly entries: Explained[] = [];
  readonly #numbers = new Map<Explanation | Explained, number>();

  /** Bytes with their fields, each explained. */
  label(
    name: string,
    bytes: Uint8Array,
    fields: readonly Field[],
    found: Explained | Explanation | undefined = explainMessage(name),
  ): Labelled {
    const shown = bytes.subarray(0, MOST_BYTES);
    return {
      name,
      bytes: shown.toHex(),
      length: bytes.length,
      fields: this.#branch([name], cut(fields, shown.length)),
      ...(found && { explained: this.#number(found) }),
    };
  }

  #branch(path: readonly string[], fields: readonly Field[]): DetailField[] {
    return fields.map(({ fields: parts, ...field }) => {
      const here = [...path, field.name];
      const found = ownExplanation(here) ?? explainField(here);
      return {
        ...field,
        ...(found && { explained: this.#number(found) }),
        ...(parts && { fields: this.#branch(here, parts) }),
      };
    });
  }

  #number(found: Explanation | Explained): number {
    let number = this.#numbers.get(found);
    if (number === undefined) {
      number = this.entries.length;
      this.#numbers.set(found, number);
      const { text, source } = found;
      this.entries.push({
        text,
        source,
        link: "link" in found ? found.link : linkTo(source) ?? null,
      });
    }
    return number;
  }
}

/** What is explained here, because the decoder has no fields for it. */
function ownExplanation([message, ...names]: readonly string[]): Explained | undefined {
  if (message === "record") return RECORD_EXPLANATIONS[names.at(-1)!];
  return message === "data" ? FRAME_EXPLANATIONS[names.at(-1)!] : undefined;
}

/** Fields that begin within the bytes shown, the last of them no longer than those. */
function cut(fields: readonly Field[], end: number): Field[] {
  return fields.filter(({ offset }) => offset < end).map(({ fields: parts, ...field }) => ({
    ...field,
    length: Math.min(field.length, end - field.offset),
    ...(parts && { fields: cut(parts, end) }),
  }));
}
