// Strategy: what differs between versions, how far goals are, what numbers tick, and what is kept.
import { beforeEach, expect, test } from "vitest";
import type { Strategy } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { to } from "../../router";
import { difference, progress, strategy } from "./model.svelte";
import { items } from "./names";

const kept: Strategy = {
  papers: [{ document: "purpose", versions: [{ version: 1, words: "Pears", note: "", created_at: 0 }] }],
  items: [
    { id: "first_members", phase: "foundation", ticked: false, rule: { metric: "active_members.month", rising: true, value: 10 } },
    { id: "quick_answers", phase: "growth", ticked: false, rule: { metric: "first_response.censored_median", rising: false, value: 24 } },
    { id: "rituals", phase: "growth", ticked: true, rule: null },
  ],
  entries: [],
};
const point = (id: string, value: number | null, unit = "count") => ({ id, version: 1, unit, series: [{ value, reason: value === null ? "not_reached" : null }] }) as never;

function core(more: Parameters<typeof fakeHost>[0] = {}) {
  return fakeHost({
    "strategy.show": () => kept,
    "metrics.list": () => ({ metrics: [] }) as never,
    "metrics.read": () => ({ metrics: [point("active_members.month", 12), point("first_response.censored_median", null)] }) as never,
    "strategy.save": () => ({}),
    "strategy.write": () => ({ changed: false }),
    ...more,
  });
}

beforeEach(() => {
  window.location.hash = to("strategy", ["playbooks"]);
});

test("lines that stay are told from those that came and went", () => {
  expect(difference("a\nb\nc", "a\nx\nc\nd")).toEqual([
    { kind: "same", text: "a" },
    { kind: "removed", text: "b" },
    { kind: "added", text: "x" },
    { kind: "same", text: "c" },
    { kind: "added", text: "d" },
  ]);
  for (const [before, after] of [["", "a"], ["a", ""], ["x\ny\nx", "y\nx\ny"]] as const) {
    const lines = difference(before, after);
    expect(lines.filter((one) => one.kind !== "added").map((one) => one.text).join("\n")).toBe(before);
    expect(lines.filter((one) => one.kind !== "removed").map((one) => one.text).join("\n")).toBe(after);
  }
});

test("a goal may rise or fall, and is never more than reached", () => {
  expect([progress(10, 20, 15), progress(20, 10, 15), progress(0, 10, 99), progress(0, 10, -5), progress(5, 5, 5), progress(5, 5, 1)]).toEqual([0.5, 0.5, 1, 0, 1, 0]);
});

test("numbers tick what they know, and nothing where there is no value", async () => {
  core();
  const { model, stop } = living(strategy);
  await settle();
  expect(kept.items.map(model.isDone)).toEqual([true, false, true]);
  expect(Object.keys(items)).toEqual(expect.arrayContaining(kept.items.map((item) => item.id)));
  stop();
});

test("what a number says has its unit, and where there is none it is told why", async () => {
  core({ "metrics.read": () => ({ metrics: [point("active_members.month", 87.6, "percent"), point("first_response.censored_median", null)] }) as never });
  const { model, stop } = living(strategy);
  await settle();
  const plain = (words: string) => words.replaceAll("\u00a0", " ");
  expect([plain(model.saidOf("active_members.month")), model.saidOf("first_response.censored_median"), model.saidOf("else")]).toEqual(["Last month: 88 %", "Not reached: less than half were answered.", ""]);
  stop();
});

test("a goal is kept as it was typed, and what is refused stays", async () => {
  let refuse = true;
  const host = core({
    "strategy.save": () => {
      if (refuse) throw { code: "Invalid", message: "say which number is to be reached", field: "target" };
      return {};
    },
  });
  const { model, stop } = living(strategy);
  await settle();
  model.begin("goal");
  model.change({ title: "Fifty", metric: "active_members.month" });
  await model.save();
  expect(model.error?.field).toBe("target");
  expect(model.typed?.entry.title).toBe("Fifty");
  refuse = false;
  model.change({ start: 10, target: 50 });
  await model.save();
  expect(model.typed).toBeNull();
  expect(host.of("strategy.save").at(-1)).toMatchObject({ id: null, entry: { kind: "goal", title: "Fifty", start: 10, target: 50 } });
  stop();
});
