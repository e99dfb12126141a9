// Writing into conversations: what goes out as what, and what is shown while it waits.
import { expect, test } from "vitest";
import type { OutboxItem, SpaceRow } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { composing, tagsOf } from "./compose.svelte";

const chat = { id: "c1", source_id: "s1", style: "chat" } as SpaceRow;
const forum = { id: "f1", source_id: "s2", style: "forum" } as SpaceRow;
const queued = { id: "o1", not_before: 0 };

test("tags are taken as people type them", () => {
  expect(tagsOf(" Events, #berlin  events ")).toEqual(["events", "berlin"]);
  expect(tagsOf("")).toEqual([]);
});

test("a message has no title, a topic has one and tags", async () => {
  const host = fakeHost({ "outbox.post": () => queued, "outbox.reply": () => queued, "outbox.list": () => ({ items: [] }), "sources.list": () => ({ sources: [], secrets: "ready" }) });
  const { model, stop } = living(composing);
  Object.assign(model.postDraft(chat), { text: "hi", title: "left over" });
  await model.post(chat);
  model.topicIn = "f1";
  Object.assign(model.postDraft(forum), { text: "hi", title: " Seeds ", tags: "a b" });
  await model.post(forum);
  model.replyDraft(chat, "t1").text = "yes";
  await model.reply(chat, "t1");
  expect(host.of("outbox.post")).toEqual([
    { space: "c1", title: null, text: "hi", tags: [], at: null },
    { space: "f1", title: "Seeds", text: "hi", tags: ["a", "b"], at: null },
  ]);
  expect(host.of("outbox.reply")).toEqual([{ message: "t1", text: "yes", at: null }]);
  expect(model.topicIn).toBeNull();
  stop();
});

test("what waits is shown where it belongs, and a reaction is given once", async () => {
  const item = (id: string, more: Partial<OutboxItem>) => ({ id, state: "queued", source_id: "s1", ...more }) as OutboxItem;
  const items = [item("1", { kind: "reply", thread_id: "t1" }), item("2", { kind: "post", space_id: "c1" }), item("3", { kind: "react", message_id: "m1", text: "tada" })];
  const host = fakeHost({ "outbox.list": () => ({ items }), "sources.list": () => ({ sources: [], secrets: "ready" }), "outbox.react": () => queued });
  const { model, stop } = living(composing);
  await settle();
  expect([model.replies("t1"), model.posts("c1"), model.reactions("m1"), model.replies("t2")].map((list) => list.map((one) => one.id))).toEqual([["1"], ["2"], ["3"], []]);
  await model.react("m1", "tada");
  await model.react("m1", "eyes");
  expect(host.of("outbox.react")).toEqual([{ message: "m1", name: "eyes" }]);
  expect(model.gifts(forum).map((gift) => gift.name)).toEqual(["heart"]);
  stop();
});
