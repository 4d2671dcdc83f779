import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { task } from "./support/command.ts";
import { ask, witnessed } from "./support/witness.ts";
import type { Text } from "../cli/language.ts";
import type { SessionState } from "../view/protocol.ts";
import { startView } from "./view/running_view.ts";
import { Visitor } from "./view/visitor.ts";

/** What each scenario comes to: its kind, and the alert that passes, which side sends it. */
const COMES_TO: Readonly<Record<string, readonly [kind: string, alert?: string]>> = {
  "well": ["good"],
  "unknown-authority": ["refused", "client unknown_ca"],
  "expired": ["refused", "client certificate_expired"],
  "not-yet-valid": ["refused", "client certificate_expired"],
  "wrong-name": ["refused", "client bad_certificate"],
  "no-subject-alt-name": ["refused", "client bad_certificate"],
  "self-signed": ["refused", "client unknown_ca"],
  "key-mismatch": ["refused"],
  "tls-1.2": ["good"],
  "hello-retry-request": ["good"],
  "resumption": ["good"],
  "bit-flipped": ["refused", "server bad_record_mac"],
  "advertisement-plain": ["harmed"],
  "advertisement-tls": ["refused", "client bad_record_mac"],
};

Deno.test("view: every scenario runs for real and comes to what it should", async (test) => {
  await using view = await startView();
  using visitor = await Visitor.at(view.url);
  assertEquals(visitor.hello.scenarios.map(({ id }) => id).sort(), Object.keys(COMES_TO).sort());
  for (const [scenario, [kind, alert]] of Object.entries(COMES_TO)) {
    await test.step(scenario, async () => {
      const [first] = await visitor.run(scenario);
      const outcome = first!.outcome!;
      assertEquals(outcome.kind, kind, Deno.inspect(outcome));
      assertEquals(outcome.alert && `${outcome.alert.from} ${outcome.alert.description}`, alert);
      for (const text of [outcome.title, outcome.why]) assert(text.en !== "" && text.zh !== "");
    });
  }
  await test.step("TLS 1.2 is what was spoken", async () => {
    const session = await visitor.until(() => sessionOf(visitor, "tls-1.2"));
    assertEquals(session.version, "TLS 1.2");
  });
  await test.step("a hello_retry_request passed", async () => {
    const { id } = await visitor.until(() => sessionOf(visitor, "hello-retry-request"));
    const names = (await visitor.rows(id, "opened")).map(({ name }) => name);
    assertEquals(names.filter((name) => name === "client_hello").length, 2);
    assert(names.includes("hello_retry_request"), names.join(" "));
  });
  await test.step("the resumed session has no certificate", () => {
    const sessions = [...visitor.sessions.values()].filter(({ scenario }) =>
      scenario === "resumption"
    );
    assertEquals(sessions.map(({ resumed, certificates }) => ({ resumed, certificates })), [
      { resumed: false, certificates: true },
      { resumed: true, certificates: false },
    ]);
  });
  await test.step("the advertisement reached the client on plain TCP alone", async () => {
    const heard = async (scenario: string) => {
      const { id } = sessionOf(visitor, scenario)!;
      const log = await visitor.rows(id, "log");
      return log.filter(({ who, kind }) => who === "client" && kind === "acknowledged")
        .map(({ text }) => text as string).join("\n");
    };
    const acknowledgement = "The server received your message";
    const plain = await heard("advertisement-plain");
    assert(plain.startsWith(acknowledgement) && plain.length > acknowledgement.length, plain);
    assertEquals((await heard("advertisement-tls")).replaceAll(acknowledgement, "").trim(), "");
  });
  assertEquals((await view.stop()).code, 0);
});

Deno.test("view: a message sent from the page is received, acknowledged and told on both sides", async () => {
  await using view = await startView();
  using visitor = await Visitor.at(view.url);
  const [session] = await visitor.run("well");
  for (const text of ["a message", "一条消息", "<b>not markup</b>"]) {
    visitor.say({ type: "send", session: session!.id, text });
  }
  const before = session!.rows.log;
  await visitor.until(() => visitor.sessions.get(session!.id)!.rows.log >= before + 12);
  const log = (await visitor.rows(session!.id, "log")).filter(({ index }) => index >= before);
  const of = (who: string, kind: string) =>
    log.filter((row) => row.who === who && row.kind === kind).map(({ text }) => text);
  assertEquals(of("client", "sent"), ["a message", "一条消息", "<b>not markup</b>"]);
  assertEquals(of("server", "received"), ["a message", "一条消息", "<b>not markup</b>"]);
  assertEquals(of("client", "acknowledged"), Array(3).fill("The server received your message"));
  const { via } = visitor.sessions.get(session!.id)!;
  assert(log.every(({ who, peer }) => who !== "server" || peer === via));
  visitor.say({ type: "end", session: session!.id });
  await visitor.until(() => visitor.sessions.get(session!.id)!.ended !== null);
  visitor.say({ type: "send", session: session!.id, text: "too late" });
  await visitor.until(() => visitor.said.find(({ type }) => type === "failed"));
});

