// Words for what the core calls states, kinds of questions, rules and reasons of a programme.
import type { ApplicantState, MatchLeft, MatchReason, MatchRule, MatchWeight, PairHealthWord, PairMoment, PairState, ProgrammeAnswer, ProgrammeSide, ProgrammeState } from "../../api/bindings";
import { day, startOfDay } from "../../format";
import { t } from "../../words";

export const programmeStates: Record<ProgrammeState, string> = { draft: t("programme-state-draft"), open: t("programme-state-open"), running: t("programme-state-running"), closed: t("programme-state-closed") };
export const applicantStates: Record<ApplicantState, string> = { pending: t("applicant-pending"), accepted: t("applicant-accepted"), rejected: t("applicant-rejected"), cancelled: t("applicant-cancelled"), completed: t("applicant-completed") };
export const roleNames: Record<"mentor" | "mentee", string> = { mentor: t("applicant-mentor"), mentee: t("applicant-mentee") };
export const sideNames: Record<ProgrammeSide, string> = { both: t("question-of-both"), mentor: t("question-of-mentor"), mentee: t("question-of-mentee") };
export const pairStates: Record<PairState, string> = { proposed: t("pair-proposed"), active: t("pair-active"), paused: t("pair-paused"), completed: t("pair-completed"), ended: t("pair-ended") };
export const healthNames: Record<PairHealthWord, string> = { needs_check_in: t("health-check-in"), active: t("health-active"), on_track: t("health-on-track"), too_early: t("health-too-early") };
export const healthRules: Record<PairHealthWord, string> = { needs_check_in: t("health-check-in-rule"), active: t("health-active-rule"), on_track: t("health-on-track-rule"), too_early: t("health-too-early-rule") };
export const momentNames: Record<PairMoment, string> = { middle: t("feedback-middle"), end: t("feedback-end") };

export const kindNames: Record<ProgrammeAnswer, string> = {
  text: t("question-text"),
  choice: t("question-choice"),
  choices: t("question-choices"),
  number: t("question-number"),
  languages: t("question-languages"),
  skills: t("question-skills"),
  zone: t("question-zone"),
};

const useNames: Record<string, string> = {
  ignore: t("guests-use-ignore"),
  key: t("applicant-key"),
  name: t("guest-name"),
  first_name: t("guests-use-first"),
  last_name: t("guests-use-last"),
  email: t("guest-email"),
  handle: t("guests-use-handle"),
  role: t("applicant-role-use"),
  capacity: t("applicant-capacity"),
  zone: t("question-zone"),
  applied: t("applicant-applied"),
};
export const useName = (used: string, text: string): string => text || (useNames[used] ?? used);

/** 26 Nov 2026 */
export const on = (iso: string | null): string => {
  const at = iso ? startOfDay(iso) : null;
  return at === null ? "" : day(at);
};

const signed = new Intl.NumberFormat("en", { signDisplay: "always" });
const hours = (minutes: number): string => String(Math.round(minutes / 30) / 2);

/** Why two fit: what they share, in a few words. */
export function reasonWords(reason: MatchReason): string {
  if (reason.kind === "earlier") return t("reason-earlier");
  if (reason.kind === "zone") return t("match-reason-zone", { hours: hours(reason.number ?? 0) });
  if (reason.kind === "number") return (reason.number ?? 0) === 0 ? t("reason-number-same", { question: reason.text }) : t("reason-number", { question: reason.text, more: signed.format(reason.number ?? 0) });
  return reason.shared.length > 0 ? reason.shared.map(shared).join(", ") : reason.text;
}

// Languages are kept by their codes.
const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
export function shared(word: string): string {
  try {
    return /^[a-z]{2}$/.test(word) ? (languages.of(word) ?? word) : word;
  } catch {
    return word;
  }
}

/** What keeps two apart. */
export function ruleWords(rule: MatchRule): string {
  switch (rule.rule) {
    case "same":
      return t("rule-same");
    case "vetoed":
      return t("rule-vetoed");
    case "conflict":
      return t("rule-conflict");
    case "parted":
      return t("rule-parted");
    case "full":
      return t("rule-full");
    case "taken":
      return t("rule-taken");
    case "unanswered":
      return t("rule-unanswered", { question: rule.text });
    case "languages":
      return t("rule-languages");
    case "zone":
      return t("rule-zone");
    case "number":
      return t("rule-number", { question: rule.text });
    default:
      return t("rule-other", { question: rule.text });
  }
}

/** Why a mentee has no mentor. */
export function leftWords(left: MatchLeft): string {
  if (left.others === 0) return t("left-nobody");
  if (left.fitting > 0) return t("left-full", { count: left.fitting });
  const [first] = left.rules;
  if (!first) return t("left-nobody");
  if (left.rules.length === 1) return t("left-all", { rule: ruleWords(first) });
  return left.rules.map((rule) => t("left-some", { rule: ruleWords(rule), count: rule.count })).join("; ");
}

/** Why a mentor has no mentee. */
export function idleWords(left: MatchLeft): string {
  if (left.others === 0 || left.fitting > 0) return t("idle-enough");
  return left.rules.map((rule) => t("idle-some", { rule: ruleWords(rule), count: rule.count })).join("; ");
}

export const weightName = (weight: MatchWeight): string => (weight.id === "fresh" ? t("weight-fresh") : weight.text);
export const tenths = (rating: number | null): string => (rating === null ? "–" : (rating / 10).toFixed(1));
