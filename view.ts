/**
 * The page: shows the whole lab live in the browser. Its server, a tap in front of it and its client are
 * those of this project; every connection through the tap is kept, decoded, explained and proved.
 *
 * `deno task view` prints the address of the page, on 127.0.0.1:9080.
 *
 * @module
 */
import { makeLab } from "./ca.ts";
import { connect } from "./client.ts";
import { command, type Role, runRole, usage, wholeNumber } from "./cli/command.ts";
import { report } from "./cli/error.ts";
import { say } from "./cli/language.ts";
import { stopSignal } from "./cli/signal.ts";
import { bold, print } from "./cli/terminal.ts";
import { identityOf, startServer } from "./server.ts";
import { within } from "./talk/connection.ts";
import { seedEarly } from "./talk/entropy.ts";
import { closeKeyLog, keyLogPath } from "./talk/key_log.ts";
import { servePage } from "./view/http/serve.ts";
import { keepFolder, privateFolderOf, removeFolder } from "./view/private_folder.ts";
import { Showing } from "./view/showing.ts";
import type { Lab } from "./view/stage.ts";
import { tapTrouble } from "./view/trouble.ts";

/** Where the page and the lab are to be. */
export interface ViewOptions {
  /** The address the page is served on. */
  readonly host: string;
  /** Its port; 0 picks a free one. */
  readonly port: number;
  /** The port of the tap, for programs from outside; 0 picks a free one. */
  readonly tapPort: number;
  /** The CA's folder. */
  readonly folder: string;
  /** The key log the TLS library of this process writes, and the private folder it is in. */
  readonly keyLog: { readonly path: string; readonly folder: string };
}

/** A page that is being served. */
export interface View {
  /** The address to open in a browser; it carries the token. */
  readonly url: string;
  /** Where programs from outside connect, such as `127.0.0.1:9998`. */
  readonly tap: string;
  /** Stops everything, and resolves when all is closed. */
  stop(): Promise<void>;
}

/**
 * Starts the lab and serves its page.
 *
 * @param options Where.
 * @returns The page, already served.
 * @throws {UserError} If a port is taken, or the CA's folder is not sound.
 */
export async function startView(
  { host, port, tapPort, folder, keyLog }: ViewOptions,
): Promise<View> {
  const showing = await Showing.start({
    roles: { startServer, connect },
    lab: await labIn(folder),
    folder: keyLog.folder,
    keyLog: keyLog.path,
    tap: { hostname: "127.0.0.1", port: tapPort },
    trouble: report, // The page goes on.
  }).catch((error) => {
    throw tapTrouble(error, `127.0.0.1:${tapPort}`);
  });
  try {
    const page = await servePage({ host, port, shown: showing, trouble: report });
    return {
      url: page.url,
      tap: showing.tapAddress,
      async stop() {
        await Promise.all([page.stop(), showing.stop()]);
      },
    };
  } catch (error) {
    await showing.stop();
    throw error;
  }
}

/** The lab's certificates: those that are there, and what is missing made. */
async function labIn(folder: string): Promise<Lab> {
  const { ca, caKey, certificate, key, files } = await makeLab({ folder });
  return { ca, caKey, certificate, caFile: files.ca, identity: identityOf([certificate], key) };
}

/** The key log of this process, which has to be in a folder that was made for it alone. */
function keyLogHere(): { readonly path: string; readonly folder: string } {
  const path = keyLogPath() ?? "";
  const folder = privateFolderOf(path);
  if (folder !== undefined) return { path, folder };
  throw usage(
    {
      en: "The page needs a key log of its own, in SSLKEYLOGFILE, from the start of the process",
      zh: "网页需要进程启动时就由 SSLKEYLOGFILE 指定的专用密钥日志",
    },
    {
      en: `Start it with deno task view; for other permissions: ${BY_HAND}`,
      zh: `请用 deno task view 启动；若需其他权限：${BY_HAND}`,
    },
  );
}

/** What the task does, for whoever wants to allow more or less than it does. */
const BY_HAND =
  "SSLKEYLOGFILE=$(deno run --allow-read=/tmp --allow-write=/tmp view/private_folder.ts) " +
  "DENO_TLS_CA_STORE= deno run --allow-… view.ts";

/** Removes the private folder with the secrets in it. */
function removeSecrets(): void {
  const folder = privateFolderOf(keyLogPath() ?? "");
  if (folder !== undefined) removeFolder(folder);
}

/** How long everything may take to close, in seconds. */
const PATIENCE = 5;

const role: Role = {
  name: "view",
  summary: {
    en: "Shows the whole lab live in the browser: server, client and tap, every byte explained. " +
      "Ctrl-C stops it.",
    zh: "在浏览器中实时展示整个实验：服务器、客户端、监听者，逐字节解释。按 Ctrl-C 停止。",
  },
  commands: [command({
    name: "",
    summary: { en: "Serves the page until it is stopped.", zh: "提供网页，直到被停止。" },
    options: {
      host: {
        value: "HOST",
        help: {
          en: "address the page is served on (127.0.0.1)",
          zh: "网页服务的地址（127.0.0.1）",
        },
      },
      port: {
        value: "PORT",
        help: { en: "its port; 0 picks a free one (9080)", zh: "端口；0 表示任选空闲端口（9080）" },
      },
      "tap-port": {
        value: "PORT",
        help: {
          en: "where programs from outside connect; 0 picks a free one (9998)",
          zh: "外部程序连接的端口；0 表示任选空闲端口（9998）",
        },
      },
      dir: {
        value: "FOLDER",
        help: { en: "the CA's folder (certs)", zh: "CA 所在的文件夹（certs）" },
      },
    },
    async run(values) {
      // First of all: from here on no signal leaves the secrets behind.
      const stopped = stopSignal(["SIGHUP", "SIGQUIT"]);
      const keyLog = keyLogHere();
      closeKeyLog();
      keepFolder(keyLog.folder); // From here on it is removed at the end.
      const starting = startView({
        host: values.host ?? "127.0.0.1",
        port: wholeNumber("port", values.port ?? "9080", 0, 65535),
        tapPort: wholeNumber("tap-port", values["tap-port"] ?? "9998", 0, 65535),
        folder: values.dir ?? "certs",
        keyLog,
      });
      const view = await Promise.race([starting, stopped]);
      if (!view) return 0; // Stopped before it had begun.
      print(say("The page is ready. Open this address:", "网页已就绪，请打开："));
      print(`  ${bold(view.url)}`);
      print(say(
        `Programs from outside connect to ${view.tap}`,
        `外部程序请连接 ${view.tap}`,
      ));
      await stopped;
      await within(PATIENCE, view.stop()).catch(() => {}); // Whatever hangs ends with the process.
      print(say("Closed", "已关闭"));
      return 0;
    },
  })],
};

if (import.meta.main) {
  // Deno does not tell of its unloading where an error nobody caught ends it.
  for (const end of ["unload", "error", "unhandledrejection"]) {
    globalThis.addEventListener(end, removeSecrets);
  }
  seedEarly();
  Deno.exit(await runRole(role, Deno.args));
}
