// What ends: texts that are kept for a time only, and a source that is removed with what came from it. Both show first what
// would go, and want the source's name.
import type { ApiError, Source } from "../../api/bindings";
import { call } from "../../api/call";
import { asApiError, present } from "../../api/errors";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { toast } from "../../parts/toasts.svelte";
import { t } from "../../words";

/** Months that are offered first. */
const USUAL = 24;

export function ends() {
  const rules = query("retention.rules", () => ({}));
  let keeping: Source | null = $state.raw(null);
  let removing: Source | null = $state.raw(null);
  let months = $state(String(USUAL));
  let typed = $state("");
  let busy = $state(false);
  let error: ApiError | null = $state.raw(null);
  const wanted = $derived(/^\d{1,3}$/.test(months.trim()) ? Number(months.trim()) : 0);
  const inTime = $derived(wanted >= 1 && wanted <= 240);
  const preview = query("retention.preview", () => (keeping && inTime ? { source: keeping.id, months: wanted } : null));
  const traces = query("sources.traces", () => (removing ? { id: removing.id } : null));
  const rule = (id: string) => rules.data?.rules.find((one) => one.source === id) ?? null;
  const chosen = $derived<Source | null>(keeping ?? removing);
  const named = $derived(chosen?.name.trim() ?? "");

  function leave(): void {
    keeping = removing = null;
    typed = "";
    error = null;
  }
  async function attempt(what: () => Promise<void>): Promise<void> {
    if (busy) return;
    busy = true;
    error = null;
    try {
      await what();
    } catch (thrown) {
      error = asApiError(thrown);
      if (present(error).place !== "field") notice(error);
    } finally {
      busy = false;
    }
  }

  return {
    rule,
    get keeping() {
      return keeping;
    },
    get removing() {
      return removing;
    },
    get preview() {
      return inTime ? (preview.data ?? null) : null;
    },
    get traces() {
      return traces.data?.traces ?? null;
    },
    get months() {
      return months;
    },
    set months(text: string) {
      months = text;
      error = null;
    },
    get inTime() {
      return inTime;
    },
    get typed() {
      return typed;
    },
    set typed(text: string) {
      typed = text;
      error = null;
    },
    get busy() {
      return busy;
    },
    get error() {
      return error;
    },
    /** What was typed is the name, and what would go was seen. */
    get ready() {
      return typed.trim() === named && named !== "" && (keeping ? inTime && preview.data !== undefined : traces.data !== undefined);
    },
    askToKeep(source: Source): void {
      leave();
      months = String(rule(source.id)?.months ?? USUAL);
      keeping = source;
    },
    askToRemove(source: Source): void {
      leave();
      removing = source;
    },
    leave,
    keep: () =>
      attempt(async () => {
        if (!keeping) return;
        await call("retention.keep", { source: keeping.id, months: wanted, name: typed });
        toast(t("retention-kept", { name: keeping.name, months: wanted }));
        leave();
      }),
    stop: () =>
      attempt(async () => {
        if (!keeping) return;
        await call("retention.stop", { id: keeping.id });
        toast(t("retention-stopped", { name: keeping.name }));
        leave();
      }),
    remove: () =>
      attempt(async () => {
        if (!removing) return;
        const { name } = removing;
        await call("sources.remove", { id: removing.id, name: typed });
        toast(t("source-removed", { name }));
        leave();
      }),
  };
}

export type EndsModel = ReturnType<typeof ends>;
