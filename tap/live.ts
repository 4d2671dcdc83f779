/**
 * Listening live: a relay, and the listener that is told what passes.
 *
 * @module
 */
import { usage } from "../cli/command.ts";
import type { UserError } from "../cli/error.ts";
import { exists } from "../cli/file.ts";
import { say } from "../cli/language.ts";
import { stopSignal } from "../cli/signal.ts";
import { print, tell } from "../cli/terminal.ts";
import { Listener, type ListenerOptions } from "./listener.ts";
import { givenPlace } from "./place.ts";
import { startRelay } from "./relay.ts";
import { readTampering, Tamper } from "./tamper.ts";
import { legend } from "./text.ts";
import { listenTrouble } from "./trouble.ts";

/** Where to listen and connect, and what to do besides, as given on the command line. */
export interface LiveOptions {
  /** Where clients connect; 127.0.0.1:9998 by default. */
  readonly listen: string | undefined;
  /** The server; 127.0.0.1:9999 by default. */
  readonly connect: string | undefined;
  /** Which bit to flip, if any. */
  readonly tamper: string | undefined;
  /** The capture to save, if any. */
  readonly write: string | undefined;
  /** Whether that may replace a file. */
  readonly force: boolean;
}

/**
 * Relays and tells until stopped.
 *
 * @param asked What is told, and how.
 * @param options Where, and what else is done.
 * @returns The exit status: 1 if not everything could be told and saved.
 * @throws {UserError} If the options are wrong, or it cannot listen there.
 */
export async function live(
  asked: Omit<ListenerOptions, "write">,
  { listen = "127.0.0.1:9998", connect = "127.0.0.1:9999", tamper, write, force }: LiveOptions,
): Promise<number> {
  const places = { listen: givenPlace("listen", listen), connect: givenPlace("connect", connect) };
  const { hostname, port } = places.connect;
  if (places.listen.hostname === hostname && places.listen.port === port) throw toItself(connect);
  const tampering = tamper === undefined ? undefined : readTampering(tamper);
  let listener: Listener | undefined;
  let whole = true;
  // First of all, so that no capture is begun where there is nothing to capture.
  const relay = await startRelay({
    ...places,
    meddle: tampering && (() => new Tamper(tampering)),
    get sink() {
      return listener;
    },
  }).catch((error) => {
    throw listenTrouble(error, listen);
  });
  try {
    listener = new Listener({
      ...asked,
      write: write === undefined ? undefined : { path: write, force },
    });
    // Before the port is told: whoever reads it may send the signal at once.
    const stopped = stopSignal();
    const told = asked.view.format === "text" ? print : tell;
    told(say(
      `Listening on ${relay.address}, relaying to ${connect}`,
      `正在监听 ${relay.address}，转发到 ${connect}`,
    ));
    if (asked.view.format === "text") print(legend());
    if (asked.keyLog !== undefined && !exists(asked.keyLog)) {
      tell(say(
        `${asked.keyLog} is not there yet: it is read as soon as it is`,
        `${asked.keyLog} 尚不存在：出现后即会读取`,
      ));
    }
    await stopped;
  } finally {
    await relay.stop();
    whole = listener?.stop() ?? true;
  }
  return whole ? 0 : 1;
}

function toItself(connect: string): UserError {
  return usage(
    { en: `The tap would connect to itself at ${connect}`, zh: `tap 会连接到自己：${connect}` },
    {
      en: "Give --listen one port and --connect the server's, which is another",
      zh: "请让 --listen 和 --connect 使用不同的端口，后者为服务器的端口",
    },
  );
}
