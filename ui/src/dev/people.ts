// Made-up people, spaces and messages for working on the screens; the same ones at every start.
import type { Account, Member, MemberRow, Message, Person, SpaceRow } from "../api/bindings";

import { makeAffiliations, makeProfile, makeTags } from "./profile";

export const NOW = Date.now();
export const DAY = 86_400_000;

export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const FIRST = "Amina,Bruno,Chiara,Daniel,Elif,Farid,Greta,Hannah,Ivo,Jana,Kofi,Lena,Mateo,Noor,Olga,Pavel,Quentin,Rosa,Sven,Tamar,Uli,Vera,Wanjiru,Xenia,Yusuf,Zofia,João,Åse,Ngozi,Mehmet".split(",");
const LAST = "Adeyemi,Bianchi,Clarke,Dubois,Eriksen,Fischer,García,Haddad,Ito,Jansen,Kowalski,Lindqvist,Moreau,Nguyen,Okafor,Petrov,Quispe,Rossi,Schmidt,Tanaka,Ueda,Varga,Weber,Yılmaz,Zhang".split(",");
const TITLES = "Community gardener,Backend developer,Teacher,Maintainer,Designer,Student,Librarian,Event host,Translator,Researcher at the Institute for Very Long Department Names and Interdisciplinary Studies".split(",");
const ODD = ["🌻 Sunny 🌻", "محمد الأحمد", "דוד לוי", "Bartholomäus Maximilian von und zu Hohenlohe-Waldenburg-Schillingsfürst, responsible for everything", "田中 さくら", "x", "Ольга Иванова", "👩‍👩‍👧‍👦 The Family"];
const WORDS = "the workshop went well and people stayed until late because somebody had brought cake we should do this again next month in the library maybe with more chairs and a projector who has time to write a summary for the forum I can take notes but not moderate thanks everybody for helping out yesterday it was lovely to meet the newcomers".split(" ");

export function name(i: number): string {
  if (i % 61 === 7) return ODD[Math.floor(i / 61) % ODD.length]!;
  return `${FIRST[(i * 7) % FIRST.length]} ${LAST[(i * 13 + Math.floor(i / 30)) % LAST.length]}`;
}

export function makeMembers(count: number): MemberRow[] {
  const random = dice(5);
  return Array.from({ length: count }, (_, i) => {
    const first = NOW - random() ** 2 * 1_900 * DAY - DAY;
    const seen = random() > 0.06;
    const weight = random() ** 8;
    return {
      id: `m${i}`,
      name: name(i),
      handle: i % 9 === 4 ? null : `${name(i).toLowerCase().replace(/[^a-z]+/g, ".") || "user"}${i}`,
      title: i % 3 === 0 ? TITLES[i % TITLES.length]! : null,
      is_bot: i % 211 === 17,
      is_team: i % 173 === 0,
      tags: makeTags().filter((_, n) => (i + n * 5) % (11 + n * 6) === 0),
      left: i % 37 === 11,
      first_at: seen ? first : null,
      last_at: seen ? first + random() * (NOW - first) : null,
      posts: seen ? Math.floor(weight * 2_400) + 1 : 0,
      replies: seen ? Math.floor(weight * 5_100) : 0,
      reactions: seen ? Math.floor(weight * 8_800) : 0,
      sources: i % 4 === 0 ? ["Greenhouse Slack", "forum.example.org"] : [i % 3 === 0 ? "forum.example.org" : "Greenhouse Slack"],
    };
  });
}

export const person = (row: MemberRow): Person => ({ id: row.id, name: row.name, is_bot: row.is_bot });

const CHAT = "general,introductions,help,random,events,events-berlin-summer-school-2025-organisation-team,gardening,مرحبا,announcements,tools,mentoring,off-topic".split(",");
const FORUM = "Questions,Show and tell,Meeting notes".split(",");

export function makeSpaces(): SpaceRow[] {
  const space = (id: string, label: string, i: number, forum: boolean): SpaceRow => ({
    id,
    source_id: forum ? "s2" : "s1",
    source_name: forum ? "forum.example.org" : "Greenhouse Slack",
    name: label,
    former_names: i === 4 ? ["meetups"] : [],
    kind: forum ? "category" : i === 10 ? "private" : "channel",
    style: forum ? "forum" : "chat",
    archived: !forum && (i === 9 || i === 11),
    topic: i % 2 === 0 ? "Say hello, be kind, and read the pinned message before you ask" : null,
    purpose: null,
    members: 900 - i * 61,
    messages: Math.floor(48_000 / (i + 1)),
    threads: Math.floor(6_000 / (i + 1)),
    last_at: NOW - i * 3 * DAY,
    expects_answer: label !== "announcements",
  });
  return [...CHAT.map((label, i) => space(`c${i}`, label, i, false)), ...FORUM.map((label, i) => space(`f${i}`, label, i, true))];
}

