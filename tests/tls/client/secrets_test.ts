import { assert, assertEquals } from "@std/assert";
import { Secrets } from "../../../tls/client/secrets.ts";
import { Transcript } from "../../../tls/transcript.ts";
import { type Trace, TRACES } from "../rfc8448.ts";

/** What is no message of the handshake, or comes after it. */
const UNHASHED = ["application_data", "alert", "change_cipher_spec", "new_session_ticket"];

/** What the messages of a trace come to, for each name the transcript up to its last message so called. */
function transcriptsOf({ messages }: Trace): Map<string, Uint8Array> {
  const transcript = new Transcript();
  const digests = new Map<string, Uint8Array>();
  for (const { from, name, hex } of messages) {
    if (UNHASHED.includes(name)) continue;
    transcript.add(Uint8Array.fromHex(hex));
    if (name === "hello_retry_request") transcript.retry("sha256");
    digests.set(`${from} ${name}`, transcript.digest("sha256"));
  }
  return digests;
}

for (const trace of TRACES) {
  Deno.test(`Secrets gives the secrets of RFC 8448 section ${trace.section}`, () => {
    const { derived, keyLog } = trace;
    const digests = transcriptsOf(trace);
    const logged = new Map(
      keyLog.trim().split("\n").map((line) => {
        const [label, , secret] = line.split(" ") as [string, string, string];
        return [label, secret];
      }),
    );
    const psk = derived["PSK"] === undefined ? undefined : Uint8Array.fromHex(derived["PSK"]);
    const secrets = new Secrets("sha256", psk);
    let checked = 0;
    const check = (label: string, upTo: string | undefined, expected: string | undefined) => {
      if (expected === undefined) return;
      const digest = upTo === undefined ? undefined : digests.get(upTo)!;
      assertEquals(secrets.derive(label, digest).toHex(), expected, label);
      checked++;
    };
    check("res binder", undefined, derived["res binder"]);
    secrets.exchange(Uint8Array.fromHex(derived["ECDHE"]!));
    check("c hs traffic", "server server_hello", logged.get("CLIENT_HANDSHAKE_TRAFFIC_SECRET"));
    check("s hs traffic", "server server_hello", logged.get("SERVER_HANDSHAKE_TRAFFIC_SECRET"));
    secrets.finish();
    check("c ap traffic", "server finished", logged.get("CLIENT_TRAFFIC_SECRET_0"));
    check("s ap traffic", "server finished", logged.get("SERVER_TRAFFIC_SECRET_0"));
    check("res master", "client finished", derived["res master"]);
    assert(checked >= 4, `only ${checked} secrets were there to compare`);
  });
}
