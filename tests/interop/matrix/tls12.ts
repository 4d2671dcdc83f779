/**
 * What TLS 1.2 and its predecessors can do besides a plain handshake, once each.
 *
 * @module
 */
import type { Files } from "./files.ts";
import { type Row, scenarioOf } from "./row.ts";
import {
  clientCommand,
  type Line,
  says,
  type Scenario,
  serverCommand,
  type Shown,
  SMALL_TALK,
} from "./scenario.ts";
import { flagOf, PSK } from "./suites.ts";
import { BIG_TALK, KEY_KINDS } from "./talk.ts";

/** The scenarios. */
export function tls12Scenarios(files: Files): Scenario[] {
  const rows = [
    ...handshakes(files),
    ...resumptions(files),
    ...renegotiations(files),
    ...records(files),
  ];
  return [
    ...rows.map((row) => scenarioOf(row, "TLS 1.2", [flagOf("1.2")], files)),
    ...(["1.1", "1.0"] as const).flatMap((version) => {
      const both = [flagOf(version), "-cipher", "DEFAULT:@SECLEVEL=0"];
      return old(files).map((row) => scenarioOf(row, `TLS ${version}`, both, files));
    }),
  ];
}

function handshakes(files: Files): Row[] {
  return [
    ...KEY_KINDS.map((kind): Row => ({
      name: `a certificate for ${kind}`,
      server: files.identity(kind),
      shows: { server: ["certificate", "server_key_exchange"] },
    })),
    ...KEY_KINDS.map((kind): Row => ({
      name: `a client's certificate for ${kind}`,
      server: ["-verify", "1", "-CAfile", files.at("rsa.crt")],
      client: files.identity(kind),
      shows: {
        server: ["certificate_request", "server_hello_done"],
        client: ["certificate", "client_key_exchange", "certificate_verify", "finished"],
      },
    })),
    {
      name: "a client without a certificate",
      server: ["-verify", "1"],
      shows: {
        server: ["certificate_request"],
        client: ["certificate"],
        never: ["certificate_verify"],
      },
    },
    ...["X25519", "X448", "P-256", "P-384", "P-521"].map((group): Row => ({
      name: `the group ${group}`,
      // The curve of the server's certificate has to be among those that the client accepts.
      server: [...files.identity("rsa"), "-groups", group],
      client: ["-groups", group],
      shows: { server: ["server_key_exchange"] },
    })),
    {
      name: "a name",
      server: ["-servername", "name.test", ...files.second("p256")],
      client: ["-servername", "name.test"],
      shows: { serverName: "name.test", server: ["server_hello+server_name"] },
    },
    {
      name: "an application protocol",
      server: ["-alpn", "first/1"],
      client: ["-alpn", "first/1"],
      shows: {
        alpn: "first/1",
        server: ["server_hello+application_layer_protocol_negotiation"],
      },
    },
    {
      name: "next_protocol_negotiation",
      server: ["-nextprotoneg", "first/1"],
      client: ["-nextprotoneg", "first/1"],
      shows: {
        client: [
          "client_hello+next_protocol_negotiation",
          "change_cipher_spec",
          "next_protocol",
        ],
      },
    },
    {
      name: "the status of a certificate",
      server: ["-status_file", files.at("ocsp.response")],
      client: ["-status"],
      shows: {
        client: ["client_hello+status_request"],
        server: ["server_hello+status_request", "certificate", "certificate_status"],
      },
    },
    {
      name: "a signed certificate timestamp",
      server: ["-serverinfo", files.at("timestamp.pem")],
      client: ["-ct", "-ctlogfile", files.at("logs.cnf")],
      shows: { server: ["server_hello+signed_certificate_timestamp"] },
    },
    {
      name: "a chain of certificates",
      server: [...files.identity("p256"), "-cert_chain", files.at("chain.pem")],
      shows: { server: ["certificate"] },
    },
    {
      name: "no extended_main_secret",
      env: { OPENSSL_CONF: files.at("no_extended_main_secret.cnf") },
      shows: { never: ["client_hello+extended_main_secret", "server_hello+extended_main_secret"] },
    },
    {
      name: "extended_main_secret",
      shows: { server: ["server_hello+extended_main_secret"] },
    },
    {
      name: "a hint for the pre-shared key",
      server: ["-nocert", ...PSK, "-psk_hint", "a hint", "-cipher", "PSK-AES128-GCM-SHA256"],
      client: [...PSK, "-cipher", "PSK-AES128-GCM-SHA256"],
      shows: { server: ["server_key_exchange"] },
    },
    {
      name: "a hint for the pre-shared key beside ECDHE",
      server: ["-nocert", ...PSK, "-psk_hint", "a hint", "-cipher", "ECDHE-PSK-CHACHA20-POLY1305"],
      client: [...PSK, "-cipher", "ECDHE-PSK-CHACHA20-POLY1305"],
      shows: { server: ["server_key_exchange"] },
    },
    {
      name: "secrets that nobody wrote down",
      secret: true,
      shows: { readable: false, client: ["client_key_exchange", "change_cipher_spec"] },
    },
  ];
}

