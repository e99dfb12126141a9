// What the window does about each kind of error. A new code without an entry does not compile.
import type { ApiError, Code } from "./bindings";

/** page: the whole window helps · field: beside the field · toast: a short word · quiet: a state somewhere · bug: a report · nothing */
export type Place = "page" | "field" | "toast" | "quiet" | "bug" | "nothing";
export type Presentation = { place: Place; title: string; help: string };

export const presentations: Record<Code, Presentation> = {
  Invalid: { place: "field", title: "error-invalid", help: "error-invalid-help" },
  NotFound: { place: "toast", title: "error-not-found", help: "error-not-found-help" },
  Conflict: { place: "toast", title: "error-conflict", help: "error-conflict-help" },
  SignedOut: { place: "quiet", title: "error-signed-out", help: "error-signed-out-help" },
  Forbidden: { place: "quiet", title: "error-forbidden", help: "error-forbidden-help" },
  Offline: { place: "quiet", title: "error-offline", help: "error-offline-help" },
  Waiting: { place: "quiet", title: "error-waiting", help: "error-waiting-help" },
  Remote: { place: "quiet", title: "error-remote", help: "error-remote-help" },
  KeychainLocked: { place: "toast", title: "error-keychain", help: "error-keychain-help" },
  NotesLocked: { place: "field", title: "error-notes-locked", help: "error-notes-locked-help" },
  DiskFull: { place: "page", title: "error-disk-full", help: "error-disk-full-help" },
  NewerFile: { place: "page", title: "error-newer-file", help: "error-newer-file-help" },
  DamagedFile: { place: "page", title: "error-damaged-file", help: "error-damaged-file-help" },
  InUse: { place: "page", title: "error-in-use", help: "error-in-use-help" },
  NoCommunity: { place: "page", title: "error-no-community", help: "error-no-community-help" },
  Cancelled: { place: "nothing", title: "error-cancelled", help: "error-cancelled-help" },
  Bug: { place: "bug", title: "error-bug", help: "error-bug-help" },
};

export function present(error: ApiError): Presentation {
  return presentations[error.code] ?? presentations.Bug;
}

/** Whatever was thrown, in the shape the screens know; anything unknown is a bug of ours. */
export function asApiError(thrown: unknown): ApiError {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown) {
    const given = thrown as Partial<ApiError>;
    return {
      code: given.code && given.code in presentations ? given.code : "Bug",
      message: String(given.message ?? ""),
      field: given.field ?? null,
    };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "Bug", message, field: null };
}
