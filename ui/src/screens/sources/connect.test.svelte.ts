// Connecting: nothing is chosen for anybody, a wrong key stays beside its field, and a key goes nowhere but into the call.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Source, Sources } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { here, to } from "../../router";
import { connect, fieldOf, keys, tokenKind } from "./connect.svelte";

const NOTHING = { address: null, user: null, name: null, private: false, direct: false, emails: false, write: false };
const list = (secrets: Sources["secrets"] = "ready", ...sources: Source[]) => ({ "sources.list": () => ({ sources, secrets }), "sources.manifest": () => ({ text: "{}", scopes: [] }) });
const place = (kind: string, more = {}) => (window.location.hash = to("sources", ["connect"], { kind, ...more }));

beforeEach(() => {
  window.location.hash = to("sources", ["connect"]);
});
afterEach(() => {
  vi.useRealTimers();
});

test("a token is known by how it begins", () => {
  expect(["", "xoxp-1", " xoxb-1 ", "xapp-1", "xoxc-1", "hello"].map(tokenKind)).toEqual(["none", "user", "bot", "other", "other", "unknown"]);
});

test("an error stands beside what it is about", () => {
  const error = (code: string, field: string | null = null) => ({ code, field, message: "" }) as never;
  expect(fieldOf(error("Invalid", "address"), "discourse", "nobody")).toBe("address");
  expect(fieldOf(error("SignedOut"), "slack", "token")).toBe("secret");
  expect(fieldOf(error("SignedOut"), "discourse", "browser")).toBe("payload");
  expect(fieldOf(error("Offline"), "discourse", "admin")).toBe("address");
  expect(fieldOf(error("Offline"), "slack", "token")).toBe("form");
  expect(fieldOf(error("Conflict"), "slack", "token")).toBe("form");
});

test("Slack is only read unless more is chosen, and the key is forgotten once it was given", async () => {
  place("slack");
  const host = fakeHost({ ...list(), "sources.connect": () => ({ id: "s1" }) });
  const { model, stop } = living(connect);
  await settle();
  await model.connect();
  expect(model.wrong("secret")).not.toBe("");
  model.secret = " xoxp-1 ";
  expect(model.wrong("secret")).toBe("");
  await model.connect();
  expect(host.of("sources.connect")).toEqual([{ kind: "slack", secret: "xoxp-1", settings: NOTHING, source: null }]);
  expect(model.secret).toBe("");
  expect(here().parts).toEqual([]);
  stop();
});

test("the app's description follows what is chosen", async () => {
  place("slack");
  const host = fakeHost(list());
  const { model, stop } = living(connect);
  await settle();
  model.settings.write = true;
  await settle();
  expect(host.of("sources.manifest")).toEqual([{ write: false, private: false, direct: false }, { write: true, private: false, direct: false }]);
  stop();
});

test("a refused key stays beside its field, and the form stays", async () => {
  place("slack");
  fakeHost({
    ...list(),
    "sources.connect": () => {
      throw { code: "SignedOut", message: "the token is not valid", field: null };
    },
  });
  const { model, stop } = living(connect);
  await settle();
  model.secret = "xoxp-1";
  await model.connect();
  expect(model.wrong("secret")).toBe("the token is not valid");
  expect(model.secret).toBe("xoxp-1");
  expect(model.busy).toBe(false);
  stop();
});

test("a visitor takes no key along, and writes nothing", async () => {
  place("discourse");
  const host = fakeHost({ ...list("missing"), "sources.connect": () => ({ id: "s2" }) });
  const { model, stop } = living(connect);
  await settle();
  expect(model.blocked).toBe(false);
  model.settings.address = " forum.example.org ";
  model.settings.write = true;
  model.settings.emails = true;
  await model.connect();
  expect(host.of("sources.connect")).toEqual([{ kind: "discourse", secret: "", settings: { ...NOTHING, address: "forum.example.org" }, source: null }]);
  model.way = "admin";
  expect(model.blocked).toBe(true);
  stop();
});

