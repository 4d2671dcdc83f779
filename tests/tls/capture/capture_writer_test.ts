import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { TcpCapture } from "../../../tls/capture/capture.ts";
import { type Address, CaptureWriter } from "../../../tls/capture/capture_writer.ts";
import type { SyntheticTcp } from "../../../tls/capture/synthetic_tcp.ts";
import type { Side } from "../../../tls/event.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { Random } from "../../support/random.ts";
import { ACCEPT, ask, witnessed, witnessServer } from "../../support/witness.ts";
import { bytes, readConnections } from "./wire.ts";

const CLIENT: Address = { address: "127.0.0.1", port: 50000 };
const SERVER: Address = { address: "127.0.0.1", port: 443 };
const CLIENT6: Address = { address: "::1", port: 50000 };
const SERVER6: Address = { address: "fd00::abcd", port: 443 };

/** A file with one connection. */
function written(
  write: (connection: SyntheticTcp) => Uint8Array[],
  client = CLIENT,
  server = SERVER,
): Uint8Array {
  const writer = new CaptureWriter();
  return bytes(writer.header(), ...write(writer.connection(client, server)));
}

/** A talk of some messages, opened and ended. */
function talk(connection: SyntheticTcp): Uint8Array<ArrayBuffer>[] {
  return [
    connection.open(1700000000.25),
    connection.data("client", bytes("hello"), 1700000000.5),
    connection.data("server", bytes("world"), 1700000001),
    connection.data("server", bytes("!"), 1700000002),
    connection.end("client", 1700000003),
    connection.data("server", bytes("bye"), 1700000003.5),
    connection.end("server", 1700000004),
  ];
}

Deno.test("what is written reads back, in IPv4 and IPv6", () => {
  const lines = ["client: hello", "server: world", "server: !", "server: bye", "fin"];
  assertEquals(readConnections(written(talk)), [
    "1 127.0.0.1:50000 -> 127.0.0.1:443",
    ...lines.map((line) => `1 ${line}`),
  ]);
  assertEquals(readConnections(written(talk, CLIENT6, SERVER6)), [
    "1 [::1]:50000 -> [fd00::abcd]:443",
    ...lines.map((line) => `1 ${line}`),
  ]);
});

Deno.test("secrets read back, between packets", () => {
  const writer = new CaptureWriter();
  const connection = writer.connection(CLIENT, SERVER);
  const file = bytes(
    writer.header(),
    writer.secrets("CLIENT_RANDOM 01 02\n"),
    connection.open(0),
    writer.secrets("密"),
    connection.reset("client", 1),
  );
  assertEquals(readConnections(file), [
    "secrets: CLIENT_RANDOM 01 02\n",
    "1 127.0.0.1:50000 -> 127.0.0.1:443",
    "secrets: 密",
    "1 reset",
  ]);
});

Deno.test("times read back", () => {
  const times: number[] = [];
  const capture = new TcpCapture({
    opened: (_, time) => times.push(time),
    data: (_, __, ___, time) => times.push(time),
    gap: () => {},
    closed: (_, time) => times.push(time),
    secrets: () => {},
    trouble: () => {},
  });
  capture.push(written((connection) => [
    connection.open(1700000000.1),
    connection.data("client", bytes(1), 1700000000.123456),
    connection.reset("client", 1700000000.9999998),
  ]));
  assertEquals(times, [1700000000.1, 1700000000.123456, 1700000000.9999998]);
});

Deno.test("data of any length reads back", () => {
  const random = new Random(1);
  const lengths = [0, 1, 2, 3, 1460, 65474, 65475, 65476, 65494, 65495, 65496, 131_000, 3_000_001];
  for (const [client, server] of [[CLIENT, SERVER], [CLIENT6, SERVER6]] as const) {
    for (const length of lengths) {
      const data = new Uint8Array(length).map((_, i) => i * i + (i >> 8));
      const from: Side = random.of(["client", "server"]);
      const received: Uint8Array[] = [];
      let end = "";
      const capture = new TcpCapture({
        data: (_, side, part) => received.push(bytes(side === from ? part.slice() : "wrong side")),
        gap: () => received.push(bytes("gap")),
        closed: (_, __, how) => end = how,
        secrets: () => {},
        trouble: (trouble) => received.push(bytes(trouble.message)),
      });
      const writer = new CaptureWriter();
      const connection = writer.connection(client, server);
      capture.push(writer.header());
      capture.push(connection.open(0));
      capture.push(connection.data(from, data, 1));
      capture.push(connection.end("client", 2));
      capture.push(connection.end("server", 2));
      capture.end();
      const all = new Uint8Array(received.reduce((sum, part) => sum + part.length, 0));
      received.reduce((at, part) => (all.set(part, at), at + part.length), 0);
      assert(all.length === length && all.every((byte, i) => byte === data[i]), `${length}`);
      assertEquals(end, "fin");
    }
  }
});

Deno.test("connections of one writer may take turns, and use the same ports again", () => {
  const writer = new CaptureWriter();
  const one = writer.connection(CLIENT, SERVER);
  const two = writer.connection({ ...CLIENT, port: 50001 }, SERVER);
  const again = writer.connection(CLIENT, SERVER);
  const file = bytes(
    writer.header(),
    one.open(0),
    two.open(0),
    one.data("client", bytes("one"), 1),
    two.data("client", bytes("two"), 1),
    one.reset("server", 2),
    again.open(3),
    again.data("client", bytes("again"), 3),
  );
  assertEquals(readConnections(file).filter((line) => /client: |reset/.test(line)), [
    "1 client: one",
    "2 client: two",
    "1 reset",
    "3 client: again",
  ]);
});

