// What stands under a chart that leaves the window: definitions, days, whose activity, what is left out.
import type { Metric } from "../../api/bindings";
import { t } from "../../words";
import { rangeName } from "./days";
import type { Insights } from "./model.svelte";

/** What is left out, in a sentence. */
export function leftOut(model: Insights): string {
  const out = model.answer?.excluded;
  if (!out) return "";
  const parts = [
    out.bots > 0 ? t("insights-out-bots", { count: out.bots }) : "",
    out.team > 0 && !model.asked.slice.with_team ? t("insights-out-team", { count: out.team }) : "",
    out.private_spaces > 0 ? t("insights-out-private", { count: out.private_spaces }) : "",
    out.announcement_spaces > 0 ? t("insights-out-announcements", { count: out.announcement_spaces }) : "",
  ].filter(Boolean);
  if (parts.length === 0) return t("insights-out-nothing");
  return t("insights-out", { list: parts.join(", ") });
}

/** Whose activity, in words. */
export function whose(model: Insights): string {
  const names = model.sliceNames;
  return [names.length > 0 ? t("insights-slice", { names: names.join(", ") }) : "", model.asked.slice.with_team ? t("insights-team-in") : ""].filter(Boolean).join(" ");
}

export function sheetLines(model: Insights, metrics: Pick<Metric, "id" | "version">[]): string[] {
  const by = metrics.map((metric) => t("insights-by-definition", { id: metric.id, version: metric.version })).join(", ");
  return [by, t("insights-sheet-days", { days: rangeName(model.asked.from, model.asked.to), zone: model.answer?.zone ?? "" }), whose(model), leftOut(model)].filter(Boolean);
}
