// A table: what its columns mean, a look at what would change, the import.
import { beforeEach, expect, test } from "vitest";
import type { TableInspected, TablePreview } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { here, to } from "../../router";
import { isTable, keysOf, table } from "./table.svelte";

const column = (header: string, field: TableInspected["columns"][0]["field"], dates: "none" | "ambiguous" = "none") => ({ header, field, samples: ["x"], filled: 1, dates, unread_dates: null });
const seen = (more: Partial<TableInspected> = {}): TableInspected => ({
  path: "/a b.csv", name: "a_b.csv", bytes: 1, encoding: "UTF-8", delimiter: ",", sheet: null, sheets: [], heading: 1, rows: 2, broken: 0,
  columns: [column("Mail", "email"), column("Name", "name"), column("Since", "joined_at", "ambiguous")], profile: null,
  mapping: { rows: "members", columns: [{ header: "Mail", field: "email", label: null }], key: ["email"], dates: "auto", trust_addresses: false, empty_erases: false, file: { encoding: null, delimiter: null, sheet: null, heading: null } },
  ...more,
});
const tried = { rows: 2, new: 2, changed: 0, same: 0, repeated: 0, refused: 0, broken_rows: 0, new_rows: [], changed_rows: [], same_rows: [], errors: [] } satisfies TablePreview;
const common = { "tables.profiles": () => ({ profiles: [] }), "tables.inspect": () => seen(), "tables.preview": () => tried, "tables.start": () => ({ id: "i1" }) };

beforeEach(() => {
  window.location.hash = to("import", [], { path: "/a b.csv" });
});

test("tables are told from archives by their names", () => {
  expect(["/a.csv", "/A.XLSX", "b.tsv "].every(isTable)).toBe(true);
  expect(["/a.zip", "/folder", "/csv"].some(isTable)).toBe(false);
});

test("rows can be told apart by what the columns have", () => {
  expect(keysOf(["first_name", "title", "email"])).toEqual(["email", "name"]);
  expect(keysOf(["keep"])).toEqual([]);
});

test("dates that can be read in two ways are asked for before anything is tried", async () => {
  const host = fakeHost(common);
  const { model, stop } = living(() => table("/a b.csv"));
  await settle();
  expect([model.ambiguous, model.ready]).toEqual(["Since", false]);
  model.dates("day_first");
  expect([model.ambiguous, model.ready]).toEqual([null, true]);
  await model.try();
  expect(host.of("tables.preview").at(-1)).toMatchObject({ profile: null, mapping: { dates: "day_first", key: ["email"] } });
  expect(model.tried?.new).toBe(2);
  stop();
});

test("a new kind of table is remembered under a name, a known one under its own", async () => {
  const host = fakeHost(common);
  const { model, stop } = living(() => table("/a b.csv"));
  await settle();
  expect(model.name).toBe("a b");
  model.name = "Club";
  await model.start();
  expect(host.of("tables.start").at(-1)).toMatchObject({ name: "Club", profile: null });
  expect(here().params.get("path")).toBeNull();
  stop();
  const known = fakeHost({ ...common, "tables.inspect": () => seen({ profile: { id: "p1", name: "Club", ready_made: false } }) });
  const { model: again, stop: end } = living(() => table("/a b.csv"));
  await settle();
  await again.start();
  expect(known.of("tables.start").at(-1)).toMatchObject({ name: null, profile: "p1" });
  end();
});

test("a column that is no longer used cannot tell rows apart", async () => {
  fakeHost(common);
  const { model, stop } = living(() => table("/a b.csv"));
  await settle();
  model.use("Mail", "ignore");
  expect(model.mapping?.key).toEqual(["name"]);
  expect(model.mapping?.columns).toHaveLength(3);
  stop();
});

test("a refusal stays beside the columns", async () => {
  fakeHost({
    ...common,
    "tables.preview": () => {
      throw { code: "Invalid", message: "no column is the id", field: "key" };
    },
  });
  const { model, stop } = living(() => table("/a b.csv"));
  await settle();
  await model.try();
  expect([model.error?.message, model.tried]).toEqual(["no column is the id", null]);
  stop();
});
