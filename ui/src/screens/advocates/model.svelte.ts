// Advocates: who could be one, who is asked, and what became of it.
import { among } from "../../among.svelte";
import type { Advocate, AdvocateCandidate, AdvocateRule, AdvocateRuleMet, AdvocateStepName, ApiError, NewAdvocate } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { isoDay, number } from "../../format";
import { notice } from "../../notice.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { go, here, to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";

const OFFERED = 8;

export const stepWords: Record<AdvocateStepName, string> = {
  identified: t("adv-step-identified"),
  proposed: t("adv-step-proposed"),
  agreed: t("adv-step-agreed"),
  submitted: t("adv-step-submitted"),
  complete: t("adv-step-complete"),
  declined: t("adv-step-declined"),
  rejected: t("adv-step-rejected"),
};
export const steps = Object.keys(stepWords) as AdvocateStepName[];

/** What usually comes next; nothing where it ended. */
export const next: Partial<Record<AdvocateStepName, AdvocateStepName>> = { identified: "proposed", proposed: "agreed", agreed: "submitted", submitted: "complete" };

export const ruleNames: Record<AdvocateRule, string> = {
  level: t("adv-rule-level"),
  thanked: t("adv-rule-thanked-name"),
  connected: t("adv-rule-connected-name"),
  spoke: t("adv-rule-spoke"),
  praised: t("adv-rule-praised"),
  steady: t("adv-rule-steady-name"),
  no_case: t("adv-rule-no-case"),
};

export function ruleWords({ rule, number: many }: AdvocateRuleMet): string {
  const count = number(many ?? 0);
  if (rule === "thanked") return t("adv-rule-thanked", { count });
  if (rule === "connected") return t("adv-rule-connected", { count });
  if (rule === "steady") return t("adv-rule-steady", { count });
  return ruleNames[rule];
}

/** In the order of the steps; what is over at the end. */
export function grouped(rows: Advocate[]): { step: AdvocateStepName; rows: Advocate[] }[] {
  return steps.map((step) => ({ step, rows: rows.filter((row) => row.state === step) })).filter((group) => group.rows.length > 0);
}

type Draft = NewAdvocate & { id: string | null };
const fresh = (): Draft => ({ id: null, member: "", what: "", rules: [], due_on: null, note: "" });

export function advocates() {
  const wanted = $derived(here().parts[0] ?? "pipeline");
  const whom = among();
  const list = query("advocates.list", () => whom.asked);
  const candidates = query("advocates.candidates", () => (wanted === "candidates" ? whom.asked : null));
  let form: Draft = $state(fresh());
  let who = $state("");
  let on = $state(isoDay(Date.now()));
  let busy = $state(false);
  let error: ApiError | null = $state.raw(null);
  const found = query("members.list", () => {
    if (form.member !== "" || who.trim() === "") return null;
    return { filter: { text: who.trim(), kind: "people", seen: "any", without_team: false, segment: null, left: true }, sort: "messages", descending: true, after: null, limit: OFFERED };
  });
  const options = $derived((found.data?.rows ?? []).map((row): Option => ({ id: row.id, label: row.name, hint: row.handle ? `@${row.handle}` : "" })));

  async function attempt(what: () => Promise<void>): Promise<boolean> {
    if (busy) return false;
    busy = true;
    error = null;
    try {
      await what();
      return true;
    } catch (thrown) {
      error = notice(thrown);
      return false;
    } finally {
      busy = false;
    }
  }

  function clear(): void {
    form = fresh();
    who = "";
    error = null;
  }

  return {
    list,
    whom,
    candidates,
    get wanted() {
      return wanted;
    },
    get groups() {
      return grouped(list.data?.rows ?? []);
    },
    get overdue() {
      return (list.data?.rows ?? []).filter((row) => row.overdue).length;
    },
    get form() {
      return form;
    },
    get who() {
      return who;
    },
    set who(text: string) {
      who = text;
      // Whoever was chosen before is not meant any more.
      form = { ...form, member: "" };
    },
    get on() {
      return on;
    },
    set on(day: string) {
      on = day;
      error = null;
    },
    get busy() {
      return busy;
    },
    get options() {
      return options;
    },
    wrong: (field: string): string => (error?.field === field ? error.message : ""),
    clear,
    pick(id: string): void {
      who = options.find((option) => option.id === id)?.label ?? who;
      form = { ...form, member: id };
    },
    change(part: Partial<Draft>): void {
      form = { ...form, ...part };
      error = null;
    },
    edit({ id, member, name, what, rules, due_on, note }: Advocate): void {
      form = { id, member, what, rules, due_on, note };
      who = name;
      error = null;
    },
    save: () =>
      attempt(async () => {
        const { id, ...advocate } = $state.snapshot(form);
        if (advocate.member === "") return;
        await call("advocates.save", { id, advocate: { ...advocate, due_on: advocate.due_on || null } });
        const name = who;
        clear();
        done(t("adv-kept", { name }));
      }),
    take: (row: AdvocateCandidate) =>
      attempt(async () => {
        await call("advocates.save", { id: null, advocate: { member: row.id, what: "", rules: row.rules.map((one) => one.rule), due_on: null, note: "" } });
        go(to("advocates", ["pipeline"]));
        done(t("adv-taken", { name: row.name }));
      }),
    move: (row: Advocate, step: AdvocateStepName) =>
      attempt(async () => {
        await call("advocates.step", { id: row.id, step, on });
        done(t("adv-moved", { name: row.name, step: stepWords[step] }));
      }),
    remove: (row: Advocate) =>
      attempt(async () => {
        await call("advocates.remove", { id: row.id });
        clear();
        done(t("adv-removed", { name: row.name }));
      }),
  };
}

export type AdvocatesModel = ReturnType<typeof advocates>;
