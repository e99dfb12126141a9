// Made-up figures, feedback, leads, invitations and incidents, as the core keeps them.
import type { Commands, FactorRow, Figure, FigureKind, Matter, MemberRow, NewMatter, Sheet } from "../api/bindings";
import { madeFeedback, type Loop } from "./feedback";
import type { Did } from "./steps";

type Names = "figures.kept" | "figures.list" | "figures.save" | "figures.remove" | "figures.preview" | "figures.bring" | "figures.currency" | "factors.set" | "factors.reset" | "matters.list" | "matters.save" | "matters.remove" | Extract<keyof Commands, `feedback.${string}`>;

const KINDS: FigureKind[] = ["tickets", "views", "downloads", "visits", "answer_views", "flags", "flags_agreed", "flags_disagreed", "revenue_members", "revenue_others", "customers_members", "customers_others"];
const SHEETS: Record<Sheet, { steps: string[]; first: string | null; kinds: string[] }> = {
  feedback: { steps: ["new", "passed_on", "planned", "shipped", "declined", "told"], first: "new", kinds: ["bug", "wish", "praise", "question"] },
  lead: { steps: ["subscriber", "lead", "marketing_lead", "sales_lead", "opportunity", "customer", "evangelist", "other"], first: null, kinds: ["community", "elsewhere"] },
  invitation: { steps: ["sent", "bounced", "accepted"], first: "sent", kinds: [] },
  incident: { steps: ["received", "acknowledged", "investigating", "decided", "closed"], first: "received", kinds: ["no_violation", "not_identified", "resolved", "recorded", "banned"] },
};
const money = (kind: FigureKind) => kind.startsWith("revenue");
type Sheeted = Matter & { sheet: Sheet };
type State = { figures: Figure[]; matters: Sheeted[]; factors: FactorRow[]; currency: string; loop: Loop };

