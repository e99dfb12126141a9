// The run of show: its lines, the one that is typed, and what is done with them before and on the day.
import type { EventCue, EventSession, NewEventCue } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { toast } from "../../parts/toasts.svelte";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";

export type CueDraft = Omit<NewEventCue, "minutes"> & { id: string | null; minutes: string };

const noCue = (): CueDraft => ({ id: null, at: "", minutes: "10", title: "", owner: "", cue: "", place: "", backup: "" });

export function run(event: () => string) {
  const view = query("events.cues", () => ({ id: event() }));
  const templates = query("events.templates", () => ({}));
  const attempt = new Attempt();
  let cue: CueDraft = $state(noCue());
  /** The line from which a delay is being said. */
  let from: string | null = $state(null);

  const minutes = (text: string): number => (/^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : -1);

  return {
    view,
    attempt,
    get cues() {
      return view.data?.cues ?? [];
    },
    /** Talks that begin after one line and before the next: of the last line all that come after it. */
    talksAfter(place: number): EventSession[] {
      const cues = view.data?.cues ?? [];
      const from = place < 0 ? -Infinity : (cues[place]?.start_at ?? Infinity);
      const until = cues[place + 1]?.start_at ?? Infinity;
      return (view.data?.sessions ?? []).filter((one) => one.start_at >= from && one.start_at < until);
    },
    get isMoved() {
      return view.data?.is_moved ?? false;
    },
    get templates() {
      return (templates.data?.templates ?? []).filter((one) => one.plan.cues.length > 0);
    },
    get cue() {
      return cue;
    },
    get from() {
      return from;
    },
    edit(one: EventCue | null): void {
      cue = one ? { id: one.id, at: one.starts.replace("T", " "), minutes: String(one.minutes), title: one.title, owner: one.owner, cue: one.cue, place: one.place, backup: one.backup } : noCue();
      attempt.error = null;
    },
    save: () =>
      attempt.run(async () => {
        const { id, minutes: long, ...rest } = $state.snapshot(cue);
        await call("events.cue", { event: event(), id, cue: { ...rest, minutes: minutes(long) } });
        cue = noCue();
        done(t("cue-saved", { what: rest.title }));
      }),
    remove: (one: EventCue) =>
      attempt.run(async () => {
        await call("events.remove_cue", { id: one.id });
        if (cue.id === one.id) cue = noCue();
        done(t("figure-removed", { what: one.title }));
      }),
    ask(id: string | null): void {
      from = id;
      attempt.error = null;
    },
    shift: (one: EventCue, by: number) =>
      attempt.run(async () => {
        await call("events.shift_cues", { id: one.id, minutes: by });
        done(by > 0 ? t("cue-shifted-later", { what: one.title, minutes: by }) : t("cue-shifted-earlier", { what: one.title, minutes: -by }));
      }),
    begin: (one: EventCue) =>
      attempt.run(async () => {
        await call("events.begin_cue", { id: one.id });
      }),
    reset: () =>
      attempt.run(async () => {
        await call("events.reset_cues", { id: event() });
        done(t("run-was-reset"));
      }),
    beginWith: (template: string) =>
      attempt.run(async () => {
        await call("events.begin_cues", { event: event(), template });
        done(t("run-begun"));
      }),
    /** Its lines as appointments for other calendars. */
    writeCalendar: () =>
      attempt.run(async () => {
        const { path } = await call("ics.export", { event: event(), run: true });
        if (path) toast(t("calendar-written", { path }));
      }),
    write: () =>
      attempt.run(async () => {
        const { path } = await call("events.write_run", { event: event() });
        if (path) toast(t("run-written", { path }));
      }),
  };
}

export type RunModel = ReturnType<typeof run>;
