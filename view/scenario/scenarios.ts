/**
 * The what-if menu.
 *
 * @module
 */
import { ATTACKS } from "./attack.ts";
import type { Scenario } from "./scenario.ts";
import { TRUST } from "./trust.ts";
import { VARIANTS } from "./variants.ts";
import { WELL } from "./well.ts";

/** Every scenario, in the order of the menu. */
export const SCENARIOS: readonly Scenario[] = [...WELL, ...TRUST, ...VARIANTS, ...ATTACKS];
