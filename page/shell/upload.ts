/**
 * Opening captures: by choosing files, or by dropping them anywhere on the page.
 *
 * @module
 */
import { useEffect, useState } from "preact/hooks";
import type { Actions } from "../actions.ts";
import { html, type VNode } from "../html.ts";
import { useText } from "../language.ts";
import { Icon } from "./icon.ts";

/**
 * The place to choose files.
 *
 * @param props Whether one is being read, and what can be done.
 * @returns The section.
 */
export function Upload(props: { readonly busy: boolean; readonly actions: Actions }): VNode {
  const { busy, actions } = props;
  const t = useText();
  const chosen = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...input.files ?? []];
    // So that choosing the same file again is a change too.
    input.value = "";
    if (files.length > 0) actions.upload(files);
  };
  return html`
    <section class="block" aria-labelledby="upload-title">
      <h2 id="upload-title" class="block-title">${t({ en: "Open a capture", zh: "打开抓包" })}</h2>
      <label class="upload">
        <${Icon} name="upload" />
        <span>${busy ? t({ en: "Reading…", zh: "正在读取……" }) : t({
          en: "Choose or drop a .pcap or .pcapng, with its key log if there is one",
          zh: "选择或拖入 .pcap 或 .pcapng，如有密钥日志可一并选择",
        })}</span>
        <input type="file" class="unseen" multiple disabled=${busy} onChange=${chosen} />
      </label>
    </section>
  `;
}

/**
 * Takes files dropped anywhere on the page, and says so while they hover over it.
 *
 * @param props What can be done.
 * @returns The sign shown while files hover over the page, else nothing.
 */
export function DropAnywhere({ actions }: { readonly actions: Actions }): VNode | null {
  const t = useText();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const withFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const hover = (event: DragEvent) => {
      if (!withFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    // Leaving an element for another on the page says leave too; leaving the page names no other.
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!withFiles(event)) return;
      event.preventDefault();
      setOver(false);
      actions.upload([...event.dataTransfer?.files ?? []]);
    };
    addEventListener("dragover", hover);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", hover);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, [actions]);
  return over
    ? html`
      <div class="drop">
        <p><${Icon} name="upload" />${t({
          en: "Drop the capture and its key log here",
          zh: "在此放下抓包文件和密钥日志",
        })}</p>
      </div>
    `
    : null;
}
