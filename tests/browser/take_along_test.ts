import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { ask, witnessed } from "../support/witness.ts";
import { temporaryFolder } from "../support/folder.ts";
import { visit as visitPage } from "./browser.ts";
import { browserLab } from "./lab.ts";
import { allIsWell, drawn, openPanel, outcome, region, rows, stepBackTo, tour } from "./reading.ts";

const lab = browserLab();

/** Saves the session on show in one of its forms. */
async function download(page: Page, ending: string, folder: string): Promise<string> {
  const panel = await openPanel(page, "Take along");
  const waiting = page.waitForEvent("download");
  await panel.getByRole("link", { name: `.${ending}` }).click();
  const path = `${folder}/taken.${ending}`;
  await (await waiting).saveAs(path);
  return path;
}

/** Waits for a capture on show, and checks that it is decrypted. */
async function isOpened(page: Page, title: string): Promise<void> {
  await page.getByRole("region", { name: "Sessions" })
    .getByRole("button", { name: title }).and(page.locator("[aria-current]")).waitFor();
  await rows(page, /encrypted, certificate_verify , .*✓ proved/).waitFor();
  await stepBackTo(page, /你好/);
}

witnessed(
  ["chromium"],
  "browser: a session taken along as a capture opens decrypted when chosen",
  async () => {
    using folder = temporaryFolder();
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const path = await download(page, "pcapng", folder.path);
    await page.getByRole("button", { name: /^Choose or drop/ }).setInputFiles(path);
    await isOpened(page, "taken.pcapng");
  },
);

witnessed(
  ["chromium"],
  "browser: a session taken along as a capture opens decrypted when dropped",
  async () => {
    using folder = temporaryFolder();
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const digits = Deno.readFileSync(await download(page, "pcapng", folder.path)).toHex();
    const carried = await page.evaluateHandle((digits) => {
      const bytes = Uint8Array.from(digits.match(/../g)!, (pair) => parseInt(pair, 16));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], "dropped.pcapng"));
      return transfer;
    }, digits);
    const main = page.getByRole("main");
    await main.dispatchEvent("dragover", { dataTransfer: carried });
    await page.getByText("Drop the capture and its key log here").waitFor();
    await main.dispatchEvent("drop", { dataTransfer: carried });
    await isOpened(page, "dropped.pcapng");
  },
);

witnessed(["chromium"], "browser: a capture is called as its file is", async () => {
  using folder = temporaryFolder();
  await using visit = await lab.visit();
  const { page } = visit;
  await allIsWell(page);
  const path = await download(page, "pcapng", folder.path);
  const name = `a=b; 抓包 "c".pcapng`;
  Deno.renameSync(path, `${folder.path}/${name}`);
  await page.getByRole("button", { name: /^Choose or drop/ }).setInputFiles(
    `${folder.path}/${name}`,
  );
  await isOpened(page, name);
});

witnessed(["chromium", "tshark"], "browser: Wireshark reads the capture decrypted", async () => {
  using folder = temporaryFolder();
  await using visit = await lab.visit();
  const { page } = visit;
  await allIsWell(page);
  const path = await download(page, "pcapng", folder.path);
  const { stdout } = await ask("tshark", ["-r", path, "-T", "fields", "-e", "tls.handshake.type"]);
  // Certificate and Finished are there to be read only with the keys.
  assertMatch(stdout, /\b11\b/);
  assertMatch(stdout, /\b20\b/);
});

witnessed(
  ["chromium"],
  "browser: a session taken along as JSON is an array of all that was told",
  async () => {
    using folder = temporaryFolder();
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const told = JSON.parse(Deno.readTextFileSync(await download(page, "json", folder.path)));
    assert(Array.isArray(told));
    assert(JSON.stringify(told).includes("certificate_verify"));
  },
);

witnessed(["chromium"], "browser: a session taken along as a page needs no server", async () => {
  using folder = temporaryFolder();
  const path = await (async () => {
    await using visit = await lab.visit();
    await allIsWell(visit.page);
    return await download(visit.page, "html", folder.path);
  })();
  const served = lab.view.url;
  await using visit = await visitPage(lab.browser, `file://${path}`, {
    offline: true,
    first: true,
  });
  const { page } = visit;
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.reload();
  assertEquals(await outcome(page).innerText(), "The server proved who it is");
  await rows(page, /certificate_verify/).click();
  const detail = page.getByRole("article", { name: /certificate_verify/ });
  await detail.getByRole("tree").getByRole("treeitem", { name: /^signature/ }).last().click();
  const steps = await region(page, "The wire").getByRole("heading", { level: 3 }).allInnerTexts();
  assertEquals(steps.slice(0, 5).map((step) => step.match(/\d/)?.[0]), ["1", "2", "3", "4", "5"]);
  await page.getByRole("radio", { name: "What the eavesdropper sees" }).check();
  await page.getByRole("article", { name: /record/ }).waitFor();
  const panel = await openPanel(page, "Certificate");
  await panel.getByText(/^The certificate proves that its key belongs to localhost/).waitFor();
  await panel.getByText("The root: trusted beforehand").waitFor();
  assertEquals(await page.getByRole("textbox").count(), 0);
  for (const key of ["t", "v"]) await page.keyboard.press(key);
  const tabs = page.getByRole("tablist", { name: "Up close" }).getByRole("tab");
  assertEquals(await tabs.allInnerTexts(), ["Message", "Certificate"]);
  assertEquals(await tabs.last().getAttribute("aria-selected"), "true");
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "Take the tour" }).click();
  const card = tour(page);
  for (;;) {
    await card.and(page.locator(":focus")).waitFor();
    await drawn(page);
    assertEquals(await card.evaluate((one) => getComputedStyle(one).opacity), "1");
    assertEquals(await page.locator(".tour-ring").count(), 1);
    const next = card.getByRole("button", { name: "Next" });
    if (await next.count() === 0) break;
    await next.click();
    await card.focus();
  }
  await card.getByRole("button", { name: "Done" }).click();
  assertEquals(requests.filter((url) => !/^(file|data):/.test(url)), []);
  assert(!(await page.content()).includes(new URL(served).pathname.slice(1, -1)), "the secret");
});
