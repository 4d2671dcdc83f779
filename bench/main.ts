/**
 * Measurements against peers: `deno task bench` makes all, `deno task bench story`, `decode`, `relay` or
 * `page` one of them.
 *
 * @module
 */
import { benchDecode } from "./decode.ts";
import { benchPage } from "./page.ts";
import { benchRelay } from "./relay.ts";
import { benchStory } from "./story.ts";

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  story: benchStory,
  decode: benchDecode,
  relay: benchRelay,
  page: benchPage,
};

const asked = Deno.args.length > 0 ? Deno.args : Object.keys(BENCHES);
const unknown = asked.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
  console.error(`error: Nothing is measured under the name "${unknown}"`);
  console.error(`what to do: Name one of ${Object.keys(BENCHES).join(", ")}`);
  Deno.exit(2);
}
for (const name of asked) await BENCHES[name]!();
const cpus = `${navigator.hardwareConcurrency} processors`;
console.log(`In turns, in one run; ${cpus}, Deno ${Deno.version.deno}`);
