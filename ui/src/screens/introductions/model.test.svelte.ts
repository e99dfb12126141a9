// Introductions: what opens first, what is drawn and sent, and who is left in peace.
import { beforeEach, expect, test } from "vitest";
import type { IntroductionGroup, IntroductionRound } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { to } from "../../router";
import { introductions, reasonWords, saidOf, whoIn } from "./model.svelte";

const group: IntroductionGroup = { id: "r1 1", made_on: "2026-11-02", people: [{ id: "m1", name: "Ada" }, { id: "m2", name: "Bo" }, { id: "m3", name: "Chi" }], points: 4, reasons: [], state: "proposed", sent_at: null, ask_on: null };
const round: IntroductionRound = { id: "r1", made_on: "2026-11-02", words: "Hello {first_name}", title: "", ask_after: 14, groups: 1, sent: 0, met: 0, not_met: 0 };

function core(due: number, more: Parameters<typeof fakeHost>[0] = {}) {
  return fakeHost({
    about: () => ({ version: "1", sqlite: "3", webview: null, folder: "", file: null, can_pick_files: false }),
    "introductions.rounds": () => ({ rounds: [round], written: 0, met: 0, answered: 0, due: [], due_count: due, words: "", title: "", places: [] }),
    "introductions.round": () => ({ groups: [group], more: false }),
    "introductions.propose": () => ({ groups: [], people: 0, left_out: { out: 1, snoozed: 0, no_contact: 0, team: 2, not_asked: 0 } }),
    "introductions.begin": () => ({ id: "r2", groups: 3 }),
    "introductions.choices": () => ({ rows: [] }),
    "introductions.mark": () => ({}),
    "introductions.send": () => ({}),
    "introductions.choose": () => ({}),
    "segments.list": () => ({ segments: [] }),
    ...more,
  });
}

beforeEach(() => {
  window.location.hash = to("introductions");
});

test("whom to ask opens first, else the newest round", async () => {
  core(2);
  const asked = living(introductions);
  await settle();
  expect(asked.model.wanted).toBe("ask");
  asked.stop();
  core(0);
  const { model } = living(introductions);
  await settle();
  expect(model.wanted).toBe("r1");
});

test("what is shown is what is drawn", async () => {
  window.location.hash = to("introductions", ["new"]);
  const host = core(0);
  const { model } = living(introductions);
  await settle();
  model.change({ active_days: 30, team: true });
  await settle();
  expect(host.of("introductions.propose").at(-1)).toEqual({ options: { active_days: 30, team: true, volunteers: false, segment: null } });
  expect(model.left).toMatch(/2.*team, 1/);
  await model.begin();
  expect(host.of("introductions.begin")[0]).toMatchObject({ options: host.of("introductions.propose").at(-1)!.options, ask_after: 14 });
  await settle();
  expect(model.wanted).toBe("r2");
});

test("messages go out as they stand, and only when all of them can", async () => {
  const letter = (n: number, account: string | null) => ({ member: `m${n}`, name: "A", account, source_name: null, titled: n === 2, title: "T", text: `hello ${n}`, missing: [] });
  let reached = false;
  const host = core(0, { "introductions.letters": () => ({ letters: [letter(1, "a1"), letter(2, reached ? "a2" : null)], together: null }) });
  const { model } = living(introductions);
  await settle();
  await model.write(group);
  expect(model.reached).toBe(false);
  reached = true;
  await model.write(group);
  expect(model.reached).toBe(true);
  model.letters[0]!.text = "changed";
  await model.send();
  expect(host.of("introductions.send")).toEqual([{ group: "r1 1", letters: [{ account: "a1", title: null, text: "changed" }, { account: "a2", title: "T", text: "hello 2" }], together: null }]);
  expect(model.writing).toBeNull();
});

test("another name lets go of whoever was chosen", async () => {
  window.location.hash = to("introductions", ["people"]);
  const host = core(0, { "members.list": () => ({ rows: [{ id: "m1", name: "Ada", handle: null, title: null, is_bot: false, is_team: false, tags: [], left: false, first_at: null, last_at: null, posts: 0, replies: 0, reactions: 0, sources: [] }], next: null }) });
  const { model } = living(introductions);
  await settle();
  model.who = "Ad";
  await settle();
  model.pick("m1");
  expect(model.member).toBe("m1");
  model.who = "Ada L";
  expect(model.member).toBeNull();
  model.pick("m1");
  model.until = "2027-01-01";
  await model.choose();
  expect(host.of("introductions.choose")).toEqual([{ member: "m1", wish: "out", until: "2027-01-01" }]);
});

test("reasons and names are words", () => {
  const plain = { what: "2", who: null, name: "Ada" };
  for (const why of ["interest", "help", "space", "clocks", "common", "strangers", "acquainted", "again"] as const) expect(reasonWords({ why, ...plain })).toMatch(/^[A-Z]/);
  expect(whoIn(group)).toBe("Ada and Bo and Chi");
});

test("all of a group get one message, and each reason is told to whom it concerns", async () => {
  const group: IntroductionGroup = { id: "r1 1", made_on: "2026-01-05", people: [{ id: "m1", name: "Ada" }, { id: "m2", name: "Bo" }, { id: "m3", name: "Cy" }], points: 3, reasons: [{ why: "help", who: "m1", name: "Ada", what: "slugs" }, { why: "interest", who: null, name: null, what: "pears" }, { why: "again", who: null, name: null, what: null }], state: "proposed", sent_at: null, ask_on: null };
  const said = saidOf(group);
  expect(said.map((one) => one.member)).toEqual(["m1", "m2", "m3", null]);
  expect(said[0]!.why).toBe("you are looking for slugs, and may find it here, and you all care about pears");
  expect(said[1]).toMatchObject({ others: "Ada and Cy", why: "Ada is looking for slugs, and you all care about pears" });
  expect(said[3]!.others).toBe("one another");
});
