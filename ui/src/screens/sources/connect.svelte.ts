// Connecting a source: which, by which way, with which key; or giving one that is here another key.
import type { ApiError, SignIn, SourceKind, SourceSettings } from "../../api/bindings";
import { call } from "../../api/call";
import { asApiError, present } from "../../api/errors";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { go, here, to } from "../../router";
import { t } from "../../words";

export type Way = "token" | "browser" | "nobody" | "admin";
const POLL_MS = 2_000;

/** Reading what everybody can read, and writing nothing: more is asked for. */
const NOTHING: SourceSettings = { address: null, user: null, name: null, private: false, direct: false, emails: false, write: false };

/** What a token is by its first letters, so that a wrong one is noticed before it is tried. */
export function tokenKind(token: string): "none" | "user" | "bot" | "other" | "unknown" {
  const text = token.trim();
  if (text === "") return "none";
  if (/^xoxp-|^xoxe\.xoxp-/.test(text)) return "user";
  if (/^xoxb-|^xoxe\.xoxb-/.test(text)) return "bot";
  return /^(xapp-|xox)/.test(text) ? "other" : "unknown";
}

const FIELDS = ["address", "user", "secret", "client_id", "payload"];

/** Beside which field an error belongs; what names none is told by who can act. */
export function fieldOf(error: ApiError, kind: SourceKind | null, way: Way): string {
  if (error.field !== null && FIELDS.includes(error.field)) return error.field;
  switch (error.code) {
    case "SignedOut":
    case "Forbidden":
      return way === "browser" ? (kind === "slack" ? "client_id" : "payload") : way === "nobody" ? "address" : "secret";
    case "Offline":
    case "NotFound":
    case "Remote":
      return kind === "discourse" ? "address" : "form";
    default:
      return "form";
  }
}

