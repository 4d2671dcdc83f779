/**
 * Everything of a session that a page which stands alone can show.
 *
 * @module
 */
import { language } from "../../cli/language.ts";
import type { KeptSession, ListName, Lists } from "../protocol.ts";
import type { Recording } from "./recording.ts";

/** How many rows of each list are kept: with their details they are what makes the file large. */
const MOST_ROWS = 5000;

/**
 * Keeps a session.
 *
 * @param recording The session.
 * @returns At most 5,000 rows of each list, with everything there is to know of them; what had to be left
 * out is counted in `session.left`.
 */
export async function keepSession(recording: Recording): Promise<KeptSession> {
  const { state } = recording;
  const [opened, passed, log] = [
    first(recording, "opened"),
    first(recording, "passed"),
    first(recording, "log"),
  ];
  const rows = { opened: opened.length, passed: passed.length, log: log.length };
  const left = state.left + state.rows.opened - rows.opened;
  return {
    language: language(),
    session: { ...state, rows, left, talking: false },
    opened,
    passed,
    log,
    details: {
      opened: opened.map(({ index }) => recording.detail("opened", index)!),
      passed: passed.map(({ index }) => recording.detail("passed", index)!),
    },
    chains: await recording.chains(),
  };
}

function first<Name extends ListName>(recording: Recording, list: Name): Lists[Name][] {
  const rows: Lists[Name][] = [];
  while (rows.length < MOST_ROWS) {
    const more = recording.rows(list, rows.length);
    if (more.length === 0) break;
    rows.push(...more);
  }
  return rows;
}
