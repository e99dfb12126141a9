// The table of people: which pages are asked for, and how the address and the question belong together.
import { beforeEach, expect, test } from "vitest";
import type { MemberRow } from "../../api/bindings";
import { fakeHost, later, living, settle } from "../../dev/fake.svelte";
import { here, to } from "../../router";
import { asked, members, PAGE, pagesOf } from "./model.svelte";

const row = (i: number, mark = "") => ({ id: `m${mark}${i}`, name: `${mark}${i}` }) as MemberRow;

function people(total: number) {
  return fakeHost({
    "members.anchors": ({ filter, every }) => {
      const count = filter.text ? 3 : total;
      return { total: count, cursors: Array.from({ length: Math.ceil(count / every) }, (_, i) => (i === 0 ? null : `c${i}`)) };
    },
    "members.list": ({ filter, after, limit }) => {
      const from = Number(after?.slice(1) ?? 0) * limit;
      return { rows: Array.from({ length: filter.text ? 3 : limit }, (_, i) => row(from + i, filter.text)), next: null };
    },
  });
}

beforeEach(() => {
  window.location.hash = to("members");
});

test("pages are those that hold the rows in sight", () => {
  expect(pagesOf(0, 30, 100, 50)).toEqual([0]);
  expect(pagesOf(95, 105, 100, 50)).toEqual([0, 1]);
  expect(pagesOf(100, 200, 100, 50)).toEqual([1]);
  expect(pagesOf(4_990, 5_100, 100, 50)).toEqual([49]);
  expect(pagesOf(0, 0, 100, 0)).toEqual([]);
});

test("a jump to the end asks for the last pages only, by their cursors", async () => {
  const host = people(100_000);
  const { model, stop } = living(members);
  await settle();
  expect(model.total).toBe(100_000);
  model.see(99_960, 100_000);
  await settle();
  expect(host.of("members.list").map((args) => args.after)).toEqual([null, "c999"]);
  expect(model.row(99_999)?.id).toBe("m99999");
  expect(model.row(5)).toBeUndefined();
  expect(host.of("members.list").every((args) => args.limit === PAGE)).toBe(true);
  stop();
});

test("while a new filter is asked for, the old rows stay and old cursors are not used for it", async () => {
  const host = people(1_000);
  const { model, stop } = living(members);
  model.see(0, 20);
  await settle();
  const before = host.of("members.list").length;
  window.location.hash = to("members", [], { q: "am" });
  await settle();
  expect(model.total).toBe(3);
  expect(model.row(0)?.id).toBe("mam0");
  const later = host.of("members.list").slice(before);
  expect(later.every((args) => args.filter.text === "am" && args.after === null)).toBe(true);
  stop();
});

test("rows stay until the new anchors are here", async () => {
  const waiting = later<{ total: number; cursors: (string | null)[] }>();
  fakeHost({
    "members.anchors": ({ filter }) => (filter.kind === "bots" ? waiting.promise : { total: 50, cursors: [null] }),
    "members.list": () => ({ rows: [row(0)], next: null }),
  });
  const { model, stop } = living(members);
  model.see(0, 20);
  await settle();
  model.choose("bots");
  await settle();
  expect(model.filter.kind).toBe("bots");
  expect(model.row(0)?.id).toBe("m0");
  expect(model.busy).toBe(true);
  waiting.answer({ total: 0, cursors: [] });
  await settle();
  expect(model.total).toBe(0);
  stop();
});

test("what is typed reaches the address a little later, once", async () => {
  people(10);
  const { model, stop } = living(members);
  await settle();
  model.text = "a";
  model.text = "am";
  expect(here().params.get("q")).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(here().params.get("q")).toBe("am");
  stop();
});

test("a header orders by its column, and turns the order around the second time", async () => {
  people(10);
  const { model, stop } = living(members);
  await settle();
  expect([model.sort, model.descending]).toEqual(["last", true]);
  model.order("name");
  expect([model.sort, model.descending]).toEqual(["name", false]);
  model.order("name");
  expect([model.sort, model.descending]).toEqual(["name", true]);
  model.order("messages");
  expect([model.sort, model.descending]).toEqual(["messages", true]);
  model.order("messages");
  expect([model.sort, model.descending]).toEqual(["messages", false]);
  stop();
});

test("how many pairs may be one person is known without asking for any of them", async () => {
  const host = fakeHost({ "members.anchors": () => ({ total: 1, cursors: [null] }), "members.list": () => ({ rows: [row(0)], next: null }), "duplicates.list": () => ({ pairs: [], total: 12 }) });
  const { model, stop } = living(members);
  expect(model.pairs).toBe(0);
  await settle();
  expect(model.pairs).toBe(12);
  expect(host.of("duplicates.list")).toEqual([{ member: null, skip: 0, limit: 0 }]);
  stop();
});

test("nonsense in the address is the default", () => {
  expect(asked(new URLSearchParams("kind=cats&seen=&sort=shoe&left=maybe"))).toEqual({
    filter: { text: "", kind: "people", seen: "any", without_team: false, segment: null, left: false },
    sort: "last",
    descending: true,
  });
});

test("people without the team are one choice among others", async () => {
  const { model } = living(members);
  await settle();
  model.choose("no-team");
  await settle();
  expect([model.who, model.filter.kind, model.filter.without_team]).toEqual(["no-team", "people", true]);
  model.choose("team");
  await settle();
  expect([model.who, model.filter.kind, model.filter.without_team]).toEqual(["team", "team", false]);
});
