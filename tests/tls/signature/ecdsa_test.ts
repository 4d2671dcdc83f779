import { assert, assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { ecdsaDer } from "../../../x509/signature.ts";
import { type Curve, curveOf } from "../../../tls/signature/curves.ts";
import { leftmost } from "../../../tls/signature/dsa.ts";
import { verifyEcdsa } from "../../../tls/signature/ecdsa.ts";
import { bytesOf, inverse } from "../../../tls/signature/modular.ts";

const CURVE = curveOf("1.3.36.3.3.2.8.1.1.7")!; // brainpoolP256r1
const DATA = new TextEncoder().encode("what was signed");

function pointOf({ width }: Curve, x: bigint, y: bigint): Uint8Array {
  return new Uint8Array([4, ...bytesOf(x, width), ...bytesOf(y, width)]);
}

/** Signs with the nonce 1, which is as good as any for verifying. */
function signedWith(privateKey: bigint): Uint8Array {
  const { base, order, width } = CURVE;
  const z = leftmost(createHash("sha256").update(DATA).digest(), 256);
  const r = base.x % order;
  const s = (z + r * privateKey) % order;
  return ecdsaDer(new Uint8Array([...bytesOf(r, width), ...bytesOf(s, width)]));
}

Deno.test("verifyEcdsa() knows a key that is the base point, or the point opposite", () => {
  const { base: { x, y }, order, p } = CURVE;
  const keys = [[1n, pointOf(CURVE, x, y)], [order - 1n, pointOf(CURVE, x, p - y)]] as const;
  for (const [privateKey, key] of keys) {
    const signature = signedWith(privateKey);
    assert(verifyEcdsa(CURVE, key, "sha256", DATA, signature), `${privateKey}`);
    assert(!verifyEcdsa(CURVE, key, "sha256", DATA.subarray(1), signature), `${privateKey}`);
  }
});

Deno.test("verifyEcdsa() refuses a key that is no point of the curve", () => {
  const { base: { x, y }, p, width } = CURVE;
  const signature = signedWith(1n);
  const digits = pointOf(CURVE, x, y);
  const beyond = new Uint8Array(1 + 2 * width).fill(0xff).with(0, 4);
  for (
    const key of [
      pointOf(CURVE, x, (y + 1n) % p),
      pointOf(CURVE, 0n, 0n),
      beyond,
      digits.with(0, 2),
      digits.subarray(0, 1 + width),
      new Uint8Array(),
    ]
  ) {
    assert(!verifyEcdsa(CURVE, key, "sha256", DATA, signature));
  }
});

Deno.test("verifyEcdsa() refuses numbers that are not between 0 and the order", () => {
  const { base: { x, y }, order, width } = CURVE;
  const key = pointOf(CURVE, x, y);
  const [r, s] = [x % order, 1n];
  for (const [first, second] of [[0n, s], [r, 0n], [order, s], [r, order]] as const) {
    const raw = new Uint8Array([...bytesOf(first, width), ...bytesOf(second, width)]);
    assert(!verifyEcdsa(CURVE, key, "sha256", DATA, ecdsaDer(raw)), `${first}, ${second}`);
  }
});

Deno.test("verifyEcdsa() refuses a signature that leads to no point", () => {
  const { base: { x, y }, order, width } = CURVE;
  // With the key 1, the sum is (z + r) / s times the base point: none at all where r is -z.
  const z = leftmost(createHash("sha256").update(DATA).digest(), 256) % order;
  const raw = new Uint8Array([...bytesOf(order - z, width), ...bytesOf(5n, width)]);
  assert(!verifyEcdsa(CURVE, pointOf(CURVE, x, y), "sha256", DATA, ecdsaDer(raw)));
});

Deno.test("every curve has its base point on it, and an order that undoes", () => {
  const oids = ["1.3.132.0.33", "1.3.132.0.34", "1.3.132.0.35"]
    .concat(["7", "11", "13"].map((arc) => `1.3.36.3.3.2.8.1.1.${arc}`));
  for (const oid of oids) {
    const { a, b, base: { x, y }, order, p } = curveOf(oid)!;
    assertEquals(y * y % p, (x * x * x + a * x + b) % p, oid);
    assertEquals(inverse(3n, order)! * 3n % order, 1n, oid);
  }
  assertEquals(curveOf("1.2.3"), undefined);
});
