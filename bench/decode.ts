/**
 * How long decoding and decrypting a capture takes, beside tshark on the same file.
 *
 * @module
 */
import { manyHandshakes, type MeasuredCapture, muchData } from "./captures.ts";
import { inTurns, printTable, timed } from "./table.ts";

const ROUNDS = 3;
const HANDSHAKES = 20_000;
const MEGABYTES = 100;
const ROOT = new URL("..", import.meta.url).pathname;

/** How either program is asked to tell what it decodes. */
interface Telling {
  readonly name: string;
  readonly tap: readonly string[];
  readonly tshark: readonly string[];
}

const LINES: Telling = { name: "a line each", tap: [], tshark: [] };
const FIELDS: Telling = { name: "every field", tap: ["-v"], tshark: ["-V", "-O", "tls"] };
const JSON_FIELDS: Telling = {
  name: "JSON",
  tap: ["--json"],
  tshark: ["-T", "json", "-J", "tls"],
};

/** Measures decoding and prints it. */
export async function benchDecode(): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "tls-lab-" });
  try {
    for (const suite of ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"]) {
      const data = await muchData(`${folder}/${suite}`, MEGABYTES, suite);
      await compare(`${MEGABYTES} MB, ${suite}`, data, LINES);
    }
    const handshakes = await manyHandshakes(`${folder}/rsa`, "rsa:2048", HANDSHAKES);
    const many = `${handshakes.connections} handshakes, RSA`;
    for (const telling of [LINES, FIELDS, JSON_FIELDS]) await compare(many, handshakes, telling);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

async function compare(what: string, capture: MeasuredCapture, telling: Telling): Promise<void> {
  const memory = new Map<string, number>();
  const contender = (name: string, command: string, args: readonly string[]) => ({
    name,
    async run() {
      const finished = await timed(command, args);
      memory.set(name, Math.max(memory.get(name) ?? 0, finished.memory));
      return finished.milliseconds;
    },
  });
  const { path, keyLog, port } = capture;
  const keys = keyLog === undefined ? [] : ["-o", `tls.keylog_file:${keyLog}`];
  const tap = [
    ...["run", "--allow-read", `${ROOT}tap.ts`, "--read", path],
    ...(keyLog === undefined ? [] : ["--keylog", keyLog]),
    ...telling.tap,
  ];
  const tshark = ["-r", path, "-d", `tcp.port==${port},tls`, ...keys, ...telling.tshark];
  const measured = await inTurns([
    contender("tshark", "tshark", tshark),
    contender("tap, proofs left out", Deno.execPath(), [...tap, "--no-proofs"]),
    contender("tap", Deno.execPath(), tap),
  ], ROUNDS);
  printTable(`${what}, ${telling.name}`, measured, "ms");
  const used = [...memory].map(([name, mebibytes]) => `${name} ${mebibytes.toFixed(0)} MiB`);
  console.log(`Most memory: ${used.join(", ")}\n`);
}
