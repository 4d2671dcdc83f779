/**
 * What a server tells, in the session it belongs to: the server knows a client by the tap's address.
 *
 * @module
 */
import { ALPN } from "../../talk/protocol.ts";
import type { ServerEvent } from "../../talk/roles.ts";
import type { LogRow } from "../protocol.ts";
import type { Recording } from "./recording.ts";

/** News of connections that have not been heard of otherwise are kept a moment, so many of them. */
const MOST_EARLY = 100;

/** A row of the log without its place. */
type Told = Omit<LogRow, "index" | "time">;

/** Brings what servers tell to the sessions. */
export class ServerNews {
  readonly #recordings = new Map<string, Recording>();
  #early: { readonly peer: string; readonly row: Told }[] = [];

  /**
   * A session has begun.
   *
   * @param recording The session.
   */
  opened(recording: Recording): void {
    const { via } = recording.basics;
    if (via === null) return;
    this.#recordings.set(via, recording);
    const early = this.#early.filter(({ peer }) => peer === via);
    this.#early = this.#early.filter(({ peer }) => peer !== via);
    for (const { row } of early) recording.tell(row);
    recording.over.then(() => {
      // What the server says of its end comes after it.
      const gone = () => {
        if (this.#recordings.get(via) === recording) this.#recordings.delete(via);
      };
      setTimeout(gone, 2000);
    });
  }

  /**
   * Takes what happened at a server.
   *
   * @param event What happened.
   */
  take(event: ServerEvent): void {
    for (const row of rowsOf(event)) this.#tell(event.peer, row);
  }

  #tell(peer: string, row: Told): void {
    const recording = this.#recordings.get(peer);
    if (recording) recording.tell(row);
    else if (this.#early.length < MOST_EARLY) this.#early.push({ peer, row });
  }
}

/**
 * What happened at a server, as rows of the log.
 *
 * @param event What happened.
 * @returns The rows.
 */
export function rowsOf(event: ServerEvent): Told[] {
  const { peer } = event;
  switch (event.type) {
    case "connected": {
      const form = event.alpn === ALPN
        ? { en: ALPN, zh: ALPN }
        : { en: "plain text", zh: "纯文本" };
      return [{
        who: "server",
        kind: "good",
        peer,
        text: { en: `Connected (${form.en})`, zh: `已连接（${form.zh}）` },
      }];
    }
    case "message":
      return [{ who: "server", kind: "received", peer, text: event.text }];
    case "acknowledged":
      return [{ who: "server", kind: "acknowledged", peer, text: event.text }];
    case "ended":
      return [{ who: "server", kind: "note", peer, text: ENDINGS[event.how] }];
    case "trouble": {
      const { problem, remedy } = event.error;
      return [{ who: "server", kind: "bad", peer, text: problem, remedy }];
    }
  }
}

const ENDINGS = {
  exit: { en: "Said exit", zh: "发来 exit" },
  closed: { en: "Closed the connection", zh: "关闭了连接" },
  cut: { en: "Left without close_notify", zh: "未发送 close_notify 就断开了" },
} as const;
