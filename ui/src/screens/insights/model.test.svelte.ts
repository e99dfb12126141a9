// The screen asks for what the address says, keeps the old answer meanwhile, and opens the rows behind a number.
import { beforeEach, expect, test } from "vitest";
import type { Commands, Home, MetricDefinition, Metrics } from "../../api/bindings";
import { fakeHost, later, living, settle } from "../../dev/fake.svelte";
import { replace, to } from "../../router";
import { behind } from "./behind.svelte";
import { insights } from "./model.svelte";

const NOW = Date.UTC(2026, 2, 5, 12);
const home = (last: number | null, more: Partial<Home> = {}): Home => ({ people: 3, counts: { posts: 1, replies: 0, reactions: 0, joins: 0 }, last_at: last, ...more }) as Home;
const definitions = ["posts", "comments", "signups"].map((id) => ({ id, version: 1, title: id, definition: id, group: id === "signups" ? "growth" : "engagement", unit: "count", direction: "up", least: 1 }) as MetricDefinition);
const answer = ({ metrics, from, to: until }: Commands["metrics.read"][0]): Metrics => ({ zone: "UTC", currency: "EUR", from: from!, to: until!, first_day: null, last_day: null, excluded: { bots: 0, team: 0, private_spaces: 0, announcement_spaces: 0 }, metrics: metrics.map((id) => ({ id, version: 1, unit: "count", series: [] }) as never) });

const core = (more: Parameters<typeof fakeHost>[0] = {}) =>
  fakeHost({ home: () => home(NOW), "metrics.list": () => ({ metrics: definitions }), "metrics.read": answer, "sources.list": () => ({ sources: [] }) as never, "spaces.list": () => ({ spaces: [{ id: "c1", name: "general", source_id: "s1", kind: "channel" }, { id: "c2", name: "help", source_id: "s2", kind: "category" }, { id: "c3", name: "board", source_id: "s2", kind: "private" }] as never }), "segments.list": () => ({ segments: [] }), ...more });

beforeEach(() => {
  window.location.hash = to("insights");
});

test("a section asks for its own metrics once, with what the address says", async () => {
  const host = core();
  const { model, stop } = living(() => insights(() => NOW));
  await settle();
  expect(host.of("metrics.read")).toEqual([{ metrics: ["posts", "comments", "signups"], from: "2025-04-01", to: "2026-03-06", every: "month", slice: { source: null, space: null, segment: null, with_team: false }, compare: true }]);
  model.team(true);
  model.windows("week");
  await settle();
  expect(host.of("metrics.read").at(-1)).toMatchObject({ every: "week", slice: { with_team: true } });
  replace(model.address("growth"));
  await settle();
  expect(host.of("metrics.read").at(-1)).toMatchObject({ metrics: ["signups"], every: "week", slice: { with_team: true } });
  expect(model.section).toBe("growth");
  expect(host.of("metrics.cohorts")).toEqual([]);
  stop();
});

test("while a new answer is awaited the old one stays, with the windows it is of", async () => {
  const second = later<Metrics>();
  let asked = 0;
  core({ "metrics.read": (args) => (asked++ === 0 ? answer(args) : second.promise) });
  const { model, stop } = living(() => insights(() => NOW));
  await settle();
  model.range("12w");
  await settle();
  expect([model.busy, model.every, model.asked.every, model.answer?.from]).toEqual([true, "month", "week", "2025-04-01"]);
  second.answer(answer({ metrics: ["posts"], from: "2025-12-15", to: "2026-03-06" } as never));
  await settle();
  expect([model.busy, model.every, model.answer?.from]).toEqual([false, "week", "2025-12-15"]);
  stop();
});

test("comparing asks for as many windows before, and not otherwise", async () => {
  const host = core();
  const { model, stop } = living(() => insights(() => NOW));
  await settle();
  expect(model.earlier("posts")).toBeUndefined();
  model.compare(true);
  await settle();
  expect(host.of("metrics.read").at(-1)).toMatchObject({ from: "2024-04-01", to: "2025-04-01", compare: false });
  expect(model.earlier("posts")?.id).toBe("posts");
  stop();
});

test("a community that has long been silent is shown up to its last day, and says so", async () => {
  const host = core({ home: () => home(Date.UTC(2024, 5, 10)) });
  const { model, stop } = living(() => insights(() => NOW));
  await settle();
  expect(host.of("metrics.read")[0]).toMatchObject({ from: "2023-07-01", to: "2024-06-11" });
  expect(model.silentSince).toBe("10 Jun 2024");
  stop();
});

test("another source forgets the space, and only its spaces are offered", async () => {
  window.location.hash = to("insights", [], { space: "c1" });
  core();
  const { model, stop } = living(() => insights(() => NOW));
  await settle();
  model.source("s2");
  await settle();
  expect(model.asked.slice).toMatchObject({ source: "s2", space: null });
  expect(model.spaces.map((space) => space.id)).toEqual(["c2"]);
  stop();
});

test("own days begin where the range was, never end before they begin, and an empty field changes nothing", async () => {
  core();
  const { model, stop } = living(() => insights(() => NOW));
  await settle();
  model.range("own");
  model.from("");
  await settle();
  expect([model.asked.range, model.asked.from, model.asked.to]).toEqual(["own", "2025-04-01", "2026-03-06"]);
  model.from("2026-04-02");
  await settle();
  expect([model.asked.from, model.asked.to]).toEqual(["2026-04-02", "2026-04-03"]);
  model.until("2026-01-31");
  await settle();
  expect([model.asked.from, model.asked.to]).toEqual(["2026-01-31", "2026-02-01"]);
  stop();
});

test("a section without figures still says what is left out, and does not wait for ever", async () => {
  window.location.hash = to("insights", ["value"]);
  const host = core();
  const { model, stop } = living(() => insights(() => NOW));
  await settle();
  expect(host.of("metrics.read")[0]).toMatchObject({ metrics: ["posts"] });
  expect([model.uncounted, model.answer?.zone]).toEqual([true, "UTC"]);
  stop();
});

test("an empty community asks for nothing to be drawn", async () => {
  core({ home: () => home(null, { people: 0, counts: { posts: 0, replies: 0, reactions: 0, joins: 0 } }) });
  const { model, stop } = living(() => insights(() => NOW));
  await settle();
  expect(model.empty).toBe(true);
  stop();
});

test("rows come page by page until there are no more", async () => {
  const host = core({ "metrics.rows": ({ skip, limit }) => ({ total: 120, unit: "count", rows: Array.from({ length: Math.min(limit, 120 - skip) }, (_, i) => ({ name: String(skip + i) }) as never) }) });
  const slice = { source: null, space: null, segment: null, with_team: false };
  const { model, stop } = living(() => behind(() => ({ metric: "cohort", start: "2026-01-01", end: "2026-02-01", later: 3, title: "", value: "" }), () => slice));
  await settle();
  expect(host.of("metrics.rows")).toEqual([{ metric: "cohort", start: "2026-01-01", end: "2026-02-01", later: 3, part: null, slice, skip: 0, limit: 50 }]);
  expect([model.rows.length, model.more, model.total]).toEqual([50, true, 120]);
  model.grow();
  model.grow();
  await settle();
  model.grow();
  await settle();
  expect([model.rows.length, model.more, new Set(model.rows.map((row) => row.name)).size]).toEqual([120, false, 120]);
  stop();
});
