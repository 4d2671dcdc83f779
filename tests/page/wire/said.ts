/**
 * Sessions and rows, written down briefly, for tests of what is shown of them.
 *
 * @module
 */
import type { OpenedRow, PassedRow, SessionState } from "../../../view/protocol.ts";
import { sessionState } from "../session_state.ts";

/** A session of the lab that ended well, but for what is given. */
export function session(differs: Partial<SessionState> = {}): SessionState {
  return sessionState({ ended: 1_700_000_001, ...differs });
}

/**
 * What was said, from words such as `server certificate*`: who said what, with a star if it was encrypted.
 * Every message has a record of its own. `data`, `alert`, `sealed` and `gap` are rows of those kinds.
 */
export function said(...words: readonly string[]): OpenedRow[] {
  const records = { client: 0, server: 0 };
  return words.map((word, index) => {
    const [from, name] = word.replace("*", "").split(" ") as ["client" | "server", string];
    const kinds = ["data", "alert", "sealed", "skipped", "malformed", "gap"] as const;
    return {
      index,
      kind: kinds.find((kind) => kind === name) ?? "message",
      from,
      time: index / 1000,
      name,
      encrypted: word.endsWith("*"),
      length: 100,
      records: [++records[from]],
      facts: [`about ${name}`],
    };
  });
}

/** The records in which that passed. */
export function passing(rows: readonly OpenedRow[]): PassedRow[] {
  return rows.map(({ index, from, time, name, encrypted, records }) => ({
    index,
    from,
    time,
    record: records[0]!,
    name: encrypted ? "application_data" : name === "change_cipher_spec" ? name : "handshake",
    length: 105,
    sealed: encrypted,
  }));
}

/** A whole session of TLS 1.3. */
export const TLS_13: readonly OpenedRow[] = said(
  "client client_hello",
  "server server_hello",
  "server change_cipher_spec",
  "server encrypted_extensions*",
  "server certificate*",
  "server certificate_verify*",
  "server finished*",
  "client change_cipher_spec",
  "client finished*",
  "server new_session_ticket*",
  "client data*",
  "server data*",
  "client alert*",
);
