// Made-up celebrations, thanks, gifts, birthdays and advocates, as the core keeps them.
import type { Advocate, AdvocateStepName, BirthdayRow, Celebration, Commands, Effect, Gift, Kudos, LeapRule, MemberRow } from "../api/bindings";
import { DAY, NOW } from "./people";
import type { Did } from "./steps";

type Names = "recognition.list" | "recognition.celebrate" | "recognition.leap" | "recognition.today" | "kudos.list" | "kudos.save" | "kudos.remove" | "gifts.list" | "gifts.save" | "gifts.remove" | "birthdays.list" | "birthdays.set" | "advocates.candidates" | "advocates.list" | "advocates.save" | "advocates.step" | "advocates.remove";
type State = { celebrations: Celebration[]; leap: LeapRule; kudos: Kudos[]; gifts: Gift[]; birthdays: BirthdayRow[]; advocates: Advocate[] };

export function madeRecognition(how: string, members: MemberRow[], did: Did): { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } {
  const empty = how === "fresh" || how === "none";
  let serial = 0;
  const iso = (days: number) => new Date(NOW + days * DAY).toISOString().slice(0, 10);
  const of = (i: number) => members[i] ?? members[0]!;
  const named = (i: number) => ({ member: of(i).id, name: of(i).name });
  const celebration = (i: number, kind: Celebration["kind"], number: number | null, in_days: number, done = false): Celebration => ({ ...named(i), kind, number, on: iso(in_days), in_days, occasion: kind === "birthday" ? "birthday 2026" : kind.startsWith("years") ? `years ${number}` : kind === "first_post" ? "first_post" : `${kind} ${number}`, done });
  const effect = (over: number): Effect => ({ before: 41, before_days: 17, after: over < 60 ? 12 : 58, after_days: 24, over });
  let state: State = {
    leap: "before",
    celebrations: empty ? [] : [
      celebration(3, "birthday", null, 0), celebration(8, "years", 3, 0), celebration(190, "years_seen", 1, 1), celebration(11, "years", 10, -2),
      celebration(7, "birthday", null, 6), celebration(20, "years", 2, 9), celebration(22, "years", 1, 13), celebration(30, "answers", 1000, -1), celebration(31, "messages", 500, -5, true),
      celebration(40, "first_post", null, -1), celebration(41, "first_post", null, -3),
    ],
    kudos: empty ? [] : [
      { id: "k1", ...named(4), words: "stayed until the last chair was back in the cellar, and then wrote the minutes", by: "Olga, from the summer school team", on: iso(-1), shared: false },
      { id: "k2", ...named(190), words: "answered every single question of the newcomers in October", by: "", on: iso(-20), shared: true },
    ],
    gifts: empty ? [] : [
      { id: "g1", ...named(4), what: "A box of apples", why: "for the summer school", on: iso(-90), effect: effect(60) },
      { id: "g2", ...named(9), what: "A T-shirt", why: "", on: iso(-12), effect: effect(12) },
    ],
    birthdays: empty ? [] : [{ id: of(3).id, name: of(3).name, day: iso(0).slice(5), how: "Wrote it in #introductions" }, { id: of(12).id, name: of(12).name, day: "02-29", how: "" }],
    advocates: empty ? [] : [
      { id: "a1", ...named(5), what: "A story about the seed library", rules: ["level", "thanked", "steady"], due_on: iso(-3), overdue: true, note: "Prefers writing over talking", state: "agreed", steps: [{ step: "identified", on: iso(-80) }, { step: "proposed", on: iso(-70) }, { step: "agreed", on: iso(-66) }], kudos: 2, gifts: 1, effect: effect(60) },
      { id: "a2", ...named(190), what: "", rules: ["connected", "praised", "steady"], due_on: null, overdue: false, note: "", state: "identified", steps: [{ step: "identified", on: iso(-2) }], kudos: 0, gifts: 0, effect: null },
      { id: "a3", ...named(14), what: "A talk at the winter fair", rules: [], due_on: iso(20), overdue: false, note: "", state: "complete", steps: [{ step: "identified", on: iso(-200) }, { step: "complete", on: iso(-100) }], kudos: 5, gifts: 0, effect: null },
    ],
  };
  const keep = (label: string, change: Partial<State>) => {
    const before = state;
    const after = { ...state, ...change };
    state = after;
    did(label, () => (state = before), () => (state = after));
    return {};
  };
  const name = (id: string) => members.find((one) => one.id === id)?.name ?? id;
  const put = <T extends { id: string }>(rows: T[], row: T) => (rows.some((one) => one.id === row.id) ? rows.map((one) => (one.id === row.id ? row : one)) : [row, ...rows]);
  return {
    "recognition.list": () => ({ rows: state.celebrations, leap: state.leap }),
    "recognition.celebrate": ({ occasions, kudos, done }) => keep("Celebrate", {
      celebrations: state.celebrations.map((row) => (occasions.some((one) => one.member === row.member && one.occasion === row.occasion) ? { ...row, done } : row)),
      kudos: state.kudos.map((row) => (kudos.includes(row.id) ? { ...row, shared: done } : row)),
    }),
    "recognition.leap": ({ leap }) => keep("Choose leap day", { leap }),
    "recognition.today": () => ({ rows: state.celebrations.filter((row) => !row.done && row.in_days >= 0 && row.in_days <= 1).map((celebration) => ({ what: "celebrate" as const, celebration })), more: 0 }),
    "kudos.list": ({ limit }) => ({ rows: state.kudos.slice(0, limit), more: false }),
    "kudos.save": ({ id, kudos }) => keep("Save thanks", { kudos: put(state.kudos, { ...kudos, id: id ?? `k${serial++}-new`, name: name(kudos.member) }) }),
    "kudos.remove": ({ id }) => keep("Remove thanks", { kudos: state.kudos.filter((row) => row.id !== id) }),
    "gifts.list": ({ limit }) => ({ rows: state.gifts.slice(0, limit), more: false }),
    "gifts.save": ({ id, gift }) => keep("Save gift", { gifts: put(state.gifts, { ...gift, id: id ?? `g${serial++}-new`, name: name(gift.member), effect: effect(0) }) }),
    "gifts.remove": ({ id }) => keep("Remove gift", { gifts: state.gifts.filter((row) => row.id !== id) }),
    "birthdays.list": () => ({ rows: state.birthdays.toSorted((a, b) => a.day.localeCompare(b.day)) }),
    "birthdays.set": ({ member, day, how: said }) => {
      if (day === "02-30") throw { code: "Invalid", message: "write a month and a day: 02-29", field: "day" };
      const rest = state.birthdays.filter((row) => row.id !== member);
      return keep("Set birthday", { birthdays: day ? [...rest, { id: member, name: name(member), day, how: said }] : rest });
    },
    "advocates.candidates": () => ({
      rows: empty ? [] : [6, 68, 13].map((i, n) => ({ id: of(i).id, name: of(i).name, messages: 120 - n * 31, rules: [{ rule: "level" as const, number: null }, { rule: "thanked" as const, number: 14 - n }, { rule: "connected" as const, number: 31 - n * 4 }, ...(n === 0 ? [{ rule: "steady" as const, number: 8 }] : [])] })),
      looked_at: empty ? 0 : 40, active: empty ? 0 : 812, unknown: empty ? [] : ["spoke", "no_case"],
    }),
    "advocates.list": () => ({ rows: state.advocates }),
    "advocates.save": ({ id, advocate }) => {
      const known = state.advocates.find((row) => row.id === id);
      const blank = { state: "identified" as AdvocateStepName, steps: [{ step: "identified" as AdvocateStepName, on: iso(0) }], kudos: 0, gifts: 0, effect: null };
      return keep("Save advocate", { advocates: put(state.advocates, { ...blank, ...known, ...advocate, id: id ?? `a${serial++}-new`, name: name(advocate.member), due_on: advocate.due_on ?? null, overdue: (advocate.due_on ?? "9999") < iso(0) }) });
    },
    "advocates.step": ({ id, step, on }) => keep("Move advocate", { advocates: state.advocates.map((row) => (row.id === id ? { ...row, state: step, overdue: row.overdue && !["complete", "declined", "rejected"].includes(step), steps: [...row.steps, { step, on }] } : row)) }),
    "advocates.remove": ({ id }) => keep("Remove advocate", { advocates: state.advocates.filter((row) => row.id !== id) }),
  };
}
