// Who is new and who falls silent.
import { among, type Among } from "../../among.svelte";
import type { Lapse, Newcomer } from "../../api/bindings";
import { call } from "../../api/call";
import { asApiError, present } from "../../api/errors";
import { query } from "../../api/query.svelte";
import { sentence } from "../../format";
import { notice } from "../../notice.svelte";
import { toast } from "../../parts/toasts.svelte";
import { go, here, to, withParams } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";

export type Risk = "watch" | "at_risk" | "lost";
export const DAYS = [7, 14, 30, 90];

export function people() {
  const place = $derived(here());
  const tab = $derived(place.params.get("tab") === "lapsing" ? "lapsing" : "new");
  const whom = among();
  return {
    whom,
    get tab() {
      return tab;
    },
    address: (wanted: string) => to("people", [], { tab: wanted === "new" ? null : wanted, segment: whom.chosen }),
  };
}

async function act(what: () => Promise<unknown>, words: string): Promise<boolean> {
  try {
    await what();
    done(words);
    return true;
  } catch (thrown) {
    notice(thrown);
    return false;
  }
}

export function newcomers(whom: Among) {
  const place = $derived(here());
  const days = $derived(DAYS.find((one) => String(one) === place.params.get("days")) ?? 14);
  const greeted = $derived(place.params.get("greeted") === "yes");
  const asked = query("desk.newcomers", () => ({ days, greeted, ...whom.asked, limit: 200 }));
  const texts = query("texts.list", () => ({}));
  let chosen: Set<string> = $state.raw(new Set());
  let greeting: Newcomer[] | null = $state.raw(null);
  let text = $state("");
  let title = $state("");
  let wrong = $state("");
  let sending = $state(false);
  const filled = query("texts.fill", () => (greeting?.[0] && text.trim() ? { body: text, member: greeting[0].id } : null));
  const saved = $derived((texts.data?.texts ?? []).filter((one) => one.kind === "greeting"));

  return {
    asked,
    get days() {
      return days;
    },
    get greeted() {
      return greeted;
    },
    get rows() {
      return asked.data?.rows ?? [];
    },
    get chosen() {
      return chosen;
    },
    get greeting() {
      return greeting;
    },
    get text() {
      return text;
    },
    set text(words: string) {
      text = words;
    },
    get title() {
      return title;
    },
    set title(words: string) {
      title = words;
    },
    get wrong() {
      return wrong;
    },
    get sending() {
      return sending;
    },
    get saved() {
      return saved;
    },
    get preview() {
      return filled.data ?? null;
    },
    setDays: (wanted: number) => go(withParams({ days: wanted === 14 ? null : String(wanted) })),
    setGreeted: (wanted: boolean) => go(withParams({ greeted: wanted ? "yes" : null })),
    choose(row: Newcomer): void {
      const next = new Set(chosen);
      if (!next.delete(row.id)) next.add(row.id);
      chosen = next;
    },
    begin(rows: Newcomer[]): void {
      greeting = rows;
      wrong = "";
      if (!text.trim()) text = saved[0]?.body ?? "";
      if (!title) title = t("people-greet-subject-is");
    },
    leave: () => (greeting = null),
    mark: (row: Newcomer, how: "by_hand" | "not_needed") => act(() => call("desk.greet", { members: [row.id], how }), t("people-marked")),
    async send(): Promise<void> {
      if (!greeting || sending) return;
      sending = true;
      wrong = "";
      try {
        const told = await call("desk.greet", { members: greeting.map((row) => row.id), how: "sent", text, title });
        if (told.greeted > 0) done(t("people-greeted-done", { count: told.greeted }));
        if (told.unreachable.length > 0) toast(t("people-unreachable", { count: told.unreachable.length }));
        if (told.before.length > 0) toast(t("people-greeted-before", { count: told.before.length }));
        greeting = null;
        chosen = new Set();
      } catch (thrown) {
        const error = asApiError(thrown);
        if (["page", "bug"].includes(present(error).place)) notice(error);
        else wrong = sentence(error.message);
      } finally {
        sending = false;
      }
    },
  };
}

export function lapsing(whom: Among) {
  const place = $derived(here());
  const paused = $derived(place.params.get("risk") === "paused");
  const risk = $derived((["watch", "lost"].find((one) => one === place.params.get("risk")) ?? "at_risk") as Risk);
  const asked = query("desk.lapsing", () => ({ ...(paused ? { paused } : { risk }), ...whom.asked, limit: 200 }));
  return {
    asked,
    get risk(): Risk | "paused" {
      return paused ? "paused" : risk;
    },
    get rows() {
      return asked.data?.rows ?? [];
    },
    address: (wanted: Risk | "paused") => withParams({ risk: wanted === "at_risk" ? null : wanted }),
    pause: (row: Lapse, until: string | null) => act(() => call("desk.pause", { member: row.id, until }), until === null ? t("people-unpaused-done") : t("people-paused-done")),
    /** Something to do tomorrow; it is the team's, so it needs no key. */
    followUp: (row: Lapse) =>
      act(async () => {
        const on = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 10);
        await call("notes.add", { member: row.id, kind: "follow_up", visibility: "shared", text: t("people-follow-up-text", { name: row.name }), due: { on } });
      }, t("people-follow-up-done")),
  };
}
