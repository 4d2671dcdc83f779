import { assert, assertEquals, assertMatch } from "@std/assert";
import { witnessed } from "../support/witness.ts";
import { browserLab } from "./lab.ts";
import { allIsWell, chosenRow, log, region, say, stepBackTo } from "./reading.ts";

const lab = browserLab();

/** Frame header, content type, tag and record header (talk/protocol.ts, RFC 8446 section 5.2). */
const AROUND = 4 + 1 + 16 + 5;

for (const text of ["Good morning, server", "早上好，服务器"]) {
  witnessed(
    ["chromium"],
    `browser: ${text} is seen at both ends, and sealed in between`,
    async () => {
      await using visit = await lab.visit();
      const { page } = visit;
      await allIsWell(page);
      await say(page, text);
      await log(page, "client").getByText(text, { exact: true }).waitFor();

      const server = log(page, "server");
      await server.getByText(text, { exact: true }).waitFor();
      const note = await region(page, "Server").getByText(/takes .* for the client/).innerText();
      const [via] = /127\.0\.0\.1:\d+/.exec(note)!;
      assertMatch(
        await server.innerText(),
        new RegExp(`from ${via}\\s+${text}\\s+acknowledged\\s+The server received your message$`),
      );

      const row = await stepBackTo(page, new RegExp(text));
      const opened = await row.innerText();
      assertMatch(opened, /client to server/);
      assertMatch(opened, /encrypted/);

      await page.getByRole("radio", { name: "What the eavesdropper sees" }).check();
      const sealed = chosenRow(page).filter({ hasText: "sealed" });
      const length = new TextEncoder().encode(text).length + AROUND;
      assertMatch(await sealed.innerText(), new RegExp(`client to server[^]*\\b${length} bytes$`));
      for (const part of ["The wire", "Up close"] as const) {
        assert(!(await region(page, part).innerText()).includes(text), part);
      }
      assertEquals(await sealed.getByText(/data/).count(), 0);
    },
  );
}
