/**
 * Where the page begins.
 *
 * @module
 */
import { render } from "preact";
import { Actions } from "./actions.ts";
import { html } from "./html.ts";
import { Kept, keptInPage } from "./kept.ts";
import { Live } from "./live.ts";
import { remembered } from "./preferences.ts";
import { Page } from "./shell/page.ts";
import { INITIAL, type State, Store } from "./state.ts";

/** One of a few words that may be stored; the first if none of them is. */
function oneOf<Word extends string>(
  stored: string | null,
  words: readonly [Word, ...Word[]],
): Word {
  return words.find((word) => word === stored) ?? words[0];
}

const kept = keptInPage();
const { language = "en" } = kept ?? {};
const state: State = {
  ...INITIAL,
  language: oneOf(remembered("language"), [language, "en", "zh"]),
  theme: oneOf(remembered("theme"), ["system", "light", "dark"]),
  letters: remembered("letters") !== "no",
};
const wanted = Number(location.hash.slice(1)); // NaN is the number of no session.
const store = new Store(state);
const actions = new Actions(store, { wanted });
const source = kept === undefined ? new Live((news) => actions.heard(news)) : new Kept(kept);
actions.use(source);
if (kept !== undefined) {
  store.set({ link: "kept", sessions: new Map([[kept.session.id, kept.session]]) });
  actions.choice.choose(kept.session.id);
}

const root = document.getElementById("app")!;
root.replaceChildren();
render(html`<${Page} store=${store} actions=${actions} source=${source} />`, root);
