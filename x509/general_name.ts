/**
 * The names a certificate is valid for: sorting what a person types, reading subjectAltName from
 * DER, and deciding whether a certificate covers a host.
 *
 * @module
 */
import { BilingualError } from "./bilingual_error.ts";
import { type Der, DerError, DerReader, oidOf, stringOf, Tag, toHex } from "./der.ts";
import { formatName, type Name, readName } from "./name.ts";

/** One GeneralName (RFC 5280 section 4.2.1.6). */
export type GeneralName =
  | { readonly type: "dns" | "email" | "uri"; readonly value: string }
  | { readonly type: "ip"; readonly value: string; readonly bytes: Uint8Array }
  | { readonly type: "directory"; readonly value: string; readonly name: Name }
  | { readonly type: "registeredId"; readonly value: string }
  | { readonly type: "other"; readonly value: string };

const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

/**
 * Sorts a name as typed into an IP address, a wildcard or a DNS name.
 *
 * An internationalised name becomes its A-label form (RFC 5890), as certificates carry it; DNS names
 * become lower case.
 *
 * @param text Such as `localhost`, `*.example.test`, `127.0.0.1`, `::1` or `[::1]`.
 * @returns The name.
 * @throws {SyntaxError} If it is neither an address nor a DNS name, or a `*` stands anywhere but
 * alone in the first label of at least three (RFC 9525 section 6.3).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseHostName } from "./general_name.ts";
 *
 * assertEquals(parseHostName("*.Example.test"), { type: "dns", value: "*.example.test" });
 * assertEquals(parseHostName("::1").type, "ip");
 * ```
 */
export function parseHostName(text: string): GeneralName & { type: "dns" | "ip" } {
  const bytes = parseIp(text);
  if (bytes) return { type: "ip", value: formatIp(bytes), bytes };
  const wildcard = text.startsWith("*.");
  const rest = wildcard ? text.slice(2) : text;
  if (rest.includes("*")) {
    throw new BilingualError(
      `"${text}" has a * that is not a first label of its own`,
      `“${text}”中的 * 必须独占第一个标签`,
    );
  }
  // deno-lint-ignore no-control-regex
  const ascii = /^[\x00-\x7f]*$/.test(rest) ? rest.toLowerCase() : toAscii(rest);
  const labels = ascii.split(".");
  const numeric = /^\d+$/.test(labels.at(-1)!);
  if (ascii.length > 253 || numeric || !labels.every((label) => LABEL.test(label))) {
    throw new BilingualError(
      `"${text}" is neither a DNS name nor an IP address`,
      `“${text}”既不是 DNS 名称，也不是 IP 地址`,
    );
  }
  if (wildcard && labels.length < 2) {
    throw new BilingualError(
      `"${text}" would cover a whole top-level domain, which no client accepts`,
      `“${text}”会涵盖整个顶级域，没有客户端接受`,
    );
  }
  return { type: "dns", value: wildcard ? `*.${ascii}` : ascii };
}

