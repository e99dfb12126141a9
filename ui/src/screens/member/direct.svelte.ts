// A message to one person: which of their accounts can be reached, and what is being written to it.
import type { Account, Member } from "../../api/bindings";
import { call } from "../../api/call";
import { moment } from "../../format";
import { toast } from "../../parts/toasts.svelte";
import type { Access } from "../../sources";
import { t } from "../../words";
import { draftOf, send, takeBack, writing } from "../../writing.svelte";

const SOON_MS = 60_000;

export function direct(member: () => Member | undefined) {
  const at = writing();
  let opened: string | null = $state(null);
  const alive = $derived((member()?.accounts ?? []).filter((one) => !one.left && !one.missing && !one.is_bot));
  const reachable = $derived(alive.filter((one) => at.access(one.source_id) === "may"));
  const account = $derived(reachable.find((one) => one.id === opened) ?? null);
  return {
    /** The accounts that a message can go to. */
    get reachable(): Account[] {
      return reachable;
    },
    /** Where it fails, when no account can be reached; made-up people need no explanation. */
    get closed(): { account: Account; access: Access } | null {
      for (const one of alive) {
        const access = at.access(one.source_id);
        if (access && access !== "may" && access !== "sample") return { account: one, access };
      }
      return null;
    },
    get account() {
      return account;
    },
    get draft() {
      return account ? draftOf(`direct ${account.id}`) : null;
    },
    open(): void {
      opened = reachable[0]?.id ?? null;
    },
    choose(id: string): void {
      opened = id;
    },
    close(): void {
      opened = null;
    },
    async send(): Promise<void> {
      if (!account) return;
      const { id, name, source_kind: kind } = account;
      const draft = draftOf(`direct ${id}`);
      const queued = await send(draft, (when) => call("outbox.direct", { account: id, title: kind === "discourse" ? draft.title.trim() : null, text: draft.text, at: when }));
      if (!queued) return;
      opened = null;
      const planned = queued.not_before - Date.now() > SOON_MS;
      // Nothing on this screen shows what waits, so it is said, with the way to take it back.
      toast(planned ? t("compose-direct-planned", { name, time: moment(queued.not_before) }) : t("compose-direct-queued", { name }), {
        label: t("action-undo"),
        run: () => void takeBack(queued.id),
      });
    },
  };
}
