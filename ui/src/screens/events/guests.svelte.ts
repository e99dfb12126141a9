// Guests of an event: which are looked at, one that is being typed, and a list that comes from a file.
import { among } from "../../among.svelte";
import type { Guest, GuestsCompared, GuestState, NewGuest } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { toast } from "../../parts/toasts.svelte";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";

const PAGE = 100;
const OFFERED = 8;

export type GuestDraft = NewGuest & { id: string | null };
const nobody = (state: GuestState): GuestDraft => ({ id: null, name: "", email: "", member: null, state, plus: 0, ticket: "", code: "", needs: "" });

export function guests(event: () => string) {
  const about = query("about", () => ({}));
  let text = $state("");
  let state: GuestState | null = $state(null);
  let many = $state(PAGE);
  const whom = among();
  const list = query("guests.list", () => ({ event: event(), text, state, ...whom.asked, skip: 0, limit: many }));
  const attempt = new Attempt();
  let typed: GuestDraft | null = $state(null);
  let chosen: string[] = $state([]);
  let open = $state(false);
  let path = $state("");
  let columns: Record<string, string> = $state({});
  let zone: string | null = $state(null);
  let dayFirst: boolean | null = $state(null);
  let cancelMissing = $state(false);
  let tried: GuestsCompared | null = $state.raw(null);
  const found = query("members.list", () => {
    if (!typed || typed.id || typed.member !== null || typed.name.trim().length < 2) return null;
    return { filter: { text: typed.name.trim(), kind: "people", seen: "any", without_team: false, segment: null, left: true }, sort: "messages", descending: true, after: null, limit: OFFERED };
  });
  const options = $derived((found.data?.rows ?? []).map((row): Option => ({ id: row.id, label: row.name, hint: row.handle ? `@${row.handle}` : "" })));
  const wish = () => ({ event: event(), path: path.trim(), columns: $state.snapshot(columns), zone, day_first: dayFirst, cancel_missing: cancelMissing });

  const look = () =>
    attempt.run(async () => {
      tried = await call("guests.preview", wish());
    });

  return {
    list,
    whom,
    attempt,
    options: () => options,
    get text() {
      return text;
    },
    set text(next: string) {
      text = next;
      many = PAGE;
      chosen = [];
    },
    get state() {
      return state;
    },
    set state(next: GuestState | null) {
      state = next;
      many = PAGE;
      chosen = [];
    },
    get draft() {
      return typed;
    },
    get chosen() {
      return chosen;
    },
    grow(): void {
      if (!list.busy) many = Math.min(many * 2, 500);
    },
    choose(id: string, on: boolean): void {
      chosen = on ? [...chosen, id] : chosen.filter((one) => one !== id);
    },
    chooseAll(on: boolean): void {
      chosen = on ? (list.data?.guests ?? []).map((guest) => guest.id) : [];
    },
    begin(full: boolean, approval: boolean): void {
      typed = nobody(approval ? "pending" : full ? "waiting" : "going");
      open = false;
    },
    edit(guest: Guest): void {
      const { id, name, email, member, state: at, plus, ticket, code, needs } = guest;
      typed = { id, name, email: email ?? "", member, state: at, plus, ticket, code: code ?? "", needs };
      open = false;
      attempt.error = null;
    },
    change(part: Partial<GuestDraft>): void {
      if (typed) typed = { ...typed, ...part };
      attempt.error = null;
    },
    leave(): void {
      typed = null;
      attempt.error = null;
    },
    save: () =>
      attempt.run(async () => {
        if (!typed) return;
        const { id, ...guest } = $state.snapshot(typed);
        await call("guests.save", { event: event(), id, guest });
        typed = id ? null : nobody(guest.state);
        done(t("guest-saved", { what: guest.name }));
      }),
    remove: (guest: Guest) =>
      attempt.run(async () => {
        await call("guests.remove", { id: guest.id });
        typed = null;
        done(t("figure-removed", { what: guest.name }));
      }),
    move: (ids: string[], to: GuestState) =>
      attempt.run(async () => {
        await call("guests.move", { ids, state: to });
        chosen = [];
        done(t("guests-moved", { count: ids.length }));
      }),
    /** The two that are chosen are one person. */
    join: () =>
      attempt.run(async () => {
        const [one, other] = chosen;
        if (!one || !other) return;
        await call("guests.join", { one, other });
        chosen = [];
        done(t("guests-joined"));
      }),
    offer: () =>
      attempt.run(async () => {
        const { offered, expired, free } = await call("guests.offer", { id: event() });
        const words = t("guests-offered", { offered, expired, free });
        if (offered > 0) done(words);
        else toast(words);
      }),
    get open() {
      return open;
    },
    get path() {
      return path;
    },
    set path(next: string) {
      path = next;
      tried = null;
      columns = {};
      attempt.error = null;
    },
    get tried() {
      return tried;
    },
    get canPick(): boolean {
      return about.data?.can_pick_files ?? false;
    },
    get zone() {
      return zone ?? tried?.zone ?? "";
    },
    get dayFirst() {
      return dayFirst;
    },
    get cancelMissing() {
      return cancelMissing;
    },
    set cancelMissing(on: boolean) {
      cancelMissing = on;
    },
    look,
    inZone(next: string): void {
      zone = next.trim() || null;
      void look();
    },
    readDates(first: boolean): void {
      dayFirst = first;
      void look();
    },
    use(header: string, used: string): void {
      columns = { ...columns, [header]: used };
      void look();
    },
    beginFile(): void {
      open = true;
      typed = null;
      attempt.error = null;
    },
    leaveFile(): void {
      open = false;
      path = "";
      tried = null;
      columns = {};
      zone = dayFirst = null;
      cancelMissing = false;
      attempt.error = null;
    },
    async pick(): Promise<void> {
      let picked: string | null = null;
      await attempt.run(async () => {
        picked = (await call("archive.pick", { folder: false })).path;
      });
      if (!picked) return;
      path = picked;
      columns = {};
      await look();
    },
    take: () =>
      attempt.run(async () => {
        // The zone that was shown beside what would change.
        const { diff } = await call("guests.bring", { ...wish(), zone: zone ?? tried?.zone ?? null });
        const count = diff.new + diff.changed + diff.cancelled + (cancelMissing ? diff.missing : 0);
        const words = t("guests-import-done", { count });
        if (count > 0) done(words);
        else toast(words);
        open = false;
        path = "";
        tried = null;
        columns = {};
        cancelMissing = false;
      }),
  };
}

export type GuestsModel = ReturnType<typeof guests>;
