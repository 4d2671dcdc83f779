/**
 * What rustls does on the wire that OpenSSL does not: several messages of the handshake in a record.
 *
 * @module
 */
import type { Files } from "./files.ts";
import type { Scenario, Shown } from "./scenario.ts";

/** The scenarios. */
export function rustlsScenarios(files: Files): Scenario[] {
  const session = files.at(`${crypto.randomUUID()}`);
  const latest: Shown = {
    version: "TLS 1.3",
    server: ["encrypted_extensions", "certificate", "finished", "new_session_ticket", "data"],
  };
  return [
    { name: "TLS 1.3, rustls", clients: [["-tls1_3"]], shows: [latest] },
    {
      name: "TLS 1.2, rustls",
      clients: [["-tls1_2"]],
      shows: [{ version: "TLS 1.2", server: ["server_hello", "certificate", "server_hello_done"] }],
    },
    {
      name: "TLS 1.3, rustls, hello_retry_request and an application protocol",
      clients: [["-groups", "P-521:X25519", "-alpn", "first/1"]],
      shows: [{ ...latest, alpn: "first/1", server: ["hello_retry_request", "server_hello"] }],
    },
    {
      name: "TLS 1.3, rustls, resumption",
      clients: [["-sess_out", session], ["-sess_in", session]],
      shows: [latest, {
        version: "TLS 1.3",
        server: ["server_hello+pre_shared_key", "finished"],
        never: ["certificate"],
      }],
    },
  ].map((row) => ({ ...row, rustls: true, server: [files.at("p256.crt"), files.at("p256.key")] }));
}
