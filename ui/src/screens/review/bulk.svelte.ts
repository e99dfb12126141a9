// Accepting everything that is sure enough, with a look at it before.
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { done } from "../../steps";
import { t } from "../../words";

export const LEAST = 55;
export const MOST = 99;
const USUAL = 95;
const RESTS_MS = 200;

/** A percentage within what the core takes; nothing for what is no number. */
export function within(value: number): number | null {
  return Number.isFinite(value) ? Math.max(LEAST, Math.min(MOST, Math.round(value))) : null;
}

export function bulk(onclose: () => void) {
  let threshold = $state(USUAL);
  let looked = $state(USUAL);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = $state(false);
  const preview = query("duplicates.preview", () => ({ threshold: looked }));
  $effect(() => () => clearTimeout(timer));

  return {
    preview,
    get threshold() {
      return threshold;
    },
    set threshold(value: number) {
      const wanted = within(value);
      if (wanted === null) return;
      threshold = wanted;
      clearTimeout(timer);
      timer = setTimeout(() => (looked = wanted), RESTS_MS);
    },
    /** What is shown belongs to the number that is chosen. */
    get fresh() {
      return preview.answers?.threshold === threshold && !preview.busy;
    },
    get busy() {
      return busy;
    },
    async accept(): Promise<void> {
      if (busy || preview.answers?.threshold !== threshold) return;
      busy = true;
      try {
        const { merged } = await call("duplicates.accept", { threshold });
        done(t("bulk-done", { count: merged }));
        onclose();
      } catch (thrown) {
        notice(thrown);
      }
      busy = false;
    },
  };
}
