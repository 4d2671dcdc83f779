/**
 * The steps of a handshake, as the page tells them, and which of them a message belongs to.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { OpenedRow } from "../../view/protocol.ts";

/** The five steps of the handshake, the talk and its end; and what nobody here could open. */
export type StepId = "ask" | "prove" | "request" | "agree" | "keys" | "talk" | "end" | "sealed";

/** The steps in the order they are told in, which is not quite the order they happen in. */
export const STEPS: readonly StepId[] = [
  "ask",
  "prove",
  "request",
  "agree",
  "keys",
  "talk",
  "end",
  "sealed",
];

/** What each step is called. */
export const STEP_TITLES: Readonly<Record<StepId, Text>> = {
  ask: {
    en: "The client connects and asks the server to prove itself",
    zh: "客户端发起连接，要求服务器证明身份",
  },
  prove: { en: "The server proves itself with its certificate", zh: "服务器用证书证明自己的身份" },
  request: {
    en: "The server may ask for the client’s certificate",
    zh: "服务器可以要求客户端出示证书",
  },
  agree: { en: "They agree on cipher and hash", zh: "双方商定加密算法和哈希函数" },
  keys: { en: "They make the session keys", zh: "双方生成会话密钥" },
  talk: { en: "The talk", zh: "通话" },
  end: { en: "The end", zh: "结束" },
  sealed: { en: "Not opened", zh: "未能打开的内容" },
};

/**
 * Which step of the handshake a step is.
 *
 * @param step The step.
 * @returns Its number from 1 to 5; undefined for what comes after the handshake.
 */
export function stepNumber(step: StepId): number | undefined {
  const place = STEPS.indexOf(step);
  return place < 5 ? place + 1 : undefined;
}

/**
 * The step of every message.
 *
 * @param rows What was said, in order.
 * @param version The version of TLS, as far as it is known.
 * @returns A step for each row.
 */
export function stepsOf(rows: readonly OpenedRow[], version: string | null): StepId[] {
  const ticketsEndTheHandshake = version !== null && version !== "TLS 1.3";
  let retried = false;
  let previous: StepId = "ask";
  return rows.map((row) => {
    const step = stepOf(row, { retried, ticketsEndTheHandshake, previous });
    if (row.name === "hello_retry_request") retried = true;
    previous = step;
    return step;
  });
}

/** What came before a message, as far as it matters for its step. */
interface Before {
  /** Whether the server has asked for another hello. */
  readonly retried: boolean;
  /** Whether new_session_ticket comes before Finished (RFC 5077), as it did until TLS 1.2. */
  readonly ticketsEndTheHandshake: boolean;
  /** The step of the row before. */
  readonly previous: StepId;
}

function stepOf(row: OpenedRow, before: Before): StepId {
  switch (row.kind) {
    case "message":
      return stepOfMessage(row, before);
    case "data":
    case "skipped":
      return "talk";
    case "alert":
    case "malformed":
      return "end";
    case "sealed":
      return "sealed";
    case "gap":
      return before.previous;
  }
}

function stepOfMessage({ name, from, proof }: OpenedRow, before: Before): StepId {
  switch (name) {
    case "hello_request":
      return "ask";
    case "client_hello":
      return before.retried ? "agree" : "ask";
    case "hello_retry_request":
    case "server_hello":
    case "encrypted_extensions":
    case "server_hello_done":
      return "agree";
    case "certificate":
    case "compressed_certificate":
    case "certificate_verify":
    case "certificate_status":
    case "certificate_url":
    case "supplemental_data":
      return from === "server" ? "prove" : "request";
    case "certificate_request":
      return "request";
    // Where it is signed, the signature is what proves the server until TLS 1.2.
    case "server_key_exchange":
      return proof ? "prove" : "keys";
    case "client_key_exchange":
    case "change_cipher_spec":
    case "end_of_early_data":
    case "finished":
      return "keys";
    case "new_session_ticket":
      return before.ticketsEndTheHandshake ? "keys" : "talk";
    default:
      return "talk";
  }
}
