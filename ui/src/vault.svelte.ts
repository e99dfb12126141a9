// Private notes in this window: whether they are open, and what is asked to open them.
import type { NotesState } from "./api/bindings";
import { call } from "./api/call";
import { asApiError } from "./api/errors";
import { query } from "./api/query.svelte";
import { notice } from "./notice.svelte";

/** set_up: a code is shown for the first time · new_code: another one is shown · unlock: the code is typed */
export type Asking = "set_up" | "new_code" | "unlock";

/** Being there is told this often at most. */
const AGAIN_MS = 60_000;

let known: NotesState | undefined = $state.raw();
let asking: Asking | null = $state(null);
let waiting: ((open: boolean) => void)[] = [];
let told = 0;

/** What the core says of private notes; the shell watches it. */
export const vault = (): NotesState | undefined => known;
/** What a person is asked, in a dialog of the shell. */
export const vaultAsks = (): Asking | null => asking;

/** Keeps up with the core. Call it while the shell is being set up. */
export function watchVault(): void {
  const asked = query("notes.state", () => ({}));
  $effect(() => {
    known = asked.data;
  });
}

function ask(what: Asking): Promise<boolean> {
  asking = what;
  return new Promise((resolve) => waiting.push(resolve));
}

/** The dialog is done with: notes are open now, or they are not. */
export function answered(open: boolean): void {
  asking = null;
  const all = waiting;
  waiting = [];
  for (const resolve of all) resolve(open);
}

/** Opens private notes: by the keyring where it can, otherwise a person is asked. Says whether they are open then. */
export async function openVault(): Promise<boolean> {
  try {
    const state = await call("notes.state", {});
    if (state.lock === "open") return true;
    if (state.lock === "off") return await ask("set_up");
    if (!state.by_keyring) return await ask("unlock");
    try {
      await call("notes.unlock", {});
      return true;
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.code !== "NotesLocked" && error.code !== "KeychainLocked") throw thrown;
      return await ask("unlock");
    }
  } catch (thrown) {
    notice(thrown);
    return false;
  }
}

export async function newCode(): Promise<void> {
  if (await openVault()) await ask("new_code");
}

export async function lockVault(): Promise<void> {
  try {
    await call("notes.lock", {});
  } catch (thrown) {
    notice(thrown);
  }
}

/** Somebody is there: a key or a click. Screens that ask by themselves are nobody. */
export function somebody(now = Date.now()): void {
  if (known?.lock !== "open" || now - told < AGAIN_MS) return;
  told = now;
  void call("notes.awake", {}).catch(() => {});
}
