// One person's rights: everything about them in a file; erasing them, with what there is of them and the name typed.
import type { Member, MemberTraces } from "../../api/bindings";
import { call } from "../../api/call";
import { notice } from "../../notice.svelte";
import type { Choice } from "../../parts/Menu.svelte";
import { toast } from "../../parts/toasts.svelte";
import { go, to } from "../../router";
import { t } from "../../words";

export function rights(of: () => Member | undefined) {
  const id = () => of()?.id ?? "";
  const name = () => of()?.name ?? "";
  let asking = $state(false);
  let busy = $state(false);
  let typed = $state("");
  let found: MemberTraces | null = $state.raw(null);
  let wrong = $state(false);
  let keep = $state(false);

  /** Runs something that takes a while; whether it was done. */
  async function run(what: () => Promise<void>): Promise<boolean> {
    if (busy) return false;
    busy = true;
    try {
      await what();
      return true;
    } catch (thrown) {
      notice(thrown);
      return false;
    } finally {
      busy = false;
    }
  }

  return {
    get name() {
      return name();
    },
    get choices(): Choice[] {
      return [
        { id: "html", label: t("rights-export-html"), run: () => void this.save("html") },
        { id: "json", label: t("rights-export-json"), run: () => void this.save("json") },
        { id: "erase", label: t("rights-erase", { name: name() }), run: () => void this.ask() },
      ];
    },
    get asking() {
      return asking;
    },
    get busy() {
      return busy;
    },
    get found() {
      return found;
    },
    get typed() {
      return typed;
    },
    set typed(value: string) {
      typed = value;
      wrong = false;
    },
    get keep() {
      return keep;
    },
    set keep(value: boolean) {
      keep = value;
    },
    get wrong() {
      return wrong;
    },
    /** The name stands there exactly as it is shown. */
    get ready() {
      return found !== null && typed.trim() === name().trim();
    },
    save: (format: "html" | "json") =>
      run(async () => {
        const done = await call("members.export", { id: id(), format, path: null });
        if (done.path) toast(t("rights-exported", { path: done.path }));
      }),
    async ask(): Promise<void> {
      typed = "";
      keep = false;
      found = null;
      asking = true;
      const asked = await run(async () => {
        found = await call("members.traces", { id: id() });
      });
      if (!asked) asking = false;
    },
    leave(): void {
      if (!busy || found === null) asking = false;
    },
    async erase(): Promise<void> {
      if (typed.trim() !== name().trim()) {
        wrong = true;
        return;
      }
      const who = name();
      const done = await run(async () => {
        await call("members.erase", { id: id(), name: typed.trim(), keep_copies: keep });
      });
      if (!done) return;
      asking = false;
      toast(t("rights-erased", { name: who }));
      go(to("members"));
    },
  };
}
