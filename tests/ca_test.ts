import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { temporaryFolder } from "./support/folder.ts";
import { assertTwoLines, task } from "./support/command.ts";
import { ask, witnessed } from "./support/witness.ts";

const KINDS = ["rsa:2048", "rsa:3072", "rsa:4096", "ec:p256", "ec:p384", "ed25519"];

/** Every file of a folder with its bytes and the time it was last changed. */
function snapshot(folder: string): [string, string, number][] {
  return [...Deno.readDirSync(folder)].filter(({ isFile }) => isFile).map(({ name }) => {
    const path = `${folder}/${name}`;
    const { mtime } = Deno.statSync(path);
    return [name, Deno.readTextFileSync(path), mtime!.getTime()] as [string, string, number];
  }).sort();
}

Deno.test("ca does the nine steps and shows the OpenSSL command beside each", async () => {
  using folder = temporaryFolder();
  const { code, stdout, stderr } = await task("ca", ["--dir", `${folder.path}/lab`]);
  assertEquals([code, stderr], [0, ""]);
  const steps = stdout.split(/^(?=\d {2})/m).filter((step) => step.trim() !== "");
  assertEquals(steps.length, 9);
  for (const [i, step] of steps.entries()) {
    assertMatch(step, new RegExp(`^${i + 1}  \\S.*\\d (ms|s)$`, "m"));
    assertMatch(step, /^ {3}\$ openssl /m);
    assertMatch(step, new RegExp(`${folder.path}/lab/\\w+\\.(key|crt|csr)`));
  }
  assertStringIncludes(stdout, "RSA 2048, e = 65537");
  const longest = 80 + folder.path.length; // A path is never broken.
  for (const line of stdout.split("\n")) assert(line.length <= longest, line);
});

Deno.test("ca keeps private keys and their folder to their owner", async () => {
  using folder = temporaryFolder();
  const dir = `${folder.path}/lab`;
  await task("ca", ["--dir", dir, "--key", "ec:p256"]);
  const mode = (path: string) => Deno.statSync(path).mode! & 0o777;
  if (Deno.build.os === "windows") return;
  assertEquals(["ca.key", "server.key"].map((name) => mode(`${dir}/${name}`)), [0o600, 0o600]);
  assertEquals([mode(dir), mode(`${dir}/newcerts`)], [0o700, 0o700]);
  assertEquals([...Deno.readDirSync(dir)].filter(({ name }) => name.endsWith(".tmp")), []);
});

Deno.test("ca run again changes no byte and says until when things are valid", async () => {
  using folder = temporaryFolder();
  await task("ca", ["--dir", folder.path, "--key", "ec:p256"]);
  const before = snapshot(folder.path);
  const { code, stdout } = await task("ca", ["--dir", folder.path]);
  assertEquals(code, 0);
  assertMatch(stdout, /nothing was changed/);
  assertMatch(stdout, /ca\.crt +valid until \d{4}-\d\d-\d\d/);
  assertMatch(stdout, /server\.crt +valid until \d{4}-\d\d-\d\d/);
  assertEquals(snapshot(folder.path), before);
});

