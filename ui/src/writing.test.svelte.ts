// Writing: drafts that stay, refusals beside their field, and undo that takes back the right thing.
import { expect, test } from "vitest";
import type { OutboxItem, Source } from "./api/bindings";
import { call } from "./api/call";
import { fakeHost, living, settle } from "./dev/fake.svelte";
import { useZone, wall } from "./format";
import { toasts } from "./parts/toasts.svelte";
import { draftOf, send, takeBack, writing } from "./writing.svelte";

const queued = (id: string) => ({ id, not_before: 0 });
const reply = (text: string) => (at: number | null) => call("outbox.reply", { message: "m", text, at });

test("a draft stays until it is sent, and is there again when the sending is undone", async () => {
  const host = fakeHost({ "outbox.reply": () => queued("o1"), undo: () => ({ undone: "Send message", conflict: false }) });
  const draft = draftOf("reply one");
  expect(await send(draft, reply(""))).toBeNull();
  draft.text = "hello";
  expect(draftOf("reply one")).toBe(draft);
  expect(await send(draft, reply("hello"))).toEqual(queued("o1"));
  expect(draft.empty).toBe(true);
  expect(await takeBack("o1")).toBe(true);
  expect(draft.text).toBe("hello");
  expect(host.of("outbox.discard")).toEqual([]);
  draft.clear();
});

test("words come back too when the step is undone from anywhere, but not for another step", async () => {
  fakeHost({ "outbox.reply": () => queued("o9"), "members.merge": () => ({ id: "m", merged: 1 }), undo: () => ({ undone: "a step", conflict: false }), redo: () => ({ redone: "Send message", conflict: false }) });
  const draft = draftOf("reply nine");
  draft.text = "hello";
  await send(draft, reply("hello"));
  await call("members.merge", { a: "m", b: "n" });
  await call("undo", {});
  expect(draft.empty).toBe(true);
  draft.text = "again";
  await send(draft, reply("again"));
  await call("undo", {});
  expect(draft.text).toBe("again");
  // Sent again by redo, they no longer wait in the field.
  await call("redo", {});
  expect(draft.empty).toBe(true);
  draft.clear();
});

test("what is not the newest step is taken back by itself", async () => {
  const host = fakeHost({ "outbox.reply": () => queued("o2"), "notes.add": () => ({}) as never, undo: () => ({ undone: "Add note", conflict: false }), "outbox.discard": () => ({}) });
  const draft = draftOf("reply two");
  draft.text = "hello";
  await send(draft, reply("hello"));
  await call("notes.add", { member: "m", text: "n", kind: "note", visibility: "shared" });
  draft.text = "something else by now";
  expect(await takeBack("o2")).toBe(true);
  expect(host.of("undo")).toEqual([]);
  expect(host.of("outbox.discard")).toEqual([{ id: "o2" }]);
  // What is being written is never written over.
  expect(draft.text).toBe("something else by now");
  draft.clear();
});

test("too late is said, and nothing else happens", async () => {
  fakeHost({ "outbox.reply": () => queued("o3"), undo: () => ({ undone: null, conflict: true }) });
  const draft = draftOf("reply three");
  draft.text = "hello";
  await send(draft, reply("hello"));
  expect(await takeBack("o3")).toBe(false);
  expect(toasts().at(-1)?.text).toBe("Too late: it has already gone out.");
  expect(draft.empty).toBe(true);
});

test("a refusal stays beside the words, and the words stay", async () => {
  fakeHost({
    "outbox.reply": () => {
      throw { code: "Forbidden", message: "this source is connected for reading only", field: null };
    },
  });
  const draft = draftOf("reply four");
  draft.text = "hello";
  expect(await send(draft, reply("hello"))).toBeNull();
  expect(draft.error?.message).toBe("this source is connected for reading only");
  expect(draft.text).toBe("hello");
  expect(draft.sending).toBe(false);
});

test("a planned moment is a clock's in the community's zone, and lies ahead", async () => {
  useZone("Europe/Berlin");
  const host = fakeHost({ "outbox.reply": () => queued("o5") });
  const draft = draftOf("reply five");
  Object.assign(draft, { text: "hello", later: true, at: "tomorrow" });
  await send(draft, reply("hello"));
  expect(draft.error?.field).toBe("at");
  draft.at = "2020-01-01 09:00";
  await send(draft, reply("hello"));
  expect(draft.error?.message).toBe("that moment is over");
  expect(host.of("outbox.reply")).toEqual([]);
  const at = Math.floor(Date.now() / 60_000) * 60_000 + 7_200_000;
  draft.at = wall(at);
  await send(draft, reply("hello"));
  expect(host.of("outbox.reply")).toEqual([{ message: "m", text: "hello", at }]);
  expect(draft.later).toBe(false);
});

test("what went out is shown until the source was read again", async () => {
  const item = (id: string, more: Partial<OutboxItem>) => ({ id, source_id: "s1", state: "queued", sent_at: null, ...more }) as OutboxItem;
  let ok = 50;
  const host = fakeHost({
    "outbox.list": () => ({ items: [item("b", {}), item("a", { state: "sent", sent_at: 100 })] }),
    "sources.list": () => ({ sources: [{ id: "s1", kind: "slack", connection: { last_ok_at: ok, can_write: true, settings: { write: true } } } as Source], secrets: "ready" }),
  });
  const { model, stop } = living(writing);
  expect(model.access("s1")).toBeNull();
  await settle();
  expect(model.access("s1")).toBe("may");
  expect(model.pending(() => true).map((one) => one.id)).toEqual(["a", "b"]);
  ok = 200;
  await new Promise((resolve) => setTimeout(resolve, 300));
  host.change("Sources");
  await settle();
  expect(model.pending(() => true).map((one) => one.id)).toEqual(["b"]);
  stop();
});
