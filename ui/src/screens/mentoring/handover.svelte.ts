// Files between a mentor and a programme's lead: written, looked into, taken in.
import type { HandoverLooked } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { here, replace, to } from "../../router";
import { toast } from "../../parts/toasts.svelte";
import { done } from "../../steps";
import { t } from "../../words";
import { Doing } from "./model.svelte";

export function handover() {
  const peers = query("handover.peers", () => ({}));
  const mentees = query("mentoring.mentees", () => ({ over: false, others: false }));
  const over = query("mentoring.mentees", () => ({ over: true, others: false }));
  const theirs = query("mentoring.mentees", () => ({ over: false, others: true }));
  const about = query("about", () => ({}));
  const doing = new Doing();
  let from = $state("");
  let chosen: string[] | null = $state(null);
  let path = $state("");
  let looked: HandoverLooked | null = $state.raw(null);
  // That a pair is over is something to hand over as well.
  const all = $derived([...(mentees.data?.mentees ?? []), ...(over.data?.mentees ?? [])]);
  /** Of a programme all are offered; who has none chooses. */
  const picked = $derived(chosen ?? all.filter((one) => one.pair.programme !== null).map((one) => one.pair.id));

  const look = () =>
    doing.run(async () => {
      looked = null;
      looked = await call("handover.inspect", { path: path.trim() });
    });
  // A file that was dropped here, or that Kith was opened with, is looked into by itself.
  $effect(() => {
    const given = here().params.get("path");
    if (!given) return;
    path = given;
    replace(to("mentoring", ["handover"]));
    void look();
  });
  return {
    peers,
    mentees,
    /** Pairs of others, out of their files. */
    get theirs() {
      return theirs.data?.mentees ?? [];
    },
    doing,
    look,
    get all() {
      return all;
    },
    get picked() {
      return picked;
    },
    pick(id: string, on: boolean): void {
      chosen = on ? [...picked, id] : picked.filter((one) => one !== id);
    },
    get from() {
      return from || (all.find((one) => one.pair.mentor)?.pair.mentor ?? "");
    },
    set from(next: string) {
      from = next;
    },
    get path() {
      return path;
    },
    set path(next: string) {
      path = next;
      looked = null;
    },
    get looked() {
      return looked;
    },
    get canPick(): boolean {
      return about.data?.can_pick_files ?? false;
    },
    async choose(): Promise<void> {
      let found: string | null = null;
      await doing.run(async () => {
        found = (await call("archive.pick", { folder: false })).path;
      });
      if (!found) return;
      path = found;
      await look();
    },
    write(): Promise<boolean> {
      return doing.run(async () => {
        const { path: written } = await call("handover.write", { kind: "sessions", from: this.from, mentorships: picked });
        if (written) toast(t("handover-written", { path: written }));
      });
    },
    take: () =>
      doing.run(async () => {
        if (!looked) return;
        const told = await call("handover.read", { path: path.trim(), believe: looked.key });
        looked = null;
        path = "";
        done(t("handover-taken", { pairs: told.new_pairs + told.changed_pairs, sessions: told.sessions, refused: told.refused_pairs }));
      }),
    drop(): void {
      looked = null;
      path = "";
    },
    forget: (key: string) =>
      doing.run(async () => {
        await call("handover.forget", { key });
        done(t("handover-forgotten"));
      }),
  };
}
