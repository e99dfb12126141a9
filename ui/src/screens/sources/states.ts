// How a source stands, in words: its state, what of it is here, what cannot be read, what the last run did.
import type { ApiError, Connection, HiddenPart, Source, SyncProgress, SyncReport } from "../../api/bindings";
import { ago, day, duration, moment, number, sentence } from "../../format";
import { told } from "../../notice.svelte";
import type { IconName } from "../../parts/Icon.svelte";
import { trouble } from "../../sources";
import { t } from "../../words";

export const kindWords: Record<string, string> = {
  slack: t("source-slack"),
  discourse: t("source-discourse"),
  table: t("source-table"),
  sample_chat: t("source-sample-chat"),
  sample_forum: t("source-sample-forum"),
};

export const isForum = (source: Source): boolean => source.kind === "discourse";

/** good: up to date · busy: at work · rest: nothing happens · wait: goes on by itself · late: for long it did not · needs: a person has to do something */
export type Look = "good" | "busy" | "rest" | "wait" | "late" | "needs";
export type Standing = { look: Look; icon: IconName; title: string; more: string };

const NEXT: Partial<Record<ApiError["code"], (time: string) => string>> = {
  Offline: (time) => t("sources-wait-network", { time }),
  Waiting: (time) => t("sources-wait-source", { time }),
  Remote: (time) => t("sources-wait-remote", { time }),
  KeychainLocked: (time) => t("sources-wait-keyring", { time }),
};

export function standing(source: Source, connection: Connection, now: number): Standing {
  const { state, error, last_ok_at: ok, next_run_at: next, progress } = connection;
  const since = ok === null ? "" : t("sources-last-ok", { time: ago(ok, now) });
  switch (state) {
    case "running":
      return { look: "busy", icon: "again", title: t("sources-reading"), more: progress ? progressWords(progress) : "" };
    case "waiting": {
      const time = next === null ? "" : moment(next, now);
      const title = (error && NEXT[error.code]?.(time)) ?? t("sources-wait", { time });
      return { look: trouble(source, now) === "late" ? "late" : "wait", icon: error?.code === "Offline" ? "offline" : "clock", title, more: since };
    }
    case "paused":
      return { look: "rest", icon: "pause", title: t("sources-paused"), more: since };
    case "asking":
      return { look: "needs", icon: "alert", title: t("sources-asks"), more: since };
    case "failed":
      return { look: "needs", icon: "alert", title: need(error), more: since };
    case "idle":
      if (ok === null) return { look: "rest", icon: "clock", title: t("sources-never"), more: "" };
      if (connection.report && !connection.report.complete) return { look: "rest", icon: "clock", title: t("sources-stopped"), more: since };
      return { look: "good", icon: "check", title: t("sources-fine"), more: ago(ok, now) };
  }
}

function need(error: ApiError | null): string {
  switch (error?.code) {
    case "SignedOut":
      return t("sources-needs-key");
    case "Forbidden":
      return t("sources-needs-right");
    case "Conflict":
      return t("sources-other");
    default:
      return t("sources-needs", { what: error ? told(error).title : t("error-bug") });
  }
}

const STAGES: Record<string, (args: { done: string; of: string; count: number }) => string> = {
  people: (args) => t("sources-stage-people", args),
  spaces: (args) => t("sources-stage-spaces", args),
  messages: (args) => t("sources-stage-messages", args),
  threads: (args) => t("sources-stage-threads", args),
  topics: (args) => t("sources-stage-topics", args),
  posts: (args) => t("sources-stage-posts", args),
  likes: (args) => t("sources-stage-likes", args),
  check: (args) => t("sources-stage-check", args),
};

/** "channel 12 of 40 · general · about 6 minutes left" */
export function progressWords(progress: SyncProgress): string {
  const { stage, what, done, of, seconds_left: left } = progress;
  const args = { done: number(done), of: of === null ? "" : number(of), count: of === null ? 0 : 1 };
  const words = [STAGES[stage]?.(args) ?? "", what ?? "", left === null ? "" : t("import-left", { time: duration(left) })];
  return words.filter(Boolean).join(" · ");
}

/** What a person can do about a source that needs them. */
export function remedy(error: ApiError | null): "connect" | "unlock" | "read" {
  switch (error?.code) {
    case "SignedOut":
    case "Forbidden":
    case "Conflict":
      return "connect";
    case "KeychainLocked":
      return "unlock";
    default:
      return "read";
  }
}

