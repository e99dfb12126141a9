// What is to be done, by when it is due.
import { among } from "../../among.svelte";
import type { FollowUp } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { now } from "../../clock.svelte";
import { whenDue, type When } from "../../due";
import { notice } from "../../notice.svelte";
import { toast } from "../../parts/toasts.svelte";
import { go, to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";

export type Group = { id: When | "done"; items: FollowUp[] };

const MOST = 500;
const DONE = 30;

export function grouped(open: FollowUp[], finished: FollowUp[], at: number): Group[] {
  const order: When[] = ["overdue", "today", "week", "later"];
  const groups: Group[] = order.map((id) => ({ id, items: open.filter((item) => item.note.due && whenDue(item.note.due, at) === id) }));
  return [...groups, { id: "done" as const, items: finished }].filter((group) => group.items.length > 0);
}

export function followUps() {
  const whom = among();
  const open = query("follow_ups.list", () => ({ done: false, ...whom.asked, limit: MOST }));
  const finished = query("follow_ups.list", () => ({ done: true, ...whom.asked, limit: DONE }));
  const due = query("follow_ups.due", () => ({}));
  // By the minute: what was due later is due now.
  const minute = $derived(Math.floor(now() / 60_000) * 60_000);
  const groups = $derived(grouped(open.data?.items ?? [], finished.data?.items ?? [], minute));

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

  return {
    open,
    whom,
    get known() {
      return open.data !== undefined;
    },
    get groups() {
      return groups;
    },
    get minute() {
      return minute;
    },
    get quietUntil() {
      return due.data?.quiet_until ?? null;
    },
    /** Whether the words of some are sealed. */
    get locked() {
      return (open.data?.items ?? []).some((item) => item.note.state === "locked");
    },
    finish: (item: FollowUp) =>
      act(() => call("follow_ups.done", { id: item.note.id, done: item.note.done_at === null }), item.note.done_at === null ? t("follow-up-finished") : t("follow-up-reopened")),
    snooze: (item: FollowUp, until: string) => act(() => call("follow_ups.snooze", { id: item.note.id, until }), t("follow-up-snoozed")),
    remove: (item: FollowUp) => act(() => call("notes.remove", { id: item.note.id }), t("follow-up-removed")),
    see(item: FollowUp): void {
      if (item.member) go(to("members", [item.member.id]));
    },
    async calendar(): Promise<void> {
      try {
        const file = await call("follow_ups.save", { private: false, todo: false, ...whom.asked });
        if (file.count === 0) toast(t("follow-ups-calendar-none"));
        else if (file.path && file.left_out > 0) toast(t("follow-ups-calendar-left", { path: file.path, left: file.left_out }));
        else if (file.path) toast(t("follow-ups-calendar-saved", { path: file.path }));
      } catch (thrown) {
        notice(thrown);
      }
    },
  };
}
