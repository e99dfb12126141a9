// Calendar arithmetic of windows: days are written "2026-03-05" and belong to the community's zone,
// so nothing here knows hours. Weeks begin on Monday, as they do in the core.
import type { Every } from "../../api/bindings";
import { t } from "../../words";

const DAY = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Whether a text is a day that exists. */
export const isDay = (text: string | null | undefined): text is string => !!text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at(text)) && iso(at(text)) === text;

export const plus = (day: string, days: number): string => iso(at(day) + days * DAY);
export const between = (from: string, to: string): number => Math.round((at(to) - at(from)) / DAY);

/** The first day of the window that a day is in. */
export function startOf(day: string, every: Every): string {
  const date = new Date(at(day));
  const [y, m] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (every) {
    case "week":
      return plus(day, -((date.getUTCDay() + 6) % 7));
    case "month":
      return iso(Date.UTC(y, m, 1));
    case "quarter":
      return iso(Date.UTC(y, m - (m % 3), 1));
    case "year":
      return iso(Date.UTC(y, 0, 1));
    default:
      return day;
  }
}

/** So many windows later, or earlier; `day` is the first of a window. */
export function shifted(day: string, every: Every, count: number): string {
  const date = new Date(at(day));
  const [y, m] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (every) {
    case "week":
      return plus(day, 7 * count);
    case "month":
      return iso(Date.UTC(y, m + count, 1));
    case "quarter":
      return iso(Date.UTC(y, m + 3 * count, 1));
    case "year":
      return iso(Date.UTC(y + count, 0, 1));
    default:
      return plus(day, count);
  }
}

/** How many windows there are between two days. */
export function windows(from: string, to: string, every: Every): number {
  if (to <= from) return 0;
  if (every === "whole") return 1;
  let count = 0;
  for (let day = startOf(from, every); day < to && count < 5_000; day = shifted(day, every, 1)) count++;
  return count;
}

const format = (day: string, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat("en", { ...options, timeZone: "UTC" }).format(at(day));

/** 5 Mar 2026 */
export const dayName = (day: string): string => `${Number(day.slice(8))} ${format(day, { month: "short" })} ${day.slice(0, 4)}`;

/** A window in words: "March 2026", "week of 2 Mar 2026", "Q1 2026". */
export function windowName(start: string, end: string, every: Every): string {
  switch (every) {
    case "day":
      return dayName(start);
    case "week":
      return t("insights-week-of", { day: dayName(start) });
    case "month":
      return format(start, { month: "long", year: "numeric" });
    case "quarter":
      return t("insights-quarter", { quarter: Math.floor(Number(start.slice(5, 7)) / 3.01) + 1, year: start.slice(0, 4) });
    case "year":
      return start.slice(0, 4);
    default:
      return rangeName(start, end);
  }
}

/** From a day to the day before another. */
export const rangeName = (from: string, to: string): string => t("insights-from-to", { from: dayName(from), to: dayName(plus(to, -1)) });

/** What stands under a column of a chart; the year only where it is new. */
export function tickName(start: string, every: Every, before: string | null): string {
  const year = start.slice(0, 4);
  const fresh = before === null || before.slice(0, 4) !== year;
  switch (every) {
    case "day":
    case "week":
      return fresh && before !== null ? `${Number(start.slice(8))} ${format(start, { month: "short" })} ${year}` : `${Number(start.slice(8))} ${format(start, { month: "short" })}`;
    case "month":
      return fresh ? `${format(start, { month: "short" })} ${year}` : format(start, { month: "short" });
    case "quarter": {
      const quarter = Math.floor(Number(start.slice(5, 7)) / 3.01) + 1;
      return fresh ? t("insights-quarter", { quarter, year }) : t("insights-quarter-short", { quarter });
    }
    default:
      return year;
  }
}
