// Made-up members that may be one person, with every kind of reason. `?mock=many` has three thousand
// pairs, `?mock=sure` none.
import type { Account, Commands, Duplicate, MemberRow, SuggestionReason } from "../api/bindings";
import { DAY, dice, NOW } from "./people";
import type { Did } from "./steps";

type Answers = { [K in keyof Commands]?: (args: Commands[K][0]) => Commands[K][1] };
type One = { name: string; handle?: string; email?: string; source?: 1 | 2 | 3; more?: Partial<Account>; title?: string; posts?: number };
type Made = { row: MemberRow; accounts: Account[] };

const NAMES = { 1: "Greenhouse Slack", 2: "forum.example.org", 3: "Summer School 2019" };

const because = (kind: SuggestionReason["kind"], a: string | null = null, b: string | null = null, how: string | null = null, against = false): SuggestionReason => ({ kind, a, b, how, against });

let made = 0;
function make(one: One): Made {
  const n = made++;
  const random = dice(n * 97 + 5);
  const source = one.source ?? 1;
  const first = NOW - (200 + random() * 1_500) * DAY;
  const posts = one.posts ?? Math.floor(random() ** 3 * 900);
  const id = `d${n}`;
  return {
    row: { id, name: one.name, handle: one.handle ?? null, title: one.title ?? null, is_bot: false, is_team: false, tags: [], left: one.more?.left ?? false, first_at: posts ? first : null, last_at: posts ? first + random() * (NOW - first) : null, posts, replies: Math.floor(posts * 1.7), reactions: posts * 2, sources: [NAMES[source]] },
    accounts: [{ id, source_id: `s${source}`, source_name: NAMES[source], source_kind: source === 2 ? "discourse" : "slack", remote_id: `U${n}`, handle: one.handle ?? null, name: one.name, email: one.email ?? null, is_bot: false, is_guest: false, is_admin: false, left: false, missing: false, joined_at: first - 3 * DAY, link: "own", linked_at: null, ...one.more }],
  };
}

type Spec = [confidence: number, a: One, b: One, reasons: SuggestionReason[]];

