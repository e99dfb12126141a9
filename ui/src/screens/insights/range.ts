// Support deflection as a range: the least and the most of the ways to count that have a value, and what each was made with.
import type { Metric, Reason } from "../../api/bindings";
import { figure, plain } from "../../values";
import { t } from "../../words";

const ways = ["deflection.low", "deflection.direct", "deflection.indirect", "deflection.khoros"];

export type Way = { id: string; value: number | null; reason: Reason | null; factors: string[] };
export type Range = { low: number; high: number; ways: Way[] };

/** Nothing where no way has a value. */
export function rangeOf(metric: (id: string) => Metric | undefined): Range | null {
  const shares: [string, string][] = [
    ["answer_share", t("insights-range-answer-share")],
    ["seeking_share", t("insights-range-seeking-share")],
    ["found_share", t("insights-range-found-share")],
    ["contact_share", t("insights-range-contact-share")],
  ];
  const all = ways.flatMap((id): Way[] => {
    const point = metric(id)?.now;
    if (!point) return [];
    const parts = point.parts ?? {};
    const cost = parts.ticket_cost;
    const factors = [
      ...(cost === undefined ? [] : [t("insights-range-cost", { amount: figure(cost, "money") })]),
      ...shares.flatMap(([share, name]) => (parts[share] === undefined ? [] : [t("insights-range-share", { name: `${plain(parts[share] * 100)} %`, value: name })])),
    ];
    return [{ id, value: point.value ?? null, reason: point.reason ?? null, factors }];
  });
  const values = all.flatMap((way) => (way.value === null ? [] : [way.value]));
  return values.length === 0 ? null : { low: Math.min(...values), high: Math.max(...values), ways: all };
}
