/**
 * Path validation that explains itself: from a certificate to a root one trusts (RFC 5280 section 6).
 *
 * Paths are found here; the checks on each are in `check.ts`. Every check made is listed, passed or
 * not, with a sentence in both languages and its source, so that a person can see why a certificate
 * is accepted or refused.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";
import { type Certificate, parseCertificate } from "./certificate.ts";
import { type Check, checkPath, type PathEnd, type Reason } from "./check.ts";
import { sameBytes } from "./der.ts";

/** What {@linkcode validatePath} is asked. */
export interface PathOptions {
  /** The certificate to validate, in DER. */
  readonly leaf: Uint8Array;
  /** Certificates that may stand in between, in DER, in any order. */
  readonly intermediates?: readonly Uint8Array[];
  /** The certificates trusted, in DER. */
  readonly roots: readonly Uint8Array[];
  /** The moment to judge dates by; now by default. */
  readonly at?: Date;
  /** What the leaf is to be used for; `server` by default. */
  readonly purpose?: "server" | "client";
  /** The DNS name or IP address the leaf must cover; not checked if left out. */
  readonly host?: string;
  /** How many certificates a path may have at most, leaf and root included; 8 by default. */
  readonly maxDepth?: number;
}

/** The answer: valid with the path found, or refused with the first reason. */
export type PathResult =
  & {
    /** From the leaf up; to a root if one was reached. */
    readonly path: readonly Certificate[];
    /** Every check made, in order. */
    readonly checks: readonly Check[];
  }
  & (
    | { readonly valid: true }
    | {
      readonly valid: false;
      readonly reason: Reason;
      /** What was found, in both languages. */
      readonly detail: Text;
      /** Which certificate of the path failed, 0 being the leaf. */
      readonly failedAt: number;
    }
  );

/** How many candidate paths are tried before giving up: bounds the work a hostile chain can cause. */
const MOST_PATHS = 32;

/**
 * Builds a path from a certificate to a trusted root and validates it.
 *
 * @param options The certificates and what is asked of them.
 * @returns Whether there is a valid path, which, and every check made.
 *
 * @example A certificate is not trusted because it says so itself
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { buildRoot } from "./build.ts";
 * import { parseSubject } from "./name.ts";
 * import { validatePath } from "./path.ts";
 * import { generateKey } from "./private_key.ts";
 *
 * const leaf = await buildRoot({
 *   subject: parseSubject("/CN=Example"),
 *   key: await generateKey("ec:p256"),
 *   notBefore: new Date("2020-01-01"),
 *   notAfter: new Date("2049-01-01"),
 * });
 * const result = await validatePath({ leaf, roots: [], at: new Date("2030-01-01") });
 * assertEquals(result.valid === false && result.reason, "self-signed");
 * ```
 */
export async function validatePath(options: PathOptions): Promise<PathResult> {
  let leaf: Certificate;
  try {
    leaf = parseCertificate(options.leaf);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const text = {
      en: `The certificate cannot be read: ${why}`,
      zh: `无法读取证书：${why}`,
    };
    const source = "RFC 5280 4.1";
    const check: Check = { reason: "malformed", passed: false, certificate: 0, text, source };
    return refused([], [check], check);
  }
  const roots = parseAll(options.roots).filter(canAnchor);
  const pool = [...roots, ...parseAll(options.intermediates ?? [])];
  const maxDepth = options.maxDepth ?? 8;

  const judgement = {
    at: options.at ?? new Date(),
    purpose: options.purpose ?? "server",
    host: options.host,
  };
  let first: PathResult | undefined;
  let tried = 0;
  for (const { path, end } of candidates([leaf], pool, roots, maxDepth)) {
    const checks = await checkPath(path, end, judgement);
    const failed = checks.find(({ passed }) => !passed);
    if (!failed) return { valid: true, path, checks };
    first ??= refused(path, checks, failed);
    if (++tried >= MOST_PATHS) break;
  }
  return first!; // candidates() yields one path at the least.
}

/** A leaf issued by another does not become a root by being called one. */
function canAnchor({ known, subjectDer, issuerDer }: Certificate): boolean {
  return known.basicConstraints?.ca === true || sameBytes(subjectDer, issuerDer);
}

/** The certificates that can be read; one that cannot is as good as absent. */
function parseAll(ders: readonly Uint8Array[]): Certificate[] {
  return ders.flatMap((der) => {
    try {
      return [parseCertificate(der)];
    } catch {
      return [];
    }
  });
}

/** A path to judge. */
interface Candidate {
  readonly path: Certificate[];
  readonly end: PathEnd;
}

/** Paths by names: those that reach a root first, then, if none does, the longest that does not. */
function* candidates(
  path: Certificate[],
  pool: readonly Certificate[],
  roots: readonly Certificate[],
  maxDepth: number,
): Generator<Candidate> {
  let reached = false;
  let longest: Candidate = { path, end: "nowhere" };
  const open: Certificate[][] = [path];
  for (let steps = 0; open.length > 0 && steps < 1000; steps++) {
    const one = open.pop()!;
    if (one.length > longest.path.length) longest = { path: one, end: "nowhere" };
    if (isAmong(one.at(-1)!, roots)) {
      reached = true;
      yield { path: one, end: "root" };
      continue;
    }
    // The last pushed is looked at first: those whose key identifier fits, roots before others.
    const issuers = issuersOf(one.at(-1)!, pool).filter((issuer) => !isAmong(issuer, one));
    if (one.length < maxDepth) open.push(...issuers.reverse().map((issuer) => [...one, issuer]));
    else if (issuers.some((issuer) => isAmong(issuer, roots))) {
      longest = { path: one, end: "limit" };
    }
  }
  if (!reached) yield longest;
}

function issuersOf(subject: Certificate, pool: readonly Certificate[]): Certificate[] {
  const named = pool.filter((issuer) => sameBytes(issuer.subjectDer, subject.issuerDer));
  const wanted = subject.known.authorityKeyId?.keyId;
  const fits = ({ known: { subjectKeyId } }: Certificate) =>
    !wanted || !subjectKeyId || sameBytes(wanted, subjectKeyId);
  return [...named.filter(fits), ...named.filter((issuer) => !fits(issuer))];
}

function isAmong(one: Certificate, list: readonly Certificate[]): boolean {
  return list.some((other) => sameBytes(one.der, other.der));
}

function refused(
  path: readonly Certificate[],
  checks: readonly Check[],
  failed: Check,
): PathResult {
  return {
    valid: false,
    reason: failed.reason,
    detail: failed.text,
    failedAt: failed.certificate,
    path,
    checks,
  };
}
