/**
 * The files of the page, as a browser takes them: TypeScript without its types, the libraries beside it.
 *
 * @module
 */
import { stripTypeScriptTypes } from "node:module";
import htm from "htm" with { type: "text" };
import preact from "preact" with { type: "text" };
import hooks from "preact/hooks" with { type: "text" };
import { rewriteImports } from "./imports.ts";

/** A file as it is served. */
export interface Asset {
  /** Its content type. */
  readonly type: string;
  /** Its content. */
  readonly text: string;
}

const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";

/** What modules of the page import by name, and under which name it is served. */
const LIBRARIES: Readonly<Record<string, string>> = {
  "preact": "lib/preact.js",
  "preact/hooks": "lib/hooks.js",
  "htm": "lib/htm.js",
};

/** The libraries as they come; types say they are modules, the imports above that they are texts. */
const SOURCES = [["preact", preact], ["preact/hooks", hooks], ["htm", htm]] as unknown as readonly [
  string,
  string,
][];

/** The files of a page. Names are relative to the page's address, such as `page/app.ts`. */
export class Assets {
  readonly #folder: URL;
  readonly #libraries = new Map<string, Asset>();
  /** Files as they were when last read. */
  readonly #read = new Map<string, Asset & { readonly changed: number | undefined }>();
  #names: ReadonlySet<string> | undefined;

  /**
   * Looks into a folder; nothing is read yet.
   *
   * @param folder Where the page's own files are, ending in a slash; by default this project's `page/`.
   */
  constructor(folder: URL = new URL("../../page/", import.meta.url)) {
    this.#folder = folder;
    for (const [specifier, source] of SOURCES) {
      const name = LIBRARIES[specifier]!;
      // Its source map is not served.
      const text = source.replace(/^\/\/# sourceMappingURL=.*$/m, "");
      this.#libraries.set(name, { type: SCRIPT, text: withLibraries(text, name) });
    }
  }

  /**
   * The document, `page/index.html`, as it is.
   *
   * @returns Its text.
   */
  document(): Promise<string> {
    return Deno.readTextFile(new URL("index.html", this.#folder));
  }

  /**
   * Looks which modules and styles there are. Links are not followed.
   *
   * @returns Their names, sorted.
   */
  async names(): Promise<string[]> {
    const names = [...this.#libraries.keys(), ...await filesBelow(this.#folder, "page/")].sort();
    this.#names = new Set(names);
    return names;
  }

  /**
   * Reads a module or a style.
   *
   * @param name One of {@linkcode Assets.names}.
   * @returns What to serve; undefined if there is no such file.
   * @throws {SyntaxError} If a module holds what is more than types in TypeScript.
   */
  async read(name: string): Promise<Asset | undefined> {
    const library = this.#libraries.get(name);
    if (library) return library;
    // No path is ever made of what a stranger wrote: it is one of the names that were found, or nothing.
    if (this.#names === undefined) await this.names();
    if (!this.#names!.has(name)) return undefined;
    const url = new URL(name.slice("page/".length), this.#folder);
    const { isFile, mtime } = await Deno.lstat(url);
    if (!isFile) return undefined;
    const known = this.#read.get(name);
    if (known && known.changed === mtime?.getTime()) return known;
    const source = await Deno.readTextFile(url);
    const asset = name.endsWith(".css")
      ? { type: STYLE, text: source }
      : { type: SCRIPT, text: withLibraries(stripTypeScriptTypes(source), name) };
    this.#read.set(name, { ...asset, changed: mtime?.getTime() });
    return asset;
  }
}

/** A module that imports the libraries from where they are served. */
function withLibraries(source: string, name: string): string {
  const up = name.split("/").slice(1).map(() => "../").join("");
  return rewriteImports(source, (specifier) => {
    const library = LIBRARIES[specifier];
    return library === undefined ? specifier : `${up}${library}`;
  });
}

async function filesBelow(folder: URL, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isFile, isDirectory } of Deno.readDir(folder)) {
    if (isFile && /\.(?:ts|css)$/.test(name)) names.push(prefix + name);
    if (isDirectory) {
      names.push(...await filesBelow(new URL(`${name}/`, folder), `${prefix}${name}/`));
    }
  }
  return names;
}
