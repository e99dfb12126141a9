// Why two accounts may be one person, in words; and what of it can be seen on both of them.
import type { Account, Duplicate, SuggestionReason } from "../../api/bindings";
import { number } from "../../format";
import { t } from "../../words";

export type Line = { label: string; text: string };

/** How two names agree when they are not written alike. */
const names: Record<string, string> = {
  order: t("reason-how-order"),
  part: t("reason-how-part"),
  spelling: t("reason-how-spelling"),
  script: t("reason-how-script"),
  nickname: t("reason-how-nickname"),
  initial: t("reason-how-initial"),
  typo: t("reason-how-typo"),
};

/** How two short names agree when they are not written alike. */
const aliases: Record<string, string> = { same: "", digits: t("reason-how-digits"), near: t("reason-how-near") };

const both = (a: string, b: string, how: string): string => (how ? t("reason-both-how", { a, b, how }) : t("reason-both", { a, b }));
const alike = (a: string, b: string): boolean => a === b || b === "";

/** One reason: what it is about, and what the two say. */
export function line(reason: SuggestionReason): Line {
  const [a, b, how] = [reason.a ?? "", reason.b ?? "", reason.how ?? ""];
  switch (reason.kind) {
    case "address":
      return { label: t("reason-address"), text: how === "verified" ? t("reason-address-verified", { a }) : a };
    case "mailbox":
      return { label: t("reason-mailbox"), text: t("reason-here-there", { a, b }) };
    case "alias": {
      const handles = a.startsWith("@") && b.startsWith("@");
      const label = handles ? t("reason-handle") : t("reason-alias");
      if (alike(a, b)) return { label, text: t("reason-the-same", { a }) };
      const more = aliases[how] ?? how;
      return { label, text: more ? t("reason-here-there-how", { a, b, how: more }) : t("reason-here-there", { a, b }) };
    }
    case "alias_of_name":
      return { label: t("reason-alias"), text: t("reason-of-name", { a, b }) };
    case "name":
      return { label: t("reason-name"), text: alike(a, b) ? t("reason-the-same", { a }) : both(a, b, names[how] ?? "") };
    case "avatar":
      return { label: t("reason-avatar"), text: t("reason-avatar-same") };
    case "link":
      return { label: t("reason-link"), text: t("reason-link-both", { a }) };
    case "links_to":
      return { label: t("reason-link"), text: t("reason-link-one", { a }) };
    case "company":
      return { label: t("reason-company"), text: t("reason-the-same", { a }) };
    case "zone":
      return { label: t("reason-zone"), text: t("reason-the-same", { a: a.replaceAll("_", " ") }) };
    case "other_addresses":
      return { label: t("reason-other-addresses"), text: t("reason-here-there", { a, b }) };
    case "other_names":
      return { label: t("reason-other-names"), text: t("reason-here-there", { a, b }) };
    case "far_zones":
      return { label: t("reason-far"), text: t("reason-far-hours", { a: a.replaceAll("_", " "), b: b.replaceAll("_", " "), hours: Number(how) || 0 }) };
    case "others":
      return { label: t("reason-others"), text: t("reason-others-count", { count: Number(how) || 1 }) };
    case "same_source":
      return { label: t("reason-source"), text: t("reason-source-two") };
    default:
      return { label: t("reason-unknown"), text: [a, b].filter(Boolean).join(" / ") };
  }
}

/** What speaks for it, and what against. Two accounts of one source have a warning of their own. */
export function sides(pair: Duplicate): { why: Line[]; against: Line[] } {
  const rest = pair.reasons.filter((reason) => reason.kind !== "same_source");
  return { why: rest.filter((one) => !one.against).map(line), against: rest.filter((one) => one.against).map(line) };
}

export const sureness = (confidence: number): string =>
  confidence >= 95 ? t("review-sure-95") : confidence >= 85 ? t("review-sure-85") : confidence >= 70 ? t("review-sure-70") : t("review-sure-less");

export type Mark = "agrees" | "differs" | null;
export type Field = "name" | "handle" | "email";

const plain = (text: string): string => text.trim().toLowerCase();

/** Whether what an account shows in a field is what a reason speaks of. What speaks against weighs more: an address that
 * differs is marked so on both sides, though what stands before its sign may agree with a handle. */
export function mark(pair: Duplicate, account: Account, field: Field): Mark {
  if (account.id !== pair.account_a && account.id !== pair.account_b) return null;
  const mine = account.id === pair.account_a ? "a" : "b";
  const value = account[field];
  if (!value) return null;
  const shown = plain(field === "handle" ? `@${value}` : value);
  let found: Mark = null;
  for (const reason of pair.reasons) {
    // Of a handle that is made of a name, the reason does not say whose is which.
    const said = reason.kind === "alias_of_name" ? [reason.a, reason.b] : [reason[mine] ?? reason.a];
    const met = said.some((one) => {
      if (!one) return false;
      const word = plain(one);
      // Of an address that is like a handle, only what stands before the sign is named.
      return word === shown || (field === "email" && /^alias/.test(reason.kind) && shown.startsWith(`${word}@`));
    });
    if (met && reason.against) return "differs";
    if (met) found = "agrees";
  }
  return found;
}

/** What becomes of the two: whose name stays, and how much comes together. */
export function outcome(pair: Duplicate): string {
  const messages = pair.a.member.posts + pair.a.member.replies + pair.b.member.posts + pair.b.member.replies;
  return t("review-outcome", { name: pair.a.member.name, accounts: pair.a.accounts.length + pair.b.accounts.length, messages: t("count-messages", { count: messages }) });
}

/** The sources where both have an account. */
export function shared(pair: Duplicate): string {
  const there = new Set(pair.b.accounts.map((one) => one.source_id));
  return [...new Set(pair.a.accounts.filter((one) => there.has(one.source_id)).map((one) => one.source_name))].join(", ");
}

export const percent = (confidence: number): string => t("review-percent", { percent: number(confidence) });
