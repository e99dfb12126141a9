// The steps of an import, from a path to the list of what was done.
import { beforeEach, expect, test } from "vitest";
import type { Import, Inspected } from "../../api/bindings";
import { fakeHost, living, settle } from "../../dev/fake.svelte";
import { here, to } from "../../router";
import { imports, share } from "./model.svelte";

const archive: Inspected = {
  path: "/a.zip", name: "a.zip", kind: "slack_export", workspace: "A", bytes: 1, channels: 3, private_channels: 2, direct: 0,
  day_files: 9, people: 4, first_on: null, last_on: null, known_source: null, unfinished: "i9", imported_before: null,
};
const one = (id: string, state: Import["state"]) => ({ id, state, files_done: 0, files_total: 0 }) as Import;

beforeEach(() => {
  window.location.hash = to("import");
});

const common = {
  about: () => ({ version: "1", sqlite: "3", webview: null, folder: "", file: null, can_pick_files: true }),
  "imports.list": () => ({ imports: [one("i1", "done"), one("i2", "running"), one("i3", "cancelling"), one("i4", "failed")] }),
  "imports.inspect": () => archive,
};

test("a chosen archive is looked into before anything is read", async () => {
  const host = fakeHost({ ...common, "archive.pick": () => ({ path: "/a.zip" }) });
  const { model, stop } = living(imports);
  await settle();
  expect(host.of("imports.inspect")).toHaveLength(0);
  await model.pick(false);
  await settle();
  expect(here().params.get("path")).toBe("/a.zip");
  expect(host.of("imports.inspect")).toEqual([{ path: "/a.zip" }]);
  expect(model.inspected.data?.channels).toBe(3);
  stop();
});

test("closing the file dialog chooses nothing", async () => {
  fakeHost({ ...common, "archive.pick": () => ({ path: null }) });
  const { model, stop } = living(imports);
  await model.pick(true);
  await settle();
  expect(model.path).toBeNull();
  stop();
});

test("private conversations are brought only when asked for, and only when there are any", async () => {
  window.location.hash = to("import", [], { path: "/a.zip" });
  const host = fakeHost({ ...common, "imports.start": () => ({ id: "i5" }) });
  const { model, stop } = living(imports);
  await settle();
  await model.start();
  expect(host.of("imports.start").at(-1)).toEqual({ path: "/a.zip", private_channels: false, direct: false });
  expect(here().params.get("path")).toBeNull();
  window.location.hash = to("import", [], { path: "/a.zip" });
  await settle();
  model.privateChannels = true;
  model.direct = true;
  await model.start();
  expect(host.of("imports.start").at(-1)).toEqual({ path: "/a.zip", private_channels: true, direct: false });
  stop();
});

test("a refusal stays beside the form, and the form stays", async () => {
  window.location.hash = to("import", [], { path: "/a.zip" });
  fakeHost({
    ...common,
    "imports.start": () => {
      throw { code: "Invalid", message: "the archive has changed", field: "path" };
    },
  });
  const { model, stop } = living(imports);
  await settle();
  await model.start();
  await settle();
  expect(model.error?.message).toBe("the archive has changed");
  expect(model.path).toBe("/a.zip");
  expect(model.starting).toBe(false);
  stop();
});

test("cancelling is asked for twice", async () => {
  const host = fakeHost({ ...common, "imports.cancel": () => ({}) });
  const { model, stop } = living(imports);
  await settle();
  expect(model.running.map((each) => each.id)).toEqual(["i2", "i3"]);
  expect(model.past.map((each) => each.id)).toEqual(["i1", "i4"]);
  model.askToCancel(model.running[0]!);
  expect(host.of("imports.cancel")).toHaveLength(0);
  model.keepGoing();
  await model.cancel();
  expect(host.of("imports.cancel")).toHaveLength(0);
  model.askToCancel(model.running[0]!);
  await model.cancel();
  expect(host.of("imports.cancel")).toEqual([{ id: "i2" }]);
  stop();
});

test("an unfinished import can go on", async () => {
  window.location.hash = to("import", [], { path: "/a.zip" });
  const host = fakeHost({ ...common, "imports.resume": () => ({ id: "i9" }) });
  const { model, stop } = living(imports);
  await settle();
  await model.resume(model.inspected.data!.unfinished!);
  expect(host.of("imports.resume")).toEqual([{ id: "i9" }]);
  expect(here().params.get("path")).toBeNull();
  stop();
});

test("the share is never more than all and never nonsense", () => {
  expect(share({ ...one("x", "running"), files_done: 5, files_total: 0 })).toBe(0);
  expect(share({ ...one("x", "running"), files_done: 5, files_total: 4 })).toBe(100);
  expect(share({ ...one("x", "running"), files_done: 1, files_total: 3 })).toBe(33);
});
