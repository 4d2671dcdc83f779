/**
 * What passes, told to programs: one JSON value per event.
 *
 * @module
 */
import { pick } from "../cli/language.ts";
import type { MessageEvent, TlsEvent } from "../tls/event.ts";
import { explainField, explainMessage } from "../tls/explain/explain.ts";
import type { Field } from "../tls/field.ts";
import { CONTENT_TYPES } from "../tls/registry/content_types.ts";
import { describeAlert } from "../tls/registry/alerts.ts";
import { nameOf } from "../tls/registry/registry.ts";
import { versionName } from "../tls/registry/versions.ts";

/** What is told besides the fields. */
export interface JsonOptions {
  /** Whether records are told as well, each with its bytes. */
  readonly records: boolean;
  /** Whether every message and field is explained. */
  readonly explain: boolean;
}

/**
 * One event as a value for JSON.
 *
 * @param event What happened.
 * @param options What is told.
 * @returns An object that `JSON.stringify` takes; undefined for an event that is not told.
 */
export function toJson(event: TlsEvent, options: JsonOptions): unknown {
  switch (event.type) {
    case "record": {
      if (!options.records) return undefined;
      const { contentType, version, bytes, ...rest } = event;
      return {
        ...rest,
        contentType: nameOf(CONTENT_TYPES, contentType),
        version: versionName(version),
        length: bytes.length,
        bytes: bytes.toHex(),
      };
    }
    case "message": {
      const { type, connection, from, time, name, encrypted, padding, records, proof, inner } =
        event;
      return {
        type,
        connection,
        from,
        time,
        name,
        length: event.bytes.length,
        encrypted,
        ...(padding !== undefined && { padding }),
        records,
        ...(proof && { proof: { ...proof, why: pick(proof.why) } }),
        ...(options.explain && explanation(explainMessage(name))),
        fields: fieldsOf(name, event, options),
        ...(inner &&
          {
            inner: {
              name: inner.name,
              length: inner.bytes.length,
              fields: fieldsOf(inner.name, inner, options),
            },
          }),
      };
    }
    case "data": {
      const { bytes, ...rest } = event;
      return { ...rest, length: bytes.length, text: UTF8.decode(bytes), base64: bytes.toBase64() };
    }
    case "alert": {
      const { bytes, fields, ...rest } = event;
      return {
        ...rest,
        meaning: pick(describeAlert(bytes[1] ?? 0).meaning),
        fields: fieldsOf("alert", { bytes, fields }, options),
      };
    }
    case "sealed": {
      const { contentType, reason, ...rest } = event;
      return { ...rest, contentType: nameOf(CONTENT_TYPES, contentType), reason: pick(reason) };
    }
    case "malformed":
      return { ...event, reason: pick(event.reason) };
    case "gap":
      return { ...event, length: event.length ?? null };
    case "opened":
    case "skipped":
    case "connection":
      return event;
  }
}

const UTF8 = new TextDecoder();

function fieldsOf(
  name: string,
  { bytes, fields }: Pick<MessageEvent, "bytes" | "fields">,
  options: JsonOptions,
): unknown[] {
  const branch = (path: readonly string[], fields: readonly Field[]): unknown[] =>
    fields.map(({ name, offset, length, value, meaning, fields: parts }) => {
      const here = [...path, name];
      return {
        name,
        offset,
        length,
        ...(value !== undefined && { value }),
        ...(meaning !== undefined && { meaning }),
        // What neither a number nor a text says is there as hexadecimal digits.
        ...(value === undefined && !parts &&
          { bytes: bytes.subarray(offset, offset + length).toHex() }),
        ...(options.explain && explanation(explainField(here))),
        ...(parts && { fields: branch(here, parts) }),
      };
    });
  return branch([name], fields);
}

function explanation(
  found: { text: { en: string; zh: string }; source: string } | undefined,
): { explanation?: string; source?: string } {
  return found ? { explanation: pick(found.text), source: found.source } : {};
}
