// What the health of a community is made of: the scores of its groups, and under each the measures that it is the mean of.
import type { Point } from "../../api/bindings";
import { t } from "../../words";

const groups: Record<string, string> = { engagement: t("insights-engagement"), growth: t("insights-growth"), service: t("insights-responsiveness"), stability: t("insights-health-stability") };

/** `metric` is what a measure is of; a group has none. Both are out of 100. */
export type Measure = { id: string; name: string; metric: string | null; value: number; text: string };

/** Groups in their order, each followed by its measures, which count 0 to 5. */
export function measures(parts: Point["parts"] | undefined, title: (metric: string) => string): Measure[] {
  const all = Object.entries(parts ?? {});
  return Object.entries(groups).flatMap(([group, name]): Measure[] => {
    const score = all.find(([id]) => id === group)?.[1];
    const under = all.filter(([id]) => id.startsWith(`${group}.`)).map(([id, value]): Measure => {
      const metric = id.slice(group.length + 1);
      return { id, name: title(metric), metric, value: value * 20, text: t("insights-health-of-five", { value }) };
    });
    return score === undefined && under.length === 0 ? [] : [{ id: group, name, metric: null, value: score ?? 0, text: score === undefined ? "—" : String(Math.round(score)) }, ...under];
  });
}

/** The two measures that changed most, largest first. */
export function moved(now: Point["parts"] | undefined, before: Point["parts"] | undefined): { metric: string; from: number; to: number }[] {
  return Object.entries(now ?? {})
    .flatMap(([id, to]) => {
      const from = before?.[id];
      const dot = id.indexOf(".");
      return dot < 0 || from === undefined || from === to ? [] : [{ metric: id.slice(dot + 1), from, to }];
    })
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from) || a.metric.localeCompare(b.metric))
    .slice(0, 2);
}
