/**
 * The keys of the page.
 *
 * @module
 */
import { useEffect } from "preact/hooks";
import type { Text } from "../../cli/language.ts";
import type { Actions } from "../actions.ts";
import { byRun } from "../news.ts";
import { type Panel, panelsOffered, type State, type Store } from "../state.ts";

/** A key, and what it does. */
export interface Key {
  /** As it stands on the keyboard. */
  readonly keys: readonly string[];
  /** What pressing it does. */
  readonly does: Text;
  /** The panel it shows, if that is what it does. */
  readonly panel?: Panel;
}

/** All keys. */
const KEYS: readonly Key[] = [
  { keys: ["↑", "↓"], does: { en: "the message before, after", zh: "上一条、下一条消息" } },
  { keys: ["←", "→"], does: { en: "the session before, after", zh: "上一个、下一个会话" } },
  {
    keys: ["E"],
    does: { en: "what the eavesdropper sees, or with the keys", zh: "切换窃听者视角与持钥视角" },
  },
  { keys: ["O"], does: { en: "by steps, or in order of time", zh: "切换按步骤与按时间" } },
  { keys: ["M"], does: { en: "the message", zh: "消息" }, panel: "message" },
  { keys: ["C"], does: { en: "the certificate", zh: "证书" }, panel: "certificate" },
  {
    keys: ["V"],
    does: { en: "compare with another session", zh: "与另一会话比较" },
    panel: "compare",
  },
  { keys: ["T"], does: { en: "take it along", zh: "导出" }, panel: "take" },
  { keys: ["?"], does: { en: "this list", zh: "本列表" } },
  { keys: ["Esc"], does: { en: "close, leave the tour", zh: "关闭、离开导览" } },
];

/**
 * The keys there are.
 *
 * @param state What is known.
 * @returns The keys, as the help lists them.
 */
export function keysOffered(state: Pick<State, "link">): readonly Key[] {
  const panels = panelsOffered(state);
  return KEYS.filter(({ panel }) => panel === undefined || panels.includes(panel));
}

/** Where all keys belong to what has the focus. */
const WRITING =
  "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog";

/** Where the arrow keys do: they move or scroll there. */
const MOVING = "input, [role=tree], [role=tablist], [role=radiogroup], [role=separator], " +
  "[role=grid], [role=log], .panel-body";

/**
 * Listens to keys as long as the component that uses it is drawn.
 *
 * @param store What is shown.
 * @param actions What keys do.
 */
export function useKeys(store: Store, actions: Actions): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target instanceof Element ? event.target : document.body;
      // The tour locks nothing, and so can be left from wherever one is, but for what lies over it.
      if (event.key === "Escape" && !at.closest("dialog")) {
        if (leaveTour(store, actions)) event.preventDefault();
        return;
      }
      if (at.closest(WRITING) || (event.key.startsWith("Arrow") && at.closest(MOVING))) return;
      if (press(event.key, store, actions)) event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [store, actions]);
}

/** Leaves the tour. Returns whether it was on. */
function leaveTour(store: Store, actions: Actions): boolean {
  if (store.state.tour === null) return false;
  actions.tour(null);
  return true;
}

/**
 * Does what a key means.
 *
 * @param key The key.
 * @param store What is shown.
 * @param actions What keys do.
 * @returns Whether it means anything.
 */
export function press(key: string, store: Store, actions: Actions): boolean {
  const { state } = store;
  const listed = () => byRun(state.sessions.values()).flat().map((session) => session.id);
  switch (key) {
    case "ArrowUp":
      actions.choice.step(-1);
      return true;
    case "ArrowDown":
      actions.choice.step(1);
      return true;
    case "ArrowLeft":
      actions.choice.chooseNext(-1, listed());
      return true;
    case "ArrowRight":
      actions.choice.chooseNext(1, listed());
      return true;
  }
  if (!state.letters) return false;
  const letter = key.toLowerCase();
  const { panel } = keysOffered(state).find(({ keys }) => keys[0] === letter.toUpperCase()) ?? {};
  if (panel !== undefined) actions.set({ panel });
  else if (letter === "e") actions.choice.see(state.sight === "keys" ? "eavesdropper" : "keys");
  else if (letter === "o") actions.set({ order: state.order === "steps" ? "time" : "steps" });
  else if (letter === "?") actions.set({ open: "help" });
  else return false;
  return true;
}
