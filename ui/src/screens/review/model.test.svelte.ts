// The queue: what comes after a decision, after putting off, and after undo.
import { beforeEach, expect, test } from "vitest";
import type { Duplicate } from "../../api/bindings";
import { call } from "../../api/call";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { to } from "../../router";
import { again, back } from "../../steps";
import { keyOf, PAGE, review } from "./model.svelte";

const side = (id: string) => ({ member: { id, name: id }, accounts: [] });
const pair = (i: number) => ({ a: side(`a${i}`), b: side(`b${i}`), account_a: `a${i}`, account_b: `b${i}`, confidence: 90, same_source: false, reasons: [] }) as unknown as Duplicate;

/** A core that keeps the pairs, and what was decided as steps. */
function core(count: number) {
  let pairs = Array.from({ length: count }, (_, i) => pair(i));
  type Step = { label: string; before: Duplicate[]; after: Duplicate[] };
  let steps: Step[] = [];
  let undone: Step[] = [];
  const decide = (label: string, a: string) => {
    const before = pairs;
    pairs = pairs.filter((one) => one.account_a !== a);
    steps.push({ label, before, after: pairs });
    undone = [];
  };
  const host = fakeHost({
    "duplicates.list": ({ skip, limit }) => ({ pairs: pairs.slice(skip, skip + limit), total: pairs.length }),
    "members.merge": ({ a }) => {
      decide("Merge members", a);
      return { id: a, merged: 1 };
    },
    "members.tell_apart": ({ a }) => {
      decide("Tell apart", a);
      return {};
    },
    "notes.add": ({ text }) => {
      steps.push({ label: "Add note", before: pairs, after: pairs });
      return { id: "n", kind: "note", visibility: "shared", state: "shown", text, due: null, done_at: null, created_at: 0, updated_at: 0 };
    },
    undo: () => {
      const step = steps.pop();
      if (!step) return { undone: null, conflict: false };
      undone.push(step);
      pairs = step.before;
      return { undone: step.label, conflict: false };
    },
    redo: () => {
      const step = undone.pop();
      if (!step) return { redone: null, conflict: false };
      steps.push(step);
      pairs = step.after;
      return { redone: step.label, conflict: false };
    },
  });
  return host;
}
const fresh = async (host: ReturnType<typeof core>) => {
  host.change("Members");
  await new Promise((resolve) => setTimeout(resolve, 260));
  await settle();
};

beforeEach(() => {
  window.location.hash = to("review");
});

test("after a decision comes the next pair, at once and after the list was asked anew", async () => {
  const host = core(4);
  const { model, stop } = living(review);
  await settle();
  expect(model.at?.pair.account_a).toBe("a0");
  model.later();
  await model.same();
  expect(host.of("members.merge")).toEqual([{ a: "a1", b: "b1" }]);
  expect([model.at?.pair.account_a, model.total]).toEqual(["a2", 3]);
  await fresh(host);
  expect([model.at?.pair.account_a, model.at?.index, model.total]).toEqual(["a2", 1, 3]);
  await model.apart();
  await model.same();
  // At the end it goes on with what was put off.
  expect(model.at?.pair.account_a).toBe("a0");
  await model.same();
  expect([model.at, model.total]).toEqual([null, 0]);
  await fresh(host);
  expect(model.at).toBeNull();
  stop();
});

test("undo leads back to the pair, at once, and redo past it", async () => {
  const host = core(5);
  const { model, stop } = living(review);
  await settle();
  await model.same();
  await model.apart();
  await fresh(host);
  expect(model.at?.pair.account_a).toBe("a2");
  model.later();
  await model.undo();
  expect(model.at?.pair.account_a).toBe("a1");
  await fresh(host);
  expect([model.at?.pair.account_a, model.at?.index]).toEqual(["a1", 0]);
  await back();
  expect(model.at?.pair.account_a).toBe("a0");
  expect(model.canUndo).toBe(false);
  await fresh(host);
  expect([model.at?.pair.account_a, model.total]).toEqual(["a0", 5]);
  await again();
  expect(model.at?.pair.account_a).toBe("a1");
  await fresh(host);
  expect([model.at?.pair.account_a, model.canUndo, model.total]).toEqual(["a1", true, 4]);
  stop();
});

test("a decision can be undone before the list was asked anew", async () => {
  core(3);
  const { model, stop } = living(review);
  await settle();
  await model.same();
  await model.undo();
  expect([model.at?.pair.account_a, model.total, model.verdict(pair(0))]).toEqual(["a0", 3, null]);
  stop();
});

test("nothing is undone from here that was not done here", async () => {
  const host = core(2);
  await call("notes.add", { member: "m", text: "x", kind: "note", visibility: "shared" });
  const { model, stop } = living(review);
  await settle();
  await model.undo();
  expect(host.of("undo")).toEqual([]);
  stop();
});

test("later goes around, back stops at the first", async () => {
  core(3);
  const { model, stop } = living(review);
  await settle();
  model.back();
  expect(model.at?.index).toBe(0);
  model.later();
  model.later();
  expect(model.at?.index).toBe(2);
  model.later();
  expect(model.at?.index).toBe(0);
  stop();
});

test("in a long queue the next page is asked for, and no pair is passed over at its edge", async () => {
  const host = core(PAGE + 10);
  const { model, stop } = living(review);
  model.see(0, PAGE + 10);
  await settle();
  for (let i = 0; i < PAGE; i++) model.later();
  expect(model.at?.pair.account_a).toBe(`a${PAGE}`);
  model.see(PAGE, PAGE + 5);
  model.back();
  await model.same();
  await fresh(host);
  expect([model.at?.pair.account_a, model.at?.index]).toEqual([`a${PAGE}`, PAGE - 1]);
  stop();
});

test("a decision that failed leaves the pair where it is", async () => {
  fakeHost({
    "duplicates.list": () => ({ pairs: [pair(0), pair(1)], total: 2 }),
    "members.merge": () => {
      throw { code: "NotFound", message: "no such member", field: null };
    },
  });
  const { model, stop } = living(review);
  await settle();
  expect(await model.same()).toBe(false);
  expect([model.at?.pair.account_a, model.total, model.busy]).toEqual(["a0", 2, false]);
  stop();
});

test("a pair is the same pair from either side", () => {
  const one = pair(1);
  expect(keyOf({ ...one, account_a: one.account_b, account_b: one.account_a })).toBe(keyOf(one));
});
