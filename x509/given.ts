/**
 * Names a person gives on a command line, turned into values or into an error that says how to write
 * them.
 *
 * @module
 */
import { usage } from "../cli/command.ts";
import { BilingualError } from "./bilingual_error.ts";
import { type GeneralName, parseHostName } from "./general_name.ts";

/**
 * A DNS name, wildcard or IP address given for an option.
 *
 * @param option The option's name, for the error.
 * @param value What was given.
 * @returns The name.
 * @throws {UserError} If it is neither a DNS name nor an IP address.
 */
export function givenName(option: string, value: string): GeneralName & { type: "dns" | "ip" } {
  try {
    return parseHostName(value);
  } catch (error) {
    if (!(error instanceof BilingualError)) throw error;
    const { en, zh } = error.text;
    throw usage({ en: `--${option}: ${en}`, zh: `--${option}：${zh}` }, {
      en: `Give a name such as --${option} localhost, ${
        option === "name" ? "*.example.test, " : ""
      }192.0.2.1 or ::1`,
      zh: `请给出名称，例如 --${option} localhost、${
        option === "name" ? "*.example.test、" : ""
      }192.0.2.1 或 ::1`,
    });
  }
}

/**
 * The name of one host given for an option: no wildcard; the dot of an absolute name does not matter.
 *
 * @param option The option's name, for the error.
 * @param value What was given.
 * @returns The DNS name, as A-labels, or the IP address; undefined if nothing was given.
 * @throws {UserError} If it is neither.
 */
export function givenHost(option: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const name = givenName(option, value.replace(/(?<=.)\.$/, ""));
  if (!name.value.startsWith("*.")) return name.value;
  throw usage(
    {
      en: `--${option} "${value}" is a pattern, not the name of a host`,
      zh: `--${option} 的值“${value}”是通配符，不是主机名`,
    },
    {
      en: `Give one name that it covers, such as ${name.value.replace("*", "www")}`,
      zh: `请给出它涵盖的一个名称，例如 ${name.value.replace("*", "www")}`,
    },
  );
}
