import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { witnessed } from "../support/witness.ts";
import { browserLab } from "./lab.ts";
import { allIsWell, chosenRow, openPanel, play, region, rows, stepBackTo } from "./reading.ts";

const lab = browserLab();

const eavesdropper = (page: Page) =>
  page.getByRole("radio", { name: "What the eavesdropper sees" });
const withKeys = (page: Page) => page.getByRole("radio", { name: "With the keys" });

/** Everything that can be read of the session on the wire and up close. */
async function readable(page: Page): Promise<string> {
  return await region(page, "The wire").innerText() + await region(page, "Up close").innerText();
}

witnessed(
  ["chromium"],
  "browser: the eavesdropper's switch shows the same bytes sealed and opened",
  async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    // The first message of its record, so that opening the record comes back to it.
    await rows(page, /encrypted_extensions/).click();
    const detail = page.getByRole("article", { name: /encrypted_extensions/ });
    const strip = await detail.getByText(/^As it passed: record \d+, [\d\s]+ bytes/).innerText();
    const [, record, length] = /record (\d+), ([\d\s]+ bytes)/.exec(strip)!;

    await eavesdropper(page).check();
    const sealed = page.getByRole("article", { name: new RegExp(`record ${record}$`) });
    await sealed.getByText("Sealed: without the keys these bytes are as good as random.").waitFor();
    assertMatch(await sealed.locator(".detail-facts").innerText(), new RegExp(length!));
    const bytes = await sealed.getByRole("group", { name: /^Bytes of/ }).innerText();

    await withKeys(page).check();
    await detail.waitFor();
    await detail.getByRole("button", { name: "See it as the eavesdropper does" }).click();
    await sealed.waitFor();
    assertEquals(await sealed.getByRole("group", { name: /^Bytes of/ }).innerText(), bytes);
    await sealed.getByRole("button", { name: "Open it with the keys" }).click();
    await detail.waitFor();
  },
);

witnessed(["chromium"], "browser: the eavesdropper reads no certificate in TLS 1.3", async () => {
  await using visit = await lab.visit();
  const { page } = visit;
  await allIsWell(page);
  await rows(page, /certificate ,/).click();
  await page.getByRole("article", { name: /certificate$/ }).waitFor();
  assertMatch(await readable(page), /CN = localhost/);
  await eavesdropper(page).check();
  await page.getByRole("article", { name: /record/ }).waitFor();
  assertNotMatch(await readable(page), /CN = localhost/);
  assertEquals(await rows(page, /certificate/).count(), 0);
  assertMatch(await readable(page), /server_hello/);
});

witnessed(["chromium"], "browser: the eavesdropper reads the certificate in TLS 1.2", async () => {
  await using visit = await lab.visit();
  const { page } = visit;
  await allIsWell(page);
  await play(page, "TLS 1.2");
  await eavesdropper(page).check();
  const row = rows(page, /certificate/).first();
  assertMatch(await row.innerText(), /CN = localhost/);
  await row.click();
  await page.getByRole("article", { name: /record/ }).waitFor();
  assertNotMatch(await region(page, "Up close").innerText(), /Sealed/);
  // That the page shows it is no secret of ours: what was said stays sealed all the same.
  await withKeys(page).check();
  await stepBackTo(page, /你好/);
  await eavesdropper(page).check();
  const record = page.getByRole("article", { name: /record/ });
  await record.getByText("Sealed: without the keys these bytes are as good as random.").waitFor();
  assertEquals(await chosenRow(page).count(), 1);
  assertNotMatch(await readable(page), /你好/);
});

witnessed(["chromium"], "browser: without TLS both sights show what is chosen", async () => {
  await using visit = await lab.visit();
  const { page } = visit;
  await allIsWell(page);
  await play(page, "An advertisement, without TLS");
  const row = await stepBackTo(page, /你好|hello/);
  const title = region(page, "Up close").getByRole("heading", { level: 2 });
  await title.filter({ hasText: "data" }).waitFor();
  const words = await row.innerText();
  await page.keyboard.press("e");
  await title.filter({ hasText: "plain text" }).waitFor();
  assertEquals(await chosenRow(page).count(), 1);
  await page.keyboard.press("e");
  await title.filter({ hasText: "data" }).waitFor();
  assertEquals(await chosenRow(page).innerText(), words);
});

witnessed(["chromium"], "browser: what is proved is marked as proved", async () => {
  await using visit = await lab.visit();
  const { page } = visit;
  await allIsWell(page);
  await rows(page, /certificate_verify.*✓ proved/).click();
  const detail = page.getByRole("article", { name: /certificate_verify/ });
  await detail.getByText("✓ proved").waitFor();
  const panel = await openPanel(page, "Certificate");
  await panel.getByText(/^The certificate proves that its key belongs to localhost/).waitFor();
});