export function sentence(random: () => number, count = 4 + Math.floor(random() * 26)): string {
  const start = Math.floor(random() * WORDS.length);
  const text = Array.from({ length: count }, (_, i) => WORDS[(start + i) % WORDS.length]).join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const SPECIAL = [
  `Have a look at <a class="link" data-link="0" tabindex="0" role="link">the programme</a> <span class="host">(example.org)</span>, <span class="mention" data-account="a1">@Amina Adeyemi</span> wrote it <span class="emoji" title=":tada:">🎉</span>`,
  `Try this: <code>kith stats --year 2026</code><pre><code>for name in $(ls *.json); do\n  echo "$name has a very long line that goes on and on until it has to wrap somewhere near the end of the column"\ndone</code></pre>`,
  `<blockquote>Who has time to write a summary?</blockquote>I <strong>do</strong>, but <em>not</em> before <s>Friday</s> Monday.<ul><li>chairs</li><li>projector</li><li>cake</li></ul>`,
  `https://example.org/a/very/long/address/without/any/spaces/that/must/wrap/somewhere/because/otherwise/the/column/would/be/pushed/out/of/the/window?and=parameters&more=parameters`,
  `مرحبا بالجميع، أنا جديد هنا`,
];

export function makeMessage(i: number, at: number, space: string, members: MemberRow[], reply: string | null = null): Message {
  const random = dice(i * 31 + space.length * 7);
  const author = members[Math.floor(random() ** 2 * members.length)]!;
  const joins = reply === null && i % 23 === 9;
  const threaded = reply === null && i % 6 === 2;
  return {
    id: `${reply ?? space}-${i}`,
    kind: joins ? "join" : reply ? "reply" : "post",
    at,
    author: i % 41 === 30 ? null : person(author),
    by_app: i % 29 === 3,
    html: joins ? "" : i % 7 === 1 ? SPECIAL[(i / 7) % SPECIAL.length | 0]! : `<p>${sentence(random)}.</p>`,
    edited_at: i % 17 === 5 ? at + 60_000 : null,
    gone: i % 53 === 21,
    text_went: false, missing: i % 47 === 13,
    reactions: i % 4 === 1 ? [
      { name: "tada", emoji: "🎉", count: 3 + (i % 9), people: ["Amina", "Bruno", "Chiara"] },
      { name: "party-parrot", emoji: null, count: 1, people: ["Daniel"] },
    ] : [],
    files: i % 19 === 4 ? [{ name: "notes of the meeting in spring.pdf", kind: "PDF" }] : [],
    thread_id: reply ?? (threaded ? `t-${space}-${i}` : null),
    replies: threaded ? 1 + (i % 14) : 0,
    last_reply_at: threaded ? at + 2 * DAY : null,
    broadcast: false,
    can_open: i % 3 !== 0,
  };
}

export function makeMember(row: MemberRow, spaces: SpaceRow[], notes: Member["notes"], accounts: Account[] | null = null): Member {
  const random = dice(row.posts + 3);
  return {
    ...row,
    real_name: row.name,
    pronouns: "they/them",
    zone: "America/Sao_Paulo",
    email: row.handle ? `${row.handle}@example.org` : null,
    profile: makeProfile(row),
    affiliations: makeAffiliations(row),
    accounts: accounts ?? row.sources.map((source, i) => ({
      id: `a${row.id}${i}`,
      source_id: source === "Greenhouse Slack" ? "s1" : "s2",
      source_name: source,
      source_kind: source === "Greenhouse Slack" ? "slack" as const : "discourse" as const,
      remote_id: "U0",
      handle: row.handle,
      name: row.name,
      email: null,
      is_bot: row.is_bot,
      is_guest: i === 1,
      is_admin: row.posts > 900,
      left: row.left,
      missing: row.title === null && row.posts % 5 === 0,
      joined_at: row.first_at,
      link: i === 0 ? "own" : "decided",
      linked_at: i === 0 ? null : Date.now() - 86_400_000,
    })),
    joined_at: row.first_at,
    reactions_given: row.reactions,
    reactions_received: row.reactions * 2,
    spaces: spaces.slice(0, 7).map((space, i) => ({ id: space.id, name: space.name, messages: Math.floor((row.posts + row.replies) / (i + 2)), last_at: NOW })),
    notes,
    months: Array.from({ length: 62 }, (_, i) => {
      const at = new Date(NOW);
      return { starts_at: Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 61 + i, 1), messages: Math.floor(random() * (8 + row.posts / 20)) };
    }),
  };
}
