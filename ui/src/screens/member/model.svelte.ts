// One person: who they are, what they did, and what we want to remember about them.
import type { ActivityKind, Member, Note, TimelineItem } from "../../api/bindings";
import { call } from "../../api/call";
import { chain } from "../../api/chain.svelte";
import { query } from "../../api/query.svelte";
import { monthYear, year } from "../../format";
import { notice } from "../../notice.svelte";
import type { Bar } from "../../parts/Bars.svelte";
import { to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";
import { weave } from "./story";

const PAGE = 50;

export const kindWords: Record<ActivityKind, string> = {
  post: t("member-kind-post"),
  reply: t("member-kind-reply"),
  join: t("member-kind-join"),
  leave: t("member-kind-leave"),
  system: t("member-kind-system"),
};

/** Where in the conversations something was said. */
export function placeOf(item: TimelineItem): string {
  return to("conversations", item.thread_id ? [item.space_id, item.thread_id] : [item.space_id], { at: item.id });
}

export function monthBars(member: Member): Bar[] {
  const many = member.months.length > 30;
  return member.months.map((month, i) => {
    const name = monthYear(month.starts_at);
    const january = name.startsWith("January");
    return {
      label: name,
      value: month.messages,
      tick: january || (i === 0 && !many) ? year(month.starts_at) : undefined,
    };
  });
}

export function member(id: string) {
  const asked = query("members.get", () => ({ id }));
  const timeline = chain(
    "members.timeline",
    (before) => ({ member: id, before, limit: PAGE }),
    (page) => page.next,
  );

  const happenings = query("members.happenings", () => ({ id }));
  const items = $derived(timeline.answers.flatMap((page) => page.items));
  const story = $derived(weave(items, timeline.more || (timeline.busy && items.length === 0), happenings.data?.rows ?? [], asked.data?.notes ?? []));

  /** Runs one change of the notes and offers to take it back. */
  async function change(what: () => Promise<unknown>, words: string): Promise<boolean> {
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
    asked,
    timeline,
    get data() {
      return asked.data;
    },
    happenings,
    get items() {
      return items;
    },
    get story() {
      return story;
    },
    id,
    finish: (note: Note) => change(() => call("follow_ups.done", { id: note.id, done: true }), t("follow-up-finished")),
    remove: (note: Note) => change(() => call("notes.remove", { id: note.id }), t("member-note-removed")),
    async follow(message: string, index: number): Promise<void> {
      try {
        await call("links.open", { message, index });
      } catch (thrown) {
        notice(thrown);
      }
    },
  };
}
