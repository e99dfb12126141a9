// The first run: finding a zone, and errors beside their fields.
import { expect, test } from "vitest";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { matching, welcome } from "./model.svelte";

const zones = ["America/New_York", "Europe/Berlin", "Europe/Lisbon"];

test("zones are found the way people write them", () => {
  expect(matching(zones, "new york")).toEqual(["America/New_York"]);
  expect(matching(zones, "europe ber")).toEqual(["Europe/Berlin"]);
  expect(matching(zones, "")).toEqual(zones);
});

test("the zone of this computer is offered, and what was chosen is sent", async () => {
  const host = fakeHost({ zones: () => ({ zones, here: "Europe/Lisbon" }), "communities.create": () => ({}) as never });
  let made = 0;
  const { model, stop } = living(() => welcome(() => made++));
  await settle();
  expect(model.zone).toBe("Europe/Lisbon");
  expect(model.zones).toEqual(zones);
  model.name = "  Greenhouse ";
  model.toggle(5);
  model.toggle(7);
  await model.create();
  expect(host.of("communities.create")).toEqual([
    { name: "Greenhouse", zone: "Europe/Lisbon", hours: { days: [1, 2, 3, 4, 7], from: "09:00", to: "17:00" } },
  ]);
  expect(made).toBe(1);
  stop();
});

test("a refused name is marked and nothing is made", async () => {
  fakeHost({
    zones: () => ({ zones, here: "Europe/Lisbon" }),
    "communities.create": () => {
      throw { code: "Invalid", message: "a name is needed", field: "name" };
    },
  });
  let made = 0;
  const { model, stop } = living(() => welcome(() => made++));
  await settle();
  await model.create();
  expect(model.error).toMatchObject({ field: "name" });
  expect(made).toBe(0);
  stop();
});
