// Where a person belongs, as what and when.
import type { Affiliation, ApiError, Member, NewAffiliation } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { done } from "../../steps";
import { t } from "../../words";

type Form = { id: string | null; organisation: string; role: string; from: string; until: string };

/** From when until when, in words; nothing when neither is known. */
export function stretch(one: Affiliation): string {
  if (one.from_on && one.until_on) return t("organisations-between", { from: one.from_on, until: one.until_on });
  if (one.from_on) return t("organisations-since", { from: one.from_on });
  return one.until_on ? t("organisations-ended", { until: one.until_on }) : "";
}

export function organisations(member: () => Member) {
  let form: Form | null = $state(null);
  let error: ApiError | null = $state.raw(null);
  let busy = $state(false);
  const found = query("organisations.list", () => (form && form.organisation.trim() ? { text: form.organisation.trim() } : null));
  const options = $derived((found.data?.organisations ?? []).slice(0, 8).map((one) => ({ id: one.id, label: one.name })));
  const company = $derived(member().profile.company);
  const known = $derived(member().affiliations.some((one) => one.organisation.toLowerCase() === company.value?.toLowerCase()));

  async function run(what: () => Promise<unknown>, words: string): Promise<boolean> {
    busy = true;
    error = null;
    try {
      await what();
      done(words);
      return true;
    } catch (thrown) {
      error = notice(thrown);
      return false;
    } finally {
      busy = false;
    }
  }

  return {
    get form() {
      return form;
    },
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    get options() {
      return options;
    },
    /** What a source says, as long as it is not among those that were added. */
    get said() {
      return company.value !== null && !known ? company : null;
    },
    begin(organisation = ""): void {
      error = null;
      form = { id: null, organisation, role: "", from: "", until: "" };
    },
    edit(one: Affiliation): void {
      error = null;
      form = { id: one.id, organisation: one.organisation, role: one.role ?? "", from: one.from_on ?? "", until: one.until_on ?? "" };
    },
    leave(): void {
      form = null;
    },
    async save(): Promise<void> {
      if (!form || busy) return;
      const { id, organisation, role, from, until } = form;
      const affiliation: NewAffiliation = { organisation, role: role || null, from_on: from || null, until_on: until || null };
      const saved = id === null
        ? await run(() => call("affiliations.add", { member: member().id, affiliation }), t("organisations-added"))
        : await run(() => call("affiliations.change", { id, affiliation }), t("organisations-changed"));
      if (saved) form = null;
    },
    remove: (one: Affiliation) => run(() => call("affiliations.remove", { id: one.id }), t("organisations-removed")),
  };
}
