// What is being written about one post, until it is kept.
import type { ApiError, ContentPost, ContentTemplate, NewContentPost } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { done } from "../../steps";
import { t } from "../../words";

export type Typed = Required<NewContentPost>;
const OFFERED = 8;

const empty = (day: string | null): Typed => ({ title: "", body: "", space: null, place: "", owner: null, planned_on: day, planned_time: "", zone: null, campaign: null, notes: "", tags: [] });

/** A post as it would be typed again. */
export function typedOf(post: ContentPost): Typed {
  const { title, body, space, place, planned_on, planned_time, zone, campaign, notes, tags } = post;
  return { title, body, space, place: space ? "" : place, owner: post.owner?.id ?? null, planned_on, planned_time, zone, campaign, notes, tags };
}

export function editor() {
  let id: string | null = $state(null);
  let draft: Typed | null = $state(null);
  let shown: ContentPost | null = $state.raw(null);
  let who = $state("");
  let tags = $state("");
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);
  const found = query("members.list", () => {
    if (!draft || draft.owner !== null || who.trim() === "") return null;
    return { filter: { text: who.trim(), kind: "people", seen: "any", without_team: false, segment: null, left: false }, sort: "messages", descending: true, after: null, limit: OFFERED };
  });
  const options = $derived((found.data?.rows ?? []).map((row): Option => ({ id: row.id, label: row.name, hint: row.handle ? `@${row.handle}` : "" })));

  function begin(post: ContentPost | null, typed: Typed, owner: string): void {
    [id, shown, draft, who, tags, error] = [post?.id ?? null, post, typed, owner, typed.tags.join(", "), null];
  }

  return {
    get draft() {
      return draft;
    },
    get id() {
      return id;
    },
    /** The post as it was when it was opened. */
    get shown() {
      return shown;
    },
    get who() {
      return who;
    },
    set who(text: string) {
      who = text;
      if (draft) draft = { ...draft, owner: null };
    },
    get tags() {
      return tags;
    },
    set tags(text: string) {
      tags = text;
    },
    get options() {
      return options;
    },
    get busy() {
      return busy;
    },
    get fault() {
      return error?.message ?? "";
    },
    wrong: (field: string): boolean => error?.field === field,
    typed: typedOf,
    open: (post: ContentPost) => begin(post, typedOf(post), post.owner?.name ?? ""),
    fresh: (day: string | null, space: string | null = null) => begin(null, { ...empty(day), space }, ""),
    from(template: ContentTemplate, day: string | null): void {
      const { body, space, place, time, zone, campaign, tags: kept, owner } = template;
      begin(null, { ...empty(day), title: template.title || template.name, body, space, place: space ? "" : place, owner: owner?.id ?? null, planned_time: day ? time : "", zone, campaign, tags: kept }, owner?.name ?? "");
    },
    change(part: Partial<Typed>): void {
      if (draft) draft = { ...draft, ...part };
      // A time without a day is none.
      if (draft?.planned_on === null || draft?.planned_on === "") draft = { ...draft, planned_on: null, planned_time: "" };
      error = null;
    },
    pick(option: Option): void {
      who = option.label;
      if (draft) draft = { ...draft, owner: option.id };
    },
    close(): void {
      draft = error = null;
      shown = null;
    },
    /** Keeps what was written; answers its id. */
    async save(): Promise<string | null> {
      if (!draft || busy) return null;
      busy = true;
      try {
        const post = { ...$state.snapshot(draft), tags: tags.split(",").map((tag) => tag.trim()).filter(Boolean) };
        const kept = await call("content.save", { id, post });
        done(t("content-kept", { what: post.title }));
        draft = null;
        shown = null;
        return kept.id;
      } catch (thrown) {
        error = notice(thrown);
        return null;
      } finally {
        busy = false;
      }
    },
  };
}

export type Editor = ReturnType<typeof editor>;
