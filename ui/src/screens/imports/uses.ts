// The words for what columns are used for, and for what changes.
import type { Use } from "../../api/bindings";
import { t } from "../../words";

export const useWords: Record<Use, string> = {
  ignore: t("table-use-ignore"),
  keep: t("table-use-keep"),
  id: t("table-use-id"),
  name: t("table-use-name"),
  first_name: t("table-use-first-name"),
  last_name: t("table-use-last-name"),
  email: t("table-use-email"),
  phone: t("table-use-phone"),
  handle: t("table-use-handle"),
  title: t("table-use-title"),
  company: t("table-use-company"),
  location: t("table-use-location"),
  zone: t("table-use-zone"),
  pronouns: t("table-use-pronouns"),
  joined_at: t("table-use-joined"),
  left_at: t("table-use-left"),
  tags: t("table-use-tags"),
  link: t("table-use-link"),
  custom: t("table-use-custom"),
  at: t("table-use-at"),
  what: t("table-use-what"),
  text: t("table-use-text"),
  page: t("table-use-page"),
  kind: t("table-use-kind"),
  number: t("table-use-number"),
};

const HAPPENINGS: readonly Use[] = ["at", "what", "text", "page", "kind", "number"];

/** What a column can be used for, in the order of the list. */
export const usesFor = (rows: "members" | "activities"): Use[] =>
  (Object.keys(useWords) as Use[]).filter((use) => use !== "custom" && (rows === "activities" || !HAPPENINGS.includes(use)));

const FIELDS: Record<string, string> = {
  joined_at: t("table-field-joined"),
  has_left: t("table-field-left"),
  trusted: t("table-field-trusted"),
  links: t("table-field-links"),
};

/** What changes is a field of every account, or a column that is kept under its own name. */
export const fieldWords = (field: string): string => FIELDS[field] ?? useWords[field as Use] ?? field;
