// Addresses: what goes in comes out.
import { beforeEach, expect, test } from "vitest";
import { here, parse, replace, to, withParams } from "./router";

beforeEach(() => {
  window.location.hash = "";
});

test("an empty address is home", () => {
  expect(parse("").screen).toBe("home");
  expect(parse("#/").screen).toBe("home");
});

test("parts and parameters survive odd letters", () => {
  const address = to("conversations", ["a/b ü", "t?1"], { at: "x&y=z", none: null });
  const place = parse(address);
  expect(place.screen).toBe("conversations");
  expect(place.parts).toEqual(["a/b ü", "t?1"]);
  expect(place.params.get("at")).toBe("x&y=z");
  expect(place.params.has("none")).toBe(false);
});

test("a broken escape is just text", () => {
  expect(parse("#/members/%E0%A4%A").parts).toEqual(["%E0%A4%A"]);
});

test("changing a parameter keeps the others and makes no new step in the history", () => {
  window.location.hash = to("members", [], { kind: "bots", q: "old" });
  const steps = window.history.length;
  replace(withParams({ q: "new", seen: "any" }));
  expect(here().params.get("kind")).toBe("bots");
  expect(here().params.get("q")).toBe("new");
  replace(withParams({ q: null }));
  expect(here().params.has("q")).toBe(false);
  expect(window.history.length).toBe(steps);
});
