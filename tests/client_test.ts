import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { UserError } from "../cli/error.ts";
import { buildServerCertificate } from "../x509/build.ts";
import { encodePem } from "../x509/pem.ts";
import { readRequest } from "../x509/store/file.ts";
import { assertTwoLines, startServerTask, task } from "./support/command.ts";
import { issueBetween, loadCa } from "./support/expired.ts";
import { type LabFolder, labFolder, localServer } from "./support/lab.ts";
import { listener } from "./support/listener.ts";
import { temporaryFolder } from "./support/folder.ts";
import { ACCEPT, ask, witnessed, witnessServer } from "./support/witness.ts";

/** The arguments of a client for a port and a root. */
function toward(port: number, ca: string, ...more: string[]): string[] {
  return ["--port", `${port}`, "--ca", ca, ...more];
}

Deno.test("client shows the certificate of its connection and the root it leads to", async () => {
  using lab = await labFolder();
  await using server = await startServerTask(lab.serverArgs);
  const { code, stdout, stderr } = await task(
    "client",
    toward(server.port, lab.ca, "--message", "hi"),
  );
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /^Verified: 127\.0\.0\.1:\d+ proved itself/);
  assertMatch(stdout, /CN = CA_zino/);
  const shown = JSON.parse((await task("ca", ["show", lab.cert, "--json"])).stdout);
  const flat = stdout.replace(/\n {2,}(?=\S)/g, " ").replace(/:/g, "").toLowerCase();
  assert(flat.includes(shown.serial), "the serial number");
  assert(stdout.replace(/[\s:]/g, "").toLowerCase().includes(shown.sha256), "the fingerprint");
  for (const fact of ["127.0.0.1, ::1, localhost", "EC P-256", "ecdsa-with-SHA256", "days left"]) {
    assert(stdout.includes(fact), fact);
  }
});

Deno.test("client sends piped lines, skips empty ones, stops at exit and at the end", async () => {
  using lab = await labFolder();
  await using server = await startServerTask(lab.serverArgs);
  const first = await task("client", toward(server.port, lab.ca), {
    stdin: "one\n\n  \n二\nexit\nthree\n",
  });
  assertEquals(first.code, 0);
  assertEquals(first.stdout.match(/^\S+ {2}→/gm), ["one  →", "二  →"]);
  const second = await task("client", toward(server.port, lab.ca), { stdin: "no line end" });
  assertEquals(second.code, 0);
  assertMatch(second.stdout, /^no line end {2}→ {2}The server received/m);
  const third = await task("client", toward(server.port, lab.ca));
  assertEquals(third.code, 0);
});

Deno.test("client refuses input that is not UTF-8", async () => {
  using lab = await labFolder();
  await using server = await startServerTask(lab.serverArgs);
  const stdin = Uint8Array.of(0x68, 0x69, 0x0a, 0xff, 0x0a);
  const { code, stderr } = await task("client", toward(server.port, lab.ca), { stdin });
  assertEquals(code, 1);
  assertMatch(stderr, /^error: The input is not UTF-8\nwhat to do: .*\n$/);
});

Deno.test("client sends a message of just the limit and refuses one over it", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  const session = await server.connect();
  assertEquals(await session.send("x".repeat(1024 * 1024)), "The server received your message");
  await assertRejects(() => session.send("x".repeat(1024 * 1024 + 1)), UserError, "over the limit");
  assertEquals(await session.send("still here"), "The server received your message");
  await session.end();
});

Deno.test("client tells of a refused connection", async () => {
  using lab = await labFolder();
  const tcp = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = tcp.addr as Deno.NetAddr;
  tcp.close();
  const outcome = await task("client", toward(port, lab.ca, "--message", "hi"));
  assertTwoLines(outcome, 1, /127\.0\.0\.1:\d+ refuses the connection/, /Start the server first/);
});

Deno.test("client tells of a host that does not resolve", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab);
  const error = await assertRejects(
    () => server.connect({ host: "no-such-host.invalid" }),
    UserError,
  );
  assertMatch(error.problem.en, /no-such-host\.invalid:\d+: this host name does not resolve/);
});

Deno.test("client says how to allow a host its task may not reach", async () => {
  using lab = await labFolder();
  const outcome = await task("client", ["--host", "example.test", ...toward(1, lab.ca)]);
  assertTwoLines(
    outcome,
    1,
    /does not allow net access to "example\.test:1"/,
    /deno run --allow-net=example\.test:1/,
  );
});

