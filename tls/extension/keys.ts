/**
 * Where the two sides may agree on a key.
 *
 * @module
 */
import type { Reader } from "../reader.ts";
import { EC_POINT_FORMATS } from "../registry/ec_point_formats.ts";
import { GROUPS } from "../registry/groups.ts";

/** The groups a side can agree on a key in (RFC 8446 section 4.2.7, RFC 8422 section 5.1.1). */
export interface SupportedGroups {
  /** `supported_groups`. */
  readonly type: "supported_groups";
  /** The groups, in the order the sender likes them. */
  readonly groups: readonly number[];
}

/** How the points of curves may be written in TLS 1.2 (RFC 8422 section 5.1.2). */
export interface EcPointFormats {
  /** `ec_point_formats`. */
  readonly type: "ec_point_formats";
  /** The formats. */
  readonly formats: readonly number[];
}

/** Reads `supported_groups`. */
export function readSupportedGroups(reader: Reader): SupportedGroups {
  const read = () => reader.uint16("named_group", GROUPS);
  return {
    type: "supported_groups",
    groups: reader.list("named_group_list", 2, read, { least: 2 }),
  };
}

/** Reads `ec_point_formats`. */
export function readEcPointFormats(reader: Reader): EcPointFormats {
  const read = () => reader.uint8("ec_point_format", EC_POINT_FORMATS);
  const formats = reader.list("ec_point_format_list", 1, read, { least: 1 });
  return { type: "ec_point_formats", formats };
}
