// A line that becomes a note: what it means is shown while it is typed, and private words wait for the key.
import type { ApiError, Due, Note, NoteKind, Visibility } from "./api/bindings";
import { call } from "./api/call";
import { query } from "./api/query.svelte";
import { notice } from "./notice.svelte";
import type { IconName } from "./parts/Icon.svelte";
import { done } from "./steps";
import { openVault } from "./vault.svelte";
import { t } from "./words";

export const kindWords: Record<NoteKind, string> = {
  note: t("note-kind-note"),
  feedback: t("note-kind-feedback"),
  thanks: t("note-kind-thanks"),
  follow_up: t("note-kind-follow-up"),
};

export const kindIcons: Record<NoteKind, IconName> = { note: "note", feedback: "forum", thanks: "smile", follow_up: "clock" };

export const kinds: NoteKind[] = ["note", "follow_up", "feedback", "thanks"];

export const added: Record<NoteKind, string> = {
  note: t("member-note-added"),
  feedback: t("note-feedback-added"),
  thanks: t("note-thanks-added"),
  follow_up: t("follow-up-added"),
};

/** Whoever wrote one for the team is likely to write another; a new window begins with private. */
let last: Visibility = $state("private");

export type Draft = ReturnType<typeof draft>;

export function draft(member: () => string | null) {
  let line = $state("");
  let chosen: NoteKind | null = $state(null);
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);
  const asked = query("notes.understand", () => (line.trim() ? { line } : null));
  const meant = $derived(asked.data);
  const kind = $derived<NoteKind>(chosen ?? meant?.kind ?? "note");
  const due = $derived<Due | null>(kind === "follow_up" ? (meant?.due ?? null) : null);

  return {
    get line() {
      return line;
    },
    set line(value: string) {
      line = value;
      error = null;
    },
    get kind() {
      return kind;
    },
    set kind(value: NoteKind) {
      chosen = value;
      error = null;
    },
    get visibility() {
      return last;
    },
    set visibility(value: Visibility) {
      last = value;
    },
    get due() {
      return due;
    },
    /** The words that were taken for a date, where one is wanted. */
    get words() {
      return kind === "follow_up" ? (meant?.words ?? null) : null;
    },
    get doubt() {
      return kind === "follow_up" ? (meant?.doubt ?? null) : null;
    },
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    async save(): Promise<boolean> {
      if (!line.trim() || busy) return false;
      busy = true;
      error = null;
      try {
        const visibility = last;
        if (visibility === "private" && !(await openVault())) return false;
        // The answer to the last letter may still be on its way.
        const now = await call("notes.understand", { line });
        const as = chosen ?? now.kind ?? "note";
        const text = as === "follow_up" ? now.text : now.whole;
        const due = as === "follow_up" && now.due ? { due: { on: now.due.on, ...(now.due.time ? { time: now.due.time } : {}) } } : {};
        const about = member();
        await call("notes.add", { ...(about ? { member: about } : {}), text, kind: as, visibility, ...due });
        done(added[as]);
        line = "";
        chosen = null;
        return true;
      } catch (thrown) {
        error = notice(thrown);
        return false;
      } finally {
        busy = false;
      }
    },
  };
}

/** A note as it is being changed. */
export function editing(note: Note, after: () => void) {
  let text = $state(note.text);
  let kind = $state(note.kind);
  let visibility = $state(note.visibility);
  let until = $state(note.due ? [note.due.on, note.due.time].filter(Boolean).join(" ") : "");
  let error: ApiError | null = $state.raw(null);
  const asked = query("notes.understand", () => (kind === "follow_up" && until.trim() ? { line: until } : null));
  const due = $derived(asked.data?.due ?? null);

  return {
    id: note.id,
    get text() {
      return text;
    },
    set text(value: string) {
      text = value;
      error = null;
    },
    get kind() {
      return kind;
    },
    set kind(value: NoteKind) {
      kind = value;
      error = null;
    },
    get visibility() {
      return visibility;
    },
    set visibility(value: Visibility) {
      visibility = value;
    },
    get until() {
      return until;
    },
    set until(value: string) {
      until = value;
      error = null;
    },
    get due() {
      return kind === "follow_up" ? due : null;
    },
    get doubt() {
      return kind === "follow_up" ? (asked.data?.doubt ?? null) : null;
    },
    get error() {
      return error;
    },
    async keep(): Promise<boolean> {
      error = null;
      try {
        if ((visibility === "private" || note.visibility === "private") && !(await openVault())) return false;
        const meant = kind === "follow_up" ? await call("notes.understand", { line: until }) : null;
        const due = meant?.due ? { due: { on: meant.due.on, ...(meant.due.time ? { time: meant.due.time } : {}) } } : {};
        await call("notes.change", { id: note.id, text: text.trim(), kind, visibility, ...due });
        done(kind === "follow_up" ? t("follow-up-changed") : t("member-note-changed"));
        after();
        return true;
      } catch (thrown) {
        error = notice(thrown);
        return false;
      }
    },
  };
}

export type Editing = ReturnType<typeof editing>;
