// Search everywhere: what is asked stands in the address, so that Back and a kept link find it again.
import { among } from "../../among.svelte";
import type { Hit, Search, SearchKind, SearchOrder } from "../../api/bindings";
import { chain, once } from "../../api/chain.svelte";
import { query } from "../../api/query.svelte";
import { isoDay, startOfDay } from "../../format";
import { here, parse, replace, to, withParams } from "../../router";

const PAGE = 40;
const TYPED_MS = 120;
const DAY_MS = 24 * 3_600_000;
export const KINDS: readonly SearchKind[] = ["messages", "topics", "people", "notes"];

export type Filters = {
  q: string;
  kinds: SearchKind[];
  source: string | null;
  space: string | null;
  person: string | null;
  segment: string | null;
  from: string;
  until: string;
  order: SearchOrder;
};

export function filtersOf(params: URLSearchParams): Filters {
  const kinds = (params.get("kinds") ?? "").split(",");
  const date = (name: string) => (startOfDay(params.get(name) ?? "") === null ? "" : params.get(name)!);
  return {
    q: params.get("q") ?? "",
    kinds: KINDS.filter((kind) => kinds.includes(kind)),
    source: params.get("source"),
    space: params.get("space"),
    person: params.get("person"),
    segment: params.get("segment") || null,
    from: date("from"),
    until: date("until"),
    order: params.get("order") === "best" ? "best" : "newest",
  };
}

export function paramsOf(filters: Filters): Record<string, string | null> {
  return {
    q: filters.q || null,
    kinds: filters.kinds.join(",") || null,
    source: filters.source,
    space: filters.space,
    person: filters.person,
    segment: filters.segment,
    from: filters.from || null,
    until: filters.until || null,
    order: filters.order === "best" ? "best" : null,
  };
}

/** What to ask, or null when nothing at all narrows it. Both days belong to the span. */
export function question(filters: Filters, before: string | null): Search | null {
  const { q, kinds, source, space, person, segment, order } = filters;
  const from = startOfDay(filters.from);
  // Somewhere in the day after, then back to its start: a day is not always 24 hours long.
  const last = startOfDay(filters.until);
  const until = last === null ? null : startOfDay(isoDay(last + 1.5 * DAY_MS));
  const asksAnything = q.trim() !== "" || kinds.length > 0 || source || space || person || segment || from !== null || until !== null;
  if (!asksAnything) return null;
  return { text: q.trim(), kinds, source, space, person, ...(segment ? { segment } : {}), from, until, order, before, limit: PAGE };
}

/** Where a hit leads. */
export function addressOf(hit: Hit): string {
  if (hit.member_id && (hit.kind === "people" || hit.kind === "notes")) return to("members", [hit.member_id]);
  if (hit.kind === "people") return to("members", [hit.id]);
  if (!hit.space_id) return to("conversations");
  const parts = hit.thread_id ? [hit.space_id, hit.thread_id] : [hit.space_id];
  return to("conversations", parts, hit.kind === "messages" ? { at: hit.id } : {});
}

export function search() {
  const filters = $derived(filtersOf(here().params));
  let typed = $state(filtersOf(parse(window.location.hash).params).q);
  let personText = $state("");
  let spaceText: string | null = $state(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Back, or a link to another search, changes the address without the fields.
  let sent = filtersOf(parse(window.location.hash).params).q;
  $effect(() => {
    const text = filters.q;
    if (text === sent) return;
    clearTimeout(timer);
    typed = sent = text;
  });
  const { person: firstPerson, space: firstSpace } = filtersOf(parse(window.location.hash).params);
  let chosen = { person: firstPerson, space: firstSpace };
  $effect(() => {
    const { person, space } = filters;
    if (person !== chosen.person) personText = "";
    if (space !== chosen.space) spaceText = null;
    chosen = { person, space };
  });

  const hits = chain(
    "search",
    (before) => question(filters, before),
    (page) => page.next,
  );
  const whom = among();
  const spaces = query("spaces.list", () => ({}));
  const people = query("palette", () => ({ text: personText.trim() }));
  const person = query("members.get", () => (filters.person ? { id: filters.person } : null));

  const change = (params: Record<string, string | null>) => replace(withParams(params));
  const space = $derived(spaces.data?.spaces.find((one) => one.id === filters.space) ?? null);

  return {
    hits,
    whom,
    get filters() {
      return filters;
    },
    get asked() {
      return question(filters, null) !== null;
    },
    get text() {
      return typed;
    },
    set text(value: string) {
      typed = value;
      clearTimeout(timer);
      timer = setTimeout(() => change({ q: (sent = value.trim()) || null }), TYPED_MS);
    },
    get rows() {
      return once(hits.answers.flatMap((page) => page.hits), (hit) => `${hit.kind} ${hit.id}`);
    },
    get people() {
      return hits.answers[0]?.people ?? [];
    },
    get known() {
      return hits.answers.length > 0;
    },
    get sources() {
      return [...new Map((spaces.data?.spaces ?? []).map((one) => [one.source_id, one.source_name]))];
    },
    get spaceText() {
      return spaceText ?? space?.name ?? "";
    },
    set spaceText(value: string) {
      spaceText = value;
      if (value.trim() === "" && filters.space) change({ space: null });
    },
    get spaces() {
      const words = (spaceText ?? "").trim().toLowerCase();
      return (spaces.data?.spaces ?? []).filter((one) => one.name.toLowerCase().includes(words)).slice(0, 50);
    },
    get personText() {
      return personText || (filters.person ? (person.data?.name ?? "") : "");
    },
    set personText(value: string) {
      personText = value;
      if (value.trim() === "" && filters.person) change({ person: null });
    },
    get found() {
      return people.data?.people ?? [];
    },
    choose(params: Partial<Record<"person" | "space" | "source" | "from" | "until" | "order", string | null>>): void {
      chosen = { person: params.person ?? chosen.person, space: params.space ?? chosen.space };
      change(params);
    },
    toggle(kind: SearchKind): void {
      const kinds = filters.kinds.includes(kind) ? filters.kinds.filter((one) => one !== kind) : [...filters.kinds, kind];
      change(paramsOf({ ...filters, kinds }));
    },
    get narrowed() {
      return Object.entries(paramsOf(filters)).some(([name, value]) => value !== null && name !== "q" && name !== "order");
    },
    widen(): void {
      personText = "";
      spaceText = null;
      change({ kinds: null, source: null, space: null, person: null, segment: null, from: null, until: null });
    },
  };
}
