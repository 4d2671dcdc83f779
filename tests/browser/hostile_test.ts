import { Buffer } from "node:buffer";
import { assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { witnessed } from "../support/witness.ts";
import { authority, server } from "../support/forged.ts";
import { temporaryFolder } from "../support/folder.ts";
import { encodePem } from "../../x509/pem.ts";
import { browserLab } from "./lab.ts";
import { allIsWell, log, openPanel, outcome, region, say, stepBackTo } from "./reading.ts";
import { captureFile, recordedTalk } from "./recorded_talk.ts";

const lab = browserLab();

const SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>";

/** That the page has no element which only hostile text could have made. */
async function nothingRan(page: Page): Promise<void> {
  assertEquals(await page.locator("img, iframe, #app script, [onerror]").count(), 0);
}

/** A talk whose certificates, at both ends of the path, and messages are HTML. */
async function hostileTalk() {
  using folder = temporaryFolder();
  const root = await authority(`root ${SCRIPT}`);
  const names = [
    { type: "dns", value: "localhost" },
    { type: "dns", value: "<img src=x onerror=alert(2)>" },
  ] as const;
  const leaf = await server(SCRIPT, root, names);
  const ca = `${folder.path}/ca.crt`;
  Deno.writeTextFileSync(ca, encodePem("CERTIFICATE", root.der));
  return await recordedTalk({
    identity: {
      cert: encodePem("CERTIFICATE", leaf.der),
      key: encodePem("PRIVATE KEY", leaf.key.pkcs8),
    },
    ca,
    talk: async (client) => void await client.send(SCRIPT),
  });
}

witnessed(
  ["chromium"],
  "browser: a certificate that is HTML is shown as text, and so is a file's name",
  async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const file = captureFile("<script>alert(3).pcapng", await hostileTalk());
    await page.getByRole("button", { name: /^Choose or drop/ })
      .setInputFiles({ ...file, buffer: Buffer.from(file.buffer) });
    await page.getByRole("region", { name: "Sessions" })
      .getByRole("button", { name: "<script>alert(3).pcapng" })
      .and(page.locator("[aria-current]")).waitFor();
    await outcome(page).waitFor();
    assertEquals(await page.title(), "<script>alert(3).pcapng · tls-lab");

    const panel = await openPanel(page, "Certificate");
    await panel.getByRole("heading", { name: SCRIPT, exact: true }).waitFor();
    await panel.getByText("<img src=x onerror=alert(2)>").first().waitFor();
    for (const summary of await panel.locator("summary").all()) {
      if (!await summary.evaluate((one) => (one.parentElement as HTMLDetailsElement).open)) {
        await summary.click();
      }
    }
    assertMatch(await panel.innerText(), /Subject:[^\n]*<script>/);
    await nothingRan(page);

    const row = await stepBackTo(page, /data: <script>/);
    assertMatch(
      await row.innerText(),
      /<script>alert\(1\)<\/script><img src=x onerror=alert\(1\)>/,
    );
    await region(page, "Up close").locator(".detail-words", { hasText: SCRIPT }).waitFor();
    await openPanel(page, "Compare");
    await page.getByRole("combobox").selectOption({ index: 1 });
    await page.getByRole("table", { name: "Facts" }).waitFor();
    await nothingRan(page);
  },
);

witnessed(
  ["chromium"],
  "browser: a name that runs backwards turns nothing around beside it",
  async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const name = "\u202egnpacp.\u2067pcapng";
    const file = captureFile(name, await hostileTalk());
    await page.getByRole("button", { name: /^Choose or drop/ })
      .setInputFiles({ ...file, buffer: Buffer.from(file.buffer) });
    await page.getByRole("main").getByText(name, { exact: true }).first().waitFor();
    await openPanel(page, "Compare");
    await page.getByRole("combobox").selectOption({ index: 1 });
    await page.getByRole("table", { name: "Facts" }).waitFor();
    const shown = await page.evaluate(() => {
      const places: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.nodeValue!.includes("\u202e")) continue;
        places.push(getComputedStyle(node.parentElement!).unicodeBidi);
      }
      return places;
    });
    assertEquals(new Set(shown), new Set(["isolate"]));
    assertEquals(shown.length, 4); // In the list, above the outcome, and above both tables.
  },
);

witnessed(["chromium"], "browser: a server name that is HTML is shown as text", async () => {
  const talk = await hostileTalk();
  const [hello] = talk.passed;
  if (hello?.what !== "data") throw new Error("There is no client_hello");
  const name = new TextEncoder().encode("localhost");
  const at = hello.bytes.findIndex((_, i) => name.every((byte, k) => hello.bytes[i + k] === byte));
  hello.bytes.set(new TextEncoder().encode("<b>lo</b>"), at);
  await using visit = await lab.visit();
  const { page } = visit;
  await allIsWell(page);
  const file = captureFile("name.pcapng", { ...talk, passed: [hello] });
  await page.getByRole("button", { name: /^Choose or drop/ })
    .setInputFiles({ ...file, buffer: Buffer.from(file.buffer) });
  await page.getByRole("main").getByRole("definition").filter({ hasText: "<b>lo</b>" }).waitFor();
  assertEquals(await page.locator("b").getByText("lo", { exact: true }).count(), 0);
  await nothingRan(page);
});

witnessed(
  ["chromium"],
  "browser: a message that is HTML is shown as text at both ends and on the wire",
  async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    await say(page, SCRIPT);
    await log(page, "client").getByText(SCRIPT, { exact: true }).waitFor();
    await log(page, "server").getByText(SCRIPT, { exact: true }).waitFor();
    await stepBackTo(page, /data: <script>/);
    await region(page, "Up close").locator(".detail-words", { hasText: SCRIPT }).waitFor();
    await nothingRan(page);
  },
);
