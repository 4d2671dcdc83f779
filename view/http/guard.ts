/**
 * Who may ask.
 *
 * The page listens on this machine, where every web page that is open in a browser, and every program,
 * can reach it too. Three things keep them out. The Host header has to name this machine: a foreign name
 * that was made to point here (DNS rebinding) is refused. A browser says which page a request comes from
 * (Origin, Sec-Fetch-Site): it has to be ours. And the address has to begin with a secret that only whoever
 * sees the terminal knows.
 *
 * @module
 */
import { timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import { formatAddress } from "../../talk/connection.ts";
import { plain } from "./answer.ts";

/** A request that may ask. */
export interface Admitted {
  /** The host and port it calls. */
  readonly host: string;
  /** The path below the secret, without a slash in front; null for the secret without a slash behind. */
  readonly path: string | null;
}

/** What to keep out is judged by. */
export interface Door {
  /** The address or name that is listened on. */
  readonly host: string;
  /** The port that is listened on. */
  readonly port: number;
  /** The first segment of every path. */
  readonly token: string;
}

/**
 * A secret nobody can guess: 256 random bits in base64url.
 *
 * @returns The secret, 43 characters long.
 */
export function newToken(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
}

/**
 * Judges a request.
 *
 * @param request The request.
 * @param door Where it knocks.
 * @returns What it asks for, or the refusal.
 */
export function admit(request: Request, door: Door): Admitted | Response {
  const host = request.headers.get("host")?.toLowerCase() ?? "";
  const url = URL.parse(request.url);
  // A request line may name another host than the Host header does.
  if (!isOurs(host, door) || url?.host !== host) return misdirected();
  if (!isSameOrigin(request, host)) return refused();
  const [, token = "", path] = /^\/([^/]*)(?:\/(.*))?$/s.exec(url.pathname) ?? [];
  if (!isSecret(token, door.token)) return refused();
  return { host, path: path ?? null };
}

/** Whether a Host header names this machine, and no name that somebody else gave it. */
function isOurs(host: string, { host: bound, port }: Door): boolean {
  const names = ["127.0.0.1", "localhost", "::1", bound];
  if (names.some((name) => hostHeader(name, port) === host)) return true;
  if (bound !== "0.0.0.0" && bound !== "::") return false;
  // Whoever listens on every address is called by any of them; names stay out, for they can be rebound.
  const { hostname } = URL.parse(`http://${host}`) ?? { hostname: "" };
  const address = hostname.replace(/^\[|\]$/g, "");
  return isIP(address) !== 0 && hostHeader(address, port) === host;
}

/** How browsers name a host and a port: without the port where it is that of HTTP. */
function hostHeader(hostname: string, port: number): string {
  const host = formatAddress({ hostname, port }).toLowerCase();
  return port === 80 ? host.replace(/:80$/, "") : host;
}

/** Whether a request comes from our own page, as far as whoever sends it says. */
function isSameOrigin({ headers, method }: Request, host: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = headers.get("origin");
  if (origin !== null) return origin === `http://${host}`;
  // Browsers name the origin of everything that can change something.
  return (method === "GET" || method === "HEAD") && !headers.has("upgrade");
}

/** Compares in a time that does not tell how much of it was right. */
function isSecret(given: string, secret: string): boolean {
  const encoder = new TextEncoder();
  const [a, b] = [encoder.encode(given), encoder.encode(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function misdirected(): Response {
  return plain(421, {
    en: "This server answers only to the address that deno task view printed: open that",
    zh: "此服务器只响应 deno task view 打印出的地址：请打开那个地址",
  });
}

/** One answer for all, so that nobody learns what was wrong. */
function refused(): Response {
  return plain(403, {
    en: "Not allowed: open the whole address that deno task view printed",
    zh: "不允许访问：请打开 deno task view 打印出的完整地址",
  });
}
