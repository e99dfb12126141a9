// The content calendar: cards go from state to state by keys, plans move, and what is out stays.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ContentPost, MemberRow, Source, SpaceRow } from "../../api/bindings";
import { madeContent } from "../../dev/content";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { steps } from "../../dev/steps";
import { to } from "../../router";
import { isDay, mondayOf, plus, plusMonths, weeksOf } from "../../days";
import { chosen, content } from "./model.svelte";
import { repeatWords } from "./names";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const spaces = ["general", "help", "news"].map((name, i) => ({ id: `c${i}`, name, source_id: "s1", source_name: "Slack", kind: "channel", style: "chat", archived: false })) as unknown as SpaceRow[];
const members = Array.from({ length: 12 }, (_, i) => ({ id: `m${i}`, name: `Member ${i}`, is_bot: false })) as unknown as MemberRow[];

function core(write: boolean) {
  let tell: (...topics: string[]) => void = () => {};
  const done = steps((...topics) => tell(...topics));
  const source = { id: "s1", name: "Slack", kind: "slack", connection: { can_write: write, settings: { write } } } as unknown as Source;
  const host = fakeHost({
    ...madeContent("", members, spaces, done.did, NOW), ...done.answers,
    "spaces.list": () => ({ spaces }), "sources.list": () => ({ sources: [source] }) as never, "members.list": () => ({ rows: members, next: null }),
  });
  tell = host.change;
  return host;
}

let stops: (() => void)[] = [];
function made() {
  const { model, stop } = living(content);
  stops.push(stop);
  return { model, stop };
}
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
});
beforeEach(() => {
  window.location.hash = to("content", ["board"]);
});

const titled = (posts: ContentPost[], start: string) => posts.find((post) => post.title.startsWith(start))!;

test("a card goes into the outbox where one may write, and is somebody's to post where not", async () => {
  for (const write of [true, false]) {
    const host = core(write);
    const { model, stop } = made();
    await settle();
    expect(await model.step(titled(model.posts, "Release notes"), 1)).toBe(true);
    await settle();
    expect([host.of("content.publish").length, host.of("content.move").length]).toEqual(write ? [1, 0] : [0, 1]);
    await vi.waitFor(() => expect(titled(model.posts, "Release notes")).toMatchObject({ state: "scheduled", way: write ? "outbox" : "hand" }));
    stop();
  }
});

test("what has no day is not scheduled, and what goes out by itself is not called published", async () => {
  const host = core(true);
  const { model } = made();
  await settle();
  const thanks = titled(model.posts, "Thank the moderators");
  await model.become(thanks, "scheduled");
  expect(model.edits.draft?.title).toBe(thanks.title);
  expect(await model.step(titled(model.posts, "Question of the week: compost"), 1)).toBe(false);
  expect(await model.step(titled(model.posts, "Question of the week: your best"), 1)).toBe(false);
  expect(host.of("content.move")).toEqual([]);
});

test("a post moves to another day at the same time of the same clock; what is out does not", async () => {
  const host = core(true);
  const { model } = made();
  await settle();
  expect(await model.replan(titled(model.posts, "Release notes"), "2026-12-01")).toBe(true);
  expect(host.of("content.save")[0]?.post).toMatchObject({ planned_on: "2026-12-01", planned_time: "15:00", zone: "Europe/Berlin" });
  expect(await model.replan(titled(model.posts, "Question of the week: your best"), "2026-12-01")).toBe(false);
  expect(host.of("content.save")).toHaveLength(1);
});

test("what was typed is kept as it is, and a refusal stays with its field", async () => {
  const host = core(true);
  const { model } = made();
  await settle();
  model.edits.fresh("2026-12-01");
  model.edits.change({ title: " ", planned_time: "09:00" });
  expect(await model.edits.save()).toBeNull();
  expect([model.edits.wrong("title"), model.edits.fault]).toEqual([true, "write what it is about"]);
  model.edits.change({ title: "New", planned_on: "" });
  model.edits.tags = "one, two,, ";
  expect(await model.edits.save()).not.toBeNull();
  expect(host.of("content.save").at(-1)?.post).toMatchObject({ title: "New", planned_on: null, planned_time: "", tags: ["one", "two"] });
  expect(model.edits.draft).toBeNull();
});

test("places and owners choose what is shown", () => {
  const one = (space: string | null, place: string, owner: string | null) => ({ space, place, owner: owner ? { id: owner, name: owner, is_bot: false } : null }) as ContentPost;
  const posts = [one("c0", "general", "m1"), one(null, "Newsletter", null), one("c1", "help", "m2")];
  expect(chosen(posts, "", "")).toHaveLength(3);
  expect(chosen(posts, ":Newsletter", "")).toEqual([posts[1]]);
  expect(chosen(posts, "c0", "m2")).toEqual([]);
  expect(chosen(posts, "", "none")).toEqual([posts[1]]);
});

test("a month is whole weeks, whatever the clocks do", () => {
  const weeks = weeksOf("2026-03");
  expect([weeks[0]![0], weeks.at(-1)![6], weeks.length]).toEqual(["2026-02-23", "2026-04-05", 6]);
  expect(new Set(weeks.flat()).size).toBe(42);
  expect([plus("2026-03-28", 1), plus("2026-10-25", 1), plus("2026-12-31", 1)]).toEqual(["2026-03-29", "2026-10-26", "2027-01-01"]);
  expect([plusMonths("2026-12", 1), plusMonths("2026-01", -1), mondayOf("2026-11-22")]).toEqual(["2027-01", "2025-12", "2026-11-16"]);
  expect([isDay("2026-02-30x"), isDay("soon"), isDay("2026-02-28")]).toEqual([false, false, true]);
});

test("how often a series comes is told in words", () => {
  expect(repeatWords({ every: "week", weeks: 1, weekday: 2 })).toBe("Every week on Tuesday");
  expect(repeatWords({ every: "week", weeks: 2, weekday: 5 })).toBe("Every 2 weeks on Friday");
  expect(repeatWords({ every: "month_weekday", nth: 0, weekday: 7 })).toBe("Every month on the last Sunday");
});
