import { assert, assertEquals, assertMatch } from "@std/assert";
import { SCENARIOS } from "../../view/scenario/scenarios.ts";
import { witnessed } from "../support/witness.ts";
import { browserLab } from "./lab.ts";
import { openPanel, outcome, play, stepBackTo } from "./reading.ts";

const lab = browserLab();

/** The first check that fails where the proof is no good: its question, and what it says. */
const FAILED: Record<string, [question: string, says: RegExp]> = {
  "unknown-authority": ["Signed by someone trusted?", /Stranger CA/],
  "expired": ["Within its dates?", /expired/],
  "not-yet-valid": ["Within its dates?", /not valid before/],
  "wrong-name": ["For this name?", /localhost.*example\.test/],
  "no-subject-alt-name": ["For this name?", /subjectAltName/],
  "self-signed": ["Signed by someone trusted?", /itself/],
};

witnessed(["chromium"], "browser: the menu offers every scenario", async () => {
  const { page } = await lab.returning();
  const menu = page.getByRole("region", { name: "What if…" }).getByRole("button");
  assertEquals(
    await menu.locator(".item-title").allInnerTexts(),
    SCENARIOS.map(({ title }) => title.en),
  );
});

for (const { id, group, title, visits } of SCENARIOS) {
  witnessed(["chromium"], `browser: ${title.en} ends as described`, async () => {
    const { page } = await lab.returning();
    await play(page, title.en);
    const banner = page.getByRole("main").getByRole("region").first();
    for (const [i, { title: name, ending }] of visits.entries()) {
      if (visits.length > 1) {
        const run = page.getByRole("navigation", { name: "Connections of this run" });
        await run.getByRole("button", { name: name!.en }).click();
        await run.getByRole("button", { name: `${i + 1}.` }).and(page.locator("[aria-current]"))
          .waitFor();
      }
      await outcome(page).filter({ hasText: ending.title.en }).waitFor();
      await banner.getByText(ending.why.en, { exact: true }).waitFor();
      if (typeof ending.when === "object") {
        const { from, description } = ending.when;
        await banner.getByText(`Alert ${description} from the ${from}`, { exact: true }).waitFor();
        await stepBackTo(page, new RegExp(`alert.*${description}`));
      }
    }
    const failed = FAILED[id];
    if (!failed) return assert(group !== "trust" || id === "key-mismatch", "not in FAILED");
    const [question, says] = failed;
    const panel = await openPanel(page, "Certificate");
    await panel.getByText("The certificate does not prove that this is localhost.").waitFor();
    const answer = panel.getByRole("listitem").filter({ hasText: question });
    assertMatch(await answer.innerText(), /✗[^]*failed/);
    assertMatch(await answer.innerText(), says);
    const first = panel.getByRole("listitem").filter({ hasText: /✗ failed/ }).first();
    assertMatch(await first.innerText(), says);
  });
}
