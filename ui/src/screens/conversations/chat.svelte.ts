// A space read like a chat: a window of messages that grows at both ends, beginning at the
// newest or around one message.
import type { Message } from "../../api/bindings";
import { chain, once } from "../../api/chain.svelte";
import { query } from "../../api/query.svelte";

export const PAGE = 60;

/** Oldest first, each once: while pages are asked anew their edges may overlap for a moment. */
export function joined(...pages: Message[][]): Message[] {
  return once(pages.flat(), (message) => message.id);
}

export function chat(space: string, at: string | null) {
  let wantsOlder = $state(false);
  let wantsNewer = $state(false);
  const middle = query("messages.list", () => ({ space, before: null, after: null, around: at, limit: PAGE }));
  const older = chain(
    "messages.list",
    (before) => (before ? { space, before, after: null, around: null, limit: PAGE } : null),
    (page) => page.older,
    () => (wantsOlder ? (middle.data?.older ?? null) : null),
  );
  const newer = chain(
    "messages.list",
    (after) => (after ? { space, before: null, after, around: null, limit: PAGE } : null),
    (page) => page.newer,
    () => (wantsNewer && at ? (middle.data?.newer ?? null) : null),
  );
  const messages = $derived(
    joined(
      ...older.answers.toReversed().map((page) => page.messages),
      middle.data?.messages ?? [],
      ...newer.answers.map((page) => page.messages),
    ),
  );

  return {
    get messages() {
      return messages;
    },
    get known() {
      return middle.data !== undefined;
    },
    get busy() {
      return middle.busy || older.busy || newer.busy;
    },
    get error() {
      return middle.error ?? older.error ?? newer.error;
    },
    /** True when the first message of the space is in sight. */
    get complete() {
      return middle.data !== undefined && (middle.data.older === null || (wantsOlder && older.answers.length > 0 && !older.more));
    },
    again(): void {
      middle.again();
      older.again();
      newer.again();
    },
    older(): void {
      if (!middle.data?.older) return;
      if (wantsOlder) older.grow();
      wantsOlder = true;
    },
    newer(): void {
      if (!at || !middle.data?.newer) return;
      if (wantsNewer) newer.grow();
      wantsNewer = true;
    },
  };
}
