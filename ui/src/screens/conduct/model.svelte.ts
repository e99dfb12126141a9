// Conduct: the list of cases, and the one that is open. What is typed of a case is forgotten as soon as notes lock.
import type { ApiError, CaseFile, CaseState } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { wall } from "../../format";
import { notice } from "../../notice.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { toast } from "../../parts/toasts.svelte";
import { go, here, to } from "../../router";
import { done } from "../../steps";
import { openVault } from "../../vault.svelte";
import { t } from "../../words";

const OFFERED = 6;

export const blank = (): CaseFile => ({
  channel: "", anonymous: false, contact: "", received_by: "", happened_when: "", happened_where: "", people: [], description: "", evidence: [],
  severity: "unknown", ongoing_risk: false, handlers: [], recused: [], decision: "", actions: [], outcome_words: "", follow_ups: [], appeal: "", keep_months: 12, flag: null,
});

type Draft = { file: CaseFile; steps: string[]; outcome: string | null; version: number };

export function conduct() {
  const list = query("conduct.cases", () => ({}));
  const today = query("conduct.today", () => ({}));
  let closed = $state(false);
  const shown = $derived((list.data?.cases ?? []).filter((one) => closed || (one.state !== "closed" && one.state !== "expunged")));
  return {
    list,
    today,
    get shown() {
      return shown;
    },
    get closed() {
      return closed;
    },
    set closed(all: boolean) {
      closed = all;
    },
    /** A new case; notes are opened first, because its words go nowhere else. */
    begin: async (): Promise<void> => {
      if (await openVault()) go(to("conduct", ["new"]));
    },
  };
}

/** A case, or a new one. */
export function oneCase(id: string | null) {
  let anyway = $state(false);
  const opened = query("conduct.case", () => (id ? { id, anyway } : null));
  let typed: Draft | null = $state(null);
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);
  let who = $state("");
  const flags = query("conduct.flags", () => (!id && here().params.get("flag") ? {} : null));
  const flag = $derived(flags.data?.flags.find((one) => one.id === here().params.get("flag")) ?? null);
  const made: Draft = { file: blank(), steps: [wall(Date.now()), "", "", "", ""], outcome: null, version: 0 };
  /** A new case begins with what is known of the flag it is opened from. */
  const fresh = $derived.by((): Draft => {
    if (!flag) return made;
    const people: CaseFile["people"] = flag.author ? [{ role: "reported", member: flag.member, name: flag.author }] : [];
    const file: CaseFile = { ...blank(), people, channel: t("case-channel-flag", { source: flag.source }), description: flag.words, evidence: flag.link ? [flag.link] : [], flag: flag.link };
    return { ...made, file, steps: [wall(flag.created_at), "", "", "", ""] };
  });
  const kept = $derived.by((): Draft | null => {
    if (!id) return fresh;
    const data = opened.data;
    return data?.file ? { file: data.file, steps: data.steps, outcome: data.case.outcome, version: data.case.version } : null;
  });
  // Locked: what was typed goes with what was read.
  $effect(() => {
    if (id && opened.data && !opened.data.file) {
      typed = null;
      who = "";
    }
  });
  const draft = $derived(kept ? (typed ?? kept) : null);
  const found = query("members.list", () => {
    if (who.trim() === "") return null;
    return { filter: { text: who.trim(), kind: "people", seen: "any", without_team: false, segment: null, left: true }, sort: "messages", descending: true, after: null, limit: OFFERED };
  });
  const options = $derived((found.data?.rows ?? []).map((row): Option => ({ id: row.id, label: row.name, hint: row.handle ? `@${row.handle}` : "" })));

  async function attempt(what: () => Promise<void>): Promise<void> {
    if (busy) return;
    busy = true;
    error = null;
    try {
      await what();
    } catch (thrown) {
      error = notice(thrown);
    } finally {
      busy = false;
    }
  }
  const touch = (part: Partial<Draft>): void => {
    if (draft) typed = { ...$state.snapshot(draft), ...part };
    error = null;
  };
  const change = (part: Partial<CaseFile>): void => {
    if (draft) touch({ file: { ...$state.snapshot(draft.file), ...part } });
  };

  return {
    opened,
    get draft() {
      return draft;
    },
    get dirty() {
      return typed !== null;
    },
    get busy() {
      return busy;
    },
    get error() {
      return error;
    },
    get who() {
      return who;
    },
    set who(text: string) {
      who = text;
    },
    get options() {
      return options;
    },
    wrong: (field: string): boolean => error?.field === field,
    change,
    touch,
    letIn(): void {
      anyway = true;
    },
    step(place: number, moment: string): void {
      if (draft) touch({ steps: draft.steps.map((one, at) => (at === place ? moment : one)) });
    },
    /** Somebody who is named: a member, or a name alone. */
    name(member: string | null, name: string): void {
      if (!draft || name.trim() === "") return;
      const role = draft.file.people.some((one) => one.role === "reported") ? "witness" : "reported";
      change({ people: [...draft.file.people, { role, member, name: name.trim() }] });
      who = "";
    },
    leave(): void {
      typed = error = null;
      who = "";
    },
    save: () =>
      attempt(async () => {
        if (!draft) return;
        const { file, steps, outcome, version } = $state.snapshot(draft);
        const saved = await call("conduct.save", { id, version, steps, outcome, file });
        typed = null;
        who = "";
        done(t("case-saved", { number: saved.number }));
        if (!id) go(to("conduct", ["case", saved.id]));
      }),
    move: (state: CaseState) =>
      attempt(async () => {
        if (!id) return;
        const moved = await call("conduct.move", { id, to: state });
        done(t("case-moved", { number: moved.number }));
      }),
    expunge: () =>
      attempt(async () => {
        if (!id) return;
        await call("conduct.expunge", { id });
        typed = null;
        toast(t("case-expunged"));
      }),
  };
}

/** The transparency report. */
export function transparency() {
  let months = $state(12);
  const report = query("conduct.transparency", () => ({ months }));
  return {
    report,
    get months() {
      return months;
    },
    set months(many: number) {
      months = many;
    },
    save: async (csv: boolean): Promise<void> => {
      try {
        const { path } = await call("conduct.save_transparency", { months, csv });
        if (path) toast(t("transparency-saved", { path }));
      } catch (thrown) {
        notice(thrown);
      }
    },
  };
}

export const place = (): { what: string; id: string | null } => {
  const [what = "cases", id = null] = here().parts;
  return { what, id };
};

export type CaseModel = ReturnType<typeof oneCase>;
