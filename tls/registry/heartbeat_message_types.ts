/**
 * The two messages of a heartbeat: IANA's registry "TLS Heartbeat Message Types" (RFC 6520).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The heartbeat message types. */
export const HEARTBEAT_MESSAGE_TYPES: Registry = registry({
  title: "TLS Heartbeat Message Types",
  bytes: 1,
  rows: `
    1 heartbeat_request
    2 heartbeat_response`,
  ranges: [
    { first: 0, last: 0, purpose: "reserved" },
    { first: 255, last: 255, purpose: "reserved" },
  ],
});
