// A table in the invented community: its columns, what they would change, and one that cannot be read.
import type { Commands, ImportId, RowError, TableInspected, TablePreview, TableRowPreview, Use } from "../api/bindings";

type Answers = { [K in keyof Commands]?: (args: Commands[K][0]) => Commands[K][1] };

const COLUMNS: [string, Use, string[]][] = [
  ["First name", "first_name", ["Wilhelmina Konstanze", "José", "محمد"]],
  ["Last name", "last_name", ["van der Bloemenweide-Oosterhuizen", "Müller", "الأحمد"]],
  ["E-mail", "email", ["wilhelmina@example.org", "jose@example.org"]],
  ["Company", "company", ["Greenhouse Cooperative of the Northern Provinces", "Acme"]],
  ["Member since", "joined_at", ["03/04/2024", "05/06/2024"]],
  ["Shoe size", "keep", ["41", "38", "44"]],
  ["Comments", "keep", []],
];

export function tables(run: (name: string) => ImportId): Answers {
  const row = (line: number, name: string, more: Partial<TableRowPreview> = {}): TableRowPreview => ({ line, key: `${name.toLowerCase()}@example.org`, name, says: ["Acme", "Ulm, Germany"], tags: [], changes: [], ...more });
  const error = (line: number, column: string | null, reason: string, sample: string): RowError => ({ line, column, reason, sample });
  return {
    "tables.profiles": () => ({ profiles: [{ id: "p1", name: "Allotment list", ready_made: false }, { id: "linkedin-connections", name: "LinkedIn connections", ready_made: true }] }),
    "tables.inspect": ({ path, profile, file }): TableInspected => {
      if (path.includes("bad")) throw { code: "Invalid", message: "it is a PDF and not a table", field: "path" };
      const columns = COLUMNS.map(([header, field, samples]) => ({ header, field, samples, filled: samples.length * 100, unread_dates: null, dates: header === "Member since" ? ("ambiguous" as const) : ("none" as const) }));
      return {
        path, name: path.split("/").at(-1)!, bytes: 184_000, encoding: "UTF-8", delimiter: ";", sheet: null, sheets: [], heading: 1, rows: 1_204, broken: 3, columns,
        profile: profile ? { id: profile, name: profile === "p1" ? "Allotment list" : "LinkedIn connections", ready_made: profile !== "p1" } : null,
        mapping: { rows: "members", columns: columns.map(({ header, field }) => ({ header, field, label: null })), key: ["email"], dates: "auto", trust_addresses: false, empty_erases: false, file: file ?? { encoding: null, delimiter: null, sheet: null, heading: null } },
      };
    },
    "tables.preview": (): TablePreview => ({
      rows: 1_207, new: 1_100, changed: 80, same: 20, repeated: 2, refused: 5, broken_rows: 3,
      new_rows: [row(2, "Wilhelmina Konstanze van der Bloemenweide-Oosterhuizen"), row(3, "محمد الأحمد"), row(5, "José Müller")],
      changed_rows: [row(9, "Bo", { changes: [{ field: "company", before: null, after: "Acme" }, { field: "joined_at", before: "1700000000000", after: "1710000000000" }, { field: "Shoe size", before: "41", after: "42" }] })],
      same_rows: [],
      errors: [error(4, "E-mail", "it is no e-mail address", "jose at example.org"), error(17, null, "a quotation mark is opened and never closed", "\"Ann;Example"), error(80, "Member since", "it is no date that can be read", "31/02/2024")],
    }),
    "tables.start": ({ path }) => run(path.split("/").at(-1)!),
    "tables.forget_profile": () => ({}),
  };
}
