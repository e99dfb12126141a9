// The words of the content calendar: states, troubles, permissions, rules of series.
import type { ContentPermission, ContentRepeat, ContentState, ContentTrouble } from "../../api/bindings";
import { t } from "../../words";

export const STATES: ContentState[] = ["idea", "draft", "review", "scheduled", "published", "measured"];

export const stateNames: Record<ContentState, string> = {
  idea: t("content-idea"),
  draft: t("content-draft"),
  review: t("content-review"),
  scheduled: t("content-scheduled"),
  published: t("content-published"),
  measured: t("content-measured"),
};

export const troubleWords: Record<ContentTrouble, string> = {
  space_gone: t("content-trouble-space-gone"),
  space_archived: t("content-trouble-space-archived"),
  not_in_outbox: t("content-trouble-not-in-outbox"),
  refused: t("content-trouble-refused"),
  not_connected: t("content-trouble-not-connected"),
  paused: t("content-trouble-paused"),
  read_only: t("content-trouble-read-only"),
  source_fails: t("content-trouble-source-fails"),
  late: t("content-trouble-late"),
};

export const permissionNames: Record<ContentPermission, string> = {
  found: t("content-found"),
  asked: t("content-asked"),
  granted: t("content-granted"),
  refused: t("content-refused"),
};

export const weekdays: string[] = [t("content-monday"), t("content-tuesday"), t("content-wednesday"), t("content-thursday"), t("content-friday"), t("content-saturday"), t("content-sunday")];
export const weekdaysShort: string[] = [t("content-mon"), t("content-tue"), t("content-wed"), t("content-thu"), t("content-fri"), t("content-sat"), t("content-sun")];
const nths: string[] = [t("content-last"), t("content-first"), t("content-second"), t("content-third"), t("content-fourth"), t("content-fifth")];
export const nthNames = nths;

/** "Every 2 weeks on Tuesday" */
export function repeatWords(repeat: ContentRepeat): string {
  if (repeat.every === "week") return t("content-every-weeks", { weeks: repeat.weeks, day: weekdays[repeat.weekday - 1] ?? "" });
  if (repeat.every === "month_day") return t("content-every-month-day", { day: repeat.day });
  return t("content-every-month-weekday", { nth: nths[repeat.nth] ?? "", day: weekdays[repeat.weekday - 1] ?? "" });
}
