/**
 * The wire's two switches: who looks, and what the rows follow.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { Order, Sight } from "../state.ts";

/** What a switch offers. */
interface SwitchProps<Value extends string> {
  /** What it decides. */
  readonly label: Text;
  /** Its name among the page's inputs. */
  readonly name: string;
  /** What it is set to. */
  readonly value: Value;
  /** What it can be set to. */
  readonly choices: readonly { readonly value: Value; readonly text: Text }[];
  /** Told what it is set to. */
  readonly onChange: (value: Value) => void;
}

function Switch<Value extends string>(
  { label, name, value, choices, onChange }: SwitchProps<Value>,
): VNode {
  const t = useText();
  return html`
    <fieldset class=${`switch switch-${name}`} data-tour=${name}>
      <legend class="unseen">${t(label)}</legend>
      ${choices.map((choice) =>
        html`
          <label>
            <input
              type="radio"
              name=${name}
              value=${choice.value}
              checked=${choice.value === value}
              onChange=${() => onChange(choice.value)}
            />
            <span>${t(choice.text)}</span>
          </label>
        `
      )}
    </fieldset>
  `;
}

/**
 * Chooses who looks.
 *
 * @param props Who looks now, and who is told.
 * @returns The switch.
 */
export function SightSwitch(
  { sight, onSight }: { readonly sight: Sight; readonly onSight: (sight: Sight) => void },
): VNode {
  return Switch<Sight>({
    label: { en: "Who looks at the wire", zh: "谁在看线路" },
    name: "sight",
    value: sight,
    choices: [
      { value: "eavesdropper", text: { en: "What the eavesdropper sees", zh: "窃听者看到的" } },
      { value: "keys", text: { en: "With the keys", zh: "有密钥时看到的" } },
    ],
    onChange: onSight,
  });
}

/**
 * Chooses what the rows follow.
 *
 * @param props What they follow now, and who is told.
 * @returns The switch.
 */
export function OrderSwitch(
  { order, onOrder }: { readonly order: Order; readonly onOrder: (order: Order) => void },
): VNode {
  return Switch<Order>({
    label: { en: "What the rows follow", zh: "各行的顺序" },
    name: "order",
    value: order,
    choices: [
      { value: "steps", text: { en: "Five steps", zh: "五个步骤" } },
      { value: "time", text: { en: "In order of time", zh: "按时间顺序" } },
    ],
    onChange: onOrder,
  });
}
