// What was written here and goes out to a source: how it stands, in words, and what it is.
import type { IntentKind, OutboxItem, Source } from "./api/bindings";
import { moment } from "./format";
import type { IconName } from "./parts/Icon.svelte";
import { told } from "./notice.svelte";
import { decisionName } from "./decisions";
import { t } from "./words";

/** Something that leaves in less than this is leaving, not planned. */
const SOON_MS = 60_000;

/** Only what nobody has tried to send yet can be taken back without a doubt. */
export const canTakeBack = (item: OutboxItem): boolean => item.state === "queued" && item.attempts === 0;
export const isPlanned = (item: OutboxItem, now: number): boolean => canTakeBack(item) && item.not_before - now > SOON_MS;
export const isWaiting = (item: OutboxItem): boolean => item.state === "queued" || item.state === "sending";

/** How it stands; the source says more about what it waits for. */
export function standing(item: OutboxItem, now: number, source?: Source): string {
  switch (item.state) {
    case "sent":
      return t("outgoing-sent", { time: moment(item.sent_at ?? item.not_before, now) });
    case "wedged":
      return t("outgoing-stuck");
    case "sending":
      return t("outgoing-sending");
    default:
  }
  if (isPlanned(item, now)) return t("outgoing-planned", { time: moment(item.not_before, now) });
  const state = source?.connection?.state;
  if (item.not_before <= now || item.attempts > 0) {
    if (state === "paused") return t("outgoing-paused", { source: item.source_name });
    if (state === "failed" || state === "asking") return t("outgoing-source-needs", { source: item.source_name });
  }
  if (item.attempts > 0) return item.not_before > now ? t("outgoing-again", { time: moment(item.not_before, now) }) : t("outgoing-waiting");
  if (item.not_before > now) return t("outgoing-leaves", { seconds: Math.ceil((item.not_before - now) / 1_000) });
  return state === "waiting" ? t("outgoing-unreachable", { source: item.source_name }) : t("outgoing-waiting");
}

/** What taking it back is called: in the first seconds it is the sending that is undone. */
export const backWords = (item: OutboxItem, now: number): string => (item.not_before > now && !isPlanned(item, now) ? t("action-undo") : t("outgoing-take-back"));

/** Why the last try failed, in one line. */
export function reason(item: OutboxItem): string {
  if (!item.error) return "";
  return item.error.code === "Invalid" ? item.error.message : `${told(item.error).title}: ${item.error.message}`;
}

export const kindIcons: Record<IntentKind, IconName> = { reply: "reply", post: "hash", topic: "forum", react: "smile", direct: "direct", group: "members", review: "check" };

/** Where it goes, in words. */
export function aim(item: OutboxItem): string {
  const space = item.space_name ?? "";
  switch (item.kind) {
    case "reply":
      return t("outgoing-reply", { space });
    case "post":
      return t("outgoing-post", { space });
    case "topic":
      return t("outgoing-topic", { space });
    case "react":
      return t("outgoing-react", { space });
    case "direct":
      return t("outgoing-direct", { name: item.account_name ?? "" });
    case "group":
      return t("outgoing-group", { names: item.account_name ?? "" });
    case "review":
      return t("outgoing-review", { what: decisionName({ name: item.action ?? "", label: "" }) });
  }
}
