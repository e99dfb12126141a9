// Notes and follow-ups of the made-up host: sealed, unlocked by a click or by the code ABCD-….
import type { ApiError, Commands, Due, FollowUp, MemberRow, Note, NotesState } from "../api/bindings";
import type { Did } from "./steps";
import { DAY, NOW } from "./people";

type Answers = { [K in keyof Commands]?: (args: Commands[K][0]) => Commands[K][1] };
type Kept = { note: Note; member: string | null };

const CODE = "7QKD-M2XA-RWT0-93JH-BC5Y-K8NE-V4ZG-1PFS-6D2M";
const fault = (error: ApiError): never => {
  throw error;
};

const at = (on: string, time: string | null): Due => ({ on, time, zone: "Europe/Berlin", at: Date.parse(`${on}T${time ?? "00:00"}:00+01:00`) });
const iso = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** A few words are enough here; the core understands more. */
function understand(line: string): Commands["notes.understand"][1] {
  const named = /^(note|feedback|thanks|todo):\s*/i.exec(line);
  const kinds = { note: "note", feedback: "feedback", thanks: "thanks", todo: "follow_up" } as const;
  const kind = named ? kinds[named[1]!.toLowerCase() as keyof typeof kinds] : null;
  const whole = named ? line.slice(named[0].length) : line;
  const none = { kind, text: whole.trim(), whole, due: null, words: null, doubt: null };
  if (/\b5\/1\b/.test(whole)) return { ...none, words: "5/1", doubt: "this can be two different days: write 5 January or 2027-01-05" };
  const match = /\b(tomorrow|today|in two weeks|next week|next tue|\d{4}-\d{2}-\d{2})(?:,? (?:at )?(\d{1,2}:\d{2}))?/i.exec(whole);
  if (!match) return none;
  const days: Record<string, number> = { tomorrow: 1, today: 0, "in two weeks": 14, "next week": 7, "next tue": 9 };
  const said = match[1]!.toLowerCase();
  const due = at(said in days ? iso(days[said]!) : said, match[2] ?? null);
  return { ...none, kind: kind ?? (said === "today" ? null : "follow_up"), text: whole.replace(match[0], "").trim(), due, words: match[0] };
}

