// A message to one person: to accounts that can be reached, and a reason where none can.
import { expect, test } from "vitest";
import type { Account, Member, Source } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { toasts } from "../../parts/toasts.svelte";
import { direct } from "./direct.svelte";

const account = (id: string, source: string, more: Partial<Account> = {}) => ({ id, source_id: source, source_kind: "slack", name: "Amina", left: false, missing: false, is_bot: false, ...more }) as Account;
const member = (...accounts: Account[]) => ({ accounts }) as Member;
const source = (id: string, write: boolean) => ({ id, kind: "slack", connection: { can_write: true, settings: { write } } }) as Source;
const sources = { "sources.list": () => ({ sources: [source("s1", true), source("s2", false)], secrets: "ready" as const }), "outbox.list": () => ({ items: [] }) };

test("it goes to an account at a source that may be written to", async () => {
  const host = fakeHost({ ...sources, "outbox.direct": () => ({ id: "o1", not_before: Date.now() + 8_000 }), undo: () => ({ undone: "Send message", conflict: false }) });
  const { model, stop } = living(() => direct(() => member(account("a0", "s1", { left: true }), account("a1", "s2"), account("a2", "s1"))));
  await settle();
  expect(model.reachable.map((one) => one.id)).toEqual(["a2"]);
  model.open();
  model.draft!.text = "Welcome!";
  await model.send();
  expect(host.of("outbox.direct")).toEqual([{ account: "a2", title: null, text: "Welcome!", at: null }]);
  expect(model.account).toBeNull();
  const said = toasts().at(-1);
  expect(said?.text).toBe("Your message to Amina goes out in a few seconds.");
  said?.action?.run();
  await settle();
  expect(host.of("undo")).toHaveLength(1);
  stop();
});

test("where nothing can be written, the reason is known", async () => {
  fakeHost(sources);
  const { model, stop } = living(() => direct(() => member(account("a1", "s2"))));
  await settle();
  expect(model.reachable).toEqual([]);
  expect(model.closed).toMatchObject({ account: { id: "a1" }, access: "reading" });
  stop();
});
