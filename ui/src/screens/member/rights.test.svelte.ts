// Erasing: nothing happens before the name stands there exactly.
import { expect, test } from "vitest";
import type { Member, MemberTraces } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { here } from "../../router";
import { rights } from "./rights.svelte";

const traces: MemberTraces = {
  traces: { name: "Ada", accounts: 1, messages: 3, happenings: 0, reactions: 1, memberships: 0, profile: 0, notes: 1, written_to: 0, mentions: 2 },
  copies: 1,
};

test("somebody is erased by the name, typed, and by nothing else", async () => {
  const erased: string[] = [];
  fakeHost({
    "members.traces": () => traces,
    "members.erase": ({ name }) => {
      erased.push(name);
      return traces;
    },
  });
  const { model, stop } = living(() => rights(() => ({ id: "m1", name: "Ada" }) as Member));
  await model.ask();
  expect(model.found?.traces.messages).toBe(3);
  model.typed = "ada";
  expect(model.ready).toBe(false);
  await model.erase();
  expect(erased).toEqual([]);
  expect(model.wrong).toBe(true);
  model.typed = " Ada ";
  expect(model.ready).toBe(true);
  await model.erase();
  await settle();
  expect(erased).toEqual(["Ada"]);
  expect(model.asking).toBe(false);
  expect(here().screen).toBe("members");
  stop();
});
