// The one door to the Rust core. Two hosts exist: the desktop window and the loopback
// server for an ordinary browser; tests and the mock put a third in their place.
import { httpHost } from "./http";
import { tauriHost } from "./tauri";

export interface Host {
  /** Resolves with the command's result, rejects with an ApiError. */
  call(name: string, args: unknown): Promise<unknown>;
  /** Calls back with the topics that a write has changed, until the returned function is called. */
  listen(changed: (topics: string[]) => void): () => void;
}

let chosen: Host | undefined;

export function host(): Host {
  chosen ??= "__TAURI_INTERNALS__" in window ? tauriHost() : httpHost();
  return chosen;
}

export function useHost(instead: Host): void {
  chosen = instead;
}
