// Talks of an event: the one that is typed, the grid by rooms, and who was in them.
import type { DoorHit, Event, EventSession, NewEventSession } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";
import { later } from "./names";

const OFFERED = 8;

export type TalkDraft = Required<Omit<NewEventSession, "minutes" | "capacity">> & { id: string | null; minutes: string; capacity: string };

/** A talk in the grid: how far down it begins, how long it is (both in minutes), which of how many side by side it is. */
export type Placed = { talk: EventSession; top: number; long: number; lane: number; lanes: number };
export type GridDay = { day: string; hours: string[]; minutes: number; rooms: { room: string; lanes: number; talks: Placed[] }[]; clashes: Clash[] };
/** Two talks that are in each other's way: in one room, or with one speaker. */
export type Clash = { by: "room" | "speaker"; who: string; at: string; one: string; other: string };

const minuteOf = (wall: string): number => Math.round(Date.parse(`${wall}:00Z`) / 60_000);

/** Who is in whose way, each two once. */
export function clashesOf(talks: EventSession[]): Clash[] {
  const found = new Map<string, Clash>();
  const note = (by: Clash["by"], who: string, talk: EventSession, other: string | null): void => {
    if (other === null) return;
    const key = [by, ...[talk.title, other].sort()].join("\n");
    if (!found.has(key)) found.set(key, { by, who, at: talk.starts, one: talk.title, other });
  };
  // The later of two says when: that is when there are two.
  for (const talk of talks.toSorted((one, other) => (one.starts < other.starts ? 1 : -1))) {
    note("room", talk.room, talk, talk.room_taken);
    note("speaker", talk.speaker, talk, talk.speaker_taken);
  }
  return [...found.values()].toSorted((one, other) => one.at.localeCompare(other.at));
}

/** Talks of one room in their places: those that overlap share its width. */
function placed(talks: EventSession[], first: number): Placed[] {
  const all: Placed[] = [];
  let ends: number[] = [];
  let together: Placed[] = [];
  const settle = (): void => {
    for (const one of together) one.lanes = ends.length;
    ends = [];
    together = [];
  };
  const inOrder = talks.toSorted((one, other) => minuteOf(one.starts) - minuteOf(other.starts));
  for (const talk of inOrder) {
    const [from, until] = [minuteOf(talk.starts), minuteOf(talk.ends)];
    if (ends.every((end) => end <= from)) settle();
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = until;
    const place = { talk, top: from - first, long: until - from, lane, lanes: 1 };
    together.push(place);
    all.push(place);
  }
  settle();
  return all;
}

/** Days with their rooms and talks, on the event's own clock. */
export function grid(talks: EventSession[], rooms: string[]): GridDay[] {
  const days = [...new Set(talks.map((one) => one.starts.slice(0, 10)))].sort();
  return days.map((day) => {
    const own = talks.filter((one) => one.starts.slice(0, 10) === day);
    const first = Math.floor(Math.min(...own.map((one) => minuteOf(one.starts))) / 60) * 60;
    const last = Math.ceil(Math.max(...own.map((one) => minuteOf(one.ends))) / 60) * 60;
    const hours = Array.from({ length: Math.min((last - first) / 60, 48) }, (_, hour) => new Date((first + hour * 60) * 60_000).toISOString().slice(11, 16));
    const named = own.some((one) => !one.room) ? [...rooms, ""] : rooms;
    const columns = named.map((room) => {
      const here = placed(own.filter((one) => one.room.toLowerCase() === room.toLowerCase()), first);
      return { room, lanes: Math.max(1, ...here.map((one) => one.lanes)), talks: here };
    });
    return { day, hours, minutes: last - first, rooms: columns.filter((one) => one.talks.length > 0), clashes: clashesOf(own) };
  });
}

export function talks(event: () => Event) {
  const view = query("events.sessions", () => ({ id: event().id }));
  const attempt = new Attempt();
  const nothing = (starts: string): TalkDraft => ({ id: null, title: "", speaker: "", member: null, room: "", track: "", starts, minutes: "30", capacity: "" });
  let typed: TalkDraft = $state(nothing(event().starts));
  let byRoom = $state(false);
  let open: string | null = $state(null);
  let who = $state("");
  const visits = query("events.visits", () => (open ? { id: open } : null));
  const hits = query("door.look", () => (open && who.trim() ? { event: event().id, text: who.trim() } : null));
  const found = query("members.list", () => {
    if (typed.member !== null || typed.speaker.trim().length < 2) return null;
    return { filter: { text: typed.speaker.trim(), kind: "people", seen: "any", without_team: false, segment: null, left: true }, sort: "messages", descending: true, after: null, limit: OFFERED };
  });
  const options = $derived((found.data?.rows ?? []).map((row): Option => ({ id: row.id, label: row.name, hint: row.handle ? `@${row.handle}` : "" })));
  const whole = (text: string): number => (/^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : -1);

  const mark = (session: string, guest: string, there: boolean) =>
    attempt.run(async () => {
      const { name } = await call("events.visit", { session, guest, code: null, there });
      who = "";
      done(there ? t("talk-is-there", { name }) : t("talk-is-not", { name }));
    });

  return {
    view,
    attempt,
    visits,
    options: () => options,
    get talks() {
      return view.data?.sessions ?? [];
    },
    get rooms() {
      return view.data?.rooms ?? [];
    },
    get tracks() {
      return view.data?.tracks ?? [];
    },
    get days() {
      return grid(view.data?.sessions ?? [], view.data?.rooms ?? []);
    },
    get draft() {
      return typed;
    },
    get byRoom() {
      return byRoom;
    },
    set byRoom(on: boolean) {
      byRoom = on;
    },
    get open() {
      return open;
    },
    get who() {
      return who;
    },
    set who(next: string) {
      who = next;
      attempt.error = null;
    },
    get hits(): DoorHit[] {
      if (!who.trim()) return [];
      return hits.data?.by_code ? [hits.data.by_code] : (hits.data?.hits ?? []);
    },
    look(talk: string | null): void {
      open = talk;
      who = "";
      attempt.error = null;
    },
    edit(one: EventSession | null): void {
      typed = one
        ? { id: one.id, title: one.title, speaker: one.speaker, member: one.member, room: one.room, track: one.track, starts: one.starts, minutes: String(one.minutes), capacity: one.capacity === null ? "" : String(one.capacity) }
        : nothing(event().starts);
      attempt.error = null;
    },
    save: () =>
      attempt.run(async () => {
        const { id, minutes, capacity, ...rest } = $state.snapshot(typed);
        await call("events.session", { event: event().id, id, session: { ...rest, minutes: whole(minutes), capacity: capacity.trim() === "" ? null : Math.max(whole(capacity), 0) } });
        done(t("talk-saved", { what: rest.title }));
        // The next one is most likely in the same room, right after.
        typed = id ? nothing(event().starts) : { ...nothing(later(rest.starts, whole(minutes))), room: rest.room, track: rest.track, minutes, capacity };
      }),
    remove: (one: EventSession) =>
      attempt.run(async () => {
        await call("events.remove_session", { id: one.id });
        if (typed.id === one.id) typed = nothing(event().starts);
        if (open === one.id) open = null;
        done(t("figure-removed", { what: one.title }));
      }),
    mark,
    enter(session: string): void {
      const one = this.hits[0];
      if (one) void mark(session, one.id, true);
    },
  };
}

export type TalksModel = ReturnType<typeof talks>;
