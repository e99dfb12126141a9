// Introductions: what would be drawn, what was, and what became of it.
import type { ApiError, DrawOptions, IntroductionGroup, IntroductionLetter, IntroductionReason, IntroductionSaid, IntroductionState, IntroductionWish, TogetherLetter } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { go, here, to } from "../../router";
import { done } from "../../steps";
import { number } from "../../format";
import { t } from "../../words";

/** Groups that are shown at first, and more as one scrolls. */
const PAGE = 50;
const OFFERED = 8;

export const stateWords: Record<IntroductionState, string> = {
  proposed: t("intro-state-proposed"),
  sent: t("intro-state-sent"),
  met: t("intro-state-met"),
  not_met: t("intro-state-not-met"),
};

export const wishWords: Record<IntroductionWish, string> = { usual: t("intro-wish-usual"), in: t("intro-wish-in"), out: t("intro-wish-out") };

/** A reason in words. */
export function reasonWords({ why, what, name }: IntroductionReason): string {
  const words = { what: what ?? "", name: name ?? "" };
  if (why === "interest") return t("intro-why-interest", words);
  if (why === "help") return t("intro-why-help", words);
  if (why === "space") return t("intro-why-space", words);
  if (why === "clocks") return t("intro-why-clocks", { hours: Number(what) });
  if (why === "common") return t("intro-why-common", words);
  if (why === "strangers") return t("intro-why-strangers");
  if (why === "acquainted") return t("intro-why-acquainted");
  return t("intro-why-again");
}

const listed = (names: string[]): string => names.reduce((a, b) => (a ? t("intro-and", { a, b }) : b), "");

/** Reasons that a message tells. */
const TOLD = 2;

/** A reason as a message tells it, to one of a group or to all; nothing for what is better left unsaid. */
function said({ why, what, who, name }: IntroductionReason, many: number, to: string | null): string | null {
  const words = { people: many, what: what ?? "", name: name ?? "" };
  if (why === "interest") return t("intro-say-interest", words);
  if (why === "help") return who !== null && who === to ? t("intro-say-help-you", words) : t("intro-say-help", words);
  if (why === "space") return t("intro-say-space", words);
  if (why === "clocks") return t("intro-say-clocks", { hours: Number(what) });
  if (why === "common") return t("intro-say-common", words);
  if (why === "strangers") return t("intro-say-strangers");
  return null;
}

/** What messages say of a group: to each whom they meet and why, and the same to all of them together. */
export function saidOf(group: IntroductionGroup): IntroductionSaid[] {
  return [...group.people.map((one) => one.id), null].map((member) => {
    const told = group.reasons.flatMap((reason) => said(reason, group.people.length, member) ?? []).slice(0, TOLD);
    const others = member === null ? t("intro-say-one-another") : listed(group.people.filter((one) => one.id !== member).map((one) => one.name));
    return { member, others, why: told.length > 0 ? told.reduce((a, b) => t("intro-say-both", { a, b })) : t("intro-say-nothing") };
  });
}

export const whoIn = (group: IntroductionGroup): string => listed(group.people.map((one) => one.name));

