import { assert, assertEquals } from "@std/assert";
import { KeyLog } from "../../tls/key_log.ts";

const RANDOM = new Uint8Array(32).fill(0xab);
const SECRET = new Uint8Array(32).fill(0xcd);
const MASTER = new Uint8Array(48).fill(0xef);
const LINE = `CLIENT_TRAFFIC_SECRET_0 ${RANDOM.toHex()} ${SECRET.toHex()}\n`;

Deno.test("add() learns the secrets of each connection by their labels", () => {
  const log = new KeyLog();
  const other = new Uint8Array(32).fill(1);
  const lines = LINE + `SERVER_TRAFFIC_SECRET_0 ${RANDOM.toHex()} 0102\n` +
    `CLIENT_RANDOM ${other.toHex()} ${MASTER.toHex()}\n`;
  assertEquals(log.add(lines), 3);
  assertEquals(log.secretsOf(RANDOM)!.get("CLIENT_TRAFFIC_SECRET_0"), SECRET);
  assertEquals(log.secretsOf(RANDOM)!.get("SERVER_TRAFFIC_SECRET_0"), new Uint8Array([1, 2]));
  assertEquals([...log.secretsOf(other)!.keys()], ["CLIENT_RANDOM"]);
  assertEquals(log.secretsOf(new Uint8Array(32)), undefined);
  assertEquals([log.size, log.skipped], [3, 0]);
});

Deno.test("add() takes the log in pieces of any size, as text or as bytes", () => {
  for (const size of [1, 7, 100, 1000]) {
    for (const form of [(text: string) => text, (text: string) => new TextEncoder().encode(text)]) {
      const log = new KeyLog();
      let learnt = 0;
      const text = `# a comment\r\n${LINE.replace("\n", "\r\n")}\n${LINE.replace("_0", "_1")}`;
      for (let at = 0; at < text.length; at += size) {
        learnt += log.add(form(text.slice(at, at + size)));
      }
      assertEquals([learnt, log.size, log.skipped], [2, 2, 2]);
    }
  }
});

Deno.test("end() takes a last line that has no newline", () => {
  const log = new KeyLog();
  assertEquals(log.add(LINE.trimEnd()), 0);
  assertEquals(log.secretsOf(RANDOM), undefined);
  assertEquals(log.end(), 1);
  assertEquals(log.secretsOf(RANDOM)!.size, 1);
  assertEquals(log.end(), 0);
  assertEquals(log.skipped, 0);
});

Deno.test("add() counts a secret it knows only once, and lets a later value hold", () => {
  const log = new KeyLog();
  const changed = LINE.replaceAll("cd", "dd");
  assertEquals([log.add(LINE), log.add(LINE), log.add(changed)], [1, 0, 1]);
  assertEquals(log.secretsOf(RANDOM)!.get("CLIENT_TRAFFIC_SECRET_0"), SECRET.map(() => 0xdd));
  assertEquals([log.size, log.skipped], [1, 0]);
});

Deno.test("add() takes digits in capitals for the same", () => {
  const log = new KeyLog();
  log.add(LINE.replaceAll("ab", "AB").replaceAll("cd", "CD"));
  assertEquals(log.secretsOf(RANDOM)!.get("CLIENT_TRAFFIC_SECRET_0"), SECRET);
  assertEquals(log.add(LINE), 0);
});

Deno.test("what is learnt later appears among the secrets given before", () => {
  const log = new KeyLog();
  log.add(LINE);
  const secrets = log.secretsOf(RANDOM)!;
  log.add(LINE.replace("CLIENT", "SERVER"));
  assertEquals([...secrets.keys()], ["CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0"]);
});

