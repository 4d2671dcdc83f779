/**
 * What TLS 1.3 can do besides a plain handshake, once each.
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
import { BIG_TALK, KEY_KINDS } from "./talk.ts";
import { PSK } from "./suites.ts";

/** The scenarios. */
export function tls13Scenarios(files: Files): Scenario[] {
  const rows = [
    ...handshakes(files),
    ...resumptions(files),
    ...authentications(files),
    ...updates(),
    ...records(files),
  ];
  return rows.map((row) => scenarioOf(row, "TLS 1.3", ["-tls1_3"], files));
}

function handshakes(files: Files): Row[] {
  return [
    {
      name: "hello_retry_request for another group",
      server: ["-groups", "P-384"],
      client: ["-groups", "X25519:P-384"],
      shows: {
        client: ["client_hello+key_share", "client_hello+key_share", "finished"],
        server: ["hello_retry_request+key_share", "server_hello+key_share", "finished"],
      },
    },
    {
      name: "hello_retry_request with a cookie",
      server: ["-stateless"],
      client: ["-no_middlebox"], // s_server takes a change_cipher_spec before the second hello amiss.
      shows: {
        client: ["client_hello", "client_hello+cookie"],
        server: ["hello_retry_request+cookie", "server_hello"],
      },
    },
    ...["X25519", "X448", "P-256", "P-384", "P-521", "ffdhe2048", "ffdhe3072"].map((group) => ({
      name: `the group ${group}`,
      server: ["-groups", group],
      client: ["-groups", group],
      shows: {
        client: ["client_hello+supported_groups", "client_hello+key_share"],
        server: ["server_hello+key_share"],
        never: ["hello_retry_request"],
      },
    })),
    {
      name: "a name",
      server: ["-servername", "name.test", ...files.second("p256")],
      client: ["-servername", "name.test"],
      shows: {
        serverName: "name.test",
        client: ["client_hello+server_name"],
        server: ["encrypted_extensions+server_name"],
      },
    },
    {
      name: "an application protocol",
      server: ["-alpn", "first/1,second/2"],
      client: ["-alpn", "none/0,second/2"],
      shows: {
        alpn: "second/2",
        client: ["client_hello+application_layer_protocol_negotiation"],
        server: ["encrypted_extensions+application_layer_protocol_negotiation"],
      },
    },
    {
      name: "no name",
      client: ["-noservername"],
      shows: { never: ["client_hello+server_name"] },
    },
    {
      name: "no change_cipher_spec",
      server: ["-no_middlebox"],
      client: ["-no_middlebox"],
      shows: { never: ["change_cipher_spec"] },
    },
    {
      name: "max_fragment_length",
      client: ["-maxfraglen", "512"],
      talk: BIG_TALK,
      shows: {
        client: ["client_hello+max_fragment_length"],
        server: ["encrypted_extensions+max_fragment_length"],
        many: { from: "server", event: "data", least: 100 },
      },
    },
    {
      name: "secrets that nobody wrote down",
      secret: true,
      shows: { readable: false, client: ["client_hello"], server: ["server_hello"] },
    },
  ];
}

