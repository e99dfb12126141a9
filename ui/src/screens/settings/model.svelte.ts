// The settings of the open community: a form that is saved, and two switches that act at once.
import type { ApiError, ChangeSettings, QuietHours, Theme, WorkingHours } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { toast } from "../../parts/toasts.svelte";
import { t } from "../../words";

const NOTHING: ChangeSettings = { name: null, zone: null, hours: null, theme: null, keep_raw: null };
type Draft = { name: string; zone: string; hours: WorkingHours };

export function settings() {
  const asked = query("settings.get", () => ({}));
  const about = query("about", () => ({}));
  const zones = query("zones", () => ({}));
  let draft: Draft | null = $state(null);
  let error: ApiError | null = $state.raw(null);

  const saved = $derived(asked.data);
  const form = $derived<Draft | null>(draft ?? (saved ? { name: saved.name, zone: saved.zone, hours: saved.hours } : null));

  function edit(change: Partial<Draft>): void {
    if (form) draft = { ...$state.snapshot(form), ...change };
  }

  async function change(what: Partial<ChangeSettings>): Promise<boolean> {
    error = null;
    try {
      await call("settings.change", { ...NOTHING, ...what });
      return true;
    } catch (thrown) {
      error = notice(thrown);
      return false;
    }
  }

  return {
    asked,
    about,
    get saved() {
      return saved;
    },
    get form() {
      return form;
    },
    get changed() {
      return draft !== null && saved !== undefined && JSON.stringify([draft.name, draft.zone, draft.hours]) !== JSON.stringify([saved.name, saved.zone, saved.hours]);
    },
    get zones() {
      const all = zones.data?.zones ?? [];
      const typed = form?.zone.toLowerCase().replaceAll("_", " ") ?? "";
      if (all.includes(form?.zone ?? "")) return all;
      return all.filter((zone) => zone.toLowerCase().replaceAll("_", " ").includes(typed)).slice(0, 60);
    },
    get error() {
      return error;
    },
    set name(value: string) {
      edit({ name: value });
    },
    set zone(value: string) {
      edit({ zone: value });
    },
    set from(value: string) {
      if (form) edit({ hours: { ...$state.snapshot(form.hours), from: value } });
    },
    set to(value: string) {
      if (form) edit({ hours: { ...$state.snapshot(form.hours), to: value } });
    },
    toggle(day: number): void {
      if (!form) return;
      const days = new Set(form.hours.days);
      if (!days.delete(day)) days.add(day);
      edit({ hours: { ...$state.snapshot(form.hours), days: [...days].sort() } });
    },
    forget(): void {
      draft = null;
      error = null;
    },
    async save(): Promise<void> {
      if (!form) return;
      const { name, zone, hours } = $state.snapshot(form);
      if (await change({ name: name.trim(), zone, hours })) {
        draft = null;
        toast(t("state-saved"));
      }
    },
    theme: (theme: Theme) => change({ theme }),
    quiet: (quiet: QuietHours) => change({ quiet }),
    keepRaw: (keep_raw: boolean) => change({ keep_raw }),
  };
}
