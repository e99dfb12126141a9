// Events: which is looked at, the agenda, the event that is being typed, its tasks, people and money.
import type { Event, EventPart, EventTask, NewEvent, NewEventCost, NewEventPart, NewEventTask, EventCost } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { isDay } from "../../days";
import { isoDay } from "../../format";
import { toast } from "../../parts/toasts.svelte";
import { go, here, to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";
import { later } from "./names";

const PAGE = 50;
const DAY = 86_400_000;

export type EventDraft = Omit<NewEvent, "capacity"> & { id: string | null; capacity: string; template: string; ownEnd: boolean };
export type TaskDraft = NewEventTask & { id: string | null };
export type PartDraft = NewEventPart & { id: string | null };
export type CostDraft = NewEventCost & { id: string | null };

const noTask = (): TaskDraft => ({ id: null, title: "", due: "", owner: "", done: false });
const noPart = (): PartDraft => ({ id: null, role: "speaker", name: "", member: null, state: "asked", contact_on: isoDay(Date.now()), next_step: "", note: "" });
const noCost = (): CostDraft => ({ id: null, label: "", planned: "", committed: "", paid: "" });

export function events() {
  const place = $derived(here());
  const id = $derived(place.parts[0] && !["new", "calendar", "series"].includes(place.parts[0]) ? place.parts[0] : null);
  const tab = $derived(place.parts[0] === "new" ? "edit" : (place.parts[1] ?? "plan"));
  const isNew = $derived(place.parts[0] === "new");
  const isCalendar = $derived(place.parts[0] === "calendar");
  const series = $derived(place.parts[0] === "series" ? (place.parts[1] ?? null) : null);
  let many = $state(PAGE);
  const coming = query("events.list", () => (place.parts[0] ? null : { past: false, skip: 0, limit: 200 }));
  const past = query("events.list", () => (place.parts[0] ? null : { past: true, skip: 0, limit: many }));
  const allSeries = query("series.list", () => (place.parts[0] ? null : {}));
  const whole = query("events.get", () => (id ? { id } : null));
  const templates = query("events.templates", () => (tab === "edit" || tab === "plan" ? {} : null));
  const zones = query("zones", () => (tab === "edit" ? {} : null));
  const settings = query("settings.get", () => ({}));
  const attempt = new Attempt();
  let typed: EventDraft | null = $state(null);
  let task: TaskDraft = $state(noTask());
  let part: PartDraft = $state(noPart());
  let cost: CostDraft = $state(noCost());

  const event = $derived(whole.data?.row.event ?? null);
  const draft = $derived.by((): EventDraft | null => {
    if (typed) return typed;
    if (isNew) return settings.data ? fresh(settings.data.zone) : null;
    return event ? of(event) : null;
  });

  /** A new one is on the day that was chosen, else three weeks from now, in the evening. */
  function fresh(zone: string): EventDraft {
    const day = place.params.get("on");
    const starts = `${isDay(day) ? day : isoDay(Date.now() + 21 * DAY)}T18:30`;
    return { id: null, title: "", kind: "meetup", form: "place", place: "", link: "", capacity: "", approval: false, starts, ends: later(starts, 150), zone, text: "", currency: null, cancelled: false, template: "meetup", ownEnd: false };
  }

  function of(one: Event): EventDraft {
    const { title, kind, form, place: where, link, approval, starts, ends, zone, text, currency, cancelled } = one;
    return { id: one.id, title, kind, form, place: where, link, capacity: one.capacity === null ? "" : String(one.capacity), approval, starts, ends, zone, text, currency, cancelled, template: "", ownEnd: true };
  }

  const minutes = (template: string): number => templates.data?.templates.find((one) => one.id === template)?.plan.minutes ?? 120;

  return {
    allSeries,
    coming,
    past,
    whole,
    attempt,
    get id() {
      return id;
    },
    get tab() {
      return tab;
    },
    get isNew() {
      return isNew;
    },
    /** The series that is looked at. */
    get series() {
      return series;
    },
    get isCalendar() {
      return isCalendar;
    },
    get event() {
      return event;
    },
    get templates() {
      return templates.data?.templates ?? [];
    },
    get zones() {
      return zones.data?.zones ?? [];
    },
    get draft() {
      return draft;
    },
    get task() {
      return task;
    },
    get part() {
      return part;
    },
    get cost() {
      return cost;
    },
    grow(): void {
      if (!past.busy) many = Math.min(many * 2, 500);
    },
    change(next: Partial<EventDraft>): void {
      if (!draft) return;
      const all = { ...draft, ...next };
      // The end goes along with the beginning until somebody sets it.
      if (next.starts && draft.starts && draft.ends && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(next.starts)) {
        const length = (Date.parse(`${draft.ends}:00Z`) - Date.parse(`${draft.starts}:00Z`)) / 60_000;
        if (length > 0) all.ends = later(next.starts, length);
      }
      typed = all;
      attempt.error = null;
    },
    /** A plan brings its kind, its form, its length, and what else was kept. */
    follow(template: string): void {
      const found = templates.data?.templates.find((one) => one.id === template);
      if (!draft || !found) return;
      const { plan, kind } = found;
      typed = { ...draft, template, kind, form: plan.form, ends: later(draft.starts, minutes(template)), place: draft.place || plan.place, text: draft.text || plan.text, capacity: draft.capacity || (plan.capacity === null ? "" : String(plan.capacity)) };
    },
    leave(): void {
      typed = null;
      attempt.error = null;
    },
    save: () =>
      attempt.run(async () => {
        if (!draft) return;
        const { id: known, template, capacity, ownEnd: _, ...rest } = $state.snapshot(draft);
        const seats = capacity.trim() === "" ? null : Number(capacity);
        const made = { ...rest, capacity: seats === null || (Number.isInteger(seats) && seats >= 0 && seats < 4e9) ? seats : 0 };
        const saved = await call("events.save", { id: known, event: made, template: known ? null : template || null });
        typed = null;
        done(t("event-saved", { what: made.title.trim() }));
        go(to("events", [saved.id]));
      }),
    remove: (one: Event) =>
      attempt.run(async () => {
        await call("events.remove", { id: one.id });
        done(t("event-removed", { what: one.title }));
        go(to("events"));
      }),
    /** The event as a file for other calendars. */
    writeFile: () =>
      attempt.run(async () => {
        const saved = await call("ics.export", { event: id, run: false });
        if (saved.path) toast(t("calendar-written", { path: saved.path }));
      }),
    keepTemplate: (name: string) =>
      attempt.run(async () => {
        if (!id) return;
        await call("events.keep_template", { event: id, name });
        done(t("event-template-kept", { what: name.trim() }));
      }),
    removeTemplate: (template: string, name: string) =>
      attempt.run(async () => {
        await call("events.remove_template", { id: template });
        done(t("event-template-removed", { what: name }));
      }),
    editTask(one: EventTask | null): void {
      task = one ? { id: one.id, title: one.title, due: one.due_on, owner: one.owner, done: one.done_at !== null } : noTask();
      attempt.error = null;
    },
    saveTask: () =>
      attempt.run(async () => {
        const { id: known, ...rest } = $state.snapshot(task);
        await call("events.task", { event: id ?? "", id: known, task: rest });
        task = noTask();
        done(t("task-saved", { what: rest.title }));
      }),
    mark: (one: EventTask, isDone: boolean) =>
      attempt.run(async () => {
        await call("events.mark_task", { id: one.id, done: isDone });
        if (isDone) done(t("task-done", { what: one.title }));
        else toast(t("task-open", { what: one.title }));
      }),
    removeTask: (one: EventTask) =>
      attempt.run(async () => {
        await call("events.remove_task", { id: one.id });
        task = noTask();
        done(t("figure-removed", { what: one.title }));
      }),
    editPart(one: EventPart | null): void {
      part = one ? { id: one.id, role: one.role, name: one.name, member: one.member, state: one.state, contact_on: one.contact_on ?? "", next_step: one.next_step, note: one.note } : noPart();
      attempt.error = null;
    },
    savePart: () =>
      attempt.run(async () => {
        const { id: known, ...rest } = $state.snapshot(part);
        await call("events.part", { event: id ?? "", id: known, part: rest });
        part = { ...noPart(), role: rest.role };
        done(t("part-saved", { what: rest.name }));
      }),
    /** An answer came: the state, and today as the last contact. */
    answered: (one: EventPart, state: EventPart["state"]) =>
      attempt.run(async () => {
        const { id: known, member, role, name, next_step, note } = one;
        await call("events.part", { id: known, event: id ?? "", part: { member, role, name, next_step, note, state, contact_on: isoDay(Date.now()) } });
        done(t("part-saved", { what: name }));
      }),
    removePart: (one: EventPart) =>
      attempt.run(async () => {
        await call("events.remove_part", { id: one.id });
        part = noPart();
        done(t("figure-removed", { what: one.name }));
      }),
    editCost(one: EventCost | null): void {
      cost = one ? { ...one } : noCost();
      attempt.error = null;
    },
    saveCost: () =>
      attempt.run(async () => {
        const { id: known, ...rest } = $state.snapshot(cost);
        await call("events.cost", { event: id ?? "", id: known, cost: rest });
        cost = noCost();
        done(t("cost-saved", { what: rest.label }));
      }),
    removeCost: (one: EventCost) =>
      attempt.run(async () => {
        await call("events.remove_cost", { id: one.id });
        cost = noCost();
        done(t("figure-removed", { what: one.label }));
      }),
  };
}

export type EventsModel = ReturnType<typeof events>;
