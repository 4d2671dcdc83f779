/**
 * The whole lab in one process with one command: makes what certificates are missing, starts the
 * server, lets the client connect, verify, show the certificate and talk, and ends.
 *
 * @module
 */
import { command, refuseBlank, type Role, runRole, usage } from "./cli/command.ts";
import { pick, say } from "./cli/language.ts";
import { columns, cyan, dim, duration, green, print, printable, yellow } from "./cli/terminal.ts";
import { seedEarly } from "./talk/entropy.ts";
import { guardKeyLog } from "./talk/key_log.ts";

/** What is said if nothing else is asked for. */
const MESSAGES = ["hello", "你好"];

/**
 * Runs the story from beginning to end. A failure of either side ends both.
 *
 * @param folder The CA's folder.
 * @param messages What the client says; what is typed, if nothing.
 * @throws {UserError} The first thing that went wrong on either side.
 */
export async function runLab(folder: string, messages: readonly string[]): Promise<void> {
  // Loaded here and not at the top: so they load beside the seeding that was begun at the bottom.
  const [ca, server, client] = await Promise.all([
    import("./ca.ts"),
    import("./server.ts"),
    import("./client.ts"),
  ]);
  const { certificate, key, files } = await ca.makeLab({ folder }, ({ title, file, time }) => {
    print(`${dim("#CA#")} ${pick(title)}  ${green(file)}  ${dim(duration(time))}`);
  });
  const { promise: trouble, reject } = Promise.withResolvers<never>();
  trouble.catch(() => {}); // Raced below; it may also come when nobody races any more.
  const { address, port, stop } = server.startServer({
    host: "127.0.0.1",
    port: 0,
    ...server.identityOf([certificate], key),
    log(event) {
      if (event.type === "trouble") reject(event.error);
      else for (const line of server.describe(event).lines) serverMark(line);
    },
  });
  try {
    serverMark(say(`Listening on ${address}`, `正在监听 ${address}`));
    const talked = clientStory(client, port, files.ca, messages);
    // A refusal has its reason on the client's side: the server only saw the alert.
    const explained = trouble.catch((error) => Promise.race([talked, after(1000, error)]));
    await Promise.race([talked, explained]);
  } finally {
    await stop();
  }
  serverMark(say("Closed", "已关闭"));
}

/** Rejects with an error, but later. */
function after(milliseconds: number, error: unknown): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(error), milliseconds));
}

async function clientStory(
  { connect, describeSession, talk }: typeof import("./client.ts"),
  port: number,
  ca: string,
  messages: readonly string[],
): Promise<void> {
  const session = await connect({ host: "127.0.0.1", port, ca });
  try {
    const width = 80 - columns(clientLabel()) - 1;
    for (const line of await describeSession(session, ca, width)) clientMark(line);
    await talk(session, {
      messages,
      answered(message, answer) {
        clientMark(`${printable(message)}  ${dim("→")}  ${printable(answer ?? "")}`);
      },
    });
  } finally {
    session.close();
  }
}

function serverMark(line: string): void {
  print(`${yellow(say("#server message#", "#服务端消息#"))} ${line}`);
}

function clientMark(line: string): void {
  print(`${cyan(clientLabel())} ${line}`);
}

function clientLabel(): string {
  return say("#client message#", "#客户端消息#");
}

const role: Role = {
  name: "main",
  summary: {
    en: "The whole lab in one process: certificates, server, client, a talk, and the end.",
    zh: "在一个进程中完成整个实验：证书、服务器、客户端、会话，直到结束。",
  },
  commands: [command({
    name: "",
    summary: { en: "Runs the story.", zh: "完整运行一遍。" },
    options: {
      message: {
        value: "TEXT",
        many: true,
        help: { en: "what the client says (hello, 你好)", zh: "客户端发送的消息（hello、你好）" },
      },
      interactive: { help: { en: "ask for the messages", zh: "由你输入消息" } },
      dir: {
        value: "FOLDER",
        help: { en: "the CA's folder (certs)", zh: "CA 所在的文件夹（certs）" },
      },
    },
    async run(values) {
      if (values.interactive && values.message.length > 0) {
        throw usage(
          {
            en: "--interactive and --message exclude each other",
            zh: "--interactive 与 --message 不能同时使用",
          },
          { en: "Give one of them", zh: "请只给出其中一个" },
        );
      }
      refuseBlank("message", values.message);
      guardKeyLog();
      const given = values.message.length > 0 ? values.message : MESSAGES;
      await runLab(values.dir ?? "certs", values.interactive ? [] : given);
    },
  })],
};

if (import.meta.main) {
  seedEarly();
  Deno.exit(await runRole(role, Deno.args));
}