Deno.test("view: the secrets are in a private folder, 0600, and gone at the end", async () => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const) {
    await using view = await startView();
    const folder = view.keyLog.replace(/\/[^/]*$/, "");
    assertEquals(Deno.statSync(folder).mode! & 0o777, 0o700);
    assertEquals(Deno.statSync(view.keyLog).mode! & 0o777, 0o600);
    const { code, stderr } = await view.stop(signal);
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    await assertRejects(() => Deno.stat(folder), Deno.errors.NotFound);
  }
});

Deno.test("view: a signal that comes twice at once, as from a terminal, leaves no secrets behind", async () => {
  for (const pause of [0, 2, 20]) {
    await using view = await startView();
    using visitor = await Visitor.at(view.url);
    await visitor.run("well");
    view.signal("SIGINT");
    await new Promise((resolve) => setTimeout(resolve, pause));
    const { code, stderr } = await view.stop("SIGINT");
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    await assertRejects(() => Deno.stat(view.keyLog), Deno.errors.NotFound);
  }
});

Deno.test("view: typing exit ends the talk, as it does everywhere", async () => {
  await using view = await startView();
  using visitor = await Visitor.at(view.url);
  const [{ id }] = await visitor.run("well") as [SessionState];
  visitor.say({ type: "send", session: id, text: "exit" });
  await visitor.until(() => visitor.sessions.get(id)!.ended !== null);
  const log = await visitor.rows(id, "log");
  assertEquals(log.filter(({ kind }) => kind === "bad"), []);
  assert(log.some(({ who, text }) => who === "server" && (text as Text).en === "Said exit"));
});

Deno.test("view: a session is downloaded as pcapng, dropped again, and decrypted as before", async () => {
  await using view = await startView();
  using visitor = await Visitor.at(view.url);
  const [{ id }] = await visitor.run("well") as [SessionState];
  const capture = await (await get(view.url, `session/${id}.pcapng`)).blob();
  const form = new FormData();
  form.set("capture", capture, "talk.pcapng");
  const answer = await post(view.url, form);
  assertEquals(answer.status, 200);
  const { sessions: [again] } = await answer.json();
  const state = await visitor.until(() => visitor.sessions.get(again));
  assertEquals({ origin: state.origin, decrypted: state.decrypted }, {
    origin: "capture",
    decrypted: true,
  });
  const essence = async (session: number) =>
    (await visitor.rows(session, "opened")).map(({ from, name, text, records, proof }) => ({
      from,
      name,
      text,
      records,
      proof: proof?.result,
    }));
  const [before, after] = [await essence(id), await essence(again)];
  assertEquals(after, before.slice(0, after.length));
  assert(after.length >= 13, `${after.length}`);
});

Deno.test("view: what is no capture is refused with what to do, and leaves no session", async () => {
  await using view = await startView();
  using visitor = await Visitor.at(view.url);
  const garbage: Record<string, Uint8Array<ArrayBuffer>> = {
    "text.txt": new TextEncoder().encode("hello, I am no capture"),
    "empty": new Uint8Array(),
    "broken.gz": new Uint8Array([0x1f, 0x8b, 1, 2, 3, 4, 5]),
    "random": crypto.getRandomValues(new Uint8Array(5000)),
  };
  for (const [name, bytes] of Object.entries(garbage)) {
    const form = new FormData();
    form.set("capture", new Blob([bytes]), name);
    const answer = await post(view.url, form);
    assertEquals(answer.status, 400, name);
    const { problem, remedy } = await answer.json();
    assertStringIncludes(problem.en, name);
    assert(remedy.zh.length > 0);
  }
  assertEquals(visitor.sessions.size, 0);
});

Deno.test("view: a session as JSON has every event, explained", async () => {
  await using view = await startView();
  using visitor = await Visitor.at(view.url);
  const [{ id }] = await visitor.run("well") as [SessionState];
  const events = await (await get(view.url, `session/${id}.json`)).json();
  const hello = events.find(({ name }: { name: string }) => name === "client_hello");
  assertEquals(hello.connection, id);
  assertEquals(hello.source, "RFC 8446 section 4.1.2");
  assert(events.some(({ type }: { type: string }) => type === "record"));
});

