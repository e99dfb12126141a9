// The accounts of one person: why each belongs, parting one, joining another member, and who else it may be.
import type { Account, Member } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { day } from "../../format";
import { notice } from "../../notice.svelte";
import type { Option } from "../../parts/Combo.svelte";
import { to } from "../../router";
import { done } from "../../steps";
import { t } from "../../words";

/** So many are offered while a name is typed. */
const OFFERED = 12;

/** Why an account is this member's; nothing to say where there is only one. */
export function why(account: Account, alone: boolean): string {
  if (alone) return "";
  if (account.link === "address") return t("account-by-address");
  if (account.link === "own") return t("account-own");
  return account.linked_at === null ? t("account-by-you") : t("account-by-you-on", { day: day(account.linked_at) });
}

/** The sources where both have an account. */
export function common(one: Account[], other: Account[]): string {
  const there = new Set(other.map((account) => account.source_id));
  return [...new Set(one.filter((account) => there.has(account.source_id)).map((account) => account.source_name))].join(", ");
}

export function accounts(member: () => Member | undefined) {
  const likely = query("duplicates.list", () => {
    const id = member()?.id;
    return id === undefined ? null : { member: id, skip: 0, limit: 2 };
  });
  let parting: Account | null = $state.raw(null);
  let joining = $state(false);
  let text = $state("");
  let chosen: string | null = $state(null);
  let busy = $state(false);
  const found = query("members.list", () => {
    if (!joining || text.trim() === "") return null;
    return { filter: { text: text.trim(), kind: "all", seen: "any", without_team: false, segment: null, left: true }, sort: "messages", descending: true, after: null, limit: OFFERED };
  });
  const other = query("members.get", () => (chosen === null ? null : { id: chosen }));

  // Made once for each answer: the list that is shown finds its entries in it again.
  const options = $derived.by((): Option[] => {
    const mine = new Set([member()?.id, ...(member()?.accounts ?? []).map((account) => account.id)]);
    const rows = (found.data?.rows ?? []).filter((row) => !mine.has(row.id));
    return rows.map((row) => ({ id: row.id, label: row.name, hint: [row.handle ? `@${row.handle}` : "", row.sources.join(", ")].filter(Boolean).join(" · ") }));
  });

  async function act(what: () => Promise<unknown>, words: string): Promise<boolean> {
    if (busy) return false;
    busy = true;
    try {
      await what();
      done(words);
      return true;
    } catch (thrown) {
      notice(thrown);
      return false;
    } finally {
      busy = false;
    }
  }

  return {
    get list(): Account[] {
      return member()?.accounts ?? [];
    },
    /** Who else this may be, and where that is decided. */
    get hint(): { text: string; address: string } | null {
      const data = member();
      const pair = likely.data?.pairs[0];
      if (!data || !pair || !likely.data) return null;
      const mine = new Set(data.accounts.map((account) => account.id));
      const other = (pair.a.accounts.some((account) => mine.has(account.id)) ? pair.b : pair.a).member;
      // The own name again tells nothing; then the handle does.
      const name = other.name === data.name && other.handle ? `@${other.handle}` : other.name;
      const more = likely.data.total - 1;
      return { text: more > 0 ? t("member-maybe-more", { name, more }) : t("member-maybe", { name }), address: to("review", [], { member: data.id }) };
    },
    get busy() {
      return busy;
    },
    get parting() {
      return parting;
    },
    ask(account: Account): void {
      parting = account;
    },
    keep(): void {
      parting = null;
    },
    async part(): Promise<void> {
      const account = parting;
      if (account && (await act(() => call("members.split", { account: account.id }), t("member-parted", { name: account.name, source: account.source_name })))) parting = null;
    },
    get joining() {
      return joining;
    },
    join(): void {
      joining = true;
      text = "";
      chosen = null;
    },
    leave(): void {
      joining = false;
      chosen = null;
    },
    get text() {
      return text;
    },
    set text(value: string) {
      text = value;
      // Another name is another person.
      if (value !== other.data?.name) chosen = null;
    },
    get options() {
      return options;
    },
    /** Nobody has the name that is typed. */
    get nobody() {
      return chosen === null && text.trim() !== "" && found.data !== undefined && !found.busy && options.length === 0;
    },
    choose(id: string): void {
      chosen = id;
    },
    get other(): Member | null {
      return chosen !== null && other.answers?.id === chosen ? (other.data ?? null) : null;
    },
    get outcome(): string {
      const [a, b] = [member(), this.other];
      if (!a || !b) return "";
      const messages = a.posts + a.replies + b.posts + b.replies;
      return t("review-outcome", { name: a.name, accounts: a.accounts.length + b.accounts.length, messages: t("count-messages", { count: messages }) });
    },
    /** Where the two would have two accounts at one source. */
    get common(): string {
      return common(member()?.accounts ?? [], this.other?.accounts ?? []);
    },
    async merge(): Promise<void> {
      const [a, b] = [member(), this.other];
      if (!a || !b) return;
      const words = a.name === b.name ? t("review-merged-alike", { name: a.name }) : t("review-merged", { a: a.name, b: b.name });
      if (await act(() => call("members.merge", { a: a.id, b: b.id }), words)) this.leave();
    },
  };
}
