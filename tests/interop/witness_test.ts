import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { KEY_KINDS, type KeyKind } from "../../x509/private_key.ts";
import { startServerTask, task } from "../support/command.ts";
import { type LabFolder, labFolder } from "../support/lab.ts";
import { ACCEPT, ask, witnessed, witnessServer } from "../support/witness.ts";

const here = (name: string) => new URL(name, import.meta.url).pathname;

/** The labs of the six kinds of key, made once. */
const labs = new Map<KeyKind, LabFolder>();

async function labOf(kind: KeyKind): Promise<LabFolder> {
  const lab = labs.get(kind) ?? await labFolder(undefined, kind);
  labs.set(kind, lab);
  return lab;
}

addEventListener("unload", () => {
  for (const lab of labs.values()) lab[Symbol.dispose]();
});

for (const kind of KEY_KINDS) {
  witnessed(
    ["openssl"],
    `openssl s_client verifies and talks to the server with a ${kind} key`,
    async () => {
      const lab = await labOf(kind);
      await using server = await startServerTask(lab.serverArgs);
      for (const version of ["-tls1_2", "-tls1_3"]) {
        const args = [
          "s_client",
          "-connect",
          `127.0.0.1:${server.port}`,
          "-CAfile",
          lab.ca,
          version,
        ];
        const strict = ["-verify_return_error", "-verify_ip", "127.0.0.1", "-x509_strict"];
        const { code, stdout } = await ask("openssl", [...args, ...strict], { stdin: "hello\n" });
        assertEquals(code, 0);
        assertMatch(stdout, /Verify return code: 0 \(ok\)/);
        assertMatch(stdout, new RegExp(version === "-tls1_2" ? "TLSv1.2" : "TLSv1.3"));
      }
      await server.until(/(127\.0\.0\.1:\d+ {2}hello[^]*){2}/);
    },
  );

  witnessed(
    ["openssl"],
    `the client verifies and talks to openssl s_server with a ${kind} key`,
    async () => {
      const lab = await labOf(kind);
      const args = [
        "s_server",
        "-accept",
        "127.0.0.1:0",
        "-cert",
        lab.cert,
        "-key",
        lab.key,
        "-rev",
      ];
      await using server = await witnessServer("openssl", args, ACCEPT);
      const options = [
        "--port",
        `${server.port}`,
        "--ca",
        lab.ca,
        "--message",
        "hello",
        "--message",
        "abc",
      ];
      const { code, stdout, stderr } = await task("client", options);
      assertEquals([code, stderr], [0, ""]);
      assertMatch(stdout, /^Verified: /);
      assertMatch(stdout, /^Speaking plain text$/m);
      assertMatch(stdout, /^hello {2}→ {2}olleh$/m);
      assertMatch(stdout, /^abc {2}→ {2}cba$/m);
    },
  );

  witnessed(
    ["python3"],
    `a Python ssl client verifies and talks to the server with a ${kind} key`,
    async () => {
      const lab = await labOf(kind);
      await using server = await startServerTask(lab.serverArgs);
      const args = [here("python_client.py"), lab.ca, `${server.port}`, "localhost"];
      const { code, stdout, stderr } = await ask("python3", [...args, "hello", "你好\n", "exit"]);
      assertEquals([code, stderr], [0, ""]);
      assertEquals(stdout.split("\n").slice(2), [
        "ANSWER 'The server received your message'",
        "ANSWER 'The server received your message\\n'",
        "END b''",
        "",
      ]);
      assertStringIncludes(stdout, "('DNS', 'localhost')");
      const output = await server.until(/said exit/);
      assertMatch(output, /^127\.0\.0\.1:\d+ {2}你好$/m);
    },
  );

  witnessed(
    ["python3"],
    `the client verifies and talks to a Python ssl server with a ${kind} key`,
    async () => {
      const lab = await labOf(kind);
      const args = [here("python_server.py"), lab.cert, lab.key];
      await using server = await witnessServer("python3", args, /PORT (\d+)/);
      const options = ["--port", `${server.port}`, "--ca", lab.ca, "--server-name", "localhost"];
      const { code, stdout, stderr } = await task("client", [...options, "--message", "hello"]);
      assertEquals([code, stderr], [0, ""]);
      assertMatch(stdout, /^hello {2}→ {2}HELLO$/m);
      assertMatch(await server.until(/GOT b'exit/), /ALPN None TLSv1\.3/);
    },
  );
}

witnessed(["python3"], "a Python ssl client refuses the server without its root", async () => {
  const lab = await labOf("ec:p256");
  using other = await labFolder("/CN=Another authority");
  await using server = await startServerTask(lab.serverArgs);
  const args = [here("python_client.py"), other.ca, `${server.port}`, "localhost", "hi"];
  const { code, stderr } = await ask("python3", args);
  assertEquals(code, 1);
  assertMatch(stderr, /CERTIFICATE_VERIFY_FAILED/);
  const output = await server.until(/refused the handshake with the alert unknown_ca/);
  assertMatch(output, /^what to do: It does not trust this certificate/m);
});

witnessed(["openssl"], "the client goes on when a plain server gives no answer", async () => {
  const lab = await labOf("ec:p256");
  const args = ["s_server", "-accept", "127.0.0.1:0", "-cert", lab.cert, "-key", lab.key];
  await using server = await witnessServer("openssl", args, ACCEPT);
  const options = [
    "--port",
    `${server.port}`,
    "--ca",
    lab.ca,
    "--message",
    "hello",
    "--timeout",
    "1",
  ];
  const { code, stdout } = await task("client", options);
  assertEquals(code, 0);
  assertMatch(stdout, /^hello {2}→ {2}no answer$/m);
  assertMatch(await server.until(/^exit$/m), /^hello$/m);
});

witnessed(["openssl"], "the client tells of a server that speaks only TLS 1.1", async () => {
  const lab = await labOf("ec:p256");
  const args = ["s_server", "-accept", "127.0.0.1:0", "-cert", lab.cert, "-key", lab.key];
  const old = ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"];
  await using server = await witnessServer("openssl", [...args, ...old], ACCEPT);
  const { code, stderr } = await task("client", ["--port", `${server.port}`, "--ca", lab.ca]);
  assertEquals(code, 1);
  assertMatch(
    stderr,
    /^error: The handshake with .* failed: .*\nwhat to do: Both sides need TLS 1\.2 or 1\.3.*\n$/,
  );
});
