// The palette: a name means the person, and the list can be walked in a circle.
import { expect, test } from "vitest";
import type { MemberRow } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { palette } from "./model.svelte";

test("people come first when a name is typed, commands when nothing is", async () => {
  fakeHost({ palette: ({ text }) => ({ people: text ? [{ id: "m1", name: "Sandra" } as MemberRow] : [], spaces: [] }) });
  const { model, stop } = living(() => palette(() => [], () => {}, () => {}));
  await settle();
  expect(model.entries[0]?.group).toBe("Commands");
  model.text = "sa";
  await settle();
  expect(model.entries[0]?.label).toBe("Sandra");
  expect(model.entries.at(-1)?.label).toBe("Search everywhere for “sa”");
  model.move(-1);
  expect(model.active).toBe(model.entries.length - 1);
  model.move(1);
  expect(model.active).toBe(0);
  stop();
});
