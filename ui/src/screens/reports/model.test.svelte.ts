// Reports: words that are being written are kept with their report, and what is saved has them.
import { beforeEach, expect, test } from "vitest";
import type { Commands } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { madeReports } from "../../dev/reports";
import { to } from "../../router";
import { mostStories, reports } from "./model.svelte";

function core(over: Partial<ReturnType<typeof madeReports>["answers"]> = {}) {
  let tell: (...topics: string[]) => void = () => {};
  const made = madeReports("", () => {}, (...topics) => tell(topics[0]!));
  const host = fakeHost({ ...made.answers, ...over });
  tell = host.change;
  return host;
}

beforeEach(() => {
  window.location.hash = to("reports");
});

test("the newest period that is over is shown first", async () => {
  const host = core();
  const { model } = living(reports);
  await settle();
  expect([model.template?.id, model.period?.key, model.shown?.label]).toEqual(["monthly", "2026-10", "October 2026"]);
  model.kind("quarterly");
  await settle();
  expect(window.location.hash).toBe("#/reports/quarterly");
  expect(model.period?.key).toBe("2026-Q3");
  model.choose("2026-Q4");
  model.count(true);
  await settle();
  expect(host.of("reports.preview").at(-1)).toEqual({ template: "quarterly", period: "2026-Q4", with_team: true });
});

test("an archive that ended long ago shows its last period, and not one of which nothing is known", async () => {
  const { templates } = await madeReports("", () => {}, () => {}).answers["reports.templates"]({});
  const old = templates.map((one) => ({ ...one, periods: one.periods.map((period) => ({ ...period, known: period.key <= "2026-09" })) }));
  core({ "reports.templates": () => ({ templates: old }) });
  const { model } = living(reports);
  await settle();
  expect(model.period?.key).toBe("2026-09");
});

test("words belong to the report they were written in", async () => {
  core();
  const { model } = living(reports);
  await settle();
  model.change({ introduction: "New words" });
  expect([model.changed, model.words?.introduction]).toEqual([true, "New words"]);
  model.kind("weekly");
  await settle();
  expect([model.changed, model.words?.introduction]).toEqual([false, ""]);
});

test("what is saved has the words on the screen", async () => {
  const host = core();
  const { model } = living(reports);
  await settle();
  model.change({ introduction: "Read this" });
  model.addStory();
  model.story(1, { heading: "Second" });
  await model.save("pdf");
  const order = host.asked.map((one) => one.name).filter((name) => name === "reports.save_words" || name === "reports.write");
  expect(order).toEqual(["reports.save_words", "reports.write"]);
  const kept = host.of("reports.save_words")[0] as Commands["reports.save_words"][0];
  expect([kept.words.introduction, kept.words.stories.map((one) => one.heading)]).toEqual(["Read this", ["A bug found, fixed and thanked for", "Second"]]);
  await settle();
  expect(model.changed).toBe(false);
});

test("there is room for three stories", async () => {
  core();
  const { model } = living(reports);
  await settle();
  for (let i = 0; i < 5; i++) model.addStory();
  expect(model.words?.stories.length).toBe(mostStories);
  model.removeStory(0);
  expect(model.words?.stories.every((one) => one.heading === "")).toBe(true);
});

test("a schedule is changed shape by shape, and ends with the last one", async () => {
  const host = core();
  const { model } = living(reports);
  await settle();
  expect(model.scheduled("pdf")).toBe(true);
  await model.byItself("csv", true);
  await settle();
  await model.byItself("pdf", false);
  await settle();
  await model.byItself("csv", false);
  await settle();
  expect(host.of("reports.schedule").map((one) => one.formats)).toEqual([["pdf", "csv"], ["csv"], []]);
  expect([model.scheduled("pdf"), model.scheduled("csv")]).toEqual([false, false]);
});
