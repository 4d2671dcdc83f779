/**
 * Everything there is to know of one row of the wire.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { Detail, Labelled, OpenedRow, PassedRow, SessionState } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { after } from "../shell/format.ts";
import type { Sight } from "../state.ts";
import { Envelope } from "../wire/envelope.ts";
import { hidingOf } from "../wire/course.ts";
import { visible } from "../wire/foreign.ts";
import { bytes, DIRECTIONS, PROOFS } from "../wire/words.ts";
import { Dissection } from "./dissection.ts";
import { Source } from "./source.ts";
import { wordsOf } from "./words.ts";

/** What the panel shows, and who is told. */
export interface DetailPanelProps {
  /** The session. */
  readonly session: SessionState;
  /** The row that is chosen; null for none. */
  readonly row: OpenedRow | PassedRow | null;
  /** Everything about it; null as long as it has not come. */
  readonly detail: Detail | null;
  /** Told who is to look. */
  readonly onSight: (sight: Sight) => void;
}

/**
 * The panel.
 *
 * @param props What it shows.
 * @returns The row's head, what it proves, its fields and its bytes.
 */
export function DetailPanel({ session, row, detail, onSight }: DetailPanelProps): VNode {
  const t = useText();
  if (!row) {
    return html`<p class="detail-empty">${
      t({
        en: "Choose a message on the wire: here are its fields and its bytes.",
        zh: "在线路上选择一条消息，这里会显示它的字段和字节。",
      })
    }</p>`;
  }
  const said = "kind" in row;
  return html`
    <article class="detail" aria-labelledby="detail-title">
      <div class="detail-about">
        <${Head} row=${row} detail=${detail} />
        ${said && row.proof && html`<${ProofNote} proof=${row.proof} />`}
        ${row.text !== undefined && html`
          <p class="detail-words">${visible(
            wordsOf({ ...row, text: row.text }, detail),
          )}</p>
        `}
      </div>
      ${said && html`<${Passed} row=${row} detail=${detail} onSight=${onSight} />`}
      ${!said && row.sealed && html`<${SealedNote} session=${session} onSight=${onSight} />`}
      ${said && row.kind === "malformed"
        ? html`<p class="quiet-note">${t(UNREADABLE)}</p>`
        : detail === null
        ? html`<p class="quiet-note">${t({ en: "Fetching …", zh: "正在读取……" })}</p>`
        : html`
          <${Parts}
            key=${`${session.id} ${said} ${row.index}`}
            detail=${detail}
            parts=${partsOf(detail)}
          />
        `}
    </article>
  `;
}

const UNREADABLE: Text = {
  en: "What cannot be read has no fields. Its bytes are among the records the eavesdropper sees.",
  zh: "读不懂的内容没有字段。它的字节在窃听者所见的记录之中。",
};

function partsOf({ content, inner }: Detail): readonly Labelled[] {
  return inner ? [content, inner] : [content];
}

/** Everything that is taken apart, each with its title where there are several. */
function Parts(
  { parts, detail }: { readonly parts: readonly Labelled[]; readonly detail: Detail },
): VNode {
  const t = useText();
  return html`
    <div class="detail-parts">
      ${parts.map((part, i) =>
        html`
          <section key=${i}>
            ${parts.length > 1 && html`
              <h3>${part === detail.inner
                ? t({ en: `Unpacked: ${part.name}`, zh: `解压后：${part.name}` })
                : `${part.name}, ${t(bytes(part.length))}`}</h3>
            `}
            <${Dissection} labelled=${part} explanations=${detail.explanations} />
          </section>
        `
      )}
    </div>
  `;
}

