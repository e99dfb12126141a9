// Windows, figures and charts in words: what is asked for, what is said, what is kept out of a sentence.
import { expect, test } from "vitest";
import type { Direction, Metric, MetricDefinition, Point, Unit } from "../../api/bindings";
import { asked, before, daysOf, MOST_WINDOWS } from "./asked";
import { dayName, isDay, plus, shifted, startOf, tickName, windowName, windows } from "./days";
import { axisOf, cases, change, figure, reason, told } from "../../values";
import { measures, moved } from "./health";
import { inCurrency } from "../../money.svelte";
import { panel } from "./panel";
import { rangeOf } from "./range";
import { referrals } from "./referrals";
import { COHORT_COLUMNS, cohortRows, COLUMNS, fileName, rowsOf } from "./save";
import { chartsOf, metricsOf, overview, sections } from "./sections";

const at = (value: number | null, more: Partial<Point> = {}): Point => ({ start: "2026-03-01", end: "2026-04-01", value, n: 9, unfinished: false, parts: {}, ...more }) as Point;
const ask = (text: string, last = "2026-03-05") => asked(new URLSearchParams(text), last);

test("windows begin where calendars say, also across years and leap days", () => {
  expect(startOf("2026-03-01", "week")).toBe("2026-02-23");
  expect(startOf("2026-02-23", "week")).toBe("2026-02-23");
  expect(startOf("2026-05-17", "quarter")).toBe("2026-04-01");
  expect(shifted("2026-01-01", "month", -11)).toBe("2025-02-01");
  expect(shifted("2026-01-01", "quarter", -1)).toBe("2025-10-01");
  expect(plus("2024-02-28", 1)).toBe("2024-02-29");
  expect(windows("2026-01-15", "2026-03-02", "month")).toBe(3);
  expect(windows("2026-01-15", "2026-01-15", "day")).toBe(0);
  expect([isDay("2026-02-30"), isDay("2026-2-3"), isDay(null), isDay("2026-02-28")]).toEqual([false, false, false, true]);
});

test("windows are called by their names, and the year stands where it is new", () => {
  expect(windowName("2026-03-02", "2026-03-09", "week")).toBe("Week of 2 Mar 2026");
  expect(windowName("2026-10-01", "2027-01-01", "quarter")).toBe("Q4 2026");
  expect(windowName("2026-07-01", "2026-10-01", "quarter")).toBe("Q3 2026");
  expect(windowName("2026-03-01", "2026-03-08", "whole")).toBe("1 Mar 2026 – 7 Mar 2026");
  expect(tickName("2026-03-01", "month", "2026-01-01")).toBe("Mar");
  expect(tickName("2026-01-01", "month", "2025-11-01")).toBe("Jan 2026");
  expect(dayName("2026-03-05")).toBe("5 Mar 2026");
});

test("the address says what is asked; what it says wrongly is as usual", () => {
  expect(ask("")).toEqual({ range: "12m", every: "month", from: "2025-04-01", to: "2026-03-06", slice: { source: null, space: null, segment: null, with_team: false }, compare: false });
  expect(ask("range=4w")).toMatchObject({ every: "day", from: "2026-02-06", to: "2026-03-06" });
  expect(ask("range=12w")).toMatchObject({ every: "week", from: "2025-12-15", to: "2026-03-06" });
  expect(ask("range=24m&every=quarter&team=in&compare=yes&source=s&space=c&segment=g")).toMatchObject({ from: "2024-04-01", every: "quarter", compare: true, slice: { source: "s", space: "c", segment: "g", with_team: true } });
  expect(ask("range=own&from=2025-01-01&until=2025-02-28&every=week")).toMatchObject({ range: "own", from: "2025-01-01", to: "2025-03-01", every: "week" });
  for (const text of ["range=own", "range=own&from=2026-02-30&until=2026-03-01", "range=own&from=2026-03-02&until=2026-03-01", "range=x&every=minute", "range=own&from=0001-01-01&until=2026-01-01"]) expect(ask(text)).toMatchObject({ range: "12m", every: "month" });
});

test("a chart never gets more points than can be told apart", () => {
  const long = ask("range=own&from=2001-01-01&until=2026-03-01&every=day");
  expect(windows(long.from, long.to, long.every)).toBeLessThanOrEqual(MOST_WINDOWS);
});

test("what is compared are as many whole windows just before", () => {
  expect(before(ask(""))).toEqual({ from: "2024-04-01", to: "2025-04-01" });
  expect(before(ask("range=12w"))).toEqual({ from: "2025-09-22", to: "2025-12-15" });
  expect(before(ask("range=4w"))).toEqual({ from: "2026-01-09", to: "2026-02-06" });
  for (const range of ["4w", "12w", "12m", "24m"] as const) {
    const one = { ...daysOf(range, "2026-03-05"), every: "week" as const };
    expect(windows(before(one).from, before(one).to, "week")).toBe(windows(one.from, one.to, "week"));
  }
});

