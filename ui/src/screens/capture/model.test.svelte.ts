// About whom a line is.
import { expect, test } from "vitest";
import type { MemberRow } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { capture, nameTyped, withoutName } from "./model.svelte";

test("a name is typed after an @ and ends with the line", () => {
  expect(nameTyped("ask @an")).toBe("an");
  expect(nameTyped("@Anna Sm")).toBe("Anna Sm");
  expect(nameTyped("@")).toBe("");
  expect(nameTyped("mail to anna@example.org")).toBe(null);
  expect(nameTyped("@anna about the talk")).toBe(null);
  expect(withoutName("ask @Anna Sm")).toBe("ask");
});

test("whoever is picked leaves the line and is whom the note is about", async () => {
  const anna = { id: "m7", name: "Anna" } as MemberRow;
  const host = fakeHost({
    palette: () => ({ people: [anna], spaces: [], notes: [] }),
    "notes.understand": ({ line }) => ({ kind: null, text: line, whole: line, due: null, words: null, doubt: null }),
    "notes.state": () => ({ lock: "open", by_keyring: true, sealed: 0, in_the_clear: 0, locks_at: null }),
    "notes.add": () => ({}) as never,
  });
  const { model, stop } = living(() => capture(null));
  model.writing.line = "ask @an";
  await settle();
  expect(model.people).toEqual([anna]);
  model.pick(model.people[model.active]);
  expect([model.member?.name, model.writing.line, model.people]).toEqual(["Anna", "ask ", []]);
  model.writing.line = "ask @ nothing";
  await model.writing.save();
  expect(host.of("notes.add")[0]).toMatchObject({ member: "m7", text: "ask @ nothing" });
  stop();
});
