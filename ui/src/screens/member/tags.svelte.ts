// The tags of a person: added by a few letters, made on the way where there is none of that name.
import type { Member, Tag } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { done } from "../../steps";
import { t } from "../../words";

/** What begins the id of a tag that is not there yet; its name follows. */
const NEW = "new ";

export function tags(member: () => Member) {
  const known = query("tags.list", () => ({}));
  let text = $state("");
  let adding = $state(false);

  const typed = $derived(text.trim());
  const options = $derived.by(() => {
    const list = known.data?.tags ?? [];
    const has = new Set(member().tags.map((tag) => tag.id));
    const folded = typed.toLowerCase();
    const found = list.filter((tag) => !has.has(tag.id) && tag.name.toLowerCase().includes(folded)).slice(0, 12);
    const offered = found.map((tag) => ({ id: tag.id, label: tag.name }));
    const same = list.some((tag) => tag.name.toLowerCase() === folded);
    return typed && !same ? [...offered, { id: NEW + typed, label: t("tags-make", { name: typed }) }] : offered;
  });

  async function run(what: () => Promise<unknown>, words: string): Promise<void> {
    try {
      await what();
      done(words);
    } catch (thrown) {
      notice(thrown);
    }
  }

  return {
    get text() {
      return text;
    },
    set text(value: string) {
      text = value;
    },
    get options() {
      return options;
    },
    get adding() {
      return adding;
    },
    begin(): void {
      adding = true;
      text = "";
    },
    end(): void {
      adding = false;
      text = "";
    },
    async pick(id: string): Promise<void> {
      const made = id.startsWith(NEW);
      const name = made ? id.slice(NEW.length) : (known.data?.tags.find((tag) => tag.id === id)?.name ?? "");
      text = "";
      await run(async () => {
        const tag = made ? (await call("tags.create", { name, colour: (known.data?.tags.length ?? 0) % 8 })).id : id;
        await call("members.tag", { tag, members: [member().id] });
      }, t("tags-tagged", { name }));
    },
    remove: (tag: Tag) => run(() => call("members.untag", { tag: tag.id, members: [member().id] }), t("tags-untagged", { name: tag.name })),
  };
}