const SPECS: Spec[] = [
  [99, { name: "Ana Lima", handle: "ana-lima", email: "ana@lima.example", title: "Event host", posts: 420 }, { name: "Ana Lima", handle: "analima", email: "ana@lima.example", source: 2, posts: 96 }, [because("address", "ana@lima.example", null, "verified"), because("name", "Ana Lima", "Ana Lima", "same"), because("alias", "@ana-lima", "@analima", "same")]],
  [98, { name: "Ольга Иванова", handle: "olga.ivanova", email: "olga.ivanova@gmail.com" }, { name: "Olga Ivanova", handle: "oivanova", email: "olgaivanova+garden@gmail.com", source: 2 }, [because("mailbox", "olga.ivanova@gmail.com", "olgaivanova+garden@gmail.com"), because("name", "Ольга Иванова", "Olga Ivanova", "script"), because("zone", "Europe/Berlin")]],
  [97, { name: "Bartholomäus Maximilian von und zu Hohenlohe-Waldenburg-Schillingsfürst, responsible for everything", handle: "bartholomaeus.maximilian.von.hohenlohe.waldenburg", email: "bartholomaeus.maximilian@hohenlohe-waldenburg-schillingsfuerst.example", title: "Researcher at the Institute for Very Long Department Names and Interdisciplinary Studies" }, { name: "Bartholomäus Hohenlohe", handle: "bartholomaeus", source: 2 }, [because("alias", "@bartholomaeus.maximilian.von.hohenlohe.waldenburg", "@bartholomaeus", "near"), because("name", "Bartholomäus Maximilian von und zu Hohenlohe-Waldenburg-Schillingsfürst", "Bartholomäus Hohenlohe", "part"), because("company", "Institute for Very Long Department Names and Interdisciplinary Studies")]],
  [95, { name: "محمد الأحمد", handle: "m.alahmad" }, { name: "Mohammed Al-Ahmad", handle: "malahmad", source: 2, title: "Teacher" }, [because("name", "محمد الأحمد", "Mohammed Al-Ahmad", "script"), because("alias", "@m.alahmad", "@malahmad", "same")]],
  [92, { name: "Bob Smith", handle: "bob", email: "bob@smith.example", posts: 1_210 }, { name: "Robert Smith", handle: "rsmith", email: "robert.smith@work.example", source: 2 }, [because("name", "Bob Smith", "Robert Smith", "nickname"), because("zone", "America/New_York"), because("other_addresses", "bob@smith.example", "robert.smith@work.example", null, true)]],
  [90, { name: "🌻 Sunny 🌻", handle: "sunny-garden" }, { name: "Sunniva Åsgård", handle: "sunnygarden", source: 3 }, [because("alias", "@sunny-garden", "@sunnygarden", "same"), because("link", "example.org/sunny")]],
  [88, { name: "Kofi Okafor", handle: "kofi" }, { name: "Kofi Okafor", handle: "kofi.okafor2", more: { joined_at: NOW - 90 * DAY } }, [because("name", "Kofi Okafor", "Kofi Okafor", "same"), because("avatar"), because("same_source", null, null, null, true)]],
  [84, { name: "דוד לוי", handle: "david.levi" }, { name: "David Levi", source: 2, posts: 0, more: { missing: true } }, [because("alias_of_name", "@david.levi", "David Levi"), because("company", "levi.example")]],
  [81, { name: "J. Nowak", handle: "jnowak" }, { name: "Joanna Nowak", handle: "joanna", source: 2 }, [because("name", "J. Nowak", "Joanna Nowak", "initial"), because("others", null, null, "2", true)]],
  [76, { name: "Tanaka Sakura", handle: "tanaka" }, { name: "田中 さくら", handle: "sakura_t", source: 2 }, [because("name", "Tanaka Sakura", "田中 さくら", "script"), because("far_zones", "Asia/Tokyo", "America/Sao_Paulo", "12", true)]],
  [71, { name: "Mateo Garcia", handle: "mateo91", email: "mateo91@mail.example" }, { name: "Mateo García", handle: "mateo7", source: 2, more: { left: true } }, [because("alias", "@mateo91", "@mateo7", "digits"), because("name", "Mateo Garcia", "Mateo García", "spelling"), because("links_to", "forum.example.org/u/mateo7")]],
  [66, { name: "x", handle: "x" }, { name: "Xenia Varga", handle: "xenia.v", source: 2 }, [because("alias_of_name", "@x", "Xenia Varga"), because("other_names", "x", "Xenia Varga", null, true), because("others", null, null, "5", true)]],
];

