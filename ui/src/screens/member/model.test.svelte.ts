// Notes that can be taken back, and where the timeline leads.
import { expect, test } from "vitest";
import type { Member, TimelineItem } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { dismiss, toasts } from "../../parts/toasts.svelte";
import { member, placeOf } from "./model.svelte";

const person = { id: "m1", name: "Amina", notes: [], months: [] } as unknown as Member;
const common = { "members.get": () => person, "members.timeline": () => ({ items: [], next: null }) };
const clear = () => toasts().forEach((toast) => dismiss(toast.id));

test("a note is added, and the toast takes it back", async () => {
  clear();
  const host = fakeHost({
    ...common,
    "notes.add": ({ text }) => ({ id: "n1", text, created_at: 0, updated_at: 0 }),
    undo: () => ({ undone: "note", conflict: false }),
  });
  const { model, stop } = living(() => member("m1"));
  model.writing = "  likes tea  ";
  await model.add();
  expect(host.of("notes.add")).toEqual([{ member: "m1", text: "likes tea" }]);
  expect(model.writing).toBe("");
  toasts().at(-1)?.action?.run();
  await settle();
  expect(host.of("undo")).toHaveLength(1);
  stop();
});

test("a refused note stays in the field, with the reason beside it", async () => {
  clear();
  fakeHost({
    ...common,
    "notes.add": () => {
      throw { code: "Invalid", message: "too long", field: "text" };
    },
  });
  const { model, stop } = living(() => member("m1"));
  model.writing = "x";
  await model.add();
  expect(model.writing).toBe("x");
  expect(model.error?.message).toBe("too long");
  expect(toasts()).toHaveLength(0);
  stop();
});

test("an empty note is not sent", async () => {
  const host = fakeHost(common);
  const { model, stop } = living(() => member("m1"));
  model.writing = "   ";
  await model.add();
  expect(host.asked.some((one) => one.name === "notes.add")).toBe(false);
  stop();
});

test("what was said in a thread leads into the thread", () => {
  const item = { id: "x", space_id: "c", thread_id: null } as TimelineItem;
  expect(placeOf(item)).toBe("#/conversations/c?at=x");
  expect(placeOf({ ...item, thread_id: "t" })).toBe("#/conversations/c/t?at=x");
});
