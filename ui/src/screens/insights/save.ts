// A chart as a file: a picture, an SVG, or its numbers. What it is, by which definition, from when to when
// and of whom stands on each.
import type { ChartCell, Cohorts, Metric } from "../../api/bindings";
import { call } from "../../api/call";
import { notice } from "../../notice.svelte";
import type { Format } from "../../parts/chart/Figure.svelte";
import type { Scene } from "../../parts/chart/scene";
import { png, sheet, svg, type Words } from "../../parts/chart/sheet";
import { toast } from "../../parts/toasts.svelte";
import { t } from "../../words";

const WIDTH = 880;

/** A row of a chart's numbers. */
export type Cells = (ChartCell | null)[];

export const COLUMNS = ["section", "metric", "version", "start", "end", "value", "n", "unit", "unfinished", "reason", "parts", "slice"];
export const COHORT_COLUMNS = ["section", "metric", "version", "start", "end", "later", "value", "active", "n", "unit", "unfinished", "slice"];

/** The numbers of metrics, a row for each window. */
export function rowsOf(section: string, metrics: Metric[], slice: string): Cells[] {
  return [
    COLUMNS,
    ...metrics.flatMap((metric) =>
      metric.series.map((point): Cells => [
        section, metric.id, metric.version, point.start, point.end, point.value, point.n, metric.unit, point.unfinished ? "yes" : "no", point.reason ?? null,
        Object.entries(point.parts ?? {}).map(([name, value]) => `${name}=${value}`).join(" ") || null,
        slice || null,
      ]),
    ),
  ];
}

/** The numbers of a cohort table, a row for each cell. */
export function cohortRows(section: string, version: number, cohorts: Cohorts, slice: string): Cells[] {
  return [
    COHORT_COLUMNS,
    ...cohorts.cohorts.flatMap((cohort) => cohort.cells.map((cell, later): Cells => [section, "cohort", version, cohort.start, cohort.end, later, cell.share, cell.active, cohort.size, "percent", cell.unfinished ? "yes" : "no", slice || null])),
  ];
}

/** A name for a file: letters that every disk takes. */
export const fileName = (title: string): string => title.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "chart";

export async function saveChart(format: Format, words: Words, make: (width: number) => Scene, rows: () => Cells[]): Promise<void> {
  try {
    const drawn = format === "csv" ? null : sheet(make(WIDTH), words);
    const content = !drawn ? "" : format === "svg" ? svg(drawn, words.title) : png(drawn);
    const done = await call("exports.chart", { name: fileName(words.title), format, content, rows: format === "csv" ? rows() : [], path: null });
    if (done.path) toast(t("insights-saved", { path: done.path }));
  } catch (thrown) {
    notice(thrown);
  }
}
