// Who applied: which are looked at, one that is being typed, and a file of them.
import { among } from "../../among.svelte";
import type { Applicant, ApplicantRole, ApplicantState, ApplicationsCompared, NewApplication, Programme } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { toast } from "../../parts/toasts.svelte";
import { done } from "../../steps";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";

const PAGE = 100;
const OFFERED = 8;

export type ApplicantDraft = Omit<NewApplication, "capacity" | "answers"> & { id: string | null; capacity: string; answers: Record<string, string> };

export function people(programme: () => Programme) {
  const about = query("about", () => ({}));
  let text = $state("");
  let state: ApplicantState | null = $state(null);
  let role: ApplicantRole | null = $state(null);
  let many = $state(PAGE);
  const whom = among();
  const list = query("applications.list", () => ({ programme: programme().id, text, role, state, ...whom.asked, skip: 0, limit: many }));
  const attempt = new Attempt();
  let typed: ApplicantDraft | null = $state(null);
  let chosen: string[] = $state([]);
  let open = $state(false);
  let path = $state("");
  let columns: Record<string, string> = $state({});
  let everybody: ApplicantRole | null = $state(null);
  let dayFirst: boolean | null = $state(null);
  let tried: ApplicationsCompared | null = $state.raw(null);
  const zones = query("zones", () => (typed ? {} : null));
  const found = query("members.list", () => {
    if (!typed || typed.id || typed.member !== null || (typed.name ?? "").trim().length < 2) return null;
    return { filter: { text: (typed.name ?? "").trim(), kind: "people", seen: "any", without_team: false, segment: null, left: true }, sort: "messages", descending: true, after: null, limit: OFFERED };
  });
  const options = $derived((found.data?.rows ?? []).map((row): Option => ({ id: row.id, label: row.name, hint: row.handle ? `@${row.handle}` : "" })));
  const wish = () => ({ programme: programme().id, path: path.trim(), columns: $state.snapshot(columns), role: everybody, day_first: dayFirst });

  const look = () =>
    attempt.run(async () => {
      tried = await call("applications.preview", wish());
    });

  function leaveFile(): void {
    open = false;
    path = "";
    tried = null;
    columns = {};
    everybody = dayFirst = null;
    attempt.error = null;
  }

  return {
    list,
    whom,
    attempt,
    options: () => options,
    zones: () => zones.data?.zones ?? [],
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
    get role() {
      return role;
    },
    show(nextState: ApplicantState | null, nextRole: ApplicantRole | null): void {
      state = nextState;
      role = nextRole;
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
    choose(id: string, yes: boolean): void {
      chosen = yes ? [...chosen, id] : chosen.filter((one) => one !== id);
    },
    chooseAll(yes: boolean): void {
      chosen = yes ? (list.data?.rows ?? []).map((one) => one.id) : [];
    },
    begin(): void {
      typed = { id: null, role: role ?? "mentee", name: "", email: "", member: null, capacity: "", zone: "", answers: {}, note: "" };
      open = false;
      attempt.error = null;
    },
    edit(one: Applicant): void {
      const answers = Object.fromEntries(Object.entries(one.answers).map(([id, said]) => [id, (said ?? []).join(", ")]));
      typed = { id: one.id, role: one.role, name: one.name, email: one.email ?? "", member: one.member, capacity: one.capacity === null ? "" : String(one.capacity), zone: one.zone ?? "", answers, note: one.note };
      open = false;
      attempt.error = null;
    },
    change(part: Partial<ApplicantDraft>): void {
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
        const { id, capacity, ...rest } = $state.snapshot(typed);
        const places = capacity.trim() === "" ? null : Number(capacity);
        const made = { ...rest, capacity: places === null ? null : Number.isInteger(places) && places >= 0 && places < 4e9 ? places : 4_000_000_000 };
        await call("applications.save", { programme: programme().id, id, application: made });
        typed = null;
        done(t("programme-saved", { what: rest.name ?? "" }));
      }),
    remove: (one: Applicant) =>
      attempt.run(async () => {
        await call("applications.remove", { id: one.id });
        typed = null;
        done(t("programme-removed", { what: one.name }));
      }),
    move: (ids: string[], to: ApplicantState) =>
      attempt.run(async () => {
        await call("applications.move", { ids, state: to });
        chosen = [];
        done(t("applicants-moved", { count: ids.length }));
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
    get everybody() {
      return everybody;
    },
    get dayFirst() {
      return dayFirst;
    },
    get canPick(): boolean {
      return about.data?.can_pick_files ?? false;
    },
    look,
    apply(as: ApplicantRole): void {
      everybody = as;
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
    leaveFile,
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
        const { diff } = await call("applications.bring", wish());
        const words = t("applicants-imported", { count: diff.new + diff.changed });
        if (diff.new + diff.changed > 0) done(words);
        else toast(words);
        leaveFile();
      }),
  };
}

export type PeopleModel = ReturnType<typeof people>;
