/**
 * What is said on the connections, and kinds of keys, as several tables of scenarios use them.
 *
 * @module
 */
import type { IdentityKind } from "./files.ts";
import { type Line, says } from "./scenario.ts";

/** Kinds of key for a certificate that TLS 1.2 and 1.3 both know. */
export const KEY_KINDS: readonly IdentityKind[] = [
  "rsa",
  "pss",
  "p256",
  "p384",
  "p521",
  "ed25519",
  "ed448",
];

/** 64 KiB each way, which takes several records. */
export const BIG_TALK: readonly Line[] = [
  says("client", `${"0123456789".repeat(6500)} 1`),
  says("server", `${"9876543210".repeat(6500)} 2`),
];
