// Made-up sources in every state, an outbox, and a place for keys, for working on their screens.
// `?mock=sources` shows all states at once; `?mock=sealed`, `missing` and `locked` have no open place for keys.
import type { Commands, Connection, OutboxItem, Queued, SecretsState, Source } from "../api/bindings";
import { DAY, NOW } from "./people";
import type { Did } from "./steps";

const HOUR = 3_600_000;
const MINUTE = 60_000;
type Answers = { [K in keyof Commands]?: (args: Commands[K][0]) => Commands[K][1] };

const connection = (more: Partial<Connection> = {}): Connection => ({
  state: "idle",
  error: null,
  settings: { address: null, user: null, name: null, private: false, direct: false, emails: false, write: true },
  account: "mara",
  scopes: ["channels:history", "channels:read", "users:read", "users:read.email", "reactions:read", "chat:write", "reactions:write"],
  missing: [],
  can_write: true,
  every: 15,
  next_run_at: NOW + 11 * MINUTE,
  last_started_at: NOW - 5 * MINUTE,
  last_ok_at: NOW - 4 * MINUTE,
  last_full_at: NOW - 8 * HOUR,
  progress: null,
  coverage: { from: NOW - 1_900 * DAY, through: NOW - 4 * MINUTE, messages: 170_162, people: 4_100, hidden: [] },
  report: { complete: true, full: false, requests: 58, added: 214, changed: 3, removed: 1, known: 1_120, sent: 2, waits: 2, waited_ms: 40_000, duration_ms: 96_000 },
  quarantined: 0,
  hint: { state: "off", error: null },
  ...more,
});
const source = (id: string, name: string, more: Partial<Source> = {}): Source => ({
  id, name, kind: "slack", address: "https://greenhouse.slack.com/", messages: 170_162, accounts: 4_100, first_at: NOW - 1_900 * DAY, last_at: NOW - 0.3 * DAY, connection: connection(), ...more,
});
const forum = (id: string, name: string, more: Partial<Connection> = {}): Source =>
  source(id, name, { kind: "discourse", address: `https://${name}/`, messages: 50_000, accounts: 2_300, connection: connection({ account: "mara", coverage: { from: NOW - 1_200 * DAY, through: NOW - 4 * MINUTE, messages: 50_012, people: 2_300, hidden: [] }, scopes: [], ...more }) });

function everyState(): Source[] {
  const write = { address: null, user: null, name: null, private: true, direct: false, emails: false, write: false };
  return [
    source("x1", "Repair Café", { messages: 12_204, address: "https://repair-cafe.slack.com/", connection: connection({ state: "running", settings: write, can_write: false, last_ok_at: null, last_full_at: null, report: null, next_run_at: null, progress: { stage: "messages", what: "general", done: 12, of: 40, seconds_left: 352 }, coverage: { from: null, through: null, messages: null, people: 410, hidden: [{ kind: "capped" }] } }) }),
    forum("x2", "talk.repair.example", { state: "running", progress: { stage: "people", what: null, done: 0, of: null, seconds_left: null }, report: null }),
    source("x3", "Bartholomäus-Maximilian-Gedächtnis-Werkstatt der Vereinigten Nachbarschaften 🛠️ e. V.", { connection: connection({ state: "waiting", error: { code: "Offline", message: "slack.com cannot be reached: no route to host", field: null }, next_run_at: NOW + 9 * MINUTE, last_ok_at: NOW - 2 * HOUR }) }),
    forum("x4", "community.example.net", { state: "waiting", error: { code: "Remote", message: "the community's server failed: 502", field: null }, next_run_at: NOW + 26 * MINUTE, last_ok_at: NOW - 3 * DAY, coverage: { from: NOW - 900 * DAY, through: NOW - 3 * DAY, messages: 51_400, people: null, hidden: [] } }),
    source("x5", "Waiting Room", { connection: connection({ hint: { state: "stopped", error: { code: "Forbidden", message: "listening for news is not allowed: Socket Mode is switched off in the app's settings at Slack", field: null } }, state: "waiting", error: { code: "Waiting", message: "the community asks to wait", field: null }, next_run_at: NOW + MINUTE }) }),
    source("x6", "مجتمع الحدائق", { connection: connection({ state: "paused", next_run_at: null, last_ok_at: NOW - 40 * DAY }) }),
    source("x7", "Old Town", { connection: connection({ state: "asking", error: { code: "Conflict", message: "1,204 messages that are here are not at the source any more; nothing was taken away", field: null }, next_run_at: null }) }),
    source("x8", "Night School", { connection: connection({ state: "failed", error: { code: "SignedOut", message: "the token was revoked", field: null }, next_run_at: null, last_ok_at: NOW - 6 * DAY }) }),
    forum("x9", "members.example.org", { state: "failed", error: { code: "Forbidden", message: "reading the members is not allowed: the key has no such scope", field: null }, next_run_at: null }),
    source("x10", "Broken", { connection: connection({ state: "failed", error: { code: "Conflict", message: "another community answers at this address than the one whose rows are here", field: null }, next_run_at: null }) }),
    source("x11", "New one", { messages: 0, accounts: 0, connection: connection({ last_ok_at: null, last_started_at: null, last_full_at: null, report: null, coverage: null, next_run_at: NOW, account: null }) }),
    source("x12", "Summer School 2019", { connection: null, address: null, messages: 3_204 }),
    source("x13", "Sample forum", { kind: "sample_forum", connection: null, address: null }),
  ];
}

