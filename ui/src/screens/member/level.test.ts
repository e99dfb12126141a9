// A level is said with the periods that gave it.
import { expect, test } from "vitest";
import type { MemberLevel } from "../../api/bindings";
import { useZone } from "../../format";
import { name, next, why } from "./level";

const month = (from: string, until: string, days: number) => ({ from, until, days });
const contributing: MemberLevel = {
  level: "contributing",
  step: 2,
  needed: 7,
  periods: [month("2026-03-01", "2026-03-31", 9), month("2026-01-01", "2026-01-31", 7)],
  kept_until: "2026-06-30",
  next: "leading",
  next_needed: 30,
  next_period: month("2026-04-01", "2026-06-30", 4),
};

test("a level is said with its step, its months, and how long it is kept", () => {
  // Where a day begins while it is still the day before in Greenwich.
  useZone("Pacific/Auckland");
  expect(name(contributing)).toBe("Contributing II");
  expect(why(contributing)).toBe("Wrote on 7 days or more of a month within a year: March 2026 (9); January 2026 (7). Kept until 30 Jun 2026.");
  expect(next(contributing)).toBe("Leading comes with 30 days: 4 so far in quarter 2 of 2026.");
});

test("only three periods are named, and the highest level has none above it", () => {
  const many = { ...contributing, periods: [1, 2, 3, 4, 5].map((n) => month(`2026-0${n}-01`, `2026-0${n}-28`, 8)), next: null, next_needed: null, next_period: null };
  expect(why(many)).toContain("; 2 more.");
  expect(next(many)).toBeNull();
});
