// Importing: look into an archive, choose what to bring, watch it come in, look back at it.
import type { ApiError, Import, Inspected } from "../../api/bindings";
import { call } from "../../api/call";
import { chain } from "../../api/chain.svelte";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { go, here, to } from "../../router";
import { isTable } from "./table.svelte";

export const isRunning = (one: Import): boolean => one.state === "running" || one.state === "cancelling";

/** An export may know its workspace by an id only, which tells nobody anything. */
export const nameOf = (archive: Inspected): string =>
  archive.workspace && !/^[TE][A-Z0-9]{6,}$/.test(archive.workspace) ? archive.workspace : archive.name;

export function share(one: Import): number {
  return one.files_total > 0 ? Math.min(100, Math.floor((one.files_done / one.files_total) * 100)) : 0;
}

export function imports() {
  const about = query("about", () => ({}));
  const list = query("imports.list", () => ({}));
  const path = $derived(here().params.get("path"));
  const inspected = query("imports.inspect", () => (path && !isTable(path) ? { path } : null));
  let typed = $state(here().params.get("path") ?? "");
  let privateChannels = $state(false);
  let direct = $state(false);
  let error: ApiError | null = $state.raw(null);
  let starting = $state(false);
  let cancelling: Import | null = $state.raw(null);

  async function attempt<T>(what: () => Promise<T>): Promise<T | undefined> {
    error = null;
    try {
      return await what();
    } catch (thrown) {
      error = notice(thrown);
      return undefined;
    }
  }

  const choose = (chosen: string) => go(to("import", [], { path: chosen }));

  return {
    list,
    inspected,
    get path() {
      return path;
    },
    /** The chosen file is a table and no archive. */
    get table() {
      return path && isTable(path) ? path : null;
    },
    get canPick() {
      return about.data?.can_pick_files ?? false;
    },
    /** What is wrong with the path that was typed; the field stays, to be put right. */
    get refused() {
      return inspected.busy || about.data?.can_pick_files !== false || !path ? null : (inspected.error ?? null);
    },
    get typed() {
      return typed;
    },
    set typed(value: string) {
      typed = value;
    },
    get error() {
      return error;
    },
    get starting() {
      return starting;
    },
    get running() {
      return list.data?.imports.filter(isRunning) ?? [];
    },
    get past() {
      return list.data?.imports.filter((one) => !isRunning(one)) ?? [];
    },
    get privateChannels() {
      return privateChannels;
    },
    set privateChannels(value: boolean) {
      privateChannels = value;
    },
    get direct() {
      return direct;
    },
    set direct(value: boolean) {
      direct = value;
    },
    get cancelling() {
      return cancelling;
    },
    async pick(folder: boolean): Promise<void> {
      const picked = await attempt(() => call("archive.pick", { folder }));
      if (picked?.path) choose(picked.path);
    },
    take(): void {
      if (!typed.trim()) return;
      if (typed.trim() === path) inspected.again();
      else choose(typed.trim());
    },
    leave: () => go(to("import")),
    async start(): Promise<void> {
      const archive = inspected.data;
      if (!archive || starting) return;
      starting = true;
      const started = await attempt(() =>
        call("imports.start", {
          path: archive.path,
          private_channels: privateChannels && archive.private_channels > 0,
          direct: direct && archive.direct > 0,
        }),
      );
      starting = false;
      if (!started) return;
      typed = "";
      go(to("import"));
    },
    async resume(id: string): Promise<void> {
      if (await attempt(() => call("imports.resume", { id }))) go(to("import"));
    },
    /** Cancelling takes away what was brought, so it is asked for twice. */
    askToCancel(one: Import): void {
      cancelling = one;
    },
    keepGoing(): void {
      cancelling = null;
    },
    async cancel(): Promise<void> {
      const one = cancelling;
      cancelling = null;
      if (one) await attempt(() => call("imports.cancel", { id: one.id }));
      list.again();
    },
  };
}

export function reconciliation(id: string) {
  const asked = query("imports.reconciliation", () => ({ id }));
  const quarantine = chain(
    "quarantine.list",
    (after) => ({ import: id, after, limit: 100 }),
    (page) => page.next,
  );
  let sure = $state(false);
  let error: ApiError | null = $state.raw(null);
  return {
    asked,
    quarantine,
    /** Taking back is asked for twice. */
    get sure() {
      return sure;
    },
    set sure(value: boolean) {
      sure = value;
    },
    get error() {
      return error;
    },
    async takeBack(): Promise<void> {
      sure = false;
      try {
        await call("imports.take_back", { id });
        asked.again();
      } catch (thrown) {
        error = notice(thrown);
      }
    },
    get tab(): "spaces" | "quarantine" {
      return here().params.get("tab") === "quarantine" ? "quarantine" : "spaces";
    },
    get rows() {
      return quarantine.answers.flatMap((page) => page.rows);
    },
  };
}
