// Writing at a source: what is being written, what waits, and taking back what was just sent.
import type { ApiError, OutboxItem, Queued, RedoOutcome, Source, UndoOutcome } from "./api/bindings";
import { call, onDone } from "./api/call";
import { asApiError, present } from "./api/errors";
import { query } from "./api/query.svelte";
import { atWall } from "./format";
import { notice } from "./notice.svelte";
import { toast } from "./parts/toasts.svelte";
import { access, type Access } from "./sources";
import { done } from "./steps";
import { t } from "./words";

/** What somebody is writing somewhere. It outlives the screen, so that looking something up costs nothing. */
export class Draft {
  title = $state("");
  tags = $state("");
  text = $state("");
  /** whether it shall go out later, and when: "2026-03-05 14:05" in the community's zone */
  later = $state(false);
  at = $state("");
  sending = $state(false);
  error: ApiError | null = $state.raw(null);

  get empty(): boolean {
    return (this.title + this.tags + this.text).trim() === "";
  }

  clear(): void {
    this.title = this.tags = this.text = this.at = "";
    this.later = false;
    this.error = null;
  }
}

const drafts = new Map<string, Draft>();

export function draftOf(place: string): Draft {
  let draft = drafts.get(place);
  if (!draft) drafts.set(place, (draft = new Draft()));
  return draft;
}

export function wrong(message: string, field: string): ApiError {
  return { code: "Invalid", message, field };
}

/** The newest step that can be undone, when it put something into the outbox. */
let newest: string | null = null;
/** What was sent a moment ago goes back to where it was written, when it is taken back. */
type Written = { id: string; draft: Draft; title: string; tags: string; text: string };
const written = new Map<string, Written>();
/** What was taken back and may be sent again by redo, the newest last. */
let given: Written[] = [];

onDone((name, answer) => {
  if (/^outbox\.(reply|post|react|direct)$/.test(name)) {
    newest = (answer as Queued).id;
    given = [];
  } else if (name === "undo") {
    if (newest && (answer as UndoOutcome).undone !== null) giveBack(newest);
    newest = null;
  } else if (name === "redo") {
    // What goes out again must not stand in the field as well, or it would be sent twice.
    const again = (answer as RedoOutcome).redone === "Send message" ? given.pop() : undefined;
    if (again && again.draft.text === again.text) again.draft.clear();
    if (again) written.set(again.id, again);
    newest = again?.id ?? null;
  } else if (/^(notes|communities)\.(add|change|remove|open|create)$|^outbox\.(retry|discard)$|^members\.(merge|split|tell_apart)$|^(duplicates\.accept|settings\.change)$/.test(name)) {
    newest = null;
    given = [];
  }
});

function giveBack(id: string): void {
  const before = written.get(id);
  if (!before) return;
  if (before.draft.empty) Object.assign(before.draft, { title: before.title, tags: before.tags, text: before.text });
  written.delete(id);
  given.push(before);
}

/** Puts a draft into the outbox and clears it; a refusal stays beside its field. */
export async function send(draft: Draft, queue: (at: number | null) => Promise<Queued>): Promise<Queued | null> {
  if (draft.sending || draft.text.trim() === "") return null;
  const at = draft.later ? atWall(draft.at) : null;
  if (draft.later && (at === null || at <= Date.now())) {
    draft.error = wrong(at === null ? t("compose-no-time") : t("compose-past"), "at");
    return null;
  }
  draft.sending = true;
  draft.error = null;
  try {
    const queued = await queue(at);
    const { title, tags, text } = draft;
    written.set(queued.id, { id: queued.id, draft, title, tags, text });
    draft.clear();
    return queued;
  } catch (thrown) {
    const error = asApiError(thrown);
    // Whatever can be put right is said beside the words, which stay.
    if (["page", "bug"].includes(present(error).place)) notice(error);
    else draft.error = error;
    return null;
  } finally {
    draft.sending = false;
  }
}

/** Takes something back that has not gone out: as the last step, or by itself. */
export async function takeBack(id: string): Promise<boolean> {
  try {
    if (newest === id) {
      const { conflict } = await call("undo", {});
      if (conflict) throw { code: "Conflict", message: "", field: null };
    } else {
      await call("outbox.discard", { id });
      giveBack(id);
    }
  } catch (thrown) {
    if (asApiError(thrown).code === "Conflict") toast(t("outgoing-too-late"));
    else notice(thrown);
    return false;
  }
  return true;
}

export async function retry(id: string): Promise<void> {
  await call("outbox.retry", { id }).catch(notice);
}

/** What somebody wrote is thrown away only when they say so, and comes back with one step. */
export async function discard(id: string): Promise<void> {
  try {
    await call("outbox.discard", { id });
    done(t("outgoing-discarded"));
  } catch (thrown) {
    notice(thrown);
  }
}

export type Writing = ReturnType<typeof writing>;

/** Who may be written to, and what is on its way there. */
export function writing() {
  const sources = query("sources.list", () => ({}));
  const outbox = query("outbox.list", () => ({}));
  const find = (id: string): Source | undefined => sources.data?.sources.find((one) => one.id === id);
  /** What went out is shown until the source was read again and brought the real thing. */
  const arrived = (item: OutboxItem) => item.state === "sent" && (find(item.source_id)?.connection?.last_ok_at ?? 0) >= (item.sent_at ?? 0);
  return {
    source: find,
    /** Nothing as long as it is not known. */
    access(id: string): Access | null {
      const source = find(id);
      return source ? access(source) : null;
    },
    /** What is not yet in the source's own words, oldest first. */
    pending(match: (item: OutboxItem) => boolean): OutboxItem[] {
      return (outbox.data?.items ?? []).filter((item) => match(item) && !arrived(item)).toReversed();
    },
  };
}