function resumptions(files: Files): Row[] {
  const [session, early] = [`${files.folder}/${crypto.randomUUID()}`, files.at("early.txt")];
  const sessionOf = (name: string) => `${session}-${name}`;
  const full: Shown = { server: ["server_hello", "certificate", "new_session_ticket"] };
  const resumed: Shown = {
    client: ["client_hello+pre_shared_key"],
    server: ["server_hello+pre_shared_key", "encrypted_extensions", "finished"],
    never: ["certificate"],
  };
  return [
    {
      name: "resumption by a ticket",
      clients: [["-sess_out", sessionOf("a")], ["-sess_in", sessionOf("a")]],
      shows: [full, { ...resumed, never: ["certificate", "client_hello+early_data"] }],
    },
    {
      name: "resumption by a session kept at the server",
      server: ["-no_ticket"],
      clients: [["-sess_out", sessionOf("b")], ["-sess_in", sessionOf("b")]],
      shows: [full, resumed],
    },
    {
      name: "resumption without a key exchange of its own",
      server: ["-allow_no_dhe_kex", "-groups", "P-256"],
      clients: [
        ["-sess_out", sessionOf("c"), "-groups", "P-256"],
        ["-sess_in", sessionOf("c"), "-groups", "X25519", "-allow_no_dhe_kex"],
      ],
      shows: [full, { ...resumed, never: ["certificate", "server_hello+key_share"] }],
    },
    {
      name: "resumption after hello_retry_request",
      server: ["-groups", "P-384"],
      clients: [
        ["-sess_out", sessionOf("d"), "-groups", "P-384"],
        ["-sess_in", sessionOf("d"), "-groups", "X25519:P-384"],
      ],
      shows: [full, {
        ...resumed,
        client: ["client_hello+pre_shared_key", "client_hello+pre_shared_key"],
        server: ["hello_retry_request", "server_hello+pre_shared_key"],
      }],
    },
    {
      name: "resumption of a session of the other hash",
      server: ["-ciphersuites", "TLS_AES_128_GCM_SHA256"],
      clients: [["-sess_out", sessionOf("e")], ["-sess_in", sessionOf("e")]],
      shows: [full, { ...resumed, suite: "TLS_AES_128_GCM_SHA256" }],
    },
    {
      name: "early data",
      server: ["-early_data", "-max_early_data", "4096"],
      clients: [
        ["-sess_out", sessionOf("f")],
        ["-sess_in", sessionOf("f"), "-early_data", early],
      ],
      shows: [
        { ...full, server: ["new_session_ticket+early_data"] },
        {
          ...resumed,
          client: ["client_hello+early_data", "data", "end_of_early_data", "finished", "data"],
          server: ["server_hello+pre_shared_key", "encrypted_extensions+early_data"],
        },
      ],
    },
    {
      name: "early data that the server rejects",
      server: ["-early_data", "-max_early_data", "4096", "-groups", "P-384"],
      clients: [
        ["-sess_out", sessionOf("g"), "-groups", "P-384"],
        ["-sess_in", sessionOf("g"), "-groups", "X25519:P-384", "-early_data", early],
      ],
      shows: [full, {
        client: ["client_hello+early_data", "data", "client_hello", "finished"],
        server: ["hello_retry_request", "server_hello", "finished"],
        never: ["encrypted_extensions+early_data", "end_of_early_data"],
      }],
    },
    {
      name: "early data sent again",
      server: ["-early_data", "-max_early_data", "4096"],
      clients: [
        ["-sess_out", sessionOf("h")],
        ["-sess_in", sessionOf("h"), "-early_data", early],
        ["-sess_in", sessionOf("h"), "-early_data", early],
      ],
      shows: [full, { ...resumed, client: ["client_hello+early_data", "end_of_early_data"] }, {
        client: ["client_hello+early_data", "data", "finished"],
        never: ["encrypted_extensions+early_data", "end_of_early_data"],
      }],
    },
    {
      name: "a pre-shared key from outside",
      server: [...PSK, "-ciphersuites", "TLS_AES_128_GCM_SHA256"],
      client: [...PSK, "-ciphersuites", "TLS_AES_128_GCM_SHA256"],
      shows: resumed,
    },
    {
      name: "no tickets",
      server: ["-num_tickets", "0"],
      shows: { never: ["new_session_ticket"] },
    },
    {
      name: "five tickets",
      server: ["-num_tickets", "5"],
      shows: { many: { from: "server", event: "new_session_ticket", least: 5 } },
    },
  ];
}

