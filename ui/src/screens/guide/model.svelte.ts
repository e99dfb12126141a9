// The guide: which page is read, what is searched for, and where a link leads.
import { call } from "../../api/call";
import { notice } from "../../notice.svelte";
import { go, here, replace, to, withParams } from "../../router";
import { meaning, pages, search, type Hit } from "./pages";

export function guide() {
  const place = $derived(here());
  let text = $state(here().params.get("q") ?? "");
  let active = $state(0);
  const page = $derived(pages.find((one) => one.name === place.parts[0]) ?? pages[0]);
  const hits = $derived(search(text));
  // While something is searched for its hits are shown, until one of them is opened.
  let listing = $state(false);

  function open(hit: Hit | undefined): void {
    if (!hit) return;
    listing = false;
    go(to("guide", [hit.section.page], { at: hit.section.id, q: text.trim() }));
  }

  return {
    get pages() {
      return pages;
    },
    get page() {
      return page;
    },
    /** The heading to begin at; empty for the beginning. */
    get part() {
      return place.params.get("at") ?? "";
    },
    /** The words to be marked in the page. */
    get marked() {
      return place.params.get("q") ?? "";
    },
    get text() {
      return text;
    },
    set text(value: string) {
      text = value;
      active = 0;
      listing = value.trim() !== "";
      if (!listing) replace(withParams({ q: null }));
    },
    get listing() {
      return listing;
    },
    get hits() {
      return hits;
    },
    get active() {
      return Math.min(active, hits.length - 1);
    },
    move(step: number): void {
      listing = text.trim() !== "";
      if (hits.length > 0) active = (Math.min(active, hits.length - 1) + step + hits.length) % hits.length;
    },
    open,
    /** Closes the list of hits; a second time empties the field. */
    leave(): void {
      if (listing) listing = false;
      else {
        text = "";
        replace(withParams({ q: null }));
      }
    },
    address(link: string): string | null {
      const meant = meaning(link, page?.name ?? "");
      return meant && to("guide", [meant.page], { at: meant.part });
    },
    async follow(link: string): Promise<void> {
      try {
        await call("links.guide", { address: link });
      } catch (thrown) {
        notice(thrown);
      }
    },
  };
}
