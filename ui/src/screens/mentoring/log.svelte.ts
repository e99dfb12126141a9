// A session as it is written down: what is shared, what is private, what follows from it.
import type { ItemOwner, MentoringMedium, NewItem, SessionPrivate, SessionShown, SessionState } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { wall } from "../../format";
import { go, to } from "../../router";
import { done } from "../../steps";
import { openVault } from "../../vault.svelte";
import { t } from "../../words";
import { Doing } from "./model.svelte";

const MINUTE = 60_000;
const STEP = 5 * MINUTE;

type Draft = {
  state: SessionState; starts: string; minutes: number; medium: MentoringMedium; topics: string; agreed: string; shared: string;
  rating_mentor: number | null; rating_mentee: number | null; items: (NewItem & { key: number })[]; done: string[]; next: string; nextMedium: MentoringMedium;
};

export function sessionForm(id: string, session: string | null) {
  const whole = query("mentoring.whole", () => ({ id }));
  const proposed = query("mentoring.next", () => ({ id }));
  const doing = new Doing();
  let typed: Draft | null = $state(null);
  let hidden: SessionPrivate | null = $state(null);
  let keys = 0;
  const before = $derived<SessionShown | null>(whole.data?.sessions.find((one) => one.id === session) ?? null);
  const locked = $derived(before?.private_state === "locked");
  // Locked: what was typed goes with what was read.
  let wasOpen = false;
  const state = query("notes.state", () => ({}));
  $effect(() => {
    const open = state.data?.lock === "open";
    if (wasOpen && !open) hidden = null;
    wasOpen = open;
  });
  const kept = $derived.by((): Draft | null => {
    const data = whole.data;
    if (!data) return null;
    const follows = { items: [], done: [], next: "", nextMedium: proposed.data?.medium ?? "video" } satisfies Partial<Draft>;
    if (before) {
      const past = before.state === "planned" && before.start_at <= Date.now();
      // One that is going on is as long as it has been until now.
      const going = past && Date.now() < before.start_at + before.minutes * MINUTE * 2;
      const minutes = going ? Math.max(5, Math.round((Date.now() - before.start_at) / STEP) * 5) : before.minutes;
      return { state: past ? "held" : before.state, starts: wall(before.start_at).replace(" ", "T"), minutes, medium: before.medium, topics: before.topics, agreed: before.agreed, shared: before.shared, rating_mentor: before.rating_mentor, rating_mentee: before.rating_mentee, ...follows };
    }
    if (session) return null;
    const at = Math.floor((Date.now() - data.mentee.pair.minutes * MINUTE) / STEP) * STEP;
    const last = data.sessions.find((one) => one.state === "held");
    return { state: "held", starts: wall(at).replace(" ", "T"), minutes: data.mentee.pair.minutes, medium: last?.medium ?? "video", topics: "", agreed: "", shared: "", rating_mentor: null, rating_mentee: null, ...follows };
  });
  const draft = $derived(typed ?? kept);
  const change = (part: Partial<Draft>): void => {
    if (draft) typed = { ...$state.snapshot(draft), ...part };
    doing.error = null;
  };

  return {
    whole,
    doing,
    change,
    get before() {
      return before;
    },
    get locked() {
      return locked;
    },
    get draft() {
      return draft;
    },
    get proposed() {
      return proposed.data;
    },
    get dirty() {
      return typed !== null || hidden !== null;
    },
    /** The private part: nothing while it may not be written. */
    get hidden(): SessionPrivate | null {
      return hidden ?? (before?.private_state === "shown" && state.data?.lock === "open" ? before.private : null);
    },
    hide(part: Partial<SessionPrivate>): void {
      hidden = { ...(this.hidden ?? { words: "", mood: null }), ...part };
    },
    async openHidden(): Promise<void> {
      if (await openVault()) {
        whole.again();
        if (before?.private_state !== "locked") hidden = hidden ?? { words: "", mood: null };
      }
    },
    addItem(whose: ItemOwner): void {
      if (draft) change({ items: [...$state.snapshot(draft.items), { key: (keys += 1), whose, text: "", due_on: null }] });
    },
    setItem(key: number, part: Partial<NewItem> | null): void {
      if (draft) change({ items: $state.snapshot(draft.items).flatMap((one) => (one.key !== key ? [one] : part ? [{ ...one, ...part }] : [])) });
    },
    tick(item: string, on: boolean): void {
      if (draft) change({ done: on ? [...draft.done, item] : draft.done.filter((one) => one !== item) });
    },
    async save(): Promise<void> {
      const data = whole.data;
      const all = draft;
      if (!data || !all) return;
      const { state: how, starts, minutes, medium, topics, agreed, shared, rating_mentor, rating_mentee, items, done: ticked, next, nextMedium } = $state.snapshot(all);
      await doing.run(async () => {
        await call("mentoring.save_session", {
          id: session,
          mentorship: id,
          session: { state: how, when: { starts, zone: data.zone, minutes, medium }, topics, agreed, shared, rating_mentor, rating_mentee },
          ...(hidden ? { private: $state.snapshot(hidden) } : {}),
          items: items.filter((one) => one.text.trim()).map(({ whose, text, due_on }) => ({ whose, text, due_on: due_on || null })),
          done: ticked,
          ...(next ? { next: { starts: next, zone: data.zone, minutes: data.mentee.pair.minutes, medium: nextMedium } } : {}),
        });
        typed = null;
        hidden = null;
        done(how === "planned" ? t("session-planned-done") : t("session-logged"));
        go(to("mentoring", [id]));
      });
    },
  };
}
