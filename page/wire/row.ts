/**
 * A row of the wire: a message, or a record, as an arrow from one side to the other.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { OpenedRow, PassedRow } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { after } from "../shell/format.ts";
import { Arrow, Envelope } from "./envelope.ts";
import { isolated, visible } from "./foreign.ts";
import { bytes, DIRECTIONS, ENCRYPTED, PROOFS, SEALED } from "./words.ts";

/** What a row shows, whichever list it is from. */
export interface Line {
  /** Who sent it. */
  readonly from: "client" | "server";
  /** Its number in the order of passing, from 1. */
  readonly number: number;
  /** When it passed, in seconds since the beginning. */
  readonly time: number;
  /** What it is called. */
  readonly name: string | Text;
  /** What is worth knowing of it. */
  readonly facts: readonly (string | Text)[];
  /** How many bytes it has. */
  readonly length: number;
  /** Whether it passes in an envelope, and whether that is opened here. */
  readonly envelope: "none" | "opened" | "closed";
  /** How it looks: as a message, as words that were said, as an alert, or as trouble. */
  readonly look: "message" | "words" | "alert" | "trouble";
  /** What it proves. */
  readonly proof?: "proved" | "failed" | "uncheckable";
  /** What was said. */
  readonly text?: string;
}

/**
 * What was said, as a line.
 *
 * @param row The row.
 * @returns What to show.
 */
export function lineOfOpened(row: OpenedRow): Line {
  const closed = row.kind === "sealed" || row.kind === "skipped";
  const words = row.kind === "data" && row.text !== undefined;
  return {
    from: row.from,
    number: row.index + 1,
    time: row.time,
    name: row.kind === "sealed" ? SEALED : row.name,
    facts: row.facts,
    length: row.length,
    envelope: closed ? "closed" : row.encrypted ? "opened" : "none",
    look: row.kind === "data"
      ? "words"
      : row.kind === "alert"
      ? row.facts.includes("close_notify") ? "message" : "alert"
      : row.kind === "malformed" || row.kind === "gap"
      ? "trouble"
      : "message",
    ...(row.proof && { proof: row.proof.result }),
    ...(words && { text: row.text }),
  };
}

/**
 * What passed, as a line.
 *
 * @param row The record.
 * @param readable What can be read in it without keys.
 * @returns What to show.
 */
export function lineOfPassed(row: PassedRow, readable: readonly OpenedRow[]): Line {
  // Until TLS 1.2 the header of a sealed record tells what kind it is; in TLS 1.3 it always says this.
  const telling = row.sealed && row.name !== "application_data";
  const names = readable.map(({ name }) => name);
  return {
    from: row.from,
    number: row.index + 1,
    time: row.time,
    name: row.sealed ? SEALED : names.join(", ") || row.name,
    facts: telling ? [row.name] : readable.flatMap(({ facts }) => facts),
    length: row.length,
    envelope: row.sealed ? "closed" : "none",
    look: row.text !== undefined ? "words" : names.includes("alert") ? "alert" : "message",
    ...(row.text !== undefined && { text: row.text }),
  };
}

/** What a row needs. */
export interface RowProps {
  /** What it shows. */
  readonly line: Line;
  /** Whether it is the one chosen. */
  readonly chosen: boolean;
  /** Whether the tab key reaches it: one row of the wire it does. */
  readonly reachable: boolean;
  /** Told that it is chosen. */
  readonly onChoose: () => void;
}

/**
 * A row.
 *
 * @param props What it shows.
 * @returns A button that chooses it, which reads such as `7, server to client, 3.1 ms, encrypted,
 * certificate, CN = localhost, 1026 bytes` to those who do not see it.
 */
export function Row({ line, chosen, reachable, onChoose }: RowProps): VNode {
  const t = useText();
  const { from, number, time, length, envelope, look, proof } = line;
  return html`
    <button
      type="button"
      class=${`wire-row from-${from} look-${look} envelope-${envelope}`}
      aria-current=${chosen ? "true" : undefined}
      tabindex=${reachable ? 0 : -1}
      onClick=${onChoose}
    >
      <span class="row-when">
        <b>${number}</b><${Unseen} text=${`, ${t(DIRECTIONS[from])}, `} />
        <span>${after(time)}</span>
      </span>
      <span class="row-lane">
        <span class="row-label">
          <${Unseen} text=${envelope === "opened" ? `, ${t(ENCRYPTED)}, ` : ", "} />
          ${envelope !== "none" && html`<${Envelope} open=${envelope === "opened"} />`}
          <${Said} line=${line} />
          ${proof && html`
            <${Unseen} text=", " />
            <span class=${`row-proof ${proof}`}>${PROOFS[proof].sign} ${t(
              PROOFS[proof].word,
            )}</span>
          `}
        </span>
        <${Arrow} from=${from} sealed=${envelope !== "none"} />
      </span>
      <${Unseen} text=", " />
      <span class="row-size">${length > 0 && t(bytes(length))}</span>
    </button>
  `;
}

/** What is said only to those who do not see the row. */
function Unseen({ text }: { readonly text: string }): VNode {
  return html`<span class="unseen">${text}</span>`;
}

/** What a row says: words in a letter, a name with its facts, or only how much there is. */
function Said({ line }: { readonly line: Line }): VNode {
  const t = useText();
  if (line.text !== undefined) {
    return html`
      <${Unseen} text=${`${t(line.name)}: `} />
      <span class="row-words">${visible(line.text).trim() || " "}</span>
    `;
  }
  // How much passes is all that shows of what stays closed: the bar grows with it.
  const width = `${(1.5 + Math.log2(line.length + 1) * 0.55).toFixed(2)}rem`;
  return html`
    ${line.envelope === "closed" && html`<span class="row-bar" style=${{ width }}></span>`}
    <span class="row-name">${visible(t(line.name))}</span>
    ${line.facts.length > 0 && html`
      <${Unseen} text=", " /><span class="row-facts">${line.facts.map((fact) => isolated(t(fact)))
        .join(" · ")}</span>
    `}
  `;
}