export function connect() {
  const list = query("sources.list", () => ({}));
  const { params } = here();
  const asked = params.get("kind");
  const kind: SourceKind | null = asked === "slack" || asked === "discourse" ? asked : null;
  const again = params.get("again");
  const settings = $state({ ...NOTHING });
  let way = $state<Way>(kind === "discourse" ? "nobody" : "token");
  let secret = $state("");
  let client = $state("");
  let payload = $state("");
  let busy = $state(false);
  let error: ApiError | null = $state.raw(null);
  let signing: SignIn | null = $state.raw(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let filled = false;

  const source = $derived(list.data?.sources.find((one) => one.id === (again ?? params.get("of"))) ?? null);
  const manifest = query("sources.manifest", () => (kind === "slack" ? { write: settings.write, private: settings.private, direct: settings.direct } : null));
  // What was chosen before is the start of choosing again.
  $effect(() => {
    const before = again ? source?.connection?.settings : undefined;
    if (!before || filled) return;
    filled = true;
    Object.assign(settings, before, { address: before.address ?? source?.address ?? null });
    if (kind === "discourse") way = before.user ? "admin" : "browser";
  });
  $effect(() => stop);

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
    // A late agreement in the browser must not connect what nobody waits for any more.
    if (signing) call("sources.cancel_sign_in", { id: signing.id }).catch(() => undefined);
    signing = null;
  }

  /** What this way can do of what was chosen: nobody writes as nobody. */
  function chosen(): SourceSettings {
    const all = $state.snapshot(settings);
    const text = (value: string | null) => value?.trim() || null;
    const nobody = way === "nobody";
    return {
      ...all,
      address: text(all.address),
      user: way === "admin" ? text(all.user) : null,
      private: kind === "slack" && all.private,
      direct: !nobody && all.direct,
      emails: way === "admin" && all.emails,
      write: !nobody && all.write,
    };
  }

  async function attempt<T>(what: () => Promise<T>): Promise<T | undefined> {
    if (busy) return undefined;
    busy = true;
    error = null;
    try {
      return await what();
    } catch (thrown) {
      fail(asApiError(thrown));
      return undefined;
    } finally {
      busy = false;
    }
  }

  function fail(found: ApiError): void {
    if (["page", "bug"].includes(present(found).place)) notice(found);
    else error = found;
    if (found.code === "KeychainLocked") list.again();
  }

  function poll(id: string): void {
    timer = setTimeout(async () => {
      try {
        const state = await call("sources.sign_in_state", { id });
        if (signing?.id !== id) return;
        if (state.source) go(to("sources"));
        else if (state.error) {
          stop();
          fail(state.error);
        } else poll(id);
      } catch (thrown) {
        if (signing?.id !== id) return;
        stop();
        fail(asApiError(thrown));
      }
    }, POLL_MS);
  }

  const missing = (field: string, message: string): void => {
    error = { code: "Invalid", message, field };
  };

  return {
    list,
    manifest,
    kind,
    again: again !== null,
    settings,
    get source() {
      return source;
    },
    get way() {
      return way;
    },
    set way(value: Way) {
      way = value;
      error = null;
      stop();
    },
    get secret() {
      return secret;
    },
    set secret(value: string) {
      secret = value;
      if (error) error = null;
    },
    get client() {
      return client;
    },
    set client(value: string) {
      client = value;
    },
    get payload() {
      return payload;
    },
    set payload(value: string) {
      payload = value;
    },
    get busy() {
      return busy;
    },
    get signing() {
      return signing;
    },
    get secrets() {
      return list.data?.secrets ?? "ready";
    },
    /** A key is about to be kept, and there is no place for it yet. */
    get blocked(): boolean {
      return way !== "nobody" && list.data !== undefined && list.data.secrets !== "ready";
    },
    /** What is wrong with a field; "form" is what belongs to none. */
    wrong(field: string): string {
      if (!error || fieldOf(error, kind, way) !== field) return "";
      return error.message || t(present(error).title);
    },
    async connect(): Promise<void> {
      if (!kind) return;
      if (kind === "discourse" && !settings.address?.trim()) return missing("address", t("connect-address-missing"));
      if (way !== "nobody" && !secret.trim()) return missing("secret", t("connect-secret-missing"));
      const source_ = again && source ? source.id : null;
      const made = await attempt(() => call("sources.connect", { kind, secret: way === "nobody" ? "" : secret.trim(), settings: chosen(), source: source_ }));
      if (!made) return;
      secret = "";
      go(to("sources"));
    },
    /** `paste`: the key is copied from the forum's page, also where a code would do. */
    async signIn(paste = false): Promise<void> {
      if (kind === "slack" && !client.trim()) return missing("client_id", t("connect-client-missing"));
      if (kind === "discourse" && !settings.address?.trim()) return missing("address", t("connect-address-missing"));
      stop();
      const begun = await attempt(() =>
        kind === "slack"
          ? call("sources.sign_in_slack", { client_id: client.trim(), settings: chosen() })
          : call("sources.sign_in_forum", { settings: chosen(), paste }),
      );
      if (!begun) return;
      signing = begun;
      // With a code, or at Slack, nothing has to be brought back by hand.
      if (kind === "slack" || begun.code !== null) poll(begun.id);
    },
    async finish(): Promise<void> {
      const id = signing?.id;
      if (!id) return;
      if (!payload.trim()) return missing("payload", t("connect-payload-missing"));
      const made = await attempt(() => call("sources.finish_sign_in", { id, payload: payload.trim() }));
      if (!made) return;
      payload = "";
      go(to("sources"));
    },
    cancel: stop,
  };
}

/** Opening the sealed file of keys, or making it. */
export function keys(state: () => "ready" | "locked" | "sealed" | "missing", opened: () => void) {
  let passphrase = $state("");
  let repeated = $state("");
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);
  return {
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
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    async unlock(): Promise<void> {
      if (busy || !passphrase) return;
      // A slip in a passphrase that is chosen now would close the file for good.
      if (state() === "missing" && passphrase !== repeated) {
        error = { code: "Invalid", message: t("keys-differ"), field: "repeated" };
        return;
      }
      busy = true;
      error = null;
      try {
        await call("secrets.unlock", { passphrase });
        passphrase = repeated = "";
        opened();
      } catch (thrown) {
        error = asApiError(thrown);
        if (["page", "bug"].includes(present(error).place)) notice(error);
      }
      busy = false;
    },
  };
}
