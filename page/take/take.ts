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
const FORMS: readonly { readonly ending: string; readonly name: Text; readonly use: Text }[] = [
  {
    ending: "pcapng",
    name: { en: "Capture", zh: "抓包文件" },
    use: {
      en: "Every byte that passed, with the keys inside: Wireshark opens it decrypted.",
      zh: "经过的每个字节，密钥也在其中：Wireshark 打开即为解密后的内容。",
    },
  },
  {
    ending: "json",
    name: { en: "JSON", zh: "JSON" },
    use: {
      en: "Everything the decoder told, field by field, for programs.",
      zh: "解码器给出的全部内容，逐字段列出，供程序使用。",
    },
  },
  {
    ending: "html",
    name: { en: "This page", zh: "本页面" },
    use: {
      en: "One file with this session inside. It opens in any browser and needs no server.",
      zh: "内含此会话的单个文件，任何浏览器均可打开，无需服务器。",
    },
  },
];

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
                <span class="take-use">${t(use)}</span>
              </a>
            </li>
          `
        )}
      </ul>
      ${session.tls && html`
        <p class="hint">${t({
          en:
            "Each of them lets its reader see what was said, as you can here: JSON and page hold it " +
            "opened, the capture holds the keys. These keys open this one session and no other.",
          zh:
            "拿到其中任何一个文件的人，都能像你在这里一样读到内容：JSON 和页面中是已打开的内容，抓包文件中是密钥。" +
            "这些密钥只能打开这一个会话。",
        })}</p>
      `}
    </div>
  `;
}
