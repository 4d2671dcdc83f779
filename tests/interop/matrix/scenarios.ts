/**
 * The matrix: every scenario.
 *
 * @module
 */
import { alertScenarios } from "./alerts.ts";
import type { Files } from "./files.ts";
import { rustlsScenarios } from "./rustls.ts";
import type { Scenario } from "./scenario.ts";
import { suiteScenarios } from "./suites.ts";
import { tls12Scenarios } from "./tls12.ts";
import { tls13Scenarios } from "./tls13.ts";

/** All scenarios there are. */
export async function scenarios(files: Files): Promise<Scenario[]> {
  return [
    ...await suiteScenarios(files),
    ...tls13Scenarios(files),
    ...tls12Scenarios(files),
    ...alertScenarios(files),
    ...rustlsScenarios(files),
  ];
}
