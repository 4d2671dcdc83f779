/**
 * What is told in a scenario beside what the roles tell: rows for the logs of client and server.
 *
 * @module
 */
import { formatAddress } from "../../talk/connection.ts";
import { formatName } from "../../x509/name.ts";
import type { LogRow } from "../protocol.ts";
import { problemOf } from "./outcome.ts";
import type { Connected, Scene } from "./scene.ts";

/** A row before it stands in a log. */
export type Row = Omit<LogRow, "index" | "time" | "who">;

/**
 * A client sets out.
 *
 * @param scene Where it connects to, and whom it expects there.
 * @returns The row.
 */
export function connecting({ scenario: { protocol }, tap, credentials: { host } }: Scene): Row {
  const where = formatAddress(tap);
  return {
    kind: "note",
    text: protocol === "plain TCP"
      ? { en: `Connecting to ${where}, without TLS`, zh: `正在连接 ${where}，不使用 TLS` }
      : {
        en: `Connecting to ${where}, expecting a certificate for ${host}`,
        zh: `正在连接 ${where}，期望得到 ${host} 的证书`,
      },
  };
}

/**
 * A client has connected, and what it knows of the server now.
 *
 * @param client What it has now.
 * @returns The row.
 */
export function connected({ session: { path, address }, handshake }: Connected): Row {
  const root = path.at(-1);
  if (!root) {
    return {
      kind: "note",
      text: {
        en: `Connected; who ${address} is, nobody has proved`,
        zh: `已连接；没有人证明 ${address} 是谁`,
      },
    };
  }
  const name = formatName(root.subject);
  return {
    kind: "good",
    text: handshake === "resumed"
      ? {
        en: `Verified: ${address} still holds the secret of the session that it was verified in`,
        zh: `验证通过：${address} 仍持有先前验证过的会话的秘密`,
      }
      : {
        en: `Verified: the certificate of ${address} leads to the trusted root ${name}`,
        zh: `验证通过：${address} 的证书由受信任的根证书 ${name} 担保`,
      },
  };
}

/**
 * Something went wrong, as it was meant to. What one would do about it in a terminal is left out: the
 * outcome says what it means.
 *
 * @param error What was thrown.
 * @returns The row.
 */
export function trouble(error: unknown): Row {
  return { kind: "bad", text: problemOf(error) };
}
