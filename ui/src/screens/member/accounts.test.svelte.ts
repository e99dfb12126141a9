// Accounts of a person: why they belong, parting, and joining another member with a warning where it is due.
import { expect, test } from "vitest";
import type { Account, Duplicate, Member, MemberRow } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { accounts, common, why } from "./accounts.svelte";

const account = (id: string, source: string, more: Partial<Account> = {}) => ({ id, name: id, source_id: source, source_name: source, link: "own", linked_at: null, ...more }) as Account;
const person = (id: string, list: Account[], more: Partial<Member> = {}) => ({ id, name: id, accounts: list, posts: 3, replies: 4, ...more }) as Member;
const ana = person("ana", [account("ana", "Slack"), account("ana2", "Forum")]);
const bob = person("bob", [account("bob", "Forum")]);
const none = { "duplicates.list": () => ({ pairs: [], total: 0 }) };
const rows = { "members.list": () => ({ rows: [{ id: "ana2", name: "ana", sources: [] }, { id: "bob", name: "bob", handle: "bob", sources: ["Forum"] }] as unknown as MemberRow[], next: null }) };

test("each account says why it is here, unless it is the only one", () => {
  expect(why(account("a", "s"), true)).toBe("");
  expect(why(account("a", "s"), false)).toBe("Here from the beginning");
  expect(why(account("a", "s", { link: "address" }), false)).toBe("Both sources confirmed the same e-mail address");
  expect(why(account("a", "s", { link: "decided", linked_at: Date.UTC(2026, 2, 5, 12) }), false)).toBe("Linked by you on 5 Mar 2026");
});

test("the hint names the other one, whichever side it is on, and leads to this member's pairs", async () => {
  const side = (member: Member) => ({ member, accounts: member.accounts });
  let total = 1;
  let other = bob;
  const host = fakeHost({ "duplicates.list": () => ({ pairs: [{ a: side(other), b: side(ana) } as unknown as Duplicate], total }) });
  const { model, stop } = living(() => accounts(() => ana));
  await settle();
  expect(model.hint).toEqual({ text: "May be the same as bob", address: "#/review?member=ana" });
  total = 3;
  host.change("Members");
  await new Promise((resolve) => setTimeout(resolve, 260));
  await settle();
  expect(model.hint?.text).toBe("May be the same as bob or 2 others");
  // A namesake is told by the handle.
  other = { ...bob, name: "ana", handle: "bobby" };
  total = 1;
  host.change("Members");
  await new Promise((resolve) => setTimeout(resolve, 260));
  await settle();
  expect(model.hint?.text).toBe("May be the same as @bobby");
  stop();
});

test("another member is looked for, shown, and joined; this one stays", async () => {
  const host = fakeHost({ ...none, ...rows, "members.get": () => bob, "members.merge": () => ({ id: "ana", merged: 1 }) });
  const { model, stop } = living(() => accounts(() => ana));
  await settle();
  model.join();
  await model.merge();
  expect(host.of("members.merge")).toEqual([]);
  model.text = "b";
  await settle();
  // An account of the member itself is not offered.
  expect(model.options).toEqual([{ id: "bob", label: "bob", hint: "@bob · Forum" }]);
  model.text = "bob";
  model.choose("bob");
  await settle();
  expect(model.other?.id).toBe("bob");
  expect(model.common).toBe("Forum");
  expect(model.outcome).toContain("with 3 accounts and 14 messages");
  // Typing on means somebody else.
  model.text = "bobb";
  expect(model.other).toBeNull();
  model.choose("bob");
  await settle();
  await model.merge();
  expect(host.of("members.merge")).toEqual([{ a: "ana", b: "bob" }]);
  expect(model.joining).toBe(false);
  stop();
});

test("parting is asked first; refused, the question stays", async () => {
  let refuse = true;
  const host = fakeHost({
    ...none,
    "members.split": () => {
      if (refuse) throw { code: "Conflict", message: "", field: null };
      return {};
    },
  });
  const { model, stop } = living(() => accounts(() => ana));
  await model.part();
  expect(host.of("members.split")).toEqual([]);
  model.ask(ana.accounts[1]!);
  await model.part();
  expect(model.parting?.id).toBe("ana2");
  refuse = false;
  await model.part();
  expect([host.of("members.split").length, model.parting]).toEqual([2, null]);
  stop();
});

test("no warning where the sources differ", () => {
  expect(common([account("a", "Slack")], [account("b", "Forum")])).toBe("");
});
