import { Buffer } from "node:buffer";
import { assert } from "@std/assert";
import type { Page } from "playwright-core";
import { loadIdentity } from "../../server.ts";
import { witnessed } from "../support/witness.ts";
import { labFolder } from "../support/lab.ts";
import { browserLab } from "./lab.ts";
import { allIsWell, chosenRow, drawn, region, rows } from "./reading.ts";
import { captureFile, recordedTalk } from "./recorded_talk.ts";

const lab = browserLab();

/** Half of them are answers. */
const MESSAGES = 10_000;

/** Watches for frames that come late, in milliseconds, until it is asked for the worst. */
async function watchFrames(page: Page): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(() => {
    let [last, worst] = [performance.now(), 0];
    const look = (now: number) => {
      worst = Math.max(worst, now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return () => worst;
  });
  return () => watch.evaluate((worst) => worst());
}

witnessed(
  ["chromium"],
  "browser: 10,000 messages are scrolled and stepped through smoothly",
  async () => {
    using ca = await labFolder();
    const talk = await recordedTalk({
      identity: await loadIdentity(ca.cert, ca.key),
      ca: ca.ca,
      async talk(client) {
        for (let i = 0; i < MESSAGES / 2; i++) await client.send(`message ${i}`);
      },
    });
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const file = captureFile("many.pcapng", talk);
    await page.getByRole("button", { name: /^Choose or drop/ })
      .setInputFiles({ ...file, buffer: Buffer.from(file.buffer) });
    await page.getByRole("region", { name: "Sessions" })
      .getByRole("button", { name: "many.pcapng" }).and(page.locator("[aria-current]"))
      .waitFor({ timeout: 20_000 });
    const scroller = region(page, "The wire").locator(".wire-rows");
    // The rows come 500 at a time.
    await page.waitForFunction(
      (most) => document.querySelector(".wire-rows")!.scrollHeight > most * 20,
      MESSAGES,
      { timeout: 20_000 },
    );

    const worst = await watchFrames(page);
    await scroller.evaluate(async (element) => {
      const steps = 100;
      for (let i = 0; i <= steps; i++) {
        element.scrollTop = element.scrollHeight * i / steps;
        await new Promise(requestAnimationFrame);
      }
    });
    const scrolled = await worst();
    assert(scrolled < 200, `a frame took ${scrolled} ms while scrolling`);
    const count = await region(page, "The wire").getByRole("listitem").count();
    assert(count < 500, `${count} rows are on the page`);

    await chosenRow(page).focus();
    await page.keyboard.press("End");
    await chosenRow(page).filter({ hasText: "close_notify" }).waitFor();
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press("ArrowUp");
      await drawn(page);
    }
    await page.keyboard.press("Home");
    await chosenRow(page).filter({ hasText: "client_hello" }).waitFor();
    const stepped = await worst();
    assert(stepped < 200, `a frame took ${stepped} ms while stepping`);
    assert(await rows(page).count() < 500);
  },
);
