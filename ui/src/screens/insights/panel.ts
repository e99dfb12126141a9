// A chart of metrics as parts draw it: its lines, the table that says the same, what is said of a point, and what is behind it.
import type { Every, Metric, MetricDefinition, Point } from "../../api/bindings";
import { compact } from "../../format";
import { barScene } from "../../parts/chart/bars";
import type { Same } from "../../parts/chart/Figure.svelte";
import { lineScene, type Series } from "../../parts/chart/line";
import type { Scene, Tone } from "../../parts/chart/scene";
import { t } from "../../words";
import { tickName, windowName } from "./days";
import { axisOf, change, figure, NONE, plain, reason, told } from "../../values";
import type { Chart } from "./sections";

export type Line = { id: string; name: string; metric: Metric; earlier: Metric | undefined; definition: MetricDefinition | undefined };
export type Panel = {
  lines: Line[];
  unit: string;
  height: number;
  make: (width: number) => Scene;
  same: Same;
  say: (stop: { col: number; row: number }) => string;
  point: (stop: { col: number; row: number }) => { line: Line; point: Point } | null;
  note: string;
  empty: string;
};

export function panel(chart: Chart, every: Every, metric: (id: string) => Metric | undefined, earlier: (id: string) => Metric | undefined, definition: (id: string) => MetricDefinition | undefined): Panel | null {
  const lines: Line[] = chart.metrics.flatMap(({ id, name }) => {
    const found = metric(id);
    return found ? [{ id, name, metric: found, earlier: earlier(id), definition: definition(id) }] : [];
  });
  const [first] = lines;
  if (!first) return null;
  const unit = first.metric.unit;
  const all = lines.flatMap((one) => [...one.metric.series, ...(one.earlier?.series ?? [])]);
  const most = Math.max(0, ...all.map((point) => Math.abs(point.value ?? 0)));
  // A plain number says nothing by itself: a drawing may know what it counts.
  const counted = { ...axisOf(unit, most), ...(chart.counts ? { name: chart.counts } : {}) };
  const least = unit === "percent" ? 0 : counted.whole ? 4 : 0;
  const dots = (points: Point[]) => points.map((point) => ({ value: point.value === null ? null : point.value / counted.per, unfinished: point.unfinished }));
  const series: Series[] = lines.map((one, i) => ({ name: one.name, tone: Math.min(i, 3) as Tone, points: dots(one.metric.series) }));
  // Of several stacked kinds a comparison can only be the sum.
  const others: Series[] =
    chart.kind === "bars" && lines.length > 1
      ? lines.some((one) => one.earlier)
        ? [{ name: t("insights-before"), tone: 0, before: true, points: first.metric.series.map((_, i) => ({ value: summed(lines.map((one) => one.earlier?.series[i]?.value), counted.per) })) }]
        : []
      : lines.flatMap((one) => (one.earlier ? [{ name: t("insights-before"), tone: 0 as const, before: true, points: dots(one.earlier.series).slice(0, one.metric.series.length) }] : []));
  const windows = first.metric.series;
  const height = chart.wide ? 250 : 200;
  const drawing = {
    height,
    series: [...series, ...others],
    tick: (index: number, before: number | null) => tickName(windows[index]!.start, every, before === null ? null : windows[before]!.start),
    mark: (value: number) => (Math.abs(value) >= 10_000 ? compact(value) : plain(value, 2)),
    whole: counted.whole,
    least,
  };
  const point = ({ col, row }: { col: number; row: number }) => {
    const line = lines[row];
    const at = line?.metric.series[col];
    return line && at ? { line, point: at } : null;
  };
  const nameOf = (at: Point) => windowName(at.start, at.end, every);
  const latest = first.metric.series.findLast((one) => one.value !== null && !one.unfinished) ?? first.metric.series.findLast((one) => one.value !== null);
  const differs = change(first.metric.now, first.metric.before, unit, first.definition?.direction ?? "neutral");
  const valued = lines.some((one) => one.metric.series.some((each) => each.value !== null));

  return {
    lines,
    unit: counted.name,
    height,
    make: (width) => (chart.kind === "bars" ? barScene({ width, ...drawing }) : lineScene({ width, ...drawing })),
    point,
    say(stop) {
      const found = point(stop);
      if (!found) return "";
      const before = found.line.earlier?.series[stop.col];
      const value = `${lines.length > 1 ? `${found.line.name} ` : ""}${told(found.point, found.line.metric.unit)}`;
      const was = before ? ` · ${t("insights-said-before", { value: figure(before.value, found.line.metric.unit), window: nameOf(before) })}` : "";
      return `${nameOf(found.point)} · ${value}${was}`;
    },
    note: latest ? [t("insights-latest", { window: nameOf(latest), value: `${lines.length > 1 ? `${first.name} ` : ""}${told(latest, unit)}` }), differs && lines.length === 1 && first.earlier ? differs.words : ""].filter(Boolean).join(" · ") : "",
    empty: valued ? "" : `${NONE} ${reason(first.metric.series.findLast((one) => one.value === null)?.reason)}`,
    same: {
      head: [t("insights-window"), ...lines.flatMap((one) => [lines.length > 1 ? one.name : t("insights-figure"), t("insights-cases")])],
      rows: windows.toReversed().map((window, i) => ({
        name: nameOf(window),
        cells: lines.flatMap((one, row) => {
          const col = windows.length - 1 - i;
          const at = one.metric.series[col];
          const text = !at ? "" : at.value === null ? `${NONE} ${reason(at.reason)}` : `${figure(at.value, one.metric.unit)}${at.unfinished ? `, ${t("insights-unfinished")}` : ""}`;
          const unanswered = at?.parts?.unanswered;
          return [
            { text, col, row, opens: at?.value !== null && at !== undefined },
            { text: at ? (unanswered === undefined ? plain(at.n) : t("insights-n-unanswered", { n: at.n, count: unanswered })) : "", col, row, opens: false },
          ];
        }),
      })),
    },
  };
}

/** A sum of what is known; nothing when nothing is. */
function summed(values: (number | null | undefined)[], per: number): number | null {
  const known = values.filter((value): value is number => value !== null && value !== undefined);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / per;
}
