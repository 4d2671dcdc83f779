import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import { witnessed } from "../support/witness.ts";
import { browserLab } from "./lab.ts";
import { allIsWell, chosenRow, drawn, log, openPanel, region, tour } from "./reading.ts";

const lab = browserLab();

/** Presses the tab key until what has the focus is as wanted, which has to be shown every time. */
async function tabTo(page: Page, wanted: Locator, key = "Tab"): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press(key);
    assertEquals(await focusRing(page), "shown");
    if (await wanted.evaluateAll((all) => all.some((one) => one === document.activeElement))) {
      return;
    }
  }
  throw new Error(`${wanted} cannot be reached by ${key}`);
}

/** Whether it can be seen what has the focus. */
async function focusRing(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) return "nothing has the focus";
    // A label may stand for an input that is not seen itself.
    const around = [
      activeElement,
      activeElement.closest("label"),
      activeElement.nextElementSibling,
    ];
    return around.some((element) => {
        if (!element) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
      })
      ? "shown"
      : `not shown on ${activeElement.outerHTML.slice(0, 200)}`;
  });
}

/** Which bytes are lit, from the first to the one after the last. */
async function litBytes(page: Page): Promise<[number, number]> {
  const offsets = await region(page, "Up close").locator(".byte.lit").evaluateAll((all) =>
    all.map((byte) => Number((byte as HTMLElement).dataset["byte"]))
  );
  return [Math.min(...offsets), Math.max(...offsets) + 1];
}

witnessed(
  ["chromium"],
  "browser: up and down step through the messages as the wire shows them",
  async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const title = region(page, "Up close").getByRole("heading", { level: 2 });
    const seen: string[] = [];
    for (const name of ["certificate", "certificate_verify", "server_hello"]) {
      await page.keyboard.press("ArrowDown");
      await title.filter({ hasText: new RegExp(`${name}$`) }).waitFor();
      seen.push(await chosenRow(page).innerText());
    }
    await page.keyboard.press("ArrowUp");
    await title.filter({ hasText: /certificate_verify$/ }).waitFor();
    assertMatch(seen[1]!, /certificate_verify[^]*proved/);
  },
);

witnessed(
  ["chromium"],
  "browser: the field with the focus has its bytes lit, its sentence and its RFC told",
  async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const fields = page.getByRole("tree", { name: "Fields of client_hello" }).getByRole("treeitem");
    await fields.first().waitFor();
    await tabTo(page, fields);
    const card = region(page, "Up close").locator(".field-card");
    const expected: [string, [number, number], RegExp][] = [
      ["msg_type", [0, 1], /RFC 8446 section 4/],
      ["length", [1, 4], /RFC 8446/],
      ["legacy_version", [4, 6], /RFC 8446/],
      ["random", [6, 38], /RFC 8446/],
    ];
    for (const [name, bytes, source] of expected) {
      await fields.and(page.locator(":focus")).filter({ hasText: name }).waitFor();
      await card.locator("strong").filter({ hasText: name }).waitFor();
      assertEquals(await litBytes(page), bytes, name);
      assertMatch(await card.innerText(), source);
      assertMatch(
        (await card.getByRole("link").getAttribute("href"))!,
        /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc8446#section-/,
      );
      assertEquals(await focusRing(page), "shown");
      await page.keyboard.press("ArrowDown");
    }
  },
);

witnessed(["chromium"], "browser: moving in the bytes lights their field", async () => {
  await using visit = await lab.visit();
  const { page } = visit;
  await allIsWell(page);
  const bytes = page.getByRole("group", { name: "Bytes of client_hello" });
  await bytes.waitFor();
  await tabTo(page, bytes);
  const lit = region(page, "Up close").locator(".tree-item.lit .field-name");
  assertEquals(await lit.innerText(), "msg_type");
  for (
    const [key, field] of [
      ["ArrowRight", "length"],
      ["ArrowRight", "length"],
      ["ArrowRight", "length"],
      ["ArrowRight", "legacy_version"],
      ["ArrowDown", "random"],
      ["Home", "random"],
      ["ArrowUp", "msg_type"],
    ] as const
  ) {
    await page.keyboard.press(key);
    await lit.filter({ hasText: field }).waitFor();
  }
  assertEquals(await focusRing(page), "shown");
});

witnessed(
  ["chromium"],
  "browser: ? lists the keys, Esc closes the list and gives the focus back",
  async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const row = chosenRow(page);
    await tabTo(page, row);
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keys and help" });
    await help.waitFor();
    const keys = await help.locator("kbd").allInnerTexts();
    for (const key of ["↑", "↓", "E", "?", "Esc"]) assert(keys.includes(key), key);
    await page.keyboard.press("Tab");
    assert(await help.evaluate((dialog) => dialog.contains(document.activeElement)));
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
    assert(await row.evaluate((element) => element === document.activeElement));
    assertEquals(await focusRing(page), "shown");
  },
);

witnessed(
  ["chromium"],
  "browser: up and down scroll what was made to be scrolled, and step through nothing there",
  async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const chosen = await chosenRow(page).innerText();
    await log(page, "server").focus();
    await page.keyboard.press("ArrowDown");
    const panel = await openPanel(page, "Certificate");
    const details = panel.locator("details", { has: page.locator("pre") }).first();
    await details.locator("summary").first().click();
    await details.locator("pre").first().focus();
    await page.keyboard.press("ArrowDown");
    await drawn(page);
    assertEquals(await chosenRow(page).innerText(), chosen);
    assertEquals(
      await page.getByRole("tab", { name: "Certificate" }).getAttribute("aria-selected"),
      "true",
    );
  },
);

witnessed(["chromium"], "browser: Esc leaves the tour from the message input too", async () => {
  await using visit = await lab.visit();
  const { page } = visit;
  await allIsWell(page);
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "Take the tour" }).click();
  await tour(page).waitFor();
  await page.getByRole("textbox", { name: "Talk to the server" }).focus();
  await page.keyboard.press("Escape");
  await tour(page).waitFor({ state: "hidden" });
});

witnessed(
  ["chromium"],
  "browser: every stop of the tab key shows that it has the focus",
  async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    await tabTo(page, page.getByRole("button", { name: "Say exit" }));
    await tabTo(page, page.getByRole("tab", { name: "Message" }));
    await tabTo(page, page.getByRole("link", { name: "Skip to the session" }), "Shift+Tab");
  },
);
