// The queue of pairs that may be one person: one at a time, decided, put off, or taken back.
import type { Duplicate } from "../../api/bindings";
import { call, onDone } from "../../api/call";
import { queries, type Wanted } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { here } from "../../router";
import { back, done } from "../../steps";
import { t } from "../../words";

export const PAGE = 50;

export type Verdict = "same" | "apart";

/** A pair is known by its two accounts, whichever stands first. */
export const keyOf = (pair: Duplicate): string => [pair.account_a, pair.account_b].sort().join(" ");

type Cursor = { pair: Duplicate; index: number; /** what had been asked when the cursor was put here */ asOf: unknown };
type Step = { pair: Duplicate; index: number; verdict: Verdict } | null;

export function review() {
  const member = $derived(here().params.get("member"));
  let range = $state.raw({ first: 0, last: 1 });
  let cursor = $state.raw<Cursor | null>(null);
  /** Decided here; the list goes on showing them until it was asked anew. */
  let decided = $state.raw(new Map<string, Verdict>());
  let busy = $state(false);
  // What was done since this screen is open, so that undo leads back to the pair it concerns.
  let steps: Step[] = $state.raw([]);
  let undone: Step[] = [];

  const pages = queries("duplicates.list", (): Wanted<"duplicates.list">[] => {
    // The place before, too: a pair moves up by one when the one above it is decided.
    const index = cursor?.index ?? 0;
    const wanted = new Set([Math.floor(index / PAGE), Math.floor(Math.max(0, index - 1) / PAGE)]);
    for (let page = Math.floor(range.first / PAGE); page * PAGE < range.last; page++) wanted.add(page);
    return [...wanted].sort((a, b) => a - b).map((page) => ({ key: `${member ?? ""} ${page}`, args: { member, skip: page * PAGE, limit: PAGE } }));
  });
  const page = (index: number) => pages.get(`${member ?? ""} ${Math.floor(index / PAGE)}`)?.data;
  const row = (index: number): Duplicate | undefined => page(index)?.pairs[index % PAGE];
  const first = $derived(page(cursor?.index ?? 0) ?? page(range.first));
  const total = $derived(first?.total ?? 0);

  const open = (index: number): boolean => {
    const pair = row(index);
    return pair === undefined || !decided.has(keyOf(pair));
  };
  /** The next place from `index` on that is not decided, in one direction; null when there is none. */
  function seek(index: number, step: 1 | -1): number | null {
    for (let i = index; i >= 0 && i < total; i += step) if (open(i)) return i;
    return null;
  }

  /** Where one is: at the pair of the cursor wherever it went meanwhile, else at what took its place. */
  const at = $derived.by((): { index: number; pair: Duplicate } | null => {
    const from = cursor?.index ?? 0;
    if (cursor) {
      const key = keyOf(cursor.pair);
      for (const near of [from, Math.max(0, from - 1), range.first]) {
        const start = Math.floor(near / PAGE) * PAGE;
        const place = page(start)?.pairs.findIndex((pair) => keyOf(pair) === key) ?? -1;
        if (place >= 0 && !decided.has(key)) return { index: start + place, pair: page(start)!.pairs[place]! };
      }
      // What was just taken back is not in the list before it is asked anew.
      if (page(from) === undefined || page(from) === cursor.asOf) return decided.has(key) ? null : { index: from, pair: cursor.pair };
    }
    if (total === 0) return null;
    const near = Math.min(from, total - 1);
    const index = seek(near, 1) ?? seek(near, -1);
    const pair = index === null ? undefined : row(index);
    return index === null || pair === undefined ? null : { index, pair };
  });

  function put(index: number, pair = row(index)): void {
    if (pair) cursor = { pair, index, asOf: page(index) };
    // A page that is not here yet: it is asked for, and its pair is shown when it comes.
    else if (cursor) cursor = { ...cursor, index, asOf: undefined };
  }

  /** What is being decided at this moment. */
  let pending: Step = null;

  async function decide(verdict: Verdict): Promise<boolean> {
    if (!at || busy) return false;
    const { index, pair } = at;
    const { a, b } = { a: pair.a.member, b: pair.b.member };
    busy = true;
    pending = { pair, index, verdict };
    try {
      if (verdict === "same") {
        await call("members.merge", { a: a.id, b: b.id });
        done(a.name === b.name ? t("review-merged-alike", { name: a.name }) : t("review-merged", { a: a.name, b: b.name }));
      } else {
        await call("members.tell_apart", { a: pair.account_a, b: pair.account_b });
        done(a.name === b.name ? t("review-apart-alike", { name: a.name }) : t("review-apart", { a: a.name, b: b.name }));
      }
      return true;
    } catch (thrown) {
      notice(thrown);
      return false;
    } finally {
      pending = null;
      busy = false;
    }
  }

  function settle(step: Step): void {
    if (!step) return;
    decided = new Map(decided).set(keyOf(step.pair), step.verdict);
    const next = seek(step.index, 1) ?? seek(step.index, -1);
    if (next !== null) put(next);
  }

  $effect(() =>
    onDone((name, answer) => {
      if (/^members\.(merge|tell_apart|split)$|^duplicates\.accept$/.test(name)) {
        steps = [...steps, pending];
        undone = [];
        settle(pending);
      } else if (name === "undo" && (answer as { undone: string | null }).undone !== null && steps.length > 0) {
        const step = steps.at(-1) ?? null;
        steps = steps.slice(0, -1);
        undone.push(step);
        if (!step) return;
        const rest = new Map(decided);
        rest.delete(keyOf(step.pair));
        decided = rest;
        cursor = { pair: step.pair, index: step.index, asOf: page(step.index) };
      } else if (name === "redo" && (answer as { redone: string | null }).redone !== null && undone.length > 0) {
        const step = undone.pop() ?? null;
        steps = [...steps, step];
        settle(step);
      }
    }),
  );

  // What the list no longer shows need not be remembered as decided; it may come back by other ways.
  let known: unknown;
  $effect(() => {
    const now = first;
    if (now === known || !now) return;
    known = now;
    const here = new Set(now.pairs.map(keyOf));
    const left = [...decided].filter(([key]) => here.has(key));
    if (left.length < decided.size && !busy) decided = new Map(left);
  });

  return {
    get member() {
      return member;
    },
    get known() {
      return first !== undefined;
    },
    get error() {
      return pages.error;
    },
    again(): void {
      for (let i = 0; i < Math.max(1, range.last); i += PAGE) pages.get(`${member ?? ""} ${i / PAGE}`)?.again();
    },
    /** So many are in the list, what was just decided not counted. */
    get total() {
      return Math.max(0, total - [...decided.keys()].filter((key) => first?.pairs.some((pair) => keyOf(pair) === key)).length);
    },
    get length() {
      return total;
    },
    get at() {
      return at;
    },
    get busy() {
      return busy;
    },
    get canUndo() {
      return steps.length > 0;
    },
    row,
    verdict: (pair: Duplicate): Verdict | null => decided.get(keyOf(pair)) ?? null,
    see(first: number, last: number): void {
      if (first !== range.first || last !== range.last) range = { first, last };
    },
    same: () => decide("same"),
    apart: () => decide("apart"),
    /** Puts the pair off: the next one, and after the last the first again. */
    later(): void {
      const next = at ? (seek(at.index + 1, 1) ?? seek(0, 1)) : null;
      if (next !== null) put(next);
    },
    back(): void {
      const before = at ? seek(at.index - 1, -1) : null;
      if (before !== null) put(before);
    },
    choose(index: number): void {
      if (row(index) && open(index)) put(index);
    },
    async undo(): Promise<void> {
      if (steps.length > 0 && !busy) await back();
    },
  };
}
