/**
 * What the header of a record is for (RFC 8446 section 5).
 *
 * @module
 */
import { linkTo } from "../../tls/explain/explain.ts";
import type { Explained } from "../protocol.ts";

const PLAINTEXT = "RFC 8446 section 5.1";
const CIPHERTEXT = "RFC 8446 section 5.2";

/** What each field of a record is for. */
export const RECORD_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  type: explained(
    PLAINTEXT,
    "What the record says it carries. TLS 1.3 writes application_data on every encrypted record, so " +
      "that nobody outside learns what kind it is; the true type is encrypted with the rest.",
    "记录声称的内容类型。TLS 1.3 在每条加密记录上都写 application_data，外人无从得知其真实类型；" +
      "真实类型与内容一起被加密。",
  ),
  legacy_record_version: explained(
    PLAINTEXT,
    "Frozen for old devices on the way that break on anything new; it decides nothing any more.",
    "为兼容途中不认识新版本的旧设备而固定不变；已不再起任何作用。",
  ),
  length: explained(
    PLAINTEXT,
    "How many bytes follow. An eavesdropper can read this: lengths and times are what encryption does " +
      "not hide.",
    "其后有多少字节。窃听者能读到它：长度和时间是加密掩盖不了的。",
  ),
  fragment: explained(
    PLAINTEXT,
    "What the record carries, in the clear: anybody on the way can read it.",
    "记录的内容，未加密：途中的任何人都能读到。",
  ),
  encrypted_record: explained(
    CIPHERTEXT,
    "The sealed content, with a check in it that fits only this content, this key and this place in the " +
      "order: a single changed bit, and the receiver throws all of it away.",
    "密封的内容，其中带有校验值，只与这份内容、这把密钥和这个次序相符：" +
      "哪怕改动一位，接收方也会全部丢弃。",
  ),
};

function explained(source: string, en: string, zh: string): Explained {
  return { text: { en, zh }, source, link: linkTo(source) ?? null };
}
