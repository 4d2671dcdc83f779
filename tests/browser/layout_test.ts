import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { witnessed } from "../support/witness.ts";
import { browserLab } from "./lab.ts";
import { allIsWell, drawn, openPanel, settled } from "./reading.ts";

const lab = browserLab();

/** What is wider than the window, or sticks out of it sideways without something that scrolls around it. */
async function cutOff(page: Page): Promise<string[]> {
  await drawn(page);
  return await page.evaluate(() => {
    const { documentElement } = document;
    const wide = documentElement.clientWidth;
    const scrolls = (element: Element) => {
      for (let around = element.parentElement; around; around = around.parentElement) {
        const { overflowX } = getComputedStyle(around);
        if (overflowX === "auto" || overflowX === "scroll") return true;
      }
      return false;
    };
    const found = documentElement.scrollWidth > wide
      ? [`the page is ${documentElement.scrollWidth} wide`]
      : [];
    for (const element of document.querySelectorAll("body *")) {
      const { left, right, width, height } = element.getBoundingClientRect();
      if (width <= 1 || height <= 1 || element.closest("svg, .unseen, .skip, .tour-ring")) continue;
      if ((right > wide + 1 || left < -1) && !scrolls(element)) {
        found.push(`${element.className || element.tagName} from ${left} to ${right}`);
      }
    }
    return found;
  });
}

/** Text that is wider than its box, which hides the rest of it without saying so. */
async function clipped(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, h1, h2, h3, h4, dt, dd, label, legend, a")]
      .filter((element) => {
        if (element.closest(".unseen") || element.clientWidth <= 1) return false;
        const { overflowX, textOverflow } = getComputedStyle(element);
        return overflowX === "hidden" && textOverflow !== "ellipsis" &&
          element.scrollWidth > element.clientWidth + 1;
      }).map(({ className, innerText }) => `${className}: ${innerText}`)
  );
}

for (const width of [360, 768, 1024, 1440, 2560]) {
  witnessed(["chromium"], `browser: nothing is cut off at ${width} pixels`, async () => {
    await using visit = await lab.visit({ viewport: { width, height: 900 } });
    const { page } = visit;
    await settled(page);
    for (const language of ["English", "中文"]) {
      if (language === "中文") await page.getByRole("button", { name: language }).click();
      const panels = page.getByRole("tablist").last().getByRole("tab");
      for (let i = 0; i < await panels.count(); i++) {
        await panels.nth(i).click();
        const where = `${language}, ${await panels.nth(i).innerText()}`;
        assertEquals(await cutOff(page), [], where);
        assertEquals(await clipped(page), [], where);
      }
      const columns = page.getByRole("tablist").first().getByRole("tab");
      for (
        let i = 0;
        await page.getByRole("tablist").count() > 1 && i < await columns.count();
        i++
      ) {
        await columns.nth(i).click();
        assertEquals(await cutOff(page), [], `${language}, ${await columns.nth(i).innerText()}`);
      }
      await page.keyboard.press("?");
      await page.locator("dialog[open]").waitFor();
      assertEquals(await cutOff(page), [], `${language}, help`);
      await page.keyboard.press("Escape");
      await page.locator("dialog[open]").waitFor({ state: "hidden" });
    }
  });
}

witnessed(
  ["chromium"],
  "browser: on a narrow screen one column is shown at a time, and the menu opens",
  async () => {
    await using visit = await lab.visit({ viewport: { width: 360, height: 780 } });
    const { page } = visit;
    await settled(page);
    for (const name of ["Client", "Server"]) {
      await page.getByRole("tab", { name, exact: true }).click();
      await page.getByRole("region", { name, exact: true }).waitFor();
      assertEquals(await page.getByRole("region", { name: "The wire" }).count(), 0);
    }
    await page.getByRole("button", { name: "What if…" }).click();
    const menu = page.getByRole("dialog", { name: "What to look at" });
    await menu.getByRole("button", { name: /^Wrong name/ }).click();
    await menu.waitFor({ state: "hidden" });
    await page.getByRole("heading", { name: "The certificate is someone else's" }).waitFor();
  },
);

witnessed(
  ["chromium"],
  "browser: nothing moves where the system asks for less motion",
  async () => {
    await using visit = await lab.visit({ reducedMotion: "reduce" });
    const { page } = visit;
    await allIsWell(page);
    const moving = await page.evaluateHandle(() => {
      const moving: string[] = [];
      const look = () => {
        for (const animation of document.getAnimations()) {
          const { activeDuration, endTime } = animation.effect!.getComputedTiming();
          // What is over at once moves nothing.
          if (Number(endTime) > 1 || Number(activeDuration) > 1) {
            const { target } = animation.effect as KeyframeEffect;
            moving.push(`${(target as Element).className}: ${animation.constructor.name}`);
          }
        }
        requestAnimationFrame(look);
      };
      look();
      return moving;
    });
    await page.getByRole("radio", { name: "What the eavesdropper sees" }).check();
    await openPanel(page, "Certificate");
    await page.getByRole("button", { name: /^Expired/ }).or(
      page.getByRole("button", { name: "Expired" }),
    )
      .first().click();
    await page.locator(".banner-refused").waitFor();
    await page.keyboard.press("?");
    await page.getByRole("button", { name: "Take the tour" }).click();
    await page.getByRole("button", { name: "Next" }).click();
    await drawn(page);
    assertEquals(await moving.jsonValue(), []);
  },
);
