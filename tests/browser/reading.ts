/**
 * What the tests find on the page, by role and name as a screen reader does.
 *
 * @module
 */
import type { Locator, Page } from "playwright-core";

/** A part of the page. */
export function region(page: Page, name: "Client" | "The wire" | "Server" | "Up close"): Locator {
  return page.getByRole("region", { name, exact: true });
}

/** What came of the session on show. */
export function outcome(page: Page): Locator {
  return page.getByRole("main").getByRole("heading", { level: 1 });
}

/** Waits until something has come of the session on show. */
export async function settled(page: Page): Promise<void> {
  await outcome(page).filter({ hasNotText: /^(Under way|进行中)$/ }).waitFor();
}

/** Waits until the page shows that all is well, both messages answered. */
export async function allIsWell(page: Page): Promise<void> {
  await settled(page);
  await log(page, "server").getByText("acknowledged", { exact: true }).nth(1).waitFor();
}

/** The log of an end. */
export function log(page: Page, end: "client" | "server"): Locator {
  return page.getByRole("log", { name: `What the ${end} tells` });
}

/** The button of a scenario. */
export function scenario(page: Page, title: string): Locator {
  const menu = page.getByRole("region", { name: "What if…" });
  return menu.getByRole("button", { name: `${title} `, exact: false }).filter({
    has: page.getByText(title, { exact: true }),
  });
}

/** Plays a scenario until something has come of its first connection. */
export async function play(page: Page, title: string): Promise<void> {
  const { hash } = new URL(page.url());
  await scenario(page, title).click();
  await page.waitForURL((url) => url.hash !== hash);
  await settled(page);
}

/** Rows of the wire. */
export function rows(page: Page, name: RegExp | string = ""): Locator {
  return region(page, "The wire").getByRole("button", { name });
}

/** The row that is chosen. */
export function chosenRow(page: Page): Locator {
  return region(page, "The wire").locator("[aria-current]");
}

/** Shows a panel. */
export async function openPanel(
  page: Page,
  name: "Message" | "Certificate" | "Compare" | "Take along",
): Promise<Locator> {
  await page.getByRole("tab", { name }).click();
  return page.getByRole("tabpanel", { name });
}

/** The tour, if it is on. */
export function tour(page: Page): Locator {
  return page.getByRole("dialog").filter({
    has: page.getByRole("button", { name: "Leave the tour" }),
  });
}

/** Says a message. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Talk to the server" }).fill(text);
  await page.keyboard.press("Enter");
}

/** Waits until the page has drawn what has happened so far. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
  });
}

/** Steps back from the end of the wire to a row that reads as wanted: only rows in sight are on the page. */
export async function stepBackTo(page: Page, wanted: RegExp): Promise<Locator> {
  const row = chosenRow(page);
  await row.focus();
  let key = "End";
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press(key);
    await drawn(page);
    if (wanted.test((await row.innerText()).replaceAll("\n", " "))) return row;
    key = "ArrowUp";
  }
  throw new Error(`No row near the end of the wire reads ${wanted}`);
}
