// Taking back and doing again, in the same words wherever one is.
import { call } from "./api/call";
import { notice } from "./notice.svelte";
import { toast } from "./parts/toasts.svelte";
import { t } from "./words";

/** The core's labels of steps, in the words of this window. */
const names: Record<string, string> = {
  "Merge members": t("step-merge"),
  "Part accounts": t("step-part"),
  "Tell apart": t("step-apart"),
  "Edit member": t("step-edit"),
  "Create tag": t("step-tag-create"),
  "Change tag": t("step-tag-change"),
  "Remove tag": t("step-tag-remove"),
  "Tag members": t("step-tag"),
  "Untag members": t("step-untag"),
  "Add organisation": t("step-organisation-add"),
  "Change organisation": t("step-organisation-change"),
  "Remove organisation": t("step-organisation-remove"),
  "Create field": t("step-field-create"),
  "Change field": t("step-field-change"),
  "Remove field": t("step-field-remove"),
  "Save segment": t("step-segment-save"),
  "Remove segment": t("step-segment-remove"),
  "Add note": t("step-note-add"),
  "Change note": t("step-note-change"),
  "Remove note": t("step-note-remove"),
  "Add follow-up": t("step-follow-up-add"),
  "Change follow-up": t("step-follow-up-change"),
  "Finish follow-up": t("step-follow-up-finish"),
  "Reopen follow-up": t("step-follow-up-reopen"),
  "Snooze follow-up": t("step-follow-up-snooze"),
  "Write a report's words": t("step-report-words"),
  "Make a report by itself": t("step-report-schedule"),
  "Stop making a report": t("step-report-unschedule"),
  "Save number": t("step-figure-save"),
  "Remove number": t("step-figure-remove"),
  "Import numbers": t("step-figures-import"),
  "Change factor": t("step-factor-set"),
  "Reset factor": t("step-factor-reset"),
  "Change currency": t("step-currency"),
  "Save feedback": t("step-feedback-save"),
  "Save lead": t("step-lead-save"),
  "Save invitation": t("step-invitation-save"),
  "Save incident": t("step-incident-save"),
  "Remove entry": t("step-matter-remove"),
  "Claim conversation": t("step-claim"),
  "Snooze conversation": t("step-snooze"),
  "Needs no reply": t("step-no-reply"),
  "Greet newcomers": t("step-greet"),
  "Leave silence alone": t("step-pause"),
  "Save text": t("step-text-save"),
  "Change saved text": t("step-text-change"),
  "Watch a number": t("step-watch"),
  "Stop watching a number": t("step-unwatch"),
  "Remove saved text": t("step-text-remove"),
  "Draw introductions": t("step-introductions-draw"),
  "Change introductions": t("step-introductions-change"),
  "Remove introductions": t("step-introductions-remove"),
  "Send introduction": t("step-introduction-send"),
  "Mark introduction": t("step-introduction-mark"),
  "Choose introductions": t("step-introductions-choose"),
  "Add voter": t("step-feedback-vote"),
  "Remove voter": t("step-feedback-unvote"),
  "Merge feedback": t("step-feedback-merge"),
  "Part feedback": t("step-feedback-part"),
  "Tell what became of feedback": t("step-feedback-tell"),
  "Save post": t("step-content-save"),
  "Schedule post": t("step-content-schedule"),
  "Move post": t("step-content-move"),
  "Link post": t("step-content-link"),
  "Remove post": t("step-content-remove"),
  "Save series": t("step-content-series"),
  "Save template": t("step-content-template"),
  "Remove template": t("step-content-template-remove"),
  "Save campaign": t("step-content-campaign"),
  "Remove campaign": t("step-content-campaign-remove"),
  "Mark for reuse": t("step-content-mark"),
  "Change mark for reuse": t("step-content-mark-change"),
  "Remove mark for reuse": t("step-content-mark-remove"),
  "Open case": t("step-case-open"),
  "Change case": t("step-case-change"),
  "Move case": t("step-case-move"),
  "Plan event": t("step-event-plan"),
  "Change event": t("step-event-change"),
  "Remove event": t("step-event-remove"),
  "Keep plan": t("step-plan-keep"),
  "Remove plan": t("step-plan-remove"),
  "Save task": t("step-task-save"),
  "Finish task": t("step-task-finish"),
  "Reopen task": t("step-task-reopen"),
  "Remove task": t("step-task-remove"),
  "Save part": t("step-part-save"),
  "Remove part": t("step-part-remove"),
  "Save cost": t("step-cost-save"),
  "Remove cost": t("step-cost-remove"),
  "Save guest": t("step-guest-save"),
  "Remove guest": t("step-guest-remove"),
  "Move guests": t("step-guests-move"),
  "Offer seats": t("step-seats-offer"),
  "Save line of the run of show": t("step-cue-save"),
  "Remove line of the run of show": t("step-cue-remove"),
  "Shift run of show": t("step-run-shift"),
  "Go on in the run of show": t("step-run-go-on"),
  "Reset run of show": t("step-run-reset"),
  "Begin run of show": t("step-run-begin"),
  "Save message to guests": t("step-message-save"),
  "Mark message to guests": t("step-message-mark"),
  "Send message to guests": t("step-message-send"),
  "Change attendance": t("step-after-least"),
  "Add answers": t("step-after-scores"),
  "Remove answer": t("step-after-score-remove"),
  "Save lesson": t("step-lesson-save"),
  "Remove lesson": t("step-lesson-remove"),
  "Import guests": t("step-guests-import"),
  "Plan programme": t("step-programme-plan"),
  "Change programme": t("step-programme-change"),
  "Remove programme": t("step-programme-remove"),
  "Save round": t("step-round-save"),
  "Remove round": t("step-round-remove"),
  "Save application": t("step-application-save"),
  "Remove application": t("step-application-remove"),
  "Move applications": t("step-applications-move"),
  "Import applications": t("step-applications-import"),
  "Pin pair": t("step-pair-pin"),
  "Keep two apart": t("step-pair-veto"),
  "Take back a wish": t("step-pair-unwish"),
  "Weigh reasons": t("step-pair-weights"),
  "Publish pairs": t("step-pairs-publish"),
  "Note agreement": t("step-pair-agree"),
  "Complete pair": t("step-pair-complete"),
  "End pair": t("step-pair-end"),
  "Change pair": t("step-pair-change"),
  "Note feedback": t("step-pair-feedback"),
  Celebrate: t("step-celebrate"),
  "Save thanks": t("step-thanks-save"),
  "Remove thanks": t("step-thanks-remove"),
  "Save gift": t("step-gift-save"),
  "Remove gift": t("step-gift-remove"),
  "Set birthday": t("step-birthday"),
  "Choose leap day": t("step-leap-day"),
  "Save advocate": t("step-advocate-save"),
  "Move advocate": t("step-advocate-move"),
  "Remove advocate": t("step-advocate-remove"),
  "Write document": t("step-strategy-write"),
  "Save decision": t("step-strategy-decision"),
  "Save challenge": t("step-strategy-challenge"),
  "Save goal": t("step-strategy-goal"),
  "Tick playbook": t("step-strategy-tick"),
  "Add mentee": t("step-mentee-add"),
  "Change mentee": t("step-mentee-change"),
  "Move mentee on": t("step-mentee-move"),
  "Remove mentee": t("step-mentee-remove"),
  "Keep private words": t("step-private-keep"),
  "Plan session": t("step-session-plan"),
  "Log session": t("step-session-log"),
  "Change session": t("step-session-change"),
  "Remove session": t("step-session-remove"),
  "Save thing to do": t("step-item-save"),
  "Finish thing to do": t("step-item-finish"),
  "Reopen thing to do": t("step-item-reopen"),
  "Remove thing to do": t("step-item-remove"),
  "Save mentee's goal": t("step-mentee-goal"),
  "Note progress": t("step-progress"),
  "Remove mentee's goal": t("step-mentee-goal-remove"),
  "Save for later": t("step-later-save"),
  "Mark as sent": t("step-later-sent"),
  "Remove from later": t("step-later-remove"),
  "Take in hand-over": t("step-handover"),
  "Forget whose files": t("step-handover-forget"),
  "Change settings": t("step-settings"),
  "Send message": t("step-send"),
  "Send again": t("step-send-again"),
  "Discard message": t("step-discard"),
};

