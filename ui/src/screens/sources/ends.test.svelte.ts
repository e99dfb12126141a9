// What goes for good goes only under a preview, by the source's name.
import { expect, test } from "vitest";
import type { Source } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { ends } from "./ends.svelte";

const source: Source = { id: "s1", name: "Garden", kind: "slack", address: null, messages: 3, accounts: 2, first_at: null, last_at: null, connection: null };
const traces = { posts: 2, replies: 1, files: 0, records: 3, oldest_at: 0, stay: 4, went: 0 };

test("a rule wants months that make sense, what it would take, and the name", async () => {
  const host = fakeHost({ "retention.rules": () => ({ rules: [] }), "retention.preview": () => ({ before: "2024-11-23", begins_at: 0, traces }), "retention.keep": () => ({}) });
  const { model, stop } = living(ends);
  model.askToKeep(source);
  model.typed = "Garden";
  model.months = "0";
  await settle();
  expect([model.ready, model.preview]).toEqual([false, null]);
  model.months = "12";
  await settle();
  expect(model.preview?.traces.posts).toBe(2);
  model.typed = "Garde";
  expect(model.ready).toBe(false);
  model.typed = "Garden ";
  expect(model.ready).toBe(true);
  await model.keep();
  expect(host.of("retention.keep")).toEqual([{ source: "s1", months: 12, name: "Garden " }]);
  expect(model.keeping).toBeNull();
  stop();
});

test("the name that was typed for one source is not there for another", async () => {
  const left = { messages: 3, happenings: 0, reactions: 0, spaces: 1, accounts: 2, stay: 0, imports: 0, waiting: 0 };
  const host = fakeHost({ "retention.rules": () => ({ rules: [] }), "sources.traces": () => ({ traces: left }), "sources.remove": () => ({ traces: left }) });
  const { model, stop } = living(ends);
  model.askToRemove(source);
  await settle();
  model.typed = "Garden";
  expect(model.ready).toBe(true);
  model.leave();
  model.askToRemove({ ...source, id: "s2" });
  await settle();
  expect(model.ready).toBe(false);
  model.typed = "Garden";
  await model.remove();
  expect(host.of("sources.remove")).toEqual([{ id: "s2", name: "Garden" }]);
  stop();
});
