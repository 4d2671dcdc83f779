/**
 * What ends a connection: a rule that was broken, and the alert that says so (RFC 8446 section 6).
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { Side } from "../event.ts";
import { describeAlert } from "../registry/alerts.ts";

/** The alerts a client of TLS 1.3 sends, by their registered names. */
export const ALERT_CODES = {
  close_notify: 0,
  unexpected_message: 10,
  bad_record_mac: 20,
  record_overflow: 22,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  decode_error: 50,
  decrypt_error: 51,
  protocol_version: 70,
  missing_extension: 109,
  unsupported_extension: 110,
} as const;

/** The name of an alert a client sends. */
export type AlertName = keyof typeof ALERT_CODES;

/** The end of a connection that went wrong. */
export class TlsError extends Error {
  /** `TlsError`. */
  override readonly name = "TlsError";
  /** Who sent the alert: the client, which found fault with the server, or the server. */
  readonly from: Side;
  /** The alert, such as `illegal_parameter`. */
  readonly alert: string;
  /** What went wrong, in both languages. */
  readonly reason: Text;

  /**
   * Makes an error of the alert and its cause.
   *
   * @param from Who sent the alert.
   * @param alert Its registered name.
   * @param reason What went wrong.
   */
  constructor(from: Side, alert: string, reason: Text) {
    super(reason.en);
    this.from = from;
    this.alert = alert;
    this.reason = reason;
  }
}

/**
 * A rule the server broke.
 *
 * @param alert The alert it is to be told with.
 * @param en What it did, in English.
 * @param zh The same in Chinese.
 * @returns The error to throw.
 */
export function violation(alert: AlertName, en: string, zh: string): TlsError {
  return new TlsError("client", alert, { en, zh });
}

/**
 * An alert the server sent.
 *
 * @param code Its description.
 * @returns The error to throw.
 */
export function alertOf(code: number): TlsError {
  const { name, meaning } = describeAlert(code);
  return new TlsError("server", name, {
    en: `The server sent the alert ${name}: ${meaning.en}`,
    zh: `服务器发来警报 ${name}：${meaning.zh}`,
  });
}

/**
 * A message that has no place where it came.
 *
 * @param name Its name.
 * @returns The error to throw.
 */
export function unexpected(name: string): TlsError {
  return violation(
    "unexpected_message",
    `The server sent ${name} where it has no place`,
    `服务器在不该出现的时候发送了 ${name}`,
  );
}
