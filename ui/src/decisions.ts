// What can be decided about what waits for a moderator, in words, and which decisions are one press away.
import type { ReviewChoice } from "./api/bindings";
import { t } from "./words";

/** The forum's words for what can be done. Others are shown in the forum's own language. */
const names: Record<string, string> = {
  approve: t("decide-approve"),
  approve_post: t("decide-approve"),
  approve_user: t("decide-approve"),
  reject: t("decide-reject"),
  reject_post: t("decide-reject"),
  agree_and_keep: t("decide-agree-keep"),
  agree_and_keep_hidden: t("decide-agree-hidden"),
  agree_and_hide: t("decide-agree-hide"),
  agree_and_restore: t("decide-agree-restore"),
  delete_and_agree: t("decide-agree-delete"),
  delete_and_agree_replies: t("decide-agree-delete-replies"),
  disagree: t("decide-disagree"),
  disagree_and_restore: t("decide-disagree-restore"),
  ignore: t("decide-ignore"),
  ignore_and_do_nothing: t("decide-ignore"),
  delete_and_ignore: t("decide-ignore-delete"),
  delete_and_ignore_replies: t("decide-ignore-delete-replies"),
};

/** Of each kind the mildest that is offered is one press away: approving, rejecting, ignoring. */
const NEAR = [
  ["approve_post", "approve_user", "approve", "agree_and_hide", "agree_and_keep_hidden", "agree_and_keep"],
  ["reject_post", "reject", "disagree_and_restore", "disagree"],
  ["ignore_and_do_nothing", "ignore"],
];

export const decisionName = ({ name, label }: ReviewChoice): string => names[name] ?? (label || name.replaceAll("_", " "));

/** What is shown at once, and what a menu holds. */
export function sorted(actions: ReviewChoice[]): { near: ReviewChoice[]; more: ReviewChoice[] } {
  const near = NEAR.flatMap((kind) => kind.flatMap((name) => actions.filter((one) => one.name === name)).slice(0, 1));
  return { near, more: actions.filter((one) => !near.includes(one)) };
}
