// Figures in words: a value with its unit, what it changed by, and why there is none.
import type { Direction, Point, Reason, Unit } from "./api/bindings";
import { compact, number } from "./format";
import { currency, minor, money } from "./money.svelte";
import { t } from "./words";

export const NONE = "—";

/** With at most so many digits after the point. */
export function plain(value: number, digits = 1): string {
  const power = 10 ** digits;
  return number(Math.round(value * power) / power);
}

export function reason(why: Reason | null | undefined): string {
  switch (why) {
    case "too_few":
      return t("insights-none-too-few");
    case "before_first":
      return t("insights-none-before");
    case "not_yet":
      return t("insights-none-not-yet");
    case "not_reached":
      return t("insights-none-not-reached");
    case "not_kept":
      return t("insights-none-not-kept");
    case "not_for_slice":
      return t("insights-none-slice");
    case "language":
      return t("insights-none-language");
    default:
      return t("insights-none-no-cases");
  }
}

/** Hours as people say them: minutes below two hours, days from four days on. */
export function hours(value: number): string {
  if (Math.abs(value) < 2) return t("insights-minutes", { value: plain(value * 60, 0) });
  if (Math.abs(value) < 96) return t("insights-hours", { value: plain(value, value < 10 ? 1 : 0) });
  return t("insights-days-amount", { value: plain(value / 24, value < 240 ? 1 : 0), count: Math.round(value / 24) });
}

/** A value with its unit, for a sentence or a card. */
export function figure(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return NONE;
  switch (unit) {
    case "percent":
      return t("insights-percent", { value: plain(value, Math.abs(value) < 10 ? 1 : 0) });
    case "hours":
      return hours(value);
    case "days":
      return t("insights-days-amount", { value: plain(value), count: value });
    case "money":
      return money(value);
    case "number":
      return plain(value, Math.abs(value) < 10 ? 2 : 1);
    default:
      return Math.abs(value) >= 100_000 ? compact(value) : plain(value, Number.isInteger(value) ? 0 : 1);
  }
}

/** What the axis of a chart counts in, and what its numbers are divided by. */
export function axisOf(unit: Unit, most: number): { per: number; name: string; whole: boolean } {
  switch (unit) {
    case "percent":
      return { per: 1, name: t("insights-unit-percent"), whole: false };
    case "hours":
      if (most < 2) return { per: 1 / 60, name: t("insights-unit-minutes"), whole: false };
      return most < 96 ? { per: 1, name: t("insights-unit-hours"), whole: false } : { per: 24, name: t("insights-unit-days"), whole: false };
    case "days":
      return { per: 1, name: t("insights-unit-days"), whole: false };
    case "money":
      return { per: minor(), name: currency(), whole: false };
    case "people":
      return { per: 1, name: t("insights-unit-people"), whole: true };
    case "count":
      return { per: 1, name: t("insights-unit-count"), whole: true };
    default:
      return { per: 1, name: t("insights-unit-number"), whole: false };
  }
}

/** What stands beside every value: of how many cases, and how many had no answer. */
export function cases(point: Point): string {
  const unanswered = point.parts?.unanswered;
  // What could not be scored or counted is told, and never counted as nothing.
  const of = point.parts?.of;
  const n = of !== undefined && of > point.n ? t("insights-n-of", { n: point.n, of }) : t("insights-n", { n: point.n });
  return unanswered === undefined ? n : `${n}, ${t("insights-unanswered", { count: unanswered })}`;
}

/** A point in a sentence: the value, its cases, or why there is none. */
export function told(point: Point, unit: Unit): string {
  if (point.value === null) return `${NONE} (${reason(point.reason)})`;
  return [figure(point.value, unit), `(${cases(point)})`, point.unfinished ? t("insights-unfinished") : ""].filter(Boolean).join(" ");
}

export type Change = { way: "up" | "down" | "same"; good: boolean | null; words: string; short: string };

/** What became of a value against the one before; nothing where one of them is missing. */
export function change(now: Point | null | undefined, before: Point | null | undefined, unit: Unit, direction: Direction): Change | null {
  if (!now || !before || now.value === null || before.value === null || now.value === undefined || before.value === undefined) return null;
  const by = now.value - before.value;
  const was = figure(before.value, unit);
  // Of nothing there is no percentage, and percentages differ by points.
  const amount = unit === "percent" ? t("insights-points", { value: plain(Math.abs(by)), count: Math.round(Math.abs(by) * 10) / 10 }) : before.value === 0 ? figure(Math.abs(by), unit) : t("insights-percent", { value: plain((Math.abs(by) / Math.abs(before.value)) * 100, 0) });
  if (Math.abs(by) < 1e-9) return { way: "same", good: null, words: t("insights-change-same", { was }), short: t("insights-same") };
  const way = by > 0 ? "up" : "down";
  const good = direction === "neutral" ? null : direction === way;
  const how = way === "up" ? t("insights-change-more", { amount, was }) : t("insights-change-less", { amount, was });
  const judged = good === null ? how : `${how}, ${good ? t("insights-better") : t("insights-worse")}`;
  // Of a small number hundredths run into thousands, which nobody reads.
  const times = now.value / before.value;
  const short = unit !== "percent" && times >= 10 && Number.isFinite(times) ? t("insights-times", { value: plain(times, 0) }) : amount;
  return { way, good, words: judged, short };
}
