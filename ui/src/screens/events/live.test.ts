// Now, next and how long: by the clock, and by what somebody said.
import { expect, test } from "vitest";
import type { EventCue } from "../../api/bindings";
import { behind, countdown, standing } from "./live";

const MINUTE = 60_000;
const cue = (id: string, offset: number, minutes: number, more: Partial<EventCue> = {}): EventCue => ({ id, offset, minutes, title: id, owner: "", cue: "", place: "", backup: "", starts: "", ends: "", start_at: offset * MINUTE, end_at: (offset + minutes) * MINUTE, moved: 0, begun_at: null, gap: 0, clash: null, updated_at: 0, ...more });
const plan = [cue("door", -30, 30), cue("hello", 0, 10), cue("talk", 10, 30)];
const at = (cues: EventCue[], minute: number) => standing(cues, minute * MINUTE);

test("by the clock, before, during and after", () => {
  expect(at(plan, -45)).toMatchObject({ current: null, next: { id: "door" }, left: 15 * MINUTE, over: false });
  expect(at(plan, 0)).toMatchObject({ current: { id: "hello" }, next: { id: "talk" }, left: 10 * MINUTE, part: 0 });
  expect(at(plan, 25)).toMatchObject({ current: { id: "talk" }, next: null, left: 15 * MINUTE, part: 0.5 });
  expect(at(plan, 40)).toMatchObject({ current: null, next: null, left: null, over: true });
  expect(at([], 0)).toMatchObject({ current: null, next: null, left: null, over: false });
});

test("once somebody said what began, the plan waits", () => {
  const begun = [plan[0]!, { ...plan[1]!, begun_at: 0 }, { ...plan[2]!, moved: 4 }];
  const late = at(begun, 13);
  expect(late).toMatchObject({ current: { id: "hello" }, next: { id: "talk" }, left: -3 * MINUTE, part: 1, late: 4 });
  expect(behind(late.left)).toBe(3);
  const last = [{ ...plan[2]!, begun_at: 10 * MINUTE }];
  expect(at(last, 50)).toMatchObject({ current: { id: "talk" }, over: false, left: -10 * MINUTE });
});

test("a countdown is read at one glance", () => {
  expect([0, 1, 7_000, 750_000, 3_909_000, -1_500, -61_000].map(countdown)).toEqual(["0:00", "0:01", "0:07", "12:30", "1:05:09", "+0:01", "+1:01"]);
});
