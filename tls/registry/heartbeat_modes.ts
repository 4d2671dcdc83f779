/**
 * Whether a side may be sent heartbeats: IANA's registry "TLS Heartbeat Modes" (RFC 6520).
 *
 * @module
 */
import { type Registry, registry } from "./registry.ts";

/** The heartbeat modes. */
export const HEARTBEAT_MODES: Registry = registry({
  title: "TLS Heartbeat Modes",
  bytes: 1,
  rows: `
    1 peer_allowed_to_send
    2 peer_not_allowed_to_send`,
  ranges: [
    { first: 0, last: 0, purpose: "reserved" },
    { first: 255, last: 255, purpose: "reserved" },
  ],
});
