/**
 * Taking a session along.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { SessionState } from "../../view/protocol.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { Icon } from "../shell/icon.ts";

/** The forms a session can be had in. */
const FORMS: readonly {
  readonly ending: string;
  readonly name: Text;
  readonly use: (session: SessionState) => Text;
}[] = [
  { ending: "pcapng", name: { en: "Capture", zh: "抓包文件" }, use: captureUse },
  {
    ending: "json",
    name: { en: "JSON", zh: "JSON" },
    use: () => ({
      en: "Everything the decoder told, field by field, for programs.",
      zh: "解码器给出的全部内容，逐字段列出，供程序使用。",
    }),
  },
  {
    ending: "html",
    name: { en: "This page", zh: "本页面" },
    use: () => ({
      en: "One file with this session inside. It opens in any browser and needs no server.",
      zh: "内含此会话的单个文件，任何浏览器均可打开，无需服务器。",
    }),
  },
];

/** What a capture is good for. */
function captureUse({ tls, decrypted }: SessionState): Text {
  if (!tls) {
    return {
      en: "Every byte that passed, for Wireshark: nothing in it is encrypted.",
      zh: "经过的每个字节，可用 Wireshark 打开：其中没有加密的内容。",
    };
  }
  return decrypted
    ? {
      en: "Every byte that passed, with the keys inside: Wireshark opens it decrypted.",
      zh: "经过的每个字节，密钥也在其中：Wireshark 打开即为解密后的内容。",
    }
    : {
      en: "Every byte that passed, with what keys are known here: the rest stays encrypted.",
      zh: "经过的每个字节，以及这里已知的密钥：其余内容仍是加密的。",
    };
}

/** What whoever gets one of the files can read, and with what keys. */
function disclosed({ decrypted, version }: SessionState): Text {
  if (!decrypted) {
    return {
      en:
        "Each of them shows its reader what is opened here, and no more: what stays sealed here " +
        "stays sealed in them.",
      zh:
        "拿到其中任何一个文件的人，只能读到这里已打开的内容：这里仍然密封的，在文件中也仍然密封。",
    };
  }
  const reader: Text = {
    en: "Each of them lets its reader see what was said, as you can here: JSON and page hold it " +
      "opened, the capture holds the keys. ",
    zh:
      "拿到其中任何一个文件的人，都能像你在这里一样读到内容：JSON 和页面中是已打开的内容，抓包文件中是密钥。",
  };
  const keys: Text = version === "TLS 1.3"
    ? {
      en: "These keys open this one session and no other.",
      zh: "这些密钥只能打开这一个会话。",
    }
    : {
      en: "Up to TLS 1.2 they also open every session that resumes this one.",
      zh: "在 TLS 1.2 及更早的版本中，它们还能打开恢复此会话的每个会话。",
    };
  return { en: reader.en + keys.en, zh: reader.zh + keys.zh };
}

/**
 * The forms to download.
 *
 * @param props The session.
 * @returns The list of links.
 */
export function Take({ session }: { readonly session: SessionState }): VNode {
  const t = useText();
  const forms = FORMS.filter(({ ending }) => ending !== "pcapng" || session.connected);
  return html`
    <div class="take">
      <ul class="plain take-forms">
        ${forms.map(({ ending, name, use }) =>
          html`
            <li key=${ending}>
              <a class="take-form" href=${`session/${session.id}.${ending}`} download>
                <${Icon} name="download" />
                <span class="take-name">${t(name)} <code>.${ending}</code></span>
                <span class="take-use">${t(use(session))}</span>
              </a>
            </li>
          `
        )}
      </ul>
      ${session.tls && html`<p class="hint">${t(disclosed(session))}</p>`}
    </div>
  `;
}
