/**
 * What the two sides of a QUIC connection tell each other within TLS (RFC 9000 section 18).
 *
 * @module
 */
import type { Reader } from "../reader.ts";
import { nameOf, type Registry, registry } from "../registry/registry.ts";

/** The transport parameters of the sender (RFC 9001 section 8.2). */
export interface QuicTransportParameters {
  /** The extension's name; the draft's number was in use before RFC 9001. */
  readonly type: "quic_transport_parameters" | "quic_transport_parameters (draft)";
  /** Each parameter: its number, and its value as on the wire. */
  readonly parameters: readonly { readonly id: number; readonly value: Uint8Array }[];
}

const PARAMETERS: Registry = registry({
  title: "QUIC Transport Parameters",
  bytes: 2,
  rows: `
    0x00 original_destination_connection_id
    0x01 max_idle_timeout
    0x02 stateless_reset_token
    0x03 max_udp_payload_size
    0x04 initial_max_data
    0x05 initial_max_stream_data_bidi_local
    0x06 initial_max_stream_data_bidi_remote
    0x07 initial_max_stream_data_uni
    0x08 initial_max_streams_bidi
    0x09 initial_max_streams_uni
    0x0a ack_delay_exponent
    0x0b max_ack_delay
    0x0c disable_active_migration
    0x0d preferred_address
    0x0e active_connection_id_limit
    0x0f initial_source_connection_id
    0x10 retry_source_connection_id
    0x11 version_information
    0x20 max_datagram_frame_size
    0x2ab2 grease_quic_bit`,
});

/** The parameters whose value is a number. */
const NUMBERS = new Set([1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 0x20]);

/** Gives a reader of `quic_transport_parameters`, under either of its numbers. */
export function readQuicTransportParameters(
  type: QuicTransportParameters["type"],
): (reader: Reader) => QuicTransportParameters {
  return (reader) => ({
    type,
    parameters: reader.items(() =>
      reader.group(
        "transport_parameter",
        () => readParameter(reader),
        ({ id }) => parameterName(id),
      )
    ),
  });
}

function readParameter(reader: Reader): { id: number; value: Uint8Array } {
  const id = readVarint(reader, "transport_parameter_id", parameterName);
  const length = readVarint(reader, "transport_parameter_length");
  const start = reader.offset;
  return reader.within("transport_parameter_value", length, () => {
    if (NUMBERS.has(id)) readVarint(reader, "transport_parameter_value");
    else reader.bytes("transport_parameter_value");
    return { id, value: reader.message.subarray(start, reader.offset) };
  });
}

/** Numbers of the form 31 * N + 27 are reserved to keep servers from tripping (section 18.1). */
function parameterName(id: number): string {
  return id % 31 === 27 ? `GREASE (0x${id.toString(16)})` : nameOf(PARAMETERS, id);
}

/**
 * Reads a variable-length integer (section 16): the upper two bits of the first byte say how many
 * bytes it takes. Its field has the bytes as they stand, with the number as the meaning.
 */
function readVarint(
  reader: Reader,
  name: string,
  meaning: (value: number) => string = String,
): number {
  const exponent = (reader.peek() ?? 0) >>> 6;
  if (exponent === 3) {
    const valueOf = (bytes: Uint8Array) =>
      bytes.reduce((sum, byte, i) => sum * 256 + (i === 0 ? byte & 0x3f : byte), 0);
    return valueOf(reader.bytes(name, 8, (bytes) => meaning(valueOf(bytes))));
  }
  const width = 1 << exponent;
  const prefix = exponent * 2 ** (8 * width - 2);
  return reader.uint(name, width, (raw) => meaning(raw - prefix)) - prefix;
}
