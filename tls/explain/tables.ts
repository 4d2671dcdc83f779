/**
 * The tables of explanations, by what they explain.
 *
 * @module
 */
import { TYPES, VALUES } from "./asn1.ts";
import { CERTIFICATES, STATUS } from "./authentication.ts";
import { CERTIFICATE, KEYS, NAMES_IN_CERTIFICATES } from "./certificate.ts";
import { ANY_EXTENSION, PATHS, PURPOSES, REVOCATION } from "./certificate_extensions.ts";
import { ENCRYPTED_HELLO } from "./encrypted_hello.ts";
import { CALLS, LIMITS, NAMES, USERS } from "./extension_fields.ts";
import {
  COMMON_EXTENSIONS,
  CORE_EXTENSIONS,
  IDENTITY_EXTENSIONS,
  RARE_EXTENSIONS,
  SESSION_EXTENSIONS,
} from "./extension_names.ts";
import { HELLOS, VERSIONS } from "./hello.ts";
import { EXPLICIT_CURVES, KEY_EXCHANGE_MESSAGES, KEY_SHARES } from "./key_exchange.ts";
import { HANDSHAKE, OLD_HANDSHAKE, OTHER_HANDSHAKE, RECORDS } from "./messages.ts";
import { OCSP } from "./ocsp.ts";
import { KEY_UPDATES, SHARED_KEYS, TICKETS } from "./sessions.ts";
import { SIGNALS, STRUCTURE } from "./structure.ts";

/** Messages, by name. */
export const MESSAGES: readonly string[] = [HANDSHAKE, OLD_HANDSHAKE, OTHER_HANDSHAKE, RECORDS];

/** Fields of the structures of TLS, by the end of their path. */
export const FIELDS: readonly string[] = [
  STRUCTURE,
  SIGNALS,
  HELLOS,
  VERSIONS,
  CORE_EXTENSIONS,
  COMMON_EXTENSIONS,
  IDENTITY_EXTENSIONS,
  SESSION_EXTENSIONS,
  RARE_EXTENSIONS,
  KEY_SHARES,
  KEY_EXCHANGE_MESSAGES,
  EXPLICIT_CURVES,
  CERTIFICATES,
  STATUS,
  TICKETS,
  SHARED_KEYS,
  KEY_UPDATES,
  NAMES,
  LIMITS,
  USERS,
  CALLS,
  ENCRYPTED_HELLO,
];

/** Fields of certificates and whatever else is written in ASN.1, by the end of their path. */
export const ASN1_FIELDS: readonly string[] = [
  VALUES,
  TYPES,
  CERTIFICATE,
  NAMES_IN_CERTIFICATES,
  KEYS,
  ANY_EXTENSION,
  PURPOSES,
  PATHS,
  REVOCATION,
  OCSP,
];