/** Which row it is, and what it is for. */
function Head(
  { row, detail }: { readonly row: OpenedRow | PassedRow; readonly detail: Detail | null },
): VNode {
  const t = useText();
  const place = detail?.content.explained;
  const explained = place === undefined ? undefined : detail?.explanations[place];
  return html`
    <header class=${`detail-head from-${row.from}`}>
        <h2 id="detail-title">
          <span class="detail-number">${row.index + 1}</span>
          <span class="detail-name">${"kind" in row
            ? visible(row.name)
            : RECORD(row.record, t)}</span>
        </h2>
        <p class="detail-facts">
          <span class="detail-side">${t(DIRECTIONS[row.from])}</span>
          <span>${after(row.time)}</span>
    ${row.length > 0 && html`<span>${t(bytes(row.length))}</span>`}
          ${"kind" in row
            ? row.facts.map((fact) => html`<bdi>${visible(t(fact))}</bdi>`)
            : html`<span>${row.name}</span>`}
        </p>
        ${explained && html`
          <p class="detail-sentence">${t(explained.text)} <${Source} of=${explained} /></p>
        `}
      </header>
  `;
}

const RECORD = (record: number, t: (text: Text) => string) =>
  record === 0
    ? t({ en: "plain text", zh: "明文" })
    : t({ en: `record ${record}`, zh: `第 ${record} 条记录` });

/** What the row proves, and what that rests on. */
function ProofNote({ proof }: { readonly proof: NonNullable<OpenedRow["proof"]> }): VNode {
  const t = useText();
  const { sign, word } = PROOFS[proof.result];
  return html`
    <p class=${`proof-note ${proof.result}`}>
      <strong>${sign} ${t(word)}</strong> ${visible(t(proof.why))}
    </p>
  `;
}

/** What Passed needs. */
interface PassedProps {
  readonly row: OpenedRow;
  readonly detail: Detail | null;
  readonly onSight: (sight: Sight) => void;
}

/** How the row passed, with a way to see it so. */
function Passed({ row, detail, onSight }: PassedProps): VNode | null {
  const t = useText();
  if (row.records.length === 0) return null;
  const length = detail?.records.reduce((sum, record) => sum + record.length, 0);
  const numbers = row.records.length === 1
    ? { en: `record ${row.records[0]}`, zh: `第 ${row.records[0]} 条记录` }
    : {
      en: `records ${row.records[0]} to ${row.records.at(-1)}`,
      zh: `第 ${row.records[0]} 至 ${row.records.at(-1)} 条记录`,
    };
  const size = length === undefined
    ? ""
    : t({ en: `, ${t(bytes(length))}`, zh: `，${t(bytes(length))}` });
  return html`
    <p class="passed-strip">
      <${Envelope} open />
      <span><span class="passed-lead">${t({ en: "As it passed:", zh: "途中所见：" })} </span>${t(
        numbers,
      )}${size}</span>
      <button
        type="button"
        class="quiet"
        onClick=${() => onSight("eavesdropper")}
      >${t({ en: "See it as the eavesdropper does", zh: "以窃听者的视角查看" })}</button>
    </p>
  `;
}

const RANDOM: Text = {
  en: "Sealed: without the keys these bytes are as good as random.",
  zh: "已密封：没有密钥，这些字节与随机数无异。",
};

const PROTECTED: Text = {
  en:
    "This cipher suite hides nothing: the bytes are as they were said, with a check value behind them.",
  zh: "这个加密套件什么也不隐藏：这些字节就是原文，后面附有校验值。",
};

/** That a record is sealed, and a way to open it. */
function SealedNote(
  { session, onSight }: {
    readonly session: SessionState;
    readonly onSight: (sight: Sight) => void;
  },
): VNode {
  const t = useText();
  return html`
    <p class="passed-strip">
      <${Envelope} open=${false} />
      <span>${t(hidingOf(session) === "nothing" ? PROTECTED : RANDOM)}</span>
      ${session.decrypted && html`
        <button type="button" class="quiet" onClick=${() => onSight("keys")}>${t({
          en: "Open it with the keys",
          zh: "用密钥打开",
        })}</button>
      `}
    </p>
  `;
}