/** How listening for news goes; nothing where nobody asked for it. */
export function listening(connection: Connection): string {
  const { state, error } = connection.hint;
  switch (state) {
    case "off":
      return "";
    case "listening":
      return t("sources-hint-listening");
    case "waiting":
      return connection.state === "paused" ? "" : t("sources-hint-waiting");
    case "stopped":
      return `${t("sources-hint-stopped")} ${sentence(error?.message ?? "")}`.trim();
  }
}

/** Since when everything is here, and how the numbers compare with the source's own. */
export function coverage(source: Source, now: number): { since: string; counts: string; people: string } {
  const covered = source.connection?.coverage;
  const here = number(source.messages);
  if (!source.connection) {
    const since = source.first_at !== null && source.last_at !== null ? t("sources-archive-span", { from: day(source.first_at), until: day(source.last_at) }) : "";
    return { since, counts: t("sources-here", { count: source.messages }), people: t("count-people", { count: source.accounts }) };
  }
  const from = covered?.from ?? null;
  const through = covered?.through ?? null;
  const hidden = covered?.hidden.some((part) => part.kind !== "capped") ?? false;
  const { state, last_started_at: begun, last_full_at: full } = source.connection;
  const since =
    from === null
      ? begun !== null && full === null
        ? t("sources-not-all")
        : ""
      : through !== null && state !== "idle"
        ? t("sources-since-through", { day: day(from), time: moment(through, now) })
        : hidden
          ? t("sources-since-shown", { day: day(from) })
          : t("sources-since", { day: day(from) });
  const there = covered?.messages ?? null;
  // While it reads, fewer are expected.
  const fewer = there === null || state === "running" ? 0 : Math.max(0, there - source.messages);
  return {
    since,
    counts:
      there === null
        ? t("sources-here", { count: source.messages })
        : isForum(source)
          ? t("sources-here-forum", { here, there: number(there), fewer })
          : t("sources-here-slack", { here, there: number(there), fewer }),
    people: covered?.people === null || covered?.people === undefined ? "" : t("sources-people", { here: number(source.accounts), there: number(covered.people) }),
  };
}

export type Hidden = { id: string; title: string; help: string };

/** What cannot be read, each with what to do about it; a scope that is named twice is said once. */
export function hidden(connection: Connection): Hidden[] {
  const parts: HiddenPart[] = [...(connection.coverage?.hidden ?? []), ...connection.missing.map((one) => ({ kind: "scope" as const, ...one }))];
  const list = parts.map((part): Hidden => {
    switch (part.kind) {
      case "plan":
        return { id: "plan", title: t("sources-hidden-plan"), help: t("sources-hidden-plan-help") };
      case "capped":
        return { id: "capped", title: t("sources-hidden-capped"), help: t("sources-hidden-capped-help") };
      case "space":
        return { id: `space ${part.name}`, title: t("sources-hidden-space", { name: part.name, why: part.why }), help: t("sources-hidden-space-help") };
      case "scope":
        return { id: `scope ${part.scope}`, title: t("sources-hidden-scope", { what: sentence(part.what).replace(/\.$/, "") }), help: t("sources-hidden-scope-help", { scope: part.scope }) };
    }
  });
  return list.filter((one, i) => list.findIndex((other) => other.id === one.id) === i);
}

/** The last run in one line: when, and what it brought. */
export function lastRun(report: SyncReport, began: number, now: number): string {
  const time = moment(began, now);
  const brought = report.added + report.changed + report.removed === 0 ? t("sources-brought-nothing") : t("sources-brought", { added: report.added, changed: report.changed, removed: report.removed });
  return report.full ? t("sources-last-full", { time, brought }) : t("sources-last-run", { time, brought });
}

/** What the last run did, as pairs of words and values; what did not happen is left out. */
export function reportRows(report: SyncReport): [string, string][] {
  const rows: [string, number, string][] = [
    [t("sources-report-added"), 1, number(report.added)],
    [t("sources-report-changed"), 1, number(report.changed)],
    [t("sources-report-removed"), 1, number(report.removed)],
    [t("sources-report-known"), report.known, number(report.known)],
    [t("sources-report-sent"), report.sent, number(report.sent)],
    [t("sources-report-requests"), 1, number(report.requests)],
    [t("sources-report-waits"), report.waits, t("sources-report-waited", { count: report.waits, time: duration(report.waited_ms / 1_000) })],
    [t("sources-report-took"), 1, duration(report.duration_ms / 1_000)],
  ];
  return rows.filter(([, shown]) => shown > 0).map(([label, , value]) => [label, value]);
}
