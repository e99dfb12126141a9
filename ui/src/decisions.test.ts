// Decisions about flags: the mildest of each kind is one press away, and what Kith has no word for is the forum's own.
import { expect, test } from "vitest";
import { decisionName, sorted } from "./decisions";

const actions = (...names: string[]) => names.map((name) => ({ name, label: `their ${name}` }));

test("deleting is never one press away", () => {
  const { near, more } = sorted(actions("delete_and_agree", "agree_and_keep", "agree_and_hide", "disagree", "delete_and_ignore", "ignore_and_do_nothing"));
  expect(near.map((one) => one.name)).toEqual(["agree_and_hide", "disagree", "ignore_and_do_nothing"]);
  expect(more.map((one) => one.name)).toEqual(["delete_and_agree", "agree_and_keep", "delete_and_ignore"]);
});

test("nothing that is offered is lost, and its words are ours where we have them", () => {
  const { near, more } = sorted(actions("approve_post", "reject_post", "approve_and_pin"));
  expect([...near, ...more]).toHaveLength(3);
  expect(decisionName({ name: "approve_post", label: "Annehmen" })).toBe("Approve");
  expect(decisionName({ name: "approve_and_pin", label: "Annehmen und anheften" })).toBe("Annehmen und anheften");
  expect(decisionName({ name: "approve_and_pin", label: "" })).toBe("approve and pin");
});
