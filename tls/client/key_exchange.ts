/**
 * The client's part in agreeing on a key (RFC 8446 sections 4.2.8 and 7.4).
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createECDH, createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";
import { joinBytes } from "../../x509/der.ts";
import { asBytes } from "../hmac.ts";
import { violation } from "./tls_error.ts";

/** Gives random bytes, as many as asked for. */
export type RandomBytes = (length: number) => Uint8Array;

/** The groups, by their registered names. */
export const GROUP_CODES = { secp256r1: 0x0017, secp384r1: 0x0018, x25519: 0x001d } as const;

/** The name of a group. */
export type GroupName = keyof typeof GROUP_CODES;

/** A key of one's own, to agree with another's on a secret. */
export interface KeyPair {
  /** The group. */
  readonly group: GroupName;
  /** The public key, as a key share carries it. */
  readonly share: Uint8Array;
  /**
   * The secret that only the two can compute.
   *
   * @param share The server's public key.
   * @returns The secret.
   * @throws {TlsError} With `illegal_parameter` if that is no key of the group.
   */
  agree(share: Uint8Array): Uint8Array;
}

/**
 * Makes a key.
 *
 * @param group Its group.
 * @param random Where its bytes come from.
 * @returns The key.
 */
export function makeKeyPair(group: GroupName, random: RandomBytes): KeyPair {
  return group === "x25519" ? onX25519(random) : onCurve(group, random);
}

/** What stands before the 32 bytes of a key in PKCS #8 and in SubjectPublicKeyInfo (RFC 8410). */
const PKCS8 = Uint8Array.fromHex("302e020100300506032b656e04220420");
const SPKI = Uint8Array.fromHex("302a300506032b656e032100");

function onX25519(random: RandomBytes): KeyPair {
  const pkcs8 = Buffer.from(joinBytes([PKCS8, random(32)]));
  const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return {
    group: "x25519",
    share: asBytes(spki).slice(SPKI.length),
    agree(share) {
      if (share.length !== 32) throw noKey("x25519");
      const key = Buffer.from(joinBytes([SPKI, share]));
      const publicKey = createPublicKey({ key, format: "der", type: "spki" });
      let secret: Uint8Array;
      try {
        secret = asBytes(diffieHellman({ privateKey, publicKey }));
      } catch {
        throw noKey("x25519"); // A point of low order; the check is asked for in section 7.4.2.
      }
      if (secret.every((byte) => byte === 0)) throw noKey("x25519");
      return secret;
    },
  };
}

/** The NIST curves: as OpenSSL calls them, with the lengths of a private key and of a point. */
const CURVES = {
  secp256r1: { curve: "prime256v1", privateLength: 32, pointLength: 65 },
  secp384r1: { curve: "secp384r1", privateLength: 48, pointLength: 97 },
} as const;

function onCurve(group: "secp256r1" | "secp384r1", random: RandomBytes): KeyPair {
  const { curve, privateLength, pointLength } = CURVES[group];
  const key = createECDH(curve);
  for (let made = false; !made;) {
    try {
      key.setPrivateKey(random(privateLength));
      made = true;
    } catch {
      // Zero or not below the order of the curve, which hardly ever comes.
    }
  }
  return {
    group,
    share: asBytes(key.getPublicKey()),
    agree(share) {
      // Section 4.2.8.2: points are never compressed.
      if (share.length !== pointLength || share[0] !== 4) throw noKey(group);
      try {
        return asBytes(key.computeSecret(share));
      } catch {
        throw noKey(group);
      }
    },
  };
}

function noKey(group: GroupName) {
  return violation(
    "illegal_parameter",
    `The server's key share is no public key of ${group}`,
    `服务器的 key_share 不是 ${group} 的公钥`,
  );
}
