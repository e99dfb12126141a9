// Importing a table: what its columns mean, what that would change, and the import.
import type { ApiError, Column, DateOrder, FileChoice, Mapping, TableInspected, TablePreview, Use } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { go, to } from "../../router";

const ENDINGS = /\.(csv|tsv|tab|txt|xlsx|xlsm|xls)$/i;
const KEYS: readonly Use[] = ["id", "email", "handle", "phone", "link", "name"];
const TIMES: readonly Use[] = ["joined_at", "left_at", "at"];
const NO_CHOICE: FileChoice = { encoding: null, delimiter: null, sheet: null, heading: null };

export const isTable = (path: string): boolean => ENDINGS.test(path.trim());

/** What rows can be told apart by, among what the columns are used for. */
export function keysOf(uses: readonly Use[]): Use[] {
  const named = uses.some((one) => one === "first_name" || one === "last_name");
  return KEYS.filter((key) => uses.includes(key) || (key === "name" && named));
}

export function table(path: string) {
  let file: FileChoice | null = $state.raw(null);
  let wanted: string | null = $state(null);
  const inspected = query("tables.inspect", () => ({ path, file, profile: wanted }));
  const profiles = query("tables.profiles", () => ({}));
  /** What a person chose; what the file suggests until then. */
  let chosen: Mapping | null = $state.raw(null);
  let fresh = $state(false);
  let name: string | null = $state(null);
  let tried: TablePreview | null = $state.raw(null);
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);

  const seen = $derived(inspected.data);
  const mapping = $derived(chosen ?? whole(seen));
  const profile = $derived(fresh ? null : (seen?.profile ?? null));
  const uses = $derived(mapping?.columns.map((column) => column.field) ?? []);
  const ambiguous = $derived(
    mapping?.dates === "auto" && seen ? (seen.columns.find((column, at) => column.dates === "ambiguous" && TIMES.includes(uses[at]!))?.header ?? null) : null,
  );

  function change(part: Partial<Mapping>): void {
    if (!mapping) return;
    const next = { ...mapping, ...part };
    const keys = keysOf(next.columns.map((column) => column.field));
    const kept = next.key.filter((key) => keys.includes(key));
    chosen = { ...next, key: kept.length > 0 ? kept : keys.slice(0, 1) };
    error = null;
  }

  function column(header: string, part: Partial<Column>): void {
    change({ columns: mapping!.columns.map((one) => (one.header === header ? { ...one, ...part } : one)) });
  }

  async function attempt<T>(what: () => Promise<T>): Promise<T | undefined> {
    if (busy) return undefined;
    error = null;
    busy = true;
    try {
      return await what();
    } catch (thrown) {
      error = notice(thrown);
      return undefined;
    } finally {
      busy = false;
    }
  }

  return {
    inspected,
    get seen() {
      return seen;
    },
    get mapping() {
      return mapping;
    },
    get profile() {
      return profile;
    },
    get profiles() {
      return profiles.data?.profiles ?? [];
    },
    get keys() {
      return keysOf(uses);
    },
    get ambiguous() {
      return ambiguous;
    },
    get tried() {
      return tried;
    },
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    get name() {
      return name ?? seen?.name.replace(/\.[^.]+$/, "").replace(/[_-]+/g, " ") ?? "";
    },
    set name(value: string) {
      name = value;
    },
    get ready() {
      return mapping !== null && mapping.key.length > 0 && ambiguous === null;
    },
    choose(id: string): void {
      fresh = id === "";
      if (id !== "") wanted = id;
      chosen = null;
      tried = null;
    },
    sheet(sheet: string): void {
      file = { ...(file ?? NO_CHOICE), sheet };
      chosen = null;
    },
    use: (header: string, field: Use) => column(header, { field }),
    key: (key: Use) => change({ key: [key] }),
    dates: (dates: DateOrder) => change({ dates }),
    trust: (trust_addresses: boolean) => change({ trust_addresses }),
    erases: (empty_erases: boolean) => change({ empty_erases }),
    rows: (rows: Mapping["rows"]) => change({ rows }),
    async try(): Promise<void> {
      if (!mapping) return;
      const wish = { path, mapping, profile: profile?.id ?? null };
      tried = (await attempt(() => call("tables.preview", wish))) ?? null;
    },
    back(): void {
      tried = null;
      error = null;
    },
    leave: () => go(to("import")),
    async start(): Promise<void> {
      if (!mapping) return;
      const wish = { path, mapping, profile: profile?.id ?? null, name: profile ? null : this.name };
      if (await attempt(() => call("tables.start", wish))) go(to("import"));
    },
  };
}

/** The mapping with every column of the file in it, so that each can be changed. */
function whole(seen: TableInspected | undefined): Mapping | null {
  if (!seen) return null;
  const label = (header: string) => seen.mapping.columns.find((one) => one.header.toLowerCase() === header.toLowerCase())?.label ?? null;
  return { ...seen.mapping, columns: seen.columns.map((one) => ({ header: one.header, field: one.field, label: label(one.header) })) };
}
