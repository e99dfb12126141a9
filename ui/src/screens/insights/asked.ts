// What the address asks for: which days, in which windows, whose activity. Anything unknown in it is the default.
import type { Every, Slice } from "../../api/bindings";
import { between, isDay, plus, shifted, startOf, windows } from "./days";

export const RANGES = ["4w", "12w", "12m", "24m", "own"] as const;
export type Range = (typeof RANGES)[number];
export const EVERY = ["day", "week", "month", "quarter"] as const;

/** More windows than this nobody can tell apart in a chart. */
export const MOST_WINDOWS = 400;

export type Asked = { range: Range; every: Every; from: string; to: string; slice: Slice; compare: boolean };

const usual: Record<Range, Every> = { "4w": "day", "12w": "week", "12m": "month", "24m": "month", own: "month" };

/** The days of a range that ends with a day; ranges of months begin with a month. */
export function daysOf(range: Exclude<Range, "own">, last: string): { from: string; to: string } {
  const to = plus(last, 1);
  switch (range) {
    case "4w":
      return { from: plus(to, -28), to };
    case "12w":
      return { from: shifted(startOf(last, "week"), "week", -11), to };
    case "12m":
      return { from: shifted(startOf(last, "month"), "month", -11), to };
    case "24m":
      return { from: shifted(startOf(last, "month"), "month", -23), to };
  }
}

/** `last` is the last day that can be asked for. */
export function asked(params: URLSearchParams, last: string): Asked {
  const one = <T extends string>(name: string, known: readonly T[], usual: T): T => (known.includes(params.get(name) as T) ? (params.get(name) as T) : usual);
  let range = one<Range>("range", RANGES, "12m");
  const [from, until] = [params.get("from"), params.get("until")];
  let days = daysOf(range === "own" ? "12m" : range, last);
  if (range === "own" && isDay(from) && isDay(until) && from <= until && between(from, until) < 366 * 40) days = { from, to: plus(until, 1) };
  else if (range === "own") range = "12m";
  let every = one<Every>("every", EVERY, usual[range]);
  while (windows(days.from, days.to, every) > MOST_WINDOWS && every !== "quarter") every = every === "day" ? "week" : every === "week" ? "month" : "quarter";
  return {
    range,
    every,
    ...days,
    slice: { source: params.get("source") || null, space: params.get("space") || null, segment: params.get("segment") || null, with_team: params.get("team") === "in" },
    compare: params.get("compare") === "yes",
  };
}

/** As many windows just before, so that each stands under the one it is compared with. */
export function before(of: { from: string; to: string; every: Every }): { from: string; to: string } {
  const start = startOf(of.from, of.every);
  return { from: shifted(start, of.every, -windows(of.from, of.to, of.every)), to: start };
}
