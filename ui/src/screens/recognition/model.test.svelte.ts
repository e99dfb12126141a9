// Recognition: what is due when, the post of the week, and what is ticked off with it.
import { beforeEach, expect, test } from "vitest";
import type { Celebration, Kudos } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { isoDay } from "../../format";
import { to } from "../../router";
import { grouped, recognition, whatWords } from "./model.svelte";

const row = (kind: Celebration["kind"], in_days: number, done = false, number: number | null = 3): Celebration => ({ member: `m-${kind}-${in_days}`, name: "Ada", kind, number, on: "2026-11-22", in_days, occasion: `years ${number}`, done });
const thanks = (id: string, shared: boolean, on = isoDay(Date.now())): Kudos => ({ id, member: "m1", name: "Bo", words: "carried chairs", by: "", on, shared });

function core(rows: Celebration[], kudos: Kudos[] = []) {
  return fakeHost({
    about: () => ({ version: "1", sqlite: "3", webview: null, folder: "", file: null, can_pick_files: false }),
    "recognition.list": () => ({ rows, leap: "before" }),
    "recognition.celebrate": () => ({}),
    "kudos.list": () => ({ rows: kudos, more: false }),
    "kudos.save": () => ({}),
    "birthdays.list": () => ({ rows: [] }),
    "birthdays.set": () => ({}),
    "spaces.list": () => ({ spaces: [] }),
    "sources.list": () => ({ sources: [], secrets: { state: "ready" } }) as never,
    "members.list": () => ({ rows: [{ id: "m9", name: "Chi", handle: null, title: null, is_bot: false, is_team: false, tags: [], left: false, first_at: null, last_at: null, posts: 0, replies: 0, reactions: 0, sources: [] }], next: null }),
  });
}

beforeEach(() => {
  window.location.hash = to("recognition");
});

test("days that were missed are told until they are ticked off, round numbers as news", () => {
  const groups = grouped([row("years", 0), row("birthday", 1), row("birthday", 9), row("years", -2), row("years_seen", -2, true), row("answers", -2), row("first_post", -1, true)]);
  expect(groups.map((group) => [group.id, group.rows.length])).toEqual([["today", 1], ["tomorrow", 1], ["missed", 1], ["soon", 1], ["lately", 1], ["first", 1]]);
  expect(whatWords(row("answers", 0, false, 1000))).toBe("1,000 answers");
  expect(whatWords(row("years", 0, false, 1))).toMatch(/^One year/);
});

test("what was reached is told with the newest first", () => {
  const old = { ...row("answers", -9), on: "2026-11-13" };
  const fresh = { ...row("messages", -1), on: "2026-11-21" };
  expect(grouped([old, fresh])[0]?.rows.map((one) => one.on)).toEqual(["2026-11-21", "2026-11-13"]);
});

test("the post of the week has a line for what several people celebrate, and nothing from long before", async () => {
  window.location.hash = to("recognition", ["post"]);
  const named = (kind: Celebration["kind"], name: string, in_days: number, many: number | null = null): Celebration => ({ ...row(kind, in_days, false, many), name, member: name });
  core([named("first_post", "Ada", -1), named("first_post", "Bo", -6), named("answers", "Chi", -2, 10), named("answers", "Dee", -3, 100), named("answers", "Eve", 0, 10), named("first_post", "Fay", -9)]);
  const { model } = living(recognition);
  await settle();
  expect(model.post.split("\n").slice(2)).toEqual(["- Dee gave 100 answers. Thank you!", "- Chi and Eve gave 10 answers each. Thank you!", "- Welcome Ada and Bo, who wrote here for the first time."]);
});

test("a tick is set, and taken away again", async () => {
  const host = core([row("years", 0)]);
  const { model } = living(recognition);
  await settle();
  await model.tick(row("years", 0));
  await model.tick(row("years", 0, true));
  expect(host.of("recognition.celebrate").map((one) => one.done)).toEqual([true, false]);
});

test("the post of the week has what nobody heard of, and ticks just that off", async () => {
  window.location.hash = to("recognition", ["post"]);
  const host = core([row("birthday", 2), row("years", 0, true), row("years", 9)], [thanks("k1", false), thanks("k2", true), thanks("k3", false, "2020-01-01")]);
  const { model } = living(recognition);
  await settle();
  expect(model.post).toContain("Happy birthday, Ada!");
  expect(model.post.match(/carried chairs/g)).toHaveLength(1);
  expect(model.post).not.toContain("years");
  model.post = "Our own words";
  await model.tickAll();
  expect(host.of("recognition.celebrate")).toEqual([{ occasions: [{ member: "m-birthday-2", occasion: "years 3" }], kudos: ["k1"], done: true, post: null }]);
  expect(model.retyped).toBe(false);
});

test("thanks are for somebody who was chosen, and a birthday has two digits", async () => {
  window.location.hash = to("recognition", ["birthdays"]);
  const host = core([]);
  const { model } = living(recognition);
  await settle();
  model.who = "Ch";
  await settle();
  await model.saveBirth();
  expect(host.of("birthdays.set")).toEqual([]);
  model.pick("m9");
  model.changeBirth({ month: "02", day: "9", how: "said so" });
  await model.saveBirth();
  expect(host.of("birthdays.set")).toEqual([{ member: "m9", day: "02-09", how: "said so" }]);
  expect(model.who).toBe("");
});
