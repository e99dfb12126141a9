// What happens to an error that an action met: words beside a field, a toast, or a report.
// Errors of the whole window are shown by the shell, which hears of every call.
import type { ApiError } from "./api/bindings";
import { asApiError, present } from "./api/errors";
import { toast } from "./parts/toasts.svelte";
import { t } from "./words";

let bug: ApiError | null = $state.raw(null);

/** The bug that waits to be shown and copied. */
export function reported(): ApiError | null {
  return bug;
}

export function closeReport(): void {
  bug = null;
}

/** Deals with what was thrown; returns it when it belongs beside a field of the form that asked. */
export function notice(thrown: unknown): ApiError | null {
  const error = asApiError(thrown);
  switch (present(error).place) {
    case "field":
      if (error.field === null) toast(error.message || t(present(error).title));
      return error;
    case "toast":
    case "quiet":
      toast(t(present(error).title));
      return null;
    case "bug":
      bug = error;
      return null;
    default:
      return null;
  }
}

/** The words of an error, for the place where the answer would have been. */
export function told(error: ApiError): { title: string; help: string; message: string } {
  const words = present(error);
  return { title: t(words.title), help: t(words.help), message: error.message };
}
