// The sources: how each is doing, and what a person decides about it.
import type { ApiError, Source, SourceSettings } from "../../api/bindings";
import { call } from "../../api/call";
import { chain } from "../../api/chain.svelte";
import { asApiError, present } from "../../api/errors";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { toast } from "../../parts/toasts.svelte";
import { here, replace, withParams } from "../../router";
import { t } from "../../words";

/** What the form of a source's settings holds; the number stays as it is typed, and a token is never shown again. */
type Form = { id: string; settings: SourceSettings; every: string; hint: boolean; token: string };

export function sources() {
  const list = query("sources.list", () => ({}));
  let busy: string | null = $state(null);
  let leaving: Source | null = $state.raw(null);
  let form: Form | null = $state(null);
  let error: ApiError | null = $state.raw(null);

  const find = (id: string | null) => list.data?.sources.find((one) => one.id === id) ?? null;
  // The address says whose settings are open, so that a sentence elsewhere can lead to them.
  const opened = $derived(find(here().params.get("settings")));
  $effect(() => {
    if (opened?.connection && form?.id !== opened.id) {
      form = { id: opened.id, settings: { ...opened.connection.settings, name: opened.connection.settings.name ?? opened.name }, every: String(opened.connection.every), hint: opened.connection.hint.state !== "off", token: "" };
      error = null;
    } else if (!opened) form = null;
  });

  /** One action at a time on a source; what fails is said, and the list shows how it stands now. */
  async function act(source: Source, what: () => Promise<unknown>): Promise<boolean> {
    if (busy === source.id) return false;
    busy = source.id;
    try {
      await what();
      return true;
    } catch (thrown) {
      notice(thrown);
      return false;
    } finally {
      busy = null;
      list.again();
    }
  }

  const close = () => replace(withParams({ settings: null }));

  return {
    list,
    get all(): Source[] {
      return list.data?.sources ?? [];
    },
    /** Keys are in a sealed file that nobody has opened since the start; sources that need one wait. */
    get sealed(): boolean {
      return list.data !== undefined && list.data.secrets !== "ready" && list.data.sources.some((one) => one.connection);
    },
    get secrets() {
      return list.data?.secrets ?? "ready";
    },
    get busy() {
      return busy;
    },
    read: (source: Source, full = false) => act(source, () => call("sources.sync", { id: source.id, full })),
    stop: (source: Source) => act(source, () => call("sources.stop", { id: source.id })),
    pause: (source: Source, paused: boolean) => act(source, () => call("sources.pause", { id: source.id, paused })),
    answer: (source: Source, follow: boolean) => act(source, () => call("sources.answer", { id: source.id, follow })),

    get leaving() {
      return leaving;
    },
    /** Disconnecting forgets the key, so it is asked for twice. */
    askToLeave(source: Source): void {
      leaving = source;
    },
    stay(): void {
      leaving = null;
    },
    async leave(): Promise<void> {
      const source = leaving;
      leaving = null;
      if (source) await act(source, () => call("sources.disconnect", { id: source.id }));
    },

    get form() {
      return form;
    },
    get opened() {
      return form ? opened : null;
    },
    /** A token for listening is kept already. */
    get listens(): boolean {
      return opened?.connection !== undefined && opened?.connection?.hint.state !== "off";
    },
    /** The key would not let anything be written, whatever is chosen here. */
    get keyOnlyReads(): boolean {
      return opened?.connection?.can_write === false;
    },
    get error() {
      return error;
    },
    change: (source: Source) => replace(withParams({ settings: source.id })),
    close,
    async save(): Promise<void> {
      const source = opened;
      if (!form || !source) return;
      const { settings, every, hint, token } = $state.snapshot(form);
      const listens = source.connection?.hint.state !== "off";
      const minutes = Number(every.trim());
      if (!Number.isInteger(minutes) || minutes < 5 || minutes > 10_080) {
        error = { code: "Invalid", message: t("sources-every-wrong"), field: "every" };
        return;
      }
      const name = settings.name?.trim() || null;
      if (hint && !listens && !token.trim()) {
        error = { code: "Invalid", message: t("sources-hint-missing"), field: "token" };
        return;
      }
      try {
        if (hint && token.trim()) await call("sources.hint", { id: source.id, token: token.trim() });
        else if (!hint && listens) await call("sources.hint", { id: source.id, token: null });
        await call("sources.change", { id: source.id, settings: { ...settings, name }, every: minutes });
        close();
        toast(t("state-saved"));
        list.again();
      } catch (thrown) {
        error = asApiError(thrown);
        if (present(error).place !== "field") notice(error);
      }
    },
  };
}

/** What could not be read, without what belongs to an archive: that is shown with its import. */
export function unreadable() {
  const imports = query("imports.list", () => ({}));
  const list = chain(
    "quarantine.list",
    (after) => ({ import: null, after, limit: 100 }),
    (page) => page.next,
  );
  const archives = $derived(new Set(imports.data?.imports.map((one) => one.id)));
  const rows = $derived(list.answers.flatMap((page) => page.rows).filter((row) => !archives.has(row.import_id)));
  // A whole page may belong to archives; what is looked for comes after it.
  $effect(() => {
    if (imports.data && rows.length === 0 && list.more && !list.busy) list.grow();
  });
  return {
    list,
    get known() {
      return imports.data !== undefined && list.answers.length > 0;
    },
    get rows() {
      return rows;
    },
  };
}
