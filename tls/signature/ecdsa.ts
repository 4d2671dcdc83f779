/**
 * ECDSA signatures (FIPS 186-4 section 6.4), for the curves and hashes that `node:crypto` does not put
 * together: the brainpool curves, P-224, and hashes shorter than half the field, which TLS 1.2 allows
 * where the hash does not fix the curve.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Curve } from "./curves.ts";
import { leftmost, readPair } from "./dsa.ts";
import { inverse, numberOf } from "./modular.ts";

/** A point in Jacobian coordinates, x/z² and y/z³; the point at infinity has z 0. */
interface Point {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

const INFINITY: Point = { x: 1n, y: 1n, z: 0n };

/**
 * Verifies a signature.
 *
 * @param curve The curve.
 * @param key The signer's point, uncompressed (RFC 8422 section 5.4.1).
 * @param hash The hash as `node:crypto` calls it.
 * @param data What was signed.
 * @param signature The signature, an Ecdsa-Sig-Value in DER.
 * @returns Whether it is valid; it is not where the key is no point of the curve.
 */
export function verifyEcdsa(
  curve: Curve,
  key: Uint8Array,
  hash: string,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { order, p } = curve;
  const point = readPoint(curve, key);
  const pair = readPair(signature);
  if (!point || !pair || pair.some((number) => number <= 0n || number >= order)) return false;
  const [r, s] = pair;
  const w = inverse(s, order)!; // The order is a prime.
  const z = leftmost(createHash(hash).update(data).digest(), order.toString(2).length);
  const sum = addMultiples(curve, z * w % order, r * w % order, point);
  if (sum.z === 0n) return false;
  const scale = inverse(sum.z, p)!;
  return sum.x * scale % p * scale % p % order === r;
}

function readPoint({ p, a, b, width }: Curve, key: Uint8Array): Point | undefined {
  if (key.length !== 1 + 2 * width || key[0] !== 4) return undefined;
  const [x, y] = [numberOf(key.subarray(1, 1 + width)), numberOf(key.subarray(1 + width))];
  if (x >= p || y >= p) return undefined;
  return (y * y - (x * x + a) * x - b) % p === 0n ? { x, y, z: 1n } : undefined;
}

/** `u` times the base point plus `v` times a point, both in one go. */
function addMultiples(curve: Curve, u: bigint, v: bigint, point: Point): Point {
  const base = { ...curve.base, z: 1n };
  const both = add(curve, base, point);
  const bits = curve.order.toString(2).length;
  const [us, vs] = [u, v].map((number) => number.toString(2).padStart(bits, "0"));
  let sum = INFINITY;
  for (let i = 0; i < bits; i++) {
    sum = double(curve, sum);
    if (us![i] === "1") sum = add(curve, sum, vs![i] === "1" ? both : base);
    else if (vs![i] === "1") sum = add(curve, sum, point);
  }
  return sum;
}

function double({ p, a }: Curve, { x, y, z }: Point): Point {
  if (z === 0n || y === 0n) return INFINITY;
  const yy = y * y % p;
  const zz = z * z % p;
  const s = 4n * x * yy % p;
  const m = (3n * x * x + a * (zz * zz % p)) % p;
  const x3 = positive(m * m - 2n * s, p);
  return { x: x3, y: positive(m * (s - x3) - 8n * yy * yy, p), z: 2n * y * z % p };
}

function add(curve: Curve, left: Point, right: Point): Point {
  if (left.z === 0n) return right;
  if (right.z === 0n) return left;
  const { p } = curve;
  const [lzz, rzz] = [left.z * left.z % p, right.z * right.z % p];
  const [u1, u2] = [left.x * rzz % p, right.x * lzz % p];
  const [s1, s2] = [left.y * rzz % p * right.z % p, right.y * lzz % p * left.z % p];
  if (u1 === u2) return s1 === s2 ? double(curve, left) : INFINITY;
  const h = u2 - u1;
  const r = s2 - s1;
  const hh = h * h % p;
  const hhh = h * hh % p;
  const v = u1 * hh % p;
  const x = positive(r * r - hhh - 2n * v, p);
  return {
    x,
    y: positive(r * (v - x) - s1 * hhh, p),
    z: positive(left.z * right.z % p * h, p),
  };
}

function positive(number: bigint, p: bigint): bigint {
  const rest = number % p;
  return rest < 0n ? rest + p : rest;
}
