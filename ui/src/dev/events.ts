// Made-up events: one to come, one that is over, a conference with talks that cannot be as they are planned.
import type { Commands, Event, EventCue, EventRow, EventSession, EventTask, Guest, GuestState, MemberRow } from "../api/bindings";
import { DAY, NOW } from "./people";

type Names = "events.list" | "events.get" | "events.today" | "events.templates" | "events.sessions" | "events.visits" | "events.cues" | "guests.list" | "guests.expect" | "door.look" | "series.list" | "series.of_event";

const MINUTE = 60_000;

export function madeEvents(how: string, members: MemberRow[]): { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } {
  const empty = how === "fresh" || how === "none";
  const wall = (at: number): string => new Date(at).toISOString().slice(0, 16);
  const event = (id: string, title: string, days: number, more: Partial<Event> = {}): Event => {
    const start_at = Math.round((NOW + days * DAY) / DAY) * DAY + 18 * 60 * MINUTE;
    const end_at = start_at + 150 * MINUTE;
    return { id, title, kind: "meetup", form: "place", place: "Town hall, second floor", link: "", capacity: 40, approval: false, starts: wall(start_at), ends: wall(end_at), zone: "UTC", start_at, end_at, text: "", currency: "EUR", sequence: 0, cancelled: false, updated_at: NOW, ...more };
  };
  const conference = event("e3", "Orchard Conference", 40, { kind: "conference", capacity: 200 });
  const all: Event[] = empty ? [] : [
    event("e1", "Pears by night", 9),
    event("e2", "An evening about everything that one may ask of trees, with a title that takes its time and goes on", 23, { form: "online", capacity: null, place: "" }),
    { ...conference, start_at: conference.start_at - 540 * MINUTE, starts: wall(conference.start_at - 540 * MINUTE) },
    event("e0", "لقاء الحديقة", -20),
  ];
  const states: GuestState[] = ["going", "going", "going", "waiting", "going", "invited", "going", "declined", "pending"];
  const guests: Guest[] = members.slice(0, 60).map((one, i) => ({
    id: `g${i}`, name: one.name, email: i % 4 ? `guest${i}@example.org` : null, member: i % 3 ? one.id : null, state: states[i % states.length]!, queued_at: states[i % states.length] === "waiting" ? NOW - i * 3_600_000 : null, offered_until: null,
    plus: i % 11 === 2 ? 2 : 0, ticket: i % 5 ? "" : "Speaker", code: null, answers: i % 7 ? [] : [{ question: "What do you grow?", answer: "Quinces" }], needs: i % 9 === 4 ? "vegan, wheelchair" : "", registered_at: NOW - i * DAY, origin: "luma", came_at: null,
  }));
  const count = (state: GuestState): number => guests.filter((one) => one.state === state).length;
  const counts = { invited: count("invited"), pending: count("pending"), going: count("going"), declined: count("declined"), waiting: count("waiting"), offered: 0, expired: 0, cancelled: 0 };
  const row = (one: Event): EventRow => ({ event: one, guests: counts, present: one.start_at < NOW ? 31 : 0, open_tasks: 4, late_tasks: one.id === "e1" ? 1 : 0 });
  const find = (id: string): Event => all.find((one) => one.id === id) ?? all[0]!;
  const task = (id: string, title: string, offset: number, of: Event): EventTask => ({ id, title, offset, due_on: wall(of.start_at + offset * DAY).slice(0, 10), owner: "host", done_at: null, late: of.start_at + offset * DAY < NOW });
  const talk = (of: Event, id: string, title: string, speaker: string, room: string, from: number, minutes: number, more: Partial<EventSession> = {}): EventSession => {
    const start_at = of.start_at + from * MINUTE;
    return { id, title, speaker, member: null, room, track: "", starts: wall(start_at), ends: wall(start_at + minutes * MINUTE), start_at, end_at: start_at + minutes * MINUTE, minutes, capacity: 60, room_taken: null, speaker_taken: null, outside: false, visits: 0, sequence: 0, updated_at: NOW, ...more };
  };
  const talks = (of: Event): EventSession[] => of.kind !== "conference" ? [] : [
    talk(of, "t1", "How trees talk", "Ada Łovelace", "Big hall", 0, 45, { visits: 41 }),
    talk(of, "t2", "Grafting for beginners", "Bob Plum", "Cellar", 60, 60, { track: "Practice", room_taken: "كيف نزرع الرمان" }),
    talk(of, "t3", "كيف نزرع الرمان", "محمد بن راشد", "Cellar", 90, 45, { track: "Practice", room_taken: "Grafting for beginners" }),
    talk(of, "t4", "Rootstocks, and everything else one may want to know before one digs the first hole", "Ada Łovelace", "Greenhouse", 60, 90),
    talk(of, "t5", "Where do we sit?", "", "", 200, 30),
  ];
  const cue = (of: Event, id: string, title: string, offset: number, minutes: number): EventCue => ({ id, offset, minutes, title, owner: "host", cue: "", place: "", backup: "", starts: wall(of.start_at + offset * MINUTE), ends: wall(of.start_at + (offset + minutes) * MINUTE), start_at: of.start_at + offset * MINUTE, end_at: of.start_at + (offset + minutes) * MINUTE, moved: 0, begun_at: null, gap: 0, clash: null, updated_at: NOW });
  const hit = (one: Guest) => ({ id: one.id, name: one.name, member: one.member, state: one.state, plus: one.plus, ticket: one.ticket, came_at: one.came_at, first: null });

  return {
    "events.list": ({ past }) => ({ rows: all.filter((one) => (one.end_at < NOW) === past).map(row), more: false }),
    "events.get": ({ id }) => ({ row: row(find(id)), tasks: [task("k1", "Choose place and day, ask the place", -28, find(id)), task("k2", "Reminder to everybody", -7, find(id)), task("k3", "Thanks to all who came", 1, find(id))], parts: [{ id: "p1", role: "speaker", name: "Ada Łovelace", member: null, state: "yes", contact_on: null, next_step: "Ask for slides", note: "" }], costs: [], money: { planned: "0.00", committed: "0.00", paid: "0.00", per_head: null, heads: 0 } }),
    "events.today": () => ({ today: [], tasks: [], more: 0, messages: [] }),
    "events.templates": () => ({ templates: [] }),
    "events.sessions": ({ id }) => ({ sessions: talks(find(id)), rooms: ["Big hall", "Cellar", "Greenhouse"], tracks: ["Practice"], clashes: talks(find(id)).filter((one) => one.room_taken).length }),
    "events.visits": () => ({ visits: guests.slice(0, 4).map((one) => ({ guest: one.id, name: one.name })) }),
    "events.cues": ({ id }) => ({ cues: [cue(find(id), "c1", "Doors, coffee", -30, 30), cue(find(id), "c2", "Welcome", 0, 10), cue(find(id), "c3", "Talks", 10, 60)], sessions: talks(find(id)), is_moved: false }),
    "guests.list": ({ text, state, limit }) => ({ guests: guests.filter((one) => (!state || one.state === state) && one.name.toLowerCase().includes(text?.toLowerCase() ?? "")).slice(0, limit), more: false, counts }),
    "guests.expect": ({ id }) => ({ expected: find(id).start_at < NOW ? null : { events: 6, same_form: true, rate: 63.4, heads: 44, known: 21, unknown: 14, mean: 28.7, low: 22, high: 35, more: find(id).capacity === null ? null : 5, waiting: counts.waiting } }),
    "door.look": ({ event: id, text }) => ({ event: find(id), count: { guests: 0, heads: 0 }, expected: counts.going, by_code: null, hits: guests.filter((one) => text && one.name.toLowerCase().includes(text.toLowerCase())).slice(0, 12).map(hit), last: [] }),
    "series.list": () => ({ rows: [] }),
    "series.of_event": () => ({ series: null }),
  };
}
