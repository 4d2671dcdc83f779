/**
 * What the decoder has to have proved of a connection: all that its messages prove, since OpenSSL took
 * it for good or, where the connection failed, for another reason.
 *
 * @module
 */
import type { ConnectionEvent, ProofName, Side } from "../../../tls/event.ts";
import { factsOf, messagesOf, nameOfMessage } from "./facts.ts";
import type { Reading } from "./tshark.ts";

/** The suites of TLS 1.2 and earlier in which the server signs its half of the key exchange. */
const SIGNED = /_(DHE|ECDHE)_(RSA|ECDSA|DSS)_/;

/** Compares the proofs, true each, with those that the messages allow. */
export function proofDisagreements({ proofs }: ConnectionEvent, reading: Reading): string[] {
  const wanted = provable(reading).sort().join(", ");
  const told = Object.entries(proofs).map(([name, result]) => result ? name : `${name} ${result}`);
  return told.sort().join(", ") === wanted
    ? []
    : [`proofs are ${told.join(", ")} and not ${wanted}`];
}

/** The proofs that failed, which none may, even where not every message can be read. */
export function failedProofs({ proofs }: ConnectionEvent): string[] {
  return Object.entries(proofs).filter(([, result]) => result === false)
    .map(([name]) => `${name} fails`);
}

function provable(reading: Reading): ProofName[] {
  const client = lastHandshake(reading, "client");
  const server = lastHandshake(reading, "server");
  const signed = SIGNED.test(factsOf(reading).cipherSuite ?? "");
  return [
    ...(server.has("certificate_verify") ? ["serverCertificateVerify" as const] : []),
    ...(client.has("certificate_verify") ? ["clientCertificateVerify" as const] : []),
    ...(server.has("server_key_exchange") && signed ? ["serverKeyExchange" as const] : []),
    ...(server.has("finished") ? ["serverFinished" as const] : []),
    ...(client.has("finished") ? ["clientFinished" as const] : []),
  ];
}

/** The names of what a side sent since its last hello, of which there are several in a renegotiation. */
function lastHandshake(reading: Reading, from: Side): Set<string> {
  const names = messagesOf(reading, from).map(nameOfMessage);
  return new Set(names.slice(Math.max(names.lastIndexOf(`${from}_hello`), 0)));
}
