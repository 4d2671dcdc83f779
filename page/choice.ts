/**
 * What is on show: a session, a row of it, and what belongs to them.
 *
 * @module
 */
import type { Growing } from "./rows.ts";
import { counterpart, listInSight, stepped, unsealed } from "./selection.ts";
import type { Source } from "./source.ts";
import { INITIAL, type Place, type Sight, type Store } from "./state.ts";
import { groupRows, shownOrder } from "./wire/rows.ts";

/** Chooses what is on show, and fetches what that takes. */
export class Choice {
  readonly #store: Store;
  readonly #source: () => Source | undefined;
  /** The row that was chosen before the sight changed, and what it was changed to. */
  #before: { readonly from: Place; readonly to: Place } | null = null;
  /** At which stage of which session certificates were last asked for. */
  #chainsOf = "";

  /**
   * Nothing is chosen yet.
   *
   * @param store Where the choice is kept.
   * @param source Gives the source, once there is one.
   */
  constructor(store: Store, source: () => Source | undefined) {
    this.#store = store;
    this.#source = source;
  }

  /** The rows of the session on show; undefined if none is. */
  get rows(): Growing | undefined {
    const { chosen } = this.#store.state;
    return chosen === null ? undefined : this.#source()?.rows(chosen);
  }

  /**
   * Shows a session.
   *
   * @param session Its number; null for none.
   */
  choose(session: number | null): void {
    const { state } = this.#store;
    if (session === state.chosen) return this.#store.set({ open: null });
    const unseen = new Set(state.unseen);
    if (session !== null) unseen.delete(session);
    this.#store.set({
      chosen: session,
      compared: state.compared === session ? null : state.compared,
      unseen,
      selected: null,
      detail: null,
      chains: null,
      unanswered: INITIAL.unanswered,
      open: null,
    });
    this.#before = null;
    this.#chainsOf = "";
    this.#watch();
    this.follow();
  }

  /**
   * Shows the session listed so many places further down.
   *
   * @param by How many places; negative for up.
   * @param order The numbers of the sessions in the order they are listed.
   */
  chooseNext(by: number, order: readonly number[]): void {
    const next = order[order.indexOf(this.#store.state.chosen ?? -1) + by];
    if (next !== undefined) this.choose(next);
  }

  /**
   * Compares the session on show with another.
   *
   * @param session The other's number; null for none.
   */
  compare(session: number | null): void {
    this.#store.set({ compared: session });
    this.#watch();
  }

  /**
   * Chooses a row of the wire, and shows its message.
   *
   * @param place The row.
   */
  select(place: Place): void {
    this.#store.set({ panel: "message" });
    this.#select(place);
  }

  /**
   * Chooses the row so many rows further on, as the wire shows them.
   *
   * @param by How many rows; negative for back.
   */
  step(by: number): void {
    const { chosen, sessions, selected, sight, order } = this.#store.state;
    const session = chosen === null ? undefined : sessions.get(chosen);
    const { rows } = this;
    if (session === undefined || rows === undefined) return;
    const shown = shownOrder(groupRows({ session, ...rows, sight, order }));
    const place = stepped(shown, selected, listInSight(rows, sight), by);
    if (place !== null) this.select(place);
  }

  /**
   * Sees the wire with other eyes; what was chosen stays chosen, as it shows there.
   *
   * @param sight The sight.
   */
  see(sight: Sight): void {
    const { selected, sight: before } = this.#store.state;
    if (sight === before) return;
    this.#store.set({ sight });
    if (selected === null || this.rows === undefined) return;
    // A record may carry several messages: it is the one that was chosen that comes back.
    const back = this.#before !== null && isSame(this.#before.to, selected);
    const to = back
      ? unsealed(this.rows, this.#before!.from)
      : counterpart(this.rows, selected, sight);
    this.#before = to === null || to === selected ? this.#before : { from: selected, to };
    this.#select(to);
  }

  /** Keeps up with the session on show: its first message is chosen, its certificates are fetched. */
  follow(): void {
    const { chosen, sessions, selected, sight } = this.#store.state;
    const session = chosen === null ? undefined : sessions.get(chosen);
    if (session === undefined || this.rows === undefined) return;
    const list = listInSight(this.rows, sight);
    if (selected === null) {
      if (this.rows[list].length > 0) this.#select({ list, index: 0 });
    } else if (selected.list !== list) {
      // Records came before anything said in them did.
      this.#select(counterpart(this.rows, selected, sight));
    } else {
      this.#select(unsealed(this.rows, selected));
    }
    // Each of these may bring the client's certificate, or a name to judge by.
    const stage = `${session.id} ${session.completed} ${session.ended !== null}`;
    if (session.certificates && stage !== this.#chainsOf) this.#fetchChains(session.id, stage);
  }

  /** Asks once more for what was not answered: the server can be reached again. */
  askAgain(): void {
    const { unanswered } = this.#store.state;
    if (unanswered.has("chains")) this.#chainsOf = "";
    if (unanswered.has("detail")) this.#fetchDetail();
    this.follow();
  }

  #watch(): void {
    const { chosen, compared } = this.#store.state;
    this.#source()?.watch([chosen, compared].filter((id) => id !== null));
  }

  #select(place: Place | null): void {
    const { selected, chosen } = this.#store.state;
    if (isSame(place, selected)) return;
    this.#store.set({ selected: place, detail: null });
    if (chosen !== null) this.#fetchDetail();
  }

  async #fetchDetail(): Promise<void> {
    const { chosen, selected } = this.#store.state;
    this.#answered("detail", true);
    if (chosen === null || selected === null) return;
    const detail = await this.#source()?.detail(chosen, selected.list, selected.index);
    const { state } = this.#store;
    // Something else may have been chosen meanwhile.
    if (state.chosen !== chosen || state.selected !== selected) return;
    this.#store.set({ detail: detail ?? null });
    this.#answered("detail", detail !== undefined);
  }

  async #fetchChains(session: number, stage: string): Promise<void> {
    this.#chainsOf = stage;
    const chains = await this.#source()?.chains(session);
    // So that an answer that was overtaken by a later one does not undo it.
    if (stage !== this.#chainsOf) return;
    if (chains !== undefined) this.#store.set({ chains });
    this.#answered("chains", chains !== undefined);
  }

  /** Notes whether something was answered. */
  #answered(what: "detail" | "chains", answered: boolean): void {
    const { unanswered } = this.#store.state;
    if (answered !== unanswered.has(what)) return;
    const changed = new Set(unanswered);
    if (answered) changed.delete(what);
    else changed.add(what);
    this.#store.set({ unanswered: changed });
  }
}

function isSame(one: Place | null, other: Place | null): boolean {
  return one?.list === other?.list && one?.index === other?.index;
}
