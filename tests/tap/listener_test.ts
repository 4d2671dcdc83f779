import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import { setLanguage } from "../../cli/language.ts";
import { Listener, type ListenerOptions } from "../../tap/listener.ts";
import type { ViewOptions } from "../../tap/view.ts";
import { TcpCapture } from "../../tls/capture/capture.ts";
import { captured, plain } from "../support/captured.ts";
import { temporaryFolder } from "../support/folder.ts";
import type { Sent } from "../tls/support/listen.ts";
import { recorded } from "../tls/support/recorded.ts";
import { sealed, type Spoken, spokenOn } from "../tls/support/spoken.ts";
import { until } from "./overheard.ts";

const TEXT: ViewOptions = {
  format: "text",
  text: { fields: false, hex: false, explain: false, width: 200 },
};
const JSON_LINES: ViewOptions = { format: "json", json: { records: false, explain: false } };
const CLIENT = { hostname: "127.0.0.1", port: 50000 };
const SERVER = { hostname: "127.0.0.1", port: 443 };
const { records, keyLog } = recorded("TLS 1.3, the client authenticated");

/** A listener that has been told of a connection. */
function begin(options: Partial<ListenerOptions> = {}): Listener {
  setLanguage("en");
  const listener = new Listener({ view: TEXT, proofs: true, complete: true, ...options });
  listener.opened(1, CLIENT, SERVER, 0);
  return listener;
}

function hear(listener: Listener, sent: readonly Sent[], time = Date.now() / 1000): void {
  for (const { from, bytes } of sent) listener.data(1, from, bytes, time);
}

/** What a line of text names, such as `finished`. */
function names(stdout: string): string[] {
  return stdout.split("\n").flatMap((line) => /[→←⇒⇐] {2}(\w+)/.exec(line)?.[1] ?? []);
}

const ALL = [
  "client_hello",
  "server_hello",
  "change_cipher_spec",
  "encrypted_extensions",
  "certificate_request",
  "certificate",
  "certificate_verify",
  "finished",
  "change_cipher_spec",
  "certificate",
  "certificate_verify",
  "finished",
  "data",
  "data",
  "alert",
  "alert",
];

Deno.test("Listener tells who connected, every message with the key log, and the end", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  Deno.writeTextFileSync(path, keyLog);
  const { stdout, stderr } = await captured(() => {
    const listener = begin({ keyLog: path });
    hear(listener, records);
    listener.closed(1);
    assertEquals(listener.stop(), true);
  });
  assertEquals([names(stdout), stderr], [ALL, ""]);
  assertMatch(stdout, /^#1 {2}127\.0\.0\.1:50000 → 127\.0\.0\.1:443\n/);
  assertMatch(stdout, /\n#1 {2}ended: .*all decrypted\n$/);
});

Deno.test("Listener tells records as sealed at once where there is no key log", async () => {
  const { stdout } = await captured(() => {
    const listener = begin();
    hear(listener, records.slice(0, 5));
    listener.stop();
  });
  assertEquals(names(stdout), [...ALL.slice(0, 3), "sealed", "sealed"]);
});

Deno.test("Listener decrypts what came before its key as soon as the key comes", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  let output = "";
  const { stdout } = await captured(async () => {
    const listener = begin({ keyLog: path });
    hear(listener, records);
    const before = performance.now();
    Deno.writeTextFileSync(path, keyLog);
    const write = Deno.stdout.writeSync;
    Deno.stdout.writeSync = (bytes) => {
      output += new TextDecoder().decode(bytes);
      return write(bytes);
    };
    await until(() => /close_notify/.test(output));
    assert(performance.now() - before < 900, "It waited for the end of its patience");
    listener.closed(1);
    listener.stop();
  });
  assertEquals(names(stdout), ALL);
});

Deno.test("Listener loses patience after a second, and opens what it told as sealed when it can", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  let output = "";
  const { stdout } = await captured(async () => {
    const listener = begin({ keyLog: path });
    const write = Deno.stdout.writeSync;
    Deno.stdout.writeSync = (bytes) => {
      output += new TextDecoder().decode(bytes);
      return write(bytes);
    };
    hear(listener, records.slice(0, 4));
    await until(() => /sealed/.test(output));
    Deno.writeTextFileSync(path, keyLog);
    hear(listener, records.slice(4));
    listener.closed(1);
    listener.stop();
  });
  const told = names(stdout);
  assertEquals(told.filter((name) => name !== "sealed"), ALL);
  assertEquals([told[3], told.lastIndexOf("sealed") < 5], ["sealed", true]);
  assertMatch(stdout, /all decrypted\n$/);
});

