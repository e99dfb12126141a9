// Notes that can be taken back, and where the timeline leads.
import { expect, test } from "vitest";
import type { Member, Note, TimelineItem } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { dismiss, toasts } from "../../parts/toasts.svelte";
import { member, placeOf } from "./model.svelte";

const person = { id: "m1", name: "Amina", notes: [], months: [] } as unknown as Member;
const common = { "members.get": () => person, "members.timeline": () => ({ items: [], next: null }), "members.happenings": () => ({ rows: [], locked: false }) };
const clear = () => toasts().forEach((toast) => dismiss(toast.id));

test("a note is removed, and the toast takes it back", async () => {
  clear();
  const host = fakeHost({ ...common, "notes.remove": () => ({}), undo: () => ({ undone: "note", conflict: false }) });
  const { model, stop } = living(() => member("m1"));
  await model.remove({ id: "n1" } as Note);
  expect(host.of("notes.remove")).toEqual([{ id: "n1" }]);
  toasts().at(-1)?.action?.run();
  await settle();
  expect(host.of("undo")).toHaveLength(1);
  stop();
});

test("what was said in a thread leads into the thread", () => {
  const item = { id: "x", space_id: "c", thread_id: null } as TimelineItem;
  expect(placeOf(item)).toBe("#/conversations/c?at=x");
  expect(placeOf({ ...item, thread_id: "t" })).toBe("#/conversations/c/t?at=x");
});
