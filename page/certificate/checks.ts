/**
 * The checks made on a chain: the questions they answer, and each of them in order.
 *
 * @module
 */
import type { Chain } from "../../view/protocol.ts";
import type { Check } from "../../x509/check.ts";
import { Source } from "../detail/source.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { visible } from "../wire/foreign.ts";
import { answersTo, linkOf, QUESTIONS } from "./verdict.ts";

/** A sign and a word for how a check ended: it takes neither colour nor sight to tell. */
const PASSED = { sign: "✓", word: { en: "passed", zh: "通过" } };
const FAILED = { sign: "✗", word: { en: "failed", zh: "未通过" } };

/**
 * The questions one asks of a certificate, and their answers.
 *
 * @param props The chain's checks.
 * @returns A list of answers.
 */
export function Answers({ checks }: { readonly checks: readonly Check[] }): VNode {
  const t = useText();
  return html`
    <ul class="answers">
      ${answersTo(checks).map(({ question, failed }) => {
        const { ask, yes } = QUESTIONS[question];
        const { sign, word } = failed ? FAILED : PASSED;
        return html`
          <li key=${question} class=${failed ? "failed" : "passed"}>
            <strong><span class="sign" aria-hidden="true">${sign}</span> ${t(ask)}</strong>
            <span class="unseen">${t(word)}</span>
            <span>${visible(t(failed?.text ?? yes))}</span>
          </li>
        `;
      })}
    </ul>
  `;
}

/**
 * Every check, in order.
 *
 * @param props The chain.
 * @returns A list, folded away unless a check failed.
 */
export function Checks({ chain: { checks, valid } }: { readonly chain: Chain }): VNode {
  const t = useText();
  const first = checks.findIndex(({ passed }) => !passed);
  return html`
    <details class="checks" open=${!valid}>
      <summary>${t({
        en: `Every check, in order (${checks.length})`,
        zh: `全部检查，按顺序（${checks.length} 项）`,
      })}</summary>
      <ol>
        ${checks.map((check, i) =>
          html`
            <${CheckLine} key=${i} check=${check} first=${i === first} after=${first >= 0 &&
              i > first} />
          `
        )}
      </ol>
    </details>
  `;
}

/** What a line shows. */
interface CheckLineProps {
  readonly check: Check;
  /** Whether it is the first that failed, which decides. */
  readonly first: boolean;
  /** Whether it comes after that one, and so changes nothing any more. */
  readonly after: boolean;
}

function CheckLine({ check, first, after }: CheckLineProps): VNode {
  const t = useText();
  const { sign, word } = check.passed ? PASSED : FAILED;
  const state = `${check.passed ? "passed" : "failed"}${first ? " first" : ""}${
    after ? " after" : ""
  }`;
  return html`
    <li class=${state}>
      <span class="sign">${sign} <span>${t(word)}</span></span>
      <span class="check-text">${visible(t(check.text))}</span>
      <${Source} of=${{ source: check.source, link: linkOf(check.source) }} />
    </li>
  `;
}
