import { Buffer } from "node:buffer";
import { assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { witnessed } from "../support/witness.ts";
import { browserLab } from "./lab.ts";
import { drawn, settled } from "./reading.ts";

const lab = browserLab();

/** What is the same in every language: names from standards, of programs, files and authorities. */
const NAMES = new RegExp(
  [
    /\b[a-z0-9]+(_[a-z0-9]+)+\b|\b(finished|certificate|alert|data)\b|CA\/B Baseline Requirements|RFC \d+( section [\d.]+)?/,
    /\b(TLS|JSON|PEM|SHA-\d+|CA_zino|x25519|localhost|hello|ms|English|Esc)\b|HelloRetryRequest/,
    /tls-lab(\/1)?|Python|curl|openssl s_client|\.?pcapng|\.html|\.json/,
  ].map(({ source }) => source).join("|"),
  "g",
);

/** Texts of ours that are English, among those visible outside code. */
async function englishTexts(page: Page): Promise<string[]> {
  await drawn(page);
  const texts = await page.evaluate(() => {
    // Values of fields, what was said, and what was spoken before the language was switched.
    const skip = "code, pre, kbd, svg, .bytes, .tree, .field-line, .detail-facts, .row-facts, " +
      ".row-words, .words-text, .agreed dd, .card h4, .card dd, .names, [lang=en], [role=status]";
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement!;
      if (!around.closest(skip) && node.nodeValue!.trim() !== "") texts.push(node.nodeValue!);
    }
    for (const element of document.querySelectorAll("[aria-label], [title]")) {
      texts.push(element.getAttribute("aria-label") ?? "", element.getAttribute("title") ?? "");
    }
    return texts;
  });
  return texts.filter((text) =>
    !/\p{Script=Han}/u.test(text) && /[A-Za-z]{2,}/.test(text.replace(NAMES, " "))
  );
}

witnessed(["chromium"], "browser: Chinese notices end as Chinese sentences do", async () => {
  await using visit = await lab.visit({ locale: "zh-CN" });
  const { page } = visit;
  await settled(page);
  await page.getByRole("button", { name: /^选择或拖入/ }).setInputFiles({
    name: "notes.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("no capture"),
  });
  const notice = page.getByRole("alert").locator("p");
  await notice.waitFor();
  assertEquals(
    (await notice.innerText()).split("\n")[0],
    "这些文件中没有抓包文件。请选择 .pcap 或 .pcapng 文件；如有密钥日志，请一并选择。",
  );
});

witnessed(
  ["chromium"],
  "browser: the page speaks Chinese throughout, and remembers it",
  async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await settled(page);
    assertEquals(await page.locator("html").getAttribute("lang"), "en");
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("heading", { name: "服务器证明了自己的身份" }).waitFor();
    assertEquals(await page.locator("html").getAttribute("lang"), "zh-CN");
    assertMatch(await page.title(), /一切正常/);
    for (const tab of ["消息", "证书", "比较", "导出"]) {
      await page.getByRole("tab", { name: tab }).click();
      assertEquals(await englishTexts(page), [], tab);
    }
    await page.keyboard.press("?");
    await page.locator("dialog[open]").waitFor();
    assertEquals(await englishTexts(page), [], "help");
    await page.getByRole("button", { name: "开始导览" }).click();
    for (const next of ["下一步", "下一步", "下一步", "下一步", "下一步", "完成"]) {
      assertEquals(await englishTexts(page), [], "tour");
      await page.getByRole("button", { name: next }).click();
    }
    await page.reload();
    await page.getByRole("heading", { name: "服务器证明了自己的身份" }).waitFor();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "The server proved who it is" }).waitFor();
    await page.locator("html[lang=en]").waitFor();
  },
);

witnessed(
  ["chromium"],
  "browser: the page takes the system's colours, or those chosen, and remembers them",
  async () => {
    await using visit = await lab.visit({ colorScheme: "dark" });
    const { page } = visit;
    await settled(page);
    const colours = () =>
      page.evaluate(() => {
        const { backgroundColor } = getComputedStyle(document.body);
        const [r = 0, g = 0, b = 0] = (/\(([^)]*)\)/.exec(backgroundColor)?.[1] ?? "")
          .split(/[ ,]+/).map(Number);
        return r + g + b > 3 * 128 ? "light" : "dark";
      });
    assertEquals(await colours(), "dark");
    await page.getByRole("button", { name: "Colours: as the system" }).click();
    await page.getByRole("button", { name: "Colours: light" }).waitFor();
    assertEquals(await colours(), "light");
    await page.reload();
    await page.getByRole("button", { name: "Colours: light" }).waitFor();
    assertEquals(await colours(), "light");
    await page.getByRole("button", { name: "Colours: light" }).click();
    await page.getByRole("button", { name: "Colours: dark" }).waitFor();
    await page.emulateMedia({ colorScheme: "light" });
    assertEquals(await colours(), "dark");
  },
);
