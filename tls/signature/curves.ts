/**
 * Elliptic curves in short Weierstrass form, y² = x³ + ax + b, as numbers: those of SEC 2 and RFC 5639
 * that certificates use and `node:crypto` cannot verify every signature of.
 *
 * @module
 */

/** A curve over a prime field. */
export interface Curve {
  /** The prime. */
  readonly p: bigint;
  /** The coefficient of x. */
  readonly a: bigint;
  /** The constant. */
  readonly b: bigint;
  /** The base point. */
  readonly base: { readonly x: bigint; readonly y: bigint };
  /** The order of the base point, a prime. */
  readonly order: bigint;
  /** How many bytes a coordinate takes. */
  readonly width: number;
}

/**
 * A curve by its name.
 *
 * @param oid The name in dotted form.
 * @returns The curve; undefined if it is not among those here.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { curveOf } from "./curves.ts";
 *
 * const { p, a, b, base: { x, y } } = curveOf("1.3.36.3.3.2.8.1.1.7")!;
 * assertEquals(y * y % p, (x * x * x + a * x + b) % p);
 * ```
 */
export function curveOf(oid: string): Curve | undefined {
  const known = read.get(oid);
  if (known) return known;
  const text = CURVES[oid];
  if (text === undefined) return undefined;
  const [p, a, b, x, y, order] = text.trim().split(/\n\s*/).map((digits) =>
    BigInt(`0x${digits}`)
  ) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const curve = { p, a, b, base: { x, y }, order, width: Math.ceil(p.toString(16).length / 2) };
  read.set(oid, curve);
  return curve;
}

const read = new Map<string, Curve>();

/** For each curve, a line a number: p, a, b, the base point's x and y, and its order. */
const CURVES: Readonly<Record<string, string>> = {
  // secp224r1
  "1.3.132.0.33": `
    ffffffffffffffffffffffffffffffff000000000000000000000001
    fffffffffffffffffffffffffffffffefffffffffffffffffffffffe
    b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4
    b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21
    bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34
    ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d`,
  // secp384r1
  "1.3.132.0.34": `
    fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff
    fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000fffffffc
    b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef
    aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7
    3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f
    ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973`,
  // secp521r1
  "1.3.132.0.35": `
    1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
    1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc
    51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00
    c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66
    11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650
    1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`,
  // brainpoolP256r1
  "1.3.36.3.3.2.8.1.1.7": `
    a9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377
    7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9
    26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6
    8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262
    547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997
    a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7`,
  // brainpoolP384r1
  "1.3.36.3.3.2.8.1.1.11": `
    8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123acd3a729901d1a71874700133107ec53
    7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f8aa5814a503ad4eb04a8c7dd22ce2826
    4a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d57cb4390295dbc9943ab78696fa504c11
    1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1e
    8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff99129280e4646217791811142820341263c5315
    8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565`,
  // brainpoolP512r1
  "1.3.36.3.3.2.8.1.1.13": `
    aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca703308717d4d9b009bc66842aecda12ae6a380e62881ff2f2d82c68528aa6056583a48f3
    7830a3318b603b89e2327145ac234cc594cbdd8d3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94ca
    3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94cadc083e67984050b75ebae5dd2809bd638016f723
    81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098eff3b1f78e2d0d48d50d1687b93b97d5f7c6d5047406a5e688b352209bcb9f822
    7dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111b2dcde494a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892
    aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069`,
};
