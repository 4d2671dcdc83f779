import { assertEquals } from "@std/assert";
import { textOf } from "../support/text.ts";
import { witnessed } from "../support/witness.ts";
import { browserLab } from "./lab.ts";
import { allIsWell, log, openPanel, rows } from "./reading.ts";

const lab = browserLab();

/** A program that is typed into; ended when the `using` block ends. */
function typedInto(program: string, args: string[]) {
  const child = new Deno.Command(program, {
    args,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const typing = child.stdin.getWriter();
  const printing = textOf(child.stdout);
  return {
    type: (text: string) => typing.write(new TextEncoder().encode(text)),
    /** Waits until it has printed something. */
    async reads(text: string) {
      for (let printed = ""; !printed.includes(text);) {
        const { value, done } = await printing.next();
        if (done) throw new Error(`${program} ended after it printed: ${printed}`);
        printed += value;
      }
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await typing.abort().catch(() => {});
      for await (const _ of printing);
      await child.status;
    },
  };
}

witnessed(
  ["chromium", "openssl"],
  "browser: openssl s_client appears as a session, decoded",
  async () => {
    await using visit = await lab.visit();
    const { page } = visit;
    await allIsWell(page);
    const command = await page.getByRole("region", { name: "From your terminal" })
      .locator("code", { hasText: "openssl s_client" }).innerText();
    const [program, ...args] = command.split(" ");
    await using client = typedInto(program!, args);
    await client.type("from outside\n");
    await client.reads("The server received your message");

    const item = page.getByRole("region", { name: "Sessions" }).getByRole("button", {
      name: /new/,
    });
    await item.click();
    await log(page, "server").getByText("from outside", { exact: true }).waitFor();
    await rows(page, /encrypted, certificate_verify .*✓ proved/).waitFor();
    await page.getByText("This client is a program from outside").waitFor();
    const panel = await openPanel(page, "Certificate");
    // It asked for no name, and so none can be told to be the right one.
    await panel.getByText(
      /^The certificate proves that its key belongs to .*localhost\. .* not known here\.$/,
    )
      .waitFor();

    const compare = await openPanel(page, "Compare");
    await compare.getByRole("combobox", { name: "Compare with" })
      .selectOption({
        label: await compare.locator("option", { hasText: /^All is well/ }).innerText(),
      });
    const messages = compare.getByRole("table", { name: "Messages" });
    await messages.getByRole("row", { name: /server: certificate_verify/ }).waitFor();
    const facts = compare.getByRole("table", { name: "Facts" });
    await facts.getByRole("row", { name: /differs/ }).filter({ hasText: /tls-lab\/1/ }).waitFor();
    assertEquals(await facts.getByRole("columnheader").count(), 2);
  },
);