Deno.test("client tells of a peer that speaks no TLS", async () => {
  using lab = await labFolder();
  using server = listener(async (connection) => {
    await connection.write(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"));
  });
  const outcome = await task("client", toward(server.port, lab.ca));
  assertTwoLines(outcome, 1, /127\.0\.0\.1:\d+ does not speak TLS/, /--port/);
});

Deno.test("client tells of a peer that hangs up in the handshake", async () => {
  using lab = await labFolder();
  using server = listener((connection) => connection.close());
  const outcome = await task("client", toward(server.port, lab.ca));
  assertTwoLines(outcome, 1, /closed the connection during the handshake/, /server's own output/);
});

Deno.test("client gives up on a peer that says nothing", async () => {
  using lab = await labFolder();
  using server = listener(() => {});
  const outcome = await task("client", toward(server.port, lab.ca, "--timeout", "1"));
  assertTwoLines(outcome, 1, /did not finish the handshake in 1 s/, /speaks TLS/);
});

Deno.test("client tells of a server that leaves without an answer", async () => {
  using lab = await labFolder();
  await using server = await localServer(lab, { maxMessage: 10 });
  const session = await server.connect();
  await assertRejects(() => session.send("longer than ten bytes"), UserError, "closed the talk");
  session.close();
});

Deno.test("client refuses a server whose authority it was not told to trust", async () => {
  using lab = await labFolder();
  using other = await labFolder("/CN=Another authority");
  await using server = await startServerTask(lab.serverArgs);
  const outcome = await task("client", toward(server.port, other.ca));
  assertTwoLines(outcome, 1, /issued by CN = CA_zino, which is not among the roots/, /--ca FILE/);
});

Deno.test("client tells another authority of the same name apart", async () => {
  using lab = await labFolder();
  using other = await labFolder();
  await using server = await startServerTask(lab.serverArgs);
  const outcome = await task("client", toward(server.port, other.ca));
  assertTwoLines(outcome, 1, /another authority that is also called CN = CA_zino/, /--ca FILE/);
});

Deno.test("client trusts no root but the one given, whatever else Deno trusts", async () => {
  using lab = await labFolder();
  using other = await labFolder("/CN=Another authority");
  await using server = await startServerTask(lab.serverArgs);
  // Deno itself now trusts the server's root; the client was given another.
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-read",
      "--allow-net",
      "--cert",
      lab.ca,
      "client.ts",
      ...toward(server.port, other.ca),
    ],
    env: { LANG: "en_US.UTF-8", NO_COLOR: "1", DENO_TLS_CA_STORE: "mozilla" },
    stdin: "null",
  });
  const { code, stderr } = await child.output();
  assertEquals(code, 1);
  assertMatch(
    new TextDecoder().decode(stderr),
    /issued by CN = CA_zino, which is not among the roots/,
  );
});

Deno.test("client refuses a certificate for another name and says which it has", async () => {
  using lab = await labFolder();
  await using server = await startServerTask(lab.serverArgs);
  const outcome = await task(
    "client",
    toward(server.port, lab.ca, "--server-name", "example.test"),
  );
  assertTwoLines(
    outcome,
    1,
    /is not for example\.test, only for 127\.0\.0\.1, ::1, localhost/,
    /--name example\.test/,
  );
  const good = await task("client", toward(server.port, lab.ca, "--server-name", "localhost"));
  assertEquals(good.code, 0);
});

Deno.test("client advises a renewal that keeps the names there are, and it works", async () => {
  using lab = await labFolder();
  const asked = ["--server-name", "example.test"];
  let advised: string[];
  {
    await using server = await startServerTask(lab.serverArgs);
    const { stderr } = await task("client", toward(server.port, lab.ca, ...asked));
    advised = /deno task ca (sign .* --force)$/m.exec(stderr)![1]!.split(" ");
  }
  assertEquals((await task("ca", [...advised, "--dir", lab.path])).code, 0);
  await using server = await startServerTask(lab.serverArgs);
  for (const name of ["example.test", "localhost", "::1", "127.0.0.1"]) {
    const { code } = await task("client", toward(server.port, lab.ca, "--server-name", name));
    assertEquals(code, 0, name);
  }
});

