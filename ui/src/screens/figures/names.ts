// What kinds of figures, sheets, steps and factors are called.
import type { FigureKind, Put, Sheet } from "../../api/bindings";
import type { IconName } from "../../parts/Icon.svelte";
import { t } from "../../words";

export const figureNames: Record<FigureKind, { name: string; hint: string }> = {
  tickets: { name: t("figure-tickets"), hint: t("figure-tickets-hint") },
  views: { name: t("figure-views"), hint: t("figure-views-hint") },
  downloads: { name: t("figure-downloads"), hint: t("figure-downloads-hint") },
  visits: { name: t("figure-visits"), hint: t("figure-visits-hint") },
  answer_views: { name: t("figure-answer-views"), hint: t("figure-answer-views-hint") },
  flags: { name: t("figure-flags"), hint: t("figure-flags-hint") },
  flags_agreed: { name: t("figure-flags-agreed"), hint: t("figure-flags-agreed-hint") },
  flags_disagreed: { name: t("figure-flags-disagreed"), hint: t("figure-flags-disagreed-hint") },
  revenue_members: { name: t("figure-revenue-members"), hint: t("figure-revenue-members-hint") },
  revenue_others: { name: t("figure-revenue-others"), hint: t("figure-revenue-others-hint") },
  customers_members: { name: t("figure-customers-members"), hint: t("figure-customers-members-hint") },
  customers_others: { name: t("figure-customers-others"), hint: t("figure-customers-others-hint") },
};

type SheetWords = { name: string; hint: string; label: string; kind: string; icon: IconName };
export const sheetNames: Record<Sheet, SheetWords> = {
  feedback: { name: t("sheet-feedback"), hint: t("sheet-feedback-hint"), label: t("matter-label-feedback"), kind: t("matter-kind-feedback"), icon: "conversations" },
  lead: { name: t("sheet-lead"), hint: t("sheet-lead-hint"), label: t("matter-label-lead"), kind: t("matter-kind-lead"), icon: "person" },
  invitation: { name: t("sheet-invitation"), hint: t("sheet-invitation-hint"), label: t("matter-label-invitation"), kind: "", icon: "direct" },
  incident: { name: t("sheet-incident"), hint: t("sheet-incident-hint"), label: t("matter-label-incident"), kind: t("matter-kind-incident"), icon: "alert" },
};

const steps: Record<string, string> = {
  new: t("state-new"),
  passed_on: t("state-passed-on"),
  planned: t("state-planned"),
  shipped: t("state-shipped"),
  declined: t("state-declined"),
  told: t("state-told"),
  subscriber: t("state-subscriber"),
  lead: t("state-lead"),
  marketing_lead: t("state-marketing-lead"),
  sales_lead: t("state-sales-lead"),
  opportunity: t("state-opportunity"),
  customer: t("state-customer"),
  evangelist: t("state-evangelist"),
  other: t("state-other"),
  sent: t("state-sent"),
  bounced: t("state-bounced"),
  accepted: t("state-accepted"),
  received: t("state-received"),
  acknowledged: t("state-acknowledged"),
  investigating: t("state-investigating"),
  decided: t("state-decided"),
  closed: t("state-closed"),
};

const kinds: Record<string, string> = {
  bug: t("kind-bug"),
  wish: t("kind-wish"),
  praise: t("kind-praise"),
  question: t("kind-question"),
  community: t("kind-community"),
  elsewhere: t("kind-elsewhere"),
  no_violation: t("kind-no-violation"),
  not_identified: t("kind-not-identified"),
  resolved: t("kind-resolved"),
  recorded: t("kind-recorded"),
  banned: t("kind-banned"),
};

const factors: Record<string, string> = {
  ticket_cost: t("factor-ticket-cost"),
  answer_share: t("factor-answer-share"),
  seeking_share: t("factor-seeking-share"),
  found_share: t("factor-found-share"),
  contact_share: t("factor-contact-share"),
};

export const stepWords = (step: string): string => steps[step] ?? step;
export const kindWords = (kind: string): string => kinds[kind] ?? kind;
export const factorWords = (id: string): string => factors[id] ?? id;
export const putWords: Record<Put, string> = { new: t("figures-put-new"), changed: t("figures-put-changed"), same: t("figures-put-same") };