function authentications(files: Files): Row[] {
  const askedLater: Line[] = [
    says("client", "1 is what the client says"),
    serverCommand("c", "CertificateRequest"),
    says("client", "3 is what the client says with its certificate"),
    says("server", "4 is what the server says"),
  ];
  return [
    ...KEY_KINDS.map((kind): Row => ({
      name: `a certificate for ${kind}`,
      server: files.identity(kind),
      shows: { server: ["certificate", "certificate_verify"] },
    })),
    ...KEY_KINDS.map((kind): Row => ({
      name: `a client's certificate for ${kind}`,
      server: ["-verify", "1"],
      client: files.identity(kind),
      shows: {
        server: ["certificate_request+signature_algorithms", "certificate"],
        client: ["certificate", "certificate_verify", "finished"],
      },
    })),
    {
      name: "a client's certificate after hello_retry_request",
      server: ["-verify", "1", "-stateless", "-CAfile", files.at("rsa.crt")],
      client: ["-no_middlebox", ...files.identity("rsa")],
      shows: {
        server: ["hello_retry_request", "certificate_request+certificate_authorities"],
        client: ["client_hello+cookie", "certificate", "certificate_verify"],
      },
    },
    {
      name: "a client without a certificate",
      server: ["-verify", "1"],
      shows: {
        server: ["certificate_request"],
        client: ["certificate", "finished"],
        many: { from: "client", event: "certificate_verify", most: 0 },
      },
    },
    {
      name: "a chain of certificates",
      server: [...files.identity("p256"), "-cert_chain", files.at("chain.pem")],
      shows: { server: ["certificate"] },
    },
    {
      name: "authentication after the handshake",
      server: ["-verify", "1"],
      client: ["-msg", "-enable_pha", ...files.identity("p384")],
      talk: askedLater,
      shows: {
        readable: "by some", // tshark 4.0 loses the client's keys over its second finished.
        client: ["client_hello+post_handshake_auth", "finished", "data", "certificate"],
        server: ["finished", "certificate_request", "data"],
      },
    },
    {
      name: "the status of a certificate",
      server: ["-status_file", files.at("ocsp.response")],
      client: ["-status"],
      shows: { client: ["client_hello+status_request"], server: ["certificate+status_request"] },
    },
    {
      name: "a signed certificate timestamp",
      server: ["-serverinfo", files.at("timestamp.pem")],
      client: ["-ct", "-ctlogfile", files.at("logs.cnf")],
      shows: {
        client: ["client_hello+signed_certificate_timestamp"],
        server: ["certificate+signed_certificate_timestamp"],
      },
    },
  ];
}

function updates(): Row[] {
  const updated = (letter: string) => serverCommand(letter, "KeyUpdate");
  const talk = (...lines: Line[]) => [SMALL_TALK[0]!, ...lines, ...SMALL_TALK_AGAIN];
  return [
    {
      name: "the client updates its key",
      talk: talk(clientCommand("k")),
      shows: {
        client: ["finished", "data", "key_update", "data"],
        never: ["key_update of the server"],
      },
    },
    {
      name: "the client updates both keys",
      talk: talk(clientCommand("K")),
      shows: {
        client: ["data", "key_update", "data"],
        server: ["key_update", "data"],
      },
    },
    {
      name: "the server updates its key",
      client: ["-msg"],
      talk: talk(updated("k")),
      shows: { server: ["finished", "key_update", "data"] },
    },
    {
      name: "the server updates both keys",
      client: ["-msg"],
      talk: talk(updated("K")),
      shows: { server: ["key_update", "data"], client: ["key_update", "data"] },
    },
    ...["TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_CCM_8_SHA256"].map(
      (suite): Row => ({
        name: `keys updated several times, ${suite}`,
        server: ["-ciphersuites", suite],
        client: ["-ciphersuites", suite, "-msg"],
        talk: [
          ...talk(clientCommand("K")),
          updated("K"),
          says("client", "5 is what the client says then"),
          says("server", "6 is what the server says then"),
        ],
        shows: {
          suite,
          client: ["data", "key_update", "data", "key_update", "data"],
          server: ["key_update", "data", "key_update", "data"],
        },
      }),
    ),
  ];
}

const SMALL_TALK_AGAIN = [
  says("client", "3 is what the client says after it"),
  says("server", "4 is what the server says after it"),
];

function records(files: Files): Row[] {
  const long = [...files.identity("p256"), "-cert_chain", files.at("chain.pem")];
  return [
    {
      name: "padded records",
      server: ["-record_padding", "512"],
      client: ["-record_padding", "300"],
      shows: {},
    },
    {
      name: "many records",
      talk: BIG_TALK,
      shows: { many: { from: "server", event: "data", least: 4 } },
    },
    {
      name: "records of at most 512 bytes, and messages over several",
      server: [...long, "-verify", "1", "-max_send_frag", "512"],
      client: [...files.identity("rsa"), "-max_send_frag", "512"],
      talk: BIG_TALK,
      shows: { many: { from: "server", event: "data", least: 100 } },
    },
    {
      name: "records split for pipelines, padded",
      server: ["-max_send_frag", "1024", "-split_send_frag", "700", "-record_padding", "64"],
      talk: BIG_TALK,
      shows: { many: { from: "server", event: "data", least: 50 } },
    },
  ];
}
