// Made-up segments, counted over the made-up members as far as their rows tell.
import type { Commands, MemberRow, Rule, Segment } from "../api/bindings";
import { DAY, NOW } from "./people";

type Names = "segments.list" | "segments.save" | "segments.remove" | "segments.count";

export function fits(rule: Rule, row: MemberRow, saved: Segment[]): boolean {
  const since = (days: number) => NOW - days * DAY;
  switch (rule.is) {
    case "all":
      return rule.rules.every((one) => fits(one, row, saved));
    case "any":
      return rule.rules.some((one) => fits(one, row, saved));
    case "not":
      return !fits(rule.rule, row, saved);
    case "wrote":
      return (row.last_at ?? 0) > since(rule.days) && row.posts + row.replies >= rule.at_least;
    case "seen":
      return (row.last_at ?? 0) > since(rule.days);
    case "quiet":
      return row.last_at !== null && row.last_at < since(rule.days);
    case "new":
      return (row.first_at ?? 0) > since(rule.days);
    case "field":
      return rule.field === "title" && (row.title ?? "").toLowerCase().includes((rule.value ?? "").toLowerCase());
    case "bot":
      return row.is_bot;
    case "left":
      return row.left;
    case "segment": {
      const other = saved.find((one) => one.id === rule.segment);
      return other !== undefined && fits(other.rule, row, saved);
    }
    default:
      return row.name.length % 3 === 0;
  }
}

const speaksOf = (rule: Rule, word: Rule["is"]): boolean =>
  rule.is === word || ("rules" in rule && rule.rules.some((one) => speaksOf(one, word))) || (rule.is === "not" && speaksOf(rule.rule, word));

export function madeSegments(how: string, members: MemberRow[], did: (label: string, back: () => void, again: () => void) => void) {
  const made = (id: string, name: string, rule: Rule): Segment => ({ id, name, rule, created_at: NOW - 9 * DAY, updated_at: NOW - DAY });
  let saved: Segment[] = how === "fresh" || how === "none" ? [] : [
    made("g1", "Gone quiet, used to write a lot", { is: "all", rules: [{ is: "quiet", days: 60 }, { is: "not", rule: { is: "team" } }] }),
    made("g2", "Newcomers of this month", { is: "all", rules: [{ is: "new", days: 30 }] }),
    made("g3", "מתנדבים ומרצים", { is: "any", rules: [{ is: "field", field: "title", how: "contains", value: "speaker" }, { is: "all", rules: [{ is: "wrote", at_least: 20, days: 90 }, { is: "level", levels: ["contributing", "leading"] }] }] }),
  ];
  const chosen = (rule: Rule) => members.filter((row) => (!row.is_bot || speaksOf(rule, "bot")) && (!row.left || speaksOf(rule, "left")) && fits(rule, row, saved));
  const keep = (label: string, after: Segment[]) => {
    const before = saved;
    saved = after;
    did(label, () => (saved = before), () => (saved = after));
  };
  const answers: { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } = {
    "segments.list": () => ({ segments: [...saved].sort((a, b) => a.name.localeCompare(b.name)) }),
    "segments.count": ({ rule }) => ({ members: chosen(rule).length, of: members.filter((row) => !row.is_bot && !row.left).length }),
    "segments.save": ({ id, name, rule }) => {
      const one = made(id ?? `g${Math.random()}`, name, rule);
      keep("Save segment", [...saved.filter((other) => other.id !== id), one]);
      return { id: one.id };
    },
    "segments.remove": ({ id }) => {
      keep("Remove segment", saved.filter((one) => one.id !== id));
      return {};
    },
  };
  return { answers, chosen: (id: string): Set<string> => new Set(saved.filter((one) => one.id === id).flatMap((one) => chosen(one.rule).map((row) => row.id))) };
}