/** The platform's own IDNA conversion; the empty string, which no label matches, where it fails. */
function toAscii(name: string): string {
  return URL.canParse(`https://${name}`) && !/[/:?#@%\\\s]/.test(name)
    ? new URL(`https://${name}`).hostname
    : "";
}

/**
 * Reads an IPv4 address in dotted form or an IPv6 address (RFC 4291 section 2.2), in brackets or not.
 *
 * @param text The address.
 * @returns 4 or 16 bytes, or undefined if it is no address.
 */
export function parseIp(text: string): Uint8Array | undefined {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (v4) {
    const octets = v4.slice(1).map(Number);
    const plain = v4.slice(1).every((part) => part === "0" || !part.startsWith("0"));
    return plain && octets.every((octet) => octet < 256) ? Uint8Array.from(octets) : undefined;
  }
  const inner = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (!inner.includes(":") || !/^[0-9a-fA-F:.]+$/.test(inner)) return undefined;
  if (!URL.canParse(`http://[${inner}]/`)) return undefined;
  const canonical = new URL(`http://[${inner}]/`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const groups = (part: string) => part === "" ? [] : part.split(":");
  const before = groups(head);
  const after = groups(tail ?? "");
  const zeros = new Array<string>(8 - before.length - after.length).fill("0");
  const words = [...before, ...zeros, ...after].map((group) => parseInt(group, 16));
  return Uint8Array.from(words.flatMap((word) => [word >> 8, word & 0xff]));
}

/**
 * An IP address as text: dotted IPv4, or IPv6 in its canonical form (RFC 5952).
 *
 * @param bytes 4 or 16 bytes.
 * @returns The text; the hex of the bytes for any other length.
 */
export function formatIp(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.length !== 16) return toHex(bytes, ":");
  const words = Array.from({ length: 8 }, (_, i) => (bytes[2 * i]! << 8 | bytes[2 * i + 1]!));
  return new URL(`http://[${words.map((word) => word.toString(16)).join(":")}]/`)
    .hostname.slice(1, -1);
}

/**
 * Reads GeneralNames from DER (RFC 5280 section 4.2.1.6).
 *
 * @param value The SEQUENCE.
 * @param field What is read, for errors, such as `subjectAltName`.
 * @returns The names in their order.
 * @throws {DerError} If the encoding is wrong, the sequence is empty, or an IP address has neither
 * 4 nor 16 bytes.
 */
export function readGeneralNames(value: Der, field: string): GeneralName[] {
  const reader = new DerReader(value);
  const names: GeneralName[] = [];
  if (reader.done) throw new DerError(`${field} names nothing`, value.offset);
  while (!reader.done) names.push(readGeneralName(reader.any(field), field));
  return names;
}

/**
 * Reads one GeneralName from DER.
 *
 * @param value The tagged value.
 * @param field What is read, for errors.
 * @returns The name.
 * @throws {DerError} If its encoding is wrong.
 */
export function readGeneralName(value: Der, field: string): GeneralName {
  const text = () => {
    const ascii = stringOf({ ...value, tag: Tag.ia5String });
    if (ascii === undefined) {
      throw new DerError(`${field} has a name that is not ASCII`, value.offset);
    }
    return ascii;
  };
  switch (value.tag) {
    case Tag.context(1):
      return { type: "email", value: text() };
    case Tag.context(2):
      return { type: "dns", value: text() };
    case Tag.context(6):
      return { type: "uri", value: text() };
    case Tag.context(7):
      if (value.content.length !== 4 && value.content.length !== 16) {
        throw new DerError(
          `${field} has an IP address of ${value.content.length} bytes`,
          value.offset,
        );
      }
      return { type: "ip", value: formatIp(value.content), bytes: value.content };
    case Tag.context(8):
      return { type: "registeredId", value: oidOf(value) };
    case Tag.contextConstructed(4): {
      const reader = new DerReader(value);
      const name = readName(reader.take(Tag.sequence, `${field} directoryName`), field);
      reader.end(`${field} directoryName`);
      return { type: "directory", value: formatName(name), name };
    }
    default:
      return { type: "other", value: toHex(value.bytes) };
  }
}

/**
 * Whether a certificate's names cover a host, by RFC 9525 section 6: an IP address must be listed as
 * such, byte for byte; a DNS name must be listed or match a wildcard, whose `*` stands for exactly
 * one whole label. The common name does not count.
 *
 * @param host A DNS name or an IP address, as {@linkcode parseHostName} gives it.
 * @param names The certificate's subjectAltName.
 * @returns Whether one of them covers the host.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { coversHost, parseHostName } from "./general_name.ts";
 *
 * const names = [parseHostName("*.example.test")];
 * assertEquals(coversHost(parseHostName("www.example.test"), names), true);
 * assertEquals(coversHost(parseHostName("a.b.example.test"), names), false);
 * ```
 */
export function coversHost(
  host: GeneralName & { type: "dns" | "ip" },
  names: readonly GeneralName[],
): boolean {
  if (host.type === "ip") {
    return names.some((name) => name.type === "ip" && toHex(name.bytes) === toHex(host.bytes));
  }
  const wanted = host.value.replace(/\.$/, "");
  const parent = wanted.slice(wanted.indexOf("."));
  return names.some((name) => {
    if (name.type !== "dns") return false;
    const listed = name.value.toLowerCase().replace(/\.$/, "");
    if (listed === wanted) return true;
    return listed.startsWith("*.") && listed.slice(1) === parent && parent.includes(".", 1);
  });
}
