/**
 * Which application protocol the connection is for.
 *
 * @module
 */
import { readText } from "../message/opaque.ts";
import type { Reader } from "../reader.ts";
import { alpnName } from "../registry/alpn.ts";
import type { ExtendedMessage } from "../registry/extensions.ts";

/** Application protocols offered, or the one chosen (RFC 7301 section 3.1). */
export interface ApplicationLayerProtocolNegotiation {
  /** `application_layer_protocol_negotiation`. */
  readonly type: "application_layer_protocol_negotiation";
  /** The identifiers: the client's in the order it likes them, the server's one. */
  readonly protocols: readonly string[];
}

/** What came before ALPN (draft-agl-tls-nextprotoneg): here the server offers. */
export interface NextProtocolNegotiation {
  /** `next_protocol_negotiation`. */
  readonly type: "next_protocol_negotiation";
  /** The identifiers the server offers; none in the ClientHello. */
  readonly protocols: readonly string[];
}

/** Settings of the application protocol, sent before there is a connection (draft-vvv-tls-alps). */
export interface ApplicationSettings {
  /** The extension's name; `application_settings_old` is its earlier number. */
  readonly type: "application_settings" | "application_settings_old";
  /** The protocols the client has settings for; none in what the server sends. */
  readonly protocols: readonly string[];
  /** The settings, in the form the protocol chosen defines; undefined in the ClientHello. */
  readonly settings?: Uint8Array;
}

/** Reads `application_layer_protocol_negotiation`. */
export function readAlpn(reader: Reader): ApplicationLayerProtocolNegotiation {
  const protocols = reader.list("protocol_name_list", 2, () => readProtocol(reader), { least: 2 });
  return { type: "application_layer_protocol_negotiation", protocols };
}

/** Reads `next_protocol_negotiation`, whose list has no length of its own. */
export function readNextProtocols(reader: Reader): NextProtocolNegotiation {
  return { type: "next_protocol_negotiation", protocols: reader.items(() => readProtocol(reader)) };
}

/** Gives a reader of `application_settings`, under either of its numbers. */
export function readApplicationSettings(
  type: ApplicationSettings["type"],
): (reader: Reader, inMessage: ExtendedMessage) => ApplicationSettings {
  return (reader, inMessage) => {
    if (inMessage !== "CH") return { type, protocols: [], settings: reader.bytes("settings") };
    const read = () => readProtocol(reader);
    return { type, protocols: reader.list("supported_protocols", 2, read, { least: 2 }) };
  };
}

function readProtocol(reader: Reader): string {
  return readText(reader, "protocol_name", 1, { least: 1 }, alpnName);
}
