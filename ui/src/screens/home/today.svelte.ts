// The morning: what came in, who waits, who is new, what is due, who falls silent; and when it is enough.
import type { FollowUp, Lapse, Newcomer, UnansweredRow } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { now } from "../../clock.svelte";
import { whenDue } from "../../due";
import { notice } from "../../notice.svelte";
import { to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";

const SHOWN = 5;
const DAYS = 30;
const NEW_DAYS = 14;

export const conversation = (row: UnansweredRow): string => to("conversations", [row.space_id, row.id], { at: row.id });

export function today() {
  const news = query("desk.news", () => ({}));
  const waiting = query("desk.unanswered", () => ({ days: DAYS, limit: SHOWN }));
  const fresh = query("desk.newcomers", () => ({ days: NEW_DAYS, limit: SHOWN }));
  const followUps = query("follow_ups.list", () => ({ done: false, limit: 200 }));
  const silent = query("desk.lapsing", () => ({ limit: SHOWN }));
  const work = query("desk.workload", () => ({}));
  const due = $derived((followUps.data?.items ?? []).filter((item) => item.note.due && ["overdue", "today"].includes(whenDue(item.note.due, now()))));

  async function act(what: () => Promise<unknown>, words: string): Promise<void> {
    try {
      await what();
      done(words);
    } catch (thrown) {
      notice(thrown);
    }
  }

  return {
    get news() {
      return news.data;
    },
    get waiting() {
      return waiting.data;
    },
    get fresh() {
      return fresh.data;
    },
    get due() {
      return followUps.data ? { rows: due.slice(0, SHOWN), total: due.length } : undefined;
    },
    get silent() {
      return silent.data;
    },
    get work() {
      const days = work.data?.days ?? [];
      const all = days.reduce((sum, day) => sum + day.actions, 0);
      const outside = days.reduce((sum, day) => sum + day.outside, 0);
      return work.data ? { days, all, share: all > 0 ? Math.round((100 * outside) / all) : 0, overdue: work.data.overdue } : undefined;
    },
    get minute() {
      return Math.floor(now() / 60_000) * 60_000;
    },
    close: (row: UnansweredRow) => act(() => call("desk.close", { id: row.id, closed: true }), t("queue-closed-done")),
    snooze: (row: UnansweredRow) => act(() => call("desk.snooze", { id: row.id, until: "tomorrow" }), t("queue-snoozed-done")),
    greeted: (row: Newcomer) => act(() => call("desk.greet", { members: [row.id], how: "by_hand" }), t("people-marked")),
    finish: (item: FollowUp) => act(() => call("follow_ups.done", { id: item.note.id, done: true }), t("follow-up-finished")),
    pause: (row: Lapse) => act(() => call("desk.pause", { member: row.id, until: "in a month" }), t("people-paused-done")),
    async enough(enough: boolean): Promise<void> {
      await call("desk.enough", { enough }).catch(notice);
    },
  };
}
