// Advocates: who stands where, and what is kept of the rules that somebody met.
import { beforeEach, expect, test } from "vitest";
import type { Advocate } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { to } from "../../router";
import { advocates, grouped, next, ruleNames, ruleWords, steps, stepWords } from "./model.svelte";

const one: Advocate = { id: "a1", member: "m1", name: "Ada", what: "a talk", rules: ["level"], due_on: "2026-11-01", overdue: true, note: "", state: "agreed", steps: [{ step: "agreed", on: "2026-10-01" }], kudos: 0, gifts: 0, effect: null };

function core() {
  return fakeHost({
    about: () => ({ version: "1", sqlite: "3", webview: null, folder: "", file: null, can_pick_files: false }),
    "advocates.list": () => ({ rows: [one, { ...one, id: "a2", state: "identified", overdue: false }] }),
    "advocates.candidates": () => ({ rows: [{ id: "m7", name: "Bo", messages: 9, rules: [{ rule: "level", number: null }, { rule: "steady", number: 8 }, { rule: "thanked", number: 5 }] }], looked_at: 1, active: 1, unknown: ["spoke"] }),
    "advocates.save": () => ({}),
    "advocates.step": () => ({}),
  });
}

beforeEach(() => {
  window.location.hash = to("advocates");
});

test("they stand in the order of steps, and each step leads to the next", async () => {
  core();
  const { model } = living(advocates);
  await settle();
  expect(model.groups.map((group) => group.step)).toEqual(["identified", "agreed"]);
  expect(model.overdue).toBe(1);
  expect(grouped([])).toEqual([]);
  expect([next.identified, next.submitted, next.complete, next.declined]).toEqual(["proposed", "complete", undefined, undefined]);
  for (const step of steps) expect(stepWords[step]).toMatch(/^[A-Z]/);
});

test("a step is noted for the day that is chosen", async () => {
  const host = core();
  const { model } = living(advocates);
  await settle();
  model.on = "2026-11-05";
  await model.move(one, "submitted");
  expect(host.of("advocates.step")).toEqual([{ id: "a1", step: "submitted", on: "2026-11-05" }]);
});

test("a candidate keeps the rules that were met", async () => {
  window.location.hash = to("advocates", ["candidates"]);
  const host = core();
  const { model } = living(advocates);
  await settle();
  await model.take(model.candidates.data!.rows[0]!);
  expect(host.of("advocates.save")).toEqual([{ id: null, advocate: { member: "m7", what: "", rules: ["level", "steady", "thanked"], due_on: null, note: "" } }]);
  for (const rule of Object.keys(ruleNames) as (keyof typeof ruleNames)[]) expect(ruleWords({ rule, number: 4 })).toMatch(/^[A-Z4]/);
});

test("who is changed keeps their id; another name lets go of them", async () => {
  const host = core();
  const { model } = living(advocates);
  await settle();
  model.edit(one);
  model.change({ what: "a story", due_on: "" });
  await model.save();
  expect(host.of("advocates.save")).toEqual([{ id: "a1", advocate: { member: "m1", what: "a story", rules: ["level"], due_on: null, note: "" } }]);
  model.edit(one);
  model.who = "Ad";
  await model.save();
  expect(host.of("advocates.save")).toHaveLength(1);
});
