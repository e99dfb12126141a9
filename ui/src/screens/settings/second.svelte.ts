// Choosing a folder for the second copy, and the passphrase that the copies are sealed with.
import { call } from "../../api/call";
import { asApiError } from "../../api/errors";
import { sentence } from "../../format";
import { notice } from "../../notice.svelte";
import { t } from "../../words";

type Field = "passphrase" | "repeated" | "path" | "keys" | "keys-repeated" | "";

/** The form. `known` says whether copies are sealed already by a passphrase that can stay. */
export function second(known: () => boolean, ondone: () => void) {
  let open = $state(false);
  let sealed = $state(true);
  let passphrase = $state("");
  let repeated = $state("");
  let path: string | null = $state(null);
  let keys: string | null = $state(null);
  let keysRepeated = $state("");
  let wrong: { field: Field; message: string } = $state({ field: "", message: "" });
  let busy = $state(false);

  const say = (field: Field, message: string) => {
    wrong = { field, message };
  };

  function close(): void {
    open = false;
    passphrase = repeated = keysRepeated = "";
    path = keys = null;
    say("", "");
  }

  /** Chooses the folder, or stays with the one there is. */
  async function choose(stay: boolean): Promise<void> {
    if (busy) return;
    say("", "");
    if (sealed && !passphrase && !known()) return say("passphrase", t("backups-passphrase-needed"));
    // A slip in it now would close the copies for good.
    if (sealed && passphrase !== repeated) return say("repeated", sentence(t("keys-differ")));
    if (keys !== null && keys !== keysRepeated) return say("keys-repeated", sentence(t("keys-differ")));
    busy = true;
    try {
      if (keys) await call("secrets.unlock", { passphrase: keys });
      await call("backups.elsewhere", { on: true, path: stay ? null : path, plain: !sealed, passphrase: sealed && passphrase ? passphrase : null, stay });
      close();
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.field === "keyring") {
        keys ??= "";
        say("keys", t("backups-no-keyring"));
      } else if (keys !== null && error.field === "passphrase") say("keys", sentence(error.message));
      else if (error.field === "path" && path === null && !stay) path = "";
      else if (error.field === "passphrase" || error.field === "path") say(error.field, sentence(error.message));
      else say("", sentence(notice(thrown)?.message ?? error.message));
    } finally {
      busy = false;
      ondone();
    }
  }

  return {
    get open() {
      return open;
    },
    begin(): void {
      open = true;
    },
    close,
    choose,
    get busy() {
      return busy;
    },
    get wrong() {
      return wrong;
    },
    get sealed() {
      return sealed;
    },
    set sealed(value: boolean) {
      sealed = value;
    },
    get passphrase() {
      return passphrase;
    },
    set passphrase(value: string) {
      passphrase = value;
    },
    get repeated() {
      return repeated;
    },
    set repeated(value: string) {
      repeated = value;
    },
    get path() {
      return path;
    },
    set path(value: string | null) {
      path = value;
    },
    get keys() {
      return keys;
    },
    set keys(value: string | null) {
      keys = value;
    },
    get keysRepeated() {
      return keysRepeated;
    },
    set keysRepeated(value: string) {
      keysRepeated = value;
    },
  };
}
