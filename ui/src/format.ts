// Numbers, dates and durations as people read them: an explicit locale (the web view may report
// a language that Intl refuses) and the community's time zone.
import { t } from "./words";

const LOCALE = "en";
let zone = "UTC";

/** The shell sets it when a community is opened, before any screen is drawn. */
export function useZone(name: string): void {
  zone = knownZone(name) ? name : "UTC";
}

export const zoneName = (): string => zone.replaceAll("_", " ");

export function knownZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat(LOCALE, { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const kept = new Map<string, Intl.DateTimeFormat>();
function date(at: number, options: Intl.DateTimeFormatOptions, where = zone): string {
  const key = where + JSON.stringify(options);
  let format = kept.get(key);
  if (!format) kept.set(key, (format = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: where })));
  return format.format(at);
}

const plain = new Intl.NumberFormat(LOCALE);
const short = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });
const list = new Intl.ListFormat(LOCALE, { type: "conjunction" });
/** Ada, Bo, and Chi */
export const listed = (names: string[]): string => list.format(names);
export const number = (value: number): string => plain.format(value);
export const compact = (value: number): string => short.format(value);

/** 5 Mar 2026 */
export const day = (at: number): string => `${date(at, { day: "numeric" })} ${date(at, { month: "short" })} ${date(at, { year: "numeric" })}`;
/** Thursday, 5 March 2026 */
export const longDay = (at: number): string =>
  `${date(at, { weekday: "long" })}, ${date(at, { day: "numeric" })} ${date(at, { month: "long" })} ${date(at, { year: "numeric" })}`;
export const monthYear = (at: number): string => date(at, { month: "long", year: "numeric" });
export const shortMonth = (at: number): string => date(at, { month: "short" });
export const year = (at: number): string => date(at, { year: "numeric" });
/** 14:05 */
export const time = (at: number): string => date(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const weekday = (at: number): string => date(at, { weekday: "long" });
export const dayTime = (at: number): string => `${day(at)}, ${time(at)}`;
/** 2026-03-05, for date fields and for telling days apart */
export const isoDay = (at: number): string => {
  const [d, m, y] = [date(at, { day: "2-digit" }), date(at, { month: "2-digit" }), date(at, { year: "numeric" })];
  return `${y.padStart(4, "0")}-${m}-${d}`;
};

/** What a clock in the community's zone shows: "2026-03-05 14:05". */
export const wall = (at: number): string => `${isoDay(at)} ${time(at)}`;

/** A moment near now: "14:05", "Tuesday 14:05", or the whole date. */
export function moment(at: number, now = Date.now()): string {
  if (isoDay(at) === isoDay(now)) return time(at);
  return Math.abs(at - now) < 6 * 24 * 60 * MINUTE ? `${weekday(at)} ${time(at)}` : dayTime(at);
}

/** The time of day somewhere else, with the weekday; null for a zone this web view does not know. */
export function timeIn(where: string, at: number): string | null {
  if (!knownZone(where)) return null;
  return date(at, { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, where);
}

const MINUTE = 60_000;
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365.25 * 1440 * MINUTE],
  ["month", 30.44 * 1440 * MINUTE],
  ["day", 1440 * MINUTE],
  ["hour", 60 * MINUTE],
  ["minute", MINUTE],
];
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });

/** "2 days ago" */
export function ago(at: number, now = Date.now()): string {
  const passed = at - now;
  for (const [unit, length] of STEPS) {
    if (Math.abs(passed) >= length) return relative.format(Math.trunc(passed / length), unit);
  }
  return t("time-just-now");
}

export function duration(seconds: number): string {
  if (seconds < 60) return t("time-seconds", { count: Math.max(1, Math.round(seconds)) });
  if (seconds < 3600) return t("time-minutes", { count: Math.round(seconds / 60) });
  return t("time-hours", { count: Math.round(seconds / 360) / 10 });
}

export function bytes(count: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let power = 0;
  let value = count;
  while (value >= 1000 && power < units.length - 1) {
    value /= 1000;
    power++;
  }
  return `${new Intl.NumberFormat(LOCALE, { maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 }).format(value)} ${units[power]}`;
}

/** A message of the core is a fragment; standing alone it is a sentence. */
export function sentence(message: string): string {
  const text = message.trim();
  if (text === "") return "";
  // The name of a host or a file is written as it is.
  const first = /^\S+\.\w/.test(text) ? text.charAt(0) : text.charAt(0).toUpperCase();
  return first + text.slice(1) + (/[.!?…]$/.test(text) ? "" : ".");
}

/** Midnight at the start of "2026-03-05" in the community's zone, as UTC milliseconds; null when it is no date. */
export function startOfDay(iso: string): number | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? atWall(`${iso} 00:00`) : null;
}

/** A calendar day as it stands in a file, "2026-03-05", in words: whatever the zone, it is that day. */
export const dayOf = (iso: string): string => {
  const at = Date.parse(`${iso}T12:00:00Z`);
  return Number.isNaN(at) ? iso : `${date(at, { day: "numeric" }, "UTC")} ${date(at, { month: "short" }, "UTC")} ${date(at, { year: "numeric" }, "UTC")}`;
};
/** The name of a month, 1 to 12. */
export const monthName = (month: number): string => date(Date.UTC(2000, month - 1, 15), { month: "long" }, "UTC");

/** "2026-03-05 14:05" on a clock in the community's zone, as UTC milliseconds; null when there is no such moment. */
export function atWall(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2})$/.exec(text.trim());
  if (!match) return null;
  const [y, m, d, hours, minutes] = match.slice(1).map(Number) as [number, number, number, number, number];
  const wall = Date.UTC(y, m - 1, d, hours, minutes);
  const read = new Date(wall);
  if (read.getUTCMonth() !== m - 1 || read.getUTCDate() !== d || hours > 23 || minutes > 59) return null;
  // The offset is that of the moment looked for, which is found by guessing it twice.
  let guess = wall;
  for (let i = 0; i < 2; i++) guess = wall - offset(guess);
  return guess;
}

function offset(at: number): number {
  const [hours, minutes] = date(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).split(":").map(Number);
  const local = Date.parse(`${isoDay(at)}T00:00:00Z`) + ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
  return local - Math.floor(at / MINUTE) * MINUTE;
}

/** What two initials may be long, in UTF-16; letters of more signs are wide, and one of them fills the circle. */
const NARROW = 3;

/** Up to two initials, by grapheme, so that an emoji or a composed letter stays whole. */
const graphemes = new Intl.Segmenter(LOCALE, { granularity: "grapheme" });
export function initials(name: string): string {
  const words = name.trim().split(/[\s._-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const picked = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  const letters = picked.map((word) => {
    const first = [...graphemes.segment(word)].find(({ segment }) => /[\p{L}\p{N}]/u.test(segment));
    return first?.segment.toUpperCase() ?? "";
  });
  return (letters.join("").length > NARROW ? letters[0] : letters.join("")) || [...graphemes.segment(name.trim())][0]?.segment || "?";
}
