/**
 * How programs from outside come in.
 *
 * @module
 */
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import type { Hello } from "../state.ts";
import { Copy } from "./copy.ts";

/**
 * The tap's address, and commands to connect to it.
 *
 * @param props What the server said first.
 * @returns The section.
 */
export function Outsiders({ hello }: { readonly hello: Hello }): VNode {
  const t = useText();
  return html`
    <section class="block" aria-labelledby="outsiders-title">
      <h2 id="outsiders-title" class="block-title">${t({
        en: "From your terminal",
        zh: "从终端连接",
      })}</h2>
      <p class="hint">${t({
        en: "The listener waits at",
        zh: "监听者等在",
      })} <code>${hello.tap}</code>${t({
        en: ". Whatever connects there appears as a session, decoded with the server's keys.",
        zh: "。连接到那里的任何程序都会作为会话出现在这里，并用服务器的密钥解码。",
      })}</p>
      ${hello.commands.map((command, at) =>
        html`
          <div class="command" key=${command.program}>
            <div class="command-head">
              <h3 class="command-name">${command.program}</h3>
              <${Copy} text=${command.command} what=${command.program} shownIn=${`command-${at}`} />
            </div>
            <code class="command-text" id=${`command-${at}`}>${command.command}</code>
            <p class="hint">${t(command.note)}</p>
          </div>
        `
      )}
    </section>
  `;
}
