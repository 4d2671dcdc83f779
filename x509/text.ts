/**
 * Certificates, requests and public keys in words, line for line what OpenSSL 3.0 prints with
 * `-text -nameopt oneline,utf8,-esc_msb`: the form people know, and one that can be compared.
 *
 * Three things differ on purpose. Nothing a certificate says reaches a terminal raw: where OpenSSL
 * prints control characters as they are, they are shown in hex, such as `\1B` (for names, see
 * `name.ts`; for extensions, `text/extensions.ts`). OpenSSL knows about a thousand object
 * identifiers by name, this project those of `oids.ts`; the others are shown dotted. And keys that
 * this project does not read (DSA, curves other than those of `public_key.ts`) are said to be unable
 * to load, as OpenSSL says of those it does not read itself.
 *
 * Every text ends in a newline, as the commands' output does.
 *
 * @module
 */
export { certificateText, requestText } from "./text/certificate.ts";
export { publicKeyInfoText, publicKeyText } from "./text/key.ts";
export { signatureText } from "./text/signature.ts";
