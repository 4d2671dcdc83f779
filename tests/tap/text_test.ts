import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { LANGUAGES, setLanguage } from "../../cli/language.ts";
import { columns } from "../../cli/terminal.ts";
import { legend, type TextOptions, TextView } from "../../tap/text.ts";
import type { ConnectionEvent, DataEvent, TlsEvent } from "../../tls/event.ts";
import { plain } from "../support/captured.ts";
import { Random } from "../support/random.ts";
import { decode, only, type Sent } from "../tls/support/listen.ts";
import { recorded, RECORDINGS } from "../tls/support/recorded.ts";

const BRIEF: TextOptions = { fields: false, hex: false, explain: false, width: 80 };

/** Events as lines without colours, in English unless the test says otherwise. */
function told(events: Iterable<TlsEvent>, options: Partial<TextOptions> = {}): string[] {
  const view = new TextView({ ...BRIEF, ...options });
  return [...events].flatMap((event) => view.lines(event)).map(plain);
}

/** What is told of a recorded connection. */
function toldOf(name: string, options: Partial<TextOptions> = {}, keyLog?: string): string[] {
  const { records, keyLog: own } = recorded(name);
  return told(decode(records, { keyLog: keyLog ?? own }), options);
}

/** What is told of data in plain text, without what stands before it. */
function shown(bytes: string | Uint8Array): string {
  const event: DataEvent = {
    type: "data",
    connection: 1,
    from: "client",
    time: 0,
    encrypted: false,
    bytes: typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes,
  };
  return told([event], { width: 1000 })[0]!.replace(/^.*data +/, "");
}

const SUMMARY: ConnectionEvent = {
  type: "connection",
  connection: 1,
  time: 5,
  client: "192.0.2.1:50000",
  server: "192.0.2.2:443",
  version: null,
  cipherSuite: null,
  group: null,
  alpn: null,
  serverName: null,
  resumed: false,
  completed: false,
  earlyData: null,
  decrypted: true,
  proofs: {},
  data: { client: 0, server: 0 },
};

Deno.test("TextView tells a connection a line a message, with arrow, time, name and facts", () => {
  setLanguage("en");
  assertEquals(toldOf("TLS 1.3, the client authenticated"), [
    "#1     0.0 ms  →  client_hello          server.test  TLS 1.3  lab/1  lab/2",
    "#1  1000.0 ms  ←  server_hello          TLS 1.3  TLS_AES_128_GCM_SHA256  x25519",
    "#1  2000.0 ms  ←  change_cipher_spec",
    "#1  3000.0 ms  ⇐  encrypted_extensions  lab/2",
    "#1  4000.0 ms  ⇐  certificate_request",
    "#1  5000.0 ms  ⇐  certificate           CN = server.test",
    "#1  6000.0 ms  ⇐  certificate_verify    ✓ proved  ecdsa_secp256r1_sha256",
    "#1  7000.0 ms  ⇐  finished              ✓ proved",
    "#1  8000.0 ms  →  change_cipher_spec",
    "#1  9000.0 ms  ⇒  certificate           CN = client.test",
    "#1    10.0 s   ⇒  certificate_verify    ✓ proved  ecdsa_secp256r1_sha256",
    "#1    11.0 s   ⇒  finished              ✓ proved",
    '#1    12.0 s   ⇒  data                  5 B  "ping\\n"',
    '#1    13.0 s   ⇐  data                  5 B  "pong\\n"',
    "#1    14.0 s   ⇒  alert                 warning close_notify",
    "#1    15.0 s   ⇐  alert                 warning close_notify",
    "#1  ended: TLS 1.3, TLS_AES_128_GCM_SHA256, x25519, lab/2, all decrypted",
  ]);
});

