// A mentor's mentees, and the one that is looked at. What is private is held only while it is shown.
import type { ApiError, BetweenKind, GoalState, ItemOwner, Mentee, MenteeKept, MentorshipState, NewMentorship, SessionShown } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { isoDay, wall } from "../../format";
import { notice } from "../../notice.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { toast } from "../../parts/toasts.svelte";
import { go, here, to } from "../../router";
import { done } from "../../steps";
import { openVault } from "../../vault.svelte";
import { t } from "../../words";

const OFFERED = 6;
const PAGE = 50;

/** One thing at a time, and what went wrong with it. */
export class Doing {
  busy = $state(false);
  error: ApiError | null = $state.raw(null);

  async run(what: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = null;
    try {
      await what();
      return true;
    } catch (thrown) {
      this.error = notice(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  wrong = (field: string): string => (this.error?.field === field ? this.error.message : "");
}

export type MentoringPlace = { what: "list" | "new" | "handover" } | { what: "pair" | "edit"; id: string } | { what: "log"; id: string; session: string | null };

export function place(): MentoringPlace {
  const [first, second, third] = here().parts;
  if (!first) return { what: "list" };
  if (first === "new" || first === "handover") return { what: first };
  if (second === "edit") return { what: "edit", id: first };
  if (second === "log") return { what: "log", id: first, session: third ?? null };
  return { what: "pair", id: first };
}

export function mentees() {
  let over = $state(false);
  const list = query("mentoring.mentees", () => ({ over: false, others: false }));
  const past = query("mentoring.mentees", () => (over ? { over: true, others: false } : null));
  const today = query("mentoring.today", () => ({}));
  let text = $state("");
  let asked = $state("");
  const found = query("mentoring.find_private", () => (asked ? { text: asked } : null));
  return {
    list,
    past,
    today,
    found,
    get over() {
      return over;
    },
    set over(next: boolean) {
      over = next;
    },
    get text() {
      return text;
    },
    set text(next: string) {
      text = next;
      if (!next.trim()) asked = "";
    },
    get asked() {
      return asked;
    },
    /** Private words are found only while they are open, so they are opened first. */
    async find(): Promise<void> {
      if (text.trim() && (await openVault())) asked = text.trim();
    },
  };
}

export type PairDraft = Required<Omit<NewMentorship, "member" | "zone" | "ends_on" | "mentor_agreed_on" | "mentee_agreed_on">> & {
  member: string | null; zone: string; ends_on: string; mentor_agreed_on: string; mentee_agreed_on: string;
};

/** A pair as it is typed. */
export function pairForm(id: string | null) {
  const doing = new Doing();
  const whole = query("mentoring.whole", () => (id ? { id } : null));
  const zones = query("zones", () => ({}));
  let typed: PairDraft | null = $state(null);
  const kept = $derived.by((): PairDraft | null => {
    const pair = whole.data?.mentee.pair;
    if (!id) return { mentor: "", mentee: "", member: null, contact: "", zone: "", started_on: isoDay(Date.now()), ends_on: "", cadence_days: 14, minutes: 60, agreement: t("agreement-begin"), mentor_agreed_on: "", mentee_agreed_on: "" };
    if (!pair) return null;
    return { mentor: pair.mentor, mentee: pair.mentee, member: pair.mentee_member, contact: pair.contact, zone: pair.zone ?? "", started_on: pair.started_on, ends_on: pair.ends_on ?? "", cadence_days: pair.cadence_days, minutes: pair.minutes, agreement: pair.agreement, mentor_agreed_on: pair.mentor_agreed_on ?? "", mentee_agreed_on: pair.mentee_agreed_on ?? "" };
  });
  const draft = $derived(typed ?? kept);
  const found = query("members.list", () => {
    const name = draft?.mentee.trim() ?? "";
    if (name.length < 2 || draft?.member) return null;
    return { filter: { text: name, kind: "people", seen: "any", without_team: false, segment: null, left: true }, sort: "messages", descending: true, after: null, limit: OFFERED };
  });
  const options = $derived((found.data?.rows ?? []).map((row): Option => ({ id: row.id, label: row.name, hint: row.handle ? `@${row.handle}` : "" })));
  return {
    doing,
    whole,
    get draft() {
      return draft;
    },
    get zones(): string[] {
      return zones.data?.zones ?? [];
    },
    get options() {
      return options;
    },
    change(part: Partial<PairDraft>): void {
      if (draft) typed = { ...$state.snapshot(draft), ...part };
    },
    async save(): Promise<void> {
      const pair = draft;
      if (!pair) return;
      await doing.run(async () => {
        const saved = await call("mentoring.save", { id, pair: { ...pair, zone: pair.zone || null, ends_on: pair.ends_on || null, mentor_agreed_on: pair.mentor_agreed_on || null, mentee_agreed_on: pair.mentee_agreed_on || null } });
        done(id ? t("mentee-changed") : t("mentee-added", { name: pair.mentee }));
        go(to("mentoring", [saved.id]));
      });
    },
  };
}

/** One pair, with everything that hangs on it. */
export function onePair(id: string) {
  const whole = query("mentoring.whole", () => ({ id }));
  const doing = new Doing();
  let line = $state("");
  let shown = $state(0);
  const rest = query("mentoring.sessions", () => (shown > 0 ? { id, skip: whole.data?.sessions.length ?? 0, limit: shown } : null));
  const understood = query("mentoring.understand", () => (line.trim() ? { mentorship: id, line } : null));
  let kept: MenteeKept | null = $state(null);
  // Locked: what was typed goes with what was read.
  $effect(() => {
    if (whole.data?.kept_state === "locked") kept = null;
  });
  const sessions = $derived<SessionShown[]>([...(whole.data?.sessions ?? []), ...(shown > 0 ? (rest.data?.sessions ?? []) : [])]);
  const more = $derived(shown > 0 ? (rest.data?.more ?? false) : (whole.data?.more ?? false));

  const act = (what: () => Promise<unknown>, words: string) =>
    doing.run(async () => {
      await what();
      done(words);
    });

  return {
    id,
    whole,
    doing,
    understood,
    get sessions() {
      return sessions;
    },
    get more() {
      return more;
    },
    showMore(): void {
      shown += PAGE;
    },
    get line() {
      return line;
    },
    set line(next: string) {
      line = next;
    },
    /** Keeps the session that the line tells of. */
    logLine: () =>
      doing.run(async () => {
        const said = await call("mentoring.understand", { mentorship: id, line });
        await call("mentoring.save_session", {
          id: null,
          mentorship: id,
          session: { state: "held", when: { starts: said.starts, zone: said.zone, minutes: said.minutes, medium: said.medium }, topics: said.topics, agreed: said.agreed, shared: "", rating_mentor: null, rating_mentee: null },
          items: said.items,
          done: [],
        });
        line = "";
        done(t("session-logged"));
      }),
    plan: () =>
      act(async () => {
        const when = await call("mentoring.next", { id });
        await call("mentoring.save_session", { id: null, mentorship: id, session: { state: "planned", when, topics: "", agreed: "", shared: "", rating_mentor: null, rating_mentee: null }, items: [], done: [] });
      }, t("session-planned-done")),
    /** What is planned, for the mentor's own calendar. */
    calendar: () =>
      doing.run(async () => {
        const { path } = await call("mentoring.calendar", { id });
        if (path) toast(t("handover-written", { path }));
      }),
    /** It begins now: a session that is planned for this minute, so that quitting forgets nothing. */
    begin: (mentee: Mentee, zone: string) =>
      act(
        () =>
          call("mentoring.save_session", {
            id: null,
            mentorship: id,
            session: { state: "planned", when: { starts: wall(Date.now()).replace(" ", "T"), zone, minutes: mentee.pair.minutes, medium: "video" }, topics: "", agreed: "", shared: "", rating_mentor: null, rating_mentee: null },
            items: [],
            done: [],
          }),
        t("session-begun"),
      ),
    removeSession: (session: string) => act(() => call("mentoring.remove_session", { id: session }), t("session-removed")),
    move: (state: MentorshipState, why: string) => act(() => call("mentoring.move", { id, state, why }), t("mentor-pair-moved")),
    remove: () =>
      doing.run(async () => {
        await call("mentoring.remove", { id });
        done(t("mentee-removed"));
        go(to("mentoring"));
      }),
    /** Not to be taken back. */
    expunge: () =>
      doing.run(async () => {
        const { sessions: gone } = await call("mentoring.expunge", { id });
        toast(t("expunged", { count: gone }));
      }),
    addItem: (text: string, whose: ItemOwner, due: string) => act(() => call("mentoring.save_item", { mentorship: id, id: null, item: { text, whose, due_on: due || null } }), t("item-added")),
    markItem: (item: string, ticked: boolean) => act(() => call("mentoring.mark_item", { id: item, done: ticked }), ticked ? t("item-done") : t("item-open")),
    removeItem: (item: string) => act(() => call("mentoring.remove_item", { id: item }), t("item-removed")),
    saveGoal: (goal: string | null, title: string, state: GoalState, target: string | null) => act(() => call("mentoring.save_goal", { mentorship: id, id: goal, goal: { title, state, target_on: target || null } }), t("goal-saved")),
    progress: (goal: string, percent: number, evidence: string) => act(() => call("mentoring.add_progress", { goal, progress: { percent, evidence, day: isoDay(Date.now()) } }), t("goal-noted")),
    removeGoal: (goal: string) => act(() => call("mentoring.remove_goal", { id: goal }), t("goal-removed")),
    addBetween: (kind: BetweenKind, text: string, member: string | null, due: string) => act(() => call("mentoring.save_between", { mentorship: id, id: null, between: { kind, text, member, due_on: due || null } }), t("between-added")),
    markBetween: (one: string, sent: boolean) => act(() => call("mentoring.mark_between", { id: one, done: sent }), sent ? t("between-sent") : t("between-unsent")),
    removeBetween: (one: string) => act(() => call("mentoring.remove_between", { id: one }), t("between-removed")),
    get kept() {
      return kept;
    },
    async editKept(): Promise<void> {
      if (!(await openVault())) return;
      whole.again();
      kept = { ...(whole.data?.kept_state === "shown" ? whole.data.kept : { facts: "", ask: "" }) };
    },
    dropKept(): void {
      kept = null;
    },
    saveKept: () =>
      doing.run(async () => {
        if (!kept) return;
        await call("mentoring.keep_private", { id, kept: $state.snapshot(kept) });
        kept = null;
        done(t("kept-saved"));
      }),
  };
}

export type PairModel = ReturnType<typeof onePair>;
