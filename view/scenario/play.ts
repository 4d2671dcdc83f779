/**
 * Playing a scenario: any of them, for real.
 *
 * The server it asks for, a tap in front of it, and a client that visits the server through the tap. What
 * they tell goes to the page as it happens; what came of it is judged by what did happen.
 *
 * @module
 */
import type { Server } from "../../talk/roles.ts";
import type { Attempt, Stage } from "../stage.ts";
import { startFor } from "./ends.ts";
import { type Credentials, credentialsFor } from "./identity.ts";
import { outcomeOf } from "./outcome.ts";
import { trouble } from "./rows.ts";
import type { Scenario, Visit } from "./scenario.ts";
import { LOOPBACK } from "./scene.ts";
import { ended, payVisit } from "./visit.ts";

/** How long a visit may take until something comes of it, in seconds. */
const PATIENCE = 20;

/**
 * Plays a scenario to its end: until the talk that stays open for the page is over, if one does.
 *
 * @param scenario What to play.
 * @param stage What it is played on.
 * @param patience How long each visit may take until something comes of it, in seconds; 20 by default.
 * @throws {UserError} If the certificate cannot be made.
 * @throws {Error} If the tap cannot be started.
 */
export async function play(scenario: Scenario, stage: Stage, patience = PATIENCE): Promise<void> {
  const credentials = await credentialsFor(scenario.certificate, stage);
  const [first, ...others] = scenario.visits;
  let attempt = begin(first, credentials, stage);
  let server: Server;
  try {
    server = startFor(scenario, credentials, stage);
  } catch (error) {
    stage.serverSays(trouble(error));
    attempt.outcome(outcomeOf({ what: "unstarted", error }, first.ending));
    return;
  }
  await using started = new AsyncDisposableStack();
  started.defer(() => server.stop());
  const relay = await stage.tap({
    connect: { hostname: LOOPBACK, port: server.port },
    meddle: scenario.meddle,
  });
  started.defer(() => relay.stop());

  const tap = { hostname: LOOPBACK, port: relay.port };
  const scene = { scenario, stage, credentials, tap, patience };
  let talking = await payVisit(first, scene, attempt, undefined);
  for (const visit of others) {
    if (!talking) return;
    await talking.session.end();
    await ended(attempt.settled, stage.signal);
    attempt = begin(visit, credentials, stage);
    talking = await payVisit(visit, scene, attempt, talking);
  }
  if (!talking) return;
  await ended(talking.over, stage.signal);
  talking.session.close();
  await ended(attempt.settled, stage.signal);
}

function begin({ title }: Visit, { root, trusted, host }: Credentials, stage: Stage): Attempt {
  return stage.attempt({ ...(title && { title }), roots: [root.der], trusted, host });
}
