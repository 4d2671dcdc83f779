/**
 * Signatures and their algorithms in words.
 *
 * @module
 */
import type { Signed } from "../certificate.ts";
import { longName, Oid } from "../oids.ts";
import type { AlgorithmIdentifier } from "../signature.ts";
import { hexLines } from "./bytes.ts";
import { pssParametersText } from "./pss.ts";

/**
 * The block that ends a certificate's or a request's text: the algorithm, the parameters of
 * RSASSA-PSS (RFC 4055 section 3.1), and the signature.
 *
 * @param signed The certificate or request.
 * @returns The lines, indented as they stand there.
 */
export function signatureText(signed: Signed): string {
  const { signatureAlgorithm, signature } = signed;
  return `    ${algorithmText(signatureAlgorithm)}\n` +
    `    Signature Value:${parametersText(signatureAlgorithm)}` +
    `${hexLines(signature, 18, "        ")}\n`;
}

/**
 * The name of the algorithm something is signed with.
 *
 * @param algorithm The algorithm.
 * @returns Such as `Signature Algorithm: sha256WithRSAEncryption`, without a newline.
 */
export function algorithmText(algorithm: AlgorithmIdentifier): string {
  return `Signature Algorithm: ${longName(algorithm.oid)}`;
}

/**
 * An algorithm's parameters, of which OpenSSL shows those of RSASSA-PSS alone. They follow a line
 * not yet ended: the one with the algorithm's name, or the heading of the signature.
 *
 * @param algorithm The algorithm.
 * @returns The end of that line, and the lines of the parameters if there are any to show.
 */
export function parametersText(algorithm: AlgorithmIdentifier): string {
  return algorithm.oid === Oid.rsassaPss ? pssParametersText(algorithm.parameters) : "\n";
}
