// Search: the filters and the address are the same thing.
import { beforeEach, expect, test } from "vitest";
import type { Hit } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { useZone } from "../../format";
import { here, parse, to } from "../../router";
import { addressOf, filtersOf, paramsOf, question, search } from "./model.svelte";

beforeEach(() => {
  useZone("Europe/Berlin");
  window.location.hash = to("search");
});

test("filters survive the way through the address", () => {
  const filters = {
    q: "cake & tea",
    kinds: ["messages" as const, "notes" as const],
    source: "s1",
    space: "c/1",
    segment: "g",
    person: "m1",
    from: "2026-03-05",
    until: "2026-03-29",
    order: "best" as const,
  };
  expect(filtersOf(parse(to("search", [], paramsOf(filters))).params)).toEqual(filters);
});

test("an empty search asks nothing; nonsense is left out", () => {
  expect(question(filtersOf(new URLSearchParams()), null)).toBeNull();
  const filters = filtersOf(new URLSearchParams("kinds=messages,cats&from=yesterday&order=odd"));
  expect(filters).toMatchObject({ kinds: ["messages"], from: "", order: "newest" });
});

test("both days belong to the span, also when the clock changes in between", () => {
  const asked = question(filtersOf(new URLSearchParams("q=a&from=2026-03-28&until=2026-03-29")), null);
  expect(asked?.from).toBe(Date.parse("2026-03-27T23:00:00Z"));
  expect(asked?.until).toBe(Date.parse("2026-03-29T22:00:00Z"));
});

test("a hit leads to where it was said", () => {
  const hit = { kind: "messages", id: "x1", space_id: "c1", thread_id: "t1", member_id: null } as Hit;
  expect(addressOf(hit)).toBe("#/conversations/c1/t1?at=x1");
  expect(addressOf({ ...hit, thread_id: null })).toBe("#/conversations/c1?at=x1");
  expect(addressOf({ ...hit, kind: "topics" })).toBe("#/conversations/c1/t1");
  expect(addressOf({ ...hit, kind: "notes", space_id: null, member_id: "m1" })).toBe("#/members/m1");
  expect(addressOf({ ...hit, kind: "people", id: "m2" })).toBe("#/members/m2");
});

test("hits grow page by page and the address follows the filters", async () => {
  window.location.hash = to("search", [], { q: "cake" });
  const host = fakeHost({
    search: ({ before }) => ({ hits: [{ id: before ?? "first", kind: "messages" } as Hit], next: before ? null : "second", people: [] }),
    "spaces.list": () => ({ spaces: [] }),
    palette: () => ({ people: [], spaces: [], notes: [] }),
  });
  const { model, stop } = living(search);
  await settle();
  model.hits.grow();
  await settle();
  expect(model.rows.map((hit) => hit.id)).toEqual(["first", "second"]);
  model.toggle("messages");
  await settle();
  expect(here().params.get("kinds")).toBe("messages");
  expect(model.rows.map((hit) => hit.id)).toEqual(["first"]);
  expect(host.of("search").at(-1)).toMatchObject({ text: "cake", kinds: ["messages"], before: null });
  model.widen();
  await settle();
  expect(here().params.get("q")).toBe("cake");
  expect(model.narrowed).toBe(false);
  stop();
});
