// Feedback: what was said, by whom, what became of it, and who was told.
import type { ApiError, FeedbackPerson, FeedbackQuery, FeedbackRow, NewMatter, TellingWay } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { feedbackStep, stepped } from "../../feedback";
import { isoDay, sentence } from "../../format";
import { notice } from "../../notice.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { toast } from "../../parts/toasts.svelte";
import { here, replace, to, withParams } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";

const PAGE = 100;
const OFFERED = 8;

export type FeedbackDraft = Omit<NewMatter, "steps"> & { id: string | null; steps: Record<string, string> };
export type Telling = { way: TellingWay; people: string[]; title: string; text: string; message: string | null };

export function feedback() {
  const place = $derived(here());
  const chosen = $derived(place.parts[0] ?? null);
  let text = $state("");
  let many = $state(PAGE);
  const asked = $derived<FeedbackQuery>({ text: text.trim(), state: place.params.get("at") ?? "", kind: place.params.get("kind") ?? "", area: place.params.get("area") ?? "", order: place.params.get("order") === "newest" ? "newest" : "votes" });
  const list = query("feedback.list", () => ({ query: asked, skip: 0, limit: many }));
  const detail = query("feedback.get", () => (chosen ? { id: chosen } : null));
  let draft: FeedbackDraft | null = $state(null);
  let who = $state("");
  let voter = $state("");
  let telling: Telling | null = $state(null);
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);
  const looked = $derived.by(() => (draft && draft.member === null ? who : voter));
  const found = query("members.list", () => (looked.trim() === "" ? null : { filter: { text: looked.trim(), kind: "people" as const, seen: "any" as const, without_team: false, segment: null, left: true }, sort: "messages" as const, descending: true, after: null, limit: OFFERED }));
  const options = $derived((found.data?.rows ?? []).map((row): Option => ({ id: row.id, label: row.name, hint: row.handle ? `@${row.handle}` : "" })));

  async function attempt(what: () => Promise<unknown>, words: string): Promise<boolean> {
    if (busy) return false;
    busy = true;
    error = null;
    try {
      await what();
      done(words);
      return true;
    } catch (thrown) {
      error = notice(thrown);
      if (error?.field && !draft && !telling) toast(sentence(error.message));
      return false;
    } finally {
      busy = false;
    }
  }

  const typed = (row: FeedbackRow): Omit<NewMatter, "steps"> => ({ sheet: "feedback", label: row.label, member: row.member, activity: row.activity, area: row.area, kind: row.kind, voters: row.unnamed_here, note: row.note });

  return {
    list,
    detail,
    get rows() {
      return list.data?.rows ?? [];
    },
    get areas() {
      return list.data?.areas ?? [];
    },
    get asked() {
      return asked;
    },
    get chosen() {
      return chosen;
    },
    get narrowed() {
      return Boolean(asked.text || asked.state || asked.kind || asked.area);
    },
    get text() {
      return text;
    },
    set text(value: string) {
      text = value;
    },
    get draft() {
      return draft;
    },
    get who() {
      return who;
    },
    set who(value: string) {
      who = value;
      if (draft) draft = { ...draft, member: null };
    },
    get voter() {
      return voter;
    },
    set voter(value: string) {
      voter = value;
    },
    get options() {
      return options;
    },
    get telling() {
      return telling;
    },
    get busy() {
      return busy;
    },
    get fault() {
      return error?.message ?? "";
    },
    wrong: (field: string): boolean => error?.field === field,
    grow: () => void (many = Math.min(many * 2, 500)),
    filter: (change: Record<string, string>): void => replace(withParams(change)),
    address: (id: string | null): string => to("feedback", id ? [id] : [], Object.fromEntries(["at", "kind", "area", "order"].map((name) => [name, place.params.get(name)]))),
    /** A new piece, of a message where one is named. */
    begin(message: string | null, member: string | null, name: string): void {
      error = null;
      who = name;
      draft = { id: null, sheet: "feedback", label: "", member, activity: message, area: asked.area, kind: asked.kind || null, voters: 0, note: "", steps: { new: isoDay(Date.now()) } };
    },
    edit(row: FeedbackRow): void {
      error = null;
      who = row.name ?? "";
      draft = { ...typed(row), id: row.id, steps: Object.fromEntries(row.steps.map((step) => [step.step, step.moment])) };
    },
    change(part: Partial<FeedbackDraft>): void {
      if (draft) draft = { ...draft, ...part };
      error = null;
    },
    pick(option: Option): void {
      who = option.label;
      if (draft) draft = { ...draft, member: option.id };
    },
    close(): void {
      draft = telling = error = null;
      who = voter = "";
    },
    async save(): Promise<void> {
      if (!draft) return;
      const { id, steps, ...rest } = $state.snapshot(draft);
      const dated = Object.entries(steps).filter(([, moment]) => moment.trim() !== "").map(([step, moment]) => ({ step, moment }));
      if (await attempt(() => call("matters.save", { id, matter: { ...rest, steps: dated } }), t("matter-saved", { what: rest.label }))) draft = null;
    },
    /** One step on, or back. */
    async step(row: FeedbackRow, by: 1 | -1): Promise<void> {
      const steps = stepped(row, by, isoDay(Date.now()));
      if (!steps) return;
      await attempt(() => call("matters.save", { id: row.id, matter: { ...typed(row), steps } }), t("feedback-now", { what: row.label, state: feedbackStep(steps.at(-1)!.step) }));
    },
    async decline(row: FeedbackRow): Promise<void> {
      const steps = [...row.steps.filter((step) => step.step !== "declined"), { step: "declined", moment: isoDay(Date.now()) }];
      await attempt(() => call("matters.save", { id: row.id, matter: { ...typed(row), steps } }), t("feedback-now", { what: row.label, state: feedbackStep("declined") }));
    },
    async remove(row: FeedbackRow): Promise<void> {
      if (await attempt(() => call("matters.remove", { id: row.id }), t("figure-removed", { what: row.label }))) replace(to("feedback"));
    },
    async vote(row: FeedbackRow, member: string, name: string, voted: boolean): Promise<void> {
      voter = "";
      await attempt(() => call("feedback.vote", { id: row.id, member, voted }), voted ? t("feedback-voted", { name }) : t("feedback-unvoted", { name }));
    },
    async merge(into: FeedbackRow, from: string, what: string): Promise<void> {
      await attempt(() => call("feedback.merge", { into: into.id, from }), t("feedback-merged", { what }));
    },
    part: (id: string, what: string) => attempt(() => call("feedback.part", { id }), t("feedback-parted", { what })),
    /** What the members are told, to begin with: whoever does not know yet, and can be reached. */
    tell(row: FeedbackRow, people: FeedbackPerson[], message: string | null): void {
      const open = people.filter((person) => person.told === null || person.told === "stuck");
      const reached = open.filter((person) => person.reach !== null);
      const way: TellingWay = reached.length > 0 ? "direct" : "hand";
      error = null;
      telling = { way, people: (way === "direct" ? reached : open).map((person) => person.id), title: t("feedback-tell-subject"), text: row.steps.some((step) => step.step === "declined") ? t("feedback-tell-declined") : row.steps.some((step) => step.step === "shipped") ? t("feedback-tell-shipped") : t("feedback-tell-planned"), message };
    },
    changeTelling(part: Partial<Telling>): void {
      if (telling) telling = { ...telling, ...part };
      error = null;
    },
    async send(row: FeedbackRow): Promise<void> {
      if (!telling) return;
      const { way, people, title, text: words, message } = $state.snapshot(telling);
      const said = way === "hand" ? t("feedback-told-hand", { count: people.length }) : t("feedback-told-outbox", { count: people.length });
      if (await attempt(() => call("feedback.tell", { id: row.id, people, way, title, text: words, message: way === "reply" ? message : null }), said)) telling = null;
    },
    async export(): Promise<void> {
      try {
        const file = await call("feedback.save", { query: asked, path: null });
        if (file.count === 0) toast(t("feedback-csv-none"));
        else if (file.path) toast(t("feedback-csv-saved", { count: file.count, path: file.path }));
      } catch (thrown) {
        notice(thrown);
      }
    },
  };
}

export type FeedbackModel = ReturnType<typeof feedback>;
