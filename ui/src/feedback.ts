// What the steps and kinds of feedback are called, and which step comes next.
import type { FeedbackRow, Step } from "./api/bindings";
import { t } from "./words";

export const FEEDBACK_STEPS = ["new", "passed_on", "planned", "shipped", "declined", "told"] as const;
export type FeedbackStep = (typeof FEEDBACK_STEPS)[number];
export const FEEDBACK_KINDS = ["bug", "wish", "praise", "question"] as const;

const steps: Record<string, string> = { new: t("state-new"), passed_on: t("state-passed-on"), planned: t("state-planned"), shipped: t("state-shipped"), declined: t("state-declined"), told: t("state-told") };
const kinds: Record<string, string> = { bug: t("kind-bug"), wish: t("kind-wish"), praise: t("kind-praise"), question: t("kind-question") };

export const feedbackStep = (step: string): string => steps[step] ?? step;
export const feedbackKind = (kind: string): string => kinds[kind] ?? kind;

/** How a step looks: what came true, what did not. */
export const feedbackMark = (step: string): "good" | "bad" | "" => (step === "shipped" || step === "told" ? "good" : step === "declined" ? "bad" : "");

/** The steps with one more, today, or without the newest; nothing where there is none. */
export function stepped(row: FeedbackRow, by: 1 | -1, today: string): Step[] | null {
  if (by === -1) return row.steps.length > 1 ? row.steps.slice(0, -1) : null;
  const way = ["new", "passed_on", "planned", "shipped", "told"];
  const next = row.state === "declined" ? "told" : way[way.indexOf(row.state) + 1];
  return next && !row.steps.some((step) => step.step === next) ? [...row.steps, { step: next, moment: today }] : null;
}
