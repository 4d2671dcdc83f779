/**
 * The whole page.
 *
 * @module
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { SessionState } from "../../view/protocol.ts";
import type { Actions } from "../actions.ts";
import { html, type VNode } from "../html.ts";
import { Speaking } from "../language.ts";
import { byRun } from "../news.ts";
import type { Source } from "../source.ts";
import { type State, type Store, useStore } from "../state.ts";
import { decisiveRow } from "../wire/decisive.ts";
import { Announcer } from "./announcer.ts";
import { Banner } from "./banner.ts";
import { Columns } from "./columns.ts";
import { Divider } from "./divider.ts";
import { Header } from "./header.ts";
import { Help } from "./help.ts";
import { useKeys } from "./keys.ts";
import { useMedia } from "./media.ts";
import { Notices } from "./notices.ts";
import { Panels } from "./panels.ts";
import { Drawer, Sidebar } from "./sidebar.ts";
import { Tour } from "./tour.ts";
import { stationsOf } from "./tour_steps.ts";
import { DropAnywhere } from "./upload.ts";
import { Welcome } from "./welcome.ts";

/** What the parts of the page need. */
export interface PageProps {
  /** Where its state is kept. */
  readonly store: Store;
  /** What can be done. */
  readonly actions: Actions;
  /** Where its data comes from. */
  readonly source: Source;
}

/**
 * The page.
 *
 * @param props Where its state is kept, what can be done, where its data comes from.
 * @returns The page.
 */
export function Page({ store, actions, source }: PageProps): VNode {
  const state = useStore(store);
  const narrow = useMedia("(max-width: 74.99rem)");
  useKeys(store, actions);
  useDocument(state);
  useFirstVisit(state, actions);
  const kept = state.link === "kept";
  // Rows that come change nothing beside the columns: what is there need not be drawn again.
  const { hello, sessions, unseen, chosen, running, asked, link, uploading, language } = state;
  const sidebar = useMemo(
    () => !narrow && !kept && html`<${Sidebar} state=${state} actions=${actions} />`,
    [narrow, hello, sessions, unseen, chosen, running, asked, link, uploading, language],
  );
  return html`
    <${Speaking} language=${language}>
      <${Header} state=${state} actions=${actions} narrow=${narrow} />
      <${Notices} state=${state} actions=${actions} />
      <div class=${narrow || kept ? "body" : "body body-wide"}>
        ${sidebar}
        <${Main} state=${state} actions=${actions} source=${source} />
      </div>
      ${state.open === "help" && html`<${Help} state=${state} actions=${actions} />`}
      ${state.open === "menu" && narrow && html`<${Drawer} state=${state} actions=${actions} />`}
      ${state.tour !== null && html`
        <${Tour} stations=${stationsOf(state)} step=${state.tour} actions=${actions} />
      `}
      ${!kept && html`<${DropAnywhere} actions=${actions} />`}
    </${Speaking}>
  `;
}

/** The session on show. */
function Main(props: Omit<PageProps, "store"> & { readonly state: State }): VNode {
  const { state, actions, source } = props;
  const single = useMedia("(max-width: 55.99rem)");
  const high = useMedia("(min-height: 66rem)");
  const low = useMedia("(max-height: 52rem)");
  const [moved, setMoved] = useState<number | null>(null);
  const share = moved ?? (high ? 60 : low ? 62 : 67);
  const session = state.chosen === null ? undefined : state.sessions.get(state.chosen);
  const rows = session && source.rows(session.id);
  if (session === undefined || rows === undefined) {
    return html`
      <main class="main" id="main" tabindex="-1">
        <${Welcome} state=${state} />
      </main>
    `;
  }
  const others = state.compared === null ? undefined : source.rows(state.compared);
  const run = byRun(state.sessions.values()).find((run) => run.includes(session)) ?? [];
  return html`
    <main class="main" id="main" tabindex="-1">
      <${Announcer} session=${session} rows=${rows} revision=${state.revision} />
      <${Banner}
        session=${session}
        scenario=${state.hello?.scenarios.find((one) => one.id === session.scenario)}
        refused=${isForCertificate(session, state.chains)}
        decisive=${decisiveRow(rows.opened)?.index}
        run=${run}
        actions=${actions}
      />
      <div class="bench" style=${{ "--share": `${share}%` }}>
        <${Columns}
          session=${session}
          rows=${rows}
          state=${state}
          actions=${actions}
          single=${single}
        />
        <${Divider} share=${share} onMove=${setMoved} />
        <${Panels}
          session=${session}
          rows=${rows}
          others=${others}
          state=${state}
          actions=${actions}
        />
      </div>
    </main>
  `;
}

/**
 * Whether a certificate that failed a check is why a session was refused. Only the lab's own client is
 * known to trust what the checks here are made with.
 */
function isForCertificate({ origin, outcome }: SessionState, chains: State["chains"]): boolean {
  return origin === "lab" && outcome?.kind === "refused" &&
    (chains?.some(({ valid }) => !valid) ?? false);
}

/** Keeps what lies outside the page's own elements in step: language, colours, title, address. */
function useDocument({ language, theme, chosen, sessions, link }: State): void {
  useEffect(() => {
    const { documentElement } = document;
    documentElement.lang = language === "zh" ? "zh-CN" : "en";
    if (theme === "system") delete documentElement.dataset.theme;
    else documentElement.dataset.theme = theme;
  }, [language, theme]);
  const title = chosen === null ? undefined : sessions.get(chosen)?.title[language];
  useEffect(() => {
    document.title = title === undefined ? "tls-lab" : `${title} · tls-lab`;
  }, [title]);
  // At first nothing is on show, and the address may name what will be.
  const named = useRef(false);
  useEffect(() => {
    if (link === "kept" || (chosen === null && !named.current)) return;
    named.current = true;
    history.replaceState(null, "", chosen === null ? location.pathname : `#${chosen}`);
  }, [chosen, link]);
}

/** Offers the tour once, as soon as there is something to point at. */
function useFirstVisit({ chosen, chains, link }: State, actions: Actions): void {
  const ready = link === "open" && chosen !== null && chains !== null;
  useEffect(() => {
    if (ready) actions.offerTour();
  }, [ready]);
}
