/**
 * How soon the page shows something, and whether a page that watches, even one that hangs, slows down those
 * who talk through its tap.
 *
 * @module
 */
import type { Browser, Page } from "playwright-core";
import { connect } from "../client.ts";
import { startChromium } from "../tests/browser/browser.ts";
import { type RunningView, startView } from "../tests/view/running_view.ts";
import { inTurns, type Measured, printTable } from "./table.ts";

const ROUNDS = 5;

/** How many messages a talk has, each waiting for the answer to the one before. */
const MESSAGES = 500;

/** Measures the page and prints it. */
export async function benchPage(): Promise<void> {
  await using view = await startView();
  const browser = await startChromium();
  try {
    printTable("The page, from asking for it", await openings(browser, view), "ms");
    printTable(`A talk of ${MESSAGES} messages through its tap`, await talks(browser, view), "ms");
  } finally {
    await browser.close();
  }
}

/** What a fresh browser context takes until something, and until everything, is on the screen. */
async function openings(browser: Browser, { url }: RunningView): Promise<Measured[]> {
  const painted: number[] = [];
  const shown: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    await page.getByText("certificate_verify").first().waitFor();
    const [first, all] = await page.evaluate(() => [
      performance.getEntriesByName("first-contentful-paint")[0]!.startTime,
      performance.now(),
    ]);
    if (round >= 0) {
      painted.push(first!);
      shown.push(all!);
    }
    await context.close();
  }
  return [
    { name: "first contentful paint", values: painted },
    { name: "a handshake is shown, explained and proved", values: shown },
  ];
}

async function talks(browser: Browser, view: RunningView): Promise<Measured[]> {
  const watched = async (act: (page: Page) => void): Promise<number> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(view.url);
    await page.getByText("certificate_verify").first().waitFor();
    act(page);
    const time = await talk(view);
    await context.close();
    return time;
  };
  return await inTurns([
    { name: "no page open", run: () => talk(view) },
    { name: "a page open", run: () => watched(() => {}) },
    { name: "a page open that hangs", run: () => watched(hang) },
  ], ROUNDS);
}

/** Keeps a page from doing anything, for longer than a talk takes. */
function hang(page: Page): void {
  const blocked = page.evaluate(() => {
    for (const end = performance.now() + 5000; performance.now() < end;);
  });
  blocked.catch(() => {}); // It is closed before.
}

/** How long a talk through the tap takes, in milliseconds. */
async function talk({ tapPort, ca }: RunningView): Promise<number> {
  const session = await connect({ host: "127.0.0.1", port: tapPort, ca });
  const start = performance.now();
  for (let i = 0; i < MESSAGES; i++) await session.send(`message ${i}`);
  const time = performance.now() - start;
  await session.end();
  return time;
}
