// The palette: a name means the person, and the list can be walked in a circle.
import { expect, test } from "vitest";
import type { MemberRow } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { watchVault } from "../../vault.svelte";
import { palette } from "./model.svelte";

test("people come first when a name is typed, commands when nothing is", async () => {
  fakeHost({ palette: ({ text }) => ({ people: text ? [{ id: "m1", name: "Sandra" } as MemberRow] : [], spaces: [], notes: [] }) });
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

test("a private note is there while notes are open, and gone with the lock before the core answered", async () => {
  let lock: "open" | "locked" = "open";
  const host = fakeHost({
    palette: () =>
      lock === "open"
        ? { people: [], spaces: [], notes: [{ id: "n1", private: true, text: "her cat", member: "Ada", member_id: "m1" }] }
        : new Promise<never>(() => {}),
    "notes.state": () => ({ lock, by_keyring: true, sealed: 1, in_the_clear: 0, locks_at: null }),
  });
  const { model, stop } = living(() => {
    watchVault();
    return palette(() => [], () => {}, () => {});
  });
  model.text = "cat";
  await settle();
  expect(model.entries.map((entry) => entry.label)).toContain("her cat");
  lock = "locked";
  host.change("Notes");
  // Questions are asked again a little apart.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await settle();
  expect(model.entries.map((entry) => entry.label)).not.toContain("her cat");
  stop();
});
