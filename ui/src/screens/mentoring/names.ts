// What a mentor's screen calls things.
import type { BetweenKind, GoalState, MentoringDue, MentoringMedium, MentorshipState, PairHealth, SessionState } from "../../api/bindings";
import { t } from "../../words";

export const healthNames: Record<PairHealth, string> = {
  needs_check_in: t("mentor-pair-needs-check-in"),
  active: t("mentor-pair-active"),
  on_track: t("mentor-pair-on-track"),
  too_early: t("mentor-pair-too-early"),
};

/** Why it is called so. */
export const healthRules: Record<PairHealth, string> = {
  needs_check_in: t("mentor-pair-needs-check-in-rule"),
  active: t("mentor-pair-active-rule"),
  on_track: t("mentor-pair-on-track-rule"),
  too_early: t("mentor-pair-too-early-rule"),
};

export const healthTones: Record<PairHealth, string> = { needs_check_in: "warn", active: "", on_track: "good", too_early: "" };

export const stateNames: Record<MentorshipState, string> = {
  proposed: t("mentor-pair-state-proposed"),
  active: t("mentor-pair-state-active"),
  paused: t("mentor-pair-state-paused"),
  completed: t("mentor-pair-state-completed"),
  ended: t("mentor-pair-state-ended"),
};

export const mediumNames: Record<MentoringMedium, string> = {
  video: t("medium-video"),
  call: t("medium-call"),
  in_person: t("medium-in-person"),
  chat: t("medium-chat"),
  other: t("medium-other"),
};

export const sessionStates: Record<SessionState, string> = { planned: t("session-planned"), held: t("session-held"), missed: t("session-missed") };
export const goalStates: Record<GoalState, string> = { open: t("goal-open"), reached: t("goal-reached"), dropped: t("goal-dropped") };
export const betweenKinds: Record<BetweenKind, string> = { note: t("between-note"), link: t("between-link"), introduction: t("between-introduction") };
export const moods: string[] = [t("mood-1"), t("mood-2"), t("mood-3"), t("mood-4"), t("mood-5")];

/** Questions to begin with, by where a pair is. */
export const questions: { id: string; name: string; text: string }[] = [
  { id: "first", name: t("ask-first"), text: t("ask-first-text") },
  { id: "stuck", name: t("ask-stuck"), text: t("ask-stuck-text") },
  { id: "end", name: t("ask-end"), text: t("ask-end-text") },
];

/** What is due, in words. */
export const dueNames = (row: MentoringDue): string =>
  row.what === "session" ? t("mentoring-due-session") : row.what === "unwritten" ? t("mentoring-due-unwritten") : row.what === "silent" ? t("mentoring-due-silent") : row.text;

/** "2026-11-12" and "2026-11-12T18:30" as they are read: days on a wall have no zone. */
export function dayWords(iso: string): string {
  const at = Date.parse(`${iso.slice(0, 10)}T12:00:00Z`);
  if (Number.isNaN(at)) return iso;
  const part = (how: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat("en", { ...how, timeZone: "UTC" }).format(at);
  return `${part({ weekday: "short" })} ${part({ day: "numeric" })} ${part({ month: "short" })}`;
}