Deno.test("a side ends only once", () => {
  const connection = new CaptureWriter().connection(CLIENT, SERVER);
  assert(connection.end("client", 0).length > 0);
  assertEquals(connection.end("client", 1).length, 0);
});

Deno.test("an IPv4 address that talks to an IPv6 address is mapped", () => {
  const file = written((connection) => [connection.open(0)], CLIENT, SERVER6);
  assertEquals(readConnections(file)[0], "1 [::ffff:7f00:1]:50000 -> [fd00::abcd]:443");
});

Deno.test("an address or a port that is none is refused", () => {
  const writer = new CaptureWriter();
  assertThrows(
    () => writer.connection({ address: "localhost", port: 1 }, SERVER),
    SyntaxError,
    '"localhost" is not an IP address',
  );
  for (const port of [-1, 65536, 1.5, NaN]) {
    assertThrows(
      () => writer.connection(CLIENT, { ...SERVER, port }),
      RangeError,
      `${port} is not a port`,
    );
  }
});

/** What tshark says of a file, with everything checked. */
async function tshark(file: string, ...args: string[]): Promise<string> {
  const checks = ["tcp.check_checksum:TRUE", "ip.check_checksum:TRUE"].flatMap((on) => ["-o", on]);
  const { code, stdout, output } = await ask("tshark", ["-r", file, ...checks, ...args]);
  assertEquals(code, 0, output);
  return stdout;
}

witnessed(
  ["tshark", "capinfos"],
  "Wireshark finds nothing wrong with what is written",
  async () => {
    using folder = temporaryFolder();
    const file = `${folder.path}/written.pcapng`;
    const random = new Random(7);
    const long = random.bytes(300_001);
    const writer = new CaptureWriter({ application: "tls-lab test" });
    const parts = [writer.header(), writer.secrets("# no keys\n")];
    for (const [client, server] of [[CLIENT, SERVER], [CLIENT6, SERVER6]] as const) {
      const connection = writer.connection(client, server);
      parts.push(...talk(connection));
      const second = writer.connection({ ...client, port: 50001 }, server);
      parts.push(second.open(1700000005));
      for (let i = 0; i < 9; i++) {
        const from: Side = random.of(["client", "server"]);
        parts.push(second.data(from, long.subarray(random.below(9)), 1700000006 + i));
      }
      parts.push(second.reset("server", 1700000020));
    }
    Deno.writeFileSync(file, new Uint8Array(await new Blob(parts).arrayBuffer()));

    const wrong = "tcp.analysis.flags || _ws.malformed || tcp.checksum.status != 1 || " +
      "(ip && ip.checksum.status != 1)";
    assertEquals(await tshark(file, "-Y", wrong), "");
    assertMatch(await tshark(file, "-Y", "tcp.checksum.status == 1"), /RST/);
    assertMatch(await tshark(file, "-q", "-z", "follow,tcp,ascii,0"), /hello[^]*world/);

    const { code, output } = await ask("capinfos", [file]);
    assertEquals(code, 0, output);
    assertMatch(output, /File encapsulation: +Raw IP/);
    assertMatch(output, /timestamp precision: +nanoseconds/);
    assertMatch(output, /Capture application: +tls-lab test/);
  },
);

witnessed(["tshark", "openssl"], "Wireshark decrypts a connection that a relay saw", async () => {
  using folder = temporaryFolder();
  const at = (name: string) => `${folder.path}/${name}`;
  const made = await ask(
    "openssl",
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost".split(" ")
      .concat("-keyout", at("key"), "-out", at("crt")),
  );
  assertEquals(made.code, 0, made.output);
  await using server = await witnessServer(
    "openssl",
    ["s_server", "-accept", "127.0.0.1:0", "-key", at("key"), "-cert", at("crt"), "-www"],
    ACCEPT,
  );

  const writer = new CaptureWriter();
  const parts: Uint8Array[] = [];
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const relayed = (async () => {
    using near = await listener.accept();
    using far = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const connection = writer.connection(
      { address: near.remoteAddr.hostname, port: near.remoteAddr.port },
      { address: far.remoteAddr.hostname, port: far.remoteAddr.port },
    );
    parts.push(connection.open(Date.now() / 1000));
    const pass = async (from: Side, source: Deno.TcpConn, target: Deno.TcpConn) => {
      const buffer = new Uint8Array(16384);
      for (let n; (n = await source.read(buffer).catch(() => null)) !== null;) {
        parts.push(connection.data(from, buffer.subarray(0, n), Date.now() / 1000));
        await target.write(buffer.subarray(0, n)).catch(() => {});
      }
      parts.push(connection.end(from, Date.now() / 1000));
      await target.closeWrite().catch(() => {});
    };
    await Promise.all([pass("client", near, far), pass("server", far, near)]);
  })();
  const { port } = listener.addr as Deno.NetAddr;
  const asked = await ask(
    "openssl",
    ["s_client", "-connect", `127.0.0.1:${port}`, "-keylogfile", at("keys"), "-ign_eof"],
    { stdin: "GET /secret HTTP/1.0\r\n\r\n" },
  );
  assertMatch(asked.stdout, /HTTP\/1\.0 200/);
  await relayed;

  const secrets = writer.secrets(Deno.readTextFileSync(at("keys")));
  Deno.writeFileSync(at("file"), bytes(writer.header(), secrets, ...parts));
  const found = await tshark(
    at("file"),
    "-d",
    `tcp.port==${server.port},tls`,
    "-Y",
    "http.request",
  );
  assertMatch(found, /GET \/secret HTTP\/1\.0/);
  assertEquals(await tshark(at("file"), "-Y", "tcp.analysis.flags"), "");
});
