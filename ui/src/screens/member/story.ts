// Everything there is of a person in one order of time: what they wrote, what happened with them, what was noted.
//
// Invariant: messages come in pages, the rest at once; so of the rest only what is not older than the oldest message that
// is shown is woven in, until there are no older messages.
import type { Happened, Happening, MemberEvent, Note, TimelineItem } from "../../api/bindings";
import { startOfDay } from "../../format";
import type { IconName } from "../../parts/Icon.svelte";
import { to } from "../../router";
import { t } from "../../words";

export type Entry = { key: string; at: number } & (
  | { is: "message"; item: TimelineItem }
  | { is: "happening"; what: Happened }
  | { is: "note"; note: Note }
);

export function weave(items: TimelineItem[], more: boolean, happenings: Happening[], notes: Note[]): Entry[] {
  const until = more ? (items.at(-1)?.at ?? Infinity) : -Infinity;
  const entries: Entry[] = [
    ...items.map((item): Entry => ({ key: `m ${item.id}`, at: item.at, is: "message", item })),
    ...happenings.map(({ id, at, what }): Entry => ({ key: `h ${id}`, at, is: "happening", what })),
    ...notes.map((note): Entry => ({ key: `n ${note.id}`, at: note.created_at, is: "note", note })),
  ];
  // While two accounts become one the first page is newer than the second, and both may have a message.
  const seen = new Set<string>();
  const once = entries.filter(({ key }) => !seen.has(key) && seen.add(key));
  return once.filter((entry) => entry.is === "message" || entry.at >= until).sort((a, b) => b.at - a.at);
}

const roles: Record<string, string> = { host: t("member-event-host"), speaker: t("member-event-speaker"), sponsor: t("member-event-sponsor"), volunteer: t("member-event-volunteer"), supplier: t("member-event-supplier") };
const states: Record<string, string> = { invited: t("member-event-invited"), pending: t("member-event-pending"), waiting: t("member-event-waiting"), offered: t("member-event-waiting"), declined: t("member-event-declined"), cancelled: t("member-event-declined") };
// A guest's list is at its end a day after; until then nobody was missed.
const isOver = (one: MemberEvent): boolean => (startOfDay(one.on) ?? Infinity) + 86_400_000 < Date.now();

/** What somebody had to do with an event, in a word. */
export function eventWord(one: MemberEvent): string {
  if (one.role !== "guest") return one.state === "no" ? t("member-event-said-no", { role: roles[one.role] ?? one.role }) : (roles[one.role] ?? one.role);
  if (one.came_at !== null) return t("member-event-came");
  return one.state === "going" ? (isOver(one) ? t("member-event-missed") : t("member-event-going")) : (states[one.state] ?? one.state);
}

type Line = { icon: IconName; head: string; link?: { href: string; text: string }; text?: string };

/** How a line of the story reads: what it was, where it is, and the words that were written about it. */
export function lineOf(what: Happened): Line {
  switch (what.kind) {
    case "event":
      return { icon: "events", head: t("story-event", { how: eventWord(what.event) }), link: { href: to("events", [what.event.event]), text: what.event.title } };
    case "pair":
    case "session": {
      const other = what.other || t("mentoring-you");
      const link = { href: to("mentoring", [what.pair]), text: other };
      if (what.kind === "session") return { icon: "mentoring", head: t("story-session"), link };
      if (what.ended) return { icon: "mentoring", head: t("story-pair-ended"), link };
      return { icon: "mentoring", head: what.is_mentor ? t("story-mentors") : t("story-mentored"), link };
    }
    case "thanks":
      return { icon: "star", head: what.by ? t("story-thanked-by", { by: what.by }) : t("story-thanked"), text: what.words };
    case "gift":
      return { icon: "star", head: t("story-gift"), text: what.why ? t("story-gift-why", { what: what.what, why: what.why }) : what.what };
    case "case":
      return { icon: "lock", head: t("story-case"), link: { href: to("conduct", ["cases", what.case]), text: t("story-case-number", { number: what.number }) } };
  }
}
