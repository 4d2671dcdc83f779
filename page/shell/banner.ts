/**
 * What came of the session on show, and what was agreed on.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { Outcome, ScenarioInfo, SessionState } from "../../view/protocol.ts";
import type { Actions } from "../actions.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { Icon } from "./icon.ts";
import { standing } from "./session_mark.ts";

/** What `Banner` takes. */
export interface BannerProps {
  /** The session on show. */
  readonly session: SessionState;
  /** The scenario it is part of, if any. */
  readonly scenario: ScenarioInfo | undefined;
  /** Whether a certificate of the session failed a check. */
  readonly refused: boolean;
  /** The index of the row where it went wrong; undefined if it did not. */
  readonly decisive: number | undefined;
  /** All connections of the same run, in their order. */
  readonly run: readonly SessionState[];
  /** What can be done. */
  readonly actions: Actions;
}

/** The two sides, as the sender of an alert. */
const SENDERS: Readonly<Record<"client" | "server", Text>> = {
  client: { en: "from the client", zh: "由客户端发出" },
  server: { en: "from the server", zh: "由服务器发出" },
};

/**
 * The banner.
 *
 * @param props The session.
 * @returns The banner.
 */
export function Banner({ session, scenario, refused, decisive, run, actions }: BannerProps): VNode {
  const t = useText();
  const { outcome } = session;
  const kind = standing(session);
  const why = outcome?.why ?? scenario?.summary ??
    t({
      en: "The connection goes on; more will be known soon.",
      zh: "连接仍在进行，稍后可知结果。",
    });
  return html`
    <section class=${`banner banner-${kind}`} aria-labelledby="banner-title">
      <div class="banner-sign">
        <${Icon} name=${kind} />
      </div>
      <div class="banner-head">
        <p class="banner-of"><bdi>${t(session.title)}</bdi></p>
        <h1 class="banner-title" id="banner-title">
          ${outcome === null ? t({ en: "Under way", zh: "进行中" }) : t(outcome.title)}
        </h1>
      </div>
      <div class="banner-text">
        <p>${t(why)}</p>
        <${Told} outcome=${outcome} />
        <${More} refused=${refused} decisive=${decisive} actions=${actions} />
        <${Run} session=${session} run=${run} actions=${actions} />
      </div>
      <${Agreed} session=${session} />
    </section>
  `;
}

/** Where to look for more: at the check that failed, or at the row where it went wrong. */
function More(
  { refused, decisive, actions }: Pick<BannerProps, "refused" | "decisive" | "actions">,
): VNode | null {
  const t = useText();
  if (refused) {
    return html`
      <button
        type="button"
        class="banner-more"
        onClick=${() => {
          actions.set({ panel: "certificate" });
          document.getElementById("panel-certificate")?.focus();
        }}
      >${t({ en: "See which check failed", zh: "看看哪一项检查没有通过" })}</button>
    `;
  }
  return decisive === undefined ? null : html`
    <button
      type="button"
      class="banner-more"
      onClick=${() => {
        actions.set({ column: "wire" });
        actions.choice.see("keys");
        actions.choice.select({ list: "opened", index: decisive });
      }}
    >${t({ en: "See where on the wire", zh: "看看发生在线路的哪里" })}</button>
  `;
}

/** What was really said of it: the alert that passed, else the words of who gave up. */
function Told({ outcome }: { readonly outcome: Outcome | null }): VNode | null {
  const t = useText();
  const { alert, error } = outcome ?? {};
  if (alert === undefined && error === undefined) return null;
  return html`
    <p class="banner-told">
      ${alert && html`
        <span>${t({ en: "Alert", zh: "警报" })} <code>${alert.description}</code> ${t(
          SENDERS[alert.from],
        )}</span>
      `}
      ${error && !alert && html`<q><bdi>${t(error)}</bdi></q>`}
    </p>
  `;
}

/** The other connections of the same run. */
function Run(props: Pick<BannerProps, "session" | "run" | "actions">): VNode | null {
  const { session, run, actions } = props;
  const t = useText();
  if (run.length < 2) return null;
  return html`
    <nav class="run" aria-label=${t({ en: "Connections of this run", zh: "本次运行的连接" })}>
      ${run.map((one, at) =>
        html`
          <button
            type="button"
            class="run-session"
            key=${one.id}
            aria-current=${one.id === session.id ? "true" : undefined}
            onClick=${() => actions.choice.choose(one.id)}
          >${at + 1}. <bdi>${t(one.title)}</bdi></button>
        `
      )}
    </nav>
  `;
}

/** What the two sides agreed on. */
function Agreed({ session }: { readonly session: SessionState }): VNode {
  const t = useText();
  const proofs = Object.values(session.proofs);
  const proved = proofs.filter((one) => one === true).length;
  const rows: readonly (readonly [Text, string | null])[] = [
    [
      { en: "Version", zh: "版本" },
      session.tls || session.rows.passed === 0
        ? session.version
        : t({ en: "no TLS", zh: "无 TLS" }),
    ],
    [{ en: "Cipher suite", zh: "密码套件" }, session.cipherSuite],
    [{ en: "Keys from", zh: "密钥来自" }, keysFrom(session, t)],
    [{ en: "Server name", zh: "服务器名" }, session.serverName],
    [
      { en: "Proofs checked here", zh: "在此验证的证明" },
      proofs.length === 0 ? null : t({
        en: `${proved} of ${proofs.length} true`,
        zh: `${proofs.length} 项中 ${proved} 项为真`,
      }),
    ],
  ];
  return html`
    <dl class="agreed">
      ${rows.map(([label, value]) =>
        value !== null && html`
          <div key=${label.en}>
            <dt>${t(label)}</dt>
            <dd><bdi>${value}</bdi></dd>
          </div>
        `
      )}
    </dl>
  `;
}

/** Where the session's keys come from. */
function keysFrom(session: SessionState, t: (text: Text) => string): string | null {
  const earlier = session.resumed ? t({ en: "an earlier session", zh: "先前的会话" }) : null;
  return [session.group, earlier].filter((part) => part !== null).join(" + ") || null;
}
