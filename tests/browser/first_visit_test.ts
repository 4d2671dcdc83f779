import { assert, assertEquals, assertMatch } from "@std/assert";
import { witnessed } from "../support/witness.ts";
import { browserLab } from "./lab.ts";
import { allIsWell, log, openPanel, outcome, play, region, rows, tour } from "./reading.ts";

const lab = browserLab();

witnessed(["chromium"], "browser: a first visit sees by itself how all is well", async () => {
  await using visit = await lab.visit();
  const { page } = visit;
  await allIsWell(page);
  assertEquals(await outcome(page).textContent(), "The server proved who it is");
  assertMatch(await log(page, "client").innerText(), /Verified[^]*hello[^]*你好/);
  assertMatch(await log(page, "server").innerText(), /from 127\.0\.0\.1:\d+\s+hello/);
  const steps = await region(page, "The wire").getByRole("heading", { level: 3 }).allInnerTexts();
  assertEquals(steps.slice(0, 5).map((step) => step.match(/\d/)?.[0]), ["1", "2", "3", "4", "5"]);
  await rows(page, /client to server.*client_hello/).waitFor();
});

witnessed(
  ["chromium"],
  "browser: a first visit is offered the tour, later ones are not",
  async () => {
    await using visit = await lab.visit({ first: true });
    const { page } = visit;
    await tour(page).getByRole("heading", { name: "A client calls" }).waitFor();
    await page.keyboard.press("Escape");
    await tour(page).waitFor({ state: "hidden" });
    await page.reload();
    await allIsWell(page);
    // It is offered once the certificates have come, so there they are.
    const panel = await openPanel(page, "Certificate");
    await panel.getByText(/^The certificate proves/).waitFor();
    assertEquals(await tour(page).count(), 0);
  },
);

witnessed(
  ["chromium"],
  "browser: the tour stays where it is when what it tells of is played, and is not offered again",
  async () => {
    await using visit = await lab.visit({ first: true });
    const { page } = visit;
    const dialog = tour(page);
    const count = dialog.getByText(/^\d+ \/ \d+$/);
    await count.waitFor();
    const [, last] = (await count.innerText()).split(" / ");
    for (let step = 2; step <= Number(last); step++) {
      await dialog.getByRole("button", { name: "Next" }).click();
      await dialog.getByText(`${step} / ${last}`, { exact: true }).waitFor();
    }
    await play(page, "Expired");
    const panel = region(page, "Up close");
    await panel.getByText("The certificate does not prove that this is localhost.").waitFor();
    assertEquals(await count.innerText(), `${last} / ${last}`);
    await dialog.getByRole("button", { name: "Done" }).click();
    await dialog.waitFor({ state: "hidden" });
    await play(page, "Wrong name");
    await panel.getByText("The certificate does not prove that this is localhost.").waitFor();
    assertEquals(await dialog.count(), 0);
  },
);

for (const way of ["Esc", "button"] as const) {
  witnessed(["chromium"], `browser: the tour is left at any of its steps by ${way}`, async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const dialog = tour(page);
    for (let step = 1, last = 1; step <= last; step++) {
      await page.keyboard.press("?");
      await page.getByRole("button", { name: "Take the tour" }).click();
      for (let i = 1; i < step; i++) {
        await dialog.getByRole("button", { name: "Next" }).click();
        await dialog.getByText(new RegExp(`^${i + 1} / `)).waitFor();
      }
      const count = dialog.getByText(new RegExp(`^${step} / \\d+$`));
      last = Number((await count.innerText()).split(" / ")[1]);
      if (way === "Esc") await page.keyboard.press("Escape");
      else await dialog.getByRole("button", { name: "Leave the tour" }).click();
      await dialog.waitFor({ state: "hidden" });
    }
  });
}

witnessed(["chromium"], "browser: the first paint with content comes within a second", async () => {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    await using visit = await lab.visit({ first: true });
    times.push(
      await visit.page.evaluate(() =>
        new Promise<number>((resolve) =>
          new PerformanceObserver((list) => {
            const [paint] = list.getEntriesByName("first-contentful-paint");
            if (paint) resolve(paint.startTime);
          }).observe({ type: "paint", buffered: true })
        )
      ),
    );
  }
  const median = times.toSorted((a, b) => a - b)[1]!;
  assert(median < 1000, `first contentful paints after ${times} ms`);
});
