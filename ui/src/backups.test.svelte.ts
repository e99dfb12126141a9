// Backups: what Home says of them, and that going back asks for what was looked at.
import { expect, test } from "vitest";
import type { BackupList, BackupRow, RestorePreview } from "./api/bindings";
import { backups, backupsLine } from "./backups.svelte";
import { fakeHost, living, settle } from "./dev/fake.svelte";

const row = (name: string, state: BackupRow["state"]): BackupRow => ({ name, at: 1, why: "daily", bytes: 9, state, checked_at: 1, trouble: "", shrunk: [], ahead: false, held: null });
const list: BackupList = {
  backups: [row("newest.db", "broken"), row("older.db", "whole")],
  folder: "",
  last_good_at: 1,
  old: false,
  trouble: null,
  running: false,
  elsewhere: { state: "none", folder: null, sealed: false, newest_at: null, readable: 0, trouble: null },
  rehearsed: null,
  restored_at: null,
  restored_of: null,
  restored_waiting: 0,
  damage: null,
};

test("Home speaks of damage first, of a drive only after days, and mostly of nothing", () => {
  const now = 10 * 24 * 3_600_000;
  const away = { state: "missing", newest_at: now - 3_600_000 };
  expect(backupsLine(list, now)).toBe("");
  expect(backupsLine({ ...list, elsewhere: away }, now)).toBe("");
  expect(backupsLine({ ...list, elsewhere: { ...away, newest_at: 0 } }, now)).not.toBe("");
  expect(backupsLine({ ...list, old: true, restored_at: 3, damage: "a page" }, now)).toContain("damaged");
});

test("what is restored is what was looked at, and a broken one is not the newest good one", async () => {
  const preview: RestorePreview = { backup: row("older.db", "whole"), community: "", other: false, ok: true, trouble: "", here: null, there: { counts: [], newest_at: null } };
  const host = fakeHost({ "backups.list": () => list, "backups.preview": () => preview, "backups.restore": () => ({ of: 1, folder: "F" }) });
  const { model, stop } = living(() => backups(() => "C"));
  await settle();
  expect(model.newestGood?.name).toBe("older.db");
  expect(await model.restore()).toBe(false);
  await model.look(list.backups[1]!);
  expect(await model.restore()).toBe(true);
  expect(host.of("backups.restore")).toEqual([{ name: "older.db", path: null, passphrase: null, community: "C" }]);
  expect(model.preview).toBe(null);
  stop();
});

test("a sealed copy asks for its passphrase, and says only of a typed one that it is wrong", async () => {
  const preview: RestorePreview = { backup: row("older.db", "whole"), community: "", other: false, ok: true, trouble: "", here: null, there: { counts: [], newest_at: null } };
  const host = fakeHost({
    "backups.list": () => list,
    "backups.preview": ({ passphrase }) => {
      if (passphrase !== "right one") throw { code: "Invalid", field: "passphrase", message: "it does not open" };
      return preview;
    },
    "backups.restore": () => ({ of: 1, folder: "F" }),
  });
  const { model, stop } = living(() => backups(() => null));
  await settle();
  await model.lookAt("/drive");
  expect([model.sealed, model.wrong]).toEqual(["/drive", ""]);
  await model.unseal("wrong one");
  expect(model.wrong).toBe("It does not open.");
  await model.unseal("right one");
  expect([model.sealed, model.wrong, model.preview]).toEqual([null, "", preview]);
  expect(await model.restore()).toBe(true);
  expect(host.of("backups.restore")).toEqual([{ name: null, path: "/drive", passphrase: "right one", community: null }]);
  stop();
});
