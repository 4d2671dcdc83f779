/**
 * What is where below the page's address.
 *
 * @module
 */
import type { Shown } from "../shown.ts";
import { json, NO_SESSION, plain } from "./answer.ts";
import type { Assets } from "./assets.ts";
import { standalone } from "./standalone.ts";
import { takeCapture } from "./upload.ts";

/** What the page is made of, and what it shows. */
export interface Served {
  /** The page's files. */
  readonly assets: Assets;
  /** What it shows. */
  readonly shown: Shown;
}

/**
 * Answers a request that may ask, but for that of live news.
 *
 * @param request The request.
 * @param path What it asks for, below the page's address.
 * @param served What there is.
 * @returns The answer.
 */
export async function answer(request: Request, path: string, served: Served): Promise<Response> {
  const { assets, shown } = served;
  if (path === "captures") {
    return only(["POST"], request) ?? await takeCapture(request, shown);
  }
  const wrong = only(["GET", "HEAD"], request);
  if (wrong) return wrong;
  if (path === "") return await document(assets);
  if (path.startsWith("session/")) return await ofSession(path, served);
  const asset = await assets.read(path);
  if (!asset) return plain(404, { en: "There is nothing here", zh: "这里什么也没有" });
  return new Response(asset.text, { headers: { "content-type": asset.type } });
}

/** The refusal of a method that is not among those a path has. */
function only(methods: readonly string[], { method }: Request): Response | undefined {
  if (methods.includes(method)) return undefined;
  const allow = methods.join(", ");
  return plain(405, {
    en: `This can only be asked with ${allow}`,
    zh: `此处只接受 ${allow}`,
  }, { allow });
}

/** The document, which has the browser load all modules at once rather than as it comes upon them. */
async function document(assets: Assets): Promise<Response> {
  const modules = (await assets.names()).filter((name) => !name.endsWith(".css"));
  const links = modules.map((name) => `<link rel="modulepreload" href="${name}">\n`).join("");
  const html = (await assets.document()).replace("</head>", () => `${links}</head>`);
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

const DETAIL = /^session\/(\d{1,15})\/(opened|passed)\/(\d{1,15})$/;
const CERTIFICATES = /^session\/(\d{1,15})\/certificates$/;
const DOWNLOAD = /^session\/(\d{1,15})\.(pcapng|json|html)$/;

async function ofSession(path: string, { assets, shown }: Served): Promise<Response> {
  const [, inSession, list, index] = DETAIL.exec(path) ?? [];
  if (list !== undefined) {
    const detail = shown.detail(Number(inSession), list as "opened" | "passed", Number(index));
    return detail ? json(detail) : json(NO_SESSION, 404);
  }
  const [, whose] = CERTIFICATES.exec(path) ?? [];
  if (whose !== undefined) {
    const chains = await shown.chains(Number(whose));
    return chains ? json(chains) : json(NO_SESSION, 404);
  }
  const [, id, form] = DOWNLOAD.exec(path) ?? [];
  const content = await download(Number(id), form, assets, shown);
  if (content === undefined) return json(NO_SESSION, 404);
  return new Response(content.body, {
    headers: {
      "content-type": content.type,
      "content-disposition": `attachment; filename="tls-lab-session-${id}.${form}"`,
    },
  });
}

async function download(
  session: number,
  form: string | undefined,
  assets: Assets,
  shown: Shown,
): Promise<{ type: string; body: BodyInit } | undefined> {
  switch (form) {
    case "pcapng": {
      const body = shown.capture(session);
      // What Wireshark calls it; the IANA registers none.
      return body && { type: "application/x-pcapng", body };
    }
    case "json": {
      const values = shown.json(session);
      return values && { type: "application/json", body: lines(values) };
    }
    case "html": {
      const kept = await shown.kept(session);
      return kept && { type: "text/html; charset=utf-8", body: await standalone(assets, kept) };
    }
  }
}

/** An array with a value on each line, written as it is read: it may be long. */
function lines(values: readonly unknown[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = function* () {
    for (const [i, value] of values.entries()) {
      yield `${i === 0 ? "[\n" : ",\n"}${JSON.stringify(value)}`;
    }
    yield values.length === 0 ? "[]\n" : "\n]\n";
  };
  return ReadableStream.from(pieces()).pipeThrough(new TextEncoderStream());
}
