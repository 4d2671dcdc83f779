/**
 * The fields of a message, as tshark and the decoder read them: both name them, differently, and both
 * say which bytes they are.
 *
 * @module
 */
import type { MessageEvent } from "../../../tls/event.ts";
import type { Field } from "../../../tls/field.ts";
import { bytesOf, type Tree } from "./tree.ts";

/** What tshark calls a field, after `tls.`, and what the RFCs call it, in the messages that have it. */
const FIELDS: readonly (readonly [tshark: readonly string[], decoder: readonly string[]])[] = [
  [["handshake.type"], ["msg_type"]],
  [["handshake.version"], ["legacy_version"]],
  [["handshake.random"], ["random"]],
  [["handshake.session_id"], ["legacy_session_id", "legacy_session_id_echo"]],
  [["handshake.ciphersuite"], ["cipher_suite"]],
  [["handshake.comp_method"], ["compression_method", "legacy_compression_method"]],
  [["handshake.extension.type"], ["extension_type"]],
  [["handshake.extensions_server_name"], ["host_name"]],
  [["handshake.extensions_alpn_str"], ["protocol_name"]],
  [["handshake.extensions_supported_group"], ["named_group"]],
  [["handshake.extensions_ec_point_format"], ["ec_point_format"]],
  [["handshake.extensions.supported_version"], ["version", "selected_version"]],
  [["handshake.extensions_key_share_group"], ["group"]],
  [["handshake.extensions_key_share_selected_group"], ["selected_group"]],
  [["handshake.extensions_key_share_key_exchange"], ["key_exchange"]],
  [["extension.psk_ke_mode"], ["psk_key_exchange_mode"]],
  [["handshake.extensions.psk.identity.identity"], ["identity"]],
  [["handshake.extensions.psk.identity.obfuscated_ticket_age"], ["obfuscated_ticket_age"]],
  [["handshake.extensions.psk.identity.selected"], ["selected_identity"]],
  [["handshake.extensions.cookie"], ["cookie"]],
  [["handshake.extensions_reneg_info"], ["renegotiated_connection"]],
  [["handshake.max_fragment_length"], ["max_fragment_length"]],
  [["early_data.max_early_data_size"], ["max_early_data_size"]],
  [["handshake.sig_hash_alg"], ["signature_scheme", "algorithm"]],
  [["handshake.sig", "handshake.client_cert_vrfy.sig", "sct.sct_signature"], ["signature"]],
  [["handshake.server_curve_type"], ["curve_type"]],
  [["handshake.server_named_curve"], ["named_curve"]],
  [["handshake.server_point"], ["public"]],
  [["handshake.client_point"], ["ecdh_Yc"]],
  [["handshake.p"], ["dh_p"]],
  [["handshake.g"], ["dh_g"]],
  [["handshake.ys"], ["dh_Ys"]],
  [["handshake.yc"], ["dh_Yc"]],
  [["handshake.epms"], ["encrypted_premaster_secret"]],
  [["handshake.hint"], ["psk_identity_hint"]],
  [["handshake.identity"], ["psk_identity"]],
  [["handshake.cert_type"], ["certificate_type"]],
  [["handshake.certificate_request_context"], ["certificate_request_context"]],
  [["handshake.certificate"], ["cert_data"]],
  [["sct.sct_logid"], ["log_id"]],
  [["sct.sct_timestamp"], ["timestamp"]],
  [["handshake.session_ticket_lifetime_hint"], ["ticket_lifetime", "ticket_lifetime_hint"]],
  [["handshake.session_ticket_age_add"], ["ticket_age_add"]],
  [["handshake.session_ticket_nonce"], ["ticket_nonce"]],
  [["handshake.session_ticket"], ["ticket"]],
  [["handshake.verify_data"], ["verify_data"]],
];

/**
 * Compares the fields of a message that tshark names.
 *
 * @returns How they differ; nothing if they do not.
 */
export function fieldDisagreements({ bytes, fields }: MessageEvent, tree: Tree): string[] {
  return FIELDS.flatMap(([theirs, ours]) => {
    const seen = theirs.flatMap((name) => bytesOf(tree, `tls.${name}`)).join(" ");
    if (seen === "") return []; // Tshark does not decode every message to the last field.
    const told = [...contents(fields, new Set(ours), bytes)].join(" ");
    return told === seen ? [] : [`${ours} is ${told} and not ${seen}`];
  });
}

/** The bytes of each field of one of the names, without its length if it begins with one. */
function* contents(
  fields: readonly Field[],
  names: ReadonlySet<string>,
  message: Uint8Array,
): Generator<string> {
  for (const { name, offset, length, fields: parts } of fields) {
    // Some extensions are called as the field in them.
    if (names.has(name) && parts?.[0]?.name !== "extension_type") {
      const start = parts?.[0]?.name === "length" ? parts[0].length : 0;
      if (length > start) yield message.subarray(offset + start, offset + length).toHex();
    } else if (parts && !CERTIFIED.has(name)) yield* contents(parts, names, message);
  }
}

/** What has fields of its own that may be called the same. */
const CERTIFIED: ReadonlySet<string> = new Set(["cert_data", "ocsp_response"]);