Deno.test("Listener keeps the numbers of connections apart", async () => {
  const { stdout } = await captured(() => {
    const listener = begin();
    listener.opened(2, { ...CLIENT, port: 50001 }, SERVER, 0);
    listener.data(2, "client", new TextEncoder().encode("two"), 0);
    listener.data(1, "client", new TextEncoder().encode("one"), 0);
    listener.closed(2);
    listener.stop();
  });
  assertEquals(stdout.split("\n").map((line) => line.replace(/^(#\d) {5}.* {2}/, "$1  ")), [
    "#1  127.0.0.1:50000 → 127.0.0.1:443",
    "#2  127.0.0.1:50001 → 127.0.0.1:443",
    '#2  "two"',
    '#1  "one"',
    "#2  ended: no TLS",
    "#1  ended: no TLS",
    "",
  ]);
});

Deno.test("Listener tells of a client that was turned away in two lines on stderr", async () => {
  const { stdout, stderr } = await captured(() => {
    const listener = new Listener({ view: JSON_LINES, proofs: true, complete: true });
    listener.refused(CLIENT, new Error("connect ECONNREFUSED 127.0.0.1:443"));
    assertEquals(listener.stop(), true);
  });
  assertEquals(stdout, "");
  assertMatch(
    stderr,
    /^error: 127\.0\.0\.1:50000 was turned away: .*ECONNREFUSED.*\nwhat to do: Start it, .*\n$/,
  );
});

Deno.test("Listener tells where a bit is flipped: among the lines, and as JSON beside them", async () => {
  const [text, json] = [TEXT, JSON_LINES].map((view) =>
    captured(() => {
      const listener = begin({ view });
      listener.tampered(1, "server");
      listener.data(1, "server", new TextEncoder().encode("hdllo"), 0);
      listener.stop();
    })
  );
  const line = "#1  a bit of the server's bytes is flipped here\n";
  const told = await text!;
  assertEquals([told.stdout.includes(`${line}#1     0.0 ms  ←  data`), told.stderr], [true, ""]);
  assertEquals((await json!).stderr, line);
});

Deno.test("Listener tells who broke a connection off", async () => {
  for (const side of ["client", "server"] as const) {
    const { stdout } = await captured(() => {
      const listener = begin();
      listener.reset(1, side, 0);
      listener.closed(1);
      listener.stop();
    });
    assertEquals(stdout.split("\n").slice(1), [
      `#1  the ${side} broke the connection off`,
      "#1  ended: no TLS",
      "",
    ]);
  }
});

Deno.test("Listener refuses a key log that cannot be read, and begins no capture then", async () => {
  using folder = temporaryFolder();
  const write = { path: `${folder.path}/a.pcapng`, force: false };
  await captured(() => {
    assertThrows(() => begin({ keyLog: folder.path, write }), UserError, "cannot be read");
  });
  assertEquals([...Deno.readDirSync(folder.path)].length, 0);
});

Deno.test("Listener says once that the key log cannot be read any more", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  const { stderr } = await captured(async () => {
    const listener = begin({ keyLog: path });
    Deno.mkdirSync(path);
    hear(listener, records.slice(0, 4)); // Each record without a key has it looked for.
    hear(listener, records.slice(4, 8));
    await new Promise((resolve) => setTimeout(resolve, 50));
    listener.stop();
  });
  assertEquals(stderr.match(/^error: .* cannot be read/gm)?.length, 1, stderr);
});

Deno.test("Listener goes on in silence where it cannot print, and says that it failed", async () => {
  let told = "";
  const stdout = Deno.stdout.writeSync;
  const stderr = Deno.stderr.writeSync;
  try {
    Deno.stdout.writeSync = () => {
      throw new Error("No space left on device");
    };
    Deno.stderr.writeSync = (bytes) => {
      told += new TextDecoder().decode(bytes);
      return bytes.length;
    };
    const listener = begin();
    hear(listener, records);
    await until(() => told !== "");
    hear(listener, [{ from: "client", bytes: new TextEncoder().encode("more") }]);
    assertEquals(listener.stop(), false);
  } finally {
    Deno.stdout.writeSync = stdout;
    Deno.stderr.writeSync = stderr;
  }
  assertMatch(
    plain(told),
    /^error: The output cannot be written: No space left on device\nwhat to do: .*\n$/,
  );
});

Deno.test({
  name:
    "Listener goes on without its capture where that cannot be written, and says that it failed",
  ignore: Deno.build.os === "windows",
  async fn() {
    using folder = temporaryFolder();
    const path = `${folder.path}/pipe`;
    await new Deno.Command("mkfifo", { args: [path] }).output();
    const reader = new Deno.Command("head", { args: ["-c", "4", path], stdout: "null" }).spawn();
    let whole: boolean | undefined;
    const { stdout, stderr } = await captured(async () => {
      const listener = begin({ write: { path, force: true } });
      await reader.status;
      hear(listener, records);
      await new Promise((resolve) => setTimeout(resolve, 50));
      hear(listener, [{ from: "client", bytes: new TextEncoder().encode("more") }]);
      listener.closed(1);
      whole = listener.stop();
    });
    assertEquals(whole, false);
    assertMatch(stderr, /^error: .*pipe cannot be written: Broken pipe.*\nwhat to do: .*\n$/);
    assertMatch(stdout, /client_hello[^]*ended/);
  },
});

Deno.test("Listener leaves large records closed when they take too long, unless all are asked for", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  Deno.writeTextFileSync(path, keyLog);
  const sent = withLargeRecords(1000);
  const told = { brief: "", whole: "" };
  for (const key of ["brief", "whole"] as const) {
    const { stdout } = await captured(() => {
      const listener = begin({ keyLog: path, complete: key === "whole" });
      hear(listener, sent);
      listener.stop();
    });
    told[key] = stdout;
  }
  assertEquals(opened(told.whole), 1000);
  assertEquals(skipped(told.whole), []);
  const closed = skipped(told.brief).reduce((sum, count) => sum + count, 0);
  assert(
    closed > 0 && opened(told.brief) >= 16,
    "The first 256 KiB are opened, not all of the rest",
  );
  assertEquals(opened(told.brief) + closed, 1000);
});

