// Days of the calendar as they are written: "2026-12-01". No zone moves them.
const DAY_MS = 86_400_000;

export const at = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);
export const plus = (iso: string, days: number): string => new Date(at(iso) + days * DAY_MS).toISOString().slice(0, 10);
/** 0 is Monday. */
export const weekdayOf = (iso: string): number => (new Date(at(iso)).getUTCDay() + 6) % 7;
export const mondayOf = (iso: string): string => plus(iso, -weekdayOf(iso));

export function plusMonths(month: string, months: number): string {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The weeks that show a month, each seven days from Monday. */
export function weeksOf(month: string): string[][] {
  const first = mondayOf(`${month}-01`);
  const last = plus(`${plusMonths(month, 1)}-01`, -1);
  const weeks: string[][] = [];
  for (let monday = first; monday <= last; monday = plus(monday, 7)) weeks.push(Array.from({ length: 7 }, (_, i) => plus(monday, i)));
  return weeks;
}

/** Whether a text is such a day. */
export const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at(text));
export const isMonth = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}$/.test(text) && isDay(`${text}-01`);
