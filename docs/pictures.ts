/**
 * Takes the pictures of the page that the README shows, from the running page: `deno task pictures`.
 *
 * @module
 */
import type { Page } from "playwright-core";
import type { Language } from "../cli/language.ts";
import { startChromium, visit, type VisitOptions } from "../tests/browser/browser.ts";
import { startView } from "../tests/view/running_view.ts";

const FOLDER = import.meta.dirname!;

/** A picture: what it is called, how the page is visited, and what is done there. */
interface Picture {
  readonly name: string;
  readonly visit?: VisitOptions;
  readonly pose: (page: Page) => Promise<void>;
}

/** The pictures by the language of the lab, and what is said in it to the server. */
const SERIES: Readonly<Record<Language, { message: string; pictures: readonly Picture[] }>> = {
  en: {
    message: "Is anyone listening?",
    pictures: [
      { name: "page", pose: allIsWell },
      { name: "page-dark", visit: { colorScheme: "dark" }, pose: allIsWell },
      {
        name: "page-narrow",
        visit: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
        pose: allIsWell,
      },
      { name: "certificate", pose: (page) => expired(page, "valid until yesterday") },
    ],
  },
  zh: {
    message: "有人在偷听吗？",
    pictures: [
      { name: "page.zh-CN", pose: allIsWell },
      { name: "certificate.zh-CN", pose: (page) => expired(page, "有效期到昨天为止") },
    ],
  },
};

/** The server's proof up close, after a message was said. */
async function allIsWell(page: Page): Promise<void> {
  await raise(page, 2);
  const verify = page.locator(".wire-row", { hasText: "certificate_verify" });
  await verify.click();
  await page.locator(".tree-item", { hasText: "signature" }).last().waitFor();
  await page.locator(".tree-item", { hasText: "algorithm" }).first().click();
}

/** The checks of a certificate that is too old. */
async function expired(page: Page, summary: string): Promise<void> {
  await page.locator(".scenarios .item", { hasText: summary }).click();
  await page.locator(".banner-refused").waitFor();
  await page.locator("#panel-certificate").click();
  await raise(page, 5);
  await page.locator(".verdict.refused").waitFor();
}

/** Gives what is up close more room, where that can be done. */
async function raise(page: Page, steps: number): Promise<void> {
  const divider = page.getByRole("separator");
  if (!await divider.isVisible()) return;
  for (let i = 0; i < steps; i++) await divider.press("ArrowUp");
}

/** Says something to the server, and waits for the answer. */
async function say(page: Page, message: string): Promise<void> {
  await page.locator("#speak-text").fill(message);
  await page.keyboard.press("Enter");
  await page.locator(".end-server .acknowledged").nth(2).waitFor();
}

/** Takes a picture. */
async function take({ name, pose }: Picture, page: Page): Promise<void> {
  await pose(page);
  await page.evaluate(() => {
    (document.activeElement as HTMLElement).blur();
    scrollTo(0, 0);
  });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
}

await using chromium = await startChromium();
for (const language of ["en", "zh"] as const) {
  const { message, pictures } = SERIES[language];
  await using view = await startView(["--lang", language]);
  for (const [i, picture] of pictures.entries()) {
    await using visited = await visit(chromium, `${view.url}#1`, picture.visit);
    const { page } = visited;
    await page.locator(".banner-good").waitFor();
    if (i === 0) await say(page, message);
    await take(picture, page);
  }
}
