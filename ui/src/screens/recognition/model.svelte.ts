// Recognition: what there is to celebrate, thanks, gifts, birthdays, and the post of the week.
import { among } from "../../among.svelte";
import type { ApiError, Celebration, Gift, Kudos, LeapRule, NewGift, NewKudos } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { isoDay, listed, number } from "../../format";
import { notice } from "../../notice.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { here } from "../../router";
import { access } from "../../sources";
import { done } from "../../steps";
import { t } from "../../words";

const PAGE = 50;
const OFFERED = 8;
const DAY = 86_400_000;
const WEEK = 7;

export type When = "missed" | "today" | "tomorrow" | "soon" | "lately" | "first";
export const whenWords: Record<When, string> = { missed: t("rec-missed"), today: t("rec-today"), tomorrow: t("rec-tomorrow"), soon: t("rec-soon"), lately: t("rec-lately"), first: t("rec-first") };

const isDay = ({ kind }: Celebration) => kind === "birthday" || kind === "years" || kind === "years_seen";

/** What is celebrated, in words. */
export function whatWords({ kind, number: many }: Celebration): string {
  const count = many ?? 0;
  if (kind === "birthday") return t("rec-what-birthday");
  if (kind === "years") return t("rec-what-years", { count });
  if (kind === "years_seen") return t("rec-what-years-seen", { count });
  if (kind === "answers") return t("rec-what-answers", { count: number(count) });
  if (kind === "messages") return t("rec-what-messages", { count: number(count) });
  if (kind === "events") return t("rec-what-events", { count: number(count) });
  return t("rec-what-first");
}

/** By when: what was missed, today, tomorrow, the next two weeks; what was reached lately, the newest first, and first messages. */
export function grouped(rows: Celebration[]): { id: When; rows: Celebration[] }[] {
  const over = (row: Celebration): When => (isDay(row) ? "missed" : row.kind === "first_post" ? "first" : "lately");
  const of = (row: Celebration): When => (row.in_days === 0 ? "today" : row.in_days < 0 ? over(row) : row.in_days === 1 ? "tomorrow" : "soon");
  const order: When[] = ["today", "tomorrow", "missed", "soon", "lately", "first"];
  const byDay = (id: When, a: Celebration, b: Celebration) => (id === "lately" || id === "first" ? b.on.localeCompare(a.on) : a.on.localeCompare(b.on));
  return order
    .map((id) => ({ id, rows: rows.filter((row) => of(row) === id && (id !== "missed" || !row.done)).toSorted((a, b) => Number(a.done) - Number(b.done) || byDay(id, a, b)) }))
    .filter((group) => group.rows.length > 0);
}

/** A line of the post of the week: of those who celebrate the same. */
function line([row, ...others]: [Celebration, ...Celebration[]]): string {
  const people = others.length + 1;
  const words = { name: listed([row, ...others].map((one) => one.name)), people, count: row.number ?? 0 };
  if (row.kind === "birthday") return t("rec-post-birthday", words);
  if (row.kind === "years" || row.kind === "years_seen") return t("rec-post-years", words);
  if (row.kind === "answers") return t("rec-post-answers", { ...words, count: number(words.count) });
  if (row.kind === "messages") return t("rec-post-messages", { ...words, count: number(words.count) });
  if (row.kind === "events") return t("rec-post-events", { ...words, count: number(words.count) });
  return t("rec-post-first", words);
}

const TOLD: Celebration["kind"][] = ["birthday", "years", "years_seen", "events", "answers", "messages", "first_post"];

/** The lines of the post: the same of several people is one, days first, large numbers before small ones, welcomes at the end. */
function lines(rows: Celebration[]): string[] {
  const same = new Map<string, [Celebration, ...Celebration[]]>();
  const most = rows.toSorted((a, b) => TOLD.indexOf(a.kind) - TOLD.indexOf(b.kind) || (b.number ?? 0) - (a.number ?? 0));
  for (const row of most) {
    const known = same.get(`${row.kind === "years_seen" ? "years" : row.kind} ${row.number}`);
    if (known) known.push(row);
    else same.set(`${row.kind === "years_seen" ? "years" : row.kind} ${row.number}`, [row]);
  }
  return [...same.values()].map(line);
}

