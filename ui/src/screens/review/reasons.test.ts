// Reasons in words, what is marked on both sides, and the keys.
import { expect, test } from "vitest";
import type { Account, Duplicate, SuggestionReason } from "../../api/bindings";
import { keys } from "../../keys";
import { within } from "./bulk.svelte";
import { act } from "./keys";
import { line, mark, shared, sides, sureness } from "./reasons";

const because = (kind: SuggestionReason["kind"], a: string | null = null, b: string | null = null, how: string | null = null, against = false): SuggestionReason => ({ kind, a, b, how, against });
const said = (...reason: Parameters<typeof because>) => Object.values(line(because(...reason))).join(" ");
const account = (id: string, more: Partial<Account>) => ({ id, source_id: `s ${id}`, source_name: id, name: "", handle: null, email: null, ...more }) as Account;

test("reasons are sentences", () => {
  expect(said("alias", "@ana-lima", "@analima", "same")).toBe("Handle: @ana-lima here, @analima there");
  expect(said("alias", "@ana", "@ana", "same")).toBe("Handle: both @ana");
  expect(said("alias", "ana91", "@ana7", "digits")).toBe("Short name: ana91 here, @ana7 there (but for the digits)");
  expect(said("name", "Bob Smith", "Robert Smith", "nickname")).toBe("Name: Bob Smith / Robert Smith (short form)");
  expect(said("name", "Ana Lima", "Ana Lima", "same")).toBe("Name: both Ana Lima");
  expect(said("address", "a@b.example", null, "verified")).toBe("E-mail: both a@b.example, confirmed at both sources");
  expect(said("other_addresses", "a@b.example", "c@d.example", null, true)).toBe("Different confirmed addresses: a@b.example here, c@d.example there");
  expect(said("far_zones", "Asia/Tokyo", "America/Sao_Paulo", "12", true)).toBe("Far apart: Asia/Tokyo and America/Sao Paulo, 12 hours");
  expect(said("others", null, null, "1", true)).toBe("Others fit too: 1 more member fits as well");
  // A later core may know more reasons than this window.
  expect(said("shoe" as "name", "a", "b")).toBe("Also: a / b");
});

const pair = {
  a: { member: {}, accounts: [account("x", { name: "Bob Smith", handle: "bob", email: "bob@smith.example" }), account("z", { name: "Bob Smith", source_id: "s one" })] },
  b: { member: {}, accounts: [account("y", { name: "Robert Smith", handle: "bob_", email: "r@work.example", source_id: "s one" })] },
  account_a: "x",
  account_b: "y",
  reasons: [because("name", "Bob Smith", "Robert Smith", "nickname"), because("alias", "bob", "@bob_", "same"), because("other_addresses", "bob@smith.example", "r@work.example", null, true), because("same_source", null, null, null, true)],
} as unknown as Duplicate;

test("what agrees is marked on both sides, what differs as well, and only where it is seen", () => {
  const [x, z, y] = [...pair.a.accounts, ...pair.b.accounts] as [Account, Account, Account];
  expect([mark(pair, x, "name"), mark(pair, y, "name"), mark(pair, z, "name")]).toEqual(["agrees", "agrees", null]);
  // What stands before the sign of an address agrees with the handle elsewhere …
  const alike = { ...pair, reasons: pair.reasons.filter((one) => one.kind !== "other_addresses") };
  expect([mark(alike, x, "email"), mark(alike, y, "handle"), mark(alike, x, "handle"), mark(alike, y, "email")]).toEqual(["agrees", "agrees", null, null]);
  // … but where the addresses differ, both are marked so.
  expect([mark(pair, x, "email"), mark(pair, y, "email"), mark(pair, y, "handle")]).toEqual(["differs", "differs", "agrees"]);
});

test("what speaks against stands apart, and one source has its own warning", () => {
  const { why, against } = sides(pair);
  expect([why.length, against.length]).toEqual([2, 1]);
  expect(shared(pair)).toBe("z");
  expect([99, 90, 75, 60].map((one) => sureness(one).split(" ")[0])).toEqual(["Almost", "Very", "Probably", "Perhaps"]);
});

const press = (key: string, more: KeyboardEventInit = {}, target: Element = document.body) => {
  let found: ReturnType<typeof act> = null;
  target.addEventListener("keydown", (event) => (found = act(event as KeyboardEvent)), { once: true });
  target.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true, ...more }));
  return found;
};

test("letters decide, but not while typing, held down, or on the way elsewhere", () => {
  expect(["y", "Enter", "n", "s", "ArrowDown", "ArrowUp", "u", "x"].map((key) => press(key))).toEqual(["same", "same", "apart", "later", "later", "back", "undo", null]);
  expect([press("y", { repeat: true }), press("y", { ctrlKey: true }), press("ArrowDown", { repeat: true })]).toEqual([null, null, "later"]);
  const add = (name: string, role?: string) => {
    const node = document.body.appendChild(document.createElement(name));
    if (role) node.setAttribute("role", role);
    return node;
  };
  expect([press("y", {}, add("input")), press("Enter", {}, add("button")), press("y", {}, add("button")), press("Enter", {}, add("div", "listbox"))]).toEqual([null, null, "same", "card"]);
  keys({ palette() {}, help() {}, filter() {}, go() {}, undo() {}, redo() {}, capture() {}, lock() {}, guide() {} })(new KeyboardEvent("keydown", { key: "g" }));
  expect(press("u")).toBeNull();
});

test("a percentage stays within what can be chosen", () => {
  expect([within(12), within(96.4), within(120), within(NaN)]).toEqual([55, 96, 99, null]);
});
