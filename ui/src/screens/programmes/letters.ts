// What both sides of a pair are told.
import type { ApplicantRole, Programme, ProgrammePair } from "../../api/bindings";
import { t } from "../../words";
import { on, reasonWords } from "./names";

export interface Letter {
  title: string;
  text: string;
}

/** What the two share, in a line; empty where nothing does. */
export const sharedWords = (pair: ProgrammePair): string =>
  pair.reasons
    .filter((one) => one.points > 0 || one.shared.length > 0)
    .map(reasonWords)
    .join("; ");

/** The words for one of a pair; `own` is what the lead adds for everybody. */
export function letter(programme: Programme, pair: ProgrammePair, side: ApplicantRole, own = ""): Letter {
  const nameOf = (one: ApplicantRole): string => (one === "mentor" ? pair.mentor : pair.mentee) || t("guest-erased");
  const words = { you: nameOf(side), other: nameOf(side === "mentor" ? "mentee" : "mentor"), programme: programme.name, days: pair.cadence_days, minutes: programme.minutes, starts: on(pair.started_on), why: sharedWords(pair) || t("message-why-none") };
  const parts = [side === "mentor" ? t("message-mentor", words) : t("message-mentee", words)];
  if (own.trim()) parts.push(own.trim());
  if (programme.agreement) parts.push(t("message-agreement"), programme.agreement);
  return { title: side === "mentor" ? t("tell-title-mentor", words) : t("tell-title-mentee", words), text: parts.join("\n\n") };
}
