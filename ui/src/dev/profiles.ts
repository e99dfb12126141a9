// What people write about made-up members: fields, tags, organisations, fields of their own.
import type { Affiliation, Commands, CustomField, FieldValue, Member, MemberRow } from "../api/bindings";
import { makeTags } from "./profile";

type Answers = { [K in keyof Commands]?: (args: Commands[K][0]) => Commands[K][1] };

export function madeProfiles(members: MemberRow[], did: (label: string, back: () => void, again: () => void) => void) {
  const edits = new Map<string, Map<string, FieldValue | null>>();
  const places = new Map<string, Affiliation[]>();
  let tags = makeTags();
  let fields: CustomField[] = [
    { id: "cf1", name: "T-shirt size", kind: "choice", choices: ["S", "M", "L", "XL"], filled: 41 },
    { id: "cf2", name: "Speaks at events", kind: "yes_no", choices: [], filled: 7 },
    { id: "cf3", name: "Member of the association since", kind: "date", choices: [], filled: 0 },
  ];
  let made = 0;

  /** A change that can be taken back by putting the whole state back. */
  function change<T>(label: string, get: () => T, put: (state: T) => void, next: T): void {
    const before = get();
    put(next);
    did(label, () => put(before), () => put(next));
  }
  const edited = (id: string) => edits.get(id) ?? new Map<string, FieldValue | null>();
  const setTags = (label: string, next: typeof tags) => change(label, () => tags, (state) => (tags = state), next);
  const setFields = (label: string, next: CustomField[]) => change(label, () => fields, (state) => (fields = state), next);
  function mark(label: string, ids: string[], turn: (row: MemberRow) => MemberRow["tags"]): { changed: number } {
    const rows = members.filter((row) => ids.includes(row.id));
    const [before, after] = [rows.map((row) => row.tags), rows.map(turn)];
    const put = (all: MemberRow["tags"][]) => rows.forEach((row, i) => (row.tags = all[i]!));
    change(label, () => before, put, after);
    return { changed: rows.filter((_, i) => before[i]!.length !== after[i]!.length).length };
  }
  const placed = (label: string, member: string, next: Affiliation[]) => change(label, () => places.get(member) ?? [], (state) => places.set(member, state), next);
  const ownerOf = (id: string) => [...places].find(([, list]) => list.some((one) => one.id === id))!;

  return {
    /** A member with what was written over it. */
    over(member: Member): Member {
      if (!places.has(member.id)) places.set(member.id, member.affiliations);
      const profile = structuredClone(member.profile) as unknown as Record<string, { value: unknown; kept: boolean }>;
      for (const [field, value] of edited(member.id)) if (profile[field]) profile[field] = { ...profile[field], value: value ?? (Array.isArray(profile[field].value) ? [] : null), kept: true };
      const next = profile as unknown as Member["profile"];
      next.custom = fields.map((field) => ({ ...field, value: edited(member.id).get(`custom:${field.id}`) ?? member.profile.custom.find((one) => one.id === field.id)?.value ?? null }));
      return { ...member, profile: next, name: next.name.value ?? "", title: next.title.value, pronouns: next.pronouns.value, zone: next.zone.value, is_team: next.mark.value === "team", is_bot: next.mark.value === "bot", affiliations: places.get(member.id)! };
    },
    answers: {
      "members.edit": ({ id, changes }) => {
        const next = new Map(edited(id));
        for (const { field, value, reset } of changes) {
          if (field === "email" && typeof value === "string" && !value.includes("@")) throw { code: "Invalid", message: "this is not an e-mail address", field };
          if (reset) next.delete(field);
          else next.set(field, value);
        }
        change("Edit member", () => edited(id), (state) => edits.set(id, state), next);
        return {};
      },
      "members.talks": ({ id }) => ({ people: members.slice(3, 11).filter((row) => row.id !== id).map((row, i) => ({ id: row.id, name: row.name, given: 41 - i * 5, received: Math.max(0, 30 - i * 6) })), total: 23, looked_at: 1_000, more: true }),
      "members.tag": ({ tag, members: ids }) => mark("Tag members", ids, (row) => (row.tags.some((one) => one.id === tag) ? row.tags : [...row.tags, tags.find((one) => one.id === tag)!])),
      "members.untag": ({ tag, members: ids }) => mark("Untag members", ids, (row) => row.tags.filter((one) => one.id !== tag)),
      "members.open_link": () => ({ address: "https://example.org/" }),
      "tags.list": () => ({ tags: tags.map((tag) => ({ ...tag, members: members.filter((row) => row.tags.some((one) => one.id === tag.id)).length })) }),
      "tags.create": ({ name, colour }) => { const tag = { id: `tag-${made++}`, name, colour }; setTags("Create tag", [...tags, tag]); return tag; },
      "tags.change": (tag) => { setTags("Change tag", tags.map((one) => (one.id === tag.id ? tag : one))); return tag; },
      "tags.remove": ({ id }) => { setTags("Remove tag", tags.filter((one) => one.id !== id)); return {}; },
      "organisations.list": ({ text }) => ({ organisations: ["Botanical Garden", "Seed Bank of São Paulo", "Public Library"].filter((one) => one.toLowerCase().includes(text.toLowerCase())).map((name, i) => ({ id: `o${i}`, name, members: 4 - i })) }),
      "affiliations.add": ({ member, affiliation }) => { placed("Add organisation", member, [{ id: `af-${made++}`, organisation_id: "o9", ...affiliation }, ...(places.get(member) ?? [])]); return {}; },
      "affiliations.change": ({ id, affiliation }) => { const [member, list] = ownerOf(id); placed("Change organisation", member, list.map((one) => (one.id === id ? { ...one, ...affiliation } : one))); return {}; },
      "affiliations.remove": ({ id }) => { const [member, list] = ownerOf(id); placed("Remove organisation", member, list.filter((one) => one.id !== id)); return {}; },
      "fields.list": () => ({ fields }),
      "fields.create": (field) => { const id = `cf-${made++}`; setFields("Create field", [...fields, { id, filled: 0, ...field }]); return { id }; },
      "fields.change": ({ id, name, choices }) => { setFields("Change field", fields.map((one) => (one.id === id ? { ...one, name, choices } : one))); return {}; },
      "fields.move": ({ id, up }) => { const at = fields.findIndex((one) => one.id === id); const next = [...fields]; next.splice(at, 1); next.splice(Math.max(0, at + (up ? -1 : 1)), 0, fields[at]!); setFields("Change field", next); return {}; },
      "fields.remove": ({ id }) => { setFields("Remove field", fields.filter((one) => one.id !== id)); return {}; },
    } satisfies Answers,
  };
}
