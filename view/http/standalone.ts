/**
 * The page as one file that needs no server: it opens from a disk, in an e-mail, years later.
 *
 * A browser loads no modules from files, so every module is a `data:` URL in an import map, and imports
 * it by name what it imported by path. The file's own Content-Security-Policy allows exactly what is in
 * it, and no connection to anywhere.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { KeptSession } from "../protocol.ts";
import type { Assets } from "./assets.ts";
import { rewriteImports } from "./imports.ts";

/**
 * Makes the page that stands alone. The same session and page give the same file.
 *
 * @param assets The page's files.
 * @param kept What it shows.
 * @returns The HTML file.
 * @throws {Error} If the page's document has another form than this expects, or a module imports what is
 * not there.
 */
export async function standalone(assets: Assets, kept: KeptSession): Promise<string> {
  const hashes = { script: [] as string[], style: [] as string[] };
  const inline = (kind: "script" | "style", open: string, text: string) => {
    hashes[kind].push(`'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    return `${open}${text}</${kind}>`;
  };
  const names = await assets.names();
  const map = await importMap(assets, names.filter((name) => !name.endsWith(".css")));
  let html = await assets.document();
  for (const [link, name] of html.matchAll(STYLE)) {
    const style = await assets.read(name!);
    if (!style) throw missing("index.html", name!);
    html = swap(html, link, inline("style", "<style>", style.text));
  }
  const [script, entry] = SCRIPT.exec(html) ?? [];
  if (script === undefined || !names.includes(entry!)) throw missing("index.html", "its script");
  html = swap(
    html,
    script,
    inline("script", '<script type="importmap">', map) +
      inline("script", '<script type="module">', `import "${named(entry!)}";`),
  );
  html = before(html, "</body>", keptScript(kept));
  return before(html, "<title", policy(hashes));
}

/** How the document names its styles and its script. */
const STYLE = /<link\s+rel="stylesheet"\s+href="([^"]+)"\s*\/?>/g;
const SCRIPT = /<script\s+type="module"\s+src="([^"]+)"\s*><\/script>/;

/** What a module is called where no paths are. */
function named(name: string): string {
  return `tls-lab/${name}`;
}

async function importMap(assets: Assets, names: readonly string[]): Promise<string> {
  const imports: Record<string, string> = {};
  for (const name of names) {
    const { text } = (await assets.read(name))!;
    const module = rewriteImports(text, (specifier) => {
      const target = new URL(specifier, `file:///${name}`).pathname.slice(1);
      if (!names.includes(target)) throw missing(name, specifier);
      return named(target);
    });
    const base64 = new TextEncoder().encode(module).toBase64();
    imports[named(name)] = `data:text/javascript;charset=utf-8;base64,${base64}`;
  }
  return JSON.stringify({ imports });
}

/** The session as a block of data. A `<` in it could end the block. */
function keptScript(kept: KeptSession): string {
  const data = JSON.stringify(kept).replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `<script type="application/json" id="kept">${data}</script>\n`;
}

function policy({ script, style }: { script: string[]; style: string[] }): string {
  const content = [
    "default-src 'none'",
    `script-src data: ${script.join(" ")}`,
    `style-src ${style.join(" ") || "'none'"}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  return `<meta http-equiv="Content-Security-Policy" content="${content}">\n`;
}

/** Puts text in the place of another; `$` has no meaning in it. */
function swap(html: string, old: string, text: string): string {
  return html.replace(old, () => text);
}

function before(html: string, mark: string, text: string): string {
  if (!html.includes(mark)) throw missing("index.html", mark);
  return swap(html, mark, text + mark);
}

function missing(name: string, what: string): Error {
  return new Error(`${name} of the page refers to ${what}, which is not there`);
}
