// What documents, phases, items and entries are called.
import type { StrategyDocument, StrategyKind, StrategyPhase } from "../../api/bindings";
import { t } from "../../words";

export const papers: Record<StrategyDocument, { name: string; hint: string }> = {
  purpose: { name: t("strategy-purpose"), hint: t("strategy-purpose-hint") },
  audience: { name: t("strategy-audience"), hint: t("strategy-audience-hint") },
  guidelines: { name: t("strategy-guidelines"), hint: t("strategy-guidelines-hint") },
  code_of_conduct: { name: t("strategy-code"), hint: t("strategy-code-hint") },
};

export const phases: Record<StrategyPhase, { name: string; hint: string }> = {
  foundation: { name: t("strategy-foundation"), hint: t("strategy-foundation-hint") },
  growth: { name: t("strategy-growth"), hint: t("strategy-growth-hint") },
  scale: { name: t("strategy-scale"), hint: t("strategy-scale-hint") },
};

export const items: Record<string, string> = {
  purpose_written: t("playbook-purpose"),
  code_written: t("playbook-code"),
  first_members: t("playbook-first-members"),
  first_helpers: t("playbook-first-helpers"),
  personal_welcome: t("playbook-welcome"),
  quick_answers: t("playbook-quick-answers"),
  hundred_active: t("playbook-hundred"),
  rituals: t("playbook-rituals"),
  moderators: t("playbook-moderators"),
  thousand_active: t("playbook-thousand"),
  advocates: t("playbook-advocates"),
  handover: t("playbook-handover"),
  yearly_review: t("playbook-yearly"),
};

type KindWords = { name: string; hint: string; title: string; words: string; due: string; done: string; add: string };
export const kinds: Record<StrategyKind, KindWords> = {
  goal: { name: t("strategy-goals"), hint: t("strategy-goals-hint"), title: t("goal-title"), words: t("goal-words"), due: t("goal-due"), done: t("goal-done"), add: t("goal-add") },
  decision: { name: t("strategy-decisions"), hint: t("strategy-decisions-hint"), title: t("decision-title"), words: t("decision-words"), due: t("decision-due"), done: t("decision-done"), add: t("decision-add") },
  challenge: { name: t("strategy-challenges"), hint: t("strategy-challenges-hint"), title: t("challenge-title"), words: t("challenge-words"), due: t("challenge-due"), done: t("challenge-done"), add: t("challenge-add") },
};
