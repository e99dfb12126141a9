// Where one is in the conversations: the spaces at the left, one of them open, perhaps a thread.
import type { SpaceRow as Space } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { toast } from "../../parts/toasts.svelte";
import { go, here, to, withParams } from "../../router";
import { t } from "../../words";

export type Group = { source: string; name: string; spaces: Space[]; archived: Space[] };

/** The spaces by source, in their order; archived ones apart, and only those whose name matches. */
export function grouped(spaces: Space[], text: string): Group[] {
  const typed = text.trim().toLowerCase().replace(/^#/, "");
  const groups = new Map<string, Group>();
  for (const space of spaces) {
    const names = [space.name, ...space.former_names];
    if (typed && !names.some((name) => name.toLowerCase().includes(typed))) continue;
    let group = groups.get(space.source_id);
    if (!group) groups.set(space.source_id, (group = { source: space.source_id, name: space.source_name, spaces: [], archived: [] }));
    (space.archived ? group.archived : group.spaces).push(space);
  }
  return [...groups.values()];
}

export function conversations() {
  const asked = query("spaces.list", () => ({}));
  let text = $state("");
  const place = $derived(here());
  const space = $derived(asked.data?.spaces.find((one) => one.id === place.parts[0]) ?? null);

  // While a thread is open the chat beside it stays where it was, whatever the address is about;
  // a thread that is reached from elsewhere has its own place in the chat beside it.
  let kept: { space: string | undefined; at: string | null } = { space: undefined, at: null };
  const chatAt = $derived.by(() => {
    const [id, open] = place.parts;
    if (!open) kept = { space: id, at: place.params.get("at") };
    else if (kept.space !== id) kept = { space: id, at: open };
    return kept.at;
  });

  return {
    asked,
    get text() {
      return text;
    },
    set text(value: string) {
      text = value;
    },
    get groups() {
      return grouped(asked.data?.spaces ?? [], text);
    },
    get known() {
      return asked.data !== undefined;
    },
    get any() {
      return (asked.data?.spaces.length ?? 0) > 0;
    },
    get spaceId() {
      return place.parts[0] ?? null;
    },
    get space() {
      return space;
    },
    get thread() {
      return place.parts[1] ?? null;
    },
    get at() {
      return place.params.get("at");
    },
    get chatAt() {
      return chatAt;
    },
    get tab(): "messages" | "threads" {
      return place.params.get("tab") === "threads" || space?.style === "forum" ? "threads" : "messages";
    },
    tabAddress: (tab: "messages" | "threads") => withParams({ tab: tab === "threads" ? tab : null, at: null }),
    /** The address of a thread, without losing which tab it was opened from. */
    threadAddress(spaceId: string, thread: string): string {
      const tab = place.parts[0] === spaceId ? place.params.get("tab") : null;
      return to("conversations", [spaceId, thread], { tab, sort: place.params.get("sort") });
    },
    /** What remains when the thread is closed. */
    get closed() {
      return to("conversations", place.parts.slice(0, 1), { tab: place.params.get("tab"), sort: place.params.get("sort"), at: chatAt });
    },
  };
}

/** What can be done with a message wherever it is shown. */
export const acts = {
  async follow(message: string, index: number): Promise<void> {
    try {
      await call("links.open", { message, index });
    } catch (thrown) {
      notice(thrown);
    }
  },
  /** Marks it as worth using again; whoever marks it twice has it once. */
  async mark(message: string): Promise<void> {
    try {
      await call("content.mark", { message });
      toast(t("content-marked"), { label: t("content-marked-see"), run: () => go(to("content", ["made"])) });
    } catch (thrown) {
      notice(thrown);
    }
  },
  async openAtSource(message: string): Promise<void> {
    try {
      await call("messages.open", { message });
    } catch (thrown) {
      notice(thrown);
    }
  },
};
