/**
 * What is said of a visit in the end: what a scenario expects, if that is what happened, and the plain
 * truth if not.
 *
 * @module
 */
import { UserError } from "../../cli/error.ts";
import type { Text } from "../../cli/language.ts";
import { ACKNOWLEDGEMENT } from "../../talk/acknowledgement.ts";
import type { Outcome } from "../protocol.ts";
import type { Alert, Ending, Happening } from "./scenario.ts";
import type { Handshake } from "./scene.ts";

/** What happened in a visit. */
export type Happened =
  | {
    readonly what: "talked";
    /** What the client read; undefined where no answer came. */
    readonly answers: readonly (string | undefined)[];
    /** What course the handshake took. */
    readonly handshake: Handshake;
  }
  | { readonly what: "unstarted"; readonly error: unknown }
  | { readonly what: "broken"; readonly error: unknown; readonly alert: Alert | undefined }
  | { readonly what: "late"; readonly seconds: number }
  | { readonly what: "stopped" };

/**
 * Says what came of a visit.
 *
 * @param happened What happened.
 * @param expected What should have happened, and how that is explained.
 * @returns The outcome. Its texts are the expected ones only if what is expected is what happened.
 */
export function outcomeOf(happened: Happened, expected: Ending): Outcome {
  const happening = happeningOf(happened);
  const { title, why } = same(happening, expected.when) ? expected : plainly(happened, happening);
  return {
    kind: kindOf(happening),
    title,
    why,
    ...(typeof happening === "object" && { alert: alertOf(happening) }),
    ...("error" in happened && { error: problemOf(happened.error) }),
  };
}

/**
 * What is wrong, in both languages.
 *
 * @param error What was thrown.
 * @returns The problem of a {@linkcode UserError}; the bare message of anything else.
 */
export function problemOf(error: unknown): Text {
  if (error instanceof UserError) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  return { en: message, zh: message };
}

/** What happened, in the words of what can be expected; undefined if it is none of that. */
function happeningOf(happened: Happened): Happening | undefined {
  switch (happened.what) {
    case "talked":
      if (happened.answers.includes(undefined)) return undefined;
      if (!happened.answers.every(isAcknowledgement)) return "altered";
      return happened.handshake === "full" ? "answered" : happened.handshake;
    case "unstarted":
      return isMismatch(happened.error) ? "mismatched" : undefined;
    case "broken":
      return happened.alert;
    case "late":
    case "stopped":
      return undefined;
  }
}

/** As rustls puts it when `Deno.listenTls` is given a key that is not the certificate's. */
function isMismatch(error: unknown): boolean {
  const cause = error instanceof UserError ? error.cause : error;
  return cause instanceof Error && cause.message.includes("KeyMismatch");
}

function alertOf({ from, description }: Alert): Alert {
  return { from, description };
}

/** Either language's: it may have been changed in between. */
function isAcknowledgement(answer: string | undefined): boolean {
  return answer === ACKNOWLEDGEMENT.en || answer === ACKNOWLEDGEMENT.zh;
}

function same(happening: Happening | undefined, expected: Happening): boolean {
  if (typeof happening !== "object" || typeof expected !== "object") return happening === expected;
  return happening.from === expected.from && happening.description === expected.description;
}

const GOOD: ReadonlySet<Happening> = new Set(["answered", "retried", "resumed"]);

function kindOf(happening: Happening | undefined): Outcome["kind"] {
  if (happening === "altered") return "harmed";
  return typeof happening === "string" && GOOD.has(happening) ? "good" : "refused";
}

/** The truth about something the scenario does not explain. */
function plainly(
  happened: Happened,
  happening: Happening | undefined,
): Pick<Ending, "title" | "why"> {
  if (happened.what === "late") {
    const { seconds } = happened;
    return {
      title: { en: "It took too long", zh: "耗时过长" },
      why: {
        en: `Nothing had come of it after ${seconds} s, so it was ended.`,
        zh: `${seconds} 秒后仍没有结果，因此被终止。`,
      },
    };
  }
  if (happened.what === "stopped") {
    return {
      title: { en: "It was stopped", zh: "已被停止" },
      why: {
        en: "The run was ended before anything came of it.",
        zh: "运行在得出结果之前就被终止了。",
      },
    };
  }
  return {
    title: TITLES[typeof happening === "object" ? "alert" : happening ?? happened.what],
    why: UNEXPLAINED,
  };
}

const UNEXPLAINED: Text = {
  en: "This is not what the scenario was meant to show. What client and server told stands in " +
    "their logs.",
  zh: "这不是本场景原本要展示的结果。客户端和服务器的日志中有详细情况。",
};

const TITLES = {
  answered: { en: "Every message was acknowledged", zh: "每条消息都得到了确认" },
  retried: {
    en: "The server asked for another client_hello, then all went well",
    zh: "服务器要求重新发送 client_hello，之后一切顺利",
  },
  resumed: {
    en: "The session was resumed, and every message acknowledged",
    zh: "会话已恢复，每条消息都得到了确认",
  },
  altered: { en: "An answer was changed on the way", zh: "有一条回答在途中被改动" },
  talked: { en: "A message got no answer", zh: "有一条消息没有得到回答" },
  unstarted: { en: "The server did not start", zh: "服务器没有启动" },
  mismatched: {
    en: "The server refused its certificate and key",
    zh: "服务器拒绝使用这对证书和私钥",
  },
  broken: { en: "The connection broke off", zh: "连接中断了" },
  alert: { en: "One side broke off with an alert", zh: "一方发出警报并断开了连接" },
} as const satisfies Record<string, Text>;
