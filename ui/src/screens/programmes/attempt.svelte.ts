// One thing at a time: what is being done, and what went wrong with it.
import type { ApiError } from "../../api/bindings";
import { notice } from "../../notice.svelte";

export class Attempt {
  busy = $state(false);
  error: ApiError | null = $state.raw(null);

  /** Does it, unless something is being done; answers whether it was done. */
  async run(what: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = null;
    try {
      await what();
      return true;
    } catch (thrown) {
      this.error = notice(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** What is wrong with a field. */
  wrong = (field: string): string => (this.error?.field === field ? this.error.message : "");
}
