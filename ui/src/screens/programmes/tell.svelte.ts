// Messages to both sides of each pair: who was told, what they read, and how it gets to them.
import type { PairReader, Programme, ProgrammePair } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { isoDay } from "../../format";
import { toast } from "../../parts/toasts.svelte";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";
import { letter, type Letter } from "./letters";

export interface Told {
  key: string;
  row: PairReader;
  pair: ProgrammePair;
}

export function tell(programme: () => Programme) {
  const readers = query("pairs.readers", () => ({ id: programme().id }));
  const list = query("pairs.list", () => ({ id: programme().id }));
  const attempt = new Attempt();
  let everybody = $state(false);
  let own = $state("");
  let opened: string | null = $state(null);
  /** Words that were changed for one person alone. */
  let changed: Record<string, string> = $state({});

  const all = $derived.by((): Told[] => {
    const pairs = new Map((list.data?.pairs ?? []).map((pair) => [pair.id, pair]));
    return (readers.data?.rows ?? []).flatMap((row) => {
      const pair = pairs.get(row.pair);
      return pair && row.name ? [{ key: `${row.pair} ${row.side}`, row, pair }] : [];
    });
  });
  const open = $derived(all.filter((one) => one.row.told_on === null));
  const reachable = $derived(open.filter((one) => one.row.at !== null));
  const shown = $derived(everybody ? all : open);

  const of = (one: Told): Letter => {
    const made = letter(programme(), one.pair, one.row.side, own);
    return { ...made, text: changed[one.key] ?? made.text };
  };
  const side = (one: Told) => ({ pair: one.row.pair, side: one.row.side });

  return {
    readers,
    list,
    attempt,
    get all() {
      return all;
    },
    get open() {
      return open;
    },
    get reachable() {
      return reachable;
    },
    get shown() {
      return shown;
    },
    get everybody() {
      return everybody;
    },
    set everybody(next: boolean) {
      everybody = next;
      opened = null;
    },
    get own() {
      return own;
    },
    set own(next: string) {
      own = next;
    },
    get opened() {
      return opened;
    },
    look(key: string | null): void {
      opened = key;
      attempt.error = null;
    },
    letter: of,
    change(key: string, text: string): void {
      changed = { ...changed, [key]: text };
    },
    send: () =>
      attempt.run(async () => {
        const letters = reachable.map((one) => ({ to: side(one), ...of(one) }));
        await call("pairs.tell", { programme: programme().id, letters });
        opened = null;
        done(t("tell-goes-out", { count: letters.length }));
      }),
    mark: (who: Told[], yes: boolean) =>
      attempt.run(async () => {
        await call("pairs.mark_told", { who: who.map(side), on: yes ? isoDay(Date.now()) : "" });
        done(t("tell-marked", { count: who.length }));
      }),
    mail: (one: Told) =>
      attempt.run(async () => {
        const made = of(one);
        const { has_words } = await call("pairs.mail", { programme: programme().id, letter: { to: side(one), ...made } });
        if (has_words) return toast(t("mail-opened"));
        // Where the words did not fit into the address, they wait in the clipboard, or to be copied by hand.
        const copied = await navigator.clipboard.writeText(made.text).then(
          () => true,
          () => false,
        );
        if (!copied) opened = one.key;
        toast(copied ? t("tell-mail-paste") : t("tell-mail-copy"));
      }),
  };
}

export type TellModel = ReturnType<typeof tell>;
