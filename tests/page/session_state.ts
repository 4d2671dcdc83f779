/**
 * Sessions and rows as tests of the page need them.
 *
 * @module
 */
import type { LogRow, OpenedRow, PassedRow, SessionState } from "../../view/protocol.ts";

/** A session of which only what matters is given. */
export function sessionState(given: Partial<SessionState> = {}): SessionState {
  return {
    id: 1,
    origin: "lab",
    scenario: "well",
    run: 1,
    title: { en: "All is well", zh: "一切正常" },
    client: "127.0.0.1:50001",
    server: "127.0.0.1:9999",
    via: "127.0.0.1:50002",
    began: 1_700_000_000,
    ended: null,
    tls: true,
    version: "TLS 1.3",
    cipherSuite: "TLS_AES_256_GCM_SHA384",
    group: "x25519",
    alpn: "tls-lab/1",
    serverName: "localhost",
    resumed: false,
    completed: true,
    decrypted: true,
    proofs: {},
    data: { client: 0, server: 0 },
    rows: { opened: 0, passed: 0, log: 0 },
    left: 0,
    certificates: false,
    connected: true,
    talking: false,
    outcome: null,
    ...given,
  };
}

/** A message. */
export function openedRow(index: number, given: Partial<OpenedRow> = {}): OpenedRow {
  return {
    index,
    kind: "message",
    from: "client",
    time: index / 1000,
    name: "client_hello",
    encrypted: false,
    length: 100,
    records: [index + 1],
    facts: [],
    ...given,
  };
}

/** A record. */
export function passedRow(index: number, given: Partial<PassedRow> = {}): PassedRow {
  return {
    index,
    from: "client",
    time: index / 1000,
    record: index + 1,
    name: "handshake",
    length: 105,
    sealed: false,
    ...given,
  };
}

/** Something a role told. */
export function logRow(index: number, given: Partial<LogRow> = {}): LogRow {
  return { index, who: "client", time: index / 1000, kind: "note", text: "said", ...given };
}
