// Strategy: documents with their versions, playbooks, goals with the values of their metrics, challenges and decisions.
import type { ApiError, NewStrategyEntry, StrategyDocument, StrategyEntry, StrategyItem, StrategyKind } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { isoDay } from "../../format";
import { notice } from "../../notice.svelte";
import { toast } from "../../parts/toasts.svelte";
import { here } from "../../router";
import { done } from "../../steps";
import { figure, reason } from "../../values";
import { t } from "../../words";

/** How far back goals are looked at, at most, months. */
const FURTHEST = 36;

/** Values are of the last whole month; those of goals from the month on in which the first began. */
export function months(now: number, goals: string[]): { from: string; to: string } {
  const [year = 2000, month = 1] = isoDay(now).split("-").map(Number);
  const first = (months: number) => new Date(Date.UTC(year, months, 1)).toISOString().slice(0, 10);
  const [last, furthest] = [first(month - 2), first(month - 1 - FURTHEST)];
  const earliest = goals.map((day) => `${day.slice(0, 7)}-01`).sort()[0] ?? last;
  return { from: earliest < furthest ? furthest : earliest < last ? earliest : last, to: first(month - 1) };
}

export type Line = { kind: "same" | "added" | "removed"; text: string };

/** What differs between two texts, line by line: the longest common lines stay. */
export function difference(before: string, after: string): Line[] {
  const a = before.split("\n");
  const b = after.split("\n");
  const longest: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) longest[i]![j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: "same", text: a[i] ?? "" });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) lines.push({ kind: "removed", text: a[i++] ?? "" });
    else lines.push({ kind: "added", text: b[j++] ?? "" });
  }
  return lines;
}

/** How far a goal is, from 0 to 1; falling goals as well. */
export function progress(start: number, target: number, value: number): number {
  if (target === start) return value >= target ? 1 : 0;
  return Math.max(0, Math.min(1, (value - start) / (target - start)));
}

const blank = (kind: StrategyKind): NewStrategyEntry => ({ kind, title: "", words: "", who: "", on: isoDay(Date.now()), due: null, metric: null, start: null, target: null, current: null, done: false });

export function strategy() {
  const all = query("strategy.show", () => ({}));
  const definitions = query("metrics.list", () => ({}));
  const place = $derived(here().parts[0] ?? "papers");
  const wanted = $derived.by(() => {
    const ruled = (all.data?.items ?? []).flatMap((item) => (item.rule ? [item.rule.metric] : []));
    const goals = (all.data?.entries ?? []).flatMap((row) => (row.metric ? [row.metric] : []));
    return [...new Set([...ruled, ...goals])].sort();
  });
  const values = query("metrics.read", () => {
    if (wanted.length === 0 || (place !== "playbooks" && place !== "goal")) return null;
    const goals = (all.data?.entries ?? []).flatMap((row) => (row.metric ? [row.on] : []));
    const { from, to } = months(Date.now(), place === "goal" ? goals : []);
    return { metrics: wanted, from, to, every: "month", slice: { source: null, space: null, segment: null, with_team: false }, compare: false };
  });
  const valueOf = (metric: string): number | null => values.data?.metrics.find((one) => one.id === metric)?.series.at(-1)?.value ?? null;
  /** What the last whole month says, with its unit, or why it says nothing; empty as long as that is asked. */
  const saidOf = (metric: string): string => {
    const one = values.data?.metrics.find(({ id }) => id === metric);
    const last = one?.series.at(-1);
    if (!one || !last) return "";
    return last.value === null ? reason(last.reason) : t("playbook-value", { value: figure(last.value, one.unit) });
  };
  /** How a goal went: month by month as its metric says, or as it was noted by hand. */
  const wentOf = (row: StrategyEntry): { on: string; value: number | null }[] => {
    if (!row.metric) return row.history;
    const series = values.data?.metrics.find((one) => one.id === row.metric)?.series ?? [];
    return series.filter((point) => point.start >= `${row.on.slice(0, 7)}-01`).map((point) => ({ on: point.start, value: point.value }));
  };
  let typed: { id: string | null; entry: NewStrategyEntry } | null = $state(null);
  let paper: { document: StrategyDocument; words: string; note: string } | null = $state(null);
  let looked: { document: StrategyDocument; version: number } | null = $state(null);
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);

  async function attempt(what: () => Promise<void>): Promise<void> {
    if (busy) return;
    busy = true;
    error = null;
    try {
      await what();
    } catch (thrown) {
      error = notice(thrown);
    } finally {
      busy = false;
    }
  }

  return {
    all,
    definitions,
    valueOf,
    saidOf,
    wentOf,
    get place() {
      return place;
    },
    get typed() {
      return typed;
    },
    get paper() {
      return paper;
    },
    get looked() {
      return looked;
    },
    get busy() {
      return busy;
    },
    get error() {
      return error;
    },
    /** Whether an item is done, and whether the numbers say so. */
    isDone: (item: StrategyItem): boolean => {
      if (!item.rule) return item.ticked;
      const value = valueOf(item.rule.metric);
      return value !== null && (item.rule.rising ? value >= item.rule.value : value <= item.rule.value);
    },
    write(document: StrategyDocument): void {
      const words = all.data?.papers.find((one) => one.document === document)?.versions[0]?.words ?? "";
      paper = { document, words, note: "" };
      looked = null;
      error = null;
    },
    changePaper(part: { words?: string; note?: string }): void {
      if (paper) paper = { ...paper, ...part };
    },
    look(document: StrategyDocument, version: number): void {
      looked = looked?.document === document && looked.version === version ? null : { document, version };
    },
    leave(): void {
      typed = paper = error = null;
    },
    keepPaper: () =>
      attempt(async () => {
        if (!paper) return;
        const { changed } = await call("strategy.write", $state.snapshot(paper));
        paper = null;
        if (changed) done(t("strategy-written"));
        else toast(t("strategy-same"));
      }),
    begin(kind: StrategyKind): void {
      typed = { id: null, entry: blank(kind) };
      error = null;
    },
    edit(row: StrategyEntry): void {
      const { id, updated_at: _, history: __, ...entry } = row;
      typed = { id, entry };
      error = null;
    },
    change(part: Partial<NewStrategyEntry>): void {
      if (typed) typed = { ...typed, entry: { ...typed.entry, ...part } };
      error = null;
    },
    save: () =>
      attempt(async () => {
        if (!typed) return;
        const { id, entry } = $state.snapshot(typed);
        await call("strategy.save", { id, entry });
        typed = null;
        done(t("strategy-saved", { what: entry.title }));
      }),
    finish: (row: StrategyEntry) =>
      attempt(async () => {
        const { id, updated_at: _, history: __, ...entry } = row;
        await call("strategy.save", { id, entry: { ...entry, done: !entry.done } });
        done(t("strategy-saved", { what: entry.title }));
      }),
    remove: (row: StrategyEntry) =>
      attempt(async () => {
        await call("strategy.remove", { id: row.id });
        done(t("figure-removed", { what: row.title }));
      }),
    tick: (item: string, ticked: boolean) =>
      attempt(async () => {
        await call("strategy.tick", { item, done: ticked });
      }),
  };
}

export type StrategyModel = ReturnType<typeof strategy>;
