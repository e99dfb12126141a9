// What a community makes for its members: tags and fields of its own.
import type { ApiError, CustomField, CustomKind, TagRow } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { done } from "../../steps";
import { t } from "../../words";

export const COLOURS = [0, 1, 2, 3, 4, 5, 6, 7];

function changing() {
  let error: ApiError | null = $state.raw(null);
  return {
    get error() {
      return error;
    },
    forget(): void {
      error = null;
    },
    async run(what: () => Promise<unknown>, words: string): Promise<boolean> {
      error = null;
      try {
        await what();
        done(words);
        return true;
      } catch (thrown) {
        error = notice(thrown);
        return false;
      }
    },
  };
}

export function tags() {
  const asked = query("tags.list", () => ({}));
  const changes = changing();
  const { run } = changes;
  let name = $state("");
  const list = $derived(asked.data?.tags ?? []);
  return {
    asked,
    get error() {
      return changes.error;
    },
    get list() {
      return list;
    },
    get name() {
      return name;
    },
    set name(value: string) {
      name = value;
    },
    async add(): Promise<void> {
      if (name.trim() && (await run(() => call("tags.create", { name: name.trim(), colour: list.length % COLOURS.length }), t("tags-made")))) name = "";
    },
    rename(tag: TagRow, to: string): void {
      if (to.trim() !== tag.name) void run(() => call("tags.change", { id: tag.id, name: to.trim(), colour: tag.colour }), t("tags-changed"));
    },
    recolour: (tag: TagRow, colour: number) => run(() => call("tags.change", { id: tag.id, name: tag.name, colour }), t("tags-changed")),
    remove: (tag: TagRow) => run(() => call("tags.remove", { id: tag.id }), t("tags-gone")),
  };
}

type Form = { id: string | null; name: string; kind: CustomKind; choices: string };

const chosen = (text: string): string[] => text.split(",").map((one) => one.trim()).filter(Boolean);

export function fields() {
  const asked = query("fields.list", () => ({}));
  const changes = changing();
  let form: Form | null = $state(null);
  return {
    asked,
    get error() {
      return changes.error;
    },
    get list() {
      return asked.data?.fields ?? [];
    },
    get form() {
      return form;
    },
    begin(): void {
      changes.forget();
      form = { id: null, name: "", kind: "text", choices: "" };
    },
    edit(field: CustomField): void {
      changes.forget();
      form = { id: field.id, name: field.name, kind: field.kind, choices: field.choices.join(", ") };
    },
    leave(): void {
      form = null;
    },
    async save(): Promise<void> {
      if (!form) return;
      const { id, name, kind, choices } = form;
      const saved = id === null
        ? await changes.run(() => call("fields.create", { name, kind, choices: chosen(choices) }), t("fields-made"))
        : await changes.run(() => call("fields.change", { id, name, choices: chosen(choices) }), t("fields-changed"));
      if (saved) form = null;
    },
    move: (field: CustomField, up: boolean) => changes.run(() => call("fields.move", { id: field.id, up }), t("fields-changed")),
    remove: (field: CustomField) => changes.run(() => call("fields.remove", { id: field.id }), t("fields-gone")),
  };
}
