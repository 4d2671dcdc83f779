/**
 * KeyUpdate: the sender goes on with new keys (RFC 8446 section 4.6.3).
 *
 * @module
 */
import type { Reader } from "../reader.ts";
import { type Registry, registry } from "../registry/registry.ts";

/** Announces new keys. */
export interface KeyUpdate {
  /** `key_update`. */
  readonly type: "key_update";
  /** 1 if the other side shall do the same, else 0. */
  readonly requestUpdate: number;
}

const REQUESTS: Registry = registry({
  title: "KeyUpdateRequest",
  bytes: 1,
  rows: `
    0 update_not_requested
    1 update_requested`,
});

/** Reads the body of a KeyUpdate; {@linkcode Malformed} if it is cut off or too long. */
export function readKeyUpdate(reader: Reader): KeyUpdate {
  return { type: "key_update", requestUpdate: reader.uint8("request_update", REQUESTS) };
}
