/**
 * The constraints a certificate puts on the path below it: whether there may be one, how long, and
 * for which names. Those on policies are in `policies.ts`.
 *
 * @module
 */
import { booleanOf, type Der, type DerReader, Tag } from "../der.ts";
import { addressText, drawnName } from "./general_name.ts";
import { integerText } from "./number.ts";
import { inside, members } from "./reading.ts";

/**
 * basicConstraints (RFC 5280 section 4.2.1.9).
 *
 * @param value The BasicConstraints.
 * @returns Such as `CA:TRUE` and `pathlen:0`.
 * @throws {DerError} If it is malformed.
 */
export function basicConstraints(value: Der): string[] {
  return inside(value, (reader) => {
    const ca = reader.maybe(Tag.boolean, "cA");
    const length = reader.maybe(Tag.integer, "pathLenConstraint");
    const flag = `CA:${ca && booleanOf(ca) ? "TRUE" : "FALSE"}`;
    return length ? [flag, `pathlen:${integerText(length)}`] : [flag];
  });
}

/**
 * nameConstraints (RFC 5280 section 4.2.1.10).
 *
 * @param value The NameConstraints.
 * @param pad What each line begins with.
 * @returns The titles `Permitted:` and `Excluded:`, each with its names below.
 * @throws {DerError} If it is malformed.
 */
export function nameConstraints(value: Der, pad: string): string {
  return inside(value, (reader) => {
    const permitted = reader.maybe(Tag.contextConstructed(0), "permittedSubtrees");
    const excluded = reader.maybe(Tag.contextConstructed(1), "excludedSubtrees");
    return [
      ...(permitted ? [subtrees("Permitted", permitted, pad)] : []),
      ...(excluded ? [subtrees("Excluded", excluded, pad)] : []),
    ].join("\n");
  });
}

function subtrees(title: string, value: Der, pad: string): string {
  const lines = members(value, value.tag).map((tree) => `${pad}  ${inside(tree, subtree)}`);
  return lines.length > 0 ? [`${pad}${title}:`, ...lines].join("\n") : "";
}

/** OpenSSL leaves out the distances, which RFC 5280 does not allow anyway. */
function subtree(reader: DerReader): string {
  const base = reader.any("base");
  reader.maybe(Tag.context(0), "minimum");
  reader.maybe(Tag.context(1), "maximum");
  return base.tag === Tag.context(7) ? addressRange(base.content) : drawnName(base);
}

/** An address and its mask, each half of the bytes. */
function addressRange(bytes: Uint8Array): string {
  const width = [16, 4].find((length) => bytes.length >= length) ?? bytes.length;
  return `IP:${addressText(bytes.subarray(0, width))}/${addressText(bytes.subarray(width))}`;
}