export function madeFigures(how: string, members: MemberRow[], did: Did): { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } {
  const empty = how === "fresh" || how === "none";
  let serial = 0;
  const figure = (kind: FigureKind, period: string, amount: string, label = "", note = ""): Figure => ({ id: `n${serial++}`, kind, period, label, value: Math.round(Number(amount) * (money(kind) ? 100 : 1)), amount, currency: money(kind) ? "EUR" : null, note });
  const made = (matter: NewMatter, id = `x${serial++}`): Sheeted => {
    const at = (step: string) => SHEETS[matter.sheet].steps.indexOf(step);
    const steps = [...matter.steps].sort((a, b) => a.moment.slice(0, 10).localeCompare(b.moment.slice(0, 10)) || at(a.step) - at(b.step));
    return { ...matter, id, space: matter.activity ? "c0" : null, name: members.find((one) => one.id === matter.member)?.name ?? null, steps, state: steps.at(-1)?.step ?? "" };
  };
  const matter = (sheet: Sheet, label: string, steps: Record<string, string>, more: Partial<NewMatter> = {}): Sheeted =>
    made({ sheet, label, member: null, activity: null, area: "", kind: null, voters: 0, note: "", steps: Object.entries(steps).map(([step, moment]) => ({ step, moment })), ...more });
  const khoros = "Khoros, community.khoros.com m-p/541266: the simple form, 0.5 × 0.4 × 0.4 × $35";
  let state: State = {
    loop: { voters: {}, told: {}, merged: {} },
    currency: "EUR",
    factors: [
      { id: "ticket_cost", value: 35, source: khoros, own: false, most: 1_000_000 },
      { id: "answer_share", value: 0.05, source: "FeverBee, feverbee.com: 5 % of those who read an accepted answer would have asked; be conservative", own: false, most: 1 },
      { id: "seeking_share", value: 0.35, source: "Our own survey of visitors, May 2026, 412 answers", own: true, most: 1 },
      { id: "found_share", value: 0.4, source: khoros, own: false, most: 1 },
      { id: "contact_share", value: 0.4, source: khoros, own: false, most: 1 },
    ],
    figures: empty ? [] : [
      ...Array.from({ length: 14 }, (_, i) => figure("tickets", `${2026 - Math.floor((12 - ((10 - i) % 12)) / 13)}-${String(((21 - i) % 12) + 1).padStart(2, "0")}`, String(900 + ((i * 137) % 340)), "", i === 2 ? "The week of the release is in here" : "")),
      figure("revenue_members", "2026-Q3", "182340.50"), figure("revenue_members", "2026-Q2", "171002.00"),
      figure("views", "2026-10", "48211"), figure("views", "2026-10", "3120", "Getting started with the greenhouse"), figure("views", "2026-10", "0", "שאלות נפוצות למתנדבים חדשים"),
    ],
    matters: empty ? [] : [
      matter("feedback", "The watering plan should know about public holidays, because nobody is here then and the seedlings dry out", { new: "2026-10-02", passed_on: "2026-10-05", planned: "2026-10-20" }, { kind: "wish", area: "planner", voters: 14, member: members[3]?.id ?? null }),
      matter("feedback", "Search finds nothing with an umlaut", { new: "2026-09-12", shipped: "2026-10-01", told: "2026-10-03" }, { kind: "bug", area: "search", voters: 3, member: members[8]?.id ?? null }),
      matter("feedback", "Dark mode for the forum", { new: "2026-08-30", declined: "2026-09-04" }, { kind: "wish", note: "The vendor will do it next year" }),
      matter("lead", "Seedworks GmbH", { lead: "2026-06-01", opportunity: "2026-09-10" }, { kind: "community", member: members[11]?.id ?? null }),
      matter("invitation", "ada@example.org", { sent: "2026-09-01", accepted: "2026-09-03" }),
      matter("incident", "2026-7", { received: "2026-10-01 09:12", acknowledged: "2026-10-01 14:30", closed: "2026-10-04 11:00" }, { kind: "resolved" }),
    ],
  };
  const [first, second] = state.matters;
  if (first && second) state.loop = { voters: { [first.id]: [5, 9, 14, 20].flatMap((i) => members[i]?.id ?? []), [second.id]: members[9] ? [members[9].id] : [] }, told: { [second.id]: members[8] ? [{ id: members[8].id, at: Date.parse("2026-10-03"), told: "sent" }] : [] }, merged: {} };
  const keep = (label: string, change: Partial<State>) => {
    const before = state;
    const after = { ...state, ...change };
    state = after;
    did(label, () => (state = before), () => (state = after));
    return {};
  };
  return {
    "figures.kept": () => ({
      figures: KINDS.map((kind) => ({ kind, money: money(kind), count: state.figures.filter((one) => one.kind === kind).length })),
      sheets: (Object.keys(SHEETS) as Sheet[]).map((sheet) => ({ sheet, ...SHEETS[sheet], count: state.matters.filter((one) => one.sheet === sheet).length })),
      factors: state.factors, currency: state.currency,
    }),
    "figures.list": ({ kind, limit }) => ({ figures: state.figures.filter((one) => one.kind === kind).sort((a, b) => b.period.localeCompare(a.period)).slice(0, limit), more: false }),
    "figures.save": ({ id, figure: typed }) => {
      if (!/^\d{4}/.test(typed.period)) throw { code: "Invalid", message: "write a day, a month, a quarter, a week or a year: 2024-05-12, 2024-05, 2024-Q2, 2024-W20, 2024", field: "period" };
      if (!/^-?[\d.,]+$/.test(typed.amount)) throw { code: "Invalid", message: "write a number: 1234 or 1,234.50", field: "amount" };
      const one = { ...figure(typed.kind, typed.period, typed.amount, typed.label, typed.note), ...(id ? { id } : {}) };
      const put = state.figures.some((other) => other.kind === one.kind && other.period === one.period && other.label === one.label) ? "changed" as const : "new" as const;
      keep("Save number", { figures: [...state.figures.filter((other) => other.id !== id && !(other.kind === one.kind && other.period === one.period && other.label === one.label)), one] });
      return { put };
    },
    "figures.remove": ({ id }) => keep("Remove number", { figures: state.figures.filter((one) => one.id !== id) }),
    "figures.preview": () => ({
      new: 10, changed: 1, same: 1, wrong: 2, unused: ["Agent"],
      rows: [{ line: 2, put: "changed", says: ["2026-09", "1204"] }, { line: 3, put: "same", says: ["2026-08", "1011"] }, ...Array.from({ length: 10 }, (_, i) => ({ line: 4 + i, put: "new" as const, says: [`2025-${String(12 - i).padStart(2, "0")}`, String(800 + i * 13)] }))],
      errors: [{ line: 14, column: "period", reason: "write a day, a month, a quarter, a week or a year: 2024-05-12, 2024-05, 2024-Q2, 2024-W20, 2024" }, { line: 15, column: null, reason: "line 3 says something about the same already" }],
    }),
    "figures.bring": ({ kind }) => {
      keep("Import numbers", { figures: [...state.figures, ...Array.from({ length: 10 }, (_, i) => figure(kind as FigureKind, `2025-${String(12 - i).padStart(2, "0")}`, String(800 + i * 13)))] });
      return { new: 10, changed: 1, same: 1, wrong: 2, rows: [], errors: [], unused: [] };
    },
    "figures.currency": ({ currency }) => keep("Change currency", { currency: currency.toUpperCase() }),
    "factors.set": ({ id, value, source }) => keep("Change factor", { factors: state.factors.map((one) => (one.id === id ? { ...one, value: Number(value), source, own: true } : one)) }),
    "factors.reset": ({ id }) => keep("Reset factor", { factors: state.factors.map((one) => (one.id === id ? { ...one, own: false, source: khoros } : one)) }),
    "matters.list": ({ sheet, limit }) => ({ matters: state.matters.filter((one) => one.sheet === sheet).slice(0, limit), more: false }),
    "matters.save": ({ id, matter: typed }) => {
      if (state.matters.some((one) => one.sheet === typed.sheet && one.label === typed.label && one.id !== id)) throw { code: "Invalid", message: "this is here already", field: "label" };
      const labels: Record<Sheet, string> = { feedback: "Save feedback", lead: "Save lead", invitation: "Save invitation", incident: "Save incident" };
      const one = made(typed, id ?? undefined);
      return keep(labels[typed.sheet], { matters: id ? state.matters.map((other) => (other.id === id ? one : other)) : [one, ...state.matters] });
    },
    ...madeFeedback(() => state.matters, () => state.loop, members, (label, change) => keep(label, { loop: { ...state.loop, ...change } })),
    "matters.remove": ({ id }) => keep("Remove entry", { matters: state.matters.filter((one) => one.id !== id) }),
  };
}