export function madeNotes(how: string, members: MemberRow[], did: Did, changed: (...topics: string[]) => void) {
  const make = (id: string, member: string | null, text: string, extra: Partial<Note> = {}): Kept => ({
    member,
    note: { id, kind: "note", visibility: "private", state: "shown", text, due: null, done_at: null, created_at: NOW - 40 * DAY, updated_at: NOW - 2 * DAY, ...extra },
  });
  let lock: NotesState["lock"] = how === "off" || how === "fresh" || how === "none" ? "off" : how === "open" ? "open" : "locked";
  let list: Kept[] = [
    make("n1", "m0", "Met at the summer school. Wants to host an evening about seeds;\nask again in March."),
    make("n2", "m0", "Thank her for the cake and for staying until the last chair was put away.", { kind: "thanks", visibility: "shared" }),
    make("n3", "m0", "Ask about the talk", { kind: "follow_up", visibility: "shared", due: at(iso(-1), null) }),
    make("n4", "m1", "Send the slides", { kind: "follow_up", visibility: "shared", due: at(iso(0), "23:30") }),
    make("n5", "m2", "Come back to what was said about the working hours", { kind: "follow_up", due: at(iso(3), "15:00") }),
    make("n6", null, "Book the cellar for the spring meeting, with the long tables, the projector and somebody who knows where the fuse box is", { kind: "follow_up", visibility: "shared", due: at(iso(20), null) }),
    make("n7", "m4", "Introduce to the forum's moderators", { kind: "follow_up", visibility: "shared", due: at(iso(-9), null), done_at: NOW - 3 * DAY }),
  ];
  const shown = ({ note }: Kept): Note => (note.visibility === "private" && lock !== "open" && lock !== "off" ? { ...note, state: "locked", text: "" } : note);
  const step = (label: string, next: Kept[]) => {
    const before = list;
    list = next;
    did(label, () => (list = before), () => (list = next));
  };
  const tell = () => setTimeout(() => changed("Notes"), 0);
  const closed = (): never => fault({ code: "NotesLocked", message: "private notes are locked: unlock them first", field: null });
  const find = (id: string) => list.find((one) => one.note.id === id) ?? fault({ code: "NotFound", message: "no such note", field: null });
  const change = (label: string, id: string, how: (note: Note) => Note): Note => {
    const { note } = find(id);
    const next = { ...how(note), updated_at: Date.now() };
    step(label, list.map((one) => (one.note.id === id ? { ...one, note: next } : one)));
    return next;
  };
  const state = (): NotesState => ({ lock, by_keyring: how !== "code", sealed: 2, in_the_clear: lock === "off" ? 1 : 0, locks_at: lock === "open" ? Date.now() + 15 * 60_000 : null });
  const person = (id: string | null): FollowUp["member"] => {
    const row = members.find((one) => one.id === id);
    return row ? { id: row.id, name: row.name } : null;
  };

  const answers: Answers = {
    "notes.understand": ({ line }) => understand(line),
    "notes.state": state,
    "notes.begin": () => ({ code: CODE, asked: [2, 5] }),
    "notes.new_code": () => ({ code: CODE, asked: [1, 8] }),
    "notes.confirm": ({ groups }) => {
      if (groups.some((group) => !CODE.split("-").includes(group.toUpperCase()))) fault({ code: "Invalid", message: "these are not the groups that were asked for: look at what you wrote down", field: "groups" });
      lock = "open";
      tell();
      return state();
    },
    "notes.unlock": ({ code }) => {
      if (code && code.length < 8) fault({ code: "Invalid", message: "this is not a recovery code: it has nine groups of four; look for a mistyped letter", field: "code" });
      lock = "open";
      tell();
      return state();
    },
    "notes.lock": () => {
      if (lock === "open") lock = "locked";
      tell();
      return {};
    },
    "notes.awake": () => ({}),
    "notes.add": ({ member, text, kind, visibility, due }) => {
      if (visibility === "private" && lock !== "open") closed();
      const one = make(`n${Math.random()}`, member ?? null, text, { kind, visibility, due: due ? at(due.on, due.time ?? null) : null, created_at: Date.now(), updated_at: Date.now() });
      step(kind === "follow_up" ? "Add follow-up" : "Add note", [one, ...list]);
      return one.note;
    },
    "notes.change": ({ id, text, kind, visibility, due }) =>
      change("Change note", id, (note) => ({ ...note, text: text ?? note.text, kind: kind ?? note.kind, visibility: visibility ?? note.visibility, due: due ? at(due.on, due.time ?? null) : kind && kind !== "follow_up" ? null : note.due })),
    "notes.remove": ({ id }) => {
      step("Remove note", list.filter((one) => one.note.id !== id));
      return {};
    },
    "follow_ups.list": ({ done, limit }) => ({
      items: list
        .filter(({ note }) => note.kind === "follow_up" && (note.done_at !== null) === done)
        .sort((a, b) => (a.note.due?.at ?? 0) - (b.note.due?.at ?? 0))
        .slice(0, limit)
        .map((one) => ({ note: shown(one), member: person(one.member) })),
    }),
    "follow_ups.due": () => ({ count: list.filter(({ note }) => note.due && note.done_at === null && note.due.at <= Date.now()).length, held: 0, quiet_until: null }),
    "follow_ups.done": ({ id, done }) => change(done ? "Finish follow-up" : "Reopen follow-up", id, (note) => ({ ...note, done_at: done ? Date.now() : null })),
    "follow_ups.snooze": ({ id, until }) => change("Snooze follow-up", id, (note) => ({ ...note, done_at: null, due: understand(until).due ?? at(iso(3), null) })),
    "follow_ups.save": () => ({ path: "/home/you/Documents/follow-ups.ics", count: 3, left_out: 1 }),
  };
  return { answers, of: (member: string): Note[] => list.filter((one) => one.member === member).map(shown) };
}
