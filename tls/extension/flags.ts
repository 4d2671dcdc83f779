/**
 * Extensions that say all they have to say by being there.
 *
 * @module
 */

/** An extension without content. */
export interface Flag {
  /** The extension's name. */
  readonly type:
    | "client_certificate_url"
    | "truncated_hmac"
    | "encrypt_then_mac"
    | "extended_main_secret"
    | "tls_cert_with_extern_psk"
    | "post_handshake_auth"
    | "rrc"
    | "channel_id"
    | "channel_id_old";
}

/**
 * Gives a reader of an extension without content.
 *
 * @param type The extension's name.
 * @returns A function that reads nothing: that nothing is there shows at the end of the scope.
 */
export function readFlag(type: Flag["type"]): () => Flag {
  return () => ({ type });
}
