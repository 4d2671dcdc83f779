/**
 * One certificate of a chain: what counts large, everything else on demand.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { CertificateCard } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { Copy } from "../shell/copy.ts";
import { visible } from "../wire/foreign.ts";
import { Validity } from "./validity.ts";

/** What a card shows. */
export interface CardProps {
  /** The certificate. */
  readonly card: CertificateCard;
  /** Whose chain it is of. */
  readonly side: "client" | "server";
  /** An id of its own on the page. */
  readonly id: string;
  /** Whether a check on it failed. */
  readonly failed: boolean;
  /** The moment to judge its dates by, in milliseconds since 1970. */
  readonly at: number;
}

/** How many names are shown before the rest is folded away. */
const FEW_NAMES = 6;

/**
 * A certificate.
 *
 * @param props What it shows.
 * @returns The card.
 */
export function Card({ card, side, id, failed, at }: CardProps): VNode {
  const t = useText();
  return html`
    <article class=${`card ${card.role}${
      failed ? " failed" : ""
    }`} aria-labelledby=${`${id}-title`}>
      <p class="card-role">${t(roleOf(card, side))}</p>
      <h4 id=${`${id}-title`}>${visible(card.title)}</h4>
      <${Names} names=${card.names} />
      <${Validity} notBefore=${card.notBefore} notAfter=${card.notAfter} at=${at} />
      <dl class="card-facts">
        <dt>${t({ en: "key", zh: "密钥" })}</dt>
        <dd>${card.key}</dd>
        <dt>${t({ en: "vouched for by", zh: "由谁担保" })}</dt>
        <dd>${visible(card.issuer)}</dd>
        <dt>${t({ en: "where it came from", zh: "从何而来" })}</dt>
        <dd>${t(originOf(card, side))}</dd>
      </dl>
      <${More} card=${card} id=${id} />
    </article>
  `;
}

/**
 * Whether a certificate names itself as whoever vouches for it: by the whole names, as two authorities may
 * share a common name.
 *
 * @param card The certificate.
 * @returns Whether it does.
 */
export function isSelfIssued({ facts }: CertificateCard): boolean {
  const [subject, issuer] = ["subject", "issuer"].map((name) =>
    facts.find(({ label }) => label.en === name)?.value
  );
  return subject !== undefined && subject === issuer;
}

function roleOf(card: CertificateCard, side: "client" | "server"): Text {
  switch (card.role) {
    case "leaf":
      return side === "server"
        ? { en: "The server’s own certificate", zh: "服务器自己的证书" }
        : { en: "The client’s own certificate", zh: "客户端自己的证书" };
    case "intermediate":
      return isSelfIssued(card)
        ? { en: "A root, but not one that is trusted", zh: "根证书，但不受信任" }
        : { en: "An authority in between", zh: "中间的颁发机构" };
    case "root":
      return { en: "The root: trusted beforehand", zh: "根证书：事先信任" };
  }
}

function originOf({ presented }: CertificateCard, side: "client" | "server"): Text {
  if (!presented) return { en: "known before the talk", zh: "通话之前就已知" };
  return side === "server"
    ? { en: "sent by the server", zh: "由服务器发送" }
    : { en: "sent by the client", zh: "由客户端发送" };
}

/** The names a certificate holds for. */
function Names({ names }: { readonly names: readonly string[] }): VNode | null {
  const t = useText();
  if (names.length === 0) return null;
  const more = names.slice(FEW_NAMES);
  const list = (some: readonly string[]) =>
    html`<ul class="names">${some.map((name) => html`<li key=${name}>${visible(name)}</li>`)}</ul>`;
  return html`
    <div class="card-names">
      <p>${t({ en: "holds for", zh: "适用于" })}</p>
      ${list(names.slice(0, FEW_NAMES))}
      ${more.length > 0 && html`
        <details>
          <summary>${t({
            en: `${more.length} more names`,
            zh: `另有 ${more.length} 个名称`,
          })}</summary>
          ${list(more)}
        </details>
      `}
    </div>
  `;
}

/** Everything else. */
function More({ card, id }: { readonly card: CertificateCard; readonly id: string }): VNode {
  const t = useText();
  return html`
    <div class="card-more">
      <details>
        <summary>${t({ en: "All facts", zh: "全部要点" })}</summary>
        <dl class="facts">
          ${card.facts.map(({ label, value }, i) =>
            html`
              <div key=${i}>
                <dt>${t(label)}</dt>
                <dd>${visible(t(value))}</dd>
              </div>
            `
          )}
        </dl>
      </details>
      <details>
        <summary>${t({ en: "The whole text", zh: "完整文本" })}</summary>
        <pre tabindex="0" aria-label=${t({ en: "The whole text", zh: "完整文本" })}>${visible(
          card.text,
        )}</pre>
      </details>
      <details>
        <summary>PEM</summary>
        <${Copy} text=${card.pem} what=${`PEM, ${card.title}`} shownIn=${`${id}-pem`} />
        <pre tabindex="0" aria-label="PEM" id=${`${id}-pem`}>${card.pem}</pre>
      </details>
    </div>
  `;
}
