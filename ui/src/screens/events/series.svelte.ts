// Series: by which rule an event comes again, the next one, and who came how often.
import type { Event } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { at, plus } from "../../days";
import { go, to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";
import { wallDay } from "./names";

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;
const long = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" });
const ordinals: Record<string, string> = { "1": t("series-first"), "2": t("series-second"), "3": t("series-third"), "4": t("series-fourth"), "-1": t("series-last") };

/** "TU" as Tuesday: the fourth of January 1970 was a Sunday. */
const dayName = (code: string): string => long.format(new Date(Date.UTC(1970, 0, 4 + Math.max(0, (DAYS as readonly string[]).indexOf(code)))));

/** A rule in words; one of another form as it is. */
export function ruleName(rule: string): string {
  const parts = new Map(rule.split(";").map((part) => part.split("=", 2) as [string, string]));
  const count = Number(parts.get("INTERVAL") ?? "1");
  const day = parts.get("BYDAY") ?? "";
  const known = [...parts.keys()].every((key) => ["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY"].includes(key));
  const nth = /^(-?\d)([A-Z]{2})$/.exec(day);
  if (known && parts.get("FREQ") === "WEEKLY" && /^[A-Z]{2}$/.test(day)) return t("series-weekly", { count, day: dayName(day) });
  if (known && parts.get("FREQ") === "MONTHLY" && nth && ordinals[nth[1]!]) return t("series-monthly", { count, which: ordinals[nth[1]!]!, day: dayName(nth[2]!) });
  if (known && parts.get("FREQ") === "MONTHLY" && parts.get("BYMONTHDAY")) return t("series-monthly-on", { count, number: parts.get("BYMONTHDAY")! });
  return rule;
}

/** The rules that fit a day. */
export function rulesFor(day: string): string[] {
  const code = DAYS[new Date(at(day)).getUTCDay()]!;
  const number = Number(day.slice(8));
  const nth = Math.ceil(number / 7);
  const isLast = plus(day, 7).slice(0, 7) !== day.slice(0, 7);
  return [`FREQ=WEEKLY;BYDAY=${code}`, `FREQ=WEEKLY;INTERVAL=2;BYDAY=${code}`, ...(nth <= 4 ? [`FREQ=MONTHLY;BYDAY=${nth}${code}`, `FREQ=MONTHLY;INTERVAL=2;BYDAY=${nth}${code}`, `FREQ=MONTHLY;INTERVAL=3;BYDAY=${nth}${code}`] : []), ...(isLast ? [`FREQ=MONTHLY;BYDAY=-1${code}`] : []), ...(number <= 28 ? [`FREQ=MONTHLY;BYMONTHDAY=${number}`] : [])];
}

export function series(event: () => Event) {
  const found = query("series.of_event", () => ({ id: event().id }));
  const attempt = new Attempt();
  return {
    found,
    attempt,
    get series() {
      return found.data?.series ?? null;
    },
    save: (title: string, rule: string) =>
      attempt.run(async () => {
        await call("series.save", { event: event().id, title, rule });
        done(t("series-saved", { what: title.trim() }));
      }),
    ...acts(attempt),
    spread: () =>
      attempt.run(async () => {
        const { events } = await call("series.spread", { event: event().id });
        done(t("series-spread-done", { count: events }));
      }),
  };
}

export function seriesPage(id: () => string) {
  const whole = query("series.get", () => ({ id: id() }));
  const attempt = new Attempt();
  return { whole, attempt, ...acts(attempt) };
}

/** What can be done about a series from wherever it is shown. */
function acts(attempt: Attempt) {
  return {
    next: (id: string) =>
      attempt.run(async () => {
        const made = await call("series.next", { id });
        done(t("series-next-done"));
        go(to("events", [made.id]));
      }),
    leaveOut: (id: string) =>
      attempt.run(async () => {
        const { day } = await call("series.leave_out", { id });
        done(t("series-left-out", { day: wallDay(`${day}T00:00`) }));
      }),
    end: (id: string, what: string) =>
      attempt.run(async () => {
        await call("series.end", { id });
        done(t("series-ended", { what }));
      }),
  };
}