test("figures have their units; nothing is a dash and never a nought", () => {
  const said = (value: number | null, unit: Unit) => figure(value, unit);
  expect([said(null, "hours"), said(0, "people"), said(42.86, "percent"), said(4.286, "percent"), said(12_345, "count"), said(1_234_567, "count")]).toEqual(["—", "0", "43 %", "4.3 %", "12,345", "1.2M"]);
  expect([said(0.5, "hours"), said(1.99, "hours"), said(3.14, "hours"), said(34.3, "hours"), said(100, "hours"), said(720, "hours")]).toEqual(["30 min", "119 min", "3.1 h", "34 h", "4.2 days", "30 days"]);
  expect([said(1, "days"), said(0.7143, "number"), said(123_456, "money")]).toEqual(["1 day", "0.71", "€1,234.56"]);
  expect(axisOf("hours", 1).name + axisOf("hours", 50).name + axisOf("hours", 500).name).toBe("minuteshoursdays");
});

test("times never come without their unanswered, and what is missing says why", () => {
  expect(cases(at(2, { n: 1200, parts: { unanswered: 14 } }))).toBe("n 1,200, 14 unanswered");
  expect(told(at(null, { reason: "too_few" }), "hours")).toBe("— (Too few cases to say.)");
  expect(told(at(2, { unfinished: true }), "people")).toBe("2 (n 9) not over yet");
  const reasons = ["no_cases", "too_few", "before_first", "not_yet", "not_reached", "not_kept", "not_for_slice", "language"] as const;
  expect(new Set(reasons.map((one) => reason(one))).size).toBe(reasons.length);
});

test("what was scored is told of how much there was, and amounts have their currency's own digits", () => {
  expect([cases(at(2, { n: 320, parts: { of: 400 } })), cases(at(2, { n: 400, parts: { of: 400 } }))]).toEqual(["n 320 of 400", "n 400"]);
  inCurrency("JPY");
  expect([figure(123_456, "money"), axisOf("money", 1).per, axisOf("money", 1).name]).toEqual(["¥123,456", 1, "JPY"]);
  inCurrency("no currency");
  inCurrency("EUR");
  expect([figure(-5, "money"), axisOf("money", 1).per]).toEqual(["-€0.05", 100]);
});

test("where people came from always says what is unknown, and what is only inferred", () => {
  const bars = referrals({ part: 3, whole: 10, "known:A friend": 1, "known:Podcast": 2, "inferred:Slack": 5, unknown: 0, other: 2 });
  expect(bars.map((bar) => [bar.id, bar.name, bar.value])).toEqual([["inferred:Slack", "Slack (inferred)", 5], ["known:Podcast", "Podcast", 2], ["known:A friend", "A friend", 1], ["other", "Others", 2], ["unknown", "Unknown", 0]]);
  expect(referrals(undefined)).toEqual([]);
});

test("deflection is a range of the ways that have a value, each with its factors", () => {
  const way = (value: number | null, parts: Record<string, number>) => ({ id: "", version: 1, unit: "money", series: [], now: at(value, { parts, ...(value === null ? { reason: "not_kept" as const } : {}) }) }) as unknown as Metric;
  const all: Record<string, Metric> = { "deflection.low": way(42_000, { ticket_cost: 3_500 }), "deflection.direct": way(null, {}), "deflection.khoros": way(280_000, { ticket_cost: 3_500, seeking_share: 0.5 }) };
  const range = rangeOf((id) => all[id]);
  expect([range?.low, range?.high, range?.ways.map((one) => [one.id, one.value])]).toEqual([42_000, 280_000, [["deflection.low", 42_000], ["deflection.direct", null], ["deflection.khoros", 280_000]]]);
  expect(range?.ways[2]?.factors).toEqual(["€35.00 a ticket", "50 % look for support"]);
  expect(rangeOf(() => undefined)).toBeNull();
});

test("a change says which way and whether that is good; against nothing there is no percentage", () => {
  const by = (now: number | null, then: number | null, unit: Unit, direction: Direction) => change(at(now), at(then), unit, direction);
  expect(by(150, 100, "count", "up")).toMatchObject({ way: "up", good: true, words: "50 % more than before (100), better", short: "50 %" });
  expect(by(2, 4, "hours", "down")).toMatchObject({ way: "down", good: true });
  expect(by(5, 4, "hours", "down")).toMatchObject({ good: false });
  expect(by(5, 4, "count", "neutral")).toMatchObject({ good: null, words: "25 % more than before (4)" });
  expect(by(40, 30, "percent", "up")).toMatchObject({ short: "10 points" });
  expect(by(31.04, 30, "percent", "up")?.short).toBe("1 point");
  expect(by(1817, 17, "count", "down")?.short).toBe("107 ×");
  expect(by(3, 0, "count", "up")?.short).toBe("3");
  expect(by(3, 3, "count", "up")).toMatchObject({ way: "same", good: null });
  expect([by(null, 3, "count", "up"), by(3, null, "count", "up"), change(at(1), undefined, "count", "up")]).toEqual([null, null, null]);
});

const definition = (id: string, group: MetricDefinition["group"], unit: Unit = "count"): MetricDefinition => ({ id, version: 2, title: `T ${id}`, definition: "D", group, unit, direction: "up", least: 1 });

