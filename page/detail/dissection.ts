/**
 * Bytes taken apart: their fields as a tree, the bytes beside it, and what the chosen field is for.
 *
 * @module
 */
import { useMemo, useState } from "preact/hooks";
import type { Explained, Labelled } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { visible } from "../wire/foreign.ts";
import { bytes as count } from "../wire/words.ts";
import { ByteGrid } from "./byte_grid.ts";
import { fromHex } from "./bytes.ts";
import { FieldTree, valueOf } from "./field_tree.ts";
import { flatten, type FlatTree, isWithin, leafAt, pathTo, unfoldedAtFirst } from "./flat.ts";
import { litBy } from "./lit.ts";
import { Source } from "./source.ts";

/** What is taken apart. */
export interface DissectionProps {
  /** The bytes and their fields. */
  readonly labelled: Labelled;
  /** What fields are for. */
  readonly explanations: readonly Explained[];
}

/**
 * Bytes and their fields, each lighting up the other.
 *
 * @param props What is taken apart.
 * @returns Tree, bytes and explanation.
 */
export function Dissection({ labelled, explanations }: DissectionProps): VNode {
  const t = useText();
  const { name, length } = labelled;
  const bytes = useMemo(() => fromHex(labelled.bytes), [labelled]);
  const tree = useMemo(() => flatten(labelled.fields), [labelled]);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(() => unfoldedAtFirst(tree));
  // Bytes need not have fields: what is no TLS is shown as it is.
  const [chosen, setChosen] = useState(tree.fields.length > 0 ? 0 : -1);
  const [pointed, setPointed] = useState(-1);
  const [litFrom, setLitFrom] = useState<"tree" | "bytes">("tree");
  const shown = pointed >= 0 ? pointed : chosen;
  const lit = useMemo(() => litBy(tree, shown), [tree, shown]);

  const fold = (at: number, unfold: boolean) => {
    // What is folded away cannot be where the keyboard is.
    if (!unfold && isWithin(tree, chosen, at)) setChosen(at);
    setUnfolded((before) => {
      const after = new Set(before);
      if (unfold) after.add(at);
      else after.delete(at);
      return after;
    });
  };
  const choose = (from: "tree" | "bytes", at: number) => {
    if (at < 0) return;
    setLitFrom(from);
    setUnfolded((before) => unfoldedTo(tree, at, before));
    setChosen(at);
    setPointed(-1); // The keyboard may choose while the pointer rests on something.
  };
  const point = (from: "tree" | "bytes", at: number) => {
    setLitFrom(from);
    setPointed(at);
  };
  if (bytes.length === 0) {
    return html`<p class="quiet-note">${t({ en: "It has no bytes.", zh: "没有字节。" })}</p>`;
  }
  // Where there is room the outer of the two has no box of its own, elsewhere the inner one: the tour points
  // at the one that has.
  return html`
    <div class="dissection" data-tour="fields">
      <div class="fields" data-tour="fields">
      ${tree.fields.length > 0 && html`
        <${FieldTree}
          tree=${tree}
          unfolded=${unfolded}
          lit=${lit}
          chosen=${chosen}
          label=${t({ en: `Fields of ${name}`, zh: `${name} 的字段` })}
          follow=${litFrom === "bytes"}
          onChoose=${(at: number) => choose("tree", at)}
          onPoint=${(at: number) => point("tree", at)}
          onFold=${fold}
        />
      `}
      <${ByteGrid}
        bytes=${bytes}
        lit=${lit}
        label=${t({
          en: `Bytes of ${name}; arrow keys move`,
          zh: `${name} 的字节；用方向键移动`,
        })}
        follow=${litFrom === "tree"}
        onChoose=${(offset: number) => choose("bytes", leafAt(tree, offset))}
        onPoint=${(offset: number) => point("bytes", offset < 0 ? -1 : leafAt(tree, offset))}
      />
      </div>
      ${tree.fields.length > 0 && html`
        <${FieldCard} tree=${tree} at=${shown} explanations=${explanations} />
      `}
      ${bytes.length < length && html`
        <p class="quiet-note">
          ${t({
            en: `Only the first ${bytes.length} of ${length} bytes are shown.`,
            zh: `共 ${length} 字节，仅显示前 ${bytes.length} 字节。`,
          })}
        </p>
      `}
    </div>
  `;
}

/** What has to be unfolded for a field to show. */
function unfoldedTo(
  tree: FlatTree,
  at: number,
  unfolded: ReadonlySet<number>,
): ReadonlySet<number> {
  const around = pathTo(tree, at).slice(0, -1);
  return around.every((one) => unfolded.has(one)) ? unfolded : new Set([...unfolded, ...around]);
}

/** What a card tells. */
interface FieldCardProps {
  readonly tree: FlatTree;
  readonly at: number;
  readonly explanations: readonly Explained[];
}

/** The field chosen: where it is, what it says, what it is for. */
function FieldCard({ tree, at, explanations }: FieldCardProps): VNode {
  const t = useText();
  const { field } = tree.fields[at]!;
  const path = pathTo(tree, at).slice(0, -1).map((one) => tree.fields[one]!.field.name);
  const explained = field.explained === undefined ? undefined : explanations[field.explained];
  return html`
    <div class="field-card" aria-live="polite">
      <p class="field-line">
        <span class="field-path">${path.map((name) => `${visible(name)} › `).join("")}</span>
        <strong>${visible(field.name)}</strong>
        <span class="field-says">${valueOf(field)}</span>
        <span class="field-length">${t(count(field.length))}</span>
      </p>
      <p class="field-sentence">
        ${explained ? html`${t(explained.text)} <${Source} of=${explained} />` : ""}
      </p>
    </div>
  `;
}
