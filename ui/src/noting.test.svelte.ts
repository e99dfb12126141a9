// A line becomes a note: what it means, and what happens before private words are kept.
import { beforeEach, expect, test } from "vitest";
import type { Commands, Note, NotesState } from "./api/bindings";
import { fakeHost, living, settle } from "./dev/fake.svelte";
import { draft, editing } from "./noting.svelte";
import { dismiss, toasts } from "./parts/toasts.svelte";
import { answered, lockVault, somebody, vaultAsks, watchVault } from "./vault.svelte";

const state = (lock: NotesState["lock"], by_keyring = true): NotesState => ({ lock, by_keyring, sealed: 0, in_the_clear: 0, locks_at: null });
const due = { on: "2026-12-01", time: "15:00", zone: "UTC", at: 1_796_137_200_000 };
const meaning = (line: string): Commands["notes.understand"][1] =>
  line.includes("in two weeks")
    ? { kind: "follow_up", text: line.replace(" in two weeks", ""), whole: line, due, words: "in two weeks", doubt: null }
    : { kind: null, text: line, whole: line, due: null, words: null, doubt: null };
const note = (extra: Partial<Note> = {}): Note => ({ id: "n1", kind: "note", visibility: "private", state: "shown", text: "x", due: null, done_at: null, created_at: 0, updated_at: 0, ...extra });
const common = { "notes.understand": ({ line }: { line: string }) => meaning(line), "notes.add": () => note() };

beforeEach(() => toasts().forEach((toast) => dismiss(toast.id)));

test("a date makes a line a follow-up, unless the person says otherwise", async () => {
  const host = fakeHost({ ...common, "notes.state": () => state("open") });
  const { model, stop } = living(() => draft(() => "m1"));
  model.line = "ask about the talk in two weeks";
  await settle();
  expect([model.kind, model.due?.on, model.words]).toEqual(["follow_up", "2026-12-01", "in two weeks"]);
  await model.save();
  expect(host.of("notes.add")).toEqual([{ member: "m1", text: "ask about the talk", kind: "follow_up", visibility: "private", due: { on: "2026-12-01", time: "15:00" } }]);
  expect(model.line).toBe("");
  model.line = "she comes back in two weeks";
  model.kind = "note";
  await settle();
  expect(model.due).toBe(null);
  await model.save();
  expect(host.of("notes.add")[1]).toEqual({ member: "m1", text: "she comes back in two weeks", kind: "note", visibility: "private" });
  stop();
});

test("private words wait for the key; whoever gives up keeps the line", async () => {
  const host = fakeHost({ ...common, "notes.state": () => state("off") });
  const { model, stop } = living(() => draft(() => null));
  model.line = "afraid of wasps";
  const saving = model.save();
  await settle();
  expect(vaultAsks()).toBe("set_up");
  expect(host.of("notes.add")).toEqual([]);
  answered(false);
  expect(await saving).toBe(false);
  expect(model.line).toBe("afraid of wasps");
  const again = model.save();
  await settle();
  answered(true);
  expect(await again).toBe(true);
  expect(host.of("notes.add")).toEqual([{ text: "afraid of wasps", kind: "note", visibility: "private" }]);
  stop();
});

test("what the team may see needs no key", async () => {
  const host = fakeHost(common);
  const { model, stop } = living(() => draft(() => null));
  model.line = "brings cake";
  model.visibility = "shared";
  await model.save();
  expect(host.asked.some((one) => one.name === "notes.state")).toBe(false);
  expect(host.of("notes.add")[0]?.visibility).toBe("shared");
  model.visibility = "private";
  stop();
});

test("the keyring opens by itself, and the code is asked for when it does not", async () => {
  const unlock: Commands["notes.unlock"][0][] = [];
  let lost = false;
  fakeHost({
    ...common,
    "notes.state": () => state("locked"),
    "notes.unlock": (args) => {
      unlock.push(args);
      if (lost) throw { code: "NotesLocked", message: "the keyring does not have it: type the recovery code", field: "code" };
      return state("open");
    },
  });
  const { model, stop } = living(() => draft(() => null));
  model.line = "x";
  expect(await model.save()).toBe(true);
  expect([unlock, vaultAsks()]).toEqual([[{}], null]);
  lost = true;
  model.line = "y";
  const saving = model.save();
  await settle();
  expect(vaultAsks()).toBe("unlock");
  answered(false);
  expect(await saving).toBe(false);
  stop();
});

test("a refused line stays in its field, with the reason beside it", async () => {
  fakeHost({
    ...common,
    "notes.state": () => state("open"),
    "notes.add": () => {
      throw { code: "Invalid", message: "too long", field: "text" };
    },
  });
  const { model, stop } = living(() => draft(() => "m1"));
  model.line = "x";
  await model.save();
  expect([model.line, model.error?.message]).toEqual(["x", "too long"]);
  model.line = "   ";
  expect(await model.save()).toBe(false);
  stop();
});

test("a follow-up is changed with its day in words", async () => {
  const host = fakeHost({ ...common, "notes.state": () => state("open"), "notes.change": () => note() });
  let left = 0;
  const { model, stop } = living(() => editing(note({ kind: "follow_up", due }), () => left++));
  expect(model.until).toBe("2026-12-01 15:00");
  model.until = " in two weeks";
  await settle();
  expect(model.due?.on).toBe("2026-12-01");
  await model.keep();
  expect(host.of("notes.change")).toEqual([{ id: "n1", text: "x", kind: "follow_up", visibility: "private", due: { on: "2026-12-01", time: "15:00" } }]);
  expect(left).toBe(1);
  stop();
});

test("being there is told once a minute, and only while notes are open", async () => {
  let lock: NotesState["lock"] = "locked";
  const host = fakeHost({ "notes.state": () => state(lock), "notes.awake": () => ({}), "notes.lock": () => ({}) });
  const { stop } = living(() => watchVault());
  await settle();
  somebody(1_000_000);
  expect(host.of("notes.awake")).toHaveLength(0);
  lock = "open";
  host.change("Notes");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await settle();
  somebody(1_000_000);
  somebody(1_030_000);
  expect(host.of("notes.awake")).toHaveLength(1);
  somebody(1_061_000);
  expect(host.of("notes.awake")).toHaveLength(2);
  await lockVault();
  expect(host.of("notes.lock")).toHaveLength(1);
  stop();
});
