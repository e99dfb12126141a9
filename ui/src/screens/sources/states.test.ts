// The words for how a source stands: every state says what goes on, and what to do when somebody has to.
import { beforeEach, expect, test } from "vitest";
import type { Connection, Source } from "../../api/bindings";
import { useZone } from "../../format";
import { access, host, trouble } from "../../sources";
import { coverage, hidden, lastRun, listening, progressWords, remedy, reportRows, standing } from "./states";

const NOW = Date.UTC(2026, 2, 5, 14, 0);
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const connection = (more: Partial<Connection> = {}): Connection => ({
  state: "idle", error: null, settings: { address: null, user: null, name: null, private: false, direct: false, emails: false, write: false },
  account: "mara", scopes: [], missing: [], can_write: false, every: 15, next_run_at: NOW + 5 * MINUTE, last_started_at: NOW - 5 * MINUTE, last_ok_at: NOW - 4 * MINUTE, last_full_at: NOW - DAY,
  progress: null, coverage: null, report: null, quarantined: 0, hint: { state: "off", error: null }, ...more,
});
const source = (more: Partial<Connection> | null, rest: Partial<Source> = {}): Source => ({
  id: "s1", name: "A", kind: "slack", address: null, messages: 1_204, accounts: 12, first_at: NOW - 900 * DAY, last_at: NOW, connection: more && connection(more), ...rest,
});
const says = (more: Partial<Connection>) => standing(source(more), connection(more), NOW);
const error = (code: "Offline" | "Waiting" | "SignedOut" | "Forbidden" | "Conflict" | "Bug") => ({ code, message: "m", field: null });

beforeEach(() => useZone("UTC"));

test("each state is said in words", () => {
  expect(says({})).toMatchObject({ look: "good", title: "Up to date", more: "4 minutes ago" });
  expect(says({ last_ok_at: null })).toMatchObject({ look: "rest", title: "Not read yet" });
  expect(says({ state: "paused" }).title).toBe("Paused");
  expect(says({ state: "waiting", error: error("Offline") }).title).toBe("Waiting for the network, next try 14:05");
  expect(says({ state: "waiting", error: error("Waiting") }).title).toBe("The source asked for a pause, this goes on at 14:05");
  expect(says({ state: "asking", error: error("Conflict") })).toMatchObject({ look: "needs", title: "Needs you: is this really gone?" });
  expect(says({ state: "failed", error: error("SignedOut") }).title).toBe("Needs you: the key is not accepted any more");
  expect(says({ state: "failed", error: error("Bug") }).title).toBe("Needs you: Something went wrong");
});

test("progress is for a person", () => {
  expect(progressWords({ stage: "messages", what: "general", done: 12, of: 40, seconds_left: 352 })).toBe("channel 12 of 40 · general · about 6 minutes left");
  expect(progressWords({ stage: "people", what: null, done: 0, of: null, seconds_left: null })).toBe("people");
  expect(progressWords({ stage: "unheard of", what: null, done: 1, of: 2, seconds_left: null })).toBe("");
});

test("trouble is what a person has to know, and a short wait is none", () => {
  expect(trouble(source(null), NOW)).toBeNull();
  expect(trouble(source({}), NOW)).toBeNull();
  expect(trouble(source({ state: "failed" }), NOW)).toBe("needs");
  expect(trouble(source({ state: "asking" }), NOW)).toBe("needs");
  expect(trouble(source({ state: "waiting" }), NOW)).toBeNull();
  expect(trouble(source({ state: "waiting", last_ok_at: NOW - 2 * DAY }), NOW)).toBe("late");
  expect(says({ state: "waiting", last_ok_at: NOW - 2 * DAY }).look).toBe("late");
});

test("what helps depends on what is wrong", () => {
  expect([error("SignedOut"), error("Forbidden"), error("Conflict"), error("Bug"), null].map(remedy)).toEqual(["connect", "connect", "connect", "read", "read"]);
});