export const stepName = (label: string): string => names[label] ?? label;

const ABOUT = "undo";

/** Takes back the newest step, and offers to do it again. */
export async function back(): Promise<void> {
  try {
    const { undone, conflict } = await call("undo", {});
    if (conflict) toast(t("state-undo-conflict"), undefined, ABOUT);
    else if (undone === null) toast(t("steps-no-undo"), undefined, ABOUT);
    else toast(t("steps-undone", { step: stepName(undone) }), { label: t("action-redo"), run: () => void again() }, ABOUT);
  } catch (thrown) {
    notice(thrown);
  }
}

/** Does again what was taken back last, and offers to take it back. */
export async function again(): Promise<void> {
  try {
    const { redone, conflict } = await call("redo", {});
    if (conflict) toast(t("state-redo-conflict"), undefined, ABOUT);
    else if (redone === null) toast(t("steps-no-redo"), undefined, ABOUT);
    else toast(t("steps-redone", { step: stepName(redone) }), { label: t("action-undo"), run: () => void back() }, ABOUT);
  } catch (thrown) {
    notice(thrown);
  }
}

/** Says what was done. Undo takes back the newest step, so only the last of such words may offer it. */
export function done(words: string): void {
  toast(words, { label: t("action-undo"), run: () => void back() }, ABOUT);
}
