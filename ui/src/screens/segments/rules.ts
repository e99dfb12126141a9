// A rule as the form edits it: groups of rows, each row a condition that holds or does not.
import type { AtEvent, LevelName, MentoringRole, Rule } from "../../api/bindings";
import { t } from "../../words";

export type Group = Extract<Rule, { is: "all" | "any" }>;
export type Kind = Exclude<Rule["is"], "not" | "any">;

/** What a new condition may be about, and what it says at first. "all" stands for a group. */
export const fresh: Record<Kind, () => Rule> = {
  wrote: () => ({ is: "wrote", at_least: 1, days: 30 }),
  seen: () => ({ is: "seen", days: 30 }),
  quiet: () => ({ is: "quiet", days: 90 }),
  new: () => ({ is: "new", days: 30 }),
  joined: () => ({ is: "joined", from: null, until: null }),
  level: () => ({ is: "level", levels: ["contributing", "leading"] }),
  tag: () => ({ is: "tag", tag: "" }),
  source: () => ({ is: "source", source: "" }),
  space: () => ({ is: "space", space: "", days: 90 }),
  organisation: () => ({ is: "organisation", organisation: "" }),
  event: () => ({ is: "event", how: "came", event: null, days: 365 }),
  mentoring: () => ({ is: "mentoring", role: "mentor", programme: null, ever: false }),
  field: () => ({ is: "field", field: "title", how: "contains", value: "" }),
  team: () => ({ is: "team" }),
  bot: () => ({ is: "bot" }),
  left: () => ({ is: "left" }),
  segment: () => ({ is: "segment", segment: "" }),
  all: () => ({ is: "any", rules: [fresh.seen()] }),
};

export const kindWords: Record<Kind, string> = {
  wrote: t("segment-wrote"),
  seen: t("segment-seen"),
  quiet: t("segment-quiet"),
  new: t("segment-new"),
  joined: t("segment-joined"),
  level: t("segment-level"),
  tag: t("segment-tag"),
  source: t("segment-source"),
  space: t("segment-space"),
  organisation: t("segment-organisation"),
  event: t("segment-event"),
  mentoring: t("segment-mentoring"),
  field: t("segment-field"),
  team: t("segment-team"),
  bot: t("segment-bot"),
  left: t("segment-left"),
  segment: t("segment-segment"),
  all: t("segment-group"),
};
export const kinds = Object.keys(kindWords) as Kind[];

export const levelWords: Record<LevelName, string> = {
  leading: t("level-leading"),
  contributing: t("level-contributing"),
  participating: t("level-participating"),
  exploring: t("level-exploring"),
  none: t("segment-level-none"),
};

export const fieldWords: Record<string, string> = {
  title: t("segment-field-title"),
  company: t("segment-field-company"),
  location: t("segment-field-location"),
  zone: t("segment-field-zone"),
  email: t("segment-field-email"),
  pronouns: t("segment-field-pronouns"),
  roles: t("segment-field-roles"),
  interests: t("segment-field-interests"),
  skills: t("segment-field-skills"),
  asks: t("segment-field-asks"),
  offers: t("segment-field-offers"),
};

export const eventWords: Record<AtEvent, string> = {
  came: t("segment-event-came"),
  registered: t("segment-event-registered"),
  missed: t("segment-event-missed"),
  part: t("segment-event-part"),
};

export const mentoringWords: Record<MentoringRole, string> = {
  mentor: t("segment-mentor"),
  mentee: t("segment-mentee"),
};

export const howWords = {
  known: t("segment-how-known"),
  contains: t("segment-how-contains"),
  equals: t("segment-how-equals"),
  at_least: t("segment-how-at-least"),
  at_most: t("segment-how-at-most"),
};

/** A rule as a group, which the form begins with. */
export function grouped(rule: Rule): Group {
  return rule.is === "all" || rule.is === "any" ? rule : { is: "all", rules: [rule] };
}

/** A row: the condition, and whether it must not hold. */
export function row(rule: Rule): { negated: boolean; rule: Rule } {
  return rule.is === "not" ? { negated: true, rule: rule.rule } : { negated: false, rule };
}

export function unrow(negated: boolean, rule: Rule): Rule {
  return negated ? { is: "not", rule } : rule;
}

/** Whether everything is chosen that a rule needs: until then it is neither counted nor saved. */
export function whole(rule: Rule): boolean {
  switch (rule.is) {
    case "all":
    case "any":
      return rule.rules.length > 0 && rule.rules.every(whole);
    case "not":
      return whole(rule.rule);
    case "wrote":
      return rule.at_least > 0 && days(rule.days);
    case "seen":
    case "quiet":
    case "new":
      return days(rule.days);
    case "joined":
      return rule.from !== null || rule.until !== null;
    case "level":
      return rule.levels.length > 0;
    case "tag":
      return rule.tag !== "";
    case "source":
      return rule.source !== "";
    case "space":
      return rule.space !== "" && (rule.days === null || days(rule.days));
    case "event":
      return rule.days === null || days(rule.days);
    case "organisation":
      return rule.organisation !== "";
    case "field":
      return rule.how === "known" || (rule.value ?? "").trim() !== "";
    case "segment":
      return rule.segment !== "";
    default:
      return true;
  }
}

const days = (count: number): boolean => Number.isInteger(count) && count >= 1 && count <= 3_660;
