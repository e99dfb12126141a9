// Writing into conversations: a reply, a message, a topic, a reaction; and what of it is still on its way.
import type { OutboxItem, SpaceRow } from "../../api/bindings";
import { call } from "../../api/call";
import { notice } from "../../notice.svelte";
import { GIFTS, LIKE } from "../../reactions";
import { discard, draftOf, retry, send, takeBack, writing } from "../../writing.svelte";

/** Tags as people type them: with commas or spaces, with or without the sign before them. */
export function tagsOf(text: string): string[] {
  const tags = text.split(/[,\s]+/).map((tag) => tag.replace(/^#/, "").toLowerCase());
  return [...new Set(tags.filter(Boolean))];
}

export type Composing = ReturnType<typeof composing>;

export function composing() {
  const at = writing();
  let topicIn: string | null = $state(null);
  return {
    access: at.access,
    source: at.source,
    replyDraft: (space: SpaceRow, thread: string) => draftOf(`reply ${space.source_id} ${thread}`),
    postDraft: (space: SpaceRow) => draftOf(`post ${space.id}`),

    reply(space: SpaceRow, thread: string) {
      const draft = draftOf(`reply ${space.source_id} ${thread}`);
      return send(draft, (when) => call("outbox.reply", { message: thread, text: draft.text, at: when }));
    },
    async post(space: SpaceRow): Promise<void> {
      const draft = draftOf(`post ${space.id}`);
      const title = space.style === "forum" ? draft.title.trim() : null;
      const tags = space.style === "forum" ? tagsOf(draft.tags) : [];
      const queued = await send(draft, (when) => call("outbox.post", { space: space.id, title, text: draft.text, tags, at: when }));
      if (queued) topicIn = null;
    },
    async react(message: string, name: string): Promise<void> {
      // Once is enough: the same one twice would only be refused there.
      if (this.reactions(message).some((item) => item.text === name)) return;
      await call("outbox.react", { message, name }).catch(notice);
    },
    gifts: (space: SpaceRow) => (space.style === "forum" ? LIKE : GIFTS),

    /** The space whose new topic is being written; the draft stays when the dialog is closed. */
    get topicIn() {
      return topicIn;
    },
    set topicIn(space: string | null) {
      topicIn = space;
    },

    replies: (thread: string) => at.pending((item) => item.kind === "reply" && item.thread_id === thread),
    posts: (space: string) => at.pending((item) => (item.kind === "post" || item.kind === "topic") && item.space_id === space),
    reactions: (message: string) => at.pending((item) => item.kind === "react" && item.message_id === message),

    undo: (item: OutboxItem) => void takeBack(item.id),
    retry: (item: OutboxItem) => void retry(item.id),
    discard: (item: OutboxItem) => void discard(item.id),
  };
}
