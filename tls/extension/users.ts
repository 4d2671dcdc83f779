/**
 * Who the user of the client is, and what they may do.
 *
 * @module
 */
import { readOpaque, textIn } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";
import { type Registry, registry } from "../registry/registry.ts";
import { USER_MAPPING_TYPES } from "../registry/user_mapping_types.ts";

/** Who wants to log in with a password that is never sent (RFC 5054 section 2.8.1). */
export interface Srp {
  /** `srp`. */
  readonly type: "srp";
  /** The user's name, in UTF-8. */
  readonly userName: Uint8Array;
}

/** Who wants to log in with a password, in the clear or encrypted (RFC 8492 section 4.4). */
export interface PasswordName {
  /** The extension's name: `pwd_protect` encrypts the name, `pwd_clear` does not. */
  readonly type: "pwd_protect" | "pwd_clear";
  /** The user's name, or what it was encrypted to. */
  readonly userName: Uint8Array;
}

/** What the password is hashed with (RFC 8492 section 4.4.3). */
export interface PasswordSalt {
  /** `password_salt`. */
  readonly type: "password_salt";
  /** The salt. */
  readonly salt: Uint8Array;
}

/** How the user may be named apart from the certificate (RFC 4681 section 2). */
export interface UserMapping {
  /** `user_mapping`. */
  readonly type: "user_mapping";
  /** The kinds of names the sender knows. */
  readonly mappingTypes: readonly number[];
}

/** In which forms a side proves what it may do (RFC 5878 section 2.3). */
export interface AuthorizationFormats {
  /** The extension's name: whose proof it is about. */
  readonly type: "client_authz" | "server_authz";
  /** The forms. */
  readonly formats: readonly number[];
}

/** Binds tokens such as cookies to a key of the client (RFC 8472 section 2). */
export interface TokenBinding {
  /** `token_binding`. */
  readonly type: "token_binding";
  /** The version, its major number in the upper byte. */
  readonly version: number;
  /** The kinds of keys: those the client offers, or the one the server chose. */
  readonly keyParameters: readonly number[];
}

const AUTHORIZATION_FORMATS: Registry = registry({
  title: "TLS Authorization Data Formats",
  bytes: 1,
  rows: `
    0 x509_attr_cert
    1 saml_assertion
    2 x509_attr_cert_url
    3 saml_assertion_url
    64 keynote_assertion_list
    65 keynote_assertion_list_url
    66 dtcp_authorization`,
  ranges: [{ first: 224, last: 255, purpose: "private use" }],
});

const KEY_PARAMETERS: Registry = registry({
  title: "Token Binding Key Parameters",
  bytes: 1,
  rows: `
    0 rsa2048_pkcs1.5
    1 rsa2048_pss
    2 ecdsap256`,
});

/** Reads `srp`. */
export function readSrp(reader: Reader): Srp {
  return { type: "srp", userName: readOpaque(reader, "srp_I", 1, { least: 1 }, textIn) };
}

/** Gives a reader of `pwd_protect` or `pwd_clear`. */
export function readPasswordName(type: PasswordName["type"]): (reader: Reader) => PasswordName {
  const meaning = type === "pwd_clear" ? textIn : undefined;
  return (reader) => ({ type, userName: readOpaque(reader, "pwd_name", 1, { least: 1 }, meaning) });
}

/** Reads `password_salt`. */
export function readPasswordSalt(reader: Reader): PasswordSalt {
  return { type: "password_salt", salt: readOpaque(reader, "pwd_salt", 2, { least: 1 }) };
}

/** Reads `user_mapping`. */
export function readUserMapping(reader: Reader): UserMapping {
  const read = () => reader.uint8("user_mapping_type", USER_MAPPING_TYPES);
  const mappingTypes = reader.list("user_mapping_types", 1, read, { least: 1 });
  return { type: "user_mapping", mappingTypes };
}

/** Gives a reader of `client_authz` or `server_authz`. */
export function readAuthorizationFormats(
  type: AuthorizationFormats["type"],
): (reader: Reader) => AuthorizationFormats {
  return (reader) => {
    const read = () => reader.uint8("authz_data_format", AUTHORIZATION_FORMATS);
    return { type, formats: reader.list("authz_format_list", 1, read, { least: 1 }) };
  };
}

/** Reads `token_binding`. */
export function readTokenBinding(reader: Reader): TokenBinding {
  const version = reader.group("token_binding_version", () => {
    const major = reader.uint8("major");
    return major << 8 | reader.uint8("minor");
  });
  const read = () => reader.uint8("token_binding_key_parameters", KEY_PARAMETERS);
  const keyParameters = reader.list("key_parameters_list", 1, read, { least: 1 });
  return { type: "token_binding", version, keyParameters };
}
