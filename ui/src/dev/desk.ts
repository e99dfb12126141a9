// The desk of the made-up host: a queue, newcomers, silent members, saved texts.
import type { Commands, MemberRow, SavedText, SpaceRow, UnansweredRow } from "../api/bindings";
import { DAY, NOW } from "./people";
import type { Did } from "./steps";

type Answers = { [K in keyof Commands]?: (args: Commands[K][0]) => Commands[K][1] };

const ASKED = ["How do I keep slugs from the lettuce without pellets?", "Does anyone have a spare key for the shed?", "Hello everybody! I moved here in March and would love to help on Saturdays.", "Is the water turned off in winter, and if it is: from when to when, and who does it? I could not find it anywhere in the old threads.", "هل يمكنني إحضار أطفالي؟"];

export function madeDesk(members: MemberRow[], spaces: SpaceRow[], did: Did) {
  const people = members.filter((one) => !one.is_bot);
  const row = (index: number): UnansweredRow => {
    const [author, space] = [people[index % people.length]!, spaces[index % spaces.length]!];
    return {
      id: `a${index}`, text: ASKED[index % ASKED.length]!, title: space.style === "forum" ? `About bed ${index + 1}` : null, member: author.id, name: author.name, space_id: space.id, space: space.name,
      source_kind: space.style === "forum" ? "discourse" : "slack", at: NOW - (20 - index) * DAY, business_minutes: (20 - index) * 340, newcomer: index < 3, first: index === 0, asks: true,
      state: "open", claimed_by: null, snoozed_until: null, perhaps: null, perhaps_text: null, replies: index % 4 === 0 ? 1 : 0, last_at: null,
    };
  };
  let rows = Array.from({ length: 14 }, (_, index) => row(index));
  let texts: SavedText[] = [
    { id: "t1", kind: "greeting", name: "Hello", body: "Hello {first_name}, welcome to {community}!" },
    { id: "t2", kind: "reply", name: "Where the keys are", body: "Hi {first_name}, the keys hang behind the door of the shed." },
  ];
  let greeted: string[] = [];
  let paused: string[] = [];
  let enough = false;
  const change = (label: string, id: string, to: Partial<UnansweredRow>): Record<string, never> => {
    const before = rows;
    const after = rows.map((one) => (one.id === id ? { ...one, ...to } : one));
    rows = after;
    did(label, () => (rows = before), () => (rows = after));
    return {};
  };
  const open = (state: string | undefined) => rows.filter((one) => (state ?? "open") === "open" ? one.state === "open" || one.state === "claimed" : one.state === state);
  const count = (state: string) => rows.filter((one) => one.state === state).length;
  const fresh = people.slice(0, 9);
  const answers: Answers = {
    "desk.news": () => ({ since: NOW - DAY, counts: { messages: 214, opened: 60, members: 7, threads: 41 }, last_at: NOW, enough, quiet_until: null, done_today: 12 }),
    "desk.enough": (args) => ((enough = args.enough), { since: NOW }),
    "desk.workload": () => ({ days: Array.from({ length: 28 }, (_, index) => ({ starts_at: NOW - (27 - index) * DAY, actions: (index * 7) % 23, outside: index % 7 > 4 ? 3 : 0 })), overdue: 2 }),
    "desk.unanswered": (args) => ({ rows: open(args.state).slice(0, args.limit), total: open(args.state).length, counts: { open: open("open").length, claimed: count("claimed"), snoozed: count("snoozed"), closed: count("closed"), answering: 0, perhaps: 0 } }),
    "desk.claim": (args) => change("Claim conversation", args.id, { claimed_by: args.by, state: args.by === null ? "open" : "claimed" }),
    "desk.snooze": (args) => change("Snooze conversation", args.id, { state: args.until === null ? "open" : "snoozed", snoozed_until: args.until === null ? null : NOW + DAY }),
    "desk.close": (args) => change("Needs no reply", args.id, { state: args.closed ? "closed" : "open" }),
    "desk.newcomers": (args) => {
      const all = fresh.map((one, index) => ({ id: one.id, name: one.name, since: NOW - index * DAY, first_message: index % 3 ? "1" : null, first_message_at: index % 3 ? NOW - index * DAY + 3_600_000 : null, first_words: index % 3 ? { text: "Hello! I found you through the seed exchange and wonder how to begin.", space_id: "s", space: "welcome", thread_id: null } : null, messages: index, answered: index % 2 === 0, greeted: greeted.includes(one.id) ? { how: "by_hand" as const, at: NOW, state: null } : null, reach: index % 4 ? "x" : null, sources: one.sources }));
      const shown = all.filter((one) => args.greeted || one.greeted === null);
      return { rows: shown.slice(0, args.limit), total: all.length, waiting: all.filter((one) => one.greeted === null).length };
    },
    "desk.greet": (args) => {
      const before = greeted;
      const after = [...greeted, ...args.members];
      greeted = after;
      did("Greet newcomers", () => (greeted = before), () => (greeted = after));
      return { greeted: args.members.length, before: [], unreachable: [] };
    },
    "desk.lapsing": (args) => {
      const all = people.slice(20, 32).map((one, index) => ({ id: one.id, name: one.name, risk: "at_risk" as const, usual: 1 + index / 2, silent: 9 + index * 4, active: 60 - index * 3, messages: 400 - index * 20, last_at: NOW - 9 * DAY, paused_until: paused.includes(one.id) ? NOW + 30 * DAY : null, reach: null }));
      const shown = all.filter((one) => (one.paused_until !== null) === (args.paused ?? false));
      return { rows: shown.slice(0, args.limit), watch: 4, at_risk: all.length - paused.length, lost: 2, paused: paused.length };
    },
    "desk.pause": (args) => {
      const before = paused;
      const after = args.until === null ? paused.filter((id) => id !== args.member) : [...paused, args.member];
      paused = after;
      did("Leave silence alone", () => (paused = before), () => (paused = after));
      return {};
    },
    "watches.list": () => ({ watches: [{ id: "w1", metric: "response_rate", title: "Response rate", unit: "percent", every: "month", beyond: "under", bound: 80, value: 71.5, start: "2026-10-01", end: "2026-11-01", crossed: true }], quiet: { starts_at: NOW - 12 * DAY, messages: 81, usual: 190 }, neglected: [{ id: spaces[0]!.id, name: spaces[0]!.name, waiting: 9, answered: 4 }], rising: [{ word: "frost", people: 8, messages: 14, usual: 2.5 }] }),
    "watches.save": () => ({ id: "w2" }),
    "watches.remove": () => ({}),
    "texts.list": () => ({ texts, places: [{ name: "first_name", what: "the first word of the member's name" }, { name: "community", what: "what the community is called" }] }),
    "texts.save": (args) => {
      const id = args.id ?? `t${texts.length + 1}`;
      texts = [...texts.filter((one) => one.id !== id), { id, kind: args.kind, name: args.name, body: args.body }];
      did("Save text", () => {}, () => {});
      return { id };
    },
    "texts.remove": (args) => {
      texts = texts.filter((one) => one.id !== args.id);
      did("Remove saved text", () => {}, () => {});
      return {};
    },
    "texts.fill": (args) => ({ text: args.body.replaceAll("{first_name}", members.find((one) => one.id === args.member)?.name.split(" ")[0] ?? "{first_name}").replaceAll("{community}", "Greenhouse Collective"), missing: [] }),
  };
  return answers;
}
