// Made-up cases and flags of a forum's review queue, with decisions that leave after a few seconds as those of the core do.
import type { CaseFile, CaseLine, CaseOpened, CaseState, Commands, MemberRow, ReviewRow } from "../api/bindings";
import { DAY, NOW } from "./people";
import type { Did } from "./steps";

type Names = Extract<keyof Commands, `conduct.${string}`>;
type Kept = { line: CaseLine; steps: string[]; file: CaseFile };
type State = { cases: Kept[]; flags: ReviewRow[] };

const SECOND_THOUGHTS = 8_000;
const STEPS: CaseState[] = ["received", "acknowledged", "investigating", "decided", "closed"];

export function madeConduct(how: string, members: MemberRow[], did: Did, changed: (...topics: string[]) => void): { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } {
  const empty = how === "fresh" || how === "none";
  let serial = 0;
  const who = (i: number) => ({ member: members[i]?.id ?? null, name: members[i]?.name ?? "Ada" });
  const wall = (days: number) => `${new Date(NOW + days * DAY).toISOString().slice(0, 10)} 10:00`;
  const file = (more: Partial<CaseFile>): CaseFile => ({ channel: "", anonymous: false, contact: "", received_by: "", happened_when: "", happened_where: "", people: [], description: "", evidence: [], severity: "unknown", ongoing_risk: false, handlers: [], recused: [], decision: "", actions: [], outcome_words: "", follow_ups: [], appeal: "", keep_months: null, flag: null, ...more });
  const line = (id: string, number: number, state: CaseState, more: Partial<CaseLine>): CaseLine => ({ id, number, state, expunged_at: null, version: 1, received_at: NOW - 9 * DAY, acknowledged_at: null, investigating_at: null, decided_at: null, closed_at: null, outcome: null, follow_up_on: null, expunge_on: null, late: false, reported: [], severity: "unknown", damaged: false, ...more });
  const actions = (...names: string[]) => names.map((name) => ({ name, label: "" }));
  const all = actions("agree_and_keep", "agree_and_hide", "delete_and_agree", "disagree", "ignore_and_do_nothing", "delete_and_ignore");
  const flag = (id: string, i: number, more: Partial<ReviewRow>): ReviewRow => {
    const { member, name } = who(i);
    return { id, source: "forum.example.org", kind: "ReviewableFlaggedPost", score: 4.5, member, author: name, reasons: ["Spam"], flags: 3, title: "", words: "", link: "https://forum.example.org/t/12/3", created_at: NOW - 0.2 * DAY, actions: all, decision: null, ...more };
  };
  let state: State = {
    cases: empty ? [] : [
      { line: line("c1", 3, "investigating", { severity: "serious", reported: [who(12).name], acknowledged_at: NOW - 8 * DAY, investigating_at: NOW - 6 * DAY, version: 3 }), steps: [wall(-9), wall(-8), wall(-6), "", ""], file: file({ channel: "Mail to the moderators", people: [{ role: "reported", ...who(12) }, { role: "affected", ...who(20) }], description: "Kept writing private messages after being asked to stop.", severity: "serious", handlers: ["Mira", "Tomasz"], evidence: ["Three screenshots in the safe"] }) },
      { line: line("c2", 2, "received", { late: true, reported: [who(30).name], received_at: NOW - 3 * DAY }), steps: [wall(-3), "", "", "", ""], file: file({ channel: "In person", people: [{ role: "reported", ...who(30) }], description: "Shouted at a volunteer at the spring fair." }) },
      { line: line("c3", 1, "closed", { outcome: "resolved", severity: "minor", reported: [who(41).name], received_at: NOW - 120 * DAY, acknowledged_at: NOW - 119 * DAY, investigating_at: NOW - 118 * DAY, decided_at: NOW - 110 * DAY, closed_at: NOW - 100 * DAY, expunge_on: "2027-12-01" }), steps: [wall(-120), wall(-119), wall(-118), wall(-110), wall(-100)], file: file({ people: [{ role: "reported", ...who(41) }], description: "Posted a photo without asking.", severity: "minor", decision: "Photo taken down, apology given." }) },
    ],
    flags: empty ? [] : [
      flag("f1", 12, { score: 9.2, flags: 5, reasons: ["Inappropriate", "Spam"], words: "Anybody who still waters at noon should not be let near a garden. Read the manual, you slugs." }),
      flag("f2", 77, { title: "Pellets, best price", words: "Buy cheap pellets now, delivery tomorrow, write to me for a price nobody beats." }),
      flag("f3", 40, { kind: "ReviewableQueuedPost", reasons: ["Needs approval"], flags: 1, score: 1, title: "Hello from the south side", words: "Hi all, I have a balcony of two square metres and no idea. Where do I begin?", actions: actions("approve_post", "reject_post"), link: null }),
      flag("f4", 8, { words: "This topic should be in the tools category.", reasons: ["Off-Topic"], flags: 1, score: 0.5, decision: { intent: "o9", action: "disagree", stuck: true, why: "this changed at the forum since it was read: sync and look at it again; nothing was done", not_before: NOW - DAY } }),
      flag("f5", 90, { kind: "ReviewableUser", reasons: [], flags: 0, score: 0, words: "", actions: [] }),
    ],
  };
  const keep = (label: string, change: Partial<State>) => {
    const before = state;
    const after = { ...state, ...change };
    state = after;
    did(label, () => (state = before), () => (state = after));
    return {};
  };
  const find = (id: string): Kept => state.cases.find((one) => one.line.id === id) ?? missing();
  const missing = (): never => { throw { code: "NotFound", message: "there is no such case any more", field: null }; };
  const put = (kept: Kept) => (state.cases.some((one) => one.line.id === kept.line.id) ? state.cases.map((one) => (one.line.id === kept.line.id ? kept : one)) : [kept, ...state.cases]);
  return {
    "conduct.cases": () => ({ cases: state.cases.map((one) => one.line), counts: { open: state.cases.filter((one) => !["closed", "expunged"].includes(one.line.state)).length, all: state.cases.length }, locked: false }),
    "conduct.case": ({ id }): CaseOpened => {
      const one = find(id);
      return { case: one.line, steps: one.steps, file: one.file, asks: [], earlier: [], log: [{ what: "written", at: one.line.received_at }, { what: "opened", at: NOW }] };
    },
    "conduct.save": ({ id, steps, outcome, file: typed }) => {
      const known = id ? find(id).line : line(`n${serial}`, 4 + serial++, "received", {});
      const next = { ...known, version: known.version + 1, outcome, severity: typed.severity, reported: typed.people.filter((one) => one.role === "reported").map((one) => one.name), state: STEPS[steps.filter(Boolean).length - 1] ?? "received" };
      keep("Save case", { cases: put({ line: next, steps, file: typed }) });
      return next;
    },
    "conduct.move": ({ id, to }) => {
      const one = find(id);
      const next = { ...one.line, state: to };
      keep("Move case", { cases: put({ ...one, line: next }) });
      return next;
    },
    "conduct.expunge": ({ id }) => keep("Save case", { cases: state.cases.map((one) => (one.line.id === id ? { ...one, line: { ...one.line, state: "expunged" as const, expunged_at: NOW, reported: null, severity: null } } : one)) }),
    "conduct.flags": () => ({ flags: state.flags }),
    "conduct.decide": ({ id, action }) => {
      const not_before = Date.now() + SECOND_THOUGHTS;
      keep("Decide about flag", { flags: state.flags.map((one) => (one.id === id ? { ...one, decision: { intent: `d${id}`, action, stuck: false, why: null, not_before } } : one)) });
      setTimeout(() => {
        // Taken back meanwhile, it stays.
        state = { ...state, flags: state.flags.filter((one) => one.id !== id || one.decision?.not_before !== not_before) };
        changed("Conduct");
      }, SECOND_THOUGHTS + 2_000);
      return { id: `d${id}`, not_before };
    },
    "conduct.transparency": ({ months }) => ({
      rows: Array.from({ length: Math.min(months, 12) }, (_, i) => ({ month: new Date(Date.UTC(2026, 10 - i, 1)).toISOString().slice(0, 7), reported: i % 3 === 0 ? "<5" : "0", ended: ["0", "0", i === 3 ? "<5" : "0", "0", "0", "0"] })),
      whole: { month: null, reported: "7", ended: ["<5", "0", "<5", "0", "0", "<5"] },
      text: "Seven incidents were reported in these months.",
    }),
    "conduct.save_transparency": () => ({ path: "/home/you/transparency.pdf" }),
    "conduct.today": () => ({ rows: state.cases.filter((one) => one.line.late).map((one) => ({ id: one.line.id, number: one.line.number, why: "not_acknowledged" as const, since: one.line.received_at })), more: 0, flags: state.flags.filter((one) => one.decision === null).length }),
  };
}
