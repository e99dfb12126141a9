// What was written here: what is stuck, what waits, what is planned, and what went out lately.
import type { OutboxItem, Source } from "../../api/bindings";
import { query } from "../../api/query.svelte";
import { now } from "../../clock.svelte";
import { isPlanned, isWaiting } from "../../outgoing";
import { to } from "../../router";
import { discard, retry, takeBack } from "../../writing.svelte";

export type Group = { id: "stuck" | "waiting" | "planned" | "sent"; items: OutboxItem[] };

/** What needs somebody stands first, what goes out next above what goes out later, what was sent last above the rest. */
export function groups(items: OutboxItem[], at: number): Group[] {
  const bySending = (a: OutboxItem, b: OutboxItem) => a.not_before - b.not_before;
  const planned = items.filter((item) => isPlanned(item, at));
  const all: Group[] = [
    { id: "stuck", items: items.filter((item) => item.state === "wedged") },
    { id: "waiting", items: items.filter((item) => isWaiting(item) && !planned.includes(item)).toSorted(bySending) },
    { id: "planned", items: planned.toSorted(bySending) },
    { id: "sent", items: items.filter((item) => item.state === "sent").toSorted((a, b) => (b.sent_at ?? 0) - (a.sent_at ?? 0)) },
  ];
  return all.filter((group) => group.items.length > 0);
}

/** Where it can be seen among what others wrote. */
export function addressOf(item: OutboxItem): string | null {
  if (item.kind === "review") return to("conduct", ["flags"]);
  if (item.kind === "direct" || item.kind === "group" || !item.space_id) return null;
  return to("conversations", item.thread_id && item.kind !== "post" ? [item.space_id, item.thread_id] : [item.space_id], { at: item.message_id });
}

export function outbox() {
  const asked = query("outbox.list", () => ({}));
  const sources = query("sources.list", () => ({}));
  return {
    asked,
    get known() {
      return asked.data !== undefined;
    },
    get groups(): Group[] {
      return groups(asked.data?.items ?? [], now());
    },
    source: (item: OutboxItem): Source | undefined => sources.data?.sources.find((one) => one.id === item.source_id),
    takeBack: (item: OutboxItem) => takeBack(item.id),
    retry: (item: OutboxItem) => retry(item.id),
    discard: (item: OutboxItem) => discard(item.id),
  };
}
