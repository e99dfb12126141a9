// Members are selected one by one or in a row, and tagged together.
import { expect, test } from "vitest";
import type { MemberRow } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { selection } from "./selection.svelte";

const row = (i: number): MemberRow | undefined => (i === 3 ? undefined : ({ id: `m${i}`, name: `${i}` }) as MemberRow);

test("a range selects what is loaded, and a tag goes to all of it at once", async () => {
  const host = fakeHost({ "tags.list": () => ({ tags: [{ id: "t1", name: "Speaker", colour: 0, members: 3 }] }), "members.tag": () => ({ changed: 4 }), "members.untag": () => ({ changed: 1 }) });
  const { model, stop } = living(() => selection(row));
  model.toggle(row(1)!, 1, false);
  model.toggle(row(5)!, 5, true);
  model.toggle(row(2)!, 2, false);
  expect([...model.ids]).toEqual(["m1", "m4", "m5"]);
  await settle();
  await model.tag("t1");
  await model.untag("t1");
  expect(host.of("members.tag")).toEqual([{ tag: "t1", members: ["m1", "m4", "m5"] }]);
  expect(host.of("members.untag")).toEqual([{ tag: "t1", members: ["m1", "m4", "m5"] }]);
  model.clear();
  expect(model.chosen.size).toBe(0);
  stop();
});
