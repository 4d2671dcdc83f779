/**
 * A capture that was dropped onto the page: a form with the file, bounded before it is read.
 *
 * @module
 */
import { UserError } from "../../cli/error.ts";
import type { Text } from "../../cli/language.ts";
import type { Shown } from "../shown.ts";
import { json } from "./answer.ts";

/** What a form adds to its files: boundaries, headers, names. */
const FORM_OVERHEAD = 16 * 1024;

/** The longest name a file is called by, in UTF-16 code units. */
const LONGEST_NAME = 255;

/**
 * Takes a form with `capture` and, where there is one, `keylog`, both files, and the capture's `name`.
 *
 * @param request The request.
 * @param shown Decodes the capture.
 * @returns The sessions it became, or what is wrong with it.
 */
export async function takeCapture(request: Request, shown: Shown): Promise<Response> {
  const most = shown.hello().largestUpload;
  try {
    const form = await readForm(request, most + FORM_OVERHEAD);
    const capture = form.get("capture");
    const keyLog = form.get("keylog");
    if (!(capture instanceof File) || typeof keyLog === "string") throw new Malformed();
    // Deno ends the name of a form's file at a `=`, so the page sends it apart.
    const name = form.get("name") ?? capture.name;
    if (typeof name !== "string") throw new Malformed();
    const sessions = await shown.upload({
      name: name.slice(0, LONGEST_NAME),
      capture: capture.stream(),
      keyLog: await keyLog?.bytes(),
    });
    return json({ sessions });
  } catch (error) {
    if (error instanceof TooLarge) return json(tooLarge(most), 413);
    if (error instanceof Malformed) return json(MALFORMED, 400);
    if (!(error instanceof UserError)) throw error;
    return json({ problem: error.problem, remedy: error.remedy }, 400);
  }
}

class TooLarge extends Error {}
class Malformed extends Error {}

async function readForm({ headers, body }: Request, most: number): Promise<FormData> {
  const type = headers.get("content-type");
  if (!type?.startsWith("multipart/form-data;") || !body) throw new Malformed();
  // Who sends in pieces need not say how much there is.
  if (Number(headers.get("content-length") ?? 0) > most) throw new TooLarge();
  const bytes = await readAtMost(body, most);
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    throw new Malformed();
  }
}

async function readAtMost(body: ReadableStream<Uint8Array>, most: number): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > most) throw new TooLarge();
    pieces.push(piece as Uint8Array<ArrayBuffer>);
  }
  return new Blob(pieces);
}

function tooLarge(most: number): { problem: Text; remedy: Text } {
  const size = `${Math.floor(most / (1024 * 1024))} MiB`;
  return {
    problem: {
      en: `Capture and key log are larger than ${size}`,
      zh: `捕获文件和密钥日志的大小超过 ${size}`,
    },
    remedy: {
      en: "Cut the capture down, or open it in the terminal: deno task tap --read FILE",
      zh: "请缩小捕获文件，或在终端中打开：deno task tap --read FILE",
    },
  };
}

const MALFORMED = {
  problem: {
    en: "This is no form with a capture in it",
    zh: "这不是包含捕获文件的表单",
  },
  remedy: {
    en:
      "Send multipart/form-data with a file named capture and, if you have one, a file named keylog",
    zh: "请以 multipart/form-data 发送名为 capture 的文件，如有密钥日志，再附上名为 keylog 的文件",
  },
};