const hidden: NonNullable<Connection["coverage"]>["hidden"] = [
  { kind: "plan" },
  { kind: "space", name: "board-only", why: "not a member" },
  { kind: "scope", scope: "groups:history", what: "private channels" },
];

export function madeSources(how: string, empty: () => boolean, did: Did, changed: (...topics: string[]) => void): { answers: Answers; tick: () => void } {
  let secrets: SecretsState = how === "sealed" || how === "missing" || how === "locked" ? how : "ready";
  const reading = { address: null, user: null, name: null, private: false, direct: false, emails: false, write: false };
  let list: Source[] =
    how === "sources"
      ? everyState()
      : [
          source("s1", "Greenhouse Slack", { messages: 170_150, connection: connection({ coverage: { from: NOW - 1_900 * DAY, through: NOW - 4 * MINUTE, messages: 170_162, people: 4_100, hidden }, quarantined: 3, settings: { ...reading, write: how !== "reading", private: true } }) }),
          forum("s2", "forum.example.org", { settings: { ...reading, address: "https://forum.example.org/", write: how !== "reading" } }),
          source("s3", "Summer School 2019", { connection: null, address: null, messages: 3_204, accounts: 96 }),
        ];
  const item = (id: string, more: Partial<OutboxItem>): OutboxItem => ({
    id, source_id: "s1", source_name: "Greenhouse Slack", kind: "reply", state: "queued", title: null, text: "Thank you! I can bring the projector and the long cable.", space_id: "c0", space_name: "general", thread_id: "t-c0-872", message_id: null, account_name: null, action: null, not_before: NOW - MINUTE, attempts: 0, error: null, created_at: NOW - MINUTE, sent_at: null, ...more,
  });
  let items: OutboxItem[] = [
    item("o1", { state: "wedged", attempts: 1, error: { code: "Invalid", message: "the channel is archived, nothing can be written in it", field: null }, kind: "post", space_id: "c9", space_name: "tools", thread_id: null, text: "Who has the big drill? We need it on Saturday." }),
    item("o2", { attempts: 2, not_before: NOW + 4 * MINUTE, error: { code: "Offline", message: "slack.com cannot be reached: no route to host", field: null } }),
    item("o3", { kind: "topic", source_id: "s2", source_name: "forum.example.org", space_id: "f0", space_name: "Questions", thread_id: null, title: "Seed swap in spring: who comes?", text: "We meet in the library at ten.\nBring what you have too much of.\n\nThere is tea.", not_before: NOW + 2 * DAY }),
    item("o4", { kind: "direct", space_id: null, space_name: null, thread_id: null, account_name: "דוד לוי", text: "Welcome! Tell me when you want to see the garden.", state: "sent", sent_at: NOW - 3 * HOUR, created_at: NOW - 3 * HOUR }),
    item("o5", { kind: "react", text: "tada", message_id: "c0-876", state: "sent", sent_at: NOW - 5 * HOUR }),
    item("o6", { state: "sent", sent_at: NOW - 30 * HOUR, text: "A very long answer that goes on and on, to see whether it is cut where it should be. ".repeat(6) }),
  ];
  const tell = (...topics: string[]) => setTimeout(() => changed(...topics), 0);
  const change = (id: string, more: Partial<Connection>) => {
    list = list.map((one) => (one.id === id && one.connection ? { ...one, connection: { ...one.connection, ...more } } : one));
    tell("Sources");
  };
  const missing = (): never => { throw { code: "Conflict", message: "it was changed meanwhile", field: null }; };

  function queue(more: Partial<OutboxItem>, at: number | null): Queued {
    const id = `o${items.length + 10}`;
    const not_before = Math.max(at ?? 0, Date.now() + (more.kind === "react" ? 0 : 8_000));
    const one = item(id, { ...more, created_at: Date.now(), not_before });
    items = [one, ...items];
    did("Send message", () => (items = items.filter((each) => each.id !== id)), () => (items = [one, ...items]));
    return { id, not_before };
  }

  function run(id: string): void {
    let done = 0;
    change(id, { state: "running", error: null, progress: { stage: "spaces", what: null, done: 0, of: null, seconds_left: null } });
    const timer = setInterval(() => {
      done++;
      const now = list.find((one) => one.id === id)?.connection;
      if (now?.state !== "running") return clearInterval(timer);
      if (done <= 40) return change(id, { progress: { stage: "messages", what: "introductions", done, of: 40, seconds_left: 40 - done } });
      clearInterval(timer);
      change(id, { state: "idle", progress: null, last_ok_at: Date.now(), last_started_at: Date.now(), next_run_at: Date.now() + 15 * MINUTE });
    }, 500);
  }

  const answers: Answers = {
    "sources.list": () => ({ sources: empty() ? [] : list, secrets }),
    "sources.connect": ({ kind, secret, settings, source: again }) => {
      if (settings.address?.includes("nowhere")) throw { code: "Offline", message: "nowhere.example cannot be reached: no such host", field: null };
      if (secret.includes("bad")) throw { code: "SignedOut", message: "the token is not valid (invalid_auth)", field: null };
      const id = again ?? `n${list.length}`;
      if (!again) list = [...list, source(id, kind === "slack" ? "New workspace" : "new.example.org", { kind, messages: 0, accounts: 0, connection: connection({ settings, last_ok_at: null, last_full_at: null, report: null, coverage: null }) })];
      run(id);
      return { id };
    },
    "sources.change": ({ id, settings, every }) => {
      change(id, { settings, every });
      list = list.map((one) => (one.id === id ? { ...one, name: settings.name ?? one.name } : one));
      return {};
    },
    "sources.sync": ({ id }) => { run(id); return {}; },
    "sources.stop": ({ id }) => { change(id, { state: "idle", progress: null }); return {}; },
    "sources.pause": ({ id, paused }) => { change(id, { state: paused ? "paused" : "idle", error: null, next_run_at: paused ? null : Date.now() + 15 * MINUTE }); return {}; },
    "sources.answer": ({ id }) => { change(id, { error: null }); run(id); return {}; },
    "sources.hint": ({ id, token }) => {
      if (token !== null && !token.startsWith("xapp-")) throw { code: "Invalid", message: "that is no app-level token: listening needs the app-level token, which begins with xapp-", field: "token" };
      change(id, { hint: { state: token === null ? "off" : "listening", error: null } });
      return {};
    },
    "sources.disconnect": ({ id }) => { list = list.map((one) => (one.id === id ? { ...one, connection: null } : one)); tell("Sources"); return {}; },
    "sources.manifest": (wish) => {
      const scopes = ["channels:history", "channels:read", "reactions:read", "users:read", "users:read.email", ...(wish.private ? ["groups:history", "groups:read"] : []), ...(wish.direct ? ["im:history", "mpim:history"] : []), ...(wish.write ? ["chat:write", "reactions:write"] : [])];
      return { scopes, text: JSON.stringify({ display_information: { name: "Kith" }, oauth_config: { scopes: { user: scopes } } }, null, 2) };
    },
    "sources.sign_in_slack": () => ({ id: "g1", address: "https://slack.com/oauth/v2/authorize?client_id=1", code: null }),
    "sources.sign_in_state": () => ({ source: null, error: null }),
    "sources.cancel_sign_in": () => ({}),
    "sources.sign_in_forum": ({ paste }) => ({ id: "g2", address: "https://forum.example.org/user-api-key/new", code: paste ? null : "WXYZ-2345" }),
    "sources.finish_sign_in": ({ payload }) => {
      if (payload.length < 20) throw { code: "Invalid", message: "this is not the whole text from the page", field: "payload" };
      return { id: "s2" };
    },
    "secrets.unlock": ({ passphrase }) => {
      if (passphrase.length < 8) throw { code: "Invalid", message: "a passphrase has at least 8 characters", field: "passphrase" };
      secrets = "ready";
      tell("Sources");
      return { state: secrets };
    },
    "outbox.list": () => ({ items: empty() || how === "sources" ? [] : items }),
    "outbox.reply": ({ message, text, at }) => queue({ text, thread_id: message, space_id: message.split("-")[1] ?? "c0" }, at),
    "outbox.post": ({ space, title, text, at }) => {
      if (space.startsWith("f") && !title) throw { code: "Invalid", message: "a topic needs a title", field: "title" };
      const isForum = space.startsWith("f");
      return queue({ kind: isForum ? "topic" : "post", text, title, space_id: space, thread_id: null, ...(isForum ? { source_id: "s2", source_name: "forum.example.org", space_name: "Questions" } : {}) }, at);
    },
    "outbox.react": ({ message, name }) => queue({ kind: "react", text: name, message_id: message }, null),
    "outbox.direct": ({ text, title, at }) => queue({ kind: "direct", text, title, account_name: "Amina", space_id: null, thread_id: null }, at),
    "outbox.retry": ({ id }) => { items = items.map((one) => (one.id === id ? { ...one, state: "queued" as const, error: null, attempts: 0, not_before: Date.now() } : one)); tell("Outbox"); return {}; },
    "outbox.discard": ({ id }) => {
      const before = items.find((one) => one.id === id) ?? missing();
      items = items.filter((one) => one !== before);
      did("Discard message", () => (items = [before, ...items]), () => (items = items.filter((one) => one !== before)));
      return {};
    },
  };

  /** What is due goes out, one after the other, as the core would send it. */
  function tick(): void {
    const due = items.toReversed().find((one) => one.state === "sending" || (one.state === "queued" && one.attempts === 0 && one.not_before <= Date.now()));
    if (!due || how === "still") return;
    items = items.map((one) => (one.id === due.id ? { ...one, ...(one.state === "queued" ? { state: "sending" as const, attempts: 1 } : { state: "sent" as const, sent_at: Date.now() }) } : one));
    changed("Outbox");
  }
  return { answers, tick };
}