Deno.test("TextView says the same in Chinese, names left as they are registered", () => {
  setLanguage("zh");
  const lines = toldOf("TLS 1.3, the client authenticated");
  setLanguage("en");
  assertEquals([lines[0], lines[7], lines[12], lines[14], lines[16]], [
    "#1     0.0 ms  →  client_hello          server.test  TLS 1.3  lab/1  lab/2",
    "#1  7000.0 ms  ⇐  finished              ✓ 已证明",
    '#1    12.0 s   ⇒  数据                  5 字节  "ping\\n"',
    "#1    14.0 s   ⇒  警报                  warning close_notify",
    "#1  结束：TLS 1.3，TLS_AES_128_GCM_SHA256，x25519，lab/2，全部解密",
  ]);
});

Deno.test("TextView tells records without a key as sealed, with their type, length and why", () => {
  const lines = toldOf("TLS 1.3, the client authenticated", {}, "");
  assertEquals(lines.slice(3, 6), [
    "#1  3000.0 ms  ⇐  sealed                application_data, 40 bytes",
    "      No key for it: the secrets of this connection were not given",
    "#1  4000.0 ms  ⇐  sealed                application_data, 37 bytes",
  ]);
  assertMatch(lines.at(-1)!, /, not all decrypted$/);
});

Deno.test("TextView says why a record is sealed when that is another reason than before", () => {
  const [key, hello] = [{ en: "No key", zh: "没有密钥" }, { en: "No hello", zh: "没有 hello" }];
  const record = { type: "sealed", time: 0, record: 1, contentType: 23, length: 40 } as const;
  const lines = told([
    { ...record, connection: 1, from: "client", reason: key },
    { ...record, connection: 1, from: "server", reason: key },
    { ...record, connection: 2, from: "client", reason: key },
    { ...record, connection: 1, from: "client", reason: hello },
    { ...record, connection: 1, from: "client", reason: key },
  ]);
  assertEquals(lines.map((line) => line.replace(/ms.*/, "ms")), [
    "#1     0.0 ms",
    "      No key",
    "#1     0.0 ms",
    "#2     0.0 ms",
    "      No key",
    "#1     0.0 ms",
    "      No hello",
    "#1     0.0 ms",
    "      No key",
  ]);
});

Deno.test("TextView wraps the reasons below a line", () => {
  const event = { type: "malformed", connection: 1, from: "client", time: 0 } as const;
  const reason = { en: "word ".repeat(30).trim(), zh: "字" };
  const lines = told([{ ...event, within: "record", offset: 0, reason }], { width: 40 });
  assertEquals(lines.slice(1), [
    ...Array(4).fill("      word word word word word word word"),
    "      word word",
  ]);
});

Deno.test("TextView tells of sessions taken up and of early data", () => {
  const accepted = toldOf("TLS 1.3, the session taken up, early data accepted", { width: 200 });
  assertMatch(accepted[0]!, /client_hello {10}TLS 1\.3 {2}resumes {2}early data$/);
  assertMatch(accepted[2]!, /⇒ {2}data +early data {2}5 B {2}"early"$/);
  assertMatch(accepted.at(-1)!, /, resumed, early data accepted, all decrypted$/);
  const rejected = toldOf("TLS 1.3, early data rejected with hello_retry_request", { width: 200 });
  assertMatch(rejected.at(-1)!, /, early data rejected, all decrypted$/);
});

Deno.test("TextView breaks a long summary between its facts", () => {
  assertEquals(toldOf("TLS 1.3, the session taken up, early data accepted").slice(-2), [
    "#1  ended: TLS 1.3, TLS_AES_128_GCM_SHA256, x25519, resumed,",
    "           early data accepted, all decrypted",
  ]);
});

for (const language of LANGUAGES) {
  for (const [fields, hex] of [[false, false], [true, false], [false, true]] as const) {
    const what = hex ? "the bytes" : fields ? "the fields" : "a line a message";
    Deno.test(`TextView stays within 80 columns with ${what} of every recording (${language})`, () => {
      setLanguage(language);
      for (const { name, records, keyLog } of RECORDINGS) {
        for (const log of [keyLog, ""]) {
          for (const explain of [false, true]) {
            const lines = told(decode(records, { keyLog: log }), { fields, hex, explain });
            const wide = lines.find((line) => columns(line) > 80);
            assertEquals(wide, undefined, name);
          }
        }
      }
      setLanguage("en");
    });
  }
}

