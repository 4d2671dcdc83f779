import { assertEquals } from "@std/assert";
import { startView } from "../view/running_view.ts";
import { witnessed } from "../support/witness.ts";
import { visit as visitPage } from "./browser.ts";
import { browserLab } from "./lab.ts";
import { allIsWell, scenario } from "./reading.ts";

const lab = browserLab();

witnessed(
  ["chromium"],
  "browser: when its server has stopped the page says so, and where to go on",
  async () => {
    await using view = await startView();
    await using visit = await visitPage(lab.browser, view.url, {
      allowed: /^console: .*(WebSocket|ERR_CONNECTION_REFUSED)/,
    });
    const { page } = visit;
    await allIsWell(page);
    const input = page.getByRole("textbox", { name: "Talk to the server" });
    await input.fill("not sent yet");
    await view.stop();
    const notice = page.getByRole("alert").getByText("deno task view has ended");
    await notice.waitFor();
    await page.getByText("not connected", { exact: true }).waitFor();
    assertEquals(await scenario(page, "Expired").isDisabled(), true);
    // What was being written is not lost, nor sent to nobody.
    await page.getByText("what you write stays here").waitFor();
    await input.press("Enter");
    assertEquals(await input.inputValue(), "not sent yet");
    await input.blur();
    // What came before can still be looked at.
    await page.keyboard.press("ArrowDown");
    await page.getByRole("article", { name: /certificate$/ }).waitFor();
    // What did not come before cannot be had any longer, and that is said.
    await page.getByText("The server did not give this.").waitFor();
  },
);
