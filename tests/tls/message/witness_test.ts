import { assert, assertEquals, assertGreater } from "@std/assert";
import { type Field, leavesOf } from "../../../tls/field.ts";
import { decodeHandshake } from "../../../tls/message/message.ts";
import { describeSuite, type SuiteDescription } from "../../../tls/registry/cipher_suites.ts";
import { extensionName } from "../../../tls/registry/extensions.ts";
import type { Side } from "../../../tls/event.ts";
import { findExtension } from "../../../tls/extension/extension.ts";
import { EXTENSION_SAMPLES } from "../extension/samples.ts";
import { ACCEPT, ask, witnessed, witnessServer } from "../../support/witness.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { carrying, extension } from "./build.ts";

/** A message as `openssl s_server -msg` saw it. */
interface Seen {
  from: Side;
  name: string;
  bytes: Uint8Array;
}

function seen(log: string): Seen[] {
  const sections = log.split(/^(?=<<<|>>>)/m).filter((section) => /Handshake/.test(section));
  return sections.map((section) => {
    const [head, ...lines] = section.split("\n");
    const hex = lines.filter((line) => /^ +[0-9a-f]{2}( [0-9a-f]{2})* *$/.test(line)).join("");
    return {
      from: head!.startsWith("<<<") ? "client" : "server",
      name: /, (\w+)$/.exec(head!)![1]!,
      bytes: Uint8Array.fromHex(hex.replaceAll(" ", "")),
    };
  });
}

/** What `openssl s_client -trace` says of each message, in order. */
function traced(trace: string): { name: string; length: number; text: string }[] {
  return trace.split(/^(?= {4}\w+, Length=\d+$)/m).slice(1).map((text) => {
    const [, name, length] = /^ {4}(\w+), Length=(\d+)/.exec(text)!;
    const end = text.search(/^(Sent|Received) Record/m);
    return { name: name!, length: Number(length), text: end < 0 ? text : text.slice(0, end) };
  });
}

function* groups(fields: readonly Field[]): Generator<Field> {
  for (const field of fields) {
    yield field;
    if (field.fields) yield* groups(field.fields);
  }
}

/** Everything the trace says of a message is in its fields. */
function compare(bytes: Uint8Array, fields: readonly Field[], text: string): number {
  const all = [...groups(fields)];
  const leaves = [...leavesOf(fields)];
  const values = (name: string) =>
    all.filter((field) => field.name === name).map(({ value, meaning }) => [value, meaning]);

  const contents = all.map(({ offset, length }) =>
    bytes.subarray(offset, offset + length).toHex().toUpperCase()
  );
  const opaque = [...text.matchAll(/\(len=[1-9]\d*\): *([0-9A-F]+)$/gm)].map(([, hex]) => hex!);
  for (const hex of opaque) {
    assert(contents.some((content) => content.endsWith(hex)), `${hex} is no field`);
  }

  const suites = [...text.matchAll(/\{0x(..), 0x(..)\} (\S+)/g)];
  assertEquals(
    values("cipher_suite"),
    suites.map(([, high, low, name]) => [Number(`0x${high}${low}`), name]),
  );

  const extensions = [...text.matchAll(/extension_type=\S+\((\d+)\), length=(\d+)/g)];
  assertEquals(
    all.filter(({ name }) => name === "extension_data").map(({ fields }) => fields![0]!.value),
    extensions.map(([, , length]) => Number(length)),
  );
  assertEquals(
    values("extension_type"),
    extensions.map(([, code]) => [Number(code), extensionName(Number(code))]),
  );

  const schemes = [...text.matchAll(/^ +\w+ \(0x([0-9a-f]{4})\)$/gm)];
  assertEquals(
    values("signature_scheme").map(([value]) => value),
    schemes.map(([, code]) => Number(`0x${code}`)),
  );

  const texts = [...text.matchAll(/\(16\), length=\d+\n((?: {10}\S.*\n)+)/g)]
    .flatMap(([, lines]) => lines!.trim().split(/\s+/));
  const protocols = leaves.filter(({ name }) => name === "protocol_name").map(({ value }) => value);
  assertEquals(protocols, texts);
  return opaque.length + suites.length + extensions.length + schemes.length + texts.length;
}