export function madePairs(how: string, members: MemberRow[], did: Did): { answers: Answers; accounts: (id: string) => Account[] | null } {
  const accounts = new Map<string, Account[]>();
  const keep = ({ row, accounts: list }: Made) => {
    members.push(row);
    accounts.set(row.id, list);
  };
  let pairs: Duplicate[] = [];
  const add = ([confidence, one, other, reasons]: Spec) => {
    const [a, b] = [make(one), make(other)];
    keep(a);
    keep(b);
    pairs.push({ a: { member: a.row, accounts: a.accounts }, b: { member: b.row, accounts: b.accounts }, account_a: a.accounts[0]!.id, account_b: b.accounts[0]!.id, confidence, same_source: reasons.some((one) => one.kind === "same_source"), reasons });
  };
  if (how !== "sure" && how !== "fresh" && how !== "none") {
    SPECS.forEach(add);
    const extra = how === "many" ? 3_000 : 24;
    for (let i = 0; i < extra; i++) {
      const name = members[(i * 37) % 5_000]!.name;
      const handle = `${name.toLowerCase().replace(/[^a-z]+/g, "") || "person"}${i}`;
      add([Math.max(55, 96 - Math.floor((i * 41) / extra)), { name, handle }, { name, handle: `${handle}_`, source: 2 }, [because("name", name, name, "same"), because("alias", `@${handle}`, `@${handle}_`, "same")]]);
    }
    pairs.sort((a, b) => b.confidence - a.confidence);
  }

  const fail = (code: "NotFound" | "Conflict", message: string): never => { throw { code, message, field: null }; };
  const holder = (id: string): string => [...accounts].find(([, list]) => list.some((one) => one.id === id))?.[0] ?? id;
  const sideOf = (id: string) => ({ member: members.find((one) => one.id === id)!, accounts: accounts.get(id)! });
  /** Changes everything at once, and remembers how it was and how it became. */
  function act(label: string, change: () => void): void {
    const picture = () => ({ pairs, members: members.slice(), accounts: new Map(accounts) });
    const hang = (was: ReturnType<typeof picture>) => () => {
      pairs = was.pairs;
      members.splice(0, members.length, ...was.members);
      accounts.clear();
      for (const [id, list] of was.accounts) accounts.set(id, list);
    };
    const before = picture();
    change();
    did(label, hang(before), hang(picture()));
  }
  /** Members that are not among the made pairs have their accounts made up elsewhere; here they get one. */
  function known(id: string): string {
    const member = holder(id);
    const row = members.find((one) => one.id === member) ?? fail("NotFound", "no such member");
    if (!accounts.has(member)) accounts.set(member, make({ name: row.name, ...(row.handle ? { handle: row.handle } : {}), more: { id: member } }).accounts);
    return member;
  }
  function join(a: string, b: string): void {
    const [to, from] = [known(a), known(b)];
    if (to === from) return;
    const now = Date.now();
    const [x, y] = [sideOf(to), sideOf(from)];
    accounts.set(to, [...x.accounts, ...y.accounts].map((one) => ({ ...one, link: "decided", linked_at: one.linked_at ?? now })));
    accounts.delete(from);
    const row: MemberRow = { ...x.member, posts: x.member.posts + y.member.posts, replies: x.member.replies + y.member.replies, reactions: x.member.reactions + y.member.reactions, sources: [...new Set([...x.member.sources, ...y.member.sources])] };
    members.splice(members.findIndex((one) => one.id === from), 1);
    members.splice(members.findIndex((one) => one.id === to), 1, row);
    const turned = pairs.map((pair) => ({ ...pair, a: sideOf(holder(pair.account_a)), b: sideOf(holder(pair.account_b)) }));
    pairs = turned.filter((pair) => pair.a.member.id !== pair.b.member.id);
  }
  function sure(threshold: number): Duplicate[] {
    return pairs.filter((pair) => pair.confidence >= threshold && !pair.same_source);
  }

  const answers: Answers = {
    "duplicates.list": ({ member, skip, limit }) => {
      const of = member === null ? pairs : pairs.filter((pair) => [pair.a.member.id, pair.b.member.id].includes(holder(member)));
      return { pairs: of.slice(skip, skip + limit), total: of.length };
    },
    "duplicates.preview": ({ threshold }) => {
      const list = sure(threshold);
      return { groups: list.length, members: list.length * 2, left: pairs.filter((pair) => pair.confidence >= threshold).length - list.length, names: list.slice(0, 50).map((pair) => [pair.a.member.name, pair.b.member.name]) };
    },
    "duplicates.accept": ({ threshold }) => {
      const list = sure(threshold);
      act("Merge members", () => list.forEach((pair) => join(pair.a.member.id, pair.b.member.id)));
      return { id: null, merged: list.length };
    },
    "members.merge": ({ a, b }) => {
      act("Merge members", () => join(a, b));
      return { id: holder(a), merged: 1 };
    },
    "members.tell_apart": ({ a, b }) => {
      act("Tell apart", () => (pairs = pairs.filter((pair) => ![pair.account_a, pair.account_b].every((id) => id === a || id === b))));
      return {};
    },
    "members.split": ({ account }) => {
      const member = holder(account);
      const list = accounts.get(member) ?? [];
      if (list.length < 2) fail("Conflict", "this member has no other account: there is nothing to part");
      act("Part accounts", () => {
        const one = list.find((each) => each.id === account)!;
        const rest = list.filter((each) => each !== one);
        const row = members.find((each) => each.id === member)!;
        const own = account === member ? rest[0]! : one;
        accounts.set(member, account === member ? [one] : rest);
        accounts.set(own.id, account === member ? rest : [one]);
        members.push({ ...row, id: own.id, name: own.name, handle: own.handle, posts: Math.floor(row.posts / 3), replies: 0, sources: [own.source_name] });
      });
      return {};
    },
  };
  return { answers, accounts: (id) => accounts.get(holder(id)) ?? null };
}
