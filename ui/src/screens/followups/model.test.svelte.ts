// Follow-ups by when they are due.
import { expect, test } from "vitest";
import type { FollowUp } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { dueWords } from "../../due";
import { useZone } from "../../format";
import { followUps, grouped } from "./model.svelte";

const at = Date.parse("2026-11-22T10:00:00Z");
const item = (id: string, on: string, time: string | null = null): FollowUp => ({
  note: { id, kind: "follow_up", visibility: "shared", state: "shown", text: id, due: { on, time, zone: "UTC", at: Date.parse(`${on}T${time ?? "00:00"}:00Z`) }, done_at: null, created_at: 0, updated_at: 0 },
  member: null,
});

test("a whole day is overdue when it is over, a time when it has come", () => {
  useZone("UTC");
  const all = [item("old", "2026-11-21"), item("morning", "2026-11-22", "09:00"), item("day", "2026-11-22"), item("noon", "2026-11-22", "12:00"), item("week", "2026-11-29"), item("later", "2026-11-30")];
  expect(grouped(all, [], at).map((group) => [group.id, group.items.map((one) => one.note.id)])).toEqual([
    ["overdue", ["old", "morning"]],
    ["today", ["day", "noon"]],
    ["week", ["week"]],
    ["later", ["later"]],
  ]);
  expect(all.map((one) => dueWords(one.note.due!, at)).slice(0, 4)).toEqual(["Yesterday", "Today, 09:00", "Today", "Today, 12:00"]);
  expect(dueWords(item("x", "2026-12-01", "15:00").note.due!, at)).toBe("Tue 1 Dec 2026, 15:00");
});

test("a follow-up is put off and done by its id", async () => {
  const one = item("n1", "2026-11-22");
  const host = fakeHost({
    "follow_ups.list": ({ done }) => ({ items: done ? [] : [one] }),
    "follow_ups.due": () => ({ count: 1, held: 0, quiet_until: null }),
    "follow_ups.snooze": () => one.note,
    "follow_ups.done": () => one.note,
  });
  const { model, stop } = living(() => followUps());
  await settle();
  await model.snooze(one, "next week");
  await model.finish(one);
  expect([host.of("follow_ups.snooze"), host.of("follow_ups.done")]).toEqual([[{ id: "n1", until: "next week" }], [{ id: "n1", done: true }]]);
  stop();
});
