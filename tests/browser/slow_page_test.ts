import { assert } from "@std/assert";
import { connect } from "../../client.ts";
import { witnessed } from "../support/witness.ts";
import { browserLab } from "./lab.ts";
import { allIsWell, log } from "./reading.ts";

const lab = browserLab();

/** How long the page hangs, in milliseconds. */
const HANGS = 3000;

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}

witnessed(["chromium"], "browser: a page that hangs holds up nobody, and catches up", async () => {
  await using visit = await lab.visit();
  const { page } = visit;
  await allIsWell(page);
  const command = await page.getByRole("region", { name: "From your terminal" })
    .locator("code", { hasText: "-CAfile" }).innerText();
  const session = await connect({
    host: "127.0.0.1",
    port: lab.view.tapPort,
    ca: /-CAfile (\S+)/.exec(command)![1]!,
    serverName: "localhost",
  });
  await page.getByRole("region", { name: "Sessions" }).getByRole("button", { name: /new/ }).click();
  let count = 0;
  const roundTrips = async (until: () => boolean) => {
    const times: number[] = [];
    while (!until()) {
      const began = performance.now();
      await session.send(`message ${count++}`);
      times.push(performance.now() - began);
    }
    return times;
  };
  const before = await roundTrips(() => count >= 200);
  let hangs = true;
  const hanging = page.evaluate((long) => {
    for (const end = performance.now() + long; performance.now() < end;);
  }, HANGS).finally(() => hangs = false);
  const meanwhile = await roundTrips(() => !hangs);
  await hanging;
  await session.end();

  const [calm, held] = [median(before), median(meanwhile)];
  assert(held < 5 * calm + 5, `a round trip takes ${held} ms instead of ${calm} ms`);
  assert(Math.max(...meanwhile) < HANGS / 2, `one took ${Math.max(...meanwhile)} ms`);
  await log(page, "server").getByText(`message ${count - 1}`, { exact: true })
    .waitFor({ timeout: 15_000 });
});
