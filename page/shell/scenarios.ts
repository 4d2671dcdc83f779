/**
 * The menu of what could be different.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { ScenarioInfo } from "../../view/protocol.ts";
import type { Actions } from "../actions.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { State } from "../state.ts";
import { Icon } from "./icon.ts";
import { SessionMark } from "./session_mark.ts";

/** The groups, in the order they are listed. */
const GROUPS: readonly (readonly [ScenarioInfo["group"], Text])[] = [
  ["well", { en: "Nothing is wrong", zh: "一切正常" }],
  ["trust", { en: "The certificate is no good", zh: "证书有问题" }],
  ["protocol", { en: "They agree on something else", zh: "协商结果不同" }],
  ["attack", { en: "Somebody meddles", zh: "有人从中作梗" }],
];

/**
 * The menu.
 *
 * @param props What is known, and what can be done.
 * @returns The menu.
 */
export function Scenarios(props: { readonly state: State; readonly actions: Actions }): VNode {
  const { state, actions } = props;
  const t = useText();
  const scenarios = state.hello?.scenarios ?? [];
  return html`
    <section class="block scenarios" aria-labelledby="scenarios-title" data-tour="scenarios">
      <h2 id="scenarios-title" class="block-title">${t({ en: "What if…", zh: "如果……" })}</h2>
      ${GROUPS.map(([group, title]) => {
        const members = scenarios.filter((scenario) => scenario.group === group);
        return members.length > 0 && html`
          <h3 class="group-title" id=${`group-${group}`}>${t(title)}</h3>
          <ul class="plain" aria-labelledby=${`group-${group}`}>
            ${members.map((scenario) =>
              html`<${Item} key=${scenario.id} scenario=${scenario} state=${state} actions=${actions} />`
            )}
          </ul>
        `;
      })}
    </section>
  `;
}

/** One scenario: pressing it plays it. */
function Item(props: {
  readonly scenario: ScenarioInfo;
  readonly state: State;
  readonly actions: Actions;
}): VNode {
  const { scenario, state, actions } = props;
  const t = useText();
  const played = [...state.sessions.values()].filter((one) => one.scenario === scenario.id);
  const latest = played.findLast((one) => one.outcome !== null) ?? played.at(-1);
  const shown = played.some((one) => one.id === state.chosen);
  const preparing = state.asked === scenario.id ||
    [...state.running].some(([run, id]) =>
      id === scenario.id && !played.some((one) => one.run === run)
    );
  return html`
    <li>
      <button
        type="button"
        class=${shown ? "item item-shown" : "item"}
        disabled=${state.link !== "open"}
        aria-describedby=${`about-${scenario.id}`}
        onClick=${() => actions.run(scenario.id)}
      >
        <span class="item-sign">
          ${preparing
            ? html`<span class="busy" role="img" aria-label=${
              t({ en: "starting", zh: "正在启动" })
            }></span>`
            : latest === undefined
            ? html`<span class="sign"><${Icon} name="play" /></span>`
            : html`<${SessionMark} session=${latest} />`}
        </span>
        <span class="item-title">${t(scenario.title)}</span>
        <span class=${shown ? "item-note" : "item-note unseen"} id=${`about-${scenario.id}`}>${t(
          scenario.summary,
        )}</span>
      </button>
    </li>
  `;
}
