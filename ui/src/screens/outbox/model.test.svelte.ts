// The outbox: what needs somebody first, and taking things back in the way that is certain.
import { expect, test } from "vitest";
import type { OutboxItem } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { useZone } from "../../format";
import { backWords, reason, standing } from "../../outgoing";
import { addressOf, groups, outbox } from "./model.svelte";

const NOW = Date.UTC(2026, 2, 5, 14, 0);
const item = (id: string, more: Partial<OutboxItem> = {}): OutboxItem => ({
  id, source_id: "s1", source_name: "S", kind: "reply", state: "queued", title: null, text: "t", space_id: "c1", space_name: "general", thread_id: "t1", message_id: null, account_name: null, action: null,
  not_before: NOW, attempts: 0, error: null, created_at: NOW, sent_at: null, ...more,
});

test("what is stuck stands first, what was sent last", () => {
  const all = [item("a", { state: "sent", sent_at: 1 }), item("b", { state: "sent", sent_at: 2 }), item("c", { not_before: NOW + 5_000 }), item("d"), item("e", { not_before: NOW + 9e6 }), item("f", { state: "wedged" }), item("g", { state: "sending", not_before: 1 })];
  expect(groups(all, NOW).map((group) => [group.id, group.items.map((one) => one.id)])).toEqual([["stuck", ["f"]], ["waiting", ["g", "d", "c"]], ["planned", ["e"]], ["sent", ["b", "a"]]]);
  expect(groups([], NOW)).toEqual([]);
});

test("each says how it stands, and what it waits for", () => {
  useZone("UTC");
  const source = (state: string) => ({ connection: { state } }) as never;
  expect(standing(item("a", { not_before: NOW + 5_400 }), NOW)).toBe("goes out in 6 s");
  expect(standing(item("a", { not_before: NOW + 3_600_000 }), NOW)).toBe("planned for 15:00");
  expect(standing(item("a"), NOW)).toBe("waiting to go out");
  expect(standing(item("a"), NOW, source("paused"))).toBe("waits: S is paused");
  expect(standing(item("a"), NOW, source("waiting"))).toBe("waits until S can be reached");
  expect(standing(item("a", { attempts: 1, not_before: NOW + 60_000 }), NOW)).toBe("not sent yet, next try 14:01");
  expect(standing(item("a", { state: "wedged" }), NOW)).toBe("stuck");
  expect([item("a", { not_before: NOW + 5_000 }), item("a", { not_before: NOW + 9e6 }), item("a")].map((one) => backWords(one, NOW))).toEqual(["Undo", "Take back", "Take back"]);
  expect(reason(item("a", { error: { code: "Invalid", message: "the channel is archived", field: null } }))).toBe("the channel is archived");
  expect(reason(item("a", { error: { code: "Offline", message: "no route", field: null } }))).toBe("No connection: no route");
});

test("it leads to where it was written", () => {
  expect(addressOf(item("a"))).toBe("#/conversations/c1/t1");
  expect(addressOf(item("a", { kind: "post", thread_id: null }))).toBe("#/conversations/c1");
  expect(addressOf(item("a", { kind: "react", message_id: "m1" }))).toBe("#/conversations/c1/t1?at=m1");
  expect(addressOf(item("a", { kind: "direct", space_id: null }))).toBeNull();
});

test("each thing that can be done is one command", async () => {
  const host = fakeHost({ "outbox.list": () => ({ items: [item("a")] }), "sources.list": () => ({ sources: [], secrets: "ready" }), "outbox.retry": () => ({}), "outbox.discard": () => ({}) });
  const { model, stop } = living(outbox);
  await settle();
  const [waiting] = model.groups[0]!.items;
  await model.takeBack(waiting!);
  await model.retry(waiting!);
  await model.discard(waiting!);
  expect(host.of("outbox.discard")).toEqual([{ id: "a" }, { id: "a" }]);
  expect(host.of("outbox.retry")).toEqual([{ id: "a" }]);
  stop();
});
