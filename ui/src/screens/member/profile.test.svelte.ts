// Fields are edited one at a time; what is sent says whether the source is followed or known to be wrong.
import { expect, test } from "vitest";
import type { Member } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { makeMember, makeMembers } from "../../dev/people";
import { profile, rowsOf, valueOf, type Row } from "./profile.svelte";
import { tags } from "./tags.svelte";

const amina: Member = makeMember(makeMembers(1)[0]!, [], []);
const row = (field: string): Row => rowsOf(amina).find((one) => one.field === field)!;

test("what is typed becomes what the field holds", () => {
  expect(valueOf(row("skills"), " Rust,, Soil ")).toEqual(["Rust", "Soil"]);
  expect(valueOf(row("links"), "example.org\n https://example.com ")).toEqual(["example.org", "https://example.com"]);
  expect(valueOf(row("custom:cf2"), "no")).toBe(false);
  expect(valueOf(row("custom:cf1"), "")).toBeNull();
  expect(valueOf(row("pronouns"), "  she/her ")).toBe("she/her");
});

test("a field is kept over its source, emptied over it, or given back to it", async () => {
  const host = fakeHost({ "members.edit": () => ({}) });
  const { model, stop } = living(() => profile(() => "m0"));
  model.edit(row("pronouns"));
  model.typed = "she/her";
  await model.save(row("pronouns"));
  expect(model.editing).toBeNull();
  model.edit(row("pronouns"));
  model.typed = "";
  await model.save(row("pronouns"));
  await model.follow(row("pronouns"));
  model.edit(row("roles"));
  model.typed = "";
  await model.save(row("roles"));
  model.edit(row("title"));
  await model.save(row("title"));
  const sent = host.of("members.edit").map((args) => args.changes[0]);
  expect(sent).toEqual([
    { field: "pronouns", value: "she/her", reset: false },
    { field: "pronouns", value: null, reset: false },
    { field: "pronouns", value: null, reset: true },
    { field: "roles", value: null, reset: true },
  ]);
  stop();
});

test("a refused value stays in its field, with the reason", async () => {
  fakeHost({
    "members.edit": () => {
      throw { code: "Invalid", message: "this is not an e-mail address", field: "email" };
    },
  });
  const { model, stop } = living(() => profile(() => "m0"));
  model.edit(row("email"));
  model.typed = "amina";
  await model.save(row("email"));
  expect([model.editing, model.typed, model.error?.field]).toEqual(["email", "amina", "email"]);
  stop();
});

test("a tag that is not there yet is made and given in one go", async () => {
  const host = fakeHost({ "tags.list": () => ({ tags: [{ id: "t1", name: "Speaker", colour: 0, members: 3 }] }), "tags.create": ({ name, colour }) => ({ id: "t2", name, colour }), "members.tag": () => ({ changed: 1 }) });
  const { model, stop } = living(() => tags(() => ({ ...amina, tags: [] })));
  await settle();
  model.begin();
  expect(model.options.map((one) => one.label)).toEqual(["Speaker"]);
  model.text = " Host ";
  await settle();
  const made = model.options.at(-1)!;
  // The field that offers it shows its words before it says which one was picked.
  model.text = made.label;
  await model.pick(made.id);
  expect(host.of("tags.create")).toEqual([{ name: "Host", colour: 1 }]);
  expect(host.of("members.tag")).toEqual([{ tag: "t2", members: ["m0"] }]);
  stop();
});
