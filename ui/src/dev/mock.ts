// A host with made-up data: `npm run dev`, then open the page with `?mock`. `?mock=none` has no
// community, `?mock=fresh` an empty one, `?mock=damaged` an unusable file, `?mock=100000` that many people.
import type { ApiError, Commands, Home, Import, MemberRow, Settings } from "../api/bindings";
import type { Host } from "../host";
import { madeMetrics } from "./metrics";
import { madeDesk } from "./desk";
import { madeConduct } from "./conduct";
import { madeContent } from "./content";
import { madeEnds } from "./ends";
import { madeEvents } from "./events";
import { madeFigures } from "./figures";
import { madeIntroductions } from "./introductions";
import { madeNotes } from "./notes";
import { madePairs } from "./pairs";
import { madeProfiles } from "./profiles";
import { madeRecognition } from "./recognition";
import { madeReports } from "./reports";
import { madeSegments } from "./segments";
import { madeSources } from "./sources";
import { steps } from "./steps";
import { madeStrategy } from "./strategy";
import { tables } from "./tables";
import { DAY, dice, makeMember, makeMembers, makeMessage, makeSpaces, NOW, person, sentence } from "./people";

type Answers = { [K in keyof Commands]?: (args: Commands[K][0]) => Commands[K][1] };

export function mock(): Host {
  const how = new URLSearchParams(window.location.search).get("mock") ?? "";
  const members = makeMembers(Number(how) || 5_200);
  const spaces = makeSpaces();
  const hours = { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" };
  let settings: Settings = { name: "Greenhouse Collective", zone: "Europe/Berlin", hours, theme: "system", keep_raw: true, quiet: { on: false, days: [1, 2, 3, 4, 5, 6, 7], from: "18:00", to: "08:00" }, currency: "EUR" };
  let communities = how === "none" ? [] : [
    { id: "k1", name: settings.name, zone: settings.zone, hours, opened_at: NOW, bytes: 48_000_000, open: true },
    { id: "k2", name: "Night School", zone: "Europe/Lisbon", hours, opened_at: NOW - DAY, bytes: 900_000, open: false },
  ];
  let empty = how === "fresh" || how === "none";
  let changed: (topics: string[]) => void = () => {};
  const done = steps((...topics) => changed(topics));
  const segments = madeSegments(how, members, done.did);
  const reported = madeReports(how, done.did, (...topics) => changed(topics));
  const figures = madeFigures(how, members, done.did);
  const desk = madeDesk(members, spaces, done.did);
  const introduced = madeIntroductions(how, members, done.did);
  const recognised = madeRecognition(how, members, done.did);
  const together = madePairs(how, members, done.did);
  const noted = madeNotes(how, members, done.did, (...topics) => changed(topics));

  const past = (id: string, name: string, extra: Partial<Import>): Import => ({
    id, name, source_id: "s1", source_name: "Greenhouse Slack", kind: "slack_export", can_take_back: false, state: "done", started_at: NOW - 9 * DAY, finished_at: NOW - 9 * DAY + 190_000,
    files_done: 4_210, files_total: 4_210, records: 184_220, stored: 184_010, improved: 14, known: 204, quarantined: 6, left_out: 212, seconds_left: null, error: null, ...extra,
  });
  let imports: Import[] = empty ? [] : [
    past("i1", "greenhouse-export-2026-10.zip", {}),
    past("i2", "greenhouse-export-2025.zip", { started_at: NOW - 200 * DAY, finished_at: NOW - 200 * DAY, state: "interrupted", files_done: 900, quarantined: 0, left_out: 0 }),
    past("i3", "broken.zip", { started_at: NOW - 201 * DAY, finished_at: NOW - 201 * DAY, state: "failed", files_done: 0, records: 0, stored: 0, known: 0, quarantined: 0, left_out: 0, error: { code: "Invalid", message: "the archive ends in the middle of a file", field: null } }),
  ];

  function run(name: string, kind: Import["kind"]): Commands["imports.start"][1] {
    const one = past(`i${imports.length + 10}`, name, { kind, state: "running", started_at: Date.now(), finished_at: null, files_done: 0, records: 0, stored: 0, known: 0, quarantined: 0, seconds_left: 40 });
    imports = [one, ...imports];
    const timer = setInterval(() => {
      const now = imports.find((each) => each.id === one.id)!;
      const done = Math.min(now.files_total, now.files_done + 53);
      const ended = now.state === "cancelling" || done === now.files_total;
      const next: Import = { ...now, files_done: done, records: done * 43, stored: done * 42, known: done, seconds_left: Math.ceil((now.files_total - done) / 106),
        ...(ended ? { state: now.state === "cancelling" ? "cancelled" : "done", finished_at: Date.now(), seconds_left: null } as const : {}) };
      imports = imports.map((each) => (each.id === one.id ? next : each));
      if (ended) {
        clearInterval(timer);
        if (next.state === "done") empty = false;
      }
      changed(ended ? ["Imports", "Activity", "Members"] : ["Imports"]);
    }, 500);
    setTimeout(() => changed(["Imports"]), 0);
    return { id: one.id };
  }

  function filtered(filter: Commands["members.list"][0]["filter"], sort: string, descending: boolean): MemberRow[] {
    if (empty) return [];
    const text = filter.text.toLowerCase();
    const chosen = filter.segment ? segments.chosen(filter.segment) : null;
    const list = members.filter((row) => (!chosen || chosen.has(row.id)) &&
      (filter.kind === "all" || row.is_bot === (filter.kind === "bots")) && (filter.kind !== "team" || row.is_team) && (!filter.without_team || !row.is_team) && (filter.left || !row.left) &&
      (filter.seen === "any" || (filter.seen === "never" ? row.last_at === null : row.last_at !== null && (filter.seen === "active_30" ? row.last_at > NOW - 30 * DAY : row.last_at < NOW - 90 * DAY))) &&
      (!text || row.name.toLowerCase().includes(text) || row.handle?.includes(text) || row.title?.toLowerCase().includes(text)));
    const by: Record<string, (row: MemberRow) => number | string> = { last: (r) => r.last_at ?? 0, first: (r) => r.first_at ?? 0, name: (r) => r.name, messages: (r) => r.posts + r.replies, reactions: (r) => r.reactions };
    const value = by[sort]!;
    list.sort((a, b) => { const [x, y] = [value(a), value(b)]; return (x < y ? -1 : x > y ? 1 : 0) * (descending ? -1 : 1); });
    return list;
  }

  const missing = (): never => { throw { code: "NotFound", message: "no such row", field: null } satisfies ApiError; };
  const LENGTH = 900;
  const atOf = (i: number) => NOW - (LENGTH - i) * 3 * 3_600_000 * (0.2 + dice(i)()) ;
  const messagesOf = (space: string) => Array.from({ length: LENGTH }, (_, i) => makeMessage(i, atOf(i), space, members)).sort((a, b) => a.at - b.at);
  const chats = new Map<string, ReturnType<typeof messagesOf>>();
  const chatOf = (space: string) => chats.get(space) ?? chats.set(space, messagesOf(space)).get(space)!;
  const threadsOf = (space: string | null) => spaces.filter((one) => space === null || one.id === space).flatMap((one) => chatOf(one.id).filter((m) => m.replies > 0).map((m, i) => ({
    id: m.thread_id!, space_id: one.id, space_name: one.name, style: one.style, title: one.style === "forum" ? sentence(dice(i), 8) : sentence(dice(i + 50), 14), author: m.author, started_at: m.at, last_at: m.last_reply_at!, replies: m.replies,
  })));

  const connected = madeSources(how, () => empty, done.did, (...topics) => changed(topics));
  const profiles = madeProfiles(members, done.did);
  setInterval(connected.tick, 1_500);

  const answers: Answers = {
    ...connected.answers,
    ...together.answers,
    ...segments.answers,
    ...reported.answers,
    ...figures,
    ...desk,
    ...introduced,
    ...madeContent(how, members, spaces, done.did, NOW),
    ...recognised,
    ...madeConduct(how, members, done.did, (...topics) => changed(topics)),
    ...madeStrategy(how, done.did),
    ...madeEnds((...topics) => changed(topics)),
    ...madeEvents(how, members),
    ...done.answers,
    ...profiles.answers,
    ...noted.answers,
    ...madeMetrics(() => empty, members, spaces),
    about: () => ({ version: "0.1.0", sqlite: "3.53.2", webview: "WebKitGTK 2.50.6", folder: "/home/you/.local/share/kith", file: "/home/you/.local/share/kith/greenhouse.kith", can_pick_files: how !== "browser" }),
    zones: () => ({ zones: ["Africa/Lagos", "America/New_York", "America/Sao_Paulo", "Asia/Tokyo", "Europe/Berlin", "Europe/Lisbon", "UTC"], here: "Europe/Berlin" }),
    "communities.list": () => {
      if (how === "damaged") throw { code: "DamagedFile", message: "page 412 has a wrong checksum", field: null };
      return { communities, folder: "/home/you/.local/share/kith" };
    },
    "communities.create": (args) => {
      if (args.name.length < 2) throw { code: "Invalid", message: "a name needs two letters at least", field: "name" };
      const made = { id: `k${communities.length + 1}`, ...args, opened_at: NOW, bytes: 4_096, open: true };
      communities = [...communities.map((one) => ({ ...one, open: false })), made];
      settings = { ...settings, ...args };
      empty = true;
      setTimeout(() => changed(["Communities", "Settings"]), 0);
      return made;
    },
    "communities.open": ({ id }) => {
      communities = communities.map((one) => ({ ...one, open: one.id === id }));
      setTimeout(() => changed(["Communities"]), 0);
      return communities.find((one) => one.id === id)!;
    },
    "settings.get": () => settings,
    "settings.change": (args) => {
      settings = { ...settings, ...Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null)) };
      communities = communities.map((one) => (one.open ? { ...one, name: settings.name, zone: settings.zone } : one));
      setTimeout(() => changed(["Settings"]), 0);
      return settings;
    },
    home: (): Home => empty
      ? { name: communities.find((one) => one.open)?.name ?? "", zone: settings.zone, people: 0, bots: 0, spaces: 0, threads: 0, counts: { posts: 0, replies: 0, reactions: 0, joins: 0 }, first_at: null, last_at: null, sources: [], last_import: null, quarantined: 0, weeks: [], busiest: [], newest: [] }
      : {
        name: settings.name, zone: settings.zone, people: 5_152, bots: 48, spaces: 15, threads: 14_220, counts: { posts: 131_402, replies: 88_760, reactions: 241_009, joins: 5_440 },
        first_at: NOW - 1_900 * DAY, last_at: NOW - 0.3 * DAY, last_import: imports.find((one) => one.state === "done") ?? null, quarantined: 6,
        sources: [
          { id: "s1", name: "Greenhouse Slack", kind: "slack", members: 4_100, first_at: NOW - 1_900 * DAY, last_at: NOW - 0.3 * DAY, messages: 170_162 },
          { id: "s2", name: "forum.example.org", kind: "discourse", members: 2_300, first_at: NOW - 1_200 * DAY, last_at: NOW - DAY, messages: 50_000 },
        ],
        weeks: Array.from({ length: 104 }, (_, i) => {
          const random = dice(i * 7);
          const messages = Math.floor((Math.sin(i / 8) * 300 + 900 + i * 6) * (0.7 + random() * 0.5) * (i % 52 > 49 ? 0.25 : 1));
          return { starts_at: NOW - (104 - i) * 7 * DAY, messages, people: Math.floor(messages / (6 + random() * 3)) };
        }),
        busiest: spaces.filter((one) => !one.archived).slice(0, 8), newest: filtered({ text: "", kind: "people", seen: "any", without_team: false, segment: null, left: false }, "first", true).slice(0, 8),
      },
    "members.anchors": ({ filter, sort, descending, every }) => {
      const rows = filtered(filter, sort, descending);
      return { total: rows.length, cursors: Array.from({ length: Math.ceil(rows.length / every) }, (_, i) => (i === 0 ? null : String(i * every))) };
    },
    "members.list": ({ filter, sort, descending, after, limit }) => {
      const rows = filtered(filter, sort, descending);
      const from = Number(after ?? 0);
      return { rows: rows.slice(from, from + limit), next: from + limit < rows.length ? String(from + limit) : null };
    },
    "members.level": ({ id }) => ({ level: id.length % 2 ? null : { level: "contributing", step: 2, needed: 7, periods: [{ from: "2026-03-01", until: "2026-03-31", days: 9 }, { from: "2026-01-01", until: "2026-01-31", days: 7 }], kept_until: "2026-06-30", next: "leading", next_needed: 30, next_period: { from: "2026-04-01", until: "2026-06-30", days: 4 } } }),
    "members.get": ({ id }) => { const row = members.find((one) => one.id === id) ?? members.find((one) => together.accounts(id)?.some((account) => account.id === one.id)); return row ? profiles.over(makeMember(row, spaces, noted.of(id), together.accounts(id))) : missing(); },
    "members.happenings": ({ id }) => ({ rows: [{ id: `thanks ${id}`, at: NOW - 8 * DAY, what: { kind: "thanks", words: "Carried chairs", by: "the board" } }], locked: false }),
    "members.timeline": ({ member, before, limit }) => {
      const from = Number(before ?? 0);
      return { items: Array.from({ length: limit }, (_, i) => { const m = makeMessage(from + i, NOW - (from + i) * 3 * DAY, "c0", members); return { id: m.id + member, kind: i % 3 ? "reply" as const : "post" as const, at: m.at, space_id: `c${i % 5}`, space_name: spaces[i % 5]!.name, thread_id: i % 3 ? "t-c0-2" : null, html: m.html || "<p>Hello</p>", gone: m.gone, text_went: false }; }), next: from < 300 ? String(from + limit) : null };
    },
    "spaces.list": () => ({ spaces: empty ? [] : spaces }),
    "threads.list": ({ space, sort, after, limit }) => {
      const rows = threadsOf(space).sort((a, b) => (sort === "replies" ? b.replies - a.replies : sort === "started" ? b.started_at - a.started_at : b.last_at - a.last_at));
      const from = Number(after ?? 0);
      return { rows: rows.slice(from, from + limit), next: from + limit < rows.length ? String(from + limit) : null };
    },
    "threads.get": ({ id }) => {
      const alone = spaces.flatMap((one) => chatOf(one.id).filter((m) => m.id === id).map((message) => ({ space: one, message })))[0];
      if (alone) return { id, space: alone.space, title: "", started_at: alone.message.at, last_at: alone.message.at, replies: 0, people: alone.message.author ? [alone.message.author] : [], messages: [alone.message], next: null };
      const row = threadsOf(null).find((one) => one.id === id) ?? missing();
      const root = chatOf(row.space_id).find((m) => m.thread_id === id || m.id === id)!;
      const messages = [root, ...Array.from({ length: row.replies }, (_, i) => makeMessage(i + 1, root.at + i * 3_600_000 + 60_000, row.space_id, members, id))];
      return { id, space: spaces.find((one) => one.id === row.space_id)!, title: row.title, started_at: root.at, last_at: row.last_at, replies: row.replies, people: messages.flatMap((m) => (m.author ? [m.author] : [])), messages, next: null };
    },
    "messages.list": ({ space, before, after, around, limit }) => {
      const all = chatOf(space);
      let from = Math.max(0, all.length - limit);
      if (before) from = Math.max(0, Number(before) - limit);
      if (after) from = Number(after);
      if (around) from = Math.max(0, all.findIndex((m) => m.id === around) - limit / 2);
      const to = before ? Number(before) : Math.min(all.length, from + limit);
      return { messages: all.slice(from, to), older: from > 0 ? String(from) : null, newer: to < all.length ? String(to) : null };
    },
    search: ({ text, before, limit, kinds }) => {
      const from = Number(before ?? 0);
      const people = text ? filtered({ text, kind: "all", seen: "any", without_team: false, segment: null, left: true }, "messages", true).slice(0, 4) : [];
      if (text === "nothing") return { hits: [], next: null, people: [] };
      return { people, next: from < 200 ? String(from + limit) : null, hits: Array.from({ length: limit }, (_, i) => { const n = from + i; const kind = kinds[n % Math.max(1, kinds.length)] ?? (["messages", "messages", "topics", "notes"] as const)[n % 4]!; const space = spaces[n % 5]!; return { kind, id: `c${n % 5}-${n + 300}`, at: NOW - n * DAY * 3, title: kind === "topics" ? sentence(dice(n), 7) : name(n), snippet: `… ${sentence(dice(n), 12).toLowerCase()} <mark>${text || "work"}</mark> ${sentence(dice(n + 9), 16).toLowerCase()} …`, author: kind === "notes" ? null : person(members[n * 3]!), space_id: kind === "notes" ? null : space.id, space_name: kind === "notes" ? null : space.name, thread_id: null, member_id: kind === "notes" ? "m0" : null }; }) };
      function name(n: number): string { return members[n * 3]!.name; }
    },
    palette: ({ text }) => ({ people: empty ? [] : filtered({ text, kind: "all", seen: "any", without_team: false, segment: null, left: true }, "messages", true).slice(0, 8), spaces: empty ? [] : spaces.filter((one) => one.name.includes(text.toLowerCase())).slice(0, 6), notes: [] }),
    "imports.inspect": ({ path }) => {
      if (path.includes("bad")) throw { code: "Invalid", message: "there is no users.json in it", field: "path" };
      return { path, name: path.split("/").at(-1)!, kind: "slack_export", workspace: "Greenhouse", bytes: 61_230_000, channels: 48, private_channels: 6, direct: 0, day_files: 9_310, people: 4_820, first_on: "2019-03-05", last_on: "2026-11-20", known_source: "s1", unfinished: path.includes("half") ? "i2" : null, imported_before: NOW - 9 * DAY };
    },
    "imports.start": ({ path }) => run(path.split("/").at(-1)!, "slack_export"),
    "imports.resume": ({ id }) => run(imports.find((one) => one.id === id)?.name ?? "archive.zip", "slack_export"),
    "imports.cancel": ({ id }) => { imports = imports.map((one) => (one.id === id ? { ...one, state: "cancelling" as const } : one)); setTimeout(() => changed(["Imports"]), 0); return {}; },
    "imports.list": () => ({ imports }),
    "imports.reconciliation": ({ id }) => {
      const rows = spaces.filter((one) => one.style === "chat").map((one, i) => ({ name: one.name, files: 400 - i * 20, records: 20_000 - i * 900, stored: 19_990 - i * 900, known: i === 0 ? 8 : 10, improved: i, quarantined: i === 0 ? 2 : 0 }));
      const total = rows.reduce((sum, row) => ({ name: "", files: sum.files + row.files, records: sum.records + row.records, stored: sum.stored + row.stored, known: sum.known + row.known, improved: sum.improved + row.improved, quarantined: sum.quarantined + row.quarantined }));
      return { import: imports.find((one) => one.id === id) ?? missing(), spaces: rows, total, balanced: true, notes: ["3 authors are not in the list of people; they were kept as authors."] };
    },
    "quarantine.list": () => ({ rows: Array.from({ length: 6 }, (_, i) => ({ id: `q${i}`, import_id: i < 4 ? "i1" : "y1", place: i >= 4 ? "forum.example.org, topic 412" : `general/2024-0${i + 1}-11.json`, position: i * 13, reason: "The time is not a number", sample: `{"type":"message","user":"U0${i}","text":"hello","ts":"yesterday"}`, at: NOW })), next: null }),
    ...tables((name) => run(name, "table")),
    "imports.take_back": ({ id }) => { imports = imports.map((one) => (one.id === id ? { ...one, state: "cancelled" as const, can_take_back: false } : one)); setTimeout(() => changed(["Imports"]), 0); return {}; },
    "sample.start": () => run("Sample community", "sample"),
    "archive.pick": () => ({ path: "/home/you/Downloads/greenhouse-export-2026-11.zip" }),
    "exports.all": () => ({ path: "/home/you/.local/share/org.kith.desktop/communities/k1/exports/everything-20261122", files: 71, rows: 412_000 }),
    "exports.state": () => ({ running: false, file: null, rows: 0 }),
    "exports.cancel": () => ({}),
    "members.export": () => ({ path: "/home/you/member-20261122.html", rows: 412, bytes: 96_000 }),
    "members.traces": ({ id }) => ({ traces: { name: members.find((one) => one.id === id)?.name ?? "", accounts: 2, messages: 1_204, happenings: 6, reactions: 388, memberships: 14, profile: 5, notes: 3, written_to: 1, mentions: 71 }, copies: 2 }),
    "members.erase": ({ id }) => ({ traces: { name: members.find((one) => one.id === id)?.name ?? "", accounts: 2, messages: 1_204, happenings: 6, reactions: 388, memberships: 14, profile: 5, notes: 3, written_to: 1, mentions: 71 }, copies: 2 }),
    "exports.members": () => ({ path: "/home/you/members-20261122.csv", rows: members.length, bytes: 412_000 }),
    "links.guide": ({ address }) => ({ address }),
    "links.open": () => ({ address: "https://example.org/" }),
    "messages.open": () => ({ address: "https://example.org/" }),
  };

  return {
    async call(name, args) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      const answer = answers[name as keyof Commands] as ((args: unknown) => unknown) | undefined;
      if (!answer) throw { code: "Bug", message: `the mock knows no ${name}`, field: null };
      return structuredClone(answer(args));
    },
    listen(tell) {
      changed = tell;
      return () => (changed = () => {});
    },
  };
}
