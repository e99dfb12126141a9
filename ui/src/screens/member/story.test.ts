// The story of a person: everything in one order of time, and nothing before its place is known.
import { expect, test } from "vitest";
import type { Happening, MemberEvent, Note, TimelineItem } from "../../api/bindings";
import { lineOf, weave } from "./story";

const message = (id: string, at: number) => ({ id, at }) as TimelineItem;
const thanks = (id: string, at: number): Happening => ({ id, at, what: { kind: "thanks", words: "chairs", by: "" } });
const note = (id: string, at: number) => ({ id, created_at: at }) as Note;

test("messages, happenings and notes stand in one order of time", () => {
  const all = weave([message("b", 50), message("a", 20)], false, [thanks("t", 30), thanks("old", 1)], [note("n", 60)]);
  expect(all.map((entry) => entry.key)).toEqual(["n n", "m b", "h t", "m a", "h old"]);
});

test("what is older than the messages that are shown waits for them", () => {
  expect(weave([message("b", 50)], true, [thanks("t", 30)], [note("n", 60)]).map((entry) => entry.key)).toEqual(["n n", "m b"]);
  expect(weave([], true, [thanks("t", 30)], [])).toEqual([]);
  expect(weave([], false, [thanks("t", 30)], []).map((entry) => entry.key)).toEqual(["h t"]);
});

test("a message that two pages have, because one of them is older, stands there once", () => {
  const pages = [message("c", 60), message("b", 50), message("b", 50), message("a", 20)];
  expect(weave(pages, false, [], []).map((entry) => entry.key)).toEqual(["m c", "m b", "m a"]);
});

test("a line says what it was and leads there", () => {
  const event: MemberEvent = { event: "e", title: "Autumn", on: "2026-01-05", role: "guest", state: "going", came_at: 5, start_at: 4 };
  expect(lineOf({ kind: "event", event })).toMatchObject({ head: "Event, came:", link: { href: "#/events/e", text: "Autumn" } });
  expect(lineOf({ kind: "case", case: "c", number: 3 }).link).toEqual({ href: "#/conduct/cases/c", text: "case 3" });
  expect(lineOf({ kind: "session", pair: "p", other: "", is_mentor: false }).link).toEqual({ href: "#/mentoring/p", text: "you" });
});