export function introductions() {
  const rounds = query("introductions.rounds", () => ({}));
  const wanted = $derived(here().parts[0] ?? ((rounds.data?.due_count ?? 0) > 0 ? "ask" : (rounds.data?.rounds[0]?.id ?? "new")));
  const round = $derived(rounds.data?.rounds.find((one) => one.id === wanted) ?? null);
  let options: DrawOptions = $state({ active_days: 60, team: false, volunteers: false, segment: null });
  let askAfter = $state(14);
  const drawn = query("introductions.propose", () => (wanted === "new" ? { options: $state.snapshot(options) } : null));
  const segments = query("segments.list", () => (wanted === "new" ? {} : null));
  let many = $state(PAGE);
  const page = query("introductions.round", () => (round ? { id: round.id, skip: 0, limit: many } : null));
  const choices = query("introductions.choices", () => (wanted === "people" ? {} : null));
  let busy = $state(false);
  let error: ApiError | null = $state.raw(null);
  let writing: IntroductionGroup | null = $state.raw(null);
  let letters: IntroductionLetter[] = $state([]);
  let together: TogetherLetter | null = $state(null);
  /** All read one message. */
  let asOne = $state(false);
  let words: { id: string; words: string; title: string } | null = $state(null);
  let who = $state("");
  let member: string | null = $state(null);
  let wish: IntroductionWish = $state("out");
  let until = $state("");
  const found = query("members.list", () => {
    if (wanted !== "people" || member !== null || who.trim() === "") return null;
    return { filter: { text: who.trim(), kind: "people", seen: "any", without_team: false, segment: null, left: false }, sort: "messages", descending: true, after: null, limit: OFFERED };
  });
  const offered = $derived((found.data?.rows ?? []).map((row): Option => ({ id: row.id, label: row.name, hint: row.handle ? `@${row.handle}` : "" })));
  const left = $derived.by(() => {
    const from = drawn.data?.left_out;
    if (!from) return "";
    const told: [number, string][] = [
      [from.team, t("intro-left-team", { count: number(from.team) })],
      [from.out, t("intro-left-out", { count: from.out })],
      [from.snoozed, t("intro-left-snoozed", { count: number(from.snoozed) })],
      [from.no_contact, t("intro-left-contact", { count: number(from.no_contact) })],
      [from.not_asked, t("intro-left-asked", { count: number(from.not_asked) })],
    ];
    return told.filter(([count]) => count > 0).map(([, said]) => said).join(", ");
  });

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

  return {
    rounds,
    drawn,
    page,
    choices,
    get wanted() {
      return wanted;
    },
    get round() {
      return round;
    },
    get options() {
      return options;
    },
    get askAfter() {
      return askAfter;
    },
    set askAfter(days: number) {
      askAfter = days;
    },
    get segments() {
      return segments.data?.segments ?? [];
    },
    /** Who is not drawn, in words. */
    get left() {
      return left;
    },
    get busy() {
      return busy;
    },
    get writing() {
      return writing;
    },
    get letters() {
      return letters;
    },
    get words() {
      return words?.id === round?.id ? words : round && { id: round.id, words: round.words, title: round.title };
    },
    get reworded() {
      return words !== null && round !== null && words.id === round.id && (words.words !== round.words || words.title !== round.title);
    },
    get who() {
      return who;
    },
    set who(text: string) {
      who = text;
      // Whoever was chosen before is not meant any more.
      member = null;
    },
    get offered() {
      return offered;
    },
    get member() {
      return member;
    },
    get wish() {
      return wish;
    },
    set wish(now: IntroductionWish) {
      wish = now;
    },
    get until() {
      return until;
    },
    set until(day: string) {
      until = day;
      error = null;
    },
    wrong: (field: string): string => (error?.field === field ? error.message : ""),
    change(part: Partial<DrawOptions>): void {
      options = { ...options, ...part };
    },
    grow(): void {
      if (!page.busy) many = Math.min(many * 2, 500);
    },
    begin: () =>
      attempt(async () => {
        const { id, groups } = await call("introductions.begin", { options: $state.snapshot(options), words: null, title: null, ask_after: askAfter });
        go(to("introductions", [id]));
        done(t("intro-kept", { count: groups }));
      }),
    remove: (day: string) =>
      attempt(async () => {
        if (!round) return;
        await call("introductions.remove", { id: round.id });
        go(to("introductions", ["new"]));
        done(t("intro-removed", { day }));
      }),
    retype(part: { words?: string; title?: string }): void {
      const now = words?.id === round?.id ? words : round;
      if (now) words = { id: now.id, words: now.words, title: now.title, ...part };
      error = null;
    },
    reword: () =>
      attempt(async () => {
        if (!words) return;
        await call("introductions.reword", $state.snapshot(words));
        words = null;
        done(t("intro-words-saved"));
      }),
    write: (group: IntroductionGroup) =>
      attempt(async () => {
        ({ letters, together } = await call("introductions.letters", { group: group.id, said: saidOf(group) }));
        asOne = false;
        writing = group;
      }),
    leave(): void {
      writing = null;
      letters = [];
      together = null;
      error = null;
    },
    get together() {
      return together;
    },
    get asOne() {
      return asOne;
    },
    set asOne(one: boolean) {
      asOne = one && together !== null;
      error = null;
    },
    /** Whether there is something to send to everybody. */
    get ready() {
      return asOne ? together !== null && together.text.trim() !== "" : letters.every((one) => one.text.trim() !== "");
    },
    /** Whether all of them can be reached from here. */
    get reached() {
      return letters.length > 0 && letters.every((one) => one.account !== null);
    },
    send: () =>
      attempt(async () => {
        if (!writing) return;
        if (asOne && together) {
          const { accounts, title, titled, text } = $state.snapshot(together);
          await call("introductions.send", { group: writing.id, letters: [], together: { accounts, title: titled ? title : null, text } });
          done(t("intro-letter-sent", { who: whoIn(writing) }));
          writing = null;
          return;
        }
        const sent = letters.flatMap(({ account, title, titled, text }) => (account ? [{ account, title: titled ? title : null, text }] : []));
        await call("introductions.send", { group: writing.id, letters: sent, together: null });
        done(t("intro-letter-sent", { who: whoIn(writing) }));
        writing = null;
      }),
    mark: (group: IntroductionGroup, state: IntroductionState) =>
      attempt(async () => {
        await call("introductions.mark", { group: group.id, state });
        if (writing?.id === group.id) writing = null;
        done(t("intro-marked", { what: stateWords[state] }));
      }),
    pick(id: string): void {
      who = offered.find((option) => option.id === id)?.label ?? who;
      member = id;
    },
    choose: () =>
      attempt(async () => {
        if (!member) return;
        await call("introductions.choose", { member, wish, until: until || null });
        done(t("intro-wish-kept", { name: who }));
        who = until = "";
        member = null;
      }),
    forget: (id: string, name: string) =>
      attempt(async () => {
        await call("introductions.choose", { member: id, wish: "usual", until: null });
        done(t("intro-wish-kept", { name }));
      }),
  };
}

export type IntroductionsModel = ReturnType<typeof introductions>;
