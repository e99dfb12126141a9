// Spaces, the window of a chat, and a chat that stays put while a thread is open.
import { beforeEach, expect, test } from "vitest";
import type { Message, SpaceRow } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { to } from "../../router";
import { chat, joined } from "./chat.svelte";
import { conversations, grouped } from "./model.svelte";
import { thread } from "./threads.svelte";

const space = (id: string, more: Partial<SpaceRow> = {}) =>
  ({ id, name: id, source_id: "s1", source_name: "S", former_names: [], archived: false, style: "chat", ...more }) as SpaceRow;
const message = (id: number) => ({ id: String(id) }) as Message;

/** A space of a thousand messages, 0 to 999; a cursor is the number it stands before or after. */
function thousand() {
  return fakeHost({
    "messages.list": ({ before, after, around, limit }) => {
      let from = 1_000 - limit;
      if (before) from = Math.max(0, Number(before) - limit);
      if (after) from = Number(after) + 1;
      if (around) from = Number(around) - limit / 2;
      const until = before ? Number(before) : Math.min(1_000, from + limit);
      const messages = Array.from({ length: until - from }, (_, i) => message(from + i));
      return { messages, older: from > 0 ? String(from) : null, newer: until < 1_000 ? String(until - 1) : null };
    },
  });
}
const ends = (messages: Message[]) => [messages[0]?.id, messages.at(-1)?.id];

beforeEach(() => {
  window.location.hash = to("conversations");
});

test("spaces are grouped by source, archived ones apart, and found by a former name too", () => {
  const spaces = [space("general"), space("old", { archived: true }), space("topics", { source_id: "s2" }), space("events", { former_names: ["meetups"] })];
  expect(grouped(spaces, "").map((group) => [group.spaces.length, group.archived.length])).toEqual([[2, 1], [1, 0]]);
  expect(grouped(spaces, "#MEET").flatMap((group) => group.spaces.map((one) => one.id))).toEqual(["events"]);
  expect(grouped(spaces, "nothing")).toEqual([]);
});

test("a chat opens at the newest and grows upwards without gaps", async () => {
  thousand();
  const { model, stop } = living(() => chat("c", null));
  await settle();
  expect(ends(model.messages)).toEqual(["940", "999"]);
  model.older();
  await settle();
  model.older();
  await settle();
  expect(ends(model.messages)).toEqual(["820", "999"]);
  expect(model.messages).toHaveLength(180);
  model.newer();
  await settle();
  expect(model.messages).toHaveLength(180);
  stop();
});

test("a chat around one message grows both ways", async () => {
  thousand();
  const { model, stop } = living(() => chat("c", "500"));
  await settle();
  expect(ends(model.messages)).toEqual(["470", "529"]);
  model.older();
  model.newer();
  await settle();
  expect(ends(model.messages)).toEqual(["410", "589"]);
  expect(new Set(model.messages.map((one) => one.id)).size).toBe(model.messages.length);
  stop();
});

test("the beginning is known when it is reached", async () => {
  fakeHost({ "messages.list": ({ before }) => ({ messages: [message(before ? 1 : 2)], older: before ? null : "2", newer: null }) });
  const { model, stop } = living(() => chat("c", null));
  await settle();
  expect(model.complete).toBe(false);
  model.older();
  await settle();
  expect(model.complete).toBe(true);
  stop();
});

test("messages on the edge of two pages appear once", () => {
  expect(joined([message(1), message(2)], [message(2), message(3)]).map((one) => one.id)).toEqual(["1", "2", "3"]);
});

test("the chat stays where it was while a thread is open, and after; a thread from elsewhere has its own place", async () => {
  fakeHost({ "spaces.list": () => ({ spaces: [space("c")] }) });
  window.location.hash = to("conversations", ["c"], { at: "77" });
  const { model, stop } = living(conversations);
  await settle();
  expect(model.chatAt).toBe("77");
  window.location.hash = model.threadAddress("c", "t1");
  await settle();
  expect(model.thread).toBe("t1");
  expect(model.chatAt).toBe("77");
  expect(model.closed).toBe("#/conversations/c?at=77");
  window.location.hash = to("conversations", ["d", "t2"]);
  await settle();
  expect(model.chatAt).toBe("t2");
  stop();
});

test("a linked reply far down a thread is fetched", async () => {
  fakeHost({
    "threads.get": ({ after }) => {
      const page = Number(after ?? 0);
      return { id: "t", messages: [message(page)], next: page < 5 ? String(page + 1) : null } as never;
    },
  });
  const { model, stop } = living(() => thread("t", () => "3"));
  await settle();
  await settle();
  expect(model.messages.map((one) => one.id)).toEqual(["0", "1", "2", "3"]);
  stop();
});
