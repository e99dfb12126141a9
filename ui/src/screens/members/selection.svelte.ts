// Whom a tag is given to: members that were selected one by one or in a row.
import { SvelteMap } from "svelte/reactivity";
import type { MemberRow } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { done } from "../../steps";
import { t } from "../../words";

/** What begins the id of a tag that is not there yet; its name follows. */
const NEW = "new ";

export function selection(row: (index: number) => MemberRow | undefined) {
  const chosen = new SvelteMap<string, string>();
  const known = query("tags.list", () => (chosen.size > 0 ? {} : null));
  let last = -1;
  let text = $state("");
  let busy = $state(false);

  const typed = $derived(text.trim());
  const options = $derived.by(() => {
    const list = known.data?.tags ?? [];
    const folded = typed.toLowerCase();
    const offered = list.filter((tag) => tag.name.toLowerCase().includes(folded)).slice(0, 12).map((tag) => ({ id: tag.id, label: tag.name }));
    return typed && !list.some((tag) => tag.name.toLowerCase() === folded) ? [...offered, { id: NEW + typed, label: t("tags-make", { name: typed }) }] : offered;
  });

  async function run(what: () => Promise<string>): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      done(await what());
      text = "";
    } catch (thrown) {
      notice(thrown);
    } finally {
      busy = false;
    }
  }

  return {
    chosen,
    get text() {
      return text;
    },
    set text(value: string) {
      text = value;
    },
    get options() {
      return options;
    },
    get busy() {
      return busy;
    },
    get ids(): ReadonlySet<string> {
      return new Set(chosen.keys());
    },
    /** Those of them that have tags, as far as they are in sight: what can be taken away. */
    get removable() {
      return known.data?.tags ?? [];
    },
    toggle(one: MemberRow, index: number, range: boolean): void {
      if (range && last >= 0) {
        // Rows that were not loaded yet are not in sight either.
        for (let i = Math.min(last, index); i <= Math.max(last, index); i++) {
          const between = row(i);
          if (between) chosen.set(between.id, between.name);
        }
      } else if (!chosen.delete(one.id)) chosen.set(one.id, one.name);
      last = index;
    },
    clear(): void {
      chosen.clear();
      text = "";
      last = -1;
    },
    tag(id: string): Promise<void> {
      const made = id.startsWith(NEW);
      const name = made ? id.slice(NEW.length) : (known.data?.tags.find((tag) => tag.id === id)?.name ?? "");
      return run(async () => {
        const tag = made ? (await call("tags.create", { name, colour: (known.data?.tags.length ?? 0) % 8 })).id : id;
        const { changed } = await call("members.tag", { tag, members: [...chosen.keys()] });
        return t("tags-many", { count: changed, name });
      });
    },
    untag(id: string): Promise<void> {
      const name = known.data?.tags.find((tag) => tag.id === id)?.name ?? "";
      return run(async () => {
        const { changed } = await call("members.untag", { tag: id, members: [...chosen.keys()] });
        return t("tags-many-off", { count: changed, name });
      });
    },
  };
}
