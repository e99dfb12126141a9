// Texts that are used again.
import type { SavedText, SavedTextKind } from "../../api/bindings";
import { call } from "../../api/call";
import { asApiError, present } from "../../api/errors";
import { query } from "../../api/query.svelte";
import { sentence } from "../../format";
import { notice } from "../../notice.svelte";
import { done } from "../../steps";
import { t } from "../../words";

export const KINDS: SavedTextKind[] = ["reply", "greeting", "message"];

export function texts() {
  const asked = query("texts.list", () => ({}));
  let editing: { id: string | null; kind: SavedTextKind; name: string; body: string } | null = $state(null);
  let wrong: { field: string | null; message: string } | null = $state.raw(null);

  return {
    asked,
    get editing() {
      return editing;
    },
    get wrong() {
      return wrong;
    },
    of: (kind: SavedTextKind) => (asked.data?.texts ?? []).filter((text) => text.kind === kind),
    edit(text: SavedText | null): void {
      wrong = null;
      editing = text ? { ...text } : { id: null, kind: "reply", name: "", body: "" };
    },
    leave: () => (editing = null),
    async save(): Promise<void> {
      if (!editing) return;
      const { id, ...rest } = editing;
      try {
        await call("texts.save", id === null ? rest : { id, ...rest });
        editing = null;
        done(t("texts-saved"));
      } catch (thrown) {
        const error = asApiError(thrown);
        if (["page", "bug"].includes(present(error).place)) notice(error);
        else wrong = { field: error.field, message: sentence(error.message) };
      }
    },
    async remove(text: SavedText): Promise<void> {
      try {
        await call("texts.remove", { id: text.id });
        done(t("texts-removed"));
      } catch (thrown) {
        notice(thrown);
      }
    },
  };
}
