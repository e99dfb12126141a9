// Backups, for the settings and for the page that helps when a community cannot be opened: what there is, making one,
// looking at one, going back.
import type { BackupReason, BackupRow, HeldKind, RestorePreview, WhichBackup } from "./api/bindings";
import { call } from "./api/call";
import { asApiError } from "./api/errors";
import { query } from "./api/query.svelte";
import { sentence } from "./format";
import { notice } from "./notice.svelte";
import { toast } from "./parts/toasts.svelte";
import { t } from "./words";

/** So many are shown before somebody asks for all. */
const SHOWN = 6;
const DAY_MS = 24 * 3_600_000;

export function heldName(what: HeldKind): string {
  const names: Record<HeldKind, string> = {
    members: t("held-members"),
    messages: t("held-messages"),
    reactions: t("held-reactions"),
    conversations: t("held-conversations"),
    sources: t("held-sources"),
    notes: t("held-notes"),
    profiles: t("held-profiles"),
    segments: t("held-segments"),
    events: t("held-events"),
    guests: t("held-guests"),
    sessions: t("held-sessions"),
    posts: t("held-posts"),
    matters: t("held-matters"),
    figures: t("held-figures"),
    cases: t("held-cases"),
  };
  return names[what];
}

export function whyMade(why: BackupReason | null): string {
  const names: Record<BackupReason, string> = {
    daily: t("backups-why-daily"),
    by_hand: t("backups-why-by-hand"),
    migration: t("backups-why-migration"),
    restore: t("backups-why-restore"),
    imports: t("backups-why-import"),
    merge: t("backups-why-merge"),
    erasure: t("backups-why-erasure"),
  };
  return why === null ? t("backups-why-unknown") : names[why];
}

export const held = (kinds: HeldKind[]): string => kinds.map(heldName).join(", ");

/** What Home says in one line; nothing when all is well. */
export function backupsLine(list: { restored_at: number | null; damage: string | null; old: boolean; elsewhere: { state: string; newest_at: number | null } }, now: number): string {
  if (list.damage !== null) return t("damage-home");
  if (list.restored_at !== null) return t("restored-home");
  if (list.old) return t("backups-home-old");
  const { state, newest_at } = list.elsewhere;
  // A drive is away most of the time; only for days is it worth a word.
  return state === "missing" && (newest_at === null || now - newest_at > 3 * DAY_MS) ? t("backups-home-missing") : "";
}

export function backups(community: () => string | null = () => null) {
  const asked = query("backups.list", () => ({ community: community() }));
  let busy: "create" | "verify" | "rehearse" | "look" | "restore" | "choose" | null = $state(null);
  let all = $state(false);
  let path: string | null = $state(null);
  let preview: RestorePreview | null = $state.raw(null);
  let which: WhichBackup | null = null;
  let wrong = $state("");
  /** A sealed copy that waits for its passphrase. */
  let sealed: string | null = $state(null);

  const list = $derived(asked.data?.backups ?? []);

  /** One thing at a time; whether it was done. */
  async function run(what: NonNullable<typeof busy>, work: () => Promise<void>): Promise<boolean> {
    if (busy) return false;
    busy = what;
    wrong = "";
    try {
      await work();
      return true;
    } catch (thrown) {
      const error = notice(thrown);
      if (error?.field === "path") wrong = sentence(error.message);
      return false;
    } finally {
      busy = null;
      asked.again();
    }
  }

  const look = (wanted: WhichBackup) =>
    run("look", async () => {
      try {
        preview = await call("backups.preview", wanted);
      } catch (thrown) {
        const error = asApiError(thrown);
        if (error.field !== "passphrase" || wanted.path === null) throw thrown;
        sealed = wanted.path;
        // The first time nothing was typed that could be wrong.
        if (wanted.passphrase !== null) wrong = sentence(error.message);
        return;
      }
      which = wanted;
      sealed = null;
    });

  return {
    asked,
    get busy() {
      return busy;
    },
    get rows(): BackupRow[] {
      return all ? list : list.slice(0, SHOWN);
    },
    get hidden(): number {
      return Math.max(0, list.length - SHOWN);
    },
    get all() {
      return all;
    },
    toggle(): void {
      all = !all;
    },
    get newestGood(): BackupRow | undefined {
      return list.find((row) => row.state === "whole" && !row.ahead);
    },
    get preview() {
      return preview;
    },
    get path() {
      return path;
    },
    set path(value: string | null) {
      path = value;
      wrong = "";
    },
    get wrong() {
      return wrong;
    },
    create: () =>
      run("create", async () => {
        const made = await call("backups.create", {});
        toast(made.shrunk.length ? t("backups-shrunk-made", { what: held(made.shrunk) }) : t("backups-made"));
      }),
    verify: (row: BackupRow) =>
      run("verify", async () => {
        const verdict = await call("backups.verify", { name: row.name, path: null, passphrase: null, community: community() });
        toast(verdict.ok ? t("backups-verified") : sentence(verdict.trouble));
      }),
    rehearse: () =>
      run("rehearse", async () => {
        await call("backups.rehearse", { community: community() });
      }),
    look: (row: BackupRow) => look({ name: row.name, path: null, passphrase: null, community: community() }),
    lookAt: (file: string) => look({ name: null, path: file, passphrase: null, community: community() }),
    /** Asks for a file where the host can; else for a path, typed. */
    pick: async (): Promise<void> => {
      try {
        const picked = await call("backups.pick", {});
        if (picked.path !== null) await look({ name: null, path: picked.path, passphrase: null, community: community() });
      } catch {
        path = "";
      }
    },
    /** The file that waits for its passphrase. */
    get sealed() {
      return sealed;
    },
    unseal: (passphrase: string) => look({ name: null, path: sealed, passphrase, community: community() }),
    leave(): void {
      preview = null;
      which = null;
      sealed = null;
      wrong = "";
    },
    restore: async (): Promise<boolean> => {
      const wanted = which;
      if (!wanted) return false;
      return run("restore", async () => {
        const done = await call("backups.restore", wanted);
        toast(t("restore-done", { folder: done.folder }));
        preview = null;
        which = null;
        path = null;
      });
    },
    confirm: () => run("restore", async () => void (await call("backups.confirm", {}))),
    /** Verifies the newest copy in the folder of choice. */
    verifyCopy: (folder: string) =>
      run("verify", async () => {
        const verdict = await call("backups.verify", { name: null, path: folder, passphrase: null, community: community() });
        toast(verdict.ok ? t("backups-verified") : sentence(verdict.trouble));
      }),
    stopElsewhere: () => run("choose", async () => void (await call("backups.elsewhere", { on: false, path: null, plain: false, passphrase: null, stay: false }))),
  };
}