witnessed(
  ["openssl"],
  "view: openssl s_client becomes a session of its own, decrypted and proved",
  async () => {
    await using view = await startView();
    using visitor = await Visitor.at(view.url);
    const { command } = visitor.hello.commands.find(({ program }) =>
      program === "openssl s_client"
    )!;
    await ask("sh", ["-c", `{ echo from outside; sleep 0.5; echo exit; } | ${command}`]);
    const session = await visitor.until(() =>
      [...visitor.sessions.values()].find(({ origin, ended }) =>
        origin === "outside" && ended !== null
      )
    );
    assertEquals(session.decrypted, true);
    assertEquals(session.proofs.serverCertificateVerify, true);
    const rows = await visitor.rows(session.id, "opened");
    assert(rows.some(({ text }) => text?.includes("from outside")));
    const log = await visitor.rows(session.id, "log");
    assert(
      log.some(({ who, text, peer }) =>
        who === "server" && text === "from outside" && peer === session.via
      ),
    );
    const chains = await (await get(view.url, `session/${session.id}/certificates`)).json();
    assertEquals(chains.map(({ valid }: { valid: boolean }) => valid), [true]);
  },
);

witnessed(["curl"], "view: the curl command that is shown gets an acknowledgement", async () => {
  await using view = await startView();
  using visitor = await Visitor.at(view.url);
  const { command } = visitor.hello.commands.find(({ program }) => program === "curl")!;
  const { stdout } = await ask("sh", ["-c", command]);
  assertStringIncludes(stdout, "The server received your message");
});

witnessed(
  ["python3"],
  "view: the Python command that is shown gets an acknowledgement",
  async () => {
    await using view = await startView();
    using visitor = await Visitor.at(view.url);
    const { command } = visitor.hello.commands.find(({ program }) => program === "Python")!;
    const { stdout, stderr } = await ask("sh", ["-c", command]);
    assertStringIncludes(stdout, "The server received your message", stderr);
  },
);

witnessed(["tshark"], "view: tshark opens a downloaded session decrypted", async () => {
  await using view = await startView();
  using visitor = await Visitor.at(view.url);
  const [{ id }] = await visitor.run("well") as [SessionState];
  const file = Deno.makeTempFileSync({ suffix: ".pcapng" });
  try {
    const answer = await get(view.url, `session/${id}.pcapng`);
    Deno.writeFileSync(file, new Uint8Array(await answer.arrayBuffer()));
    const { stdout } = await ask("tshark", ["-r", file, "-V"]);
    assertStringIncludes(stdout, "Handshake Protocol: Certificate Verify");
  } finally {
    Deno.removeSync(file);
  }
});

Deno.test("view: a port that is taken is named, with the option that helps; nothing is left behind", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr as Deno.NetAddr;
  for (const [option, other] of [["--port", "--tap-port"], ["--tap-port", "--port"]]) {
    const before = privateFolders();
    const { code, stderr } = await task("view", [option!, `${port}`, other!, "0"]);
    assertEquals(code, 1);
    assertEquals(privateFolders().difference(before), new Set());
    assertStringIncludes(stderr, `127.0.0.1:${port}`);
    assertMatch(stderr, new RegExp(`what to do: .*${option} 0`));
  }
});

Deno.test("view: started without a key log of its own it says how to start it", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-env=SSLKEYLOGFILE",
      "--allow-net",
      "--allow-read",
      "view.ts",
      "--lang",
      "en",
    ],
    cwd: new URL("..", import.meta.url).pathname,
    env: { SSLKEYLOGFILE: "", NO_COLOR: "1" },
  }).output();
  assertEquals(code, 2);
  assertStringIncludes(
    new TextDecoder().decode(stderr),
    "what to do: Start it with deno task view; for other permissions: SSLKEYLOGFILE=",
  );
});

/** The folders of pages with secrets in them, of whoever runs. */
function privateFolders(): Set<string> {
  const names = [...Deno.readDirSync("/tmp")].map(({ name }) => name);
  return new Set(names.filter((name) => name.startsWith("tls-lab-view-")));
}

function sessionOf(visitor: Visitor, scenario: string) {
  return [...visitor.sessions.values()].find((session) => session.scenario === scenario);
}

async function get(url: string, path: string): Promise<Response> {
  const answer = await fetch(new URL(path, url));
  assertEquals(answer.status, 200, path);
  return answer;
}

async function post(url: string, body: FormData): Promise<Response> {
  const target = new URL("captures", url);
  return await fetch(target, { method: "POST", body, headers: { origin: target.origin } });
}
