/**
 * The options the authority's commands share, and what is given for them turned into values, or into
 * an error that says how to write it.
 *
 * @module
 */
import { type Options, usage, wholeNumber } from "../cli/command.ts";
import { say } from "../cli/language.ts";
import { tell, yellow } from "../cli/terminal.ts";
import { BilingualError } from "../x509/bilingual_error.ts";
import type { GeneralName } from "../x509/general_name.ts";
import { givenName } from "../x509/given.ts";
import { ATTRIBUTE_TYPES, type Name, parseSubject } from "../x509/name.ts";
import { KEY_KINDS, type KeyKind } from "../x509/private_key.ts";

/** How long a root is valid by default. */
export const ROOT_DAYS = 3650;
/**
 * How long a server's certificate is valid by default: below the 398 days browsers allow public
 * authorities (CA/B Baseline Requirements 6.3.2).
 */
export const LEAF_DAYS = 397;
/** Apple's limit for the certificate of any TLS server (support.apple.com/en-us/103769). */
const APPLE_DAYS = 825;

/** The options, by name. */
export const OPTIONS = {
  subject: {
    value: "SUBJECT",
    help: {
      en: 'whom it names, as "/C=CN/O=Example/CN=name"; \\ before a / + or \\ in a value',
      zh: "证书主体，如“/C=CN/O=Example/CN=name”；值中的 / + \\ 前加 \\",
    },
  },
  days: {
    value: "DAYS",
    help: { en: "how long it is valid (397, a root 3650)", zh: "有效天数（397，根证书 3650）" },
  },
  key: {
    value: "KIND",
    help: {
      en: `kind of key: ${KEY_KINDS.join(" ")} (rsa:2048)`,
      zh: `密钥种类：${KEY_KINDS.join(" ")}（rsa:2048）`,
    },
  },
  name: {
    value: "NAME",
    many: true,
    help: { en: "DNS name, *.wildcard or IP address", zh: "DNS 名称、*.通配符或 IP 地址" },
  },
  dir: { value: "FOLDER", help: { en: "the CA's folder (certs)", zh: "CA 所在的文件夹（certs）" } },
  force: { help: { en: "replace what is there", zh: "覆盖已有的文件" } },
} as const satisfies Options;

const SEED = "/C=CN/ST=jiangsu/L=nanjing/O=ESU/OU=csee/CN=CA_zino";

/** The lab's own authority. */
export const CA_SUBJECT: Name = parseSubject(SEED);

const SHORT_TYPES = ATTRIBUTE_TYPES.filter((type) => type.length < 3).join(" ");

/**
 * A subject, as `--subject` takes it.
 *
 * @param value What was given.
 * @returns The name; undefined if nothing was given.
 * @throws {UserError} If it does not parse.
 */
export function givenSubject(value: string | undefined): Name | undefined {
  if (value === undefined) return undefined;
  try {
    return parseSubject(value);
  } catch (error) {
    if (!(error instanceof BilingualError)) throw error;
    const { en, zh } = error.text;
    throw usage({ en: `--subject: ${en}`, zh: `--subject：${zh}` }, {
      en: `Write it as "${SEED}"; types: ${SHORT_TYPES} …`,
      zh: `请写成“${SEED}”；可用类型：${SHORT_TYPES} …`,
    });
  }
}

/**
 * A kind of key, as `--key` takes it.
 *
 * @param value What was given; `rsa:2048` if nothing.
 * @returns The kind.
 * @throws {UserError} If there is no such kind.
 */
export function givenKind(value = "rsa:2048"): KeyKind {
  if (KEY_KINDS.includes(value as KeyKind)) return value as KeyKind;
  throw usage(
    { en: `--key "${value}" is no kind of key`, zh: `--key 的值“${value}”不是可用的密钥种类` },
    { en: `Choose one of ${KEY_KINDS.join(", ")}`, zh: `请选择：${KEY_KINDS.join("、")}` },
  );
}

/**
 * Names to certify, as `--name` takes them.
 *
 * @param values What was given; a name given twice counts once.
 * @returns The names; undefined if none was given.
 * @throws {UserError} If one is neither a DNS name nor an IP address.
 */
export function givenNames(values: readonly string[]): GeneralName[] | undefined {
  if (values.length === 0) return undefined;
  const names = values.map((value) => givenName("name", value));
  return names.filter(({ value }, i) => names.findIndex((one) => one.value === value) === i);
}

/**
 * A validity in days, as `--days` takes it; at most to the end of the calendar, the year 9999.
 *
 * @param value What was given.
 * @param fallback The days if nothing was given.
 * @returns The days.
 * @throws {UserError} If it is no whole number in range.
 */
export function givenDays(value: string | undefined, fallback: number): number {
  const most = Math.floor((Date.UTC(9999, 11, 31) - Date.now()) / 86_400_000);
  return value === undefined ? fallback : wholeNumber("days", value, 1, most);
}

/**
 * A moment, as `--at` takes it.
 *
 * @param value What was given; now if nothing.
 * @returns The moment.
 * @throws {UserError} If it is no date.
 */
export function givenDate(value: string | undefined): Date {
  if (value === undefined) return new Date();
  const date = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(value)
    ? new Date(value)
    : new Date(NaN);
  // The 31st of February would be taken for the 3rd of March.
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  const real = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value.slice(0, 10));
  if (real && !Number.isNaN(date.getTime())) return date;
  throw usage({ en: `--at "${value}" is no date`, zh: `--at 的值“${value}”不是日期` }, {
    en: "Write it as 2030-01-31 or 2030-01-31T12:00:00Z",
    zh: "请写成 2030-01-31 或 2030-01-31T12:00:00Z",
  });
}

/**
 * Warns of a server certificate that Apple's systems would refuse.
 *
 * @param days How long it is to be valid.
 */
export function warnOfDays(days: number): void {
  if (days <= APPLE_DAYS) return;
  tell(yellow(say(
    `warning: Apple's systems refuse a server certificate valid for more than ${APPLE_DAYS} days; this one is for ${days}`,
    `警告：Apple 系统拒绝有效期超过 ${APPLE_DAYS} 天的服务器证书；这张证书是 ${days} 天`,
  )));
}
