// Feedback: steps go on and back, people are added once, and whoever does not know yet is told.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FeedbackRow, MemberRow } from "../../api/bindings";
import { madeFigures } from "../../dev/figures";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { steps } from "../../dev/steps";
import { stepped } from "../../feedback";
import { to } from "../../router";
import { feedback } from "./model.svelte";

const members = Array.from({ length: 24 }, (_, i) => ({ id: `m${i}`, name: `Member ${i}`, is_bot: false })) as unknown as MemberRow[];

function core() {
  let tell: (...topics: string[]) => void = () => {};
  const done = steps((...topics) => tell(...topics));
  const host = fakeHost({ ...madeFigures("", members, done.did), ...done.answers, "members.list": () => ({ rows: members.slice(0, 3), next: null }) });
  tell = host.change;
  return host;
}

let stops: (() => void)[] = [];
function made() {
  const { model, stop } = living(feedback);
  stops.push(stop);
  return { model };
}
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
});
beforeEach(() => {
  window.location.hash = to("feedback");
});

test("what most people said is first, and a step on keeps everything else", async () => {
  const host = core();
  const { model } = made();
  await settle();
  expect(model.rows.map((row) => row.votes)).toEqual([19, 5, 0]);
  await model.step(model.rows[0]!, 1);
  await vi.waitFor(() => expect(model.rows[0]).toMatchObject({ state: "shipped", votes: 19, unnamed: 14, kind: "wish", area: "planner" }));
  await model.step(model.rows[0]!, -1);
  await vi.waitFor(() => expect(model.rows[0]?.state).toBe("planned"));
  expect(host.of("matters.save")).toHaveLength(2);
});

test("no step is taken twice, and the first one never goes", () => {
  const row = (...names: string[]) => ({ state: names.at(-1), steps: names.map((step) => ({ step, moment: "2026-01-01" })) }) as unknown as FeedbackRow;
  expect(stepped(row("new"), -1, "2026-02-01")).toBeNull();
  expect(stepped(row("new", "shipped", "told"), 1, "2026-02-01")).toBeNull();
  expect(stepped(row("new", "declined"), 1, "2026-02-01")?.at(-1)).toEqual({ step: "told", moment: "2026-02-01" });
});

test("a duplicate becomes a part, and its people are counted once", async () => {
  core();
  const { model } = made();
  await settle();
  const [first, second] = [model.rows[0]!, model.rows[1]!];
  await model.merge(first, second.id, second.label);
  // 14 and 3 without a name; 5 and 2 by name, one of them in both.
  await vi.waitFor(() => expect([model.rows.length, model.rows[0]?.votes, model.rows[0]?.unnamed_here]).toEqual([2, 23, 14]));
  await model.part(second.id, second.label);
  await vi.waitFor(() => expect(model.rows.map((row) => row.votes)).toEqual([19, 5, 0]));
});

test("whoever can be reached is told by the outbox, the others by hand", async () => {
  const host = core();
  const { model } = made();
  await settle();
  window.location.hash = model.address(model.rows[0]!.id);
  await settle();
  const { row, people } = model.detail.data!;
  model.tell(row, people, null);
  expect([model.telling?.way, model.telling?.people.length]).toEqual(["direct", 4]);
  await model.send(row);
  expect(host.of("feedback.tell")[0]).toMatchObject({ way: "direct", message: null });
  await vi.waitFor(() => expect(model.detail.data?.people.filter((person) => person.told === "waits")).toHaveLength(4));
  model.tell(model.detail.data!.row, model.detail.data!.people, null);
  expect([model.telling?.way, model.telling?.people.length]).toEqual(["hand", 1]);
});

test("a message becomes feedback with whoever wrote it", async () => {
  const host = core();
  const { model } = made();
  await settle();
  model.begin("c0-3", "m4", "Member 4");
  model.change({ label: "The lamp flickers", kind: "bug" });
  await model.save();
  expect(host.of("matters.save")[0]?.matter).toMatchObject({ sheet: "feedback", label: "The lamp flickers", activity: "c0-3", member: "m4", kind: "bug" });
  model.begin(null, "m4", "Member 4");
  model.who = "Some";
  expect(model.draft?.member).toBeNull();
});
