/**
 * One visit of a client to a server: it connects, says what it has to say, and what came of it is told.
 *
 * @module
 */
import type { Attempt } from "../stage.ts";
import { connectFor } from "./ends.ts";
import { type Happened, outcomeOf } from "./outcome.ts";
import { connected, connecting, trouble } from "./rows.ts";
import type { Visit } from "./scenario.ts";
import type { Connected, Scene, Talking } from "./scene.ts";

/**
 * Pays a visit, and tells its outcome.
 *
 * @param visit The visit.
 * @param scene What it has in common with others.
 * @param attempt Where it is told.
 * @param before The visit before it, whose session may be taken up.
 * @returns The talk, if everything was said and it is still open.
 */
export async function payVisit(
  visit: Visit,
  scene: Scene,
  attempt: Attempt,
  before: Connected | undefined,
): Promise<Talking | undefined> {
  const { stage: { signal }, patience } = scene;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patience * 1000)]);
  const conclude = (happened: Happened) => attempt.outcome(outcomeOf(happened, visit.ending));
  let client: Connected | undefined;
  try {
    attempt.clientSays(connecting(scene));
    client = await unless(
      limit,
      connectFor(visit, scene, before),
      ({ session }) => session.close(),
    );
    attempt.clientSays(connected(client));
    const talk = attempt.talk(client.session);
    const answers: (string | undefined)[] = [];
    for (const message of visit.messages) answers.push(await unless(limit, talk.say(message)));
    conclude({ what: "talked", answers, handshake: client.handshake });
    return { ...client, over: talk.over };
  } catch (error) {
    client?.session.close();
    if (signal.aborted) conclude({ what: "stopped" });
    else if (limit.aborted) conclude({ what: "late", seconds: patience });
    else {
      if (!client) attempt.clientSays(trouble(error)); // A talk that breaks off tells it itself.
      await ended(attempt.settled, signal);
      conclude({ what: "broken", error, alert: attempt.alert });
    }
    return undefined;
  }
}

/**
 * Waits until something is over, but not any longer once all is to be stopped.
 *
 * @param promise What to wait for.
 * @param signal Aborted when all is to be stopped.
 */
export async function ended(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  await unless(signal, promise).catch(() => {});
}

/** Waits for something unless a signal comes first; what comes after the signal is disposed of. */
async function unless<T>(
  signal: AbortSignal,
  promise: Promise<T>,
  dispose: (late: T) => void = () => {},
): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => {
    promise.then(dispose, () => {});
    reject(signal.reason);
  };
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
