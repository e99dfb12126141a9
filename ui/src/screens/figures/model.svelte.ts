// Figures: which kind is looked at, what is kept of it, and what is being typed.
import type { ApiError, FigureKind, KeptSheet, Matter, NewFigure, NewMatter, Sheet } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { isoDay } from "../../format";
import { notice } from "../../notice.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { toast } from "../../parts/toasts.svelte";
import { here, replace, to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";
import { file } from "./file.svelte";

/** So many are asked for at first, and more as one scrolls. */
const PAGE = 50;
const OFFERED = 8;

type NumberDraft = NewFigure & { id: string | null };
type MatterDraft = Omit<NewMatter, "steps"> & { id: string | null; steps: Record<string, string> };

const noNumber = (kind: FigureKind): NumberDraft => ({ id: null, kind, period: "", label: "", amount: "", currency: null, note: "" });

export function figures() {
  const kept = query("figures.kept", () => ({}));
  const wanted = $derived(here().parts[0] ?? "tickets");
  const number = $derived(kept.data?.figures.find((one) => one.kind === wanted) ?? null);
  const sheet = $derived(kept.data?.sheets.find((one) => one.sheet === wanted) ?? null);
  let many = $state(PAGE);
  const numbers = query("figures.list", () => (number ? { kind: number.kind, skip: 0, limit: many } : null));
  const matters = query("matters.list", () => (sheet ? { sheet: sheet.sheet, skip: 0, limit: many } : null));
  let typed: NumberDraft | null = $state(null);
  let entry: MatterDraft | null = $state(null);
  let who = $state("");
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);
  let factor: { id: string; value: string; source: string } | null = $state(null);
  const found = query("members.list", () => {
    if (!entry || entry.member !== null || who.trim() === "") return null;
    return { filter: { text: who.trim(), kind: "people", seen: "any", without_team: false, segment: null, left: true }, sort: "messages", descending: true, after: null, limit: OFFERED };
  });
  const options = $derived((found.data?.rows ?? []).map((row): Option => ({ id: row.id, label: row.name, hint: row.handle ? `@${row.handle}` : "" })));
  const brought = file(() => wanted);

  const form = $derived.by(() => (number ? (typed?.kind === number.kind ? typed : noNumber(number.kind)) : null));
  /** A new entry begins today, with the message it is made of. */
  function fresh(of: KeptSheet): MatterDraft {
    const { params } = here();
    const steps = Object.fromEntries(of.steps.map((step) => [step, step === (of.first ?? of.steps[1]) ? isoDay(Date.now()) : ""]));
    return { id: null, sheet: of.sheet, label: "", member: params.get("by"), activity: params.get("message"), area: "", kind: null, voters: 0, note: "", steps };
  }
  const draft = $derived.by(() => (sheet ? (entry?.sheet === sheet.sheet ? entry : fresh(sheet)) : null));

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

  return {
    kept,
    brought,
    get wanted() {
      return wanted;
    },
    get number() {
      return number;
    },
    get sheet() {
      return sheet;
    },
    get numbers() {
      return numbers;
    },
    get matters() {
      return matters;
    },
    get busy() {
      return busy;
    },
    get form() {
      return form;
    },
    get draft() {
      return draft;
    },
    get factor() {
      return factor;
    },
    get who() {
      return entry ? who : (here().params.get("name") ?? "");
    },
    set who(text: string) {
      who = text;
      // Whoever was chosen before is not meant any more.
      if (draft) entry = { ...draft, member: null };
    },
    get options() {
      return options;
    },
    /** What is wrong with a field. */
    wrong: (field: string): string => (error?.field === field ? error.message : ""),
    grow(): void {
      if (!numbers.busy && !matters.busy) many = Math.min(many * 2, 500);
    },
    change(part: Partial<NumberDraft>): void {
      if (form) typed = { ...form, ...part };
      error = null;
    },
    edit(id: string): void {
      const row = numbers.data?.figures.find((one) => one.id === id);
      if (row) typed = { id, kind: row.kind, period: row.period, label: row.label, amount: row.amount, currency: row.currency, note: row.note };
      error = null;
    },
    leave(): void {
      typed = entry = factor = error = null;
      who = "";
    },
    save: () =>
      attempt(async () => {
        if (!form) return;
        const { id, ...figure } = $state.snapshot(form);
        const { put } = await call("figures.save", { id, figure });
        typed = null;
        if (put === "same") toast(t("figure-same"));
        else done(t("figure-saved", { what: figure.period }));
      }),
    remove: (id: string, what: string) =>
      attempt(async () => {
        await call("figures.remove", { id });
        typed = null;
        done(t("figure-removed", { what }));
      }),
    changeEntry(part: Partial<MatterDraft>): void {
      if (!entry) who = here().params.get("name") ?? "";
      if (draft) entry = { ...draft, ...part };
      error = null;
    },
    step(step: string, moment: string): void {
      if (!entry) who = here().params.get("name") ?? "";
      if (draft) entry = { ...draft, steps: { ...draft.steps, [step]: moment } };
      error = null;
    },
    editEntry(matter: Matter, of: Sheet, steps: string[]): void {
      const at = Object.fromEntries(matter.steps.map((one) => [one.step, one.moment]));
      const { id, label, member, activity, area, kind, voters, note } = matter;
      entry = { id, sheet: of, label, member, activity, area, kind, voters, note, steps: Object.fromEntries(steps.map((step) => [step, at[step] ?? ""])) };
      who = matter.name ?? "";
      error = null;
    },
    pick(id: string): void {
      who = options.find((option) => option.id === id)?.label ?? who;
      if (draft) entry = { ...draft, member: id };
    },
    saveEntry: () =>
      attempt(async () => {
        if (!draft) return;
        const { id, steps, ...rest } = $state.snapshot(draft);
        const dated = Object.entries(steps).filter(([, moment]) => moment.trim() !== "");
        await call("matters.save", { id, matter: { ...rest, steps: dated.map(([step, moment]) => ({ step, moment })) } });
        entry = null;
        who = "";
        // The message it was said in is marked now; the next entry is another one.
        if (here().params.size > 0) replace(to("figures", [rest.sheet]));
        done(t("matter-saved", { what: rest.label }));
      }),
    removeEntry: (id: string, what: string) =>
      attempt(async () => {
        await call("matters.remove", { id });
        entry = null;
        done(t("figure-removed", { what }));
      }),
    editFactor(id: string): void {
      const row = kept.data?.factors.find((one) => one.id === id);
      if (row) factor = { id, value: String(row.value), source: row.own ? row.source : "" };
      error = null;
    },
    changeFactor(part: { value?: string; source?: string }): void {
      if (factor) factor = { ...factor, ...part };
      error = null;
    },
    setFactor: (name: string) =>
      attempt(async () => {
        if (!factor) return;
        await call("factors.set", $state.snapshot(factor));
        factor = null;
        done(t("factor-saved", { what: name }));
      }),
    resetFactor: (id: string, name: string) =>
      attempt(async () => {
        await call("factors.reset", { id });
        factor = null;
        done(t("factor-saved", { what: name }));
      }),
    currency: (code: string) =>
      attempt(async () => {
        if (code.trim().toUpperCase() === kept.data?.currency) return;
        await call("figures.currency", { currency: code });
        done(t("factor-saved", { what: t("figure-currency") }));
      }),
  };
}

export type FiguresModel = ReturnType<typeof figures>;