test("coverage says since when, and compares with the source's own count", () => {
  const covered = { from: Date.UTC(2021, 2, 3), through: NOW, messages: 1_204, people: 12, hidden: [] };
  expect(coverage(source({ coverage: covered }), NOW)).toEqual({ since: "Everything since 3 Mar 2021.", counts: "1,204 messages here, 1,204 at Slack", people: "12 people here, 12 there" });
  expect(coverage(source({ coverage: { ...covered, messages: 1_300 } }, { kind: "discourse" }), NOW).counts).toBe("1,204 messages here, 1,300 at the forum (96 were taken away, or are not shown to Kith)");
  // While it reads nobody expects the numbers to be the same.
  expect(coverage(source({ state: "running", coverage: { ...covered, messages: 1_300 } }), NOW).counts).toBe("1,204 messages here, 1,300 at Slack");
  expect(coverage(source({ state: "paused", coverage: covered }), NOW).since).toBe("Everything from 3 Mar 2021 up to 14:00.");
  expect(coverage(source({ coverage: { ...covered, from: null }, last_full_at: null }), NOW).since).toBe("Not everything is here yet.");
  expect(coverage(source(null), NOW).since).toMatch(/^From .* to 5 Mar 2026$/);
});

test("a scope that is missing twice is said once", () => {
  const list = hidden(connection({
    coverage: { from: null, through: null, messages: null, people: null, hidden: [{ kind: "plan" }, { kind: "capped" }, { kind: "space", name: "board", why: "not a member" }, { kind: "scope", scope: "groups:history", what: "private channels" }] },
    missing: [{ scope: "groups:history", what: "private channels" }],
  }));
  expect(list.map((one) => one.id)).toEqual(["plan", "capped", "space board", "scope groups:history"]);
  expect(list[3]?.title).toBe("Private channels cannot be read.");
  expect(list[3]?.help).toContain("groups:history");
});

test("the last run in one line, and what did not happen is left out of its numbers", () => {
  const report = { complete: true, full: false, requests: 9, added: 2, changed: 1, removed: 0, known: 0, sent: 0, waits: 1, waited_ms: 4_000, duration_ms: 61_000 };
  expect(lastRun(report, NOW, NOW)).toBe("Last run 14:00: 2 new, 1 changed, 0 removed");
  expect(lastRun({ ...report, added: 0, changed: 0, full: true }, NOW, NOW)).toBe("Last run 14:00, a look at everything: nothing new");
  const rows = Object.fromEntries(reportRows(report));
  expect(rows).toMatchObject({ New: "2", Waited: "once, 4 seconds", Took: "1 minute" });
  expect(rows).not.toHaveProperty("Sent from here");
});

test("writing needs a connection, the person's word and the key's", () => {
  const allowed = { ...connection().settings, write: true };
  expect(access(source(null, { kind: "sample_chat" }))).toBe("sample");
  expect(access(source(null))).toBe("archive");
  expect(access(source({ can_write: true }))).toBe("reading");
  expect(access(source({ settings: allowed }))).toBe("key");
  expect(access(source({ settings: allowed, can_write: true }))).toBe("may");
});

test("an address is shown without what every address has", () => {
  expect(host("https://forum.example.org/")).toBe("forum.example.org");
  expect(host("https://example.org/talk/")).toBe("example.org/talk");
  expect(host("not an address")).toBe("not an address");
});

test("listening for news is said only where somebody asked for it", () => {
  const said = (more: Partial<Connection>) => listening(connection(more));
  expect(said({})).toBe("");
  expect(said({ hint: { state: "listening", error: null } })).toContain("at once");
  expect(said({ hint: { state: "waiting", error: error("Offline") } })).toContain("interval");
  expect(said({ state: "paused", hint: { state: "waiting", error: null } })).toBe("");
  expect(said({ hint: { state: "stopped", error: { code: "Forbidden", message: "it is switched off", field: null } } })).toContain("It is switched off");
});
