// The list of guests on its way out: for whom, which of them, and what is printed.
import type { BadgeForm, GuestListFormat, ListedWhich, SheetSize } from "../../api/bindings";
import { call } from "../../api/call";
import { toast } from "../../parts/toasts.svelte";
import { t } from "../../words";
import { Attempt } from "./attempt.svelte";

export const outFormats: { id: GuestListFormat; label: string }[] = [
  { id: "csv", label: t("guests-out-csv") },
  { id: "xlsx", label: t("guests-out-xlsx") },
  { id: "bevy", label: t("guests-out-bevy") },
  { id: "salesforce", label: t("guests-out-salesforce") },
];

export const whichNames: { id: ListedWhich; label: string }[] = [
  { id: "all", label: t("guests-all") },
  { id: "going", label: t("guest-going") },
  { id: "came", label: t("guests-out-came") },
];

export function guestsOut(event: () => string) {
  const attempt = new Attempt();
  let format: GuestListFormat = $state("csv");
  let which: ListedWhich = $state("all");
  let campaign = $state("");
  // Never remembered: each time somebody has to mean it.
  let withPrivate = $state(false);
  let sheet: SheetSize = $state(/^(en-US|en-CA|es-MX|fil)/.test(navigator.language) ? "letter" : "a4");

  let page = $state(false);

  return {
    attempt,
    get page() {
      return page;
    },
    set page(on: boolean) {
      page = on;
    },
    get format() {
      return format;
    },
    set format(next: GuestListFormat) {
      format = next;
      withPrivate = false;
      attempt.error = null;
    },
    get which() {
      return which;
    },
    set which(next: ListedWhich) {
      which = next;
      attempt.error = null;
    },
    get campaign() {
      return campaign;
    },
    set campaign(next: string) {
      campaign = next;
      attempt.error = null;
    },
    get private() {
      return withPrivate;
    },
    set private(on: boolean) {
      withPrivate = on;
    },
    get sheet() {
      return sheet;
    },
    set sheet(next: SheetSize) {
      sheet = next;
    },
    write: () =>
      attempt.run(async () => {
        const { path, rows } = await call("guests.export", { event: event(), format, which, private: withPrivate, campaign: format === "salesforce" ? campaign.trim() : "", excel: format === "csv" });
        if (path) toast(t("guests-out-done", { count: rows, path }));
        withPrivate = false;
      }),
    print: (form: BadgeForm, guest: string | null = null) =>
      attempt.run(async () => {
        const { path, rows } = await call("guests.badges", { event: event(), guest, form, sheet, page });
        if (path) toast(form === "badges" ? t("guests-print-badges-done", { count: rows, path }) : t("guests-print-tickets-done", { count: rows, path }));
      }),
  };
}

export type GuestsOut = ReturnType<typeof guestsOut>;