Deno.test("Listener leaves nothing closed before 256 KiB have passed, however long it takes", async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/keys.log`;
  Deno.writeTextFileSync(path, keyLog);
  const now = performance.now;
  let time = 0;
  performance.now = () => time += 0.5; // All pass in one window, of which half goes into decoding.
  try {
    const sent = withLargeRecords(70);
    const { stdout } = await captured(() => {
      const listener = begin({ keyLog: path, complete: false });
      hear(listener, sent);
      listener.stop();
    });
    assertEquals([opened(stdout), skipped(stdout)], [Math.floor(2 ** 18 / 16_022), [54]]);
  } finally {
    performance.now = now;
  }
});

/** What was said up to the end of the handshake, and so many records of 16,000 bytes from the server. */
function withLargeRecords(count: number): Sent[] {
  const recording = recorded("TLS 1.3, the client authenticated");
  const handshake = spokenOn(recording).filter(({ name }) => !["data", "alert"].includes(name));
  const large: Spoken = {
    from: "server",
    name: "data",
    contentType: 23,
    content: new Uint8Array(16_000),
    key: "application",
  };
  return sealed(recording, [...handshake, ...Array<Spoken>(count).fill(large)]);
}

/** How many of these records were opened. */
function opened(stdout: string): number {
  return stdout.match(/data +16000 B /g)?.length ?? 0;
}

/** How many records were left closed, each time that is told. */
function skipped(stdout: string): number[] {
  return [...stdout.matchAll(/ {2}(\d+) records not opened\n {6}More passes than can be/g)]
    .map(([, count]) => Number(count));
}

Deno.test("Listener saves the secrets of every handshake of a connection, also where it is over at once", async () => {
  using folder = temporaryFolder();
  const [keyPath, path] = [`${folder.path}/keys.log`, `${folder.path}/capture.pcapng`];
  const renegotiated = recorded("TLS 1.2, the client authenticated, renegotiated");
  Deno.writeTextFileSync(keyPath, renegotiated.keyLog);
  await captured(() => {
    const listener = begin({ keyLog: keyPath, write: { path, force: false } });
    hear(listener, renegotiated.records);
    listener.closed(1);
    listener.stop();
  });
  let saved = "";
  const capture = new TcpCapture({
    data() {},
    gap() {},
    closed() {},
    secrets: (keyLog) => saved += new TextDecoder().decode(keyLog),
    trouble: ({ message }) => saved += message,
  });
  capture.push(Deno.readFileSync(path));
  capture.end();
  const wanted = renegotiated.keyLog.trim().split("\n");
  assertEquals(wanted.length, 2);
  for (const line of wanted) assert(saved.includes(line), line);
});