Deno.test("TextView cuts a line that is too wide, and says so with an ellipsis", () => {
  const [, hello] = toldOf("TLS 1.2, a session with a ticket", { width: 60 });
  assertEquals(hello, "#1  1000.0 ms  ←  server_hello          TLS 1.2  TLS_ECDHE_…");
  assertEquals(columns(hello!), 60);
});

Deno.test("TextView cuts between two Chinese characters, not through one", () => {
  const event: DataEvent = {
    type: "data",
    connection: 1,
    from: "server",
    time: 0,
    encrypted: true,
    bytes: new TextEncoder().encode("服务器已经收到你的信息".repeat(5)),
  };
  for (const width of [70, 71]) {
    const [line] = told([event], { width });
    assertMatch(line!, /"服务[\u4e00-\u9fff]+…$/);
    assert(columns(line!) === width || columns(line!) === width - 1, line!);
  }
});

Deno.test("TextView does not cut lines where there is room", () => {
  const [, hello] = toldOf("TLS 1.2, a session with a ticket", { width: 200 });
  assertMatch(hello!, /TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256$/);
});

Deno.test("TextView shows the fields of a message below it when asked", () => {
  const lines = toldOf("TLS 1.3, the client authenticated", { fields: true });
  assertEquals(lines.slice(1, 4), [
    "      msg_type  client_hello  0x01",
    "      length  208",
    "      legacy_version  TLS 1.2  0x0303",
  ]);
});

Deno.test("TextView shows the bytes of messages and data below them when asked", () => {
  const lines = toldOf("TLS 1.3, the client authenticated", { hex: true });
  assertEquals(lines[1], "      0000  01                       msg_type  client_hello  0x01");
  const at = lines.findIndex((line) => line.endsWith('5 B  "ping\\n"'));
  assertEquals(lines[at + 1], "      0000  70 69 6e 67 0a");
});

Deno.test("TextView explains messages, alerts and proofs when asked", () => {
  const text = toldOf("TLS 1.3, the client authenticated", { explain: true })
    .map((line) => line.trim()).join(" ");
  assertMatch(text, /client_hello +server\.test .*? The client opens .*? RFC 8446 section 4\.1\.2/);
  assertMatch(text, /✓ proved ecdsa_secp256r1_sha256|✓ proved {2}ecdsa_secp256r1_sha256/);
  assertMatch(text, /The signature \(ecdsa_secp256r1_sha256\)/);
  assertMatch(text, /warning close_notify The sender has nothing more to send/);
});

Deno.test("TextView shows text as text, of a frame what it frames", () => {
  assertEquals(shown("hello\n"), '6 B  "hello\\n"');
  assertEquals(shown("x"), '1 B  "x"');
  assertEquals(shown("\0\0\0\x06你好"), '10 B  "你好"');
  assertEquals(shown(""), '0 B  ""');
});

Deno.test("TextView shows the first bytes of what is no text", () => {
  assertEquals(shown(Uint8Array.of(0, 1, 2, 0xff)), "4 B  000102ff");
  assertEquals(shown(Uint8Array.of(0x61, 0xff)), "2 B  61ff");
  assertEquals(shown("\0\0\0\x07你好"), "10 B  00000007e4bda0e5a5bd");
});

Deno.test("TextView shows sixteen bytes of what is no text, and behind them that there are more", () => {
  assertEquals(shown(new Uint8Array(16)), `16 B  ${"00".repeat(16)}`);
  assertEquals(shown(new Uint8Array(17)), `17 B  ${"00".repeat(16)}…`);
  assertEquals(shown(new Uint8Array(1000)), `1000 B  ${"00".repeat(16)}…`);
});

Deno.test("TextView shows the beginning of a long text, a last character cut in two left out", () => {
  for (let lead = 0; lead < 4; lead++) {
    const text = `${"a".repeat(lead)}${"好".repeat(100)}`;
    const begin = `${"a".repeat(lead)}${"好".repeat(Math.floor((256 - lead) / 3))}`;
    assertEquals(shown(text), `${300 + lead} B  "${begin}"`);
  }
  assertEquals(shown("😀".repeat(100)), `400 B  "${"😀".repeat(64)}"`);
});

Deno.test("TextView gives control characters in data no way to the terminal", () => {
  assertEquals(shown("\x7f\x9b2J\u202eabc"), '11 B  "\\x7f\\x9b2J\\u202eabc"');
  assertEquals(shown("a\x1b[2J"), "5 B  611b5b324a");
  assertEquals(shown("a\r\nb\t"), '5 B  "a\\r\\nb\\t"');
});

Deno.test("TextView gives control characters in names no way to the terminal", () => {
  const { records } = recorded("TLS 1.3, the client authenticated");
  const wild = records.map(({ from, bytes }) => ({ from, bytes: withWildNames(bytes) }));
  for (const options of [{}, { fields: true, explain: true }, { hex: true }]) {
    const lines = told(decode(wild), { ...options, width: 200 });
    assertMatch(lines[0]!, /\\x1b\[2J/);
    for (const line of lines) assertNotMatch(line, CONTROL);
  }
  const summary = { ...SUMMARY, version: "TLS 1.3", alpn: "\x1b[2J", completed: true };
  assertMatch(told([summary])[0]!, /TLS 1\.3, \\x1b\[2J, all decrypted$/);
});

// deno-lint-ignore no-control-regex
const CONTROL = /[\x00-\x1f\x7f-\x9f]/;

/** The record with the names `server.test` and `lab/1` in it replaced by others of the same length. */
function withWildNames(bytes: Uint8Array): Uint8Array {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const wild = text.replaceAll("server.test", "\x1b[2Jer.test").replaceAll("lab/1", "\x1b[2J1");
  return Uint8Array.from(wild, (char) => char.charCodeAt(0));
}

Deno.test("TextView tells any bytes whatever in lines without control characters", () => {
  const random = new Random(7);
  for (let i = 0; i < 300; i++) {
    const { records, keyLog } = random.of(RECORDINGS);
    const sent: Sent[] = records.map(({ from, bytes }) => ({
      from,
      bytes: random.below(4) === 0 ? random.mutate(bytes) : bytes,
    }));
    const options = { fields: random.below(2) === 0, hex: random.below(3) === 0 };
    for (const line of told(decode(sent, { keyLog }), options)) {
      assertNotMatch(line, CONTROL);
      assert(columns(line) <= 80, line);
    }
  }
});

Deno.test("TextView tells what an alert means, but not that of close_notify", () => {
  const bytes = Uint8Array.of(2, 20);
  const base = { connection: 1, time: 0, from: "client", encrypted: true, record: 4 } as const;
  const alert = { ...base, type: "alert", bytes, fields: [] } as const;
  const fatal = { ...alert, level: "fatal", description: "bad_record_mac" };
  assertEquals(told([fatal]), [
    "#1     0.0 ms  ⇒  alert                 fatal bad_record_mac",
    "      A record failed its integrity check: the keys differ, or the bytes were",
    "      changed on the way.",
  ]);
  const close = { ...alert, bytes: Uint8Array.of(1, 0), level: "warning" };
  assertEquals(told([{ ...close, description: "close_notify" }]), [
    "#1     0.0 ms  ⇒  alert                 warning close_notify",
  ]);
});

Deno.test("TextView tells where bytes break the protocol, and why", () => {
  const event = { type: "malformed", connection: 1, from: "client", time: 0 } as const;
  const reason = { en: "A length goes beyond the end", zh: "长度超出末尾" };
  const broken = { ...event, within: "client_hello", offset: 38, reason };
  const lines = [
    "#1     0.0 ms  →  malformed             client_hello, byte 38",
    "      A length goes beyond the end",
  ];
  assertEquals(told([broken, broken]), [...lines, ...lines]);
});

Deno.test("TextView tells of bytes that were not captured, and how many if that is known", () => {
  const gap = { type: "gap", connection: 1, from: "server", time: 0 } as const;
  const lines = told([{ ...gap, length: 1460 }, { ...gap, length: undefined }]);
  assertMatch(lines[0]!, /← {2}missing +1460 bytes were not captured$/);
  assertMatch(lines[1]!, /← {2}missing +bytes were not captured$/);
});

Deno.test("TextView tells how much was left closed", () => {
  const event = { type: "skipped", connection: 1, from: "server", time: 0 } as const;
  assertEquals(told([{ ...event, records: 12, length: 200_000 }]), [
    "#1     0.0 ms  ⇐  data                  200000 bytes  12 records not opened",
    "      More passes than can be decrypted in time; --complete opens every record",
  ]);
});

Deno.test("TextView tells a connection that ended before a version was agreed on", () => {
  const { records } = recorded("TLS 1.3, a session");
  assertEquals(told(decode(records.slice(0, 1))).at(-1), "#1  ended: no version agreed on");
});

Deno.test("TextView tells a connection whose handshake was not finished", () => {
  const { records } = recorded("TLS 1.3, a session");
  const head = "#1  ended: TLS 1.3, TLS_AES_128_GCM_SHA256, x25519, ";
  const cut = decode(records.slice(0, 2));
  assertEquals(told(cut, { width: 100 }).at(-1), `${head}the handshake was not finished`);
  const sealed = decode(records.slice(0, 4));
  assertEquals(told(sealed, { width: 100 }).at(-1), `${head}not all decrypted`);
  setLanguage("zh");
  const chinese = told(cut, { width: 100 }).at(-1);
  setLanguage("en");
  assertMatch(chinese!, /，握手没有完成$/);
});

Deno.test("TextView tells who connects to whom when a connection begins", () => {
  const [client, server] = ["192.0.2.1:50000", "[2001:db8::2]:443"];
  assertEquals(told([{ type: "opened", connection: 7, time: 0, client, server }]), [
    "#7  192.0.2.1:50000 → [2001:db8::2]:443",
  ]);
});

Deno.test("TextView tells a connection that was no TLS", () => {
  const hello = { from: "client", bytes: new TextEncoder().encode("hello") } as const;
  assertEquals(told(decode([hello])), [
    '#1     0.0 ms  →  data                  5 B  "hello"',
    "#1  ended: no TLS",
  ]);
  assertEquals(told([SUMMARY]), ["#1  ended: no TLS"]);
});

Deno.test("TextView counts time from the first event of each connection", () => {
  const data = only(decode([{ from: "client", bytes: Uint8Array.of(0x61) }]), "data")[0]!;
  const lines = told([
    { ...data, time: 100 },
    { ...data, connection: 2, time: 100.5 },
    { ...data, time: 100.0042 },
    { ...data, connection: 2, time: 161.75 },
  ]);
  assertEquals(lines.map((line) => line.slice(0, 14)), [
    "#1     0.0 ms ",
    "#2     0.0 ms ",
    "#1     4.2 ms ",
    "#2    61.3 s  ",
  ]);
});

Deno.test("legend() says what the arrows mean in either language", () => {
  for (const [language, words] of [["en", "client to server"], ["zh", "客户端到服务器"]] as const) {
    setLanguage(language);
    const line = plain(legend());
    assert(line.includes(words) && columns(line) <= 80, line);
    for (const arrow of "→←⇒⇐") assert(line.includes(arrow), arrow);
  }
  setLanguage("en");
});