test("connecting again begins with what was chosen before, for the same source", async () => {
  place("slack", { again: "s1" });
  const before = { ...NOTHING, private: true, name: "Ours" };
  const host = fakeHost({ ...list("ready", { id: "s1", name: "Ours", connection: { settings: before } } as Source), "sources.connect": () => ({ id: "s1" }) });
  const { model, stop } = living(connect);
  await settle();
  model.secret = "xoxp-2";
  await model.connect();
  expect(host.of("sources.connect")).toEqual([{ kind: "slack", secret: "xoxp-2", settings: before, source: "s1" }]);
  stop();
});

test("the browser's answer is waited for, until it comes or nobody waits any more", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  place("slack");
  let answers = 0;
  const host = fakeHost({
    ...list(),
    "sources.sign_in_slack": () => ({ id: "g1", address: "a", code: null }),
    "sources.sign_in_state": () => ({ source: ++answers < 2 ? null : { id: "s1" }, error: null }),
  });
  const { model, stop } = living(connect);
  await vi.advanceTimersByTimeAsync(0);
  model.way = "browser";
  await model.signIn();
  expect(model.wrong("client_id")).not.toBe("");
  model.client = "1.2";
  await model.signIn();
  expect(model.signing?.address).toBe("a");
  model.cancel();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(host.of("sources.sign_in_state")).toEqual([]);
  await model.signIn();
  await vi.advanceTimersByTimeAsync(4_100);
  expect(host.of("sources.sign_in_state")).toHaveLength(2);
  expect(here().parts).toEqual([]);
  stop();
});

test("a forum's own key is finished with the text from its page", async () => {
  place("discourse");
  const host = fakeHost({ ...list(), "sources.sign_in_forum": () => ({ id: "g2", address: "a", code: null }), "sources.finish_sign_in": () => ({ id: "s2" }) });
  const { model, stop } = living(connect);
  await settle();
  model.way = "browser";
  model.settings.address = "forum.example.org";
  await model.signIn();
  await model.finish();
  expect(model.wrong("payload")).not.toBe("");
  model.payload = " abc ";
  await model.finish();
  expect(host.of("sources.finish_sign_in")).toEqual([{ id: "g2", payload: "abc" }]);
  stop();
});

test("with a code the forum's answer is waited for, and a text can be copied instead", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  place("discourse");
  let done = false;
  const host = fakeHost({
    ...list(),
    "sources.sign_in_forum": ({ paste }) => ({ id: paste ? "g4" : "g3", address: "a", code: paste ? null : "WXYZ-2345" }),
    "sources.sign_in_state": () => ({ source: done ? { id: "s2" } : null, error: null }),
    "sources.cancel_sign_in": () => ({}),
  });
  const { model, stop } = living(connect);
  await vi.advanceTimersByTimeAsync(0);
  model.way = "browser";
  model.settings.address = "forum.example.org";
  await model.signIn();
  expect(model.signing?.code).toBe("WXYZ-2345");
  await model.signIn(true);
  expect(model.signing?.code).toBe(null);
  expect(host.of("sources.cancel_sign_in")).toEqual([{ id: "g3" }]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(host.of("sources.sign_in_state")).toEqual([]);
  await model.signIn();
  done = true;
  await vi.advanceTimersByTimeAsync(2_100);
  expect(host.of("sources.sign_in_state")).toEqual([{ id: "g3" }]);
  expect(here().parts).toEqual([]);
  stop();
});

test("a new passphrase is given twice, a known one once", async () => {
  const host = fakeHost({ "secrets.unlock": () => ({ state: "ready" }) });
  let opened = 0;
  const made = keys(() => "missing", () => opened++);
  made.passphrase = "correct horse";
  made.repeated = "correct house";
  await made.unlock();
  expect(made.error?.field).toBe("repeated");
  made.repeated = "correct horse";
  await made.unlock();
  const known = keys(() => "sealed", () => opened++);
  known.passphrase = "correct horse";
  await known.unlock();
  expect(host.of("secrets.unlock")).toHaveLength(2);
  expect(opened).toBe(2);
  expect(known.passphrase).toBe("");
});