Deno.test("ca makes only what is missing", async () => {
  using folder = temporaryFolder();
  await task("ca", ["--dir", folder.path, "--key", "ec:p256"]);
  const key = Deno.readTextFileSync(`${folder.path}/ca.key`);
  Deno.removeSync(`${folder.path}/server.crt`);
  const { code, stdout } = await task("ca", ["--dir", folder.path]);
  assertEquals(code, 0);
  assertMatch(stdout, /^1 {2}Check the request's signature, then sign it/);
  assertEquals(Deno.readTextFileSync(`${folder.path}/ca.key`), key);
});

Deno.test("ca refuses options that would change nothing", async () => {
  using folder = temporaryFolder();
  await task("ca", ["--dir", folder.path, "--key", "ec:p256"]);
  const outcome = await task("ca", ["--dir", folder.path, "--name", "other.test"]);
  assertTwoLines(outcome, 1, /--name would change nothing/, /--force/);
});

Deno.test("ca --force makes all anew and keeps the old record", async () => {
  using folder = temporaryFolder();
  await task("ca", ["--dir", folder.path, "--key", "ec:p256"]);
  const before = snapshot(folder.path);
  const args = ["--dir", folder.path, "--force", "--key", "ed25519", "--name", "*.lab.test"];
  const { code, stdout } = await task("ca", args);
  assertEquals(code, 0);
  assertStringIncludes(stdout, "*.lab.test");
  const was = (name: string) => before.find(([file]) => file === name)![1];
  for (const name of ["ca.key", "ca.crt", "server.key", "server.csr", "server.crt"]) {
    assert(Deno.readTextFileSync(`${folder.path}/${name}`) !== was(name), `${name} is the same`);
  }
  assertEquals(Deno.readTextFileSync(`${folder.path}/index.txt.old`), was("index.txt"));
  assertEquals(Deno.readTextFileSync(`${folder.path}/index.txt`).trim().split("\n").length, 1);
});

Deno.test("ca says which file expired and how to renew it, and the renewal works", async () => {
  using folder = temporaryFolder();
  const dir = folder.path;
  await task("ca", ["--dir", dir, "--key", "ec:p256"]);
  const { loadCa, issueExpired } = await import("./support/expired.ts");
  await issueExpired(await loadCa(dir), `${dir}/server.csr`, `${dir}/server.crt`);
  const outcome = await task("ca", ["--dir", dir]);
  assertTwoLines(outcome, 1, /server\.crt expired on 2021-01-01/, /ca sign --dir .* --force/);
  const renewal = /deno task ca (.*)$/m.exec(outcome.stderr)![1]!.split(" ");
  assertEquals((await task("ca", renewal)).code, 0);
  assertEquals((await task("ca", ["--dir", dir])).code, 0);
});

for (
  const [what, break_, file, remedy] of [
    ["a damaged key", "ca.key", /ca\.key holds no readable/, /deno task ca .*--force/],
    ["an empty certificate", "ca.crt", /ca\.crt is empty/, /deno task ca .*--force/],
    ["a damaged request", "server.csr", /server\.csr holds no readable/, /rm .* && deno task ca/],
  ] as const
) {
  Deno.test(`ca says which file is ${what} and how to renew it`, async () => {
    using folder = temporaryFolder();
    await task("ca", ["--dir", folder.path, "--key", "ec:p256"]);
    const path = `${folder.path}/${break_}`;
    Deno.writeTextFileSync(
      path,
      what.includes("empty") ? "" : Deno.readTextFileSync(path).replace(/\n[^-]/, "\n!"),
    );
    assertTwoLines(await task("ca", ["--dir", folder.path]), 1, file, remedy);
  });
}

Deno.test("ca says which files do not belong together", async () => {
  using folder = temporaryFolder();
  const dir = folder.path;
  await task("ca", ["--dir", dir, "--key", "ec:p256"]);
  await task("ca", ["key", `${dir}/server.key`, "--key", "ec:p256", "--force"]);
  const outcome = await task("ca", ["--dir", dir]);
  assertTwoLines(
    outcome,
    1,
    /server\.csr and .*server\.key do not belong together/,
    /deno task ca/,
  );
});

Deno.test("ca says that a key is missing without which the rest is useless", async () => {
  using folder = temporaryFolder();
  await task("ca", ["--dir", folder.path, "--key", "ec:p256"]);
  Deno.removeSync(`${folder.path}/server.key`);
  const outcome = await task("ca", ["--dir", folder.path]);
  assertTwoLines(outcome, 1, /server\.key is missing/, /Put it back, or make both anew/);
});

Deno.test("ca does the steps one by one", async () => {
  using folder = temporaryFolder();
  const dir = ["--dir", folder.path];
  const steps = [
    ["key", "--key", "ec:p384", ...dir],
    ["root", "--subject", "/CN=Step by step", ...dir],
    ["key", `${folder.path}/server.key`, "--key", "ed25519"],
    ["request", "--name", "steps.test", "--name", "192.0.2.7", ...dir],
    ["sign", "--days", "30", ...dir],
    ["verify", "--host", "steps.test", ...dir],
  ];
  for (const step of steps) {
    const { code, stderr } = await task("ca", step);
    assertEquals([code, stderr], [0, ""], step.join(" "));
  }
  const { stdout } = await task("ca", ["show", "--json", ...dir]);
  const shown = JSON.parse(stdout);
  assertEquals(shown.names, ["steps.test", "192.0.2.7"]);
  assertEquals(shown.issuer, "CN = Step by step");
  assertEquals(shown.publicKey.algorithm, "Ed25519");
  assertEquals(Date.parse(shown.notAfter) - Date.parse(shown.notBefore), 30 * 86_400_000);
});

Deno.test("ca never overwrites without --force", async () => {
  using folder = temporaryFolder();
  const dir = ["--dir", folder.path];
  await task("ca", ["--key", "ec:p256", ...dir]);
  const before = snapshot(folder.path);
  for (const step of ["key", "root", "request", "sign"]) {
    assertTwoLines(await task("ca", [step, ...dir]), 1, /already exists/, /--force/);
  }
  assertEquals(snapshot(folder.path), before);
  assertEquals([...Deno.readDirSync(`${folder.path}/newcerts`)].length, 1);
});

Deno.test("ca sign refuses a request whose signature is wrong", async () => {
  using folder = temporaryFolder();
  const dir = ["--dir", folder.path];
  await task("ca", ["--key", "ec:p256", ...dir]);
  const path = `${folder.path}/server.csr`;
  const { decodePem, encodePem } = await import("../x509/pem.ts");
  const [block] = decodePem(Deno.readTextFileSync(path));
  const at = new TextDecoder("latin1").decode(block!.bytes).indexOf("localhost");
  block!.bytes[at]! ^= 1;
  Deno.writeTextFileSync(path, encodePem("CERTIFICATE REQUEST", block!.bytes));
  const outcome = await task("ca", ["sign", "--force", ...dir]);
  assertTwoLines(outcome, 1, /server\.csr is not signed with the key/, /make it anew/);
});

Deno.test("ca sign does not advise to make a request from elsewhere anew here", async () => {
  using folder = temporaryFolder();
  const dir = ["--dir", folder.path];
  await task("ca", ["--key", "ec:p256", ...dir]);
  const { decodePem, encodePem } = await import("../x509/pem.ts");
  const [block] = decodePem(Deno.readTextFileSync(`${folder.path}/server.csr`));
  block!.bytes[block!.bytes.length - 1]! ^= 1;
  const path = `${folder.path}/theirs.csr`;
  Deno.writeTextFileSync(path, encodePem("CERTIFICATE REQUEST", block!.bytes));
  const outcome = await task("ca", ["sign", path, ...dir]);
  assertTwoLines(outcome, 1, /theirs\.csr is not signed with the key/, /ask whoever made it/);
});

Deno.test("ca warns of a server certificate that Apple's systems refuse", async () => {
  using folder = temporaryFolder();
  const dir = ["--dir", folder.path];
  const first = await task("ca", ["--key", "ec:p256", "--days", "826", ...dir]);
  assertEquals(first.code, 0);
  assertMatch(first.stderr, /^warning: .*825 days/);
  const second = await task("ca", ["sign", "--days", "825", "--force", ...dir]);
  assertEquals([second.code, second.stderr], [0, ""]);
});

Deno.test("ca sign warns of a certificate that outlives its root", async () => {
  using folder = temporaryFolder();
  const dir = ["--dir", folder.path];
  await task("ca", ["--key", "ec:p256", ...dir]);
  await task("ca", ["root", "--days", "10", "--force", ...dir]);
  const { code, stderr } = await task("ca", ["sign", "--days", "20", "--force", ...dir]);
  assertEquals(code, 0);
  assertMatch(stderr, /^warning: it outlives/);
});

Deno.test("ca encodes dates past 2049 as GeneralizedTime and before as UTCTime", async () => {
  using folder = temporaryFolder();
  await task("ca", ["--key", "ec:p256", "--days", "36500", "--dir", folder.path]);
  const { parseCertificate } = await import("../x509/certificate.ts");
  const { decodePem } = await import("../x509/pem.ts");
  for (const name of ["ca.crt", "server.crt"]) {
    const { bytes } = decodePem(Deno.readTextFileSync(`${folder.path}/${name}`))[0]!;
    const { notAfter } = parseCertificate(bytes);
    const text = new TextDecoder("latin1").decode(bytes);
    const digits = notAfter.toISOString().replace(/\.\d+Z$/, "Z").replace(/[-:T]/g, "");
    assert(notAfter.getUTCFullYear() > 2049);
    assertStringIncludes(text, `\x18\x0f${digits}`);
    assertMatch(text.replaceAll("\x17\x0d", "UTC"), /UTC\d{12}Z/);
  }
});

Deno.test("ca verify shows every check and says no with status 1", async () => {
  using folder = temporaryFolder();
  const dir = ["--dir", folder.path];
  await task("ca", ["--key", "ec:p256", ...dir]);
  const good = await task("ca", ["verify", "--host", "::1", ...dir]);
  assertEquals(good.code, 0);
  assertMatch(good.stdout, /server\.crt: OK\n$/);
  assert((good.stdout.match(/^✓/gm) ?? []).length > 10);
  for (
    const [args, reason] of [
      [
        ["--host", "example.test"],
        /✗ .*is not for example\.test, only for 127\.0\.0\.1, ::1, localhost/,
      ],
      [["--at", "2001-01-01"], /✗ .*not valid before/],
      [["--at", "2200-01-01T00:00:00Z"], /✗ .*expired/],
    ] as const
  ) {
    const bad = await task("ca", ["verify", ...args, ...dir]);
    assertEquals(bad.code, 1);
    assertMatch(bad.stdout, reason);
    assertMatch(bad.stdout, /server\.crt: refused/);
  }
});

Deno.test("ca speaks Chinese, by option and by the system's language", async () => {
  using folder = temporaryFolder();
  const byOption = await task("ca", ["--key", "ec:p256", "--dir", folder.path, "--lang", "zh"]);
  assertMatch(byOption.stdout, /^1 {2}生成 CA 私钥/);
  const env = { LANG: "zh_CN.UTF-8", LC_ALL: "zh_CN.UTF-8" };
  const bySystem = await task("ca", ["--dir", folder.path], { env });
  assertMatch(bySystem.stdout, /未作任何改动/);
});

for (
  const [name, args, status, problem, remedy] of [
    [
      "an unknown command",
      ["verfy"],
      2,
      /Unknown command "verfy"/,
      /Did you mean deno task ca verify/,
    ],
    [
      "an unknown option",
      ["--subjet", "/CN=x"],
      2,
      /Unknown option "--subjet"/,
      /Did you mean --subject/,
    ],
    ["an option without a value", ["--subject"], 2, /--subject needs a value/, /--subject SUBJECT/],
    ["a subject without a slash", ["--subject", "CN=x"], 2, /does not begin with "\/"/, /\/C=CN/],
    [
      "a subject of an unknown type",
      ["--subject", "/XX=x"],
      2,
      /type "XX" is unknown/,
      /types: C ST/,
    ],
    ["an empty part of a subject", ["--subject", "/CN="], 2, /CN is empty/, /\/C=CN/],
    [
      "an unknown kind of key",
      ["--key", "dsa"],
      2,
      /"dsa" is no kind of key/,
      /rsa:2048, rsa:3072/,
    ],
    ["a name that is none", ["--name", "a b"], 2, /"a b" is neither a DNS name/, /localhost/],
    ["days that are no number", ["--days", "soon"], 2, /"soon" is not a whole number/, /from 1 to/],
    [
      "days past the year 9999",
      ["--days", "9999999"],
      2,
      /not a whole number in range/,
      /from 1 to/,
    ],
    ["a date that is none", ["verify", "--at", "2030-02-40"], 2, /is no date/, /2030-01-31/],
    ["two files where one is taken", ["show", "a", "b"], 2, /Unexpected argument "b"/, /Usage: /],
    [
      "a command after an option",
      ["--dir", "x", "show"],
      2,
      /Unexpected argument "show"/,
      /command first/,
    ],
    [
      "ways to show that exclude each other",
      ["show", "--json", "--signature"],
      2,
      /exclude each other/,
      /one of them/,
    ],
    [
      "a file that does not exist",
      ["show", "/tmp/no/such/file"],
      1,
      /\/tmp\/no\/such\/file does not exist/,
      /Check the name/,
    ],
    ["a folder instead of a file", ["show", "/tmp"], 1, /\/tmp is a folder/, /Name a file/],
    ["a folder below a file", ["--dir", "/tmp/../dev/null/x"], 1, /\/dev\/null/, /./],
    [
      "a language there is none of",
      ["--lang", "fr"],
      2,
      /--lang takes en or zh, not "fr"/,
      /--lang en/,
    ],
  ] as const
) {
  Deno.test(`ca tells of ${name} in two lines, with status ${status}`, async () => {
    assertTwoLines(await task("ca", [...args]), status, problem, remedy);
  });
}

Deno.test("ca --help and every command's --help fit 80 columns in both languages", async () => {
  const { columns } = await import("../cli/terminal.ts");
  for (const word of [[], ["key"], ["root"], ["request"], ["sign"], ["verify"], ["show"]]) {
    for (const lang of ["en", "zh"]) {
      const { code, stdout, stderr } = await task("ca", [...word, "--help", "--lang", lang]);
      assertEquals([code, stderr], [0, ""]);
      assertMatch(stdout, /--help/);
      for (const line of stdout.split("\n")) assert(columns(line) <= 80, line);
    }
  }
});

Deno.test("ca show gives a certificate, a request and a key, from PEM and DER", async () => {
  using folder = temporaryFolder();
  const dir = folder.path;
  await task("ca", ["--key", "ec:p256", "--dir", dir]);
  const { decodePem } = await import("../x509/pem.ts");
  for (
    const [name, type] of [["server.crt", "certificate"], ["server.csr", "request"], [
      "ca.key",
      "private-key",
    ]] as const
  ) {
    const { bytes } = decodePem(Deno.readTextFileSync(`${dir}/${name}`))[0]!;
    Deno.writeFileSync(`${dir}/der`, bytes);
    const fromPem = await task("ca", ["show", `${dir}/${name}`, "--json"]);
    const fromDer = await task("ca", ["show", `${dir}/der`, "--json"]);
    assertEquals(JSON.parse(fromPem.stdout).type, type);
    assertEquals(fromDer.stdout, fromPem.stdout);
  }
  const key = await task("ca", ["show", `${dir}/ca.key`]);
  assertMatch(key.stdout, /^Public-Key: \(256 bit\)/);
  const none = await task("ca", ["show", `${dir}/ca.key`, "--signature"]);
  assertTwoLines(none, 1, /which has no signature/, /Leave --signature out/);
});

for (const kind of KINDS) {
  witnessed(
    ["openssl"],
    `openssl accepts the root and the certificate with ${kind} keys`,
    async () => {
      using folder = temporaryFolder();
      const dir = folder.path;
      const args = ["--dir", dir, "--key", kind, "--name", "lab.test", "--name", "::1"];
      assertEquals((await task("ca", [...args, "--subject", "/C=CN/O=A\\/B/CN=测试 CA"])).code, 0);
      const options = ["-x509_strict", "-purpose", "sslserver", "-CAfile", `${dir}/ca.crt`];
      const names = ["-verify_hostname", "lab.test", "-verify_ip", "::1"];
      const verdict = await ask("openssl", ["verify", ...options, ...names, `${dir}/server.crt`]);
      assertEquals(verdict.output, `${dir}/server.crt: OK\n`);
      const root = await ask("openssl", [
        "verify",
        "-x509_strict",
        "-CAfile",
        `${dir}/ca.crt`,
        `${dir}/ca.crt`,
      ]);
      assertEquals(root.output, `${dir}/ca.crt: OK\n`);
      const request = await ask("openssl", [
        "req",
        "-in",
        `${dir}/server.csr`,
        "-noout",
        "-verify",
      ]);
      assertMatch(request.output, /verify OK/);
      for (const key of ["ca.key", "server.key"]) {
        const check = await ask("openssl", ["pkey", "-in", `${dir}/${key}`, "-noout", "-check"]);
        assertMatch(check.output, /Key is valid/);
      }
    },
  );
}

for (const kind of KINDS) {
  witnessed(["openssl"], `ca show prints what openssl -text prints for ${kind}`, async () => {
    using folder = temporaryFolder();
    const dir = folder.path;
    await task("ca", ["--dir", dir, "--key", kind]);
    const utf8 = ["-nameopt", "oneline,utf8,-esc_msb"];
    for (
      const [file, args] of [
        ["server.crt", ["x509", ...utf8]],
        ["ca.crt", ["x509", ...utf8]],
        ["server.csr", ["req", ...utf8]],
      ] as const
    ) {
      const theirs = await ask("openssl", [...args, "-in", `${dir}/${file}`, "-noout", "-text"]);
      const ours = await task("ca", ["show", `${dir}/${file}`]);
      assertEquals(plain(ours.stdout), plain(theirs.stdout));
    }
  });
}

/** OpenSSL 3.2 and later print names without spaces around the equals sign. */
function plain(text: string): string {
  return text.replace(/ = /g, "=").trimEnd();
}

witnessed(["openssl"], "the OpenSSL commands shown beside the steps do the same", async () => {
  using folder = temporaryFolder();
  const [ours, theirs] = [`${folder.path}/ours`, `${folder.path}/theirs`];
  for (const kind of ["rsa:2048", "ec:p256", "ed25519"]) {
    const { stdout } = await task("ca", ["--dir", ours, "--key", kind, "--force"]);
    const commands = stdout.split(/^ {3}\$ /m).slice(1)
      .map((text) => text.split(/\n\n|\n(?=\d {2})/)[0]!.replaceAll(ours, theirs));
    assertEquals(commands.length, 9);
    Deno.mkdirSync(theirs, { recursive: true });
    for (const command of commands) {
      const { code, output } = await ask("sh", ["-c", command]);
      assertEquals(code, 0, `${command}\n${output}`);
    }
    const verdict = await task("ca", ["verify", "--dir", theirs, "--host", "localhost"]);
    assertMatch(verdict.stdout, /server\.crt: OK\n$/);
    const json = async (file: string) =>
      JSON.parse((await task("ca", ["show", file, "--json"])).stdout);
    for (const name of ["ca.crt", "server.crt"]) {
      const [a, b] = [await json(`${ours}/${name}`), await json(`${theirs}/${name}`)];
      for (
        const field of ["subject", "issuer", "names", "keyUsage", "extKeyUsage", "basicConstraints"]
      ) {
        assertEquals(b[field], a[field], `${name}: ${field}`);
      }
    }
  }
});

witnessed(["openssl"], "openssl ca takes the folder over", async () => {
  using folder = temporaryFolder();
  const dir = folder.path;
  await task("ca", ["--dir", dir, "--key", "ec:p256"]);
  const config =
    `[ca]\ndefault_ca=lab\n[lab]\ndir=${dir}\ndatabase=$dir/index.txt\nserial=$dir/serial\n` +
    "crlnumber=$dir/crlnumber\nnew_certs_dir=$dir/newcerts\ncertificate=$dir/ca.crt\n" +
    "private_key=$dir/ca.key\ndefault_md=sha256\ndefault_days=30\ndefault_crl_days=30\npolicy=any\n" +
    "[any]\ncommonName=supplied\n";
  Deno.writeTextFileSync(`${dir}/openssl.cnf`, config);
  const ca = (args: string[]) => ask("openssl", ["ca", "-config", `${dir}/openssl.cnf`, ...args]);
  const serial = /^V\t\d+Z\t\t([0-9A-F]+)\t/.exec(Deno.readTextFileSync(`${dir}/index.txt`))![1]!;
  assertMatch((await ca(["-status", serial])).output, new RegExp(`${serial}=Valid`));
  const issued = await ca([
    "-batch",
    "-notext",
    "-in",
    `${dir}/server.csr`,
    "-out",
    `${dir}/two.crt`,
  ]);
  assertMatch(issued.output, /Data ?base updated/i);
  const revoked = await ca(["-revoke", `${dir}/newcerts/${serial}.pem`]);
  assertMatch(revoked.output, /Data ?base updated/i);
  assertEquals((await ca(["-gencrl", "-out", `${dir}/crl.pem`])).code, 0);
});

Deno.test("ca run several times at once leaves a sound folder", async () => {
  using folder = temporaryFolder();
  const args = ["--dir", folder.path, "--key", "ec:p256"];
  for (const more of [[], ["--force"]]) {
    const runs = await Promise.all(Array.from({ length: 4 }, () => task("ca", [...args, ...more])));
    assertEquals(runs.map(({ code, stderr }) => [code, stderr]), Array(4).fill([0, ""]));
    const { code, stdout } = await task("ca", ["--dir", folder.path]);
    assertEquals(code, 0);
    assertMatch(stdout, /nothing was changed/);
  }
});

Deno.test("ca tells in Chinese what is wrong with a subject or a name", async () => {
  const subject = await task("ca", ["--subject", "CN=x", "--lang", "zh"]);
  assertEquals(subject.stderr.split("\n")[0], "错误：--subject：主体“CN=x”不是以“/”开头");
  const name = await task("ca", ["--name", "a b", "--lang", "zh"]);
  assertEquals(name.stderr.split("\n")[0], "错误：--name：“a b”既不是 DNS 名称，也不是 IP 地址");
});

Deno.test("ca makes no folder for a step that cannot be done", async () => {
  using folder = temporaryFolder();
  for (const step of ["root", "request", "sign"]) {
    const outcome = await task("ca", [step, "--dir", `${folder.path}/none`]);
    assertTwoLines(outcome, 1, /none\/\w+\.\w+ does not exist/, /deno task ca/);
  }
  assertEquals([...Deno.readDirSync(folder.path)], []);
});

Deno.test("ca --force=no is refused instead of taken for yes", async () => {
  using folder = temporaryFolder();
  await task("ca", ["--dir", folder.path, "--key", "ec:p256"]);
  const before = snapshot(folder.path);
  const outcome = await task("ca", ["--dir", folder.path, "--force=no"]);
  assertTwoLines(outcome, 2, /--force takes no value/, /Write --force for yes/);
  assertEquals(snapshot(folder.path), before);
});

Deno.test("ca names the folder, quoted, in every command it advises", async () => {
  using folder = temporaryFolder();
  const dir = `${folder.path}/two words`;
  await task("ca", ["--dir", `${dir}//`, "--key", "ec:p256"]);
  const standing = await task("ca", ["--dir", dir]);
  assertStringIncludes(standing.stdout, `deno task ca --dir '${dir}' --force`);
  assert(!standing.stdout.includes("//"), standing.stdout);
  Deno.removeSync(`${dir}/server.key`);
  const outcome = await task("ca", ["--dir", dir]);
  assertStringIncludes(outcome.stderr, `rm -- '${dir}/server.csr' '${dir}/server.crt' && `);
  const [rm, again] = /rm -- .*$/m.exec(outcome.stderr)![0].split(" && deno task ca ");
  assertEquals((await ask("sh", ["-c", rm!])).code, 0);
  const { stdout } = await ask("sh", ["-c", `printf '%s\\n' ${again}`]);
  assertEquals((await task("ca", stdout.trimEnd().split("\n"))).code, 0);
});

Deno.test("ca goes on with its work when nobody reads what it prints", async () => {
  using folder = temporaryFolder();
  const command = `"$0" task --quiet ca --key ec:p256 --dir "$1" | true; exit \${PIPESTATUS[0]}`;
  const child = new Deno.Command("bash", { args: ["-c", command, Deno.execPath(), folder.path] });
  assertEquals((await child.output()).code, 0);
  assertEquals([...Deno.readDirSync(folder.path)].some(({ name }) => name === "server.crt"), true);
});

Deno.test("ca verify takes a server's certificate for no root, as OpenSSL does", async () => {
  using folder = temporaryFolder();
  const dir = ["--dir", folder.path];
  await task("ca", ["--key", "ec:p256", ...dir]);
  const { code, stdout } = await task("ca", [
    "verify",
    "--ca",
    `${folder.path}/server.crt`,
    ...dir,
  ]);
  assertEquals(code, 1);
  assertMatch(stdout, /issued by CN = CA_zino, which is not among the roots you trust/);
});

witnessed(["openssl"], "ca show reads private keys in DER as OpenSSL writes them", async () => {
  using folder = temporaryFolder();
  for (const kind of ["rsa:2048", "ec:p256", "ed25519"]) {
    await task("ca", ["key", `${folder.path}/a.key`, "--key", kind, "--force"]);
    for (const form of [["pkey"], ["pkcs8", "-topk8", "-nocrypt"]]) {
      const files = ["-in", `${folder.path}/a.key`, "-out", `${folder.path}/a.der`];
      assertEquals((await ask("openssl", [...form, ...files, "-outform", "DER"])).code, 0);
      const [pem, der] = await Promise.all(
        ["a.key", "a.der"].map((name) => task("ca", ["show", `${folder.path}/${name}`])),
      );
      assertEquals([der!.code, der!.stdout], [0, pem!.stdout], `${kind} ${form}`);
    }
  }
});

for (
  const [name, args, problem] of [
    ["a day that does not exist", ["verify", "--at", "2030-02-31"], /--at "2030-02-31" is no date/],
    [
      "a pattern where a host is asked for",
      ["verify", "--host", "*.a.test"],
      /--host "\*\.a\.test" is a pattern/,
    ],
    ["a host that is none", ["verify", "--host", "a b"], /^error: --host: "a b" is neither/],
    ["a negative number", ["--days", "-1"], /--days needs a value/],
  ] as const
) {
  Deno.test(`ca tells of ${name} in two lines, with status 2`, async () => {
    assertTwoLines(await task("ca", [...args]), 2, problem, /./);
  });
}
