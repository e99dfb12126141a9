// Events on a calendar: which days, how they are shown, a calendar's file that is brought in, and the file others subscribe to.
import type { CalendarCompared, CalendarEvent } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { isDay, mondayOf, plus, plusMonths, weeksOf } from "../../days";
import { isoDay } from "../../format";
import { toast } from "../../parts/toasts.svelte";
import { go, here, replace, to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";

export const VIEWS = ["month", "week", "agenda"] as const;
export type CalendarShape = (typeof VIEWS)[number];
/** Days that the agenda shows. */
const AHEAD = 60;

export function calendar() {
  const place = $derived(here());
  const about = query("about", () => ({}));
  const shape = $derived(VIEWS.find((one) => one === place.params.get("view")) ?? "month");
  const asked = $derived(place.params.get("on"));
  const on = $derived(isDay(asked) ? asked : isoDay(Date.now()));
  const weeks = $derived(shape === "month" ? weeksOf(on.slice(0, 7)) : shape === "week" ? [Array.from({ length: 7 }, (_, i) => plus(mondayOf(on), i))] : []);
  const first = $derived(weeks[0]?.[0] ?? on);
  const last = $derived(weeks.at(-1)?.[6] ?? plus(on, AHEAD));
  const view = query("calendar.view", () => ({ first, last }));
  const feed = query("calendar.feed", () => ({}));
  const attempt = new Attempt();
  let open = $state(false);
  let path = $state("");
  let folder = $state("");
  let zone: string | null = $state(null);
  let holidays = $state(false);
  let tried: CalendarCompared | null = $state.raw(null);

  const days = $derived.by(() => {
    const found = new Map<string, CalendarEvent[]>();
    for (const one of view.data?.events ?? []) {
      for (let day = one.first_on < first ? first : one.first_on; day <= one.last_on && day <= last; day = plus(day, 1)) found.set(day, [...(found.get(day) ?? []), one]);
    }
    return found;
  });
  const off = $derived.by(() => {
    const found = new Map<string, string[]>();
    for (const one of view.data?.holidays ?? []) if (!(found.get(one.on_day) ?? []).includes(one.name)) found.set(one.on_day, [...(found.get(one.on_day) ?? []), one.name]);
    return found;
  });
  const show = (next: { view?: CalendarShape; on?: string }): void => replace(to("events", ["calendar"], { view: next.view ?? shape, on: next.on ?? on }));
  const wish = () => ({ path: path.trim(), zone, holidays });
  const look = () =>
    attempt.run(async () => {
      tried = await call("ics.inspect", wish());
    });
  const close = (): void => {
    open = false;
    path = "";
    zone = tried = null;
    holidays = false;
    attempt.error = null;
  };

  return {
    view,
    feed,
    attempt,
    look,
    close,
    show,
    get shape() {
      return shape;
    },
    get on() {
      return on;
    },
    get weeks() {
      return weeks;
    },
    get days() {
      return days;
    },
    get off() {
      return off;
    },
    get today() {
      return view.data?.today ?? isoDay(Date.now());
    },
    turn(by: number): void {
      const next = shape === "month" ? `${plusMonths(on.slice(0, 7), by)}-01` : plus(on, by * (shape === "week" ? 7 : AHEAD));
      show({ on: next });
    },
    newOn: (day: string): void => go(to("events", ["new"], { on: day })),
    get canPick(): boolean {
      return about.data?.can_pick_files ?? false;
    },
    get open() {
      return open;
    },
    begin(): void {
      open = true;
    },
    get path() {
      return path;
    },
    set path(next: string) {
      path = next;
      tried = null;
      attempt.error = null;
    },
    get folder() {
      return folder;
    },
    set folder(next: string) {
      folder = next;
    },
    get zone() {
      return zone ?? tried?.zone ?? "";
    },
    get zoneSaid() {
      return zone !== null;
    },
    inZone(next: string): void {
      zone = next.trim() || null;
      void look();
    },
    get holidays() {
      return holidays;
    },
    set holidays(next: boolean) {
      holidays = next;
      if (tried) void look();
    },
    get tried() {
      return tried;
    },
    async pick(): Promise<void> {
      let picked: string | null = null;
      await attempt.run(async () => {
        picked = (await call("archive.pick", { folder: false })).path;
      });
      if (!picked) return;
      path = picked;
      await look();
    },
    take: () =>
      attempt.run(async () => {
        const { diff } = await call("ics.bring", wish());
        const count = diff.new + diff.changed + diff.cancelled;
        const words = t("calendar-import-done", { count });
        if (count > 0) done(words);
        else toast(words);
        close();
      }),
    write: (event: string | null) =>
      attempt.run(async () => {
        const saved = await call("ics.export", { event, run: false });
        if (saved.path) toast(t("calendar-written", { path: saved.path }));
      }),
    subscribe: (wanted: boolean) =>
      attempt.run(async () => {
        const chosen = folder.trim();
        await call("calendar.set_feed", { on: wanted, ...(chosen && wanted ? { folder: chosen } : {}) });
        done(wanted ? t("calendar-feed-on") : t("calendar-feed-off"));
      }),
    removeHolidays: (name: string) =>
      attempt.run(async () => {
        await call("calendar.remove_holidays", { name });
        done(t("figure-removed", { what: name }));
      }),
  };
}

export type CalendarModel = ReturnType<typeof calendar>;
