// The door: who is let in by letters, by a scanner that does not wait, and by hand; and the tick that waits for the disk.
import { expect, test } from "vitest";
import type { CheckedIn, DoorHit, DoorView } from "../../api/bindings";
import { fakeHost, later, living, settle } from "../../dev/fake.svelte";
import { door } from "./door.svelte";

const hit = (id: string, name: string, more: Partial<DoorHit> = {}): DoorHit => ({ id, name, member: null, state: "going", plus: 0, ticket: "", came_at: null, first: null, ...more });
const event = { id: "e", title: "Pears", kind: "meetup", form: "place", place: "", link: "", capacity: 2, approval: false, starts: "2026-11-26T18:30", ends: "2026-11-26T20:00", zone: "UTC", start_at: 0, end_at: 1, text: "", currency: "EUR", sequence: 0, cancelled: false, updated_at: 0 } as const;
const view = (more: Partial<DoorView> = {}): DoorView => ({ event, count: { guests: 0, heads: 0 }, expected: 2, by_code: null, hits: [], last: [], ...more });
const answer = (guest: DoorHit, again = false): CheckedIn => ({ guest: { ...guest, came_at: 1 }, again, count: { guests: 1, heads: 1 } });
const ada = hit("1", "Ada Pear", { first: true });
const bob = hit("2", "Bob Plum");

function core(more: Parameters<typeof fakeHost>[0] = {}) {
  return fakeHost({
    about: () => ({ version: "1", sqlite: "3", webview: null, folder: "", file: null, can_pick_files: false }),
    "door.look": ({ text }) => view({ hits: [ada, bob].filter((one) => text && one.name.toLowerCase().startsWith(text)), by_code: text === "code-2" ? bob : null }),
    "door.check_in": ({ guest }) => answer(guest === "1" ? ada : bob),
    "door.undo": ({ id }) => answer(id === "1" ? ada : bob),
    "door.walk_in": ({ name }) => answer(hit("9", name)),
    ...more,
  });
}

test("two letters and one key; the tick comes only when it is on the disk", async () => {
  const written = later<CheckedIn>();
  const host = core({ "door.check_in": () => written.promise });
  const { model } = living(() => door(() => "e"));
  model.text = "ad";
  void model.enter();
  await settle();
  expect(host.of("door.check_in")).toEqual([{ event: "e", guest: "1", code: null, desk: "" }]);
  expect(model.told).toBe(null);
  written.answer(answer(ada));
  await settle();
  expect(model.told).toMatchObject({ name: "Ada Pear", how: "in", first: true });
  expect(model.text).toBe("");
});

test("a scanner that does not wait loses nobody", async () => {
  const host = core();
  const { model } = living(() => door(() => "e"));
  model.text = "code-2";
  const first = model.enter();
  model.text = "ad";
  await Promise.all([first, model.enter()]);
  expect(host.of("door.check_in").map((one) => one.guest)).toEqual(["2", "1"]);
});

test("a code that nobody has lets nobody in; a walk-in is another key", async () => {
  const host = core();
  const { model } = living(() => door(() => "e"));
  model.text = "code-77";
  await model.enter();
  expect([host.of("door.check_in").length, host.of("door.walk_in").length, model.unknown]).toEqual([0, 0, "code-77"]);
  model.text = "Wally Walker wally@example.org";
  await model.walkIn();
  expect(host.of("door.walk_in")).toEqual([{ event: "e", name: "Wally Walker", email: "wally@example.org", desk: "" }]);
});

test("the last who was let in here is taken back, one after the other", async () => {
  const host = core();
  const { model } = living(() => door(() => "e"));
  for (const text of ["ad", "bo"]) {
    model.text = text;
    await model.enter();
  }
  model.undoLast();
  await settle();
  model.undoLast();
  await settle();
  expect(host.of("door.undo")).toEqual([{ id: "2" }, { id: "1" }]);
});