for (
  const [what, from, until, problem, remedy] of [
    [
      "expired",
      "2020-01-01",
      "2021-01-01",
      /expired on 2021-01-01 00:00:00 UTC; it is 20/,
      /ca sign --force/,
    ],
    [
      "not yet valid",
      "2090-01-01",
      "2091-01-01",
      /not valid before 2090-01-01 00:00:00 UTC; it is 20/,
      /clock/,
    ],
  ] as const
) {
  Deno.test(`client refuses a certificate that is ${what}, with the dates`, async () => {
    using lab = await labFolder();
    await issueBetween(await loadCa(lab.path), `${lab.path}/server.csr`, lab.cert, from, until);
    await using server = await startServerTask(lab.serverArgs);
    assertTwoLines(await task("client", toward(server.port, lab.ca)), 1, problem, remedy);
  });
}

/** Issues the lab's server a certificate whose DER has been changed and signed again. */
async function reissue(lab: LabFolder, change: (der: Uint8Array) => Uint8Array): Promise<void> {
  const { ca, caKey } = await loadCa(lab.path);
  const request = await readRequest(`${lab.path}/server.csr`);
  const issuerKey = { ...caKey, sign: (tbs: Uint8Array) => caKey.sign(tbs) };
  const der = await buildServerCertificate({
    request,
    names: request.known.subjectAltName!,
    issuer: ca,
    issuerKey,
    notBefore: new Date("2020-01-01"),
    notAfter: new Date("2049-01-01"),
  });
  Deno.writeTextFileSync(lab.cert, encodePem("CERTIFICATE", change(der)));
}

Deno.test("client refuses a certificate with one bit changed", async () => {
  using lab = await labFolder();
  await reissue(lab, (der) => {
    der[der.length - 1]! ^= 1;
    return der;
  });
  await using server = await startServerTask(lab.serverArgs);
  const outcome = await task("client", toward(server.port, lab.ca));
  assertTwoLines(outcome, 1, /the signature was not made with the key of CN = CA_zino/, /altered/);
});

for (
  const [what, extensions, problem, remedy] of [
    [
      "has no subjectAltName",
      "extendedKeyUsage=serverAuth",
      /has no subjectAltName/,
      /--name 127\.0\.0\.1/,
    ],
    ["is of version 1", "", /X\.509 version 1|not of X\.509 version 3/, /version 3/],
    [
      "is not for a TLS server",
      "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=clientAuth",
      /not for a TLS server, only for clientAuth/,
      /serverAuth/,
    ],
    [
      "is an authority's",
      "subjectAltName=IP:127.0.0.1\nbasicConstraints=critical,CA:TRUE",
      /certificate authority's own/,
      /a certificate of its own/,
    ],
  ] as const
) {
  witnessed(["openssl"], `client refuses a certificate that ${what}`, async () => {
    using lab = await labFolder();
    using folder = temporaryFolder();
    const path = `${folder.path}/odd.crt`;
    const config = `${folder.path}/ext`;
    Deno.writeTextFileSync(config, extensions + "\n");
    const args = [
      "x509",
      "-req",
      "-in",
      `${lab.path}/server.csr`,
      "-CA",
      lab.ca,
      "-CAkey",
      `${lab.path}/ca.key`,
      "-days",
      "9",
      "-out",
      path,
    ];
    const made = await new Deno.Command("openssl", {
      args: [...args, ...(extensions === "" ? [] : ["-extfile", config])],
    }).output();
    assertEquals(made.code, 0);
    const options = ["-accept", "127.0.0.1:0", "-cert", path, "-key", lab.key];
    await using server = await witnessServer("openssl", ["s_server", ...options], ACCEPT);
    assertTwoLines(await task("client", toward(server.port, lab.ca)), 1, problem, remedy);
  });
}

