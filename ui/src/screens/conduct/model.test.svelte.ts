// Conduct: a case is typed, kept and forgotten; locked, nothing of it stays in this window.
import { beforeEach, expect, test, vi } from "vitest";
import type { CaseOpened } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { to } from "../../router";
import { blank, oneCase } from "./model.svelte";

const opened = (locked: boolean): CaseOpened => ({
  case: { id: "c1", number: 1, state: "received", expunged_at: null, version: 3, received_at: 0, acknowledged_at: null, investigating_at: null, decided_at: null, closed_at: null, outcome: null, follow_up_on: null, expunge_on: null, late: false, reported: locked ? null : ["Ada"], severity: null, damaged: false },
  steps: ["2026-01-02 10:00", "", "", "", ""],
  file: locked ? null : { ...blank(), description: "shouted" },
  asks: [],
  earlier: [],
  log: [],
});

beforeEach(() => {
  window.location.hash = to("conduct", ["case", "c1"]);
});

test("a change is kept with the version that was read", async () => {
  const host = fakeHost({ "conduct.case": () => opened(false), "conduct.save": () => opened(false).case as never });
  const { model, stop } = living(() => oneCase("c1"));
  await settle();
  expect(model.dirty).toBe(false);
  model.change({ decision: "a talk" });
  model.step(1, "2026-01-03");
  expect(model.dirty).toBe(true);
  await model.save();
  expect(host.of("conduct.save")).toMatchObject([{ id: "c1", version: 3, steps: ["2026-01-02 10:00", "2026-01-03", "", "", ""], file: { description: "shouted", decision: "a talk" } }]);
  expect(model.dirty).toBe(false);
  stop();
});

test("when notes lock, what was read and typed is gone", async () => {
  let locked = false;
  const host = fakeHost({ "conduct.case": () => opened(locked) });
  const { model, stop } = living(() => oneCase("c1"));
  await settle();
  model.change({ decision: "a talk" });
  expect(model.draft?.file.decision).toBe("a talk");
  locked = true;
  host.change("Notes");
  await vi.waitFor(() => expect(model.draft).toBeNull());
  locked = false;
  host.change("Notes");
  await vi.waitFor(() => expect(model.draft?.file.decision).toBe(""));
  stop();
});

test("the first who is named is the reported one", async () => {
  fakeHost({});
  const { model, stop } = living(() => oneCase(null));
  await settle();
  model.name("m1", "Ada");
  model.name(null, " Bo ");
  model.name(null, "  ");
  expect(model.draft?.file.people).toEqual([
    { role: "reported", member: "m1", name: "Ada" },
    { role: "witness", member: null, name: "Bo" },
  ]);
  stop();
});