Deno.test("add() skips and counts what is no secret", () => {
  const random = RANDOM.toHex();
  const lines = [
    "",
    " ",
    "# a comment",
    `# ${LINE.trimEnd()}`,
    "CLIENT_RANDOM",
    "CLIENT_RANDOM ",
    `CLIENT_RANDOM ${random}`,
    `CLIENT_RANDOM ${random} `,
    `CLIENT_RANDOM ${random} ${"00".repeat(47)}`, // No master secret has 47 bytes.
    `CLIENT_RANDOM ${random.slice(2)} ${MASTER.toHex()}`,
    `CLIENT_RANDOM ${random}  ${MASTER.toHex()}`,
    `CLIENT_RANDOM ${random.replace("a", "g")} ${MASTER.toHex()}`,
    `CLIENT_RANDOM ${random} ${MASTER.toHex().replace("e", "é")}`,
    `EXPORTER_SECRET ${random} abc`,
    `EXPORTER_SECRET ${random} abc `,
    `EXPORTER_SECRET ${random} ab cd`,
    `exporter_secret ${random} abcd`,
    ` EXPORTER_SECRET ${random} abcd`,
    `EXPORTER_SECRET\t${random}\tabcd`,
    `EXPORTER_SECRET ${random} ${"ab".repeat(2100)}`,
    "RSA 0011223344556677 00",
    `RSA 00112233445566 ${MASTER.toHex()}`,
    `RSA 001122334455667g ${MASTER.toHex()}`,
    `RSA Session-ID:00 Master-Key:00`,
  ];
  const log = new KeyLog();
  assertEquals(log.add(lines.join("\n") + "\n" + LINE), 1);
  assertEquals([log.size, log.skipped], [1, lines.length]);
});

Deno.test("add() skips a line that never ends, once, and reads on behind it", () => {
  const log = new KeyLog();
  for (let i = 0; i < 1000; i++) log.add("a".repeat(1000));
  assertEquals(log.skipped, 0);
  assertEquals(log.add(`\n${LINE}`), 1);
  assertEquals(log.skipped, 1);
});

Deno.test("add() keeps a million secrets and no more", () => {
  const log = new KeyLog();
  let learnt = 0;
  const random = new Uint8Array(32);
  const view = new DataView(random.buffer);
  for (let i = 0; i < 250_001; i++) {
    view.setUint32(0, i);
    const rest = ` ${random.toHex()} 00\n`;
    learnt += log.add(`AAA${rest}BBB${rest}CCC${rest}DDD${rest}`);
  }
  assertEquals([learnt, log.size, log.skipped], [1_000_000, 1_000_000, 4]);
  assertEquals(log.secretsOf(random), undefined);
});

Deno.test("add() keeps 64 labels and no more", () => {
  const log = new KeyLog();
  for (let i = 0; i < 100; i++) log.add(LINE.replace("_0", `_${i}`));
  assertEquals([log.size, log.skipped], [64, 36]);
});

Deno.test("premasterOf() finds the premaster secret by the start of its ciphertext", () => {
  const log = new KeyLog();
  assertEquals(log.add(`RSA 00112233445566FF ${MASTER.toHex()}\n`), 1);
  const ciphertext = new Uint8Array([0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0xff, 8, 9]);
  assertEquals(log.premasterOf(ciphertext), MASTER);
  assertEquals(log.premasterOf(ciphertext.subarray(1)), undefined);
  assertEquals(log.premasterOf(new Uint8Array()), undefined);
  assertEquals(log.size, 1);
});

Deno.test("linesOf() gives the lines of one connection, which give its secrets again", () => {
  const log = new KeyLog();
  const mine = LINE + LINE.replace("CLIENT", "SERVER");
  log.add(LINE.replaceAll("ab", "ac") + mine);
  assertEquals(log.linesOf(RANDOM), mine);
  assertEquals(log.linesOf(new Uint8Array(32)), "");
  const again = new KeyLog();
  assertEquals(again.add(log.linesOf(RANDOM)), 2);
});

Deno.test("add() takes time that grows with the text, whatever the text", () => {
  const texts = ["\n".repeat(1e6), "x y\n".repeat(3e5), " ".repeat(1e6), "A ".repeat(5e5)];
  for (const text of texts) {
    const log = new KeyLog();
    const start = performance.now();
    log.add(text);
    log.end();
    assert(performance.now() - start < 2000, JSON.stringify(text.slice(0, 4)));
    assertEquals(log.size, 0);
  }
});
