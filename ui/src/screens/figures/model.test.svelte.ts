// Figures: what is typed, kept, brought by a file, and said of what cannot be kept.
import { beforeEach, expect, test } from "vitest";
import type { Commands, FiguresKept } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { to } from "../../router";
import { figures } from "./model.svelte";
import { figureNames, kindWords, stepWords } from "./names";

const kept: FiguresKept = {
  figures: [{ kind: "tickets", money: false, count: 1 }, { kind: "revenue_members", money: true, count: 0 }],
  sheets: [{ sheet: "feedback", steps: ["new", "passed_on", "told"], first: "new", kinds: ["bug", "wish"], count: 1 }, { sheet: "lead", steps: ["subscriber", "lead"], first: null, kinds: [], count: 0 }],
  factors: [{ id: "ticket_cost", value: 35, source: "Khoros", own: false, most: 1_000_000 }],
  currency: "EUR",
};

function core(more: Parameters<typeof fakeHost>[0] = {}) {
  return fakeHost({
    about: () => ({ version: "1", sqlite: "3", webview: null, folder: "", file: null, can_pick_files: false }),
    "figures.kept": () => kept,
    "figures.list": ({ kind }) => ({ figures: [{ id: "n1", kind, period: "2024-05", label: "", value: 120, amount: "120", currency: null, note: "" }], more: false }),
    "matters.list": () => ({ matters: [{ id: "x1", label: "Ripe pears", member: "m1", name: "Ada", activity: null, space: null, area: "shop", kind: "wish", voters: 3, note: "", state: "passed_on", steps: [{ step: "new", moment: "2024-05-01" }, { step: "passed_on", moment: "2024-05-02" }] }], more: false }),
    "figures.save": () => ({ put: "new" }),
    "matters.save": () => ({}),
    ...more,
  });
}

beforeEach(() => {
  window.location.hash = to("figures");
});

test("a number is typed, and the next one begins empty", async () => {
  const host = core();
  const { model } = living(figures);
  await settle();
  model.change({ period: "2024-06" });
  model.change({ amount: "1,300" });
  await model.save();
  expect(host.of("figures.save")).toEqual([{ id: null, figure: { kind: "tickets", period: "2024-06", label: "", amount: "1,300", currency: null, note: "" } }]);
  expect(model.form).toMatchObject({ id: null, period: "", amount: "" });
});

test("what cannot be kept stays typed, with the reason beside its field", async () => {
  core({ "figures.save": () => { throw { code: "Invalid", message: "write a number", field: "amount" }; } });
  const { model } = living(figures);
  await settle();
  model.change({ period: "2024-06", amount: "many" });
  await model.save();
  expect(model.wrong("amount")).toBe("write a number");
  expect(model.form).toMatchObject({ period: "2024-06", amount: "many" });
  model.change({ amount: "1" });
  expect(model.wrong("amount")).toBe("");
});

test("a number that is changed keeps its id; another kind begins anew", async () => {
  const host = core();
  const { model } = living(figures);
  await settle();
  model.edit("n1");
  model.change({ amount: "130" });
  window.location.hash = to("figures", ["revenue_members"]);
  await settle();
  expect(model.form).toMatchObject({ id: null, kind: "revenue_members", amount: "" });
  window.location.hash = to("figures", ["tickets"]);
  await settle();
  await model.save();
  expect(host.of("figures.save")[0]).toMatchObject({ id: "n1", figure: { amount: "130", period: "2024-05" } });
});

test("an entry begins today and says only the steps that have a day", async () => {
  window.location.hash = to("figures", ["feedback"]);
  const host = core();
  const { model } = living(figures);
  await settle();
  expect(model.draft!.steps.new).toMatch(/^\d{4}-\d\d-\d\d$/);
  model.changeEntry({ label: "Less rain", kind: "wish" });
  model.step("new", "2024-05-03");
  await model.saveEntry();
  const [saved] = host.of("matters.save") as Commands["matters.save"][0][];
  expect(saved).toMatchObject({ id: null, matter: { sheet: "feedback", label: "Less rain", kind: "wish", steps: [{ step: "new", moment: "2024-05-03" }] } });
});

test("feedback that begins with a message carries it, once", async () => {
  window.location.hash = to("figures", ["feedback"], { message: "77", by: "m1", name: "Ada" });
  const host = core();
  const { model } = living(figures);
  await settle();
  expect(model.draft).toMatchObject({ label: "", member: "m1", activity: "77" });
  expect(model.who).toBe("Ada");
  model.changeEntry({ label: "The door sticks" });
  expect(model.who).toBe("Ada");
  await model.saveEntry();
  await settle();
  expect(host.of("matters.save")[0]).toMatchObject({ matter: { activity: "77", member: "m1", label: "The door sticks" } });
  expect(model.draft).toMatchObject({ label: "", member: null, activity: null });
});

test("an entry that is changed has its member; another name lets go of it", async () => {
  window.location.hash = to("figures", ["feedback"]);
  core({ "members.list": () => ({ rows: [], next: null }) });
  const { model } = living(figures);
  await settle();
  model.editEntry(model.matters.data!.matters[0]!, "feedback", ["new", "passed_on", "told"]);
  expect(model.draft).toMatchObject({ id: "x1", member: "m1", steps: { new: "2024-05-01", passed_on: "2024-05-02", told: "" } });
  expect(model.who).toBe("Ada");
  model.who = "Ad";
  expect(model.draft!.member).toBeNull();
});

test("a file is looked at before it is imported", async () => {
  const preview = { new: 2, changed: 0, same: 1, wrong: 1, rows: [], errors: [], unused: [] };
  const host = core({ "figures.preview": () => preview, "figures.bring": () => preview });
  const { model } = living(figures);
  await settle();
  model.brought.begin();
  model.brought.path = " /t.csv ";
  await model.brought.look();
  expect(model.brought.tried).toEqual(preview);
  expect(host.of("figures.bring")).toEqual([]);
  await model.brought.take();
  expect(host.of("figures.bring")).toEqual([{ path: "/t.csv", kind: "tickets" }]);
  expect(model.brought.open).toBe(false);
});

test("every kind and step has words", () => {
  for (const { name, hint } of Object.values(figureNames)) expect(name.startsWith("figure-") || hint.startsWith("figure-")).toBe(false);
  for (const step of ["new", "sales_lead", "bounced", "acknowledged"]) expect(stepWords(step)).toMatch(/^[A-Z]/);
  for (const kind of ["bug", "elsewhere", "not_identified"]) expect(kindWords(kind)).toMatch(/^[A-Z]/);
});
