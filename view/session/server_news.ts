/**
 * What a server tells, in the session it belongs to: the server knows a client by the tap's address.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import { ALPN } from "../../talk/protocol.ts";
import type { ServerEvent } from "../../talk/roles.ts";
import type { LogRow } from "../protocol.ts";
import type { Recording } from "./recording.ts";

/** News of connections that have not been heard of otherwise are kept a moment, so many of them. */
const MOST_EARLY = 100;

/** How long that moment is, in milliseconds; and how long news may come after the end. */
const MOMENT = 2000;

/** A row of the log without its place and time. */
export type Told = Omit<LogRow, "index" | "time">;

/** Brings what servers tell to the sessions. */
export class ServerNews {
  readonly #remedies: boolean;
  readonly #recordings = new Map<string, Recording>();
  #early: { readonly peer: string; readonly row: Told; readonly since: number }[] = [];

  /**
   * Starts without sessions.
   *
   * @param options `remedies` says whether it is told what to do about trouble; not of use where trouble
   * is what was wanted. It is by default.
   */
  constructor({ remedies = true }: { readonly remedies?: boolean } = {}) {
    this.#remedies = remedies;
  }

  /**
   * A session has begun.
   *
   * @param recording The session.
   */
  opened(recording: Recording): void {
    const { via } = recording.basics;
    if (via === null) return;
    this.#recordings.set(via, recording);
    const now = performance.now();
    const early = this.#early.filter(({ peer, since }) => peer === via && now - since < MOMENT);
    this.#early = this.#early.filter(({ peer }) => peer !== via);
    for (const { row } of early) recording.tell(row);
    recording.over.then(() => {
      // What the server says of its end comes after it.
      const gone = () => {
        if (this.#recordings.get(via) === recording) this.#recordings.delete(via);
      };
      setTimeout(gone, MOMENT);
    });
  }

  /**
   * Takes what happened at a server.
   *
   * @param event What happened.
   */
  take(event: ServerEvent): void {
    for (const { remedy, ...row } of rowsOf(event)) {
      this.#tell(event.peer, { ...row, ...(this.#remedies && remedy && { remedy }) });
    }
  }

  #tell(peer: string, row: Told): void {
    const recording = this.#recordings.get(peer);
    if (recording) return recording.tell(row);
    // Who connects past the tap is never heard of otherwise.
    const since = performance.now();
    this.#early = this.#early.filter((early) => since - early.since < MOMENT);
    if (this.#early.length < MOST_EARLY) this.#early.push({ peer, row, since });
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
    case "connected":
      return [{ who: "server", kind: "good", peer, text: event.alpn === ALPN ? FRAMED : LINES }];
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

const FRAMED: Text = {
  en: `Connected; they speak ${ALPN}, each message in a frame of its own`,
  zh: `已连接；双方使用 ${ALPN}，每条消息自成一帧`,
};

const LINES: Text = {
  en: "Connected; no protocol was agreed on, so whatever comes at once is a message",
  zh: "已连接；没有商定应用层协议，一次收到的内容就当作一条消息",
};

const ENDINGS = {
  exit: { en: "Said exit", zh: "发来 exit" },
  closed: { en: "Closed the connection", zh: "关闭了连接" },
  cut: { en: "Left without close_notify", zh: "未发送 close_notify 就断开了" },
} as const;
