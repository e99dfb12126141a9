// What is in this community: the numbers, two years of weeks, where it is busy, who is new.
import type { Home } from "../../api/bindings";
import { call } from "../../api/call";
import { query } from "../../api/query.svelte";
import { day, isoDay, shortMonth, year } from "../../format";
import { notice } from "../../notice.svelte";
import type { Bar } from "../../parts/Bars.svelte";
import { go, to } from "../../router";
import { backupsLine } from "../../backups.svelte";
import { trouble } from "../../sources";
import { t } from "../../words";

const WEEK_MS = 7 * 24 * 3_600_000;

/** Bars of the weeks; the first week of every third month carries its name, a January the year.
    When they are few, every month is named. */
export function weekBars(home: Home, what: "messages" | "people"): Bar[] {
  let month = "";
  let labelled = 0;
  const few = home.weeks.length <= 40;
  // So many bars lie between two names at least; of a handful, neighbours have room for theirs.
  const apart = home.weeks.length <= 10 ? 1 : few ? 3 : 10;
  return home.weeks.map((week, i) => {
    const name = shortMonth(week.starts_at);
    let tick: string | undefined;
    if (few && i === 0) {
      tick = `${name} ${year(week.starts_at)}`;
    } else if (name !== month && i > 0 && (i - labelled >= apart || name === "Jan")) {
      tick = name === "Jan" ? year(week.starts_at) : name;
      labelled = i;
    }
    month = name;
    const last = week.starts_at + WEEK_MS - 1;
    const href = to("search", [], { from: isoDay(week.starts_at), until: isoDay(last), kinds: "messages" });
    return { label: day(week.starts_at), value: week[what], tick, href };
  });
}

export function home() {
  const asked = query("home", () => ({}));
  const imports = query("imports.list", () => ({}));
  const sources = query("sources.list", () => ({}));
  const backups = query("backups.list", () => ({ community: null }));
  const troubled = $derived((sources.data?.sources ?? []).flatMap((source) => ({ source, what: trouble(source, Date.now()) })).filter((one) => one.what !== null));
  const running = $derived(imports.data?.imports.find((one) => one.state === "running" || one.state === "cancelling") ?? null);
  let starting = $state(false);
  const empty = $derived.by(() => {
    const data = asked.data;
    return data !== undefined && data.people + data.bots + data.counts.posts + data.counts.replies + data.sources.length === 0;
  });
  // Whoever mentors, or plans events, needs no source: then nothing is missing.
  const mentees = query("mentoring.mentees", () => (empty ? { over: false, others: false } : null));
  const events = query("events.list", () => (empty ? { past: false, skip: 0, limit: 1 } : null));
  const programmes = query("programmes.list", () => (empty ? {} : null));
  const own = $derived((mentees.data?.mentees.length ?? 0) + (events.data?.rows.length ?? 0) + (programmes.data?.rows.length ?? 0) > 0);

  return {
    asked,
    get data() {
      return asked.data;
    },
    get running() {
      return running;
    },
    /** One quiet line about sources that somebody should look at; nothing when all is well. */
    get trouble(): string {
      const [first] = troubled;
      if (!first) return "";
      if (troubled.length > 1) return t("home-sources-need", { count: troubled.length });
      return first.what === "needs" ? t("home-source-needs", { name: first.source.name }) : t("home-source-late", { name: first.source.name });
    },
    /** One quiet line about backups; nothing when all is well. */
    get backups(): string {
      return backups.data ? backupsLine(backups.data, Date.now()) : "";
    },
    /** Where the records that could not be read are: with the newest import, or with the sources. */
    get asideAddress(): string {
      const last = asked.data?.last_import;
      return last && last.quarantined > 0 ? to("import", [last.id], { tab: "quarantine" }) : to("sources", ["unreadable"]);
    },
    /** Nothing came from anywhere, and nothing was begun here. */
    get empty() {
      return empty && !own;
    },
    /** Nothing came from anywhere, and somebody works here all the same. */
    get alone() {
      return empty && own;
    },
    get starting() {
      return starting;
    },
    async sample(): Promise<void> {
      if (starting) return;
      starting = true;
      try {
        await call("sample.start", {});
      } catch (thrown) {
        notice(thrown);
      }
      starting = false;
    },
    choose: () => go(to("import")),
  };
}
