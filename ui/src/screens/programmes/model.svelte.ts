// Programmes: which is looked at, the list, and the programme that is being typed.
import type { NewProgramme, Programme, ProgrammeQuestion, ProgrammeRound } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { go, here, to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";

export type ProgrammeDraft = NewProgramme & { id: string | null; template: string };
export type RoundDraft = { id: string | null; name: string; opens_on: string; closes_on: string };
const noRound = (): RoundDraft => ({ id: null, name: "", opens_on: "", closes_on: "" });

export function programmes() {
  const place = $derived(here());
  const isNew = $derived(place.parts[0] === "new");
  const id = $derived(place.parts[0] && !isNew ? place.parts[0] : null);
  const tab = $derived(isNew ? "edit" : (place.parts[1] ?? "people"));
  const list = query("programmes.list", () => (place.parts[0] ? null : {}));
  const whole = query("programmes.get", () => (id ? { id } : null));
  const templates = query("programmes.templates", () => (isNew ? {} : null));
  const attempt = new Attempt();
  let typed: ProgrammeDraft | null = $state(null);
  let round: RoundDraft = $state(noRound());
  let templateName = $state("");

  const programme = $derived(whole.data?.row.programme ?? null);
  const draft = $derived.by((): ProgrammeDraft | null => {
    if (typed) return typed;
    if (isNew) {
      const [first] = templates.data?.templates ?? [];
      return first ? { ...first.programme, id: null, template: first.id } : null;
    }
    return programme ? of(programme) : null;
  });

  function of(one: Programme): ProgrammeDraft {
    const { id: known, updated_at: _, ends_on, ...rest } = one;
    return { ...rest, ends_on: ends_on ?? "", id: known, template: "" };
  }

  return {
    list,
    whole,
    attempt,
    get id() {
      return id;
    },
    get tab() {
      return tab;
    },
    get isNew() {
      return isNew;
    },
    get programme() {
      return programme;
    },
    get templates() {
      return templates.data?.templates ?? [];
    },
    /** Something was typed that is not kept yet. */
    get changed(): boolean {
      return typed !== null;
    },
    get templateName() {
      return templateName;
    },
    set templateName(next: string) {
      templateName = next;
    },
    keepTemplate: () =>
      attempt.run(async () => {
        if (!programme) return;
        const name = templateName.trim() || programme.name;
        await call("programmes.keep_template", { programme: programme.id, name });
        templateName = "";
        done(t("programme-template-kept", { what: name }));
      }),
    removeTemplate: (template: string, name: string) =>
      attempt.run(async () => {
        await call("programmes.remove_template", { id: template });
        typed = null;
        done(t("programme-template-removed", { what: name }));
      }),
    get draft() {
      return draft;
    },
    get round() {
      return round;
    },
    change(next: Partial<ProgrammeDraft>): void {
      if (draft) typed = { ...draft, ...next };
      attempt.error = null;
    },
    follow(template: string): void {
      const found = templates.data?.templates.find((one) => one.id === template);
      if (found) typed = { ...found.programme, id: null, template };
    },
    ask(at: number, next: Partial<ProgrammeQuestion>): void {
      if (draft) typed = { ...draft, questions: (draft.questions ?? []).map((one, place) => (place === at ? { ...one, ...next } : one)) };
      attempt.error = null;
    },
    addQuestion(): void {
      const one: ProgrammeQuestion = { id: "", text: "", kind: "choices", of: "both", must: false, weight: 3, options: [], least: null, most: null };
      if (draft) typed = { ...draft, questions: [...(draft.questions ?? []), one] };
    },
    dropQuestion(at: number): void {
      if (draft) typed = { ...draft, questions: (draft.questions ?? []).filter((_, place) => place !== at) };
    },
    leave(): void {
      typed = null;
      attempt.error = null;
    },
    save: () =>
      attempt.run(async () => {
        if (!draft) return;
        const { id: known, template: _, ...rest } = $state.snapshot(draft) as ProgrammeDraft;
        const whole = (value: number): number => (Number.isInteger(value) && value >= 0 && value < 4e9 ? value : 0);
        const saved = await call("programmes.save", { id: known, programme: { ...rest, cadence_days: whole(rest.cadence_days), minutes: whole(rest.minutes), capacity: whole(rest.capacity) } });
        typed = null;
        done(t("programme-saved", { what: rest.name.trim() }));
        go(to("programmes", [saved.id]));
      }),
    remove: (one: Programme) =>
      attempt.run(async () => {
        await call("programmes.remove", { id: one.id });
        typed = null;
        done(t("programme-removed", { what: one.name }));
        go(to("programmes"));
      }),
    editRound(one: ProgrammeRound | null): void {
      round = one ? { id: one.id, name: one.name, opens_on: one.opens_on ?? "", closes_on: one.closes_on ?? "" } : noRound();
      attempt.error = null;
    },
    saveRound: () =>
      attempt.run(async () => {
        const { id: known, ...rest } = $state.snapshot(round);
        await call("programmes.round", { programme: id ?? "", id: known, round: rest });
        round = noRound();
        done(t("programme-saved", { what: rest.name }));
      }),
    removeRound: (one: ProgrammeRound) =>
      attempt.run(async () => {
        await call("programmes.remove_round", { id: one.id });
        round = noRound();
        done(t("programme-removed", { what: one.name }));
      }),
  };
}

export type ProgrammesModel = ReturnType<typeof programmes>;
