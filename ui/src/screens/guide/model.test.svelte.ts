// Reading and searching: the list of hits is walked in a circle, a hit opens its part, and links leave only through the core.
import { flushSync } from "svelte";
import { beforeEach, expect, test } from "vitest";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { guide } from "./model.svelte";

beforeEach(() => void (window.location.hash = "#/guide/tables"));

test("what is typed lists parts of all pages, and Enter opens one with its words marked", async () => {
  fakeHost({});
  const { model, stop } = living(() => guide());
  await settle();
  expect([model.page?.name, model.listing]).toEqual(["tables", false]);
  model.text = "recovery code";
  flushSync();
  expect(model.listing).toBe(true);
  expect(model.hits.length).toBeGreaterThan(2);
  model.move(-1);
  expect(model.active).toBe(model.hits.length - 1);
  model.move(1);
  model.open(model.hits[model.active]);
  await settle();
  expect([model.page?.name, model.part, model.marked, model.listing]).toEqual(["mentor", "the-private-part", "recovery code", false]);
  model.move(1);
  expect(model.listing).toBe(true);
  model.leave();
  model.leave();
  await settle();
  expect([model.text, model.marked]).toEqual(["", ""]);
  stop();
});

test("a page that is not there is the first one; a link out is asked of the core", async () => {
  window.location.hash = "#/guide/nonsense";
  const host = fakeHost({ "links.guide": ({ address }) => ({ address }) });
  const { model, stop } = living(() => guide());
  await settle();
  expect(model.page?.name).toBe("start");
  expect([model.address("mentor.md#hand-over"), model.address("#find-your-way"), model.address("https://example.org/")]).toEqual(["#/guide/mentor?at=hand-over", "#/guide/start?at=find-your-way", null]);
  await model.follow("https://example.org/");
  expect(host.of("links.guide")).toEqual([{ address: "https://example.org/" }]);
  stop();
});