witnessed(["openssl"], "client follows a chain with an intermediate to its root", async () => {
  using lab = await labFolder();
  using other = await labFolder("/CN=Another authority");
  using folder = temporaryFolder();
  const path = (name: string) => `${folder.path}/${name}`;
  const openssl = async (...args: string[]) => {
    const { code, output } = await ask("openssl", args);
    assertEquals(code, 0, output);
  };
  Deno.writeTextFileSync(
    path("ca.ext"),
    "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n",
  );
  Deno.writeTextFileSync(path("leaf.ext"), "subjectAltName=IP:127.0.0.1\n");
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const request = ["req", ...newKey, "-subj", "/CN=Middle"];
  await openssl(...request, "-keyout", path("mid.key"), "-out", path("mid.csr"));
  const root = ["-CA", lab.ca, "-CAkey", `${lab.path}/ca.key`, "-extfile", path("ca.ext")];
  await openssl("x509", "-req", "-in", path("mid.csr"), ...root, "-out", path("mid.crt"));
  const middle = ["-CA", path("mid.crt"), "-CAkey", path("mid.key"), "-extfile", path("leaf.ext")];
  await openssl(
    "x509",
    "-req",
    "-in",
    `${lab.path}/server.csr`,
    ...middle,
    "-out",
    path("leaf.crt"),
  );
  const chain = ["leaf.crt", "mid.crt"].map((name) => Deno.readTextFileSync(path(name))).join("");
  Deno.writeTextFileSync(lab.cert, chain);
  {
    await using server = await startServerTask(lab.serverArgs);
    const good = await task("client", toward(server.port, lab.ca));
    assertEquals([good.code, good.stderr], [0, ""]);
    const flat = good.stdout.replace(/\s+/g, " ");
    assertMatch(flat, /leads to this root in \S+: C = CN, [^:]*CN = CA_zino The certificate/);
    assertMatch(good.stdout, /issuer +CN = Middle\n/);
    // Deno trusts the intermediate's issuer for a reason of its own; the client was given another.
    const env = { DENO_CERT: lab.ca, NODE_EXTRA_CA_CERTS: lab.ca };
    const foreign = await task("client", toward(server.port, other.ca), { env });
    assertTwoLines(
      foreign,
      1,
      /CN = Middle: issued by CN = CA_zino, which is not among/,
      /--ca FILE/,
    );
    const wrong = await task("client", toward(server.port, lab.ca, "--server-name", "a.test"));
    assertTwoLines(wrong, 1, /is not for a\.test, only for 127\.0\.0\.1/, /--name a\.test/);
  }
  {
    // TLS 1.3 alone hides the intermediate from this program: told, not guessed.
    const cert = ["-cert", path("leaf.crt"), "-cert_chain", path("mid.crt"), "-key", lab.key];
    const args = ["s_server", "-accept", "127.0.0.1:0", ...cert, "-tls1_3", "-rev"];
    await using server = await witnessServer("openssl", args, ACCEPT);
    const refused = await task("client", toward(server.port, lab.ca, "--message", "hi"));
    assertTwoLines(refused, 1, /issued by CN = Middle/, /add that certificate to .*ca\.crt/);
    const both = [lab.ca, path("mid.crt")].map((file) => Deno.readTextFileSync(file)).join("");
    Deno.writeTextFileSync(path("both.crt"), both);
    const trusting = toward(server.port, path("both.crt"), "--message", "hi");
    assertEquals((await task("client", trusting)).code, 0);
  }
  Deno.writeTextFileSync(lab.cert, Deno.readTextFileSync(path("leaf.crt")));
  await using server = await startServerTask(lab.serverArgs);
  const bad = await task("client", toward(server.port, lab.ca));
  assertTwoLines(bad, 1, /issued by CN = Middle, which is not among the roots/, /--ca FILE/);
});

for (
  const [name, args, status, problem, remedy] of [
    [
      "a missing root",
      ["--ca", "/tmp/none.crt"],
      1,
      /\/tmp\/none\.crt does not exist/,
      /deno task ca/,
    ],
    ["an empty message", ["--message", " "], 2, /--message is empty/, /text/],
    ["a message without text", ["--message"], 2, /--message needs a value/, /--message=…/],
    [
      "a server name that is none",
      ["--server-name", "a b"],
      2,
      /--server-name: "a b" is neither/,
      /localhost/,
    ],
    ["port 0", ["--port", "0"], 2, /--port "0" is not a whole number in range/, /from 1 to 65535/],
    [
      "a misspelt option",
      ["--mesage", "x"],
      2,
      /Unknown option "--mesage"/,
      /Did you mean --message/,
    ],
  ] as const
) {
  Deno.test(`client tells of ${name} in two lines, with status ${status}`, async () => {
    assertTwoLines(await task("client", [...args]), status, problem, remedy);
  });
}
