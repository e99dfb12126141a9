// Settings: the form is a draft until it is saved.
import { expect, test } from "vitest";
import type { Settings } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { settings } from "./model.svelte";

test("only what was changed is sent, and giving up restores the form", async () => {
  const saved: Settings = { name: "A", zone: "UTC", hours: { days: [1], from: "09:00", to: "17:00" }, theme: "system", keep_raw: true, quiet: { on: false, days: [1], from: "18:00", to: "08:00" }, currency: "EUR" };
  const host = fakeHost({
    "settings.get": () => saved,
    "settings.change": () => saved,
    about: () => ({}) as never,
    zones: () => ({ zones: ["UTC"], here: "UTC" }),
  });
  const { model, stop } = living(settings);
  await settle();
  expect(model.changed).toBe(false);
  model.name = "B";
  model.toggle(2);
  expect(model.changed).toBe(true);
  expect(model.form).toMatchObject({ name: "B", hours: { days: [1, 2] } });
  model.forget();
  expect(model.form?.name).toBe("A");
  model.name = " C ";
  await model.save();
  expect(host.of("settings.change").at(-1)).toEqual({ name: "C", zone: "UTC", hours: saved.hours, theme: null, keep_raw: null });
  await model.theme("dark");
  expect(host.of("settings.change").at(-1)).toEqual({ name: null, zone: null, hours: null, theme: "dark", keep_raw: null });
  stop();
});
