// Among whom a list looks: everybody, or those whom a saved segment chooses. The address says which, so that Back and a kept
// link find it again; every list of people uses this, and asks with what it says.
import { query } from "./api/query.svelte";
import { here, replace, withParams } from "./router";

/** `forget`: what the address says besides and what is not meant any more when the segment is another. */
export function among(forget: string[] = []) {
  const segments = query("segments.list", () => ({}));
  const chosen = $derived(here().params.get("segment") || null);
  return {
    /** What a question says besides. */
    get asked(): { segment?: string } {
      return chosen ? { segment: chosen } : {};
    },
    get chosen() {
      return chosen;
    },
    get all() {
      return segments.data?.segments ?? [];
    },
    choose: (id: string | null): void => replace(withParams({ ...Object.fromEntries(forget.map((name) => [name, null])), segment: id })),
  };
}

export type Among = ReturnType<typeof among>;
