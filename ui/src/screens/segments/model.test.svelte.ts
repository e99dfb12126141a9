// Segments: what is counted, saved, and kept while somebody is still choosing.
import { beforeEach, expect, test } from "vitest";
import type { Commands, Rule, Segment } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { to } from "../../router";
import { segments } from "./model.svelte";
import { fresh, grouped, kinds, row, unrow, whole } from "./rules";

const saved: Segment = { id: "g1", name: "Quiet", rule: { is: "quiet", days: 90 }, created_at: 0, updated_at: 0 };

function core(list: Segment[] = [saved]) {
  const asked: Rule[] = [];
  const kept: Commands["segments.save"][0][] = [];
  const host = fakeHost({
    "segments.list": () => ({ segments: list }),
    "segments.count": ({ rule }) => {
      asked.push(rule);
      return { members: 7, of: 70 };
    },
    "segments.save": (args) => {
      kept.push(args);
      list = [...list.filter((one) => one.id !== args.id), { ...saved, ...args, id: args.id ?? "g9" }];
      host.change("Segments");
      return { id: args.id ?? "g9" };
    },
    "segments.remove": ({ id }) => {
      list = list.filter((one) => one.id !== id);
      host.change("Segments");
      return {};
    },
    "sources.list": () => ({ sources: [] }) as never,
    "spaces.list": () => ({ spaces: [] }),
    "tags.list": () => ({ tags: [{ id: "t1", name: "Speaker", colour: 0, members: 3 }] }) as never,
    "fields.list": () => ({ fields: [{ id: "f1", name: "Shirt" }] }) as never,
    "organisations.list": () => ({ organisations: [] }),
    "events.list": () => ({ rows: [], more: false }),
    "programmes.list": () => ({ rows: [] }),
  });
  return { asked, kept };
}

beforeEach(() => {
  window.location.hash = to("segments");
});

test("a saved rule that is no group is shown as one, and is not changed by that", async () => {
  window.location.hash = to("segments", ["g1"]);
  core();
  const { model } = living(segments);
  await settle();
  expect(model.form?.rule).toEqual({ is: "all", rules: [saved.rule] });
  expect(model.changed).toBe(false);
  expect(model.members("g1")).toBe(7);
});

test("what lacks something is neither counted nor saved", async () => {
  window.location.hash = to("segments", ["new"]);
  const { asked, kept } = core();
  const { model } = living(segments);
  await settle();
  model.name("Speakers");
  model.rule({ is: "all", rules: [{ is: "tag", tag: "" }] });
  const before = asked.length;
  await settle();
  await model.save();
  expect([asked.length, kept.length, model.whole]).toEqual([before, 0, false]);
  model.rule({ is: "all", rules: [{ is: "tag", tag: "t1" }] });
  await settle();
  expect(asked.at(-1)).toEqual({ is: "all", rules: [{ is: "tag", tag: "t1" }] });
  await model.save();
  await settle();
  expect(kept).toEqual([{ id: null, name: "Speakers", rule: { is: "all", rules: [{ is: "tag", tag: "t1" }] } }]);
  expect(window.location.hash).toBe("#/segments/g9");
});

test("a segment is not offered to itself", async () => {
  window.location.hash = to("segments", ["g1"]);
  core([saved, { ...saved, id: "g2", name: "Other" }]);
  const { model } = living(segments);
  await settle();
  expect(model.choices.segment.map((one) => one.id)).toEqual(["g2"]);
  expect(model.choices.tag).toEqual([{ id: "t1", label: "Speaker" }]);
  expect(model.choices.field.at(-1)).toEqual({ id: "custom:f1", label: "Shirt" });
});

test("rows and rules are the same thing", () => {
  for (const kind of kinds) {
    const rule = fresh[kind]();
    expect(unrow(true, rule)).toEqual({ is: "not", rule });
    expect(row(unrow(true, rule))).toEqual({ negated: true, rule });
    expect(row(unrow(false, rule))).toEqual({ negated: false, rule });
  }
  expect(grouped({ is: "any", rules: [] })).toEqual({ is: "any", rules: [] });
});

test("a rule is whole when everything in it is chosen", () => {
  const open = kinds.filter((kind) => !whole(fresh[kind]()));
  expect(open.sort()).toEqual(["field", "joined", "organisation", "segment", "source", "space", "tag"]);
  expect(whole({ is: "all", rules: [] })).toBe(false);
  expect(whole({ is: "seen", days: 0 })).toBe(false);
  expect(whole({ is: "not", rule: { is: "any", rules: [{ is: "bot" }, { is: "seen", days: 4_000 }] } })).toBe(false);
});
