// Made-up fields of a made-up member.
import type { Affiliation, MemberRow, Profile, Tag, TextField } from "../api/bindings";

const SLACK = "Greenhouse Slack";
const said = (source: string | null): TextField => ({ value: source, source, from: source === null ? null : SLACK, kept: false });
const written = (value: string, source: string | null): TextField => ({ ...said(source), value, kept: true });
const none = { value: [], source: [], from: null, kept: false };
const unasked = { answer: "unknown" as const, on: null, how: null };

export function makeProfile(row: MemberRow): Profile {
  const first = row.id === "m0";
  return {
    name: said(row.name),
    pronouns: said("they/them"),
    email: said(row.handle ? `${row.handle}@example.org` : null),
    phone: said(first ? "+55 11 5555 0188" : null),
    zone: said("America/Sao_Paulo"),
    location: first ? written("São Paulo, near the botanical garden", "Brazil") : said(null),
    title: said(row.title),
    bio: said(null),
    roles: first ? { ...none, value: ["Host of the reading group", "Mentor"], kept: true } : none,
    interests: first ? { ...none, value: ["Seeds", "Free software", "Public libraries"], kept: true } : none,
    skills: none,
    asks: none,
    offers: none,
    links: first ? { value: ["https://example.org/amina", "https://social.example/@amina"], source: ["https://example.org/amina", "https://social.example/@amina"], from: SLACK, kept: false } : none,
    company: said(first ? "Institute for Open Gardens" : null),
    mark: { value: row.is_bot ? "bot" : row.is_team ? "team" : "person", source: row.is_bot ? "bot" : "person", kept: row.is_team },
    consent: { value: { email: first ? { answer: "yes", on: "2026-03-14", how: "at the spring meetup" } : unasked, direct: unasked, newsletter: first ? { answer: "no", on: null, how: null } : unasked }, kept: first },
    contact: { value: { channel: first ? "email" : null, language: first ? "Português" : null, never: false }, kept: first },
    custom: [
      { id: "cf1", name: "T-shirt size", kind: "choice", choices: ["S", "M", "L", "XL"], value: first ? "M" : null },
      { id: "cf2", name: "Speaks at events", kind: "yes_no", choices: [], value: first ? true : null },
      { id: "cf3", name: "Member of the association since", kind: "date", choices: [], value: null },
    ],
  };
}

const WORDS = ["Speaker", "Gardener", "Newcomer 2026", "Mentor", "برمجة", "A tag with a rather long name that has to be cut somewhere"];

export const makeTags = (): Tag[] => WORDS.map((name, i) => ({ id: `tag${i}`, name, colour: i % 8 }));

export function makeAffiliations(row: MemberRow): Affiliation[] {
  if (row.id !== "m0") return [];
  return [
    { id: "af1", organisation_id: "o1", organisation: "Seed Bank of São Paulo", role: "Curator", from_on: "2023-06", until_on: null },
    { id: "af2", organisation_id: "o2", organisation: "Botanical Garden", role: "Gardener", from_on: "2019", until_on: "2023-05-31" },
  ];
}