function resumptions(files: Files): Row[] {
  const session = `${files.folder}/${crypto.randomUUID()}`;
  const twice = (name: string, ...options: string[]) => [
    ["-sess_out", `${session}-${name}`, ...options],
    ["-sess_in", `${session}-${name}`, ...options],
  ];
  const full: Shown = { server: ["server_hello", "certificate"] };
  const resumed: Shown = {
    server: ["server_hello", "change_cipher_spec", "finished"],
    client: ["client_hello", "change_cipher_spec", "finished"],
    never: ["certificate", "client_key_exchange"],
  };
  return [
    {
      name: "resumption by a ticket",
      clients: twice("a"),
      shows: [
        { ...full, server: ["server_hello+session_ticket", "new_session_ticket"] },
        { ...resumed, client: ["client_hello+session_ticket"] },
      ],
    },
    {
      name: "resumption by a session id",
      server: ["-no_ticket"],
      clients: twice("b"),
      shows: [full, { ...resumed, never: ["certificate", "new_session_ticket"] }],
    },
    {
      name: "resumption without extended_main_secret",
      server: ["-cipher", "ECDHE-ECDSA-AES128-SHA256"],
      clients: twice("c"),
      env: { OPENSSL_CONF: files.at("no_extended_main_secret.cnf") },
      shows: [full, { ...resumed, never: ["server_hello+extended_main_secret", "certificate"] }],
    },
    {
      name: "resumption of a session with a client's certificate",
      server: ["-verify", "1", "-context", "matrix"],
      clients: twice("d", ...files.identity("ed25519")),
      shows: [{ ...full, client: ["certificate_verify"] }, resumed],
    },
  ];
}

function renegotiations(files: Files): Row[] {
  const again = (line: Line) => [
    SMALL_TALK[0]!,
    line,
    says("client", "3 is what the client says then"),
    says("server", "4 is what the server says then"),
  ];
  const second = { client: ["finished", "client_hello", "finished", "data"] };
  return [
    {
      name: "the client renegotiates",
      server: ["-client_renegotiation"],
      talk: again(clientCommand("R")),
      shows: { ...second, server: ["finished", "server_hello", "finished", "data"] },
    },
    {
      name: "the server asks to renegotiate",
      client: ["-msg"],
      talk: again(serverCommand("r", "HelloRequest")),
      shows: {
        ...second,
        server: ["finished", "hello_request", "server_hello", "finished", "data"],
      },
    },
    {
      name: "the server asks to renegotiate with a certificate",
      server: ["-no_resumption_on_reneg"],
      client: ["-msg", ...files.identity("rsa")],
      talk: again(serverCommand("R", "HelloRequest")),
      shows: { client: ["finished", "client_hello", "certificate", "certificate_verify", "data"] },
    },
    {
      name: "the client renegotiates, CBC",
      server: ["-client_renegotiation", "-cipher", "ECDHE-ECDSA-AES256-SHA384"],
      talk: again(clientCommand("R")),
      shows: { ...second, suite: "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384" },
    },
  ];
}

function records(files: Files): Row[] {
  const long = [...files.identity("p256"), "-cert_chain", files.at("chain.pem")];
  return [
    {
      name: "many records",
      talk: BIG_TALK,
      shows: { many: { from: "server", event: "data", least: 4 } },
    },
    ...["ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES128-CCM8", "ECDHE-ECDSA-CHACHA20-POLY1305"]
      .map(
        (cipher): Row => ({
          name: `many records, ${cipher}`,
          server: ["-cipher", `${cipher}:@SECLEVEL=0`],
          client: ["-cipher", `${cipher}:@SECLEVEL=0`],
          talk: BIG_TALK,
          shows: { many: { from: "server", event: "data", least: 4 } },
        }),
      ),
    {
      name: "records of at most 512 bytes, and messages over several",
      server: [...long, "-verify", "1", "-max_send_frag", "512"],
      client: [...files.identity("rsa"), "-max_send_frag", "512"],
      talk: BIG_TALK,
      shows: { many: { from: "server", event: "data", least: 100 } },
    },
    {
      name: "max_fragment_length",
      client: ["-maxfraglen", "1024"],
      talk: BIG_TALK,
      shows: {
        server: ["server_hello+max_fragment_length"],
        many: { from: "server", event: "data", least: 50 },
      },
    },
  ];
}

function old(files: Files): Row[] {
  const session = files.at(crypto.randomUUID());
  return [
    {
      name: "a client's certificate for rsa",
      server: [...files.identity("rsa"), "-verify", "1"],
      client: files.identity("rsa"),
      shows: { client: ["certificate", "certificate_verify"] },
    },
    {
      name: "a client's certificate for p256",
      server: ["-verify", "1"],
      client: files.identity("p256"),
      shows: { client: ["certificate", "certificate_verify"] },
    },
    {
      name: "a client's certificate for dsa",
      server: [...files.identity("rsa"), "-verify", "1"],
      client: files.identity("dsa"),
      shows: { client: ["certificate", "certificate_verify"] },
    },
    {
      name: "resumption by a ticket",
      clients: [["-sess_out", session], ["-sess_in", session]],
      shows: [{}, { never: ["certificate"] }],
    },
    {
      name: "many records",
      talk: BIG_TALK,
      shows: { many: { from: "server", event: "data", least: 4 } },
    },
    {
      name: "the server asks to renegotiate",
      client: ["-msg"],
      talk: [
        SMALL_TALK[0]!,
        serverCommand("r", "HelloRequest"),
        says("client", "3 is what the client says then"),
        says("server", "4 is what the server says then"),
      ],
      shows: { server: ["finished", "hello_request", "server_hello", "finished", "data"] },
    },
  ];
}
