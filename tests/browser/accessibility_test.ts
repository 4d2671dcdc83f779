import axe from "axe-core/axe.min.js" with { type: "text" };
import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { witnessed } from "../support/witness.ts";
import { browserLab } from "./lab.ts";
import { drawn, play } from "./reading.ts";

const lab = browserLab();

/** What axe-core says of an element. */
interface Node {
  readonly target: readonly string[];
  readonly failureSummary: string;
}

/** Its global, as far as it is used here. */
interface Axe {
  run(options: object): Promise<{
    violations: { readonly id: string; readonly nodes: readonly Node[] }[];
  }>;
}

/** What axe-core finds wrong by all its rules or those given: the rule, and where and why it is broken. */
async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  await drawn(page);
  return await page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({
      resultTypes: ["violations"],
      ...(runOnly && { runOnly }),
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`)
    );
  }, rules);
}

/** The states of the page that are looked at, each reached from the one before it by keyboard. */
const STATES: readonly [name: string, reach: (page: Page) => Promise<void>][] = [
  ["the main view", async () => {}],
  ["the eavesdropper's view", async (page) => {
    await page.keyboard.press("e");
    await page.getByRole("article").waitFor();
  }],
  ["the certificate", async (page) => {
    await page.keyboard.press("c");
    await page.locator(".card").first().waitFor();
  }],
  ["the comparison", async (page) => {
    await page.keyboard.press("v");
    await page.getByRole("combobox").selectOption({ index: 1 });
    await page.getByRole("table").first().waitFor();
  }],
  ["taking along", async (page) => {
    await page.keyboard.press("t");
    await page.locator(".take").waitFor();
  }],
  ["the help", async (page) => {
    await page.keyboard.press("?");
    await page.locator("dialog[open]").waitFor();
  }],
  ["the tour", async (page) => {
    await page.locator("dialog .button").click();
    await page.locator(".tour h2").waitFor();
  }],
  ["a refusal", async (page) => {
    await page.keyboard.press("Escape");
    await page.locator(".tour").waitFor({ state: "hidden" });
    await page.keyboard.press("ArrowLeft");
    await page.locator(".banner-refused").waitFor();
    await page.keyboard.press("c");
    await page.locator(".verdict.refused").waitFor();
  }],
];

let playing: Promise<void> | undefined;
/** Has an expired certificate refused, once. */
const expired = () => playing ??= lab.returning().then(({ page }) => play(page, "Expired"));

/** Goes through all states and gives what is wrong with them, in light and in dark. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [state, reach] of STATES) {
    await reach(page);
    found.push(...(await violations(page)).map((one) => `${state}: ${one}`));
    // All that can be wrong with the dark page alone.
    await page.emulateMedia({ colorScheme: "dark" });
    const contrast = await violations(page, ["color-contrast"]);
    found.push(...contrast.map((one) => `${state}, dark: ${one}`));
    await page.emulateMedia({ colorScheme: "light" });
  }
  return found;
}

for (const language of ["en", "zh"] as const) {
  for (const [look, width] of [["wide", 1440], ["narrow", 360]] as const) {
    witnessed(
      ["chromium"],
      `browser: axe finds nothing wrong, ${look}, in ${language}`,
      async () => {
        await expired();
        await using visit = await lab.visit({ viewport: { width, height: 900 }, bypassCSP: true });
        const { page } = visit;
        if (language === "zh") await page.getByRole("button", { name: "中文" }).click();
        await page.evaluate(axe);
        if (look === "narrow") {
          await page.locator(".menu-button").click();
          await page.locator("dialog.drawer").waitFor();
          assertEquals(await violations(page), [], "the menu");
          await page.keyboard.press("Escape");
          await page.locator("dialog.drawer").waitFor({ state: "hidden" });
        }
        assertEquals(await faults(page), []);
      },
    );
  }
}