type KudosDraft = NewKudos & { id: string | null };
type GiftDraft = NewGift & { id: string | null };

export function recognition() {
  const wanted = $derived(here().parts[0] ?? "coming");
  const whom = among();
  const list = query("recognition.list", () => whom.asked);
  let many = $state(PAGE);
  const kudos = query("kudos.list", () => (wanted === "kudos" || wanted === "post" ? { skip: 0, ...whom.asked, limit: many } : null));
  const gifts = query("gifts.list", () => (wanted === "gifts" ? { skip: 0, ...whom.asked, limit: many } : null));
  const birthdays = query("birthdays.list", () => (wanted === "birthdays" ? whom.asked : null));
  const spaces = query("spaces.list", () => (wanted === "post" ? {} : null));
  const sources = query("sources.list", () => (wanted === "post" ? {} : null));
  let thanks: KudosDraft | null = $state(null);
  let gift: GiftDraft | null = $state(null);
  let birth = $state({ month: "01", day: "", how: "" });
  let who = $state("");
  let member: string | null = $state(null);
  let typed: string | null = $state(null);
  let title = $state(t("rec-post-title-words"));
  let space = $state("");
  let busy = $state(false);
  let error: ApiError | null = $state.raw(null);
  const found = query("members.list", () => {
    if (member !== null || who.trim() === "") return null;
    return { filter: { text: who.trim(), kind: "people", seen: "any", without_team: false, segment: null, left: true }, sort: "messages", descending: true, after: null, limit: OFFERED };
  });
  const options = $derived((found.data?.rows ?? []).map((row): Option => ({ id: row.id, label: row.name, hint: row.handle ? `@${row.handle}` : "" })));
  const rows = $derived(list.data?.rows ?? []);
  const form = $derived(thanks ?? { id: null, member: "", words: "", by: "", on: isoDay(Date.now()), shared: false });
  const present = $derived(gift ?? { id: null, member: "", what: "", why: "", on: isoDay(Date.now()) });

  // The post of the week: thanks of two weeks that nobody heard of, and what there was in the week before and is in the next.
  const told = $derived((kudos.data?.rows ?? []).filter((one) => !one.shared && one.on >= isoDay(Date.now() - 14 * DAY)));
  const days = $derived(rows.filter((row) => !row.done && row.in_days > -WEEK && row.in_days < WEEK));
  const draft = $derived.by(() => {
    const all = [...told.map((one) => (one.by ? t("rec-post-thanks-by", { name: one.name, words: one.words, by: one.by }) : t("rec-post-thanks", { name: one.name, words: one.words }))), ...lines(days)];
    return all.length > 0 ? `${t("rec-post-opening")}\n\n${all.map((one) => `- ${one}`).join("\n")}` : "";
  });
  const writable = $derived((spaces.data?.spaces ?? []).filter((one) => {
    const source = sources.data?.sources.find((other) => other.id === one.source_id);
    return source !== undefined && access(source) === "may";
  }));
  const chosen = $derived(writable.find((one) => one.id === space) ?? null);

  async function attempt(what: () => Promise<void>): Promise<boolean> {
    if (busy) return false;
    busy = true;
    error = null;
    try {
      await what();
      return true;
    } catch (thrown) {
      error = notice(thrown);
      return false;
    } finally {
      busy = false;
    }
  }

  const everything = () => ({ occasions: days.map(({ member, occasion }) => ({ member, occasion })), kudos: told.map((one) => one.id), done: true, post: null });

  function clear(): void {
    thanks = gift = member = null;
    who = "";
    birth = { month: "01", day: "", how: "" };
    error = null;
  }

  return {
    list,
    whom,
    kudos,
    gifts,
    birthdays,
    get wanted() {
      return wanted;
    },
    get groups() {
      return grouped(rows);
    },
    get waiting() {
      return rows.filter((row) => !row.done && row.in_days <= 1 && row.kind !== "first_post").length;
    },
    get leap() {
      return list.data?.leap ?? "before";
    },
    get busy() {
      return busy;
    },
    get form() {
      return form;
    },
    get present() {
      return present;
    },
    get birth() {
      return birth;
    },
    get who() {
      return who;
    },
    set who(text: string) {
      who = text;
      // Whoever was chosen before is not meant any more.
      member = null;
    },
    get member() {
      return member;
    },
    get options() {
      return options;
    },
    get post() {
      return typed ?? draft;
    },
    set post(text: string) {
      typed = text;
    },
    get retyped() {
      return typed !== null && typed !== draft;
    },
    get told() {
      return told;
    },
    get days() {
      return days;
    },
    get title() {
      return title;
    },
    set title(words: string) {
      title = words;
    },
    get space() {
      return space;
    },
    set space(id: string) {
      space = id;
    },
    get writable() {
      return writable;
    },
    get titled() {
      return chosen?.style === "forum";
    },
    wrong: (field: string): string => (error?.field === field ? error.message : ""),
    clear,
    grow(): void {
      if (!kudos.busy && !gifts.busy) many = Math.min(many * 2, 500);
    },
    tick: (row: Celebration) =>
      attempt(async () => {
        await call("recognition.celebrate", { occasions: [{ member: row.member, occasion: row.occasion }], kudos: [], done: !row.done, post: null });
        done(row.done ? t("rec-unticked", { who: row.name }) : t("rec-ticked", { who: row.name }));
      }),
    pick(id: string): void {
      who = options.find((option) => option.id === id)?.label ?? who;
      member = id;
    },
    change(part: Partial<KudosDraft>): void {
      thanks = { ...form, ...part };
      error = null;
    },
    edit(row: Kudos): void {
      thanks = { id: row.id, member: row.member, words: row.words, by: row.by, on: row.on, shared: row.shared };
      who = row.name;
      member = row.member;
      error = null;
    },
    save: () =>
      attempt(async () => {
        if (!member) return;
        const { id, ...rest } = $state.snapshot(form);
        await call("kudos.save", { id, kudos: { ...rest, member } });
        const name = who;
        clear();
        done(t("rec-kept", { name }));
      }),
    remove: (row: Kudos) =>
      attempt(async () => {
        await call("kudos.remove", { id: row.id });
        clear();
        done(t("rec-removed", { name: row.name }));
      }),
    changeGift(part: Partial<GiftDraft>): void {
      gift = { ...present, ...part };
      error = null;
    },
    editGift(row: Gift): void {
      gift = { id: row.id, member: row.member, what: row.what, why: row.why, on: row.on };
      who = row.name;
      member = row.member;
      error = null;
    },
    saveGift: () =>
      attempt(async () => {
        if (!member) return;
        const { id, ...rest } = $state.snapshot(present);
        await call("gifts.save", { id, gift: { ...rest, member } });
        const name = who;
        clear();
        done(t("rec-kept", { name }));
      }),
    removeGift: (row: Gift) =>
      attempt(async () => {
        await call("gifts.remove", { id: row.id });
        clear();
        done(t("rec-removed", { name: row.name }));
      }),
    changeBirth(part: Partial<typeof birth>): void {
      birth = { ...birth, ...part };
      error = null;
    },
    saveBirth: () =>
      attempt(async () => {
        if (!member) return;
        await call("birthdays.set", { member, day: `${birth.month}-${birth.day.padStart(2, "0")}`, how: birth.how });
        const name = who;
        clear();
        done(t("rec-kept", { name }));
      }),
    forgetBirth: (id: string, name: string) =>
      attempt(async () => {
        await call("birthdays.set", { member: id, day: null, how: "" });
        done(t("rec-birthday-forgotten", { name }));
      }),
    setLeap: (leap: LeapRule) =>
      attempt(async () => {
        await call("recognition.leap", { leap });
        done(t("rec-leap-kept", { day: leap === "before" ? t("rec-leap-before") : t("rec-leap-after") }));
      }),
    again(): void {
      typed = null;
    },
    tickAll: () =>
      attempt(async () => {
        await call("recognition.celebrate", everything());
        typed = null;
        done(t("rec-ticked", { who: t("rec-post") }));
      }),
    send: () =>
      attempt(async () => {
        if (!chosen) return;
        const post = { space: chosen.id, title: chosen.style === "forum" ? title : null, text: typed ?? draft, tags: [], at: null };
        await call("recognition.celebrate", { ...everything(), post });
        typed = null;
        done(t("rec-post-sent"));
      }),
  };
}

export type RecognitionModel = ReturnType<typeof recognition>;