for (
  const [title, server, client] of [
    ["TLS 1.3", "-alpn h2 -Verify 1", "-alpn h2,http/1.1 -servername localhost -status -cert"],
    ["TLS 1.3 with a retry", "-groups P-384", "-groups X25519:P-384"],
    ["TLS 1.2", "-tls1_2 -alpn h2 -Verify 1", "-alpn h2 -servername localhost -cert"],
    ["TLS 1.2 with DHE", "-tls1_2 -cipher DHE", "-cipher DHE"],
    ["TLS 1.2 with a pre-shared key", "-psk 0011 -psk_hint hint", "-tls1_2 -cipher PSK -psk 0011"],
    ["TLS 1.0", "-cipher ALL:@SECLEVEL=0", "-tls1 -cipher ALL:@SECLEVEL=0"],
  ] as const
) {
  witnessed(["openssl"], `OpenSSL finds the same in the messages of ${title}`, async () => {
    using folder = temporaryFolder();
    const key = ["-key", `${folder.path}/k`, "-cert", `${folder.path}/c`];
    await ask("openssl", [
      ..."req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -keyout k -out c".split(" "),
    ], { cwd: folder.path });
    await using openssl = await witnessServer("openssl", [
      ..."s_server -accept 127.0.0.1:0 -msg".split(" "),
      ...server.split(" "),
      ...key,
    ], ACCEPT);
    const options = client.endsWith("-cert")
      ? [...client.split(" ").slice(0, -1), ...key]
      : client.split(" ");
    const { stdout } = await ask("openssl", [
      ..."s_client -trace -connect".split(" "),
      `127.0.0.1:${openssl.port}`,
      ...options,
    ], { stdin: "Q\n" });
    await openssl.until(/close notify|DONE|shut down/i);

    const messages = seen(openssl.output());
    const witness = traced(stdout);
    let version: number | undefined;
    let suite: SuiteDescription | undefined;
    let compared = 0;
    for (const [i, { name, length, text }] of witness.entries()) {
      const { from, bytes, name: same } = messages[i]!;
      assertEquals([same, bytes.length - 4], [name, length]);
      const { value, fields, troubles } = decodeHandshake(bytes, { from, version, suite });
      assertEquals(troubles, []);
      if (value?.type === "server_hello" || value?.type === "hello_retry_request") {
        version = findExtension(value.extensions, "supported_versions")?.selected ?? value.version;
        suite = describeSuite(value.cipherSuite);
      }
      compared += compare(bytes, fields, text);
    }
    assertGreater(compared, 40);
  });
}

/** A record around a handshake message, as a hex dump that `text2pcap` takes. */
function dump(message: Uint8Array): string {
  const lines: string[] = [];
  const record = new Uint8Array(5 + message.length);
  record.set([22, 3, 3, message.length >>> 8, message.length & 0xff]);
  record.set(message, 5);
  for (let i = 0; i < record.length; i += 16) {
    lines.push(
      `${i.toString(16).padStart(6, "0")} ${record.slice(i, i + 16).toHex().replace(/../g, "$& ")}`,
    );
  }
  return lines.join("\n") + "\n";
}

/** What Wireshark calls a field, and its names here. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  "tls.handshake.extension.type": ["extension_type"],
  "tls.handshake.extensions_server_name": ["host_name"],
  "tls.handshake.extensions_supported_group": ["named_group"],
  "tls.handshake.extensions_key_share_group": ["group"],
  "tls.handshake.extensions_key_share_selected_group": ["selected_group"],
  "tls.handshake.extensions.supported_version": ["version", "selected_version"],
  "tls.extension.psk_ke_mode": ["psk_key_exchange_mode"],
  "tls.compress_certificate.algorithm": ["algorithm"],
  "tls.record_size_limit": ["record_size_limit"],
  "tls.quic.parameter.type": ["transport_parameter_id"],
};

/** use_srtp, which it reads in DTLS alone, and ech_outer_extensions, which it does not know. */
const NOT_READ = new Set([14, 0xfd00]);

for (const inMessage of ["CH", "SH", "HRR"] as const) {
  const title = `Wireshark finds the same in the extensions of a sample ${inMessage}, and no fault`;
  witnessed(["tshark", "text2pcap"], title, async () => {
    using folder = temporaryFolder();
    const [text, pcap] = [`${folder.path}/text`, `${folder.path}/pcap`];
    const message = carrying(
      inMessage,
      ...EXTENSION_SAMPLES.filter(([code, where]) => where === inMessage && !NOT_READ.has(code))
        .map(([code, , data]) => extension(code, data)),
    );
    await Deno.writeTextFile(text, dump(message));
    const ports = inMessage === "CH" ? "4000,443" : "443,4000";
    await ask("text2pcap", ["-q", "-T", ports, text, pcap]);

    const { stdout: faults } = await ask("tshark", ["-r", pcap, "-V", "-O", "tls"]);
    assertEquals(faults.match(/^.*(Malformed|Expert Info \((Warning|Error)).*$/gm), null);

    const columns = Object.keys(SAME).flatMap((field) => ["-e", field]);
    const { stdout } = await ask("tshark", ["-r", pcap, "-T", "fields", ...columns]);
    const theirs = stdout.replace("\n", "").split("\t");
    const leaves = [...leavesOf(decodeHandshake(message, { from: "client" }).fields)];
    for (const [i, names] of Object.values(SAME).entries()) {
      const ours = leaves.filter((leaf) => names.includes(leaf.name));
      const values = (theirs[i] ?? "").split(",").filter((value) => value !== "");
      assertEquals(
        values.map((value) => names[0] === "host_name" ? value : Number(value)),
        ours.map(({ value }) => value),
        names[0],
      );
    }
  });
}