test("every metric there is has a chart in exactly one section, and no chart mixes units", () => {
  const known = [definition("posts", "engagement"), definition("comments", "engagement"), definition("deflection.low", "value", "money"), definition("deflection.direct", "value", "number"), definition("brand_new", "conduct"), definition("another", "content", "percent"), definition("median_words", "quality", "number"), definition("health", "health", "number")];
  const drawn = sections.flatMap(({ id }) => chartsOf(id, known).flatMap((chart) => chart.metrics.map((metric) => metric.id)));
  expect(drawn.toSorted()).toEqual(known.map((one) => one.id).filter((id) => id !== "health").toSorted());
  for (const { id } of sections) for (const chart of chartsOf(id, known)) expect(new Set(chart.metrics.map((metric) => known.find((one) => one.id === metric.id)!.unit)).size).toBe(1);
  expect(metricsOf("health", known)).toContain("health");
  expect(metricsOf("overview", known)).toEqual(overview.filter((id) => known.some((one) => one.id === id)));
});

const metric = (id: string, ...values: (number | null)[]): Metric => ({ id, version: 3, unit: "count", series: values.map((value, i) => at(value, { start: `2026-0${i + 1}-01`, end: `2026-0${i + 2}-01`, ...(value === null ? { reason: "no_cases" as const } : {}) })) }) as Metric;

test("a chart, its table and its words say the same, and each value opens its own window", () => {
  const chart = { title: "C", kind: "line" as const, metrics: [{ id: "posts", name: "Posts" }, { id: "comments", name: "Answers" }, { id: "gone", name: "Gone" }] };
  const all: Record<string, Metric> = { posts: metric("posts", 3, null, 5), comments: metric("comments", 7, 8, 9) };
  const made = panel(chart, "month", (id) => all[id], (id) => (id === "posts" ? metric("posts", 1, 2, 4) : undefined), () => undefined)!;
  expect(made.lines.map((line) => line.id)).toEqual(["posts", "comments"]);
  expect(made.point({ col: 2, row: 1 })).toMatchObject({ line: { id: "comments" }, point: { start: "2026-03-01", value: 9 } });
  expect(made.say({ col: 2, row: 0 })).toBe("March 2026 · Posts 5 (n 9) · before: 4 (March 2026)");
  expect(made.same.rows[1]).toMatchObject({ name: "February 2026", cells: [{ text: "— Nothing of the kind happened.", opens: false }, {}, { text: "8", opens: true, col: 1, row: 1 }, { text: "9" }] });
  expect(made.point({ col: 9, row: 0 })).toBeNull();
  expect(panel(chart, "month", () => undefined, () => undefined, () => undefined)).toBeNull();
  expect(panel({ ...chart, kind: "bars" }, "month", () => metric("posts", null, null), () => undefined, () => undefined)?.empty).toBe("— Nothing of the kind happened.");
});

test("numbers that leave the window name their metric and version, and are numbers", () => {
  const [head, first, second] = rowsOf("growth", [metric("posts", 3, null)], "Only: Help.");
  expect(head).toEqual(COLUMNS);
  expect(first).toEqual(["growth", "posts", 3, "2026-01-01", "2026-02-01", 3, 9, "count", "no", null, null, "Only: Help."]);
  expect(second!.slice(5, 10)).toEqual([null, 9, "count", "no", "no_cases"]);
  expect(rowsOf("x", [{ ...metric("p"), series: [at(1, { parts: { unanswered: 4 } })] }], "")[1]!.at(-2)).toBe("unanswered=4");
  const cells = cohortRows("retention", 1, { cohorts: [{ start: "2026-01-01", end: "2026-02-01", size: 4, cells: [{ active: 2, share: 50, unfinished: true }] }], average: [] }, "");
  expect(cells).toEqual([COHORT_COLUMNS, ["retention", "cohort", 1, "2026-01-01", "2026-02-01", 0, 50, 2, 4, "percent", "yes", null]]);
  expect([fileName("Wer antwortet? Ünd / ..\\ wann"), fileName("../..")]).toEqual(["wer-antwortet-u-nd-wann", "chart"]);
});

test("health shows its groups with their measures, one without enough of them too, and what changed most", () => {
  const now = { growth: 90, "growth.activation_rate": 4, "service.first_response.median": 2, measures: 15 };
  expect(measures(now, (metric) => metric.toUpperCase()).map((one) => [one.id, one.name, one.metric, one.value, one.text])).toEqual([
    ["growth", "Growth", null, 90, "90"],
    ["growth.activation_rate", "ACTIVATION_RATE", "activation_rate", 80, "4 of 5"],
    ["service", "Answers", null, 0, "—"],
    ["service.first_response.median", "FIRST_RESPONSE.MEDIAN", "first_response.median", 40, "2 of 5"],
  ]);
  expect(moved(now, { growth: 10, "growth.activation_rate": 3, "service.first_response.median": 5, measures: 15 })).toEqual([{ metric: "first_response.median", from: 5, to: 2 }, { metric: "activation_rate", from: 3, to: 4 }]);
  expect([measures(undefined, String), moved(now, undefined)]).toEqual([[], []]);
});
