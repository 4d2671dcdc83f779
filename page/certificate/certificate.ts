/**
 * The certificates of a session: what they proved, the chain, and every check.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { CertificateCard, Chain, SessionState } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { wayOf } from "../wire/course.ts";
import { visible } from "../wire/foreign.ts";
import { Card, isSelfIssued } from "./card.ts";
import { Answers, Checks } from "./checks.ts";
import { possessionOf, verdictOf } from "./verdict.ts";

/** What the panel shows. */
export interface CertificatePanelProps {
  /** The session. */
  readonly session: SessionState;
  /** Its certificates; null as long as they have not come. */
  readonly chains: readonly Chain[] | null;
}

/**
 * The panel.
 *
 * @param props What it shows.
 * @returns The chains, the server's first.
 */
export function CertificatePanel({ session, chains }: CertificatePanelProps): VNode {
  const t = useText();
  if (!session.certificates) return html`<p class="quiet-note">${t(whyNone(session))}</p>`;
  if (chains === null) {
    return html`<p class="quiet-note">${t({ en: "Fetching …", zh: "正在读取……" })}</p>`;
  }
  const ordered = [...chains].sort((a, b) =>
    Number(a.side === "client") - Number(b.side === "client")
  );
  return html`
    <div class="certificates">
      ${ordered.map((chain) =>
        html`<${OneChain} key=${chain.side} chain=${chain} session=${session} />`
      )}
    </div>
  `;
}

/** Why no certificate is to be seen. */
function whyNone(session: SessionState): Text {
  if (!session.connected) {
    return {
      en: "It never came to a connection, and so no certificate was shown to anybody.",
      zh: "从未建立连接，因此没有向任何人出示过证书。",
    };
  }
  if (!session.tls) {
    return {
      en: "There is no TLS here, and so no certificate: nobody proved anything.",
      zh: "这里没有 TLS，也就没有证书：没有人证明过任何事情。",
    };
  }
  if (session.resumed) {
    return {
      en:
        "No certificate passed this time: the two already had a secret, as a rule from an earlier session in which the server had shown one.",
      zh: "这次没有传送证书：双方已有一个秘密，通常来自先前的会话，服务器在那时已经出示过。",
    };
  }
  // Up to TLS 1.2 it would have passed in the open.
  if (!session.decrypted && (session.version === "TLS 1.3" || session.version === null)) {
    return {
      en:
        "If a certificate passed, it is in the sealed envelopes, and the keys are not known here.",
      zh: "如果传送过证书，它就在密封的信封里，而这里没有密钥。",
    };
  }
  return { en: "No certificate has passed.", zh: "没有传送过证书。" };
}

/** What a side's chain is drawn from. */
interface OneChainProps {
  readonly chain: Chain;
  readonly session: SessionState;
}

function OneChain({ chain, session }: OneChainProps): VNode {
  const t = useText();
  const { side, valid, cards, checks } = chain;
  const failed = checks.find(({ passed }) => !passed)?.certificate;
  // Only what is on the path was checked; what else was presented comes after it.
  const onPath = checks.reduce((most, { certificate }) => Math.max(most, certificate + 1), 0);
  const [path, others] = [cards.slice(0, onPath), cards.slice(onPath)];
  const cardAt = (card: CertificateCard, i: number) =>
    html`
      <${Card}
        card=${card}
        side=${side}
        id=${`card-${side}-${i}`}
        failed=${failed === i}
        at=${session.began * 1000}
      />
    `;
  return html`
    <section class="chain" aria-labelledby=${`chain-${side}`}>
      <header class=${`verdict ${valid ? "valid" : "refused"}`}>
        <h3 id=${`chain-${side}`}>
          <span class="sign" aria-hidden="true">${valid ? "✓" : "✗"}</span>
          <span>${t(verdictOf(chain))}</span>
        </h3>
        ${chain.detail && html`<p class="verdict-why">${visible(t(chain.detail))}</p>`}
        <p>${t(
          possessionOf(possession(session, side), side === "server" && isProvedByUse(session)),
        )}</p>
      </header>
      <${Answers} checks=${checks} />
      <ol class="cards">
        ${path.map((card, i) =>
          html`
            <li key=${i}>${cardAt(card, i)} ${i < path.length - 1 && html`<${Link} />`}</li>
          `
        )}
        ${path.length > 0 && path.at(-1)!.role !== "root" && html`
          <${Nobody} last=${path.at(-1)!} trusted=${chain.trusted} />
        `}
      </ol>
      ${others.length > 0 && html`
        <details class="others">
          <summary>${t({
            en: `Presented as well, but on no path to a root (${others.length})`,
            zh: `另外出示、但不在通往根证书路径上的证书（${others.length}）`,
          })}</summary>
          <ol class="cards">${others.map((card, i) =>
            html`<li key=${i}>${cardAt(card, path.length + i)}</li>`
          )}</ol>
        </details>
      `}
      <${Checks} key=${session.id} chain=${chain} />
    </section>
  `;
}

/** Whether a side showed that it holds the key of its certificate. */
function possession(
  { proofs }: SessionState,
  side: "client" | "server",
): boolean | null | undefined {
  return side === "client"
    ? proofs.clientCertificateVerify
    : proofs.serverCertificateVerify ?? proofs.serverKeyExchange;
}

/** Whether the server could finish the handshake only with the private key, though it signed nothing. */
function isProvedByUse(session: SessionState): boolean {
  const way = wayOf(session);
  return (way === "RSA" || way === "static" || way === "shared and RSA") &&
    session.proofs.serverFinished === true;
}

/** What joins two cards. */
function Link(): VNode {
  const t = useText();
  return html`
    <p class="card-link"><span>${t({ en: "signed by", zh: "签名者" })}</span></p>
  `;
}

/** What stands where a trusted root is missing. */
function Nobody(
  { last, trusted }: { readonly last: CertificateCard; readonly trusted: Text },
): VNode {
  const t = useText();
  return html`
    <li>
      <p class="card-link broken"><span>${t({ en: "signed by", zh: "签名者" })}</span></p>
      <div class="card nobody">
        <p class="card-role">${t({ en: "Nobody who is trusted", zh: "不受信任" })}</p>
        <h4>${isSelfIssued(last) ? t({ en: "itself", zh: "它自己" }) : visible(last.issuer)}</h4>
        <p>${t({ en: `Trusted here: ${trusted.en}.`, zh: `这里信任的是：${trusted.zh}。` })}</p>
      </div>
    </li>
  `;
}
