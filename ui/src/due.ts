// Days of follow-ups, as people read them.
import type { Due } from "./api/bindings";
import { day, isoDay, time, weekday } from "./format";
import { t } from "./words";

const DAY = 86_400_000;

export type When = "overdue" | "today" | "week" | "later";

/** A whole day is over at its end, a time when it has come. */
export function whenDue(due: Due, now: number): When {
  const today = isoDay(now);
  if (due.time === null ? due.on < today : due.at < now) return "overdue";
  if (due.on === today) return "today";
  return due.on <= isoDay(now + 7 * DAY) ? "week" : "later";
}

/** "Tomorrow 15:00", "Tue 1 Dec 2026" */
export function dueWords(due: Due, now: number): string {
  // The middle of a day is on that day wherever clocks were changed.
  const at = due.time === null ? due.at + DAY / 2 : due.at;
  const on = isoDay(at);
  const name =
    on === isoDay(now) ? t("due-today") : on === isoDay(now + DAY) ? t("due-tomorrow") : on === isoDay(now - DAY) ? t("due-yesterday") : `${weekday(at).slice(0, 3)} ${day(at)}`;
  return due.time === null ? name : `${name}, ${time(due.at)}`;
}
