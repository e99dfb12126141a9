// Everything one can go to by typing a few letters: people, spaces, notes, commands.
import type { MemberRow, SpaceRow, Theme } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { notice } from "../../notice.svelte";
import { go, to } from "../../router";
import { lockVault, vault } from "../../vault.svelte";
import { t } from "../../words";
import type { IconName } from "../../parts/Icon.svelte";

export type Entry = { id: string; group: string; icon: IconName; label: string; hint: string; member?: MemberRow; space?: SpaceRow; run: () => void };
type Doing = { label: string; icon: IconName; run: () => void };

export function palette(
  communities: () => { name: string; open: boolean; run: () => void }[],
  help: () => void,
  history: () => void,
  capture: () => void = () => {},
) {
  let text = $state("");
  let active = $state(0);
  const found = query("palette", () => ({ text: text.trim() }));

  const theme = (theme: Theme) => () =>
    void call("settings.change", { name: null, zone: null, hours: null, theme, keep_raw: null }).catch(notice);
  const place = (name: string, screen: string, icon: IconName): Doing => ({
    label: t("palette-go", { place: name }),
    icon,
    run: () => go(to(screen)),
  });

  const commands = $derived<Doing[]>([
    place(t("nav-home"), "home", "home"),
    place(t("nav-members"), "members", "members"),
    place(t("review-title"), "review", "link"),
    place(t("nav-conversations"), "conversations", "conversations"),
    place(t("nav-insights"), "insights", "chart"),
    place(t("nav-search"), "search", "search"),
    place(t("nav-follow-ups"), "follow-ups", "clock"),
    place(t("nav-reports"), "reports", "file"),
    place(t("nav-sources"), "sources", "sources"),
    place(t("nav-outbox"), "outbox", "outbox"),
    place(t("nav-import"), "import", "import"),
    place(t("nav-settings"), "settings", "settings"),
    { label: t("help-open-guide"), icon: "info", run: () => go(to("guide")) },
    { label: t("capture-title"), icon: "pencil", run: capture },
    ...(vault()?.lock === "open" ? [{ label: t("vault-lock"), icon: "lock" as const, run: () => void lockVault() }] : []),
    { label: t("sources-connect"), icon: "link", run: () => go(to("sources", ["connect"])) },
    { label: t("palette-theme-light"), icon: "theme", run: theme("light") },
    { label: t("palette-theme-dark"), icon: "theme", run: theme("dark") },
    { label: t("palette-theme-system"), icon: "theme", run: theme("system") },
    { label: t("nav-new-community"), icon: "plus", run: () => go(to("new")) },
    ...communities()
      .filter((one) => !one.open)
      .map((one): Doing => ({ label: t("palette-switch", { name: one.name }), icon: "right", run: one.run })),
    { label: t("help-history"), icon: "back", run: history },
    { label: t("palette-help"), icon: "keyboard", run: help },
  ]);

  const entries = $derived.by<Entry[]>(() => {
    const typed = text.trim().toLowerCase();
    const words = typed.split(/\s+/).filter(Boolean);
    const people = (found.data?.people ?? []).map(
      (member): Entry => ({
        id: `p ${member.id}`,
        group: t("palette-people"),
        icon: "person",
        label: member.name,
        hint: member.handle ? `@${member.handle}` : (member.title ?? ""),
        member,
        run: () => go(to("members", [member.id])),
      }),
    );
    const spaces = (found.data?.spaces ?? []).map(
      (space): Entry => ({
        id: `s ${space.id}`,
        group: t("palette-spaces"),
        icon: space.style === "forum" ? "forum" : space.kind === "private" ? "lock" : "hash",
        label: space.name,
        hint: space.source_name,
        space,
        run: () => go(to("conversations", [space.id])),
      }),
    );
    // What is private leaves the list the moment notes are locked, and not only when the core was asked again.
    const notes = (found.data?.notes ?? [])
      .filter((note) => !note.private || vault()?.lock === "open")
      .map(
        (note): Entry => ({
          id: `n ${note.id}`,
          group: t("palette-notes"),
          icon: note.private ? "lock" : "file",
          label: note.text,
          hint: note.member,
          run: () => go(note.member_id ? to("members", [note.member_id]) : to("search", [], { q: text.trim(), kinds: "notes" })),
        }),
      );
    const doing = commands
      .filter((one) => words.every((word) => one.label.toLowerCase().includes(word)))
      .map((one, i): Entry => ({ id: `c ${i} ${one.label}`, group: t("palette-commands"), hint: "", ...one }));
    const search: Entry[] = typed
      ? [
          {
            id: "search",
            group: t("palette-commands"),
            icon: "search",
            label: t("palette-search", { text: text.trim() }),
            hint: "",
            run: () => go(to("search", [], { q: text.trim() })),
          },
        ]
      : [];
    // With nothing typed the commands are what can be learned here; with a name typed, the person is meant.
    return typed ? [...people, ...spaces, ...notes, ...doing, ...search] : [...doing, ...people.slice(0, 5), ...spaces.slice(0, 5)];
  });

  return {
    get text() {
      return text;
    },
    set text(value: string) {
      text = value;
      active = 0;
    },
    get entries() {
      return entries;
    },
    get active() {
      return Math.min(active, entries.length - 1);
    },
    get busy() {
      return found.busy;
    },
    move(step: number): void {
      const count = entries.length;
      if (count > 0) active = (Math.min(active, count - 1) + step + count) % count;
    },
  };
}
