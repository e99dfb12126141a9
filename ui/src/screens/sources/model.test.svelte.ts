// What a person decides about a source: reading, resting, answering, leaving, and its settings.
import { beforeEach, expect, test } from "vitest";
import type { Connection, QuarantineRow, Source } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { here, to } from "../../router";
import { sources, unreadable } from "./model.svelte";

const settings = { address: null, user: null, name: null, private: false, direct: false, emails: false, write: false };
const one = (more: Partial<Connection> = {}): Source => ({
  id: "s1", name: "Greenhouse", kind: "slack", address: null, messages: 3, accounts: 1, first_at: null, last_at: null,
  connection: { state: "idle", error: null, settings, every: 15, can_write: true, hint: { state: "off", error: null }, ...more } as Connection,
});
const listed = (...all: Source[]) => ({ "sources.list": () => ({ sources: all, secrets: "ready" as const }) });

beforeEach(() => {
  window.location.hash = to("sources");
});

test("each decision is one command", async () => {
  const host = fakeHost({ ...listed(one()), "sources.sync": () => ({}), "sources.stop": () => ({}), "sources.pause": () => ({}), "sources.answer": () => ({}) });
  const { model, stop } = living(sources);
  await settle();
  const [source] = model.all;
  await model.read(source!);
  await model.read(source!, true);
  await model.stop(source!);
  await model.pause(source!, true);
  await model.answer(source!, false);
  expect(host.of("sources.sync")).toEqual([{ id: "s1", full: false }, { id: "s1", full: true }]);
  expect(host.of("sources.stop")).toEqual([{ id: "s1" }]);
  expect(host.of("sources.pause")).toEqual([{ id: "s1", paused: true }]);
  expect(host.of("sources.answer")).toEqual([{ id: "s1", follow: false }]);
  stop();
});

test("disconnecting is asked for twice", async () => {
  const host = fakeHost({ ...listed(one()), "sources.disconnect": () => ({}) });
  const { model, stop } = living(sources);
  await settle();
  await model.leave();
  model.askToLeave(model.all[0]!);
  model.stay();
  await model.leave();
  expect(host.of("sources.disconnect")).toEqual([]);
  model.askToLeave(model.all[0]!);
  await model.leave();
  expect(host.of("sources.disconnect")).toEqual([{ id: "s1" }]);
  stop();
});

test("the address opens the settings; they are checked, saved and closed", async () => {
  window.location.hash = to("sources", [], { settings: "s1" });
  const host = fakeHost({ ...listed(one()), "sources.change": () => ({}) });
  const { model, stop } = living(sources);
  await settle();
  expect(model.form).toMatchObject({ id: "s1", every: "15", settings: { name: "Greenhouse", write: false } });
  model.form!.every = "3";
  await model.save();
  expect(model.error?.field).toBe("every");
  expect(host.of("sources.change")).toEqual([]);
  model.form!.every = " 30 ";
  model.form!.settings.write = true;
  model.form!.settings.name = "  ";
  await model.save();
  await settle();
  expect(host.of("sources.change")).toEqual([{ id: "s1", settings: { ...settings, write: true }, every: 30 }]);
  expect(here().params.get("settings")).toBeNull();
  expect(model.form).toBeNull();
  stop();
});

test("what is being changed is not overwritten by news of the source", async () => {
  window.location.hash = to("sources", [], { settings: "s1" });
  let state: Connection["state"] = "idle";
  const host = fakeHost({ "sources.list": () => ({ sources: [one({ state })], secrets: "ready" }) });
  const { model, stop } = living(sources);
  await settle();
  model.form!.settings.name = "Another";
  state = "running";
  await new Promise((resolve) => setTimeout(resolve, 300));
  host.change("Sources");
  await settle();
  expect(model.all[0]?.connection?.state).toBe("running");
  expect(model.form?.settings.name).toBe("Another");
  stop();
});

test("keys matter only where something is connected", async () => {
  fakeHost({ "sources.list": () => ({ sources: [{ ...one(), connection: null }], secrets: "sealed" }) });
  const { model, stop } = living(sources);
  await settle();
  expect(model.sealed).toBe(false);
  stop();
  fakeHost({ "sources.list": () => ({ sources: [one()], secrets: "sealed" }) });
  const again = living(sources);
  await settle();
  expect(again.model.sealed).toBe(true);
  again.stop();
});

test("what could not be read from sources stands apart from what came from archives", async () => {
  const row = (id: string, import_id: string) => ({ id, import_id }) as QuarantineRow;
  const host = fakeHost({
    "imports.list": () => ({ imports: [{ id: "i1" } as never] }),
    "quarantine.list": ({ after }) => (after ? { rows: [row("q3", "sync")], next: null } : { rows: [row("q1", "i1"), row("q2", "i1")], next: "q2" }),
  });
  const { model, stop } = living(unreadable);
  await settle();
  await settle();
  expect(model.rows.map((one) => one.id)).toEqual(["q3"]);
  expect(host.of("quarantine.list").every((args) => args.import === null)).toBe(true);
  stop();
});

test("listening is off until a token is given", async () => {
  window.location.hash = to("sources", [], { settings: "s1" });
  const host = fakeHost({ ...listed(one()), "sources.change": () => ({}), "sources.hint": () => ({}) });
  const { model, stop } = living(sources);
  await settle();
  expect(model.form).toMatchObject({ hint: false, token: "" });
  expect(model.listens).toBe(false);
  model.form!.hint = true;
  await model.save();
  expect(model.error?.field).toBe("token");
  expect(host.of("sources.change")).toEqual([]);
  model.form!.token = " xapp-1 ";
  await model.save();
  expect(host.of("sources.hint")).toEqual([{ id: "s1", token: "xapp-1" }]);
  stop();
});

test("listening goes on with the token that is kept, and taking the tick away forgets it", async () => {
  window.location.hash = to("sources", [], { settings: "s1" });
  const host = fakeHost({ ...listed(one({ hint: { state: "stopped", error: null } })), "sources.change": () => ({}), "sources.hint": () => ({}) });
  const { model, stop } = living(sources);
  await settle();
  expect(model.form).toMatchObject({ hint: true, token: "" });
  expect(model.listens).toBe(true);
  await model.save();
  expect(host.of("sources.hint")).toEqual([]);
  model.change(model.all[0]!);
  await settle();
  model.form!.hint = false;
  await model.save();
  expect(host.of("sources.hint")).toEqual([{ id: "s1", token: null }]);
  stop();
});

test("a token that is refused is told beside its field, and nothing else is saved", async () => {
  window.location.hash = to("sources", [], { settings: "s1" });
  const host = fakeHost({ ...listed(one()), "sources.change": () => ({}), "sources.hint": () => { throw { code: "Invalid", message: "that is no app-level token", field: "token" }; } });
  const { model, stop } = living(sources);
  await settle();
  model.form!.hint = true;
  model.form!.token = "xoxp-1";
  await model.save();
  expect(model.error?.field).toBe("token");
  expect(host.of("sources.change")).toEqual([]);
  stop();
});
