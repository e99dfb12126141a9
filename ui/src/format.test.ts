// Dates in the community's zone, and names of every kind.
import { beforeEach, expect, test } from "vitest";
import { ago, atWall, bytes, day, initials, isoDay, moment, sentence, startOfDay, time, timeIn, useZone, wall } from "./format";

beforeEach(() => useZone("Europe/Berlin"));

test("a day is the community's day, not this computer's", () => {
  const at = Date.parse("2026-03-05T23:30:00Z");
  expect(day(at)).toBe("6 Mar 2026");
  expect(isoDay(at)).toBe("2026-03-06");
  expect(time(at)).toBe("00:30");
  useZone("America/New_York");
  expect(isoDay(at)).toBe("2026-03-05");
});

test("a zone this web view does not know falls back instead of breaking the window", () => {
  useZone("Mars/Olympus");
  expect(time(0)).toBe("00:00");
  expect(timeIn("Mars/Olympus", 0)).toBeNull();
});

test("a day begins at its own midnight, on both sides of a change of the clock", () => {
  expect(startOfDay("2026-03-29")).toBe(Date.parse("2026-03-28T23:00:00Z"));
  expect(startOfDay("2026-03-30")).toBe(Date.parse("2026-03-29T22:00:00Z"));
  expect(startOfDay("2026-10-25")).toBe(Date.parse("2026-10-24T22:00:00Z"));
  expect(startOfDay("2026-10-26")).toBe(Date.parse("2026-10-25T23:00:00Z"));
  expect(startOfDay("soon")).toBeNull();
});

test("how long ago", () => {
  const now = 1_000_000_000_000;
  expect(ago(now - 10_000, now)).toBe("just now");
  expect(ago(now - 3 * 60_000, now)).toBe("3 minutes ago");
  expect(ago(now - 2 * 86_400_000, now)).toBe("2 days ago");
  expect(ago(now - 400 * 86_400_000, now)).toBe("last year");
});

test("a fragment becomes a sentence", () => {
  expect(sentence("there is no file x.zip")).toBe("There is no file x.zip.");
  expect(sentence("what now?")).toBe("What now?");
  expect(sentence(" ")).toBe("");
});

test("sizes", () => {
  expect(bytes(0)).toBe("0 B");
  expect(bytes(61_230_000)).toBe("61 MB");
  expect(bytes(1_500)).toBe("1.5 kB");
});

test("initials of every kind of name", () => {
  expect(initials("Amina Adeyemi")).toBe("AA");
  expect(initials("x")).toBe("X");
  expect(initials("🌻 Sunny 🌻")).toBe("S");
  expect(initials("田中 さくら")).toBe("田さ");
  expect(initials("ಚಂದ್ರಿಕಾ ತೋಟಗಾರ"), "two of these are wider than a circle").toBe("ಚಂ");
  expect(initials("👩‍👩‍👧‍👦")).toBe("👩‍👩‍👧‍👦");
  expect(initials("")).toBe("?");
});

test("a clock's time is found in the community's zone, and is written back the same", () => {
  useZone("America/Sao_Paulo");
  const at = atWall("2026-03-05 14:05")!;
  expect(new Date(at).toISOString()).toBe("2026-03-05T17:05:00.000Z");
  expect(wall(at)).toBe("2026-03-05 14:05");
  expect(["2026-02-30 10:00", "2026-03-05 24:00", "2026-03-05", "soon", ""].map(atWall)).toEqual([null, null, null, null, null]);
  expect(moment(at, at + 60_000)).toBe("14:05");
  expect(moment(at, at - 3 * 86_400_000)).toBe("Thursday 14:05");
  expect(moment(at, at + 30 * 86_400_000)).toBe("5 Mar 2026, 14:05");
  expect(sentence("forum.example.org cannot be reached")).toBe("forum.example.org cannot be reached.");
  useZone("UTC");
});
