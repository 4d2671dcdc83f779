/**
 * Handshakes that one side ends with an alert, once for each that OpenSSL can be brought to.
 *
 * @module
 */
import type { Files } from "./files.ts";
import type { Scenario, Shown } from "./scenario.ts";
import { PSK } from "./suites.ts";

/** A scenario with what they have in common left out. */
interface Row extends Shown {
  readonly name: string;
  /** The options of s_server. */
  readonly by: readonly string[];
  /** The options of s_client. */
  readonly of: readonly string[];
}

/** The scenarios. */
export function alertScenarios(files: Files): Scenario[] {
  return [...failures(files), ...disagreements(files)].map(({ name, by, of, ...shown }) => ({
    name: `${name}: an alert`,
    server: by,
    clients: [of],
    talk: [],
    shows: [{ data: false, ...shown }],
  }));
}

/** Where somebody is not who he should be. */
function failures(files: Files): Row[] {
  const rsa = files.identity("rsa");
  const distrust = ["-verify_return_error", "-CAfile", files.at("p384.crt")];
  const required = [...rsa, "-Verify", "1", ...distrust];
  const otherKey = ["-psk_identity", "someone", "-psk", "00"];
  const suites = {
    gcm: ["-tls1_2", "-cipher", "PSK-AES128-GCM-SHA256"],
    cbc: ["-tls1_2", "-cipher", "PSK-AES128-CBC-SHA256"],
    latest: ["-tls1_3", "-ciphersuites", "TLS_AES_128_GCM_SHA256"],
  };
  return [
    {
      name: "TLS 1.3, the client trusts another authority",
      by: rsa,
      of: distrust,
      client: ["alert unknown_ca"],
      server: ["finished"],
    },
    {
      name: "TLS 1.2, the client trusts another authority",
      by: [...rsa, "-tls1_2"],
      of: distrust,
      client: ["alert unknown_ca"],
      server: ["server_hello_done"],
    },
    {
      name: "TLS 1.3, the client's certificate is required",
      by: required,
      of: [],
      client: ["certificate", "finished"],
      server: ["finished", "alert certificate_required"],
    },
    {
      name: "TLS 1.2, the client's certificate is required",
      by: [...required, "-tls1_2"],
      of: [],
      client: ["certificate"],
      server: ["certificate_request", "alert handshake_failure"],
    },
    {
      name: "TLS 1.3, the client's certificate is not trusted",
      by: required,
      of: files.identity("ed25519"),
      client: ["certificate_verify"],
      server: ["finished", "alert unknown_ca"],
    },
    {
      name: "TLS 1.2, keys that differ",
      by: ["-nocert", ...PSK, ...suites.gcm],
      of: [...otherKey, ...suites.gcm],
      client: ["finished"],
      server: ["alert bad_record_mac"],
    },
    {
      name: "TLS 1.2, keys that differ, CBC",
      by: ["-nocert", ...PSK, ...suites.cbc],
      of: [...otherKey, ...suites.cbc],
      client: ["finished"],
      server: ["alert bad_record_mac"],
    },
    {
      name: "TLS 1.3, keys that differ",
      by: [...rsa, ...PSK, ...suites.latest],
      of: [...otherKey, ...suites.latest],
      client: ["client_hello+pre_shared_key"],
      server: ["alert illegal_parameter"],
    },
  ];
}

/** Where the two have nothing in common. */
function disagreements(files: Files): Row[] {
  const rsa = files.identity("rsa");
  const never = ["server_hello"];
  return [
    {
      name: "TLS 1.2, no suite in common",
      by: [...rsa, "-cipher", "AES128-SHA"],
      of: ["-tls1_2", "-cipher", "AES256-SHA"],
      server: ["alert handshake_failure"],
      never,
    },
    {
      name: "TLS 1.3, no suite in common",
      by: [...rsa, "-ciphersuites", "TLS_AES_128_GCM_SHA256"],
      of: ["-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256"],
      server: ["alert handshake_failure"],
      never,
    },
    {
      name: "TLS 1.3, no group in common",
      by: [...rsa, "-groups", "P-384"],
      of: ["-tls1_3", "-groups", "X25519"],
      server: ["alert handshake_failure"],
      never,
    },
    {
      name: "TLS 1.2, no signature scheme in common",
      by: [...rsa, "-tls1_2"],
      of: ["-sigalgs", "ECDSA+SHA256", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256"],
      server: ["alert handshake_failure"],
      never,
    },
    {
      name: "TLS 1.3, no version in common",
      by: [...rsa, "-tls1_2"],
      of: ["-tls1_3"],
      server: ["alert protocol_version"],
      never,
    },
    {
      name: "TLS 1.2, no version in common",
      by: [...rsa, "-tls1_3"],
      of: ["-tls1_2"],
      server: ["alert protocol_version"],
      never,
    },
    {
      name: "TLS 1.2, a fallback that is not necessary",
      by: rsa,
      of: ["-tls1_2", "-fallback_scsv"],
      server: ["alert inappropriate_fallback"],
      never,
    },
    {
      name: "TLS 1.3, no application protocol in common",
      by: [...rsa, "-alpn", "a/1"],
      of: ["-alpn", "b/1"],
      server: ["alert no_application_protocol"],
    },
    {
      name: "TLS 1.3, a name the server does not have",
      by: [...rsa, "-servername", "a.test", "-servername_fatal", ...files.second("p256")],
      of: ["-servername", "b.test"],
      server: ["alert unrecognized_name"],
      never,
    },
  ];
}
