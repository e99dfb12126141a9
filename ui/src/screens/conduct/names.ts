// What states, endings, roles and deeds of cases are called.
import type { CaseDeed, CaseRole, CaseSeverity, CaseState, CaseWait } from "../../api/bindings";
import { t } from "../../words";

export const stateNames: Record<CaseState, string> = {
  received: t("case-state-received"),
  acknowledged: t("case-state-acknowledged"),
  investigating: t("case-state-investigating"),
  decided: t("case-state-decided"),
  closed: t("case-state-closed"),
  expunged: t("case-state-expunged"),
};

/** The steps that a case takes, in their order. */
export const STEPS = ["received", "acknowledged", "investigating", "decided", "closed"] as const satisfies CaseState[];

export const outcomes: Record<string, string> = {
  no_violation: t("case-ended-no-violation"),
  not_identified: t("case-ended-not-identified"),
  resolved: t("case-ended-resolved"),
  recorded: t("case-ended-recorded"),
  banned: t("case-ended-banned"),
};

export const roleNames: Record<CaseRole, string> = {
  reported: t("case-role-reported"),
  affected: t("case-role-affected"),
  witness: t("case-role-witness"),
  reporter: t("case-role-reporter"),
};

export const severities: Record<CaseSeverity, string> = {
  unknown: t("case-severity-unknown"),
  minor: t("case-severity-minor"),
  serious: t("case-severity-serious"),
  severe: t("case-severity-severe"),
};

export const deeds: Record<CaseDeed, string> = {
  written: t("case-deed-written"),
  opened: t("case-deed-opened"),
  opened_anyway: t("case-deed-opened-anyway"),
  changed: t("case-deed-changed"),
  moved: t("case-deed-moved"),
  expunged: t("case-deed-expunged"),
};

export const waits: Record<CaseWait, string> = {
  not_acknowledged: t("case-wait-late"),
  new: t("case-wait-new"),
  follow_up: t("case-wait-follow-up"),
};

const kinds: Record<string, string> = {
  ReviewableFlaggedPost: t("flag-kind-post"),
  ReviewableQueuedPost: t("flag-kind-queued"),
  ReviewablePost: t("flag-kind-post"),
  ReviewableUser: t("flag-kind-user"),
  ReviewableChatMessage: t("flag-kind-chat"),
};

/** What a kind of thing is called; a plugin's keeps the forum's own word. */
export const kindName = (kind: string): string => kinds[kind] ?? kind.replace(/^Reviewable/, "");
