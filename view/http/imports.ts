/**
 * What modules import, written otherwise. No parser: modules of the page are as `deno fmt` writes them,
 * those of the libraries are minified, and in both an import begins a line.
 *
 * @module
 */

/** `import … from "x"`, `export … from "x"`, `import "x"` at the beginning of a line, `import("x")`. */
const SPECIFIER =
  /(^(?:import|export)\b[^"'`;()=]*?\bfrom\s*|^import\s*|\bimport\(\s*)"([^"\n]+)"/gm;

/**
 * Writes the specifier of every import of a module otherwise.
 *
 * @param source The module, in JavaScript.
 * @param rewrite Gives the new specifier for an old one.
 * @returns The module.
 */
export function rewriteImports(source: string, rewrite: (specifier: string) => string): string {
  return source.replace(
    SPECIFIER,
    (_, before: string, specifier: string) => `${before}"${rewrite(specifier)}"`,
  );
}
