// Made-up introductions, as the core keeps them.
import type { Commands, DrawOptions, IntroductionChoice, IntroductionGroup, IntroductionReason, IntroductionRound, IntroductionState, MemberRow } from "../api/bindings";
import type { Did } from "./steps";

type Names = "introductions.rounds" | "introductions.round" | "introductions.propose" | "introductions.begin" | "introductions.reword" | "introductions.remove" | "introductions.letters" | "introductions.send" | "introductions.mark" | "introductions.choices" | "introductions.choose";
type Drawn = IntroductionGroup & { round: string };
type State = { rounds: IntroductionRound[]; groups: Drawn[]; choices: IntroductionChoice[] };

const WORDS = "Hi {first_name},\n\nI would like you to meet {others}: {why}.\n\nSay hello to one another, and take half an hour for a call or a coffee when it suits you. I will ask in a while whether it worked out.";

export function madeIntroductions(how: string, members: MemberRow[], did: Did): { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } {
  const empty = how === "fresh" || how === "none";
  let serial = 0;
  const plain: IntroductionReason = { why: "strangers", what: null, who: null, name: null };
  const reasons = (i: number, a: MemberRow, c: MemberRow): IntroductionReason[] =>
    [
      [{ ...plain, why: "help" as const, what: "Grafting old apple trees", who: a.id, name: a.name }, { ...plain, why: "clocks" as const, what: "1" }, plain],
      [{ ...plain, why: "interest" as const, what: "Public libraries" }, { ...plain, why: "space" as const, what: "events-berlin-summer-school-2025-organisation-team" }],
      [{ ...plain, why: "common" as const, who: c.id, name: c.name }, { ...plain, why: "clocks" as const, what: "0" }],
      [plain],
      [{ ...plain, why: "again" as const }],
    ][i % 5]!;
  const drawable = (options: DrawOptions) => members.filter((one) => !one.is_bot && !one.left && (options.team || !one.is_team)).slice(0, empty ? 0 : options.volunteers ? 1 : options.active_days * 2 + 1);
  function groups(options: DrawOptions, round: string): Drawn[] {
    const people = drawable(options);
    return Array.from({ length: Math.floor(people.length / 2) }, (_, i) => {
      const last = i === Math.floor(people.length / 2) - 1 && people.length % 2 === 1;
      const of = people.slice(i * 2, i * 2 + (last ? 3 : 2));
      return { round, id: round && `${round} ${i + 1}`, made_on: round && "2026-11-02", people: of.map(({ id, name }) => ({ id, name })), points: 9 - (i % 9), reasons: reasons(i, of[0]!, members[40]!), state: "proposed" as const, sent_at: null, ask_on: null };
    });
  }
  const roundOf = (id: string, made_on: string): IntroductionRound => ({ id, made_on, words: WORDS, title: "Meet {others}", ask_after: 14, groups: 0, sent: 0, met: 0, not_met: 0 });
  let state: State = { rounds: [], groups: [], choices: [] };
  if (!empty) {
    const old = groups({ active_days: 6, team: false, volunteers: false, segment: null }, "r1").map((group, i): Drawn => {
      const became: IntroductionState = (["met", "met", "sent", "not_met", "met", "sent"] as const)[i % 6]!;
      return { ...group, state: became, sent_at: Date.parse("2026-11-02T09:00:00Z"), ask_on: "2026-11-16" };
    });
    state = {
      rounds: [roundOf("r1", "2026-11-02")],
      groups: old,
      choices: [{ id: members[5]!.id, name: members[5]!.name, wish: "out", snoozed_until: null }, { id: members[7]!.id, name: members[7]!.name, wish: "usual", snoozed_until: "2027-01-01" }],
    };
  }
  const keep = (label: string, change: Partial<State>) => {
    const before = state;
    const after = { ...state, ...change };
    state = after;
    did(label, () => (state = before), () => (state = after));
    return {};
  };
  const marked = (id: string, became: IntroductionState) =>
    state.groups.map((group) => (group.id === id ? { ...group, state: became, sent_at: became === "proposed" ? null : (group.sent_at ?? Date.now()), ask_on: became === "proposed" ? null : (group.ask_on ?? "2026-12-06") } : group));
  const counted = (round: IntroductionRound): IntroductionRound => {
    const of = (became?: IntroductionState) => state.groups.filter((group) => group.round === round.id && (!became || group.state === became)).length;
    return { ...round, groups: of(), sent: of("sent"), met: of("met"), not_met: of("not_met") };
  };
  return {
    "introductions.rounds": () => {
      const rounds = state.rounds.map(counted);
      const sum = (of: (round: IntroductionRound) => number) => rounds.reduce((all, round) => all + of(round), 0);
      const due = state.groups.filter((group) => group.state === "sent" && group.ask_on === "2026-11-16");
      const [met, answered] = [sum((one) => one.met), sum((one) => one.met + one.not_met)];
      return { rounds, met, answered, written: answered + sum((one) => one.sent), due, due_count: due.length, words: WORDS, title: "Meet {others}", places: ["first_name", "name", "others", "why", "community"] };
    },
    "introductions.round": ({ id, limit }) => {
      const of = state.groups.filter((group) => group.round === id);
      return { groups: of.slice(0, limit), more: of.length > limit };
    },
    "introductions.propose": ({ options }) => ({ groups: groups(options, ""), people: drawable(options).length, left_out: { out: 2, snoozed: 1, no_contact: 4, team: options.team ? 0 : 14, not_asked: options.volunteers ? 118 : 0 } }),
    "introductions.begin": ({ options }) => {
      const id = `r${serial++}-new`;
      const made = groups(options, id);
      keep("Draw introductions", { rounds: [roundOf(id, new Date().toISOString().slice(0, 10)), ...state.rounds], groups: [...made, ...state.groups] });
      return { id, groups: made.length };
    },
    "introductions.reword": ({ id, words, title }) => keep("Change introductions", { rounds: state.rounds.map((one) => (one.id === id ? { ...one, words, title } : one)) }),
    "introductions.remove": ({ id }) => keep("Remove introductions", { rounds: state.rounds.filter((one) => one.id !== id), groups: state.groups.filter((one) => one.round !== id) }),
    "introductions.letters": ({ group: id, said }) => {
      const group = state.groups.find((one) => one.id === id)!;
      return {
        letters: group.people.map((person, i) => {
          const { others, why } = said!.find((one) => one.member === person.id)!;
          const text = WORDS.replace("{first_name}", person.name.split(" ")[0]!).replace("{others}", others).replace("{why}", why);
          const reached = id.endsWith("2") ? i === 0 : true;
          return { member: person.id, name: person.name, account: reached ? person.id : null, source_name: reached ? (i === 0 ? "Greenhouse Slack" : "forum.example.org") : null, titled: reached && i === 1, title: `Meet ${others}`, text, missing: [] };
        }),
        together: id.endsWith("2") ? null : { accounts: group.people.map((one) => one.id), source_name: "Greenhouse Slack", titled: false, title: "", text: WORDS.replace("{first_name}", group.people.map((one) => one.name.split(" ")[0]).join(", ")).replace("{others}", "one another").replace("{why}", said!.find((one) => one.member === null)!.why), missing: [] },
      };
    },
    "introductions.send": ({ group }) => keep("Send introduction", { groups: marked(group, "sent") }),
    "introductions.mark": ({ group, state: became }) => keep("Mark introduction", { groups: marked(group, became) }),
    "introductions.choices": () => ({ rows: state.choices }),
    "introductions.choose": ({ member, wish, until }) => {
      const rest = state.choices.filter((one) => one.id !== member);
      const name = members.find((one) => one.id === member)?.name ?? member;
      return keep("Choose introductions", { choices: wish === "usual" && !until ? rest : [...rest, { id: member, name, wish, snoozed_until: until ?? null }] });
    },
  };
}
