// The fields of a person: one is edited at a time, in place; each change can be taken back.
import type { ApiError, CustomValue, FieldValue, ListField, Member, TextField } from "../../api/bindings";
import { call } from "../../api/call";
import { notice } from "../../notice.svelte";
import { done } from "../../steps";
import { day, startOfDay } from "../../format";
import { t } from "../../words";

type Kind = "line" | "long" | "zone" | "list" | "links" | "number" | "date" | "choice";

/** A field as the page shows it, whatever it holds. */
export type Row = {
  field: string;
  label: string;
  kind: Kind;
  /** what stands there, to be read */
  shown: string[];
  /** the same, to be edited */
  text: string;
  source: string | null;
  from: string | null;
  kept: boolean;
  links: boolean;
  choices: { id: string; label: string }[];
};

const marks = [
  { id: "person", label: t("mark-person") },
  { id: "team", label: t("mark-team") },
  { id: "bot", label: t("mark-bot") },
];
const answers = [
  { id: "yes", label: t("value-yes") },
  { id: "no", label: t("value-no") },
];

function line(field: string, label: string, one: TextField, kind: Kind = "line"): Row {
  return { field, label, kind, shown: one.value === null ? [] : [one.value], text: one.value ?? "", source: one.source, from: one.from, kept: one.kept, links: false, choices: [] };
}

function several(field: string, label: string, one: ListField, kind: "list" | "links" = "list"): Row {
  const joint = kind === "links" ? "\n" : ", ";
  return { field, label, kind, shown: one.value, text: one.value.join(joint), source: one.source.length ? one.source.join(", ") : null, from: one.from, kept: one.kept, links: kind === "links", choices: [] };
}

function custom(one: CustomValue): Row {
  const base = { field: `custom:${one.id}`, label: one.name, source: null, from: null, kept: one.value !== null, links: one.kind === "link", choices: [] as Row["choices"] };
  const text = one.value === null ? "" : typeof one.value === "boolean" ? (one.value ? "yes" : "no") : String(one.value);
  if (one.kind === "yes_no") return { ...base, kind: "choice", text, choices: answers, shown: text ? [answers.find((answer) => answer.id === text)!.label] : [] };
  if (one.kind === "choice") return { ...base, kind: "choice", text, choices: one.choices.map((choice) => ({ id: choice, label: choice })), shown: text ? [text] : [] };
  if (one.kind === "date") return { ...base, kind: "date", text, shown: text ? [day(startOfDay(text) ?? Date.parse(text))] : [] };
  return { ...base, kind: one.kind === "number" ? "number" : one.kind === "text" ? "long" : "line", text, shown: text ? [text] : [] };
}

/** All fields of a person, in the order of the page. */
export function rowsOf(member: Member): Row[] {
  const { profile } = member;
  const mark = profile.mark;
  const label = (id: string) => marks.find((one) => one.id === id)!.label;
  return [
    line("name", t("field-name"), profile.name),
    line("pronouns", t("field-pronouns"), profile.pronouns),
    line("title", t("field-role"), profile.title),
    line("email", t("field-email"), profile.email),
    line("phone", t("field-phone"), profile.phone),
    line("zone", t("field-zone"), profile.zone, "zone"),
    line("location", t("field-location"), profile.location),
    several("roles", t("field-roles"), profile.roles),
    several("interests", t("field-interests"), profile.interests),
    several("skills", t("field-skills"), profile.skills),
    several("asks", t("field-asks"), profile.asks),
    several("offers", t("field-offers"), profile.offers),
    several("links", t("field-links"), profile.links, "links"),
    line("bio", t("field-bio"), profile.bio, "long"),
    { field: "mark", label: t("field-mark"), kind: "choice", shown: [label(mark.value)], text: mark.value, source: mark.kept ? label(mark.source) : null, from: member.accounts[0]?.source_name ?? null, kept: mark.kept, links: false, choices: marks },
    ...profile.custom.map(custom),
  ];
}

/** What is sent for what was typed; null when it was emptied. */
export function valueOf(row: Row, typed: string): FieldValue | null {
  const text = typed.trim();
  if (row.kind === "list") return text.split(",").map((one) => one.trim()).filter(Boolean);
  if (row.kind === "links") return text.split(/\s+/).filter(Boolean);
  if (text === "") return null;
  if (row.kind === "number") return Number(text.replace(",", "."));
  if (row.choices === answers) return text === "yes";
  return text;
}

export function profile(id: () => string) {
  let editing: string | null = $state(null);
  let typed = $state("");
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);

  async function change(field: string, value: FieldValue | null, reset: boolean, words: string): Promise<boolean> {
    busy = true;
    error = null;
    try {
      await call("members.edit", { id: id(), changes: [{ field, value, reset }] });
      done(words);
      return true;
    } catch (thrown) {
      error = notice(thrown);
      return false;
    } finally {
      busy = false;
    }
  }

  return {
    get editing() {
      return editing;
    },
    get typed() {
      return typed;
    },
    set typed(value: string) {
      typed = value;
    },
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    edit(row: Row): void {
      editing = row.field;
      typed = row.text;
      error = null;
    },
    leave(): void {
      editing = null;
      error = null;
    },
    async save(row: Row): Promise<void> {
      if (busy) return;
      const value = valueOf(row, typed);
      const empty = value === null || (Array.isArray(value) && value.length === 0);
      if (typed.trim() === row.text) editing = null;
      // Where no source says anything, an empty field is one that nobody filled in.
      else if (await change(row.field, empty ? null : value, empty && row.source === null, t("profile-saved", { field: row.label }))) editing = null;
    },
    follow: (row: Row) => change(row.field, null, true, t("profile-followed", { field: row.label })),
    /** Agreements and preferences are kept as they are chosen. */
    keep: (field: "consent" | "contact", value: FieldValue) => change(field, value, false, t("consent-saved")),
    async open(field: string, index: number): Promise<void> {
      try {
        await call("members.open_link", { member: id(), field, index });
      } catch (thrown) {
        notice(thrown);
      }
    },
  };
}
