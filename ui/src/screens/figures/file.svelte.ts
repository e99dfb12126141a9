// A file with figures: what importing it would do, and then doing it.
import type { ApiError, FiguresPreview } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { toast } from "../../parts/toasts.svelte";
import { done } from "../../steps";
import { t } from "../../words";

export function file(kind: () => string) {
  const about = query("about", () => ({}));
  let open = $state(false);
  let path = $state("");
  let tried: FiguresPreview | null = $state.raw(null);
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);

  async function attempt(what: () => Promise<void>): Promise<void> {
    if (busy) return;
    busy = true;
    error = null;
    try {
      await what();
    } catch (thrown) {
      error = notice(thrown);
    } finally {
      busy = false;
    }
  }

  const look = () =>
    attempt(async () => {
      tried = null;
      tried = await call("figures.preview", { path: path.trim(), kind: kind() });
    });

  return {
    get open() {
      return open;
    },
    get path() {
      return path;
    },
    set path(text: string) {
      path = text;
      tried = error = null;
    },
    get tried() {
      return tried;
    },
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    get canPick(): boolean {
      return about.data?.can_pick_files ?? false;
    },
    look,
    begin(): void {
      open = true;
    },
    leave(): void {
      open = false;
      path = "";
      tried = error = null;
    },
    async pick(): Promise<void> {
      let picked: string | null = null;
      await attempt(async () => {
        picked = (await call("archive.pick", { folder: false })).path;
      });
      if (!picked) return;
      path = picked;
      await look();
    },
    take: () =>
      attempt(async () => {
        const { new: fresh, changed } = await call("figures.bring", { path: path.trim(), kind: kind() });
        const words = t("figures-import-done", { count: fresh + changed });
        if (fresh + changed > 0) done(words);
        else toast(words);
        open = false;
        path = "";
        tried = null;
      }),
  };
}
