import { assertEquals } from "@std/assert";
import { writeAll } from "../../talk/connection.ts";
import { presentedChain } from "../../talk/presented_chain.ts";
import { readCertificates } from "../../x509/store/file.ts";
import { labFolder, localServer } from "../support/lab.ts";
import { listener } from "../support/listener.ts";

/** A server that sends the same bytes to whoever connects, and then waits or hangs up. */
function sending(bytes: Uint8Array, hangUp: boolean) {
  return listener(async (connection) => {
    await writeAll(connection, bytes);
    if (hangUp) connection.close();
  });
}

const ask = (port: number) =>
  presentedChain({ host: "127.0.0.1", port, servername: "localhost", timeout: 0.5 });

Deno.test("presentedChain() gives the chain of a server, leaf first", async () => {
  using lab = await labFolder();
  const both = [lab.cert, lab.ca].map((file) => Deno.readTextFileSync(file)).join("");
  Deno.writeTextFileSync(lab.cert, both);
  await using server = await localServer(lab);
  const expected = await readCertificates(lab.cert);
  assertEquals(await ask(server.port), expected.map(({ der }) => der));
});

Deno.test("presentedChain() gives nothing where nothing listens", async () => {
  const tcp = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = tcp.addr as Deno.NetAddr;
  tcp.close();
  assertEquals(await ask(port), []);
});

/** A handshake record around a message. */
function record(type: number, length: number, body: number[]): number[] {
  const message = [type, length >> 16, length >> 8 & 0xff, length & 0xff, ...body];
  return [22, 3, 3, message.length >> 8, message.length & 0xff, ...message];
}

for (
  const [what, bytes] of [
    ["nothing", []],
    ["another protocol", [...new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n")]],
    ["an alert", [21, 3, 3, 0, 2, 2, 70]],
    ["a record that ends early", [22, 3, 3, 1]],
    ["an empty list of certificates", record(11, 3, [0, 0, 0])],
    ["a certificate longer than its list", record(11, 6, [0, 0, 3, 0xff, 0xff, 0xff])],
    ["a message longer than its record", record(11, 0xffffff, [0, 0, 3])],
    ["empty records without end", Array(60_000).fill([22, 3, 3, 0, 0]).flat()],
    ["messages without end", Array(30_000).fill(record(0, 0, [])).flat()],
  ] as [string, number[]][]
) {
  for (const hangUp of [true, false]) {
    Deno.test(`presentedChain() gives nothing for ${what}${hangUp ? "" : ", then silence"}`, async () => {
      using server = sending(Uint8Array.from(bytes), hangUp);
      assertEquals(await ask(server.port), []);
    });
  }
}
