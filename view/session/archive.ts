/**
 * All sessions that are kept, and who is told when they change.
 *
 * @module
 */
import type { Change } from "../shown.ts";
import { Recording, type SessionBasics } from "./recording.ts";

/** How many sessions are kept, and how many bytes in all; beyond, the oldest that have ended go. */
const MOST_SESSIONS = 500;
const MOST_BYTES = 256 << 20;

/** The sessions. */
export class Archive {
  readonly #recordings = new Map<number, Recording>();
  readonly #told = new Set<(change: Change) => void>();
  #sessions = 0;
  #runs = 0;

  /** A number for a run of a scenario, a capture, or a connection from outside. */
  nextRun(): number {
    return ++this.#runs;
  }

  /**
   * Begins a session.
   *
   * @param basics What is known of it from the start.
   * @returns The session.
   */
  open(basics: SessionBasics): Recording {
    this.#makeRoom();
    const id = ++this.#sessions;
    const recording = new Recording(id, basics, () => this.tell({ type: "session", session: id }));
    this.#recordings.set(id, recording);
    this.tell({ type: "session", session: id });
    return recording;
  }

  /**
   * A session.
   *
   * @param id Its number.
   * @returns The session; undefined if there is none of that number any more.
   */
  get(id: number): Recording | undefined {
    return this.#recordings.get(id);
  }

  /** The numbers of the sessions, the oldest first. */
  get ids(): number[] {
    return [...this.#recordings.keys()];
  }

  /** The sessions, the oldest first. */
  get recordings(): Recording[] {
    return [...this.#recordings.values()];
  }

  /**
   * Lets go of a session.
   *
   * @param id Its number.
   */
  forget(id: number): void {
    if (this.#recordings.delete(id)) this.tell({ type: "gone", session: id });
  }

  /**
   * Tells of every change from now on.
   *
   * @param told Told of each.
   * @returns Ends it.
   */
  subscribe(told: (change: Change) => void): () => void {
    this.#told.add(told);
    return () => this.#told.delete(told);
  }

  /**
   * Tells of a change.
   *
   * @param change What has changed.
   */
  tell(change: Change): void {
    for (const told of this.#told) told(change);
  }

  #makeRoom(): void {
    let size = 0;
    for (const recording of this.#recordings.values()) size += recording.size;
    for (const { id, ended, size: one } of this.recordings) {
      if (this.#recordings.size < MOST_SESSIONS && size < MOST_BYTES) return;
      if (!ended) continue;
      size -= one;
      this.forget(id);
    }
  }
}
