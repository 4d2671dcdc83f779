import { assertEquals } from "@std/assert";
import { rewriteImports } from "../../../view/http/imports.ts";

function rewritten(source: string): string {
  return rewriteImports(source, (specifier) => `<${specifier}>`);
}

for (
  const [form, source, expected] of [
    ["names", `import { a, b as c } from "./x.ts";`, `import { a, b as c } from "<./x.ts>";`],
    ["a default", `import a from "x";`, `import a from "<x>";`],
    ["a namespace", `import * as a from "x";`, `import * as a from "<x>";`],
    ["lines", `import {\n  a,\n  b,\n} from "x";`, `import {\n  a,\n  b,\n} from "<x>";`],
    ["nothing", `import "./x.ts";`, `import "<./x.ts>";`],
    ["names to export", `export { a } from "./x.ts";`, `export { a } from "<./x.ts>";`],
    ["everything to export", `export * from "./x.ts";`, `export * from "<./x.ts>";`],
    ["later", `const a = await import("./x.ts");`, `const a = await import("<./x.ts>");`],
    [
      "minified",
      `import{options as n}from"preact";var a`,
      `import{options as n}from"<preact>";var a`,
    ],
    [
      "erased types",
      `import {         b } from "./x.ts";`,
      `import {         b } from "<./x.ts>";`,
    ],
  ] as const
) {
  Deno.test(`rewriteImports() rewrites an import of ${form}`, () => {
    assertEquals(rewritten(source), expected);
  });
}

Deno.test("rewriteImports() rewrites every import of a module", () => {
  assertEquals(
    rewritten(`import a from "a";\nimport { b } from "b";\n\nexport * from "c";\n`),
    `import a from "<a>";\nimport { b } from "<b>";\n\nexport * from "<c>";\n`,
  );
});

for (
  const source of [
    `const text = 'import a from "x"';`,
    `  // import a from "x"`,
    `export const from = "x";`,
    `export const from = from ? "x" : "y";`,
    `export function from(a = "x") {}`,
    `important("x");`,
    `say("it came from", "x");`,
  ]
) {
  Deno.test(`rewriteImports() leaves ${source} as it is`, () => {
    assertEquals(rewritten(source), source);
  });
}
