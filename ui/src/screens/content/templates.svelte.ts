// Templates and series, and the one that is being written.
import type { ApiError, ContentRepeat, ContentTemplate, NewContentTemplate } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { isoDay } from "../../format";
import { notice } from "../../notice.svelte";
import { done } from "../../steps";
import { t } from "../../words";

export type TypedTemplate = Required<NewContentTemplate>;

const empty = (): TypedTemplate => ({ name: "", title: "", body: "", space: null, place: "", owner: null, campaign: null, tags: [], time: "", zone: null, repeat: null, from_on: null, until_on: null });

export function templates() {
  const list = query("content.templates", () => ({}));
  let id: string | null = $state(null);
  let draft: TypedTemplate | null = $state(null);
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);

  async function attempt(what: () => Promise<unknown>, words: string): Promise<void> {
    if (busy) return;
    busy = true;
    error = null;
    try {
      await what();
      draft = null;
      done(words);
    } catch (thrown) {
      error = notice(thrown);
    } finally {
      busy = false;
    }
  }

  return {
    list,
    get draft() {
      return draft;
    },
    get id() {
      return id;
    },
    get busy() {
      return busy;
    },
    get fault() {
      return error?.message ?? "";
    },
    wrong: (field: string): boolean => error?.field === field,
    begin(repeat: ContentRepeat | null): void {
      [id, error] = [null, null];
      draft = { ...empty(), repeat, from_on: repeat ? isoDay(Date.now()) : null };
    },
    edit(one: ContentTemplate): void {
      const { name, title, body, space, place, campaign, tags, time, zone, repeat, from_on, until_on } = one;
      [id, error] = [one.id, null];
      draft = { name, title, body, space, place: space ? "" : place, owner: one.owner?.id ?? null, campaign, tags, time, zone, repeat, from_on, until_on };
    },
    change(part: Partial<TypedTemplate>): void {
      if (draft) draft = { ...draft, ...part };
      error = null;
    },
    close(): void {
      draft = error = null;
    },
    save: () => attempt(() => call("content.save_template", { id, template: $state.snapshot(draft)! }), t("content-kept", { what: draft?.name ?? "" })),
    remove: (one: ContentTemplate) => attempt(() => call("content.remove_template", { id: one.id }), t("content-removed", { what: one.name })),
  };
}
