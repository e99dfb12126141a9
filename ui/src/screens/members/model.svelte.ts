// The table of people: filters and order live in the address, the rows arrive in pages of a
// hundred that are reached directly, however far down they are.
import type { ListAnchors, MemberFilter, MemberKind, MemberRow, MemberSeen, MemberSort } from "../../api/bindings";
import { queries, query, type Wanted } from "../../api/query.svelte";
import { go, here, replace, to, withParams } from "../../router";

export const PAGE = 100;
const TYPED_MS = 80;

const KINDS: readonly MemberKind[] = ["people", "team", "bots", "all"];
const SEEN: readonly MemberSeen[] = ["any", "active_30", "quiet_90", "never"];
const SORTS: readonly MemberSort[] = ["last", "first", "name", "messages", "reactions"];

/** What is asked, as the address says it; anything unknown in it is the default. */
export function asked(params: URLSearchParams): { filter: MemberFilter; sort: MemberSort; descending: boolean } {
  const one = <T extends string>(name: string, known: readonly T[]): T => {
    const value = params.get(name) as T;
    return known.includes(value) ? value : known[0]!;
  };
  const sort = one("sort", SORTS);
  const way = params.get("way");
  return {
    filter: { text: params.get("q") ?? "", kind: one("kind", KINDS), seen: one("seen", SEEN), without_team: params.get("team") === "no", segment: params.get("segment") || null, left: params.get("left") === "yes" },
    sort,
    descending: way === null ? sort !== "name" : way === "down",
  };
}

/** The pages that hold the rows from `first` to before `last`. */
export function pagesOf(first: number, last: number, every: number, count: number): number[] {
  if (last <= first) return [];
  const from = Math.max(0, Math.floor(first / every));
  const to = Math.min(count - 1, Math.floor((last - 1) / every));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

export function members() {
  const wanted = $derived(asked(here().params));
  let range = $state.raw({ first: 0, last: PAGE });
  let typed = $state(asked(here().params).filter.text);
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Back, or a link to all members, changes the address without the field.
  let sent = asked(here().params).filter.text;
  $effect(() => {
    const text = wanted.filter.text;
    if (text === sent) return;
    clearTimeout(timer);
    typed = sent = text;
  });

  const anchors = query("members.anchors", (): ListAnchors => ({ ...wanted, every: PAGE }));
  // Pages belong to the anchors that arrived, not to the ones being waited for: a cursor is only
  // good for the order it was made in.
  const pages = queries("members.list", (): Wanted<"members.list">[] => {
    const { data, answers } = anchors;
    if (!data || !answers) return [];
    return pagesOf(range.first, range.last, answers.every, data.cursors.length).map((page) => ({
      key: String(page),
      args: {
        filter: answers.filter,
        sort: answers.sort,
        descending: answers.descending,
        after: data.cursors[page] ?? null,
        limit: answers.every,
      },
    }));
  });

  const row = (index: number): MemberRow | undefined => pages.get(String(Math.floor(index / PAGE)))?.data?.rows[index % PAGE];
  // Where a person is from matters as soon as there is more than one source.
  const spaces = query("spaces.list", () => ({}));
  const mixed = $derived(new Set(spaces.data?.spaces.map((one) => one.source_id)).size > 1);

  const segments = query("segments.list", () => ({}));
  const doubtful = query("duplicates.list", () => ({ member: null, skip: 0, limit: 0 }));

  const change = (params: Record<string, string | null>) => replace(withParams({ ...params, row: null }));

  return {
    get filter() {
      return wanted.filter;
    },
    /** Whether everybody is asked for: then an empty list means that nobody is here yet. */
    get everybody() {
      const { text, kind, seen, segment } = wanted.filter;
      return text === "" && kind === "people" && seen === "any" && !segment;
    },
    get sort() {
      return wanted.sort;
    },
    get descending() {
      return wanted.descending;
    },
    get text() {
      return typed;
    },
    set text(value: string) {
      typed = value;
      clearTimeout(timer);
      timer = setTimeout(() => change({ q: (sent = value.trim()) || null }), TYPED_MS);
    },
    get total() {
      return anchors.data?.total ?? 0;
    },
    get known() {
      return anchors.data !== undefined;
    },
    get busy() {
      return anchors.busy || pages.busy;
    },
    get error() {
      return anchors.error ?? pages.error;
    },
    again: () => anchors.again(),
    row,
    get mixed() {
      return mixed;
    },
    see(first: number, last: number): void {
      if (first !== range.first || last !== range.last) range = { first, last };
    },
    /** So many pairs may be one person; none as long as it is not known. */
    get pairs() {
      return doubtful.data?.total ?? 0;
    },
    /** A segment says by itself whether it means bots and those who left. */
    among: {
      get all() {
        return segments.data?.segments ?? [];
      },
      get chosen() {
        return wanted.filter.segment;
      },
      choose: (id: string | null): void => change(id ? { segment: id, kind: "all", left: "yes" } : { segment: null, kind: null, left: null }),
    },
    /** The same column again turns the order around. */
    order(sort: MemberSort): void {
      const down = sort === wanted.sort ? !wanted.descending : sort !== "name";
      change({ sort, way: down === (sort !== "name") ? null : down ? "down" : "up" });
    },
    /** Whom the list shows, as one choice: everybody but the team is people without it. */
    get who(): MemberKind | "no-team" {
      return wanted.filter.kind === "people" && wanted.filter.without_team ? "no-team" : wanted.filter.kind;
    },
    choose(who: string): void {
      change(who === "no-team" ? { kind: null, team: "no" } : { kind: who === "people" ? null : who, team: null });
    },
    seen: (seen: string): void => change({ seen: seen === "any" ? null : seen }),
    left: (left: boolean): void => change({ left: left ? "yes" : null }),
    /** Where the list was when a person was opened, so that Back finds it there. */
    start: Number(here().params.get("row")) || 0,
    get asked() {
      return JSON.stringify(wanted);
    },
    open(row: MemberRow, index: number): void {
      replace(withParams({ row: String(index) }));
      go(to("members", [row.id]));
    },
  };
}
