// The made-up feedback as its own screen shows it: who said it, and who was told.
import type { Commands, FeedbackPerson, FeedbackRow, Matter, MemberRow, Sheet } from "../api/bindings";

type Names = Extract<keyof Commands, `feedback.${string}`>;
type Sheeted = Matter & { sheet: Sheet };
export type Loop = { voters: Record<string, string[]>; told: Record<string, { id: string; at: number; told: NonNullable<FeedbackPerson["told"]> }[]>; merged: Record<string, string> };

export function madeFeedback(matters: () => Sheeted[], loop: () => Loop, members: MemberRow[], keep: (label: string, change: Partial<Loop>) => Record<string, never>): { [K in Names]: (args: Commands[K][0]) => Commands[K][1] } {
  const parts = (id: string) => matters().filter((one) => one.id === id || loop().merged[one.id] === id);
  function people(id: string): FeedbackPerson[] {
    const asked = parts(id).flatMap((one) => (one.member ? [one.member] : []));
    const all = [...new Set([...asked, ...parts(id).flatMap((one) => loop().voters[one.id] ?? [])])];
    return all.map((member, i) => {
      const told = parts(id).flatMap((one) => loop().told[one.id] ?? []).find((one) => one.id === member);
      return { id: member, name: members.find((one) => one.id === member)?.name ?? null, asked: asked.includes(member), told_at: told?.at ?? null, told: told?.told ?? null, reach: i === 3 ? null : `${member}-account` };
    });
  }
  function row(one: Sheeted): FeedbackRow {
    const said = people(one.id);
    const unnamed = parts(one.id).reduce((sum, part) => sum + part.voters, 0);
    return { id: one.id, label: one.label, area: one.area, kind: one.kind, note: one.note, state: one.state, steps: one.steps, member: one.member, name: one.name, activity: one.activity, unnamed, unnamed_here: one.voters, votes: unnamed + said.length, named: said.length, told: said.filter((person) => person.told && person.told !== "stuck").length, merged: parts(one.id).length - 1 };
  }
  const rows = () => matters().filter((one) => one.sheet === "feedback" && !loop().merged[one.id]).map(row).sort((a, b) => b.votes - a.votes);
  const missing = (): never => { throw { code: "NotFound", message: "there is no such feedback any more", field: null }; };
  return {
    "feedback.list": ({ query, limit }) => ({
      rows: rows().filter((one) => one.label.toLowerCase().includes((query.text ?? "").toLowerCase()) && (!query.kind || one.kind === query.kind) && (!query.area || one.area === query.area) && (!query.state || one.state === query.state || (query.state === "open" && !["told", "declined"].includes(one.state)))).slice(0, limit),
      more: false, areas: [...new Set(rows().map((one) => one.area).filter(Boolean))],
    }),
    "feedback.get": ({ id }) => {
      const one = matters().find((other) => other.id === id) ?? missing();
      return { row: row(one), people: people(id), messages: parts(id).filter((part) => part.activity || part.id !== id).map((part) => ({ message: part.activity ?? "", place: part.activity ? { space: "c0", name: "general", gone: false } : null, merged: part.id === id ? null : part.id, label: part.label })) };
    },
    "feedback.vote": ({ id, member, voted }) => keep(voted ? "Add voter" : "Remove voter", { voters: { ...loop().voters, [id]: [...(loop().voters[id] ?? []).filter((one) => one !== member), ...(voted ? [member] : [])] } }),
    "feedback.merge": ({ into, from }) => keep("Merge feedback", { merged: { ...loop().merged, [from]: into } }),
    "feedback.part": ({ id }) => keep("Part feedback", { merged: Object.fromEntries(Object.entries(loop().merged).filter(([one]) => one !== id)) }),
    "feedback.tell": ({ id, people: whom, way }) => keep("Tell what became of feedback", { told: { ...loop().told, [id]: [...(loop().told[id] ?? []), ...whom.map((one) => ({ id: one, at: Date.now(), told: way === "hand" ? ("hand" as const) : ("waits" as const) }))] } }),
    "feedback.save": () => ({ path: "/home/you/feedback.csv", count: rows().length }),
  };
}
