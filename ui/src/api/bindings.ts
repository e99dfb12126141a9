// Generated from the table of commands in src-tauri/crates/app/src/commands.rs.
// Do not edit: change the Rust types and run `UPDATE=1 cargo test bindings`.

/** UTC milliseconds. */
export type Timestamp = number;

/**
 * About this Kith.
 */
export type About = { 
/**
 * The program's version.
 */
version: string, 
/**
 * SQLite's version.
 */
sqlite: string, 
/**
 * The web view's version, in the window.
 */
webview: string | null, 
/**
 * Where all communities are.
 */
folder: string, 
/**
 * The file of the open community.
 */
file: string | null, 
/**
 * Whether the host can ask for a file.
 */
can_pick_files: boolean, };

/**
 * From which confidence on suggestions are accepted together.
 */
export type AcceptDuplicates = { 
/**
 * Percent, at least 55.
 */
threshold: number, };

/**
 * An account of a member.
 */
export type Account = { 
/**
 * The account's id.
 */
id: string, 
/**
 * Its source.
 */
source_id: string, 
/**
 * What the source is called.
 */
source_name: string, 
/**
 * `slack`, `discourse`, `table`, `sample_chat`, `sample_forum`.
 */
source_kind: "slack" | "discourse" | "table" | "sample_chat" | "sample_forum", 
/**
 * The source's own id.
 */
remote_id: string, 
/**
 * The short name.
 */
handle: string | null, 
/**
 * The name shown there.
 */
name: string, 
/**
 * The address known there.
 */
email: string | null, 
/**
 * Not a person.
 */
is_bot: boolean, 
/**
 * Limited to some spaces.
 */
is_guest: boolean, 
/**
 * May administer the source.
 */
is_admin: boolean, 
/**
 * Deactivated.
 */
left: boolean, 
/**
 * Seen only as an author: the source's list of people does not have it.
 */
missing: boolean, 
/**
 * When it was made or first joined a space, UTC milliseconds.
 */
joined_at: number | null, 
/**
 * Why it is this member's: `own` by itself, `address` because its verified address is another's, `decided` because
 * somebody said so.
 */
link: "own" | "address" | "decided", 
/**
 * When somebody decided, UTC milliseconds.
 */
linked_at: number | null, };

/**
 * What somebody did.
 */
export type ActivityKind = "post" | "reply" | "join" | "leave" | "system";

/**
 * A member's place in an organisation.
 */
export type AddAffiliation = { 
/**
 * The member.
 */
member: string, 
/**
 * Where, as what and when.
 */
affiliation: NewAffiliation, };

/**
 * A day off to keep.
 */
export type AddDayOff = { 
/**
 * The day: `2026-12-25`.
 */
on_day: string, 
/**
 * What it is called.
 */
name: string, };

/**
 * Answers that are typed.
 */
export type AddEventScores = { 
/**
 * Of which event.
 */
event: string, 
/**
 * From 0 to 10 each.
 */
scores: Array<number>, 
/**
 * What was said with a single one.
 */
said: string, };

/**
 * How far a goal is.
 */
export type AddMentoringProgress = { 
/**
 * Which goal.
 */
goal: string, 
/**
 * How far.
 */
progress: NewProgress, };

/**
 * A new note.
 */
export type AddNote = { 
/**
 * The member it is about; nobody in particular otherwise.
 */
member?: string, 
/**
 * The words.
 */
text: string, 
/**
 * What it is.
 */
kind: NoteKind, 
/**
 * Who may see it: private unless said otherwise.
 */
visibility: Visibility, 
/**
 * Until when; something to do needs it, and nothing else has it.
 */
due?: WishDue, };

/**
 * Somebody who speaks for the community, or is asked to.
 */
export type Advocate = { 
/**
 * Its id.
 */
id: string, 
/**
 * The member.
 */
member: string, 
/**
 * The name.
 */
name: string, 
/**
 * What they are asked for.
 */
what: string, 
/**
 * Which rules they met when they were chosen.
 */
rules: Array<AdvocateRule>, 
/**
 * Until when: `YYYY-MM-DD`.
 */
due_on: string | null, 
/**
 * Whether that day is over and something is still expected.
 */
overdue: boolean, 
/**
 * A remark.
 */
note: string, 
/**
 * Where they stand.
 */
state: AdvocateStepName, 
/**
 * How it went, the earliest first.
 */
steps: Array<AdvocateStep>, 
/**
 * Thanks they had, ever.
 */
kudos: number, 
/**
 * Gifts they had, ever.
 */
gifts: number, 
/**
 * What changed from the day on which they agreed.
 */
effect: Effect | null, };

/**
 * Somebody who could speak for the community.
 */
export type AdvocateCandidate = { 
/**
 * The member.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * The rules that are met.
 */
rules: Array<AdvocateRuleMet>, 
/**
 * Messages in the last eight weeks.
 */
messages: number, };

/**
 * A rule.
 */
export type AdvocateRule = "level" | "thanked" | "connected" | "spoke" | "praised" | "steady" | "no_case";

/**
 * A rule that somebody meets, with its number.
 */
export type AdvocateRuleMet = { 
/**
 * Which.
 */
rule: AdvocateRule, 
/**
 * How many answers, people or weeks; nothing where there is nothing to count.
 */
number: number | null, };

/**
 * A step with its day.
 */
export type AdvocateStep = { 
/**
 * Which.
 */
step: AdvocateStepName, 
/**
 * `YYYY-MM-DD`.
 */
on: string, };

/**
 * A step.
 */
export type AdvocateStepName = "identified" | "proposed" | "agreed" | "submitted" | "complete" | "declined" | "rejected";

/**
 * Advocates.
 */
export type Advocates = { 
/**
 * Those whose day is next first.
 */
rows: Array<Advocate>, };

/**
 * A member's place in an organisation.
 */
export type Affiliation = { 
/**
 * Its id.
 */
id: string, 
/**
 * The organisation.
 */
organisation_id: string, 
/**
 * What that is called.
 */
organisation: string, 
/**
 * As what.
 */
role: string | null, 
/**
 * From when: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
 */
from_on: string | null, 
/**
 * Until when; nothing: still, or not known.
 */
until_on: string | null, };

/**
 * Which place in an organisation.
 */
export type AffiliationId = { 
/**
 * Its id.
 */
id: string, };

/**
 * Who agreed, and when.
 */
export type AgreePairs = { 
/**
 * Which pairs.
 */
ids: Array<string>, 
/**
 * Which side; nothing for both.
 */
side: ApplicantRole | null, 
/**
 * The day; empty: they did not (yet).
 */
on: string, };

/**
 * What somebody answered, when, and how it came here.
 */
export type Agreement = { 
/**
 * The answer.
 */
answer: Answer, 
/**
 * The day of it, `YYYY-MM-DD`.
 */
on: string | null, 
/**
 * How it was given: "at the spring meetup", "form of the newsletter".
 */
how: string | null, };

/**
 * Where pages of the list begin.
 */
export type Anchors = { 
/**
 * How many members there are in all.
 */
total: number, 
/**
 * The place that each page follows; nothing for the first.
 */
cursors: Array<string | null>, };

/**
 * An answer to "may we".
 */
export type Answer = "unknown" | "yes" | "no";

/**
 * What shall happen with what a run would take away.
 */
export type AnswerRemovals = { 
/**
 * The source.
 */
id: string, 
/**
 * `true`: it was really taken away there, follow. `false`: keep what is here.
 */
follow: boolean, };

/**
 * What every command answers when it fails.
 */
export type ApiError = { 
/**
 * Who can act.
 */
code: Code, 
/**
 * What happened and what to do next, as a lower-case fragment.
 */
message: string, 
/**
 * The argument at fault, when it is one.
 */
field: string | null, };

/**
 * Somebody who applied.
 */
export type Applicant = { 
/**
 * The application's id.
 */
id: string, 
/**
 * As what.
 */
role: ApplicantRole, 
/**
 * Who; nothing for somebody who was erased.
 */
name: string, 
/**
 * Address.
 */
email: string | null, 
/**
 * The member: the id of an account.
 */
member: string | null, 
/**
 * How it stands.
 */
state: ApplicantState, 
/**
 * Of a mentor: how many mentees; nothing for as many as the programme says.
 */
capacity: number | null, 
/**
 * Their time zone.
 */
zone: string | null, 
/**
 * What they answered, by the question's id.
 */
answers: { [key in string]: Array<string> }, 
/**
 * For the team.
 */
note: string, 
/**
 * When they applied, UTC milliseconds.
 */
applied_at: number, 
/**
 * Pairs of theirs that are proposed, meet or pause.
 */
pairs: number, 
/**
 * Whole days that they wait: to be decided about, or for a mentor.
 */
waiting: number | null, };

/**
 * What changes, of one applicant.
 */
export type ApplicantChange = { 
/**
 * Where it stands in the file.
 */
line: number, 
/**
 * What becomes of it.
 */
put: ApplicantPut, 
/**
 * As what.
 */
role: ApplicantRole, 
/**
 * Who.
 */
name: string, 
/**
 * The member, where one is meant: the id of an account.
 */
member: string | null, 
/**
 * What changes: `name`, `email`, `capacity`, `zone`, or the text of a question.
 */
what: Array<string>, };

/**
 * What a file would change, or changed.
 */
export type ApplicantDiff = { 
/**
 * New applications.
 */
new: number, 
/**
 * Applications of which something else is said.
 */
changed: number, 
/**
 * Applications as they were.
 */
same: number, 
/**
 * Of all in the file, members.
 */
members: number, 
/**
 * Rows of people who were erased: left out.
 */
erased: number, 
/**
 * The first of what changes, in the order of the file.
 */
rows: Array<ApplicantChange>, };

/**
 * What becomes of a row.
 */
export type ApplicantPut = "new" | "changed";

/**
 * As what somebody applies.
 */
export type ApplicantRole = "mentor" | "mentee";

/**
 * How it stands with an application.
 */
export type ApplicantState = "pending" | "accepted" | "rejected" | "cancelled" | "completed";

/**
 * A column of a file.
 */
export type ApplicationColumn = { 
/**
 * Its heading.
 */
header: string, 
/**
 * What it is: `name`, `email`, `question:languages`.
 */
used: string, 
/**
 * The first values.
 */
samples: Array<string>, };

/**
 * How many applied.
 */
export type ApplicationCounts = { 
/**
 * To be decided about.
 */
pending: number, 
/**
 * Mentors who take part.
 */
mentors: number, 
/**
 * Mentees who take part.
 */
mentees: number, 
/**
 * Of them, those without a mentor.
 */
unmatched: number, 
/**
 * Places that accepted mentors have left.
 */
places: number, 
/**
 * Rejected.
 */
rejected: number, 
/**
 * Cancelled.
 */
cancelled: number, 
/**
 * Took part to the end.
 */
completed: number, };

/**
 * A row that is left out.
 */
export type ApplicationFault = { 
/**
 * Its line.
 */
line: number, 
/**
 * The column at fault.
 */
column: string | null, 
/**
 * Why.
 */
reason: string, };

/**
 * A file with applications.
 */
export type ApplicationFile = { 
/**
 * Of which programme.
 */
programme: string, 
/**
 * Where it lies.
 */
path: string, 
/**
 * What columns are, by their headings, where that is not what Kith thinks: `email`, `question:languages`, `ignore`.
 */
columns: { [key in string]: string }, 
/**
 * As what everybody in it applies, where no column says it.
 */
role: ApplicantRole | null, 
/**
 * Of dates such as 03/04/2026: whether the first number is the day.
 */
day_first: boolean | null, };

/**
 * Applicants: whoever is to be decided about first, then by how long ago they applied.
 */
export type ApplicationPage = { 
/**
 * Those asked for.
 */
rows: Array<Applicant>, 
/**
 * Whether there are more.
 */
more: boolean, 
/**
 * How many applied, of the segment where one was asked for.
 */
counts: ApplicationCounts, };

/**
 * What a file would change, or changed.
 */
export type ApplicationsCompared = { 
/**
 * Its columns.
 */
columns: Array<ApplicationColumn>, 
/**
 * Every use that a column can have, and of questions what is asked.
 */
uses: Array<[string, string]>, 
/**
 * Whether no column says who is meant.
 */
asks_who: boolean, 
/**
 * Whether no column says who wants to be a mentor.
 */
asks_role: boolean, 
/**
 * Whether a person must say whether days come first in its dates.
 */
asks_date_order: boolean, 
/**
 * What changes.
 */
diff: ApplicantDiff, 
/**
 * Rows that are left out.
 */
wrong: number, 
/**
 * The first of them.
 */
errors: Array<ApplicationFault>, };

/**
 * Whose mentors could be who.
 */
export type AskChoices = { 
/**
 * Of which programme.
 */
programme: string, 
/**
 * The mentee's application.
 */
mentee: string, 
/**
 * As in a proposal.
 */
weights: { [key in string]: number }, };

/**
 * The cohorts of a stretch of time.
 */
export type AskCohorts = { 
/**
 * The first day; nothing for a year before `to`.
 */
from: string | null, 
/**
 * The day after the last; nothing for the day after today.
 */
to: string | null, 
/**
 * Cohorts of months or quarters.
 */
every: Every, 
/**
 * By their first contribution instead of their joining.
 */
by_first_contribution: boolean, 
/**
 * Whose activity.
 */
slice: Slice, };

/**
 * Which posts.
 */
export type AskContent = { 
/**
 * Planned from this day on; two months back when nothing is said.
 */
from: string | null, 
/**
 * Until before this day; four months ahead when nothing is said.
 */
until: string | null, 
/**
 * Also those without a day.
 */
unplanned: boolean, };

/**
 * Which weeks.
 */
export type AskContentGaps = { 
/**
 * A day of the first week; today when nothing is said.
 */
from: string | null, 
/**
 * How many weeks.
 */
weeks: number, };

/**
 * Which silence.
 */
export type AskLapsing = { 
/**
 * `watch`, `at_risk`, `lost`; those at risk if not given.
 */
risk?: "watch" | "at_risk" | "lost", 
/**
 * Those who are known about instead.
 */
paused?: boolean, 
/**
 * Only those whom this segment chooses.
 */
segment?: string, 
/**
 * Rows at most.
 */
limit: number, };

/**
 * Metrics to compute.
 */
export type AskMetrics = { 
/**
 * Which; none for all but those that look at every message (`sentiment`, `median_words`, `network_density`).
 */
metrics: Array<string>, 
/**
 * The first day, `2024-05-01`; nothing for a year before `to`.
 */
from: string | null, 
/**
 * The day after the last; nothing for the day after today.
 */
to: string | null, 
/**
 * How long each window is.
 */
every: Every, 
/**
 * Whose activity.
 */
slice: Slice, 
/**
 * Also the whole stretch as one window, and the equally long one before it.
 */
compare: boolean, };

/**
 * Who talks with whom, when and where.
 */
export type AskNetwork = { 
/**
 * The first day; nothing for a year before `to`.
 */
from: string | null, 
/**
 * The day after the last; nothing for the day after today.
 */
to: string | null, 
/**
 * Whose activity.
 */
slice: Slice, 
/**
 * How many of those who wrote most.
 */
limit: number, };

/**
 * Which newcomers.
 */
export type AskNewcomers = { 
/**
 * Who came on so many days until now.
 */
days: number, 
/**
 * Those who were greeted as well.
 */
greeted?: boolean, 
/**
 * Only those whom this segment chooses.
 */
segment?: string, 
/**
 * Rows at most.
 */
limit: number, };

/**
 * Which report.
 */
export type AskReport = { 
/**
 * `weekly`, `monthly` or `quarterly`.
 */
template: string, 
/**
 * `2024-W20`, `2024-05`, `2024-Q2`, or a day of it; nothing for the last one that is over.
 */
period: string | null, 
/**
 * The team is counted like everybody else.
 */
with_team: boolean, 
/**
 * Only members of this segment are counted.
 */
segment?: string, };

/**
 * A round's groups.
 */
export type AskRound = { 
/**
 * The round.
 */
id: string, 
/**
 * How many were shown already.
 */
skip: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * Which rows are behind a number.
 */
export type AskRows = { 
/**
 * The metric, or `cohort`.
 */
metric: string, 
/**
 * The first day of the window; of a cohort, the first day of the cohort.
 */
start: string, 
/**
 * The day after its last.
 */
end: string, 
/**
 * Of a cohort: how many periods later.
 */
later: number | null, 
/**
 * A part of the number: `unanswered`.
 */
part: string | null, 
/**
 * Whose activity.
 */
slice: Slice, 
/**
 * How many rows were shown already.
 */
skip: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * Where something stands.
 */
export type AskState = "open" | "claimed" | "snoozed" | "closed" | "answering" | "perhaps";

/**
 * Which part of the queue.
 */
export type AskUnanswered = { 
/**
 * What was opened on so many days until now.
 */
days: number, 
/**
 * `open` (claimed or not, if not given), `claimed`, `snoozed`, `closed`, `answering`, `perhaps`.
 */
state?: "open" | "claimed" | "snoozed" | "closed" | "answering" | "perhaps", 
/**
 * In chats also what asks for nothing.
 */
all?: boolean, 
/**
 * Only of this source.
 */
source?: string, 
/**
 * Only what somebody of this segment asked.
 */
segment?: string, 
/**
 * Rows to leave out.
 */
skip?: number, 
/**
 * Rows at most.
 */
limit: number, };

/**
 * What somebody has to do with an event.
 */
export type AtEvent = "came" | "registered" | "missed" | "part";

/**
 * A file somebody shared: its name.
 */
export type Attachment = { 
/**
 * What it is called.
 */
name: string, 
/**
 * `pdf`, `png` …
 */
kind: string, };

/**
 * Where a second copy shall lie.
 */
export type BackUpElsewhere = { 
/**
 * Whether there shall be one.
 */
on: boolean, 
/**
 * The folder, for a host that cannot ask.
 */
path: string | null, 
/**
 * Whether everybody who has the folder may read it: without it, copies are sealed.
 */
plain: boolean, 
/**
 * What copies are sealed with; without it the one that is known already.
 */
passphrase: string | null, 
/**
 * Whether the folder stays the one it is.
 */
stay: boolean, };

/**
 * What there is to go back to.
 */
export type BackupList = { 
/**
 * The one made last first.
 */
backups: Array<BackupRow>, 
/**
 * Where they are.
 */
folder: string, 
/**
 * When the newest whole one was made, UTC milliseconds.
 */
last_good_at: number | null, 
/**
 * Whether that is too long ago, though something changed since.
 */
old: boolean, 
/**
 * Why the last one that should have been made by itself was not.
 */
trouble: string | null, 
/**
 * Whether one is being made.
 */
running: boolean, 
/**
 * The second folder.
 */
elsewhere: Elsewhere, 
/**
 * The last rehearsal of going back.
 */
rehearsed: Rehearsal | null, 
/**
 * When the community was restored, and nobody said yet that it is right: UTC milliseconds.
 */
restored_at: number | null, 
/**
 * When what was restored was made, UTC milliseconds.
 */
restored_of: number | null, 
/**
 * Messages that waited in what was restored, and are not sent by themselves.
 */
restored_waiting: number, 
/**
 * What was found damaged in the file that is open; nothing when it is in order as far as was looked.
 */
damage: string | null, };

/**
 * Why a backup was made.
 */
export type BackupReason = "daily" | "by_hand" | "migration" | "restore" | "imports" | "merge" | "erasure";

/**
 * A backup in the list.
 */
export type BackupRow = { 
/**
 * Its file's name.
 */
name: string, 
/**
 * When it was made, UTC milliseconds; 0 where nobody knows.
 */
at: number, 
/**
 * Why it was made.
 */
why: BackupReason | null, 
/**
 * Its size, in bytes.
 */
bytes: number, 
/**
 * Whether it can be trusted.
 */
state: BackupState, 
/**
 * When it was compared with its manifest last, UTC milliseconds.
 */
checked_at: number | null, 
/**
 * What is wrong with it; empty when nothing is.
 */
trouble: string, 
/**
 * Of what there is suspiciously little in it beside the one before.
 */
shrunk: Array<HeldKind>, 
/**
 * Whether it is from the future: this clock, or the one of then, is wrong.
 */
ahead: boolean, 
/**
 * What is in it.
 */
held: Held | null, };

/**
 * What is known of a backup without reading all of it.
 */
export type BackupState = "whole" | "broken" | "unknown";

/**
 * What came of looking at a backup.
 */
export type BackupVerdict = { 
/**
 * Whether it is whole.
 */
ok: boolean, 
/**
 * What is wrong; empty when nothing is.
 */
trouble: string, };

/**
 * What is printed.
 */
export type BadgeForm = "badges" | "tickets";

/**
 * A round to draw.
 */
export type BeginRound = { 
/**
 * Who can be drawn.
 */
options: DrawOptions, 
/**
 * The message, with places for words; nothing: that of the last round.
 */
words: string | null, 
/**
 * Its title, where a source wants one.
 */
title: string | null, 
/**
 * Days from sending until "did they meet?".
 */
ask_after: number, };

/**
 * A run of show to begin with.
 */
export type BeginRun = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Of which plan.
 */
template: string, };

/**
 * A row behind a number.
 */
export type BehindRow = { 
/**
 * The member it is about, if any.
 */
member: string | null, 
/**
 * The member's name.
 */
name: string | null, 
/**
 * The message it is about, if any.
 */
activity: string | null, 
/**
 * The first words of the message.
 */
text: string | null, 
/**
 * Where it was written.
 */
space: string | null, 
/**
 * When, UTC milliseconds.
 */
at: number | null, 
/**
 * What it brings to the number, in the metric's unit or as a count.
 */
value: number | null, 
/**
 * How the message counts: `positive`, `neutral`, `negative`; of a metric about mood alone.
 */
tone: string | null, 
/**
 * Somebody set that by hand.
 */
own_tone: boolean, };

/**
 * The rows behind a number.
 */
export type BehindRows = { 
/**
 * How many there are.
 */
total: number, 
/**
 * What kind of number `value` of a row is.
 */
unit: Unit, 
/**
 * The rows asked for.
 */
rows: Array<BehindRow>, };

/**
 * What happens between two sessions.
 */
export type BetweenKind = "note" | "link" | "introduction";

/**
 * A birthday.
 */
export type BirthdayRow = { 
/**
 * The member.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * `02-29`.
 */
day: string, 
/**
 * How they said that they like to be congratulated.
 */
how: string, };

/**
 * Birthdays.
 */
export type Birthdays = { 
/**
 * In the order of the year.
 */
rows: Array<BirthdayRow>, };

/**
 * What accepting many suggestions would change.
 */
export type BulkPreview = { 
/**
 * So many persons would be made of …
 */
groups: number, 
/**
 * … so many members.
 */
members: number, 
/**
 * Suggestions this sure that are left to decide one by one, because somebody would get two accounts at one source.
 */
left: number, 
/**
 * Names of the members of the first groups.
 */
names: Array<Array<string>>, };

/**
 * What changes, of one appointment.
 */
export type CalendarChange = { 
/**
 * Where it stands in the file; 0 for what is not in it any more.
 */
line: number, 
/**
 * What becomes of it.
 */
put: CalendarPut, 
/**
 * What it is called.
 */
title: string, 
/**
 * Its beginning, on its clock.
 */
starts: string, 
/**
 * Which fields change, from what to what; of long texts only that they do.
 */
what: Array<[string, string, string]>, };

/**
 * An event that is at the same time.
 */
export type CalendarClash = { 
/**
 * Its id.
 */
event: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * Whether it is at the same place.
 */
same_place: boolean, };

/**
 * What a calendar's file would change, or changed.
 */
export type CalendarCompared = { 
/**
 * What it calls itself.
 */
name: string, 
/**
 * Whether times do not say their zone.
 */
asks_zone: boolean, 
/**
 * Names of zones that nobody knows.
 */
unknown_zones: Array<string>, 
/**
 * The zone they were read in.
 */
zone: string, 
/**
 * Times of what comes again that lie too far away.
 */
outside: number, 
/**
 * What changes.
 */
diff: CalendarDiff, 
/**
 * Appointments that are left out.
 */
wrong: number, 
/**
 * The first of them.
 */
errors: Array<CalendarWrong>, };

/**
 * What a calendar's file would change, or changed.
 */
export type CalendarDiff = { 
/**
 * New events.
 */
new: number, 
/**
 * Events of which something else is said.
 */
changed: number, 
/**
 * Events that do not take place any more.
 */
cancelled: number, 
/**
 * Events as they were.
 */
same: number, 
/**
 * Events whose state here is newer.
 */
older: number, 
/**
 * Events that were removed here: left out.
 */
removed: number, 
/**
 * The first of what changes, in order of time.
 */
rows: Array<CalendarChange>, };

/**
 * An event on a calendar.
 */
export type CalendarEvent = { 
/**
 * The event.
 */
event: Event, 
/**
 * Its first day, in the community's zone.
 */
first_on: string, 
/**
 * Its last day, in the community's zone.
 */
last_on: string, 
/**
 * Others at the same time.
 */
clashes: Array<CalendarClash>, 
/**
 * Holidays on its days.
 */
holidays: Array<string>, };

/**
 * The file that others subscribe to, and calendars of holidays.
 */
export type CalendarFeed = { 
/**
 * Where it lies; nothing: there is none.
 */
path: string | null, 
/**
 * Whether it lies there, as the events are now.
 */
current: boolean, 
/**
 * Calendars of holidays.
 */
holidays: Array<HolidayCalendar>, };

/**
 * A calendar file.
 */
export type CalendarFile = { 
/**
 * Its text (RFC 5545).
 */
text: string, 
/**
 * How many follow-ups are in it.
 */
count: number, 
/**
 * How many private ones were left out.
 */
left_out: number, };

/**
 * What becomes of an appointment.
 */
export type CalendarPut = "new" | "changed" | "cancelled" | "older";

/**
 * Some days.
 */
export type CalendarView = { 
/**
 * Events on these days, in order of time.
 */
events: Array<CalendarEvent>, 
/**
 * Holidays on these days.
 */
holidays: Array<Holiday>, 
/**
 * Today, in the community's zone.
 */
today: string, };

/**
 * An appointment that is left out.
 */
export type CalendarWrong = { 
/**
 * Its line.
 */
line: number, 
/**
 * What it is: `VEVENT`.
 */
what: string, 
/**
 * Why.
 */
reason: string, };

/**
 * Those who could speak for the community.
 */
export type Candidates = { 
/**
 * They: those who meet most rules first.
 */
rows: Array<AdvocateCandidate>, 
/**
 * How many members were looked at.
 */
looked_at: number, 
/**
 * How many were active in these weeks.
 */
active: number, 
/**
 * Rules that nothing is known about here.
 */
unknown: Array<AdvocateRule>, };

/**
 * A line of a case's log.
 */
export type CaseAccess = { 
/**
 * What was done.
 */
what: CaseDeed, 
/**
 * UTC milliseconds.
 */
at: number, };

/**
 * Something that is to be done.
 */
export type CaseAction = { 
/**
 * What, by whom, and who is told.
 */
what: string, 
/**
 * Until when: `YYYY-MM-DD`; empty for no day.
 */
on: string, 
/**
 * Whether it is done.
 */
done: boolean, };

/**
 * How many cases there are, of what needs somebody.
 */
export type CaseCounts = { 
/**
 * Not closed yet.
 */
open: number, 
/**
 * All, those without names as well.
 */
all: number, };

/**
 * What was done with a case.
 */
export type CaseDeed = "written" | "opened" | "opened_anyway" | "changed" | "moved" | "expunged";

/**
 * Everything about a case that is sealed.
 */
export type CaseFile = { 
/**
 * How the report came: mail, in person, a flag.
 */
channel: string, 
/**
 * Whether nobody knows who reported.
 */
anonymous: boolean, 
/**
 * Whether whoever reported wants to be contacted, and how.
 */
contact: string, 
/**
 * Who took the report.
 */
received_by: string, 
/**
 * When it happened, in words.
 */
happened_when: string, 
/**
 * Where it happened.
 */
happened_where: string, 
/**
 * Everybody who is named.
 */
people: Array<CasePerson>, 
/**
 * What happened, in the reporter's words.
 */
description: string, 
/**
 * What there is to show for it.
 */
evidence: Array<string>, 
/**
 * How bad it is.
 */
severity: CaseSeverity, 
/**
 * Whether somebody is at risk now.
 */
ongoing_risk: boolean, 
/**
 * Who works on it.
 */
handlers: Array<string>, 
/**
 * Who has to stay out, and why.
 */
recused: Array<CaseRecusal>, 
/**
 * What was decided, and why.
 */
decision: string, 
/**
 * What is to be done: who tells whom, until when.
 */
actions: Array<CaseAction>, 
/**
 * What may be told to others.
 */
outcome_words: string, 
/**
 * Days on which somebody is asked how things are.
 */
follow_ups: Array<CaseAction>, 
/**
 * An appeal, and what became of it.
 */
appeal: string, 
/**
 * So many months after it was closed nobody is named any more; nothing: it is kept.
 */
keep_months: number | null, 
/**
 * The flag it was opened from, as its forum's address.
 */
flag: string | null, };

/**
 * Which case.
 */
export type CaseId = { 
/**
 * Its id.
 */
id: string, };

/**
 * A case in a list.
 */
export type CaseLine = { 
/**
 * Whether it waits for an acknowledgement for more than a day.
 */
late: boolean, 
/**
 * Those whose behaviour was reported; nothing while locked.
 */
reported: Array<string> | null, 
/**
 * How bad it is; nothing while locked.
 */
severity: CaseSeverity | null, 
/**
 * Whether it is sealed and not as it was.
 */
damaged: boolean, 
/**
 * UUIDv7.
 */
id: string, 
/**
 * What people call it: 1, 2, 3 …
 */
number: number, 
/**
 * How far it is.
 */
state: CaseState, 
/**
 * When everybody's name was taken out, UTC milliseconds.
 */
expunged_at: number | null, 
/**
 * Counts its changes, from 1.
 */
version: number, 
/**
 * When it was reported first, UTC milliseconds.
 */
received_at: number, 
/**
 * When whoever reported was told that it was, UTC milliseconds.
 */
acknowledged_at: number | null, 
/**
 * When people began to be asked, UTC milliseconds.
 */
investigating_at: number | null, 
/**
 * UTC milliseconds.
 */
decided_at: number | null, 
/**
 * UTC milliseconds.
 */
closed_at: number | null, 
/**
 * How it ended: one of Django's five words.
 */
outcome: string | null, 
/**
 * The next day on which somebody is to be asked how things are: `YYYY-MM-DD`.
 */
follow_up_on: string | null, 
/**
 * The day from which nobody is named any more: `YYYY-MM-DD`.
 */
expunge_on: string | null, };

/**
 * A case that was opened, or why it was not.
 */
export type CaseOpened = { 
/**
 * What is not sealed.
 */
case: CaseLine, 
/**
 * Its steps on the community's clock, for a form: received, acknowledged, investigating, decided, closed.
 */
steps: Array<string>, 
/**
 * Everything else; nothing while it is locked, asked about or expunged.
 */
file: CaseFile | null, 
/**
 * Who has to stay out: whoever looks is asked whether they are one of them.
 */
asks: Array<CaseRecusal>, 
/**
 * Other cases about the same person.
 */
earlier: Array<EarlierCase>, 
/**
 * Who looked, when: the newest first.
 */
log: Array<CaseAccess>, };

/**
 * Somebody who is named.
 */
export type CasePerson = { 
/**
 * As what.
 */
role: CaseRole, 
/**
 * The member; nothing for somebody who is none.
 */
member: string | null, 
/**
 * The name, as it was written.
 */
name: string, };

/**
 * A handler who has to stay out.
 */
export type CaseRecusal = { 
/**
 * Who.
 */
name: string, 
/**
 * Why.
 */
why: string, };

/**
 * What somebody has to do with a case.
 */
export type CaseRole = "reported" | "affected" | "witness" | "reporter";

/**
 * A case, as it lies in the file.
 */
export type CaseRow = { 
/**
 * UUIDv7.
 */
id: string, 
/**
 * What people call it: 1, 2, 3 …
 */
number: number, 
/**
 * How far it is.
 */
state: CaseState, 
/**
 * When everybody's name was taken out, UTC milliseconds.
 */
expunged_at: number | null, 
/**
 * Counts its changes, from 1.
 */
version: number, 
/**
 * When it was reported first, UTC milliseconds.
 */
received_at: number, 
/**
 * When whoever reported was told that it was, UTC milliseconds.
 */
acknowledged_at: number | null, 
/**
 * When people began to be asked, UTC milliseconds.
 */
investigating_at: number | null, 
/**
 * UTC milliseconds.
 */
decided_at: number | null, 
/**
 * UTC milliseconds.
 */
closed_at: number | null, 
/**
 * How it ended: one of Django's five words.
 */
outcome: string | null, 
/**
 * The next day on which somebody is to be asked how things are: `YYYY-MM-DD`.
 */
follow_up_on: string | null, 
/**
 * The day from which nobody is named any more: `YYYY-MM-DD`.
 */
expunge_on: string | null, };

/**
 * How bad it is.
 */
export type CaseSeverity = "unknown" | "minor" | "serious" | "severe";

/**
 * How far a case is.
 */
export type CaseState = "received" | "acknowledged" | "investigating" | "decided" | "closed" | "expunged";

/**
 * Why a case waits.
 */
export type CaseWait = "not_acknowledged" | "new" | "follow_up";

/**
 * A case that waits.
 */
export type CaseWaiting = { 
/**
 * The case.
 */
id: string, 
/**
 * Its number.
 */
number: number, 
/**
 * What for.
 */
why: CaseWait, 
/**
 * Since when, UTC milliseconds; of a follow-up, the beginning of its day.
 */
since: number, };

/**
 * Cases.
 */
export type Cases = { 
/**
 * The newest first.
 */
cases: Array<CaseLine>, 
/**
 * How many there are.
 */
counts: CaseCounts, 
/**
 * Whether nobody is named because notes are locked.
 */
locked: boolean, };

/**
 * What was celebrated, and which thanks were said in public.
 */
export type Celebrate = { 
/**
 * Occasions.
 */
occasions: Array<Occasion>, 
/**
 * Ids of thanks.
 */
kudos: Array<string>, 
/**
 * Whether they were; or else the tick is taken away.
 */
done: boolean, 
/**
 * The post that says so: it goes into the outbox, and is one step with what it ticks off.
 */
post: QueuePost | null, };

/**
 * Something to celebrate.
 */
export type Celebration = { 
/**
 * The member.
 */
member: string, 
/**
 * The name.
 */
name: string, 
/**
 * What.
 */
kind: CelebrationKind, 
/**
 * How many years, answers or messages.
 */
number: number | null, 
/**
 * The day, on the member's clock: `YYYY-MM-DD`.
 */
on: string, 
/**
 * Days from the member's today; less than 0: it was.
 */
in_days: number, 
/**
 * What it is ticked off by.
 */
occasion: string, 
/**
 * Whether it was ticked off.
 */
done: boolean, };

/**
 * What is celebrated.
 */
export type CelebrationKind = "birthday" | "years" | "years_seen" | "answers" | "messages" | "events" | "first_post";

/**
 * What there is to celebrate.
 */
export type Celebrations = { 
/**
 * The earliest first.
 */
rows: Array<Celebration>, 
/**
 * When 29 February is celebrated in other years.
 */
leap: LeapRule, };

/**
 * Something else about a member's place in an organisation.
 */
export type ChangeAffiliation = { 
/**
 * The place.
 */
id: string, 
/**
 * Where, as what and when.
 */
affiliation: NewAffiliation, };

/**
 * What is said about a mark.
 */
export type ChangeContentFind = { 
/**
 * Which.
 */
id: string, 
/**
 * What.
 */
find: NewContentFind, };

/**
 * Another name or other choices.
 */
export type ChangeField = { 
/**
 * The field.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * What can be chosen, for a choice.
 */
choices: Array<string>, };

/**
 * What this computer is to do; what is not given stays as it is.
 */
export type ChangeMachine = { 
/**
 * Whether the desktop is to remind.
 */
remind: boolean | null, 
/**
 * Whether Kith is to start with the computer.
 */
starts: boolean | null, 
/**
 * Whether Kith is to have an icon in the desktop's tray.
 */
tray: boolean | null, };

/**
 * Changes to a note; what is not given stays as it is.
 */
export type ChangeNote = { 
/**
 * The note.
 */
id: string, 
/**
 * The words.
 */
text?: string, 
/**
 * What it is.
 */
kind?: NoteKind, 
/**
 * Who may see it.
 */
visibility?: Visibility, 
/**
 * Until when.
 */
due?: WishDue, };

/**
 * Changes; what is not given stays as it is.
 */
export type ChangeSettings = { 
/**
 * What the community is called.
 */
name: string | null, 
/**
 * IANA zone.
 */
zone: string | null, 
/**
 * When its team works.
 */
hours: WorkingHours | null, 
/**
 * How the window looks.
 */
theme: Theme | null, 
/**
 * Whether the source's own JSON is kept.
 */
keep_raw: boolean | null, 
/**
 * When reminders are held.
 */
quiet?: QuietHours, };

/**
 * Other choices for a source.
 */
export type ChangeSource = { 
/**
 * The source.
 */
id: string, 
/**
 * The choices.
 */
settings: SourceSettings, 
/**
 * Minutes between runs, at least 5.
 */
every: number, };

/**
 * Another name or colour for a tag.
 */
export type ChangeTag = { 
/**
 * The tag.
 */
id: string, 
/**
 * The word.
 */
name: string, 
/**
 * One of eight, from 0.
 */
colour: number, };

/**
 * The ways to reach somebody.
 */
export type Channel = "email" | "direct" | "phone" | "public";

/**
 * A cell of a chart's numbers.
 */
export type ChartCell = number | string;

/**
 * In which shape.
 */
export type ChartFormat = "png" | "svg" | "csv";

/**
 * One examination.
 */
export type Check = { 
/**
 * What was examined.
 */
name: string, 
/**
 * Whether it is in order.
 */
ok: boolean, 
/**
 * What was found.
 */
detail: string, };

/**
 * Somebody comes in.
 */
export type CheckIn = { 
/**
 * To which event.
 */
event: string, 
/**
 * Which guest.
 */
guest: string | null, 
/**
 * Or: what a scanner read.
 */
code: string | null, 
/**
 * What this laptop is called.
 */
desk: string, };

/**
 * All examinations.
 */
export type CheckReport = { 
/**
 * Whether everything is in order.
 */
ok: boolean, 
/**
 * One by one.
 */
checks: Array<Check>, };

/**
 * What came of it: on the disk by now.
 */
export type CheckedIn = { 
/**
 * Who.
 */
guest: DoorHit, 
/**
 * Whether they were in before.
 */
again: boolean, 
/**
 * How full it is now.
 */
count: DoorCount, };

/**
 * Whether somebody wants to be introduced.
 */
export type ChooseIntroductions = { 
/**
 * The member.
 */
member: string, 
/**
 * Whether they want to.
 */
wish: IntroductionWish, 
/**
 * Not before this day, `YYYY-MM-DD`.
 */
until: string | null, };

/**
 * Who takes it.
 */
export type Claim = { 
/**
 * The message that opened the conversation.
 */
id: string, 
/**
 * A name; empty: whoever uses this file; nothing: nobody.
 */
by: string | null, };

/**
 * Whether it needs no answer.
 */
export type Close = { 
/**
 * The message that opened the conversation.
 */
id: string, 
/**
 * It needs none.
 */
closed: boolean, };

/**
 * Who can do something about an error. A code exists because a screen reacts to it.
 */
export type Code = "Invalid" | "NotFound" | "Conflict" | "SignedOut" | "Forbidden" | "Offline" | "Waiting" | "Remote" | "KeychainLocked" | "NotesLocked" | "DiskFull" | "NewerFile" | "DamagedFile" | "InUse" | "NoCommunity" | "Cancelled" | "Bug";

/**
 * Who began in the same month or quarter.
 */
export type Cohort = { 
/**
 * Its first day.
 */
start: string, 
/**
 * The day after its last.
 */
end: string, 
/**
 * Members.
 */
size: number, 
/**
 * Period 0 is the one they began in.
 */
cells: Array<CohortCell>, };

/**
 * One cell of the cohort table.
 */
export type CohortCell = { 
/**
 * Members of the cohort that contributed.
 */
active: number, 
/**
 * Of all of them, 0 to 100; nothing for a cohort of nobody.
 */
share: number | null, 
/**
 * The month is not over.
 */
unfinished: boolean, };

/**
 * The cohort table.
 */
export type Cohorts = { 
/**
 * Oldest first.
 */
cohorts: Array<Cohort>, 
/**
 * The mean share of each period after the first, of cells that are finished, weighed by size; 0 to 100.
 */
average: Array<number | null>, };

/**
 * A column and its use.
 */
export type Column = { 
/**
 * Its name in the heading; case does not matter.
 */
header: string, 
/**
 * What it is used for.
 */
field: Use, 
/**
 * What it is kept under, where that is not its name: a field of its own.
 */
label: string | null, };

/**
 * All communities of this machine.
 */
export type Communities = { 
/**
 * Those opened last first.
 */
communities: Array<Community>, 
/**
 * Where they are.
 */
folder: string, };

/**
 * A community.
 */
export type Community = { 
/**
 * Its id, which is its folder's name.
 */
id: string, 
/**
 * What it is called; empty when its file cannot be read.
 */
name: string, 
/**
 * IANA zone.
 */
zone: string, 
/**
 * When its team works.
 */
hours: WorkingHours, 
/**
 * When it was opened last, UTC milliseconds.
 */
opened_at: number | null, 
/**
 * Size of its file.
 */
bytes: number, 
/**
 * Whether it is the one that is open.
 */
open: boolean, };

/**
 * How a field is compared. Words are compared without regard to case and accents.
 */
export type Comparison = "known" | "equals" | "contains" | "at_least" | "at_most";

/**
 * What waits today.
 */
export type ConductToday = { 
/**
 * The most urgent first.
 */
rows: Array<CaseWaiting>, 
/**
 * How many more.
 */
more: number, 
/**
 * Flags that wait for a decision at the forums.
 */
flags: number, };

/**
 * The groups that were asked for.
 */
export type ConfirmCode = { 
/**
 * In the order in which they were asked for.
 */
groups: Array<string>, };

/**
 * A source to connect, or to connect again with another key.
 */
export type ConnectSource = { 
/**
 * What it is.
 */
kind: SourceKind, 
/**
 * The key or token; empty for reading a public forum as nobody. It goes to the keyring and nowhere else.
 */
secret: string, 
/**
 * What a person chooses.
 */
settings: SourceSettings, 
/**
 * The source that is connected again; a different community is refused.
 */
source: string | null, };

/**
 * How a source is connected and how it is doing.
 */
export type Connection = { 
/**
 * How it is doing.
 */
state: SyncState, 
/**
 * Why it waits, asks or failed.
 */
error: ApiError | null, 
/**
 * What a person chose.
 */
settings: SourceSettings, 
/**
 * As whom it is read.
 */
account: string | null, 
/**
 * What the key may do, in the source's own words.
 */
scopes: Array<string>, 
/**
 * Scopes that are missing.
 */
missing: Array<MissingScope>, 
/**
 * Whether the key may write.
 */
can_write: boolean, 
/**
 * Minutes between runs.
 */
every: number, 
/**
 * When the next run begins, UTC milliseconds.
 */
next_run_at: number | null, 
/**
 * When the last run began, UTC milliseconds.
 */
last_started_at: number | null, 
/**
 * When a run was last complete, UTC milliseconds.
 */
last_ok_at: number | null, 
/**
 * When everything was last looked at again, UTC milliseconds.
 */
last_full_at: number | null, 
/**
 * How far the present run is.
 */
progress: SyncProgress | null, 
/**
 * What is covered.
 */
coverage: Covered | null, 
/**
 * What the last run did.
 */
report: SyncReport | null, 
/**
 * Records that could not be read.
 */
quarantined: number, 
/**
 * Whether it tells at once when something happens.
 */
hint: Hint, };

/**
 * What a member agreed to.
 */
export type Consent = { 
/**
 * Being written to by e-mail.
 */
email: Agreement, 
/**
 * Being written to directly in the community.
 */
direct: Agreement, 
/**
 * Getting the newsletter.
 */
newsletter: Agreement, };

/**
 * What a member agreed to.
 */
export type ConsentField = { 
/**
 * What stands there.
 */
value: Consent, 
/**
 * Somebody wrote it here.
 */
kept: boolean, };

/**
 * How a member wants to be reached.
 */
export type Contact = { 
/**
 * The way they prefer.
 */
channel: Channel | null, 
/**
 * The language they prefer, in words.
 */
language: string | null, 
/**
 * They do not want to be contacted at all.
 */
never: boolean, };

/**
 * How a member wants to be reached.
 */
export type ContactField = { 
/**
 * What stands there.
 */
value: Contact, 
/**
 * Somebody wrote it here.
 */
kept: boolean, };

/**
 * A campaign.
 */
export type ContentCampaign = { 
/**
 * UUIDv7.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day.
 */
until_on: string, 
/**
 * What it is for.
 */
goal: string, 
/**
 * Its posts.
 */
posts: number, 
/**
 * Of these, how many are out.
 */
published: number, 
/**
 * Of these, how many have a message that is known.
 */
known: number, 
/**
 * Answers to them, each in its first seven days.
 */
answers: number, 
/**
 * Reactions.
 */
reactions: number, 
/**
 * How often forums say they were looked at; nothing when none of them says so.
 */
views: number | null, };

/**
 * Campaigns.
 */
export type ContentCampaigns = { 
/**
 * The newest first.
 */
campaigns: Array<ContentCampaign>, };

/**
 * What a line is about.
 */
export type ContentDue = "late" | "post" | "goes_out" | "review" | "gap";

/**
 * Something a member made.
 */
export type ContentFindRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * The message.
 */
message: string, 
/**
 * Where that is; nothing when it is not here any more.
 */
space: string | null, 
/**
 * What the space is called.
 */
space_name: string | null, 
/**
 * Its first words; nothing when it was taken away.
 */
text: string | null, 
/**
 * When it was written, UTC milliseconds.
 */
at: number | null, 
/**
 * Who made it.
 */
author: Person | null, 
/**
 * Reactions to it.
 */
reactions: number, 
/**
 * Whether they agreed.
 */
permission: ContentPermission, 
/**
 * When that was so.
 */
decided_on: string | null, 
/**
 * The post it is used in.
 */
post: string | null, 
/**
 * Its title.
 */
post_title: string | null, 
/**
 * A remark.
 */
note: string, };

/**
 * What members made.
 */
export type ContentFinds = { 
/**
 * The newest mark first.
 */
finds: Array<ContentFindRow>, 
/**
 * Whether there are more.
 */
more: boolean, };

/**
 * The weeks of one place.
 */
export type ContentGap = { 
/**
 * The space; nothing: by hand elsewhere.
 */
space: string | null, 
/**
 * What that is called.
 */
place: string, 
/**
 * Posts in each week.
 */
posts: Array<number>, };

/**
 * Weeks without a post.
 */
export type ContentGaps = { 
/**
 * The Mondays of the weeks.
 */
weeks: Array<string>, 
/**
 * The places that posts are planned for.
 */
places: Array<ContentGap>, 
/**
 * How many of a hundred weeks of all places, those that are over left out, have no post. About 20 leave room for what
 * comes up.
 */
open: number, };

/**
 * Something of the content calendar by its id.
 */
export type ContentId = { 
/**
 * Its id.
 */
id: string, };

/**
 * Planned posts.
 */
export type ContentPage = { 
/**
 * By day; those without one last.
 */
posts: Array<ContentPost>, 
/**
 * Today on the community's clock.
 */
today: string, 
/**
 * The community's zone.
 */
zone: string, };

/**
 * Whether a member agreed.
 */
export type ContentPermission = "found" | "asked" | "granted" | "refused";

/**
 * A planned post.
 */
export type ContentPost = { 
/**
 * UUIDv7.
 */
id: string, 
/**
 * A topic's title; in a chat, what it is called here.
 */
title: string, 
/**
 * Markdown.
 */
body: string, 
/**
 * Where it stands.
 */
state: ContentState, 
/**
 * The space it is for; nothing: by hand elsewhere.
 */
space: string | null, 
/**
 * What that is called now, or was when it was chosen; where it goes by hand.
 */
place: string, 
/**
 * What the source of the space is called.
 */
source_name: string | null, 
/**
 * Whoever looks after it.
 */
owner: Person | null, 
/**
 * The day it is planned for, on the clock of `zone`.
 */
planned_on: string | null, 
/**
 * The time of that day; empty for any.
 */
planned_time: string, 
/**
 * Whose clock: IANA.
 */
zone: string, 
/**
 * The same as an instant, UTC milliseconds.
 */
planned_at: number | null, 
/**
 * The campaign it belongs to.
 */
campaign: string | null, 
/**
 * What that is called.
 */
campaign_name: string | null, 
/**
 * Remarks.
 */
notes: string, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * The series that made it.
 */
series: string | null, 
/**
 * How it gets out, or got out.
 */
way: ContentWay, 
/**
 * When it got out, UTC milliseconds.
 */
published_at: number | null, 
/**
 * What became of it, as soon as the message is known.
 */
result: ContentResult | null, 
/**
 * What is in its way.
 */
trouble: ContentTrouble | null, 
/**
 * UTC milliseconds.
 */
updated_at: number, };

/**
 * How often a series comes again.
 */
export type ContentRepeat = { "every": "week", 
/**
 * 1 to 52.
 */
weeks: number, 
/**
 * 1 is Monday, 7 Sunday.
 */
weekday: number, } | { "every": "month_day", 
/**
 * 1 to 31.
 */
day: number, } | { "every": "month_weekday", 
/**
 * 1 to 5; 0 is the last one.
 */
nth: number, 
/**
 * 1 is Monday, 7 Sunday.
 */
weekday: number, };

/**
 * What became of a post.
 */
export type ContentResult = { 
/**
 * The message.
 */
message: string, 
/**
 * Where it is; nothing when it is not here any more.
 */
space: string | null, 
/**
 * Whether the message is here.
 */
here: boolean, 
/**
 * Whether it was taken away at its source.
 */
gone: boolean, 
/**
 * Answers in the first seven days.
 */
answers: number, 
/**
 * People who gave them, its author left out.
 */
people: number, 
/**
 * Reactions to it.
 */
reactions: number, 
/**
 * How often a forum says it was looked at.
 */
views: number | null, 
/**
 * Whether the seven days are over and counted.
 */
complete: boolean, };

/**
 * Where a post stands.
 */
export type ContentState = "idea" | "draft" | "review" | "scheduled" | "published" | "measured";

/**
 * A template; with a rule, a series.
 */
export type ContentTemplate = { 
/**
 * UUIDv7.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * The title of what is made from it; {date}, {week}, {month} and {number} are places for words.
 */
title: string, 
/**
 * Markdown, with the same places.
 */
body: string, 
/**
 * The space; nothing: by hand elsewhere.
 */
space: string | null, 
/**
 * What that is called.
 */
place: string, 
/**
 * Whoever looks after it.
 */
owner: Person | null, 
/**
 * The campaign.
 */
campaign: string | null, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * The time of the day; empty for any.
 */
time: string, 
/**
 * Whose clock: IANA.
 */
zone: string, 
/**
 * How often it comes again; nothing for a template.
 */
repeat: ContentRepeat | null, 
/**
 * From this day on.
 */
from_on: string | null, 
/**
 * The last day.
 */
until_on: string | null, 
/**
 * Copies that are planned from today on.
 */
ahead: number, };

/**
 * Templates and series.
 */
export type ContentTemplates = { 
/**
 * Series first, by name.
 */
templates: Array<ContentTemplate>, };

/**
 * What is due today.
 */
export type ContentToday = { 
/**
 * At most eight lines, the most pressing first.
 */
rows: Array<ContentTodayRow>, 
/**
 * How many more there are.
 */
more: number, };

/**
 * A line.
 */
export type ContentTodayRow = { 
/**
 * What it is about.
 */
due: ContentDue, 
/**
 * The post; nothing for a gap.
 */
post: string | null, 
/**
 * Its title.
 */
title: string, 
/**
 * Where it goes.
 */
place: string, 
/**
 * The space, where it is one.
 */
space: string | null, 
/**
 * Its day.
 */
on: string | null, 
/**
 * Its time of that day.
 */
time: string, 
/**
 * What is in its way.
 */
trouble: ContentTrouble | null, };

/**
 * What is in a post's way.
 */
export type ContentTrouble = "space_gone" | "space_archived" | "not_in_outbox" | "refused" | "not_connected" | "paused" | "read_only" | "source_fails" | "late";

/**
 * How a post gets out.
 */
export type ContentWay = "hand" | "outbox";

/**
 * A rule to count.
 */
export type CountSegment = { 
/**
 * Whom it chooses.
 */
rule: Rule, };

/**
 * How much of what.
 */
export type Counts = { 
/**
 * Messages that open a conversation or stand alone.
 */
posts: number, 
/**
 * Answers.
 */
replies: number, 
/**
 * Reactions given.
 */
reactions: number, 
/**
 * Joins of spaces.
 */
joins: number, };

/**
 * What of a source is here.
 */
export type Covered = { 
/**
 * From this moment on everything that the source shows is here, UTC milliseconds.
 */
from: number | null, 
/**
 * Up to this moment, UTC milliseconds.
 */
through: number | null, 
/**
 * Messages, as the source counts them.
 */
messages: number | null, 
/**
 * People, as the source counts them.
 */
people: number | null, 
/**
 * What cannot be read.
 */
hidden: Array<HiddenPart>, };

/**
 * A new community.
 */
export type CreateCommunity = { 
/**
 * What it is called.
 */
name: string, 
/**
 * IANA zone.
 */
zone: string, 
/**
 * When its team works.
 */
hours: WorkingHours, };

/**
 * A new field.
 */
export type CreateField = { 
/**
 * What it is called.
 */
name: string, 
/**
 * What it holds; never changes.
 */
kind: CustomKind, 
/**
 * What can be chosen, for a choice.
 */
choices: Array<string>, };

/**
 * A new tag.
 */
export type CreateTag = { 
/**
 * The word.
 */
name: string, 
/**
 * One of eight, from 0.
 */
colour: number, };

/**
 * A field that a community made.
 */
export type CustomField = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it holds.
 */
kind: CustomKind, 
/**
 * What can be chosen.
 */
choices: Array<string>, 
/**
 * Accounts for whose members something stands in it.
 */
filled: number, };

/**
 * What a custom field holds.
 */
export type CustomKind = "text" | "number" | "date" | "choice" | "yes_no" | "link";

/**
 * A custom field and what stands in it.
 */
export type CustomValue = { 
/**
 * The field's id.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it holds.
 */
kind: CustomKind, 
/**
 * What can be chosen.
 */
choices: Array<string>, 
/**
 * What stands in it.
 */
value: FieldValue | null, };

/**
 * A file that was put in order.
 */
export type DamageMended = { 
/**
 * The community's folder: the damaged file is in there, in a folder that begins with `corrupt-`.
 */
folder: string, 
/**
 * What was read and lost; nothing when only indexes were made anew.
 */
report: SalvageReport | null, };

/**
 * Which number of `03/04/2024` is the day.
 */
export type DateOrder = "auto" | "day_first" | "month_first";

/**
 * A day off that was typed in.
 */
export type DayOff = { 
/**
 * Its id.
 */
id: string, 
/**
 * The day: `2026-12-25`.
 */
on_day: string, 
/**
 * What it is called.
 */
name: string, };

/**
 * Which day off.
 */
export type DayOffId = { 
/**
 * Its id.
 */
id: string, };

/**
 * Days on which the team does not work.
 */
export type DaysOff = { 
/**
 * Those typed in, by day.
 */
own: Array<DayOff>, 
/**
 * Calendars of holidays, and whether the team keeps them.
 */
calendars: Array<[HolidayCalendar, boolean]>, };

/**
 * A decision.
 */
export type DecideFlag = { 
/**
 * What it is about.
 */
id: string, 
/**
 * One of the actions that are offered for it.
 */
action: string, };

/**
 * What may be copied.
 */
export type Diagnostics = { 
/**
 * Lines of plain text.
 */
text: string, };

/**
 * A message to each guest alone, where the guest is a member who can be written to.
 */
export type DirectEventMessage = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Which.
 */
step: EventStep, 
/**
 * Whether they go out; else only how many there would be.
 */
send: boolean, };

/**
 * Which way is better.
 */
export type Direction = "up" | "down" | "neutral";

/**
 * How full it is.
 */
export type DoorCount = { 
/**
 * Guests who are in.
 */
guests: number, 
/**
 * People who are in: with those who came along.
 */
heads: number, };

/**
 * A guest, as one sees them at the door.
 */
export type DoorHit = { 
/**
 * Which guest.
 */
id: string, 
/**
 * Who.
 */
name: string, 
/**
 * The member: the id of an account.
 */
member: string | null, 
/**
 * How it stands.
 */
state: GuestState, 
/**
 * People who come along.
 */
plus: number, 
/**
 * The kind of ticket.
 */
ticket: string, 
/**
 * When they came in, UTC milliseconds.
 */
came_at: number | null, 
/**
 * Whether they were at no event before; nothing where that cannot be known, or where there was none.
 */
first: boolean | null, };

/**
 * What another laptop's file brought.
 */
export type DoorMerged = { 
/**
 * The event's id.
 */
event: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * Whether the event was not here before.
 */
new_event: boolean, 
/**
 * Guests who were not in the list here.
 */
guests: number, 
/**
 * Check-ins that were not known here.
 */
came: number, 
/**
 * Check-ins that were taken back there.
 */
undone: number, 
/**
 * Guests who are one with another since, and were two here.
 */
joined: number, 
/**
 * How full it is now.
 */
count: DoorCount, };

/**
 * The door.
 */
export type DoorView = { 
/**
 * The event.
 */
event: Event, 
/**
 * How full it is.
 */
count: DoorCount, 
/**
 * People who said that they come, with those who come along.
 */
expected: number, 
/**
 * The guest whose code these very letters are.
 */
by_code: DoorHit | null, 
/**
 * Guests that were found.
 */
hits: Array<DoorHit>, 
/**
 * Who came in last.
 */
last: Array<DoorHit>, };

/**
 * Who can be drawn.
 */
export type DrawOptions = { 
/**
 * Only who did something in so many days: 1 to 366.
 */
active_days: number, 
/**
 * The team as well.
 */
team: boolean, 
/**
 * Only those who said yes.
 */
volunteers: boolean, 
/**
 * Only members of a saved segment.
 */
segment: string | null, };

/**
 * Groups that could be made.
 */
export type Drawn = { 
/**
 * The groups, those that fit best first.
 */
groups: Array<IntroductionGroup>, 
/**
 * How many people are in them.
 */
people: number, 
/**
 * Who is in none.
 */
left_out: LeftOut, };

/**
 * When something is to be done: what a clock on the wall shows, and the instant that this makes.
 */
export type Due = { 
/**
 * `YYYY-MM-DD`.
 */
on: string, 
/**
 * `HH:MM`; nothing for the whole day.
 */
time: string | null, 
/**
 * IANA zone.
 */
zone: string, 
/**
 * UTC milliseconds; the beginning of a whole day.
 */
at: number, };

/**
 * What a person is reminded of.
 */
export type DueNow = { 
/**
 * How many are due; none while hours are quiet.
 */
count: number, 
/**
 * How many wait for the quiet to end.
 */
held: number, 
/**
 * When it ends, UTC milliseconds.
 */
quiet_until: number | null, };

/**
 * Two members that may be one person, as a screen shows them.
 */
export type Duplicate = { 
/**
 * The member that would keep its place: the one seen first.
 */
a: Side, 
/**
 * The member that would become part of it.
 */
b: Side, 
/**
 * The account of the first that the reasons speak of.
 */
account_a: string, 
/**
 * That of the second.
 */
account_b: string, 
/**
 * How likely it is, in percent.
 */
confidence: number, 
/**
 * They would have two accounts at one source.
 */
same_source: boolean, 
/**
 * Why, the strongest first, then what speaks against.
 */
reasons: Array<SuggestionReason>, };

/**
 * Members that may be one person.
 */
export type Duplicates = { 
/**
 * The surest first.
 */
pairs: Array<Duplicate>, 
/**
 * How many there are in all.
 */
total: number, };

/**
 * An earlier or later case about the same person.
 */
export type EarlierCase = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its number.
 */
number: number, 
/**
 * How far it is.
 */
state: CaseState, 
/**
 * When it was reported, UTC milliseconds.
 */
received_at: number, 
/**
 * How it ended.
 */
outcome: string | null, 
/**
 * Whom both are about.
 */
names: Array<string>, };

/**
 * Changes of a member's fields.
 */
export type EditMember = { 
/**
 * The member, or any of its accounts.
 */
id: string, 
/**
 * Which fields become what.
 */
changes: Array<FieldChange>, };

/**
 * What a member did in the 60 days before a day and from that day on. That it changed does not say why.
 */
export type Effect = { 
/**
 * Messages in public in the 60 days before.
 */
before: number, 
/**
 * Days of these on which they wrote.
 */
before_days: number, 
/**
 * Messages in public from the day on, for 60 days at most.
 */
after: number, 
/**
 * Days of these on which they wrote.
 */
after_days: number, 
/**
 * How many of the 60 days after are over.
 */
over: number, };

/**
 * The folder of choice for a second copy.
 */
export type Elsewhere = { 
/**
 * How it is doing.
 */
state: ElsewhereState, 
/**
 * The folder that was chosen.
 */
folder: string | null, 
/**
 * Whether what is copied there is sealed.
 */
sealed: boolean, 
/**
 * When the newest copy in it was made, UTC milliseconds.
 */
newest_at: number | null, 
/**
 * How many copies in it can be read by whoever has the folder, although copies are to be sealed.
 */
readable: number, 
/**
 * What kept the last copy from being made.
 */
trouble: string | null, };

/**
 * How the folder of choice is doing.
 */
export type ElsewhereState = "none" | "fine" | "behind" | "missing" | "asks";

/**
 * Said when one has looked through what is new.
 */
export type Enough = { 
/**
 * That is enough for today; otherwise the day goes on.
 */
enough: boolean, };

/**
 * Whom to erase.
 */
export type EraseMember = { 
/**
 * The id of the member or of one of the accounts.
 */
id: string, 
/**
 * The member's name, typed: nobody erases somebody by a slip.
 */
name: string, 
/**
 * Whether older backups stay. They still have the person, and go by themselves within 90 days; whoever goes back to one
 * of them finds the person erased all the same.
 */
keep_copies: boolean, };

/**
 * An event.
 */
export type Event = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * What sort of event.
 */
kind: EventKind, 
/**
 * Where people are.
 */
form: EventForm, 
/**
 * The place, in words.
 */
place: string, 
/**
 * The page or the call.
 */
link: string, 
/**
 * Seats; nothing: as many as come.
 */
capacity: number | null, 
/**
 * Whether a person decides who comes.
 */
approval: boolean, 
/**
 * Its beginning on its own clock: `2026-11-26T18:30`.
 */
starts: string, 
/**
 * Its end on its own clock.
 */
ends: string, 
/**
 * Its zone: `Europe/Berlin`.
 */
zone: string, 
/**
 * Its beginning, UTC milliseconds.
 */
start_at: number, 
/**
 * Its end, UTC milliseconds.
 */
end_at: number, 
/**
 * What the public reads.
 */
text: string, 
/**
 * Of its budget: `EUR`.
 */
currency: string, 
/**
 * Counts changes that calendars must hear of.
 */
sequence: number, 
/**
 * Whether it does not take place.
 */
cancelled: boolean, 
/**
 * When it was changed, UTC milliseconds.
 */
updated_at: number, };

/**
 * What is known after an event.
 */
export type EventAfter = { 
/**
 * Who attended.
 */
attendance: EventAttendance, 
/**
 * Of those who said that they come, the share that did, in hundredths.
 */
show_rate: number | null, 
/**
 * How it was.
 */
verdict: EventVerdict, 
/**
 * Each answer.
 */
scores: Array<EventScore>, 
/**
 * Lessons, decisions, links.
 */
lessons: Array<EventLesson>, 
/**
 * What those who came did more; nothing of too few or too early.
 */
effect: EventEffect | null, 
/**
 * From which day on that can be told: `2026-12-25`.
 */
effect_on: string, 
/**
 * Whether that day has come.
 */
effect_due: boolean, };

/**
 * The attendance of an event.
 */
export type EventAttendance = { 
/**
 * Everybody once: who attended by name, then who was missed.
 */
people: Array<EventAttendee>, 
/**
 * Those who attended.
 */
came: number, 
/**
 * Of them, through the door only.
 */
door: number, 
/**
 * Of them, online only.
 */
online: number, 
/**
 * Of them, both.
 */
both: number, 
/**
 * Those who said that they come.
 */
expected: number, 
/**
 * Of them, those who attended.
 */
shown: number, 
/**
 * Those who attended and had not said so.
 */
walk_ins: number, 
/**
 * Those who attended for the first time; nothing where there was no event before.
 */
first_timers: number | null, 
/**
 * How it stood with people when the event began, and who of them came.
 */
by_state: Array<StateShow>, 
/**
 * Seats that were offered to those who waited.
 */
offers: number, 
/**
 * Of them, those who took it.
 */
accepted: number, 
/**
 * Online one attends from so many minutes on.
 */
least_minutes: number, };

/**
 * Somebody who attended an event, or was missed.
 */
export type EventAttendee = { 
/**
 * A row of theirs in the list.
 */
guest: string, 
/**
 * Who; nothing for somebody who was erased.
 */
name: string, 
/**
 * The member: the id of an account.
 */
member: string | null, 
/**
 * They said that they come.
 */
expected: boolean, 
/**
 * How they attended.
 */
how: EventHow, 
/**
 * Minutes online, where that is known.
 */
minutes: number | null, 
/**
 * Whether it was their first event here; nothing where there was none before.
 */
first: boolean | null, };

/**
 * To whom.
 */
export type EventAudience = "going" | "came" | "missed";

/**
 * A line of a budget.
 */
export type EventCost = { 
/**
 * Its id.
 */
id: string, 
/**
 * For what.
 */
label: string, 
/**
 * What it was planned to cost: `120.00`.
 */
planned: string, 
/**
 * What was promised.
 */
committed: string, 
/**
 * What was paid.
 */
paid: string, };

/**
 * A line of a run of show.
 */
export type EventCue = { 
/**
 * Its id.
 */
id: string, 
/**
 * Minutes from the event's beginning: -30, 0, 15.
 */
offset: number, 
/**
 * How long it takes, in minutes.
 */
minutes: number, 
/**
 * What.
 */
title: string, 
/**
 * Who.
 */
owner: string, 
/**
 * What tells everybody that it begins.
 */
cue: string, 
/**
 * Where; nothing: where the event is.
 */
place: string, 
/**
 * What is done if it does not work.
 */
backup: string, 
/**
 * Its beginning on the event's clock: `2026-11-26T18:40`.
 */
starts: string, 
/**
 * Its end on the event's clock.
 */
ends: string, 
/**
 * Its beginning, UTC milliseconds.
 */
start_at: number, 
/**
 * Its end, UTC milliseconds.
 */
end_at: number, 
/**
 * Minutes it is later than it was planned; fewer than none: earlier.
 */
moved: number, 
/**
 * When it really began, UTC milliseconds.
 */
begun_at: number | null, 
/**
 * Minutes before it in which nothing happens.
 */
gap: number, 
/**
 * What still goes on at the same place, or with the same person, when it begins.
 */
clash: string | null, 
/**
 * When it was changed, UTC milliseconds.
 */
updated_at: number, };

/**
 * Messages to guests, one by one.
 */
export type EventDirect = { 
/**
 * Members who get one.
 */
reached: number, 
/**
 * Members who can be written to nowhere.
 */
unreached: number, 
/**
 * Guests who are no members.
 */
strangers: number, };

/**
 * What is due today.
 */
export type EventDue = { 
/**
 * Events that go on today.
 */
today: Array<EventRow>, 
/**
 * Tasks that are late or due today, the latest first.
 */
tasks: Array<EventLate>, 
/**
 * How many more there are.
 */
more: number, 
/**
 * Messages to guests that are due and did not go out.
 */
messages: Array<EventMessageDue>, };

/**
 * What those who came did more than others who were as active before.
 */
export type EventEffect = { 
/**
 * Those who came and have somebody to be compared with.
 */
people: number, 
/**
 * Those they are compared with.
 */
others: number, 
/**
 * Those who came and have nobody to be compared with.
 */
unmatched: number, 
/**
 * By how many active days those who came changed, on average.
 */
came: number, 
/**
 * By how many the others changed.
 */
stayed: number, 
/**
 * The difference: active days in four weeks.
 */
effect: number, };

/**
 * Where people are.
 */
export type EventForm = "place" | "online" | "hybrid";

/**
 * How somebody attended.
 */
export type EventHow = "door" | "online" | "both" | "missed" | "short";

/**
 * Which event.
 */
export type EventId = { 
/**
 * Its id.
 */
id: string, };

/**
 * What sort of event.
 */
export type EventKind = "meetup" | "webinar" | "workshop" | "ama" | "office_hours" | "conference";

/**
 * A task that is late, or due today.
 */
export type EventLate = { 
/**
 * Its id.
 */
id: string, 
/**
 * What.
 */
title: string, 
/**
 * Who.
 */
owner: string, 
/**
 * The day it was due: `2026-11-12`.
 */
due_on: string, 
/**
 * Whether that is over.
 */
late: boolean, 
/**
 * For which event.
 */
event: string, 
/**
 * What that is called.
 */
event_title: string, };

/**
 * Something that is kept of an event.
 */
export type EventLesson = { 
/**
 * Its id.
 */
id: string, 
/**
 * What sort of thing.
 */
kind: LessonKind, 
/**
 * In words.
 */
text: string, 
/**
 * Where it is.
 */
link: string, };

/**
 * What the mail program got.
 */
export type EventMail = { 
/**
 * How many people each portion is for.
 */
portions: Array<number>, 
/**
 * Guests without an address.
 */
without: number, 
/**
 * Whether the words go along, or have to be copied.
 */
has_words: boolean, 
/**
 * Whether a portion was given to the mail program.
 */
is_opened: boolean, };

/**
 * A message of an event.
 */
export type EventMessage = { 
/**
 * Which.
 */
step: EventStep, 
/**
 * The day it is due: `2026-11-19`.
 */
due_on: string, 
/**
 * Whether its day has come, and it is of use still.
 */
is_due: boolean, 
/**
 * The subject, with places for words.
 */
subject: string, 
/**
 * The words, with places.
 */
body: string, 
/**
 * Whether it was changed for this event.
 */
is_own: boolean, 
/**
 * The subject, filled.
 */
filled_subject: string, 
/**
 * The words, filled.
 */
filled_body: string, 
/**
 * Places for which there is no word: they stand as they were written.
 */
missing: Array<string>, 
/**
 * When it went out, UTC milliseconds.
 */
sent_at: number | null, };

/**
 * A message that is due today, or was.
 */
export type EventMessageDue = { 
/**
 * Of which event.
 */
event: string, 
/**
 * What that is called.
 */
event_title: string, 
/**
 * Which.
 */
step: EventStep, 
/**
 * The day it was due: `2026-11-19`.
 */
due_on: string, 
/**
 * Whether that is over.
 */
late: boolean, };

/**
 * What is written to the guests of an event.
 */
export type EventMessages = { 
/**
 * In their order.
 */
messages: Array<EventMessage>, 
/**
 * The places that can be filled.
 */
places: Array<EventPlace>, 
/**
 * An announcement for a chat.
 */
for_chat: string, 
/**
 * An announcement for a forum, with the block that its calendar reads.
 */
for_forum: string, 
/**
 * What those would get who said that they come and did not: kindly.
 */
for_missed: string, };

/**
 * A budget in sum.
 */
export type EventMoney = { 
/**
 * Planned: `1200.00`.
 */
planned: string, 
/**
 * Promised.
 */
committed: string, 
/**
 * Paid.
 */
paid: string, 
/**
 * What each who came costs: of what was paid, or else promised, or else planned.
 */
per_head: string | null, 
/**
 * People that was divided by: who came, or before the event who is going.
 */
heads: number, };

/**
 * Events: the next first, or the latest first.
 */
export type EventPage = { 
/**
 * Those asked for.
 */
rows: Array<EventRow>, 
/**
 * Whether there are more.
 */
more: boolean, };

/**
 * Somebody who has a part in an event.
 */
export type EventPart = { 
/**
 * Its id.
 */
id: string, 
/**
 * As what.
 */
role: EventRole, 
/**
 * Who.
 */
name: string, 
/**
 * The member: the id of an account.
 */
member: string | null, 
/**
 * How far their word goes.
 */
state: EventPartState, 
/**
 * The last contact: `2026-11-12`.
 */
contact_on: string | null, 
/**
 * What is to happen next.
 */
next_step: string, 
/**
 * A remark.
 */
note: string, };

/**
 * How far somebody's word goes.
 */
export type EventPartState = "asked" | "yes" | "no" | "confirmed";

/**
 * A place in a text.
 */
export type EventPlace = { 
/**
 * As it is written between braces.
 */
name: string, 
/**
 * What it is filled with.
 */
what: string, };

/**
 * What sort of file.
 */
export type EventReportForm = "pdf" | "html";

/**
 * What somebody does for an event.
 */
export type EventRole = "host" | "speaker" | "sponsor" | "volunteer" | "supplier";

/**
 * An event in a list, with what one wants to know of it at a glance.
 */
export type EventRow = { 
/**
 * The event.
 */
event: Event, 
/**
 * Its guests.
 */
guests: GuestCounts, 
/**
 * Who is in, or was.
 */
present: number, 
/**
 * Tasks that are open.
 */
open_tasks: number, 
/**
 * Those of them that are late.
 */
late_tasks: number, };

/**
 * An answer to how it was.
 */
export type EventScore = { 
/**
 * Its id.
 */
id: string, 
/**
 * From 0 to 10.
 */
score: number, 
/**
 * What was said with it.
 */
said: string, };

/**
 * A column of answers.
 */
export type EventScoreColumn = { 
/**
 * Its heading.
 */
header: string, 
/**
 * Cells that are numbers from 0 to 10.
 */
fits: number, 
/**
 * Cells that are filled.
 */
filled: number, };

/**
 * A table of answers.
 */
export type EventScoreFile = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Where it lies.
 */
path: string, 
/**
 * The column with numbers from 0 to 10; nothing for the one that looks so.
 */
column: string | null, 
/**
 * The column with what was said; nothing for none.
 */
said: string | null, 
/**
 * Keep them, and not only look.
 */
keep: boolean, };

/**
 * What is in a table of answers.
 */
export type EventScoresRead = { 
/**
 * Its columns.
 */
columns: Array<EventScoreColumn>, 
/**
 * The one with the numbers.
 */
column: string | null, 
/**
 * Answers in it.
 */
answers: number, 
/**
 * Rows whose cell is no number from 0 to 10.
 */
left_out: number, 
/**
 * Answers of somebody who gave another one later: only the newest of a person counts.
 */
repeated: number, 
/**
 * How many were new, where they were kept.
 */
new: number | null, };

/**
 * A series.
 */
export type EventSeries = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * By which rule it comes again: `FREQ=MONTHLY;BYDAY=1TU`.
 */
rule: string, 
/**
 * The day of the next one that is not planned yet: `2027-01-05`.
 */
next_on: string | null, 
/**
 * Days to come that were left out.
 */
left_out: Array<string>, };

/**
 * A talk of an event.
 */
export type EventSession = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * Who speaks.
 */
speaker: string, 
/**
 * The speaker, where they are a member: the id of an account.
 */
member: string | null, 
/**
 * The room; nothing: not decided yet.
 */
room: string, 
/**
 * The track.
 */
track: string, 
/**
 * Its beginning on the event's clock: `2026-11-26T10:30`.
 */
starts: string, 
/**
 * Its end on the event's clock.
 */
ends: string, 
/**
 * Its beginning, UTC milliseconds.
 */
start_at: number, 
/**
 * Its end, UTC milliseconds.
 */
end_at: number, 
/**
 * How long it takes, in minutes.
 */
minutes: number, 
/**
 * Seats of the room, where that is known.
 */
capacity: number | null, 
/**
 * Another talk in the same room at that time.
 */
room_taken: string | null, 
/**
 * Another talk of the same speaker at that time.
 */
speaker_taken: string | null, 
/**
 * It is not within the event.
 */
outside: boolean, 
/**
 * Who was in it, in heads of the list.
 */
visits: number, 
/**
 * Counts changes that calendars must hear of.
 */
sequence: number, 
/**
 * When it was changed, UTC milliseconds.
 */
updated_at: number, };

/**
 * The talks of an event.
 */
export type EventSessions = { 
/**
 * In the order of time.
 */
sessions: Array<EventSession>, 
/**
 * Rooms in the order in which they are met, each once.
 */
rooms: Array<string>, 
/**
 * Tracks, each once.
 */
tracks: Array<string>, 
/**
 * Talks that are in another's way.
 */
clashes: number, };

/**
 * Which of the four messages.
 */
export type EventStep = "week" | "eve" | "day" | "after";

/**
 * Something to do for an event.
 */
export type EventTask = { 
/**
 * Its id.
 */
id: string, 
/**
 * What.
 */
title: string, 
/**
 * Days from the event's first day: -14, 1.
 */
offset: number, 
/**
 * The day that is: `2026-11-12`.
 */
due_on: string, 
/**
 * Who.
 */
owner: string, 
/**
 * When it was done, UTC milliseconds.
 */
done_at: number | null, 
/**
 * Whether its day is over and it is not done.
 */
late: boolean, };

/**
 * A plan to begin an event with.
 */
export type EventTemplate = { 
/**
 * Its id: of one that Kith comes with, the kind's word.
 */
id: string, 
/**
 * What it is called; of one that Kith comes with, nothing.
 */
name: string | null, 
/**
 * What sort of event.
 */
kind: EventKind, 
/**
 * What it brings along.
 */
plan: EventTemplateBody, };

/**
 * What a plan brings along.
 */
export type EventTemplateBody = { 
/**
 * Where people are.
 */
form: EventForm, 
/**
 * How long it takes.
 */
minutes: number, 
/**
 * Seats.
 */
capacity: number | null, 
/**
 * The place, in words.
 */
place: string, 
/**
 * What the public reads.
 */
text: string, 
/**
 * What is to be done.
 */
tasks: Array<TemplateTask>, 
/**
 * What costs money, and how much was planned: `120.00`, in the currency of the event it was kept of.
 */
costs: Array<[string, string]>, 
/**
 * What happens when, on the day.
 */
cues: Array<TemplateCue>, };

/**
 * Plans to begin an event with.
 */
export type EventTemplates = { 
/**
 * One's own first.
 */
templates: Array<EventTemplate>, };

/**
 * How it was.
 */
export type EventVerdict = { 
/**
 * Answers.
 */
answers: number, 
/**
 * How many of each, from 0 to 10.
 */
counts: Array<number>, 
/**
 * 9 and 10.
 */
promoters: number, 
/**
 * 0 to 6.
 */
detractors: number, 
/**
 * The net promoter score; nothing of too few answers.
 */
score: number | null, 
/**
 * Answers of those who attended, in hundredths; nothing where nobody did.
 */
response: number | null, };

/**
 * Whose events.
 */
export type EventsOfMember = { 
/**
 * The id of the member or of one of the accounts.
 */
member: string, 
/**
 * At most so many.
 */
limit: number, };

/**
 * How long each window of a series is.
 */
export type Every = "day" | "week" | "month" | "quarter" | "year" | "whole";

/**
 * What is left out of numbers.
 */
export type Excluded = { 
/**
 * Members that are programs.
 */
bots: number, 
/**
 * Members of the team.
 */
team: number, 
/**
 * Spaces that are not public.
 */
private_spaces: number, 
/**
 * Spaces in which no answer is expected.
 */
announcement_spaces: number, };

/**
 * Whether an answer is expected in a space.
 */
export type ExpectAnswers = { 
/**
 * The space.
 */
space: string, 
/**
 * Whether one is.
 */
expected: boolean, };

/**
 * How many will come, and how many more can be asked.
 */
export type ExpectedShow = { 
/**
 * Earlier events that this is told by.
 */
events: number, 
/**
 * Whether those are of the same sort: online, or at a place.
 */
same_form: boolean, 
/**
 * Of those who were expected there, the part that came, 0 to 100.
 */
rate: number, 
/**
 * People who said that they come, or were offered a seat, with those they bring.
 */
heads: number, 
/**
 * Guests who were expected at one of these events before.
 */
known: number, 
/**
 * Guests of whom that is not known.
 */
unknown: number, 
/**
 * So many will come, on average.
 */
mean: number, 
/**
 * Nineteen times in twenty at least so many.
 */
low: number, 
/**
 * Nineteen times in twenty at most so many.
 */
high: number, 
/**
 * Of those who wait, so many can be asked in their order; of any people, where nobody waits. Nothing without a limit of seats.
 */
more: number | null, 
/**
 * How many wait.
 */
waiting: number, };

/**
 * Where to.
 */
export type ExportAll = { 
/**
 * A folder that is empty or not there; refused where the desktop asks for the place.
 */
path: string | null, };

/**
 * What to write.
 */
export type ExportCalendar = { 
/**
 * Which event, with its talks; nothing for all.
 */
event: string | null, 
/**
 * The run of show of that event, line by line, and not the event.
 */
run: boolean, 
/**
 * Where to, on hosts without dialogs.
 */
path?: string, };

/**
 * A chart to write into a file.
 */
export type ExportChart = { 
/**
 * What the file is called, without its ending: small letters, digits and hyphens.
 */
name: string, 
/**
 * In which shape.
 */
format: ChartFormat, 
/**
 * The picture in base64, or the drawing as text; nothing for numbers.
 */
content: string, 
/**
 * The numbers, headings first.
 */
rows: Array<Array<ChartCell | null>>, 
/**
 * Where to; refused where the desktop asks for the place.
 */
path: string | null, };

/**
 * Where a file for the other laptop goes.
 */
export type ExportDoor = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Where to, on hosts without dialogs.
 */
path?: string, };

/**
 * Guests to write into a file.
 */
export type ExportGuests = { 
/**
 * Of which event.
 */
event: string, 
/**
 * For whom.
 */
format: GuestListFormat, 
/**
 * Which of them.
 */
which: ListedWhich, 
/**
 * With what they need and answered, which is private. CSV and spreadsheets only.
 */
private: boolean, 
/**
 * Salesforce: the id of the campaign.
 */
campaign: string, 
/**
 * CSV: with the mark by which Excel knows UTF-8.
 */
excel: boolean, 
/**
 * Where to; refused where the desktop asks for the place.
 */
path?: string, };

/**
 * Which other list to export, and how.
 */
export type ExportList = { 
/**
 * The list: a table of the export of everything, such as `threads` or `notes`.
 */
list: string, 
/**
 * CSV, a spreadsheet or JSON.
 */
format: ListFormat, 
/**
 * CSV: with the mark by which Excel knows UTF-8.
 */
excel: boolean, 
/**
 * Where to; refused where the desktop asks for the place.
 */
path: string | null, };

/**
 * Whose data, and how.
 */
export type ExportMember = { 
/**
 * The id of the member or of one of the accounts.
 */
id: string, 
/**
 * In which shape.
 */
format: PersonFormat, 
/**
 * Where to; refused where the desktop asks for the place.
 */
path: string | null, };

/**
 * Which members to export, and how.
 */
export type ExportMembers = { 
/**
 * Whom: as in the list.
 */
filter: MemberFilter, 
/**
 * In which order.
 */
sort: MemberSort, 
/**
 * From the end.
 */
descending: boolean, 
/**
 * In which shape.
 */
format: ListFormat, 
/**
 * Which columns, by name; all when empty. HubSpot, Salesforce and cards have their own.
 */
columns: Array<string>, 
/**
 * CSV: with the mark by which Excel knows UTF-8.
 */
excel: boolean, 
/**
 * Where to; refused where the desktop asks for the place.
 */
path: string | null, };

/**
 * How an export of everything gets on.
 */
export type ExportProgress = { 
/**
 * Whether one is under way.
 */
running: boolean, 
/**
 * The file that is being written.
 */
file: string | null, 
/**
 * Rows so far.
 */
rows: number, };

/**
 * Which sessions to write.
 */
export type ExportSessions = { 
/**
 * Of which pair; nothing for all that go on.
 */
id: string | null, 
/**
 * Where to, on hosts without dialogs.
 */
path?: string, };

/**
 * What was written.
 */
export type Exported = { 
/**
 * Where; nothing when the person changed their mind.
 */
path: string | null, 
/**
 * How many rows.
 */
rows: number, 
/**
 * Size of the file.
 */
bytes: number, };

/**
 * What was written.
 */
export type ExportedAll = { 
/**
 * The folder.
 */
path: string, 
/**
 * How many files.
 */
files: number, 
/**
 * How many rows in all.
 */
rows: number, };

/**
 * Which factor.
 */
export type FactorId = { 
/**
 * Its id.
 */
id: string, };

/**
 * A factor as it holds.
 */
export type FactorRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is: a share from 0 to 1, or units of the community's currency.
 */
value: number, 
/**
 * Where that is from.
 */
source: string, 
/**
 * Whether somebody set it here.
 */
own: boolean, 
/**
 * The most it can be: 1 for a share.
 */
most: number, };

/**
 * One piece of feedback.
 */
export type FeedbackDetail = { 
/**
 * What it says.
 */
row: FeedbackRow, 
/**
 * Everybody who said it, whoever said it first at the head.
 */
people: Array<FeedbackPerson>, 
/**
 * The messages it was said in, and what was merged into it.
 */
messages: Array<FeedbackMessage>, };

/**
 * A message in which it was said.
 */
export type FeedbackMessage = { 
/**
 * The message.
 */
message: string, 
/**
 * Where it is; nothing when it is not here any more.
 */
place: FeedbackPlace | null, 
/**
 * What was merged, when it is from there.
 */
merged: string | null, 
/**
 * What that said.
 */
label: string, };

/**
 * What comes first.
 */
export type FeedbackOrder = "votes" | "newest";

/**
 * Feedback.
 */
export type FeedbackPage = { 
/**
 * Those asked for.
 */
rows: Array<FeedbackRow>, 
/**
 * Whether there are more.
 */
more: boolean, 
/**
 * The areas that are used.
 */
areas: Array<string>, };

/**
 * Somebody who said it.
 */
export type FeedbackPerson = { 
/**
 * The member; an account that is not here any more goes by its own id.
 */
id: string, 
/**
 * Their name; nothing when they are not here any more.
 */
name: string | null, 
/**
 * Whether they said it first, or in a message of their own.
 */
asked: boolean, 
/**
 * When they were told, UTC milliseconds.
 */
told_at: number | null, 
/**
 * How.
 */
told: FeedbackTold | null, 
/**
 * The account a message can be written to from here; nothing where none can.
 */
reach: string | null, };

/**
 * Where a message is.
 */
export type FeedbackPlace = { 
/**
 * The space.
 */
space: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Whether the message was taken away there.
 */
gone: boolean, };

/**
 * Which feedback.
 */
export type FeedbackQuery = { 
/**
 * With these words in it; all when empty.
 */
text: string, 
/**
 * At this step; `open` for what is neither declined nor told; all when empty.
 */
state: string, 
/**
 * Of this kind; all when empty.
 */
kind: string, 
/**
 * Of this area; all when empty.
 */
area: string, 
/**
 * What comes first.
 */
order: FeedbackOrder, };

/**
 * A piece of feedback in a list.
 */
export type FeedbackRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * What was said.
 */
label: string, 
/**
 * Part of the product.
 */
area: string, 
/**
 * `bug`, `wish`, `praise`, `question`.
 */
kind: string | null, 
/**
 * A remark.
 */
note: string, 
/**
 * The step it is at: the newest.
 */
state: string, 
/**
 * All its steps, oldest first.
 */
steps: Array<Step>, 
/**
 * The member who said it first.
 */
member: string | null, 
/**
 * Their name.
 */
name: string | null, 
/**
 * The message it was said in first.
 */
activity: string | null, 
/**
 * People who are not known by name.
 */
unnamed: number, 
/**
 * Of these, those of this piece alone, without what was merged into it.
 */
unnamed_here: number, 
/**
 * How many people said it.
 */
votes: number, 
/**
 * Of these, how many are known by name.
 */
named: number, 
/**
 * Of those known by name, how many were told what became of it.
 */
told: number, 
/**
 * Pieces that were merged into it.
 */
merged: number, };

/**
 * A file that was written.
 */
export type FeedbackSaved = { 
/**
 * Where it is; nothing when there was nothing to write or the person changed their mind.
 */
path: string | null, 
/**
 * How many rows.
 */
count: number, };

/**
 * How somebody was told.
 */
export type FeedbackTold = "hand" | "waits" | "sent" | "stuck";

/**
 * A change of one field.
 */
export type FieldChange = { 
/**
 * `name`, `pronouns`, `email`, `phone`, `zone`, `location`, `title`, `bio`, `roles`, `interests`, `skills`, `asks`,
 * `offers`, `links`, `consent`, `contact`, `mark`, or `custom:` and the id of a custom field.
 */
field: string, 
/**
 * What stands there from now on; nothing: it is known to be empty.
 */
value: FieldValue | null, 
/**
 * Give up what was written here and follow the source again.
 */
reset: boolean, };

/**
 * Which field.
 */
export type FieldId = { 
/**
 * Its id.
 */
id: string, };

/**
 * What was made.
 */
export type FieldMade = { 
/**
 * Its id.
 */
id: string, };

/**
 * What stands in a field.
 */
export type FieldValue = boolean | number | string | Array<string> | Consent | Contact;

/**
 * All custom fields.
 */
export type Fields = { 
/**
 * In the order of the form.
 */
fields: Array<CustomField>, };

/**
 * A number of some days.
 */
export type Figure = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it counts.
 */
kind: FigureKind, 
/**
 * Which days: `2024-05`.
 */
period: string, 
/**
 * Of what; empty for the whole.
 */
label: string, 
/**
 * How many; of money, minor units.
 */
value: number, 
/**
 * The same as it is typed: `1234.50`.
 */
amount: string, 
/**
 * Of money: `EUR`.
 */
currency: string | null, 
/**
 * A remark.
 */
note: string, };

/**
 * Which number, or which entry of a sheet.
 */
export type FigureId = { 
/**
 * Its id.
 */
id: string, };

/**
 * What a number counts.
 */
export type FigureKind = "tickets" | "views" | "downloads" | "visits" | "answer_views" | "flags" | "flags_agreed" | "flags_disagreed" | "revenue_members" | "revenue_others" | "customers_members" | "customers_others";

/**
 * Numbers, newest days first.
 */
export type FigurePage = { 
/**
 * Those asked for.
 */
figures: Array<Figure>, 
/**
 * Whether there are more.
 */
more: boolean, };

/**
 * What saving did.
 */
export type FigureSaved = { 
/**
 * Whether it was there.
 */
put: Put, };

/**
 * A row that is left out.
 */
export type FiguresError = { 
/**
 * The line of the file.
 */
line: number, 
/**
 * The column at fault, if it is one.
 */
column: string | null, 
/**
 * Why.
 */
reason: string, };

/**
 * A file, and what its rows are.
 */
export type FiguresFile = { 
/**
 * Where it lies.
 */
path: string, 
/**
 * A kind of numbers (`tickets`) or a sheet (`feedback`).
 */
kind: string, };

/**
 * What there is.
 */
export type FiguresKept = { 
/**
 * Kinds of numbers, in the order in which they are shown.
 */
figures: Array<KeptKind>, 
/**
 * What goes through steps.
 */
sheets: Array<KeptSheet>, 
/**
 * The numbers that estimates are made with.
 */
factors: Array<FactorRow>, 
/**
 * The community's currency: `EUR`.
 */
currency: string, };

/**
 * What importing a file would do, or did.
 */
export type FiguresPreview = { 
/**
 * Rows that are new.
 */
new: number, 
/**
 * Rows that stand over what was there.
 */
changed: number, 
/**
 * Rows that are here just so.
 */
same: number, 
/**
 * Rows that are left out.
 */
wrong: number, 
/**
 * The first rows, as they are understood.
 */
rows: Array<FiguresRow>, 
/**
 * The first of those that are left out.
 */
errors: Array<FiguresError>, 
/**
 * Columns that mean nothing here.
 */
unused: Array<string>, };

/**
 * A row that is understood.
 */
export type FiguresRow = { 
/**
 * The line of the file.
 */
line: number, 
/**
 * What becomes of it.
 */
put: Put, 
/**
 * What it says, column by column.
 */
says: Array<string>, };

/**
 * How a file is written, as far as a person says so.
 */
export type FileChoice = { 
/**
 * Such as `UTF-8` or `windows-1252`.
 */
encoding: string | null, 
/**
 * What separates cells.
 */
delimiter: string | null, 
/**
 * The sheet of a workbook.
 */
sheet: string | null, 
/**
 * The line with the names of columns, from 1; 0: there is none.
 */
heading: number | null, };

/**
 * Fill a text.
 */
export type FillText = { 
/**
 * The words, with places.
 */
body: string, 
/**
 * For whom.
 */
member?: string, 
/**
 * In which space.
 */
space?: string, };

/**
 * A filled text.
 */
export type FilledText = { 
/**
 * The words.
 */
text: string, 
/**
 * Places for which there was no word: they stand as they were written.
 */
missing: Array<string>, };

/**
 * Which organisations.
 */
export type FindOrganisations = { 
/**
 * A part of the name.
 */
text: string, };

/**
 * What to look for.
 */
export type FindPrivate = { 
/**
 * Words that must all be there.
 */
text: string, };

/**
 * What was done, or was not done after all.
 */
export type FinishFollowUp = { 
/**
 * The follow-up.
 */
id: string, 
/**
 * Whether it is done.
 */
done: boolean, };

/**
 * What a forum's page shows after a person agreed.
 */
export type FinishSignIn = { 
/**
 * The signing in.
 */
id: string, 
/**
 * The text from the page.
 */
payload: string, };

/**
 * What somebody wrote first, and where.
 */
export type FirstWords = { 
/**
 * The beginning, on one line.
 */
text: string, 
/**
 * The space's id.
 */
space_id: string, 
/**
 * Its name.
 */
space: string, 
/**
 * The conversation it answers in.
 */
thread_id: string | null, };

/**
 * What waits.
 */
export type Flags = { 
/**
 * The most urgent first.
 */
flags: Array<ReviewRow>, };

/**
 * Something to do.
 */
export type FollowUp = { 
/**
 * What, and until when.
 */
note: Note, 
/**
 * About whom; nobody in particular otherwise.
 */
member: NoteMember | null, };

/**
 * Follow-ups.
 */
export type FollowUps = { 
/**
 * Those due first, first; of those that were done, the latest.
 */
items: Array<FollowUp>, };

/**
 * Whom to believe no longer.
 */
export type ForgetPeer = { 
/**
 * The key.
 */
key: string, };

/**
 * Which member.
 */
export type GetMember = { 
/**
 * The id of the member or of one of the accounts.
 */
id: string, };

/**
 * Which conversation.
 */
export type GetThread = { 
/**
 * The id of the message that opened it.
 */
id: string, 
/**
 * Answers after this place.
 */
after: string | null, 
/**
 * How many answers, at most 500.
 */
limit: number, };

/**
 * Something that somebody was given.
 */
export type Gift = { 
/**
 * Its id.
 */
id: string, 
/**
 * The member.
 */
member: string, 
/**
 * The name.
 */
name: string, 
/**
 * What.
 */
what: string, 
/**
 * For what.
 */
why: string, 
/**
 * When: `YYYY-MM-DD`.
 */
on: string, 
/**
 * What changed.
 */
effect: Effect, };

/**
 * Gifts, the newest first.
 */
export type GiftPage = { 
/**
 * Those asked for.
 */
rows: Array<Gift>, 
/**
 * Whether there are more.
 */
more: boolean, };

/**
 * How far a goal is.
 */
export type GoalState = "open" | "reached" | "dropped";

/**
 * Where a goal stood on a day.
 */
export type GoalValue = { 
/**
 * The day: `YYYY-MM-DD`.
 */
on: string, 
/**
 * The number.
 */
value: number, };

/**
 * Greet somebody.
 */
export type Greet = { 
/**
 * Members' ids.
 */
members: Array<string>, 
/**
 * `sent`: by the outbox, with `text`; `by_hand`: it was done elsewhere; `not_needed`.
 */
how: "sent" | "by_hand" | "not_needed", 
/**
 * The words, with places like `{first_name}`.
 */
text?: string, 
/**
 * A title, which forums want.
 */
title?: string, };

/**
 * How somebody was greeted.
 */
export type Greeted = { 
/**
 * `sent` by the outbox, `by_hand` elsewhere, `not_needed`.
 */
how: "sent" | "by_hand" | "not_needed", 
/**
 * UTC milliseconds.
 */
at: number, 
/**
 * Where the message in the outbox stands.
 */
state: string | null, };

/**
 * What became of it.
 */
export type Greetings = { 
/**
 * How many were greeted now.
 */
greeted: number, 
/**
 * Who was greeted before, and was left alone.
 */
before: Array<string>, 
/**
 * Who cannot be reached by a message.
 */
unreachable: Array<string>, };

/**
 * What a metric is about.
 */
export type Group = "growth" | "engagement" | "responsiveness" | "retention" | "participation" | "quality" | "content" | "value" | "together" | "conduct" | "health";

/**
 * A guest.
 */
export type Guest = { 
/**
 * Its id.
 */
id: string, 
/**
 * Who; nothing for somebody who was erased.
 */
name: string, 
/**
 * Address.
 */
email: string | null, 
/**
 * The member: the id of an account.
 */
member: string | null, 
/**
 * How it stands.
 */
state: GuestState, 
/**
 * Since when they wait, UTC milliseconds.
 */
queued_at: number | null, 
/**
 * Until when an offer holds, UTC milliseconds.
 */
offered_until: number | null, 
/**
 * People who come along.
 */
plus: number, 
/**
 * The kind of ticket.
 */
ticket: string, 
/**
 * What a scanner reads.
 */
code: string | null, 
/**
 * What they answered.
 */
answers: Array<GuestAnswer>, 
/**
 * Access and diet.
 */
needs: string, 
/**
 * When they signed up, UTC milliseconds.
 */
registered_at: number | null, 
/**
 * How they came into the list: `hand`, `walk_in`, `luma`.
 */
origin: string, 
/**
 * When they came in, UTC milliseconds.
 */
came_at: number | null, };

/**
 * What somebody answered.
 */
export type GuestAnswer = { 
/**
 * What was asked.
 */
question: string, 
/**
 * What they said.
 */
answer: string, };

/**
 * What changes, of one guest.
 */
export type GuestChange = { 
/**
 * Where it stands in the file; 0 for who is not in it.
 */
line: number, 
/**
 * What becomes of it.
 */
put: GuestPut, 
/**
 * Who.
 */
name: string, 
/**
 * The member, where one is meant: the id of an account.
 */
member: string | null, 
/**
 * Which columns change, and from what to what; of answers and needs only that they do.
 */
what: Array<[string, string, string]>, };

/**
 * A column of a list.
 */
export type GuestColumn = { 
/**
 * Its heading.
 */
header: string, 
/**
 * What it is: `name`, `email`, `answer`.
 */
used: string, 
/**
 * The first values.
 */
samples: Array<string>, };

/**
 * How many guests there are, with those who come along.
 */
export type GuestCounts = { 
/**
 * Asked.
 */
invited: number, 
/**
 * Somebody decides.
 */
pending: number, 
/**
 * Coming, with those who come along.
 */
going: number, 
/**
 * Not coming.
 */
declined: number, 
/**
 * Waiting.
 */
waiting: number, 
/**
 * Offered a seat, with those who come along: these seats are kept.
 */
offered: number, 
/**
 * Did not answer an offer.
 */
expired: number, 
/**
 * Not any more.
 */
cancelled: number, };

/**
 * What a file would change, or changed.
 */
export type GuestDiff = { 
/**
 * New guests.
 */
new: number, 
/**
 * Guests of whom something else is said.
 */
changed: number, 
/**
 * Guests who do not come any more.
 */
cancelled: number, 
/**
 * Guests as they were.
 */
same: number, 
/**
 * Guests who are not in the file any more, of those that came from such files.
 */
missing: number, 
/**
 * Of all in the file, members.
 */
members: number, 
/**
 * Rows of people who were erased: left out.
 */
erased: number, 
/**
 * The first of what changes, in the order of the file.
 */
rows: Array<GuestChange>, };

/**
 * A row that is left out.
 */
export type GuestFault = { 
/**
 * Its line.
 */
line: number, 
/**
 * The column at fault.
 */
column: string | null, 
/**
 * Why.
 */
reason: string, };

/**
 * A list of guests in a file.
 */
export type GuestFile = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Where it lies.
 */
path: string, 
/**
 * What columns are, by their headings, where that is not what Kith thinks: `needs`, `ignore`.
 */
columns: { [key in string]: string }, 
/**
 * The zone of times that do not say theirs; nothing for the event's.
 */
zone: string | null, 
/**
 * Of dates such as 03/04/2026: whether the first number is the day.
 */
day_first: boolean | null, 
/**
 * Whoever is not in the file any more is cancelled.
 */
cancel_missing: boolean, };

/**
 * For whom.
 */
export type GuestListFormat = "csv" | "xlsx" | "bevy" | "salesforce";

/**
 * Guests: those who wait in the order of waiting, others by name.
 */
export type GuestPage = { 
/**
 * Those asked for.
 */
guests: Array<Guest>, 
/**
 * Whether there are more.
 */
more: boolean, 
/**
 * How many there are of each state, of the segment where one was asked for.
 */
counts: GuestCounts, };

/**
 * What becomes of a row.
 */
export type GuestPut = "new" | "changed" | "cancelled" | "missing";

/**
 * How it stands with a guest.
 */
export type GuestState = "invited" | "pending" | "going" | "declined" | "waiting" | "offered" | "expired" | "cancelled";

/**
 * What a file would change, or changed.
 */
export type GuestsCompared = { 
/**
 * Which program wrote it: `luma`, `zoom`, `csv`.
 */
format: string, 
/**
 * Its columns.
 */
columns: Array<GuestColumn>, 
/**
 * Every use that a column can have.
 */
uses: Array<string>, 
/**
 * Whether a person must say whether days come first in its dates.
 */
asks_date_order: boolean, 
/**
 * Whether its times do not say their zone.
 */
asks_zone: boolean, 
/**
 * The zone they were read in.
 */
zone: string, 
/**
 * What changes.
 */
diff: GuestDiff, 
/**
 * Rows that are left out.
 */
wrong: number, 
/**
 * The first of them.
 */
errors: Array<GuestFault>, };

/**
 * What a file brought.
 */
export type HandedOver = { 
/**
 * Pairs that are new here.
 */
new_pairs: number, 
/**
 * Pairs of which something changed.
 */
changed_pairs: number, 
/**
 * Sessions that are new or changed.
 */
sessions: number, 
/**
 * Things to do, goals and their progress that are new or changed.
 */
others: number, 
/**
 * Pairs that somebody else handed over before: nothing of them was taken in.
 */
refused_pairs: number, };

/**
 * Which way a file goes.
 */
export type HandoverKind = "sessions" | "programme";

/**
 * What a file is, before anything of it is taken in.
 */
export type HandoverLooked = { 
/**
 * Which way it goes.
 */
kind: HandoverKind, 
/**
 * Who says to have written it.
 */
from: string, 
/**
 * When, UTC milliseconds.
 */
made_at: number, 
/**
 * The key it was signed with.
 */
key: string, 
/**
 * The same, short, to read out on the telephone.
 */
fingerprint: string, 
/**
 * Under which name that key is believed already; nothing: it is new.
 */
known_as: string | null, 
/**
 * Whether somebody else of that name is believed: another key, or another machine.
 */
name_is_anothers: boolean, 
/**
 * Programmes in it.
 */
programmes: Array<string>, 
/**
 * Mentees in it.
 */
mentees: Array<string>, 
/**
 * Sessions in it.
 */
sessions: number, };

/**
 * Somebody whose files are believed.
 */
export type HandoverPeer = { 
/**
 * The key they sign with, in hexadecimal.
 */
key: string, 
/**
 * What they are called.
 */
name: string, 
/**
 * Since when, UTC milliseconds.
 */
created_at: number, };

/**
 * Whose files are believed, and who this is.
 */
export type HandoverPeers = { 
/**
 * By name.
 */
peers: Array<HandoverPeer>, 
/**
 * What others see of this machine's key; nothing while none was made.
 */
own: string | null, };

/**
 * What happened.
 */
export type Happened = { "kind": "event", 
/**
 * With which, and what.
 */
event: MemberEvent, } | { "kind": "pair", 
/**
 * The pair.
 */
pair: string, 
/**
 * The other one's name; empty for whoever uses this file.
 */
other: string, 
/**
 * Whether they are the mentor.
 */
is_mentor: boolean, 
/**
 * Whether it ended.
 */
ended: boolean, } | { "kind": "session", 
/**
 * The pair.
 */
pair: string, 
/**
 * The other one's name; empty for whoever uses this file.
 */
other: string, 
/**
 * Whether they are the mentor.
 */
is_mentor: boolean, } | { "kind": "thanks", 
/**
 * For what.
 */
words: string, 
/**
 * By whom, in words.
 */
by: string, } | { "kind": "gift", 
/**
 * What.
 */
what: string, 
/**
 * For what.
 */
why: string, } | { "kind": "case", 
/**
 * The case.
 */
case: string, 
/**
 * Its number.
 */
number: number, };

/**
 * Something that happened.
 */
export type Happening = { 
/**
 * Tells it from the others.
 */
id: string, 
/**
 * UTC milliseconds; of what has only a day, when that begins.
 */
at: number, 
/**
 * What it was.
 */
what: Happened, };

/**
 * What there is of a member beside messages.
 */
export type Happenings = { 
/**
 * The newest first.
 */
rows: Array<Happening>, 
/**
 * Whether there are cases, of anybody, that cannot be looked through because private notes are locked.
 */
locked: boolean, };

/**
 * A measure of health and its scale.
 */
export type HealthBand = { 
/**
 * The metric's id.
 */
measure: string, 
/**
 * `engagement`, `growth`, `service`, `stability`.
 */
group: string, 
/**
 * What it takes to be 1, 2, 3, 4 and 5; falling where less is better. In the metric's unit.
 */
bounds: [number, number, number, number, number], 
/**
 * The same as Kith came with it.
 */
usual: [number, number, number, number, number], 
/**
 * Whether somebody set it here.
 */
own: boolean, };

/**
 * How measures of health are put on their scale.
 */
export type HealthBands = { 
/**
 * In the order in which they are shown.
 */
bands: Array<HealthBand>, };

/**
 * What is in a file.
 */
export type Held = { 
/**
 * How many of each kind.
 */
counts: Array<HeldCount>, 
/**
 * When the newest activity happened, UTC milliseconds.
 */
newest_at: number | null, };

/**
 * How many of a kind there are.
 */
export type HeldCount = { 
/**
 * Of what.
 */
what: HeldKind, 
/**
 * How many.
 */
count: number, };

/**
 * A kind of thing that people would miss.
 */
export type HeldKind = "members" | "messages" | "reactions" | "conversations" | "sources" | "notes" | "profiles" | "segments" | "events" | "guests" | "sessions" | "posts" | "matters" | "figures" | "cases";

/**
 * Something that a source does not show.
 */
export type HiddenPart = { "kind": "plan" } | { "kind": "capped" } | { "kind": "space", 
/**
 * Its name.
 */
name: string, 
/**
 * The source's reason.
 */
why: string, } | { "kind": "scope", 
/**
 * The scope.
 */
scope: string, 
/**
 * What stays unread.
 */
what: string, };

/**
 * Listening to a source for news.
 */
export type Hint = { 
/**
 * How it goes.
 */
state: HintState, 
/**
 * Why it waits or stopped.
 */
error: ApiError | null, };

/**
 * Listening for news at a Slack workspace.
 */
export type HintSource = { 
/**
 * The source.
 */
id: string, 
/**
 * The app-level token (`xapp-…`), which goes to the keyring and nowhere else; nothing ends the listening and forgets it.
 */
token: string | null, };

/**
 * How listening to a source for news goes.
 */
export type HintState = "off" | "listening" | "waiting" | "stopped";

/**
 * What can be taken back and done again, since the program started.
 */
export type History = { 
/**
 * Labels of steps that can be taken back, newest first.
 */
undo: Array<string>, 
/**
 * Labels of steps that can be done again, newest first.
 */
redo: Array<string>, };

/**
 * Something that was found.
 */
export type Hit = { 
/**
 * What it is.
 */
kind: SearchKind, 
/**
 * Its id.
 */
id: string, 
/**
 * UTC milliseconds.
 */
at: number | null, 
/**
 * Plain words: a topic's title, whom a note is about.
 */
title: string, 
/**
 * What was found, with the words marked.
 */
snippet: SafeHtml, 
/**
 * Who wrote it.
 */
author: Person | null, 
/**
 * Where.
 */
space_id: string | null, 
/**
 * What that is called.
 */
space_name: string | null, 
/**
 * The conversation.
 */
thread_id: string | null, 
/**
 * The member a note is about.
 */
member_id: string | null, };

/**
 * What was found.
 */
export type Hits = { 
/**
 * Notes and topics first, then messages.
 */
hits: Array<Hit>, 
/**
 * Where older messages follow.
 */
next: string | null, 
/**
 * People; only on the first page.
 */
people: Array<MemberRow>, };

/**
 * A day on which people have other plans.
 */
export type Holiday = { 
/**
 * The day: `2026-12-25`.
 */
on_day: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * The calendar that tells of it.
 */
calendar: string, };

/**
 * A calendar of such days.
 */
export type HolidayCalendar = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Its days.
 */
days: number, 
/**
 * The first of them.
 */
first: string, 
/**
 * The last of them.
 */
last: string, };

/**
 * What is in a community.
 */
export type Home = { 
/**
 * What it is called.
 */
name: string, 
/**
 * IANA zone.
 */
zone: string, 
/**
 * Members that are no bots.
 */
people: number, 
/**
 * Bots.
 */
bots: number, 
/**
 * Channels and categories.
 */
spaces: number, 
/**
 * Conversations with an answer, and topics.
 */
threads: number, 
/**
 * Messages, reactions, joins.
 */
counts: Counts, 
/**
 * The first activity, UTC milliseconds.
 */
first_at: number | null, 
/**
 * The newest activity, UTC milliseconds.
 */
last_at: number | null, 
/**
 * Where it came from.
 */
sources: Array<SourceRow>, 
/**
 * The newest import.
 */
last_import: Import | null, 
/**
 * Records that could not be read.
 */
quarantined: number, 
/**
 * Messages and people a week, oldest first, without bots.
 */
weeks: Array<WeekBar>, 
/**
 * Spaces with the most messages.
 */
busiest: Array<SpaceRow>, 
/**
 * People seen for the first time last.
 */
newest: Array<MemberRow>, };

/**
 * An import.
 */
export type Import = { 
/**
 * UUIDv7.
 */
id: string, 
/**
 * What the archive is called.
 */
name: string, 
/**
 * The source it belongs to.
 */
source_id: string | null, 
/**
 * What that is called.
 */
source_name: string | null, 
/**
 * `slack_export`, `sample` or `table`.
 */
kind: "slack_export" | "sample" | "table", 
/**
 * What it changed is noted row by row, so all of it can be taken back.
 */
can_take_back: boolean, 
/**
 * How it stands.
 */
state: ImportState, 
/**
 * UTC milliseconds.
 */
started_at: number, 
/**
 * UTC milliseconds.
 */
finished_at: number | null, 
/**
 * Files stored.
 */
files_done: number, 
/**
 * Files to store.
 */
files_total: number, 
/**
 * Records read.
 */
records: number, 
/**
 * New.
 */
stored: number, 
/**
 * Those of `known` whose newer state was taken.
 */
improved: number, 
/**
 * Here already.
 */
known: number, 
/**
 * Not readable.
 */
quarantined: number, 
/**
 * Files of conversations that were not chosen.
 */
left_out: number, 
/**
 * Seconds until it will be done, while it is running.
 */
seconds_left: number | null, 
/**
 * What it ended with.
 */
error: ApiError | null, };

/**
 * The other laptop's file.
 */
export type ImportDoor = { 
/**
 * Where it lies.
 */
path: string, };

/**
 * An import.
 */
export type ImportId = { 
/**
 * UUIDv7.
 */
id: string, };

/**
 * How an import stands.
 */
export type ImportState = "running" | "cancelling" | "done" | "cancelled" | "failed" | "interrupted";

/**
 * All imports.
 */
export type Imports = { 
/**
 * Newest first.
 */
imports: Array<Import>, };

/**
 * Which archive to look into.
 */
export type Inspect = { 
/**
 * A zip archive, or a folder with what was in one.
 */
path: string, };

/**
 * A file to look into.
 */
export type InspectHandover = { 
/**
 * Where it lies.
 */
path: string, };

/**
 * Which table to look into.
 */
export type InspectTable = { 
/**
 * A CSV file or a workbook.
 */
path: string, 
/**
 * How it is written, as far as a person says so.
 */
file: FileChoice | null, 
/**
 * Id or name of the profile to read it by; nothing: the one it looks like.
 */
profile: string | null, };

/**
 * What an archive has.
 */
export type Inspected = { 
/**
 * Where it is.
 */
path: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * `slack_export`.
 */
kind: "slack_export", 
/**
 * The workspace's id, when the archive tells.
 */
workspace: string | null, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Public channels.
 */
channels: number, 
/**
 * Private channels.
 */
private_channels: number, 
/**
 * Conversations of two and of several.
 */
direct: number, 
/**
 * Files with messages.
 */
day_files: number, 
/**
 * People in its list.
 */
people: number, 
/**
 * The first day in names of files.
 */
first_on: string | null, 
/**
 * The last day in names of files.
 */
last_on: string | null, 
/**
 * The source it belongs to, when that is here already.
 */
known_source: string | null, 
/**
 * An import of it that was cut off.
 */
unfinished: string | null, 
/**
 * When it was imported before, UTC milliseconds.
 */
imported_before: number | null, };

/**
 * Something in the outbox by its id.
 */
export type IntentId = { 
/**
 * Its id.
 */
id: string, };

/**
 * What something in the outbox is.
 */
export type IntentKind = "reply" | "post" | "topic" | "react" | "direct" | "group" | "review";

/**
 * Where something in the outbox stands.
 */
export type IntentState = "queued" | "sending" | "sent" | "wedged";

/**
 * Somebody in a group.
 */
export type IntroducedMember = { 
/**
 * The member.
 */
id: string, 
/**
 * The name.
 */
name: string, };

/**
 * What a member said about being introduced.
 */
export type IntroductionChoice = { 
/**
 * The member.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * Whether they want to.
 */
wish: IntroductionWish, 
/**
 * The first day on which they can be drawn again, `YYYY-MM-DD`.
 */
snoozed_until: string | null, };

/**
 * Members who said something about being introduced.
 */
export type IntroductionChoices = { 
/**
 * They, by name.
 */
rows: Array<IntroductionChoice>, };

/**
 * People who are introduced to one another.
 */
export type IntroductionGroup = { 
/**
 * Its id; empty in a proposal that was not kept.
 */
id: string, 
/**
 * The day on which they were drawn, `YYYY-MM-DD`; empty in a proposal.
 */
made_on: string, 
/**
 * Who.
 */
people: Array<IntroducedMember>, 
/**
 * How well they fit.
 */
points: number, 
/**
 * Why, the strongest reason first.
 */
reasons: Array<IntroductionReason>, 
/**
 * What became of it.
 */
state: IntroductionState, 
/**
 * When they were written to, UTC milliseconds.
 */
sent_at: number | null, 
/**
 * The day on which to ask whether they met, `YYYY-MM-DD`.
 */
ask_on: string | null, };

/**
 * A message to somebody in a group.
 */
export type IntroductionLetter = { 
/**
 * To which member.
 */
member: string, 
/**
 * The name.
 */
name: string, 
/**
 * The account it can be sent to from here; nothing when it can only be copied.
 */
account: string | null, 
/**
 * Where that is.
 */
source_name: string | null, 
/**
 * Whether it needs a title there.
 */
titled: boolean, 
/**
 * The title.
 */
title: string, 
/**
 * The words.
 */
text: string, 
/**
 * Places for which there was no word.
 */
missing: Array<string>, };

/**
 * The messages of a group, one for each.
 */
export type IntroductionLetters = { 
/**
 * They.
 */
letters: Array<IntroductionLetter>, 
/**
 * One that all of them read together, where that can be sent from here.
 */
together: TogetherLetter | null, };

/**
 * Groups of a round.
 */
export type IntroductionPage = { 
/**
 * Those asked for.
 */
groups: Array<IntroductionGroup>, 
/**
 * Whether there are more.
 */
more: boolean, };

/**
 * A reason as it is shown.
 */
export type IntroductionReason = { 
/**
 * Which.
 */
why: IntroductionWhy, 
/**
 * An interest, what is looked for, a space's name, or the hours between clocks.
 */
what: string | null, 
/**
 * The member who looks for it, or whom both talk with.
 */
who: string | null, 
/**
 * That member's name.
 */
name: string | null, };

/**
 * A round.
 */
export type IntroductionRound = { 
/**
 * Its id.
 */
id: string, 
/**
 * The day on which it was drawn, `YYYY-MM-DD`.
 */
made_on: string, 
/**
 * The message, with places for words.
 */
words: string, 
/**
 * Its title, where a source wants one.
 */
title: string, 
/**
 * Days from sending until "did they meet?".
 */
ask_after: number, 
/**
 * How many groups.
 */
groups: number, 
/**
 * Groups that were written to, and did not say yet whether they met.
 */
sent: number, 
/**
 * Groups that met.
 */
met: number, 
/**
 * Groups that did not.
 */
not_met: number, };

/**
 * Rounds, and how it goes.
 */
export type IntroductionRounds = { 
/**
 * The rounds, the newest first.
 */
rounds: Array<IntroductionRound>, 
/**
 * Groups of all rounds that were written to.
 */
written: number, 
/**
 * Those of them that met.
 */
met: number, 
/**
 * Those of them that said so or not.
 */
answered: number, 
/**
 * Groups that are to be asked whether they met.
 */
due: Array<IntroductionGroup>, 
/**
 * How many there are of these.
 */
due_count: number, 
/**
 * The message that a new round begins with: that of the last one.
 */
words: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The places that a message may have.
 */
places: Array<string>, };

/**
 * What a screen says of a group to one of it, or to all: sentences are made where the person's language is known.
 */
export type IntroductionSaid = { 
/**
 * To which member; nothing: to all of them together.
 */
member: string | null, 
/**
 * Whom they meet, in words.
 */
others: string, 
/**
 * Why, in words.
 */
why: string, };

/**
 * What became of a group.
 */
export type IntroductionState = "proposed" | "sent" | "met" | "not_met";

/**
 * Why people were brought together.
 */
export type IntroductionWhy = "interest" | "help" | "space" | "clocks" | "common" | "strangers" | "acquainted" | "again";

/**
 * Whether somebody wants to be introduced.
 */
export type IntroductionWish = "usual" | "in" | "out";

/**
 * Who wants to do something.
 */
export type ItemOwner = "mentor" | "mentee";

/**
 * Two guests who are one person.
 */
export type JoinGuests = { 
/**
 * One of them.
 */
one: string, 
/**
 * The other.
 */
other: string, };

/**
 * The guest that both are now.
 */
export type JoinedGuests = { 
/**
 * Its id.
 */
id: string, };

/**
 * A calendar of holidays, and whether the team keeps it.
 */
export type KeepCalendar = { 
/**
 * The calendar's name.
 */
name: string, 
/**
 * Whether the team does not work on its days.
 */
off: boolean, };

/**
 * What a mentor keeps of a mentee, to be sealed.
 */
export type KeepOfMentee = { 
/**
 * Of which pair.
 */
id: string, 
/**
 * What.
 */
kept: MenteeKept, };

/**
 * A template to keep of a programme.
 */
export type KeepProgrammeTemplate = { 
/**
 * Of which programme.
 */
programme: string, 
/**
 * What it is called; over the one that is called so.
 */
name: string, };

/**
 * A rule, confirmed.
 */
export type KeepRetention = { 
/**
 * The source.
 */
source: string, 
/**
 * Texts are kept for so many months, 1 to 240.
 */
months: number, 
/**
 * The source's name, typed: nobody gives up texts by a slip.
 */
name: string, };

/**
 * A plan to keep.
 */
export type KeepTemplate = { 
/**
 * Of which event.
 */
event: string, 
/**
 * What it is called; over the one that is called so.
 */
name: string, };

/**
 * A kind of numbers.
 */
export type KeptKind = { 
/**
 * Which.
 */
kind: FigureKind, 
/**
 * Whether it is money.
 */
money: boolean, 
/**
 * How many there are.
 */
count: number, };

/**
 * A sheet of what goes through steps.
 */
export type KeptSheet = { 
/**
 * Which.
 */
sheet: Sheet, 
/**
 * Its steps, in their usual order.
 */
steps: Array<string>, 
/**
 * The step that each has.
 */
first: string | null, 
/**
 * The words its kind may be.
 */
kinds: Array<string>, 
/**
 * How many there are.
 */
count: number, };

/**
 * Thanks to somebody.
 */
export type Kudos = { 
/**
 * Its id.
 */
id: string, 
/**
 * The member.
 */
member: string, 
/**
 * The name.
 */
name: string, 
/**
 * For what.
 */
words: string, 
/**
 * Who says so, in words.
 */
by: string, 
/**
 * When: `YYYY-MM-DD`.
 */
on: string, 
/**
 * Whether it was said in public.
 */
shared: boolean, };

/**
 * Thanks, the newest first.
 */
export type KudosPage = { 
/**
 * Those asked for.
 */
rows: Array<Kudos>, 
/**
 * Whether there are more.
 */
more: boolean, };

/**
 * Somebody who is silent for longer than usual.
 */
export type Lapse = { 
/**
 * The member's id.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * How near.
 */
risk: LapseRisk, 
/**
 * Days that usually lie between two active days.
 */
usual: number, 
/**
 * Days of silence.
 */
silent: number, 
/**
 * Active days of the last 180.
 */
active: number, 
/**
 * Messages ever.
 */
messages: number, 
/**
 * The last time, UTC milliseconds.
 */
last_at: number | null, 
/**
 * Known about until then, UTC milliseconds.
 */
paused_until: number | null, 
/**
 * An account to which a message can be sent.
 */
reach: string | null, };

/**
 * How near somebody is to being gone.
 */
export type LapseRisk = "watch" | "at_risk" | "lost";

/**
 * Who has fallen silent.
 */
export type Lapsing = { 
/**
 * Those who did most first.
 */
rows: Array<Lapse>, 
/**
 * To be watched.
 */
watch: number, 
/**
 * At risk.
 */
at_risk: number, 
/**
 * Lost.
 */
lost: number, 
/**
 * Known about.
 */
paused: number, };

/**
 * When 29 February is celebrated in a year that has none.
 */
export type LeapRule = "before" | "after";

/**
 * How many active people cannot be drawn, and why.
 */
export type LeftOut = { 
/**
 * They said no.
 */
out: number, 
/**
 * They are left in peace until some day.
 */
snoozed: number, 
/**
 * They do not want to be contacted, or not directly.
 */
no_contact: number, 
/**
 * They are of the team.
 */
team: number, 
/**
 * Only volunteers are drawn, and they said nothing.
 */
not_asked: number, };

/**
 * What sort of thing is kept.
 */
export type LessonKind = "lesson" | "decision" | "link";

/**
 * A member's level, or nothing.
 */
export type LevelAnswer = { 
/**
 * Nothing without a message in public within a year, and for bots.
 */
level: MemberLevel | null, };

/**
 * A level, or none.
 */
export type LevelName = "none" | "exploring" | "participating" | "contributing" | "leading";

/**
 * A stretch of days and on how many of them a member wrote.
 */
export type LevelPeriod = { 
/**
 * `YYYY-MM-DD`.
 */
from: string, 
/**
 * Its last day, `YYYY-MM-DD`.
 */
until: string, 
/**
 * Days with a message in a public space.
 */
days: number, };

/**
 * The message a post became.
 */
export type LinkContent = { 
/**
 * Which post.
 */
id: string, 
/**
 * The message; nothing takes the link away.
 */
message: string | null, };

/**
 * Where pages of the list begin.
 */
export type ListAnchors = { 
/**
 * Whom to show.
 */
filter: MemberFilter, 
/**
 * In which order.
 */
sort: MemberSort, 
/**
 * From the end.
 */
descending: boolean, 
/**
 * Rows of a page.
 */
every: number, };

/**
 * Which applicants.
 */
export type ListApplications = { 
/**
 * Of which programme.
 */
programme: string, 
/**
 * Words of name or address.
 */
text: string, 
/**
 * As what.
 */
role: ApplicantRole | null, 
/**
 * How it stands.
 */
state: ApplicantState | null, 
/**
 * Only those whom this segment chooses.
 */
segment?: string, 
/**
 * How many were shown already.
 */
skip: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * Which of them.
 */
export type ListContentFinds = { 
/**
 * How many were shown already.
 */
skip: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * Which part of the suggestions.
 */
export type ListDuplicates = { 
/**
 * Only those of this member; nothing for all.
 */
member: string | null, 
/**
 * How many are passed over.
 */
skip: number, 
/**
 * How many, at most 200.
 */
limit: number, };

/**
 * Which events.
 */
export type ListEvents = { 
/**
 * Those that are over, and not those to come.
 */
past: boolean, 
/**
 * How many were shown already.
 */
skip: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * Which feedback.
 */
export type ListFeedback = { 
/**
 * What of it.
 */
query: FeedbackQuery, 
/**
 * How many were shown already.
 */
skip: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * Several words or links in a field.
 */
export type ListField = { 
/**
 * What stands there.
 */
value: Array<string>, 
/**
 * What the sources say.
 */
source: Array<string>, 
/**
 * What the source of the first of them is called.
 */
from: string | null, 
/**
 * An edit stands over what the sources say.
 */
kept: boolean, };

/**
 * Which numbers.
 */
export type ListFigures = { 
/**
 * Of which kind.
 */
kind: FigureKind, 
/**
 * How many were shown already.
 */
skip: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * Which follow-ups.
 */
export type ListFollowUps = { 
/**
 * Those that were done.
 */
done: boolean, 
/**
 * Only those about somebody of this segment.
 */
segment?: string, 
/**
 * How many, at most 1,000.
 */
limit: number, };

/**
 * In which shape.
 */
export type ListFormat = "csv" | "xlsx" | "vcard" | "json" | "hubspot" | "salesforce";

/**
 * Which guests.
 */
export type ListGuests = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Beginnings of words of name or address.
 */
text: string, 
/**
 * In which state.
 */
state: GuestState | null, 
/**
 * Only those whom this segment chooses.
 */
segment?: string, 
/**
 * How many were shown already.
 */
skip: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * Which entries.
 */
export type ListMatters = { 
/**
 * Of which sheet.
 */
sheet: Sheet, 
/**
 * How many were shown already.
 */
skip: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * Which page of the list.
 */
export type ListMembers = { 
/**
 * Whom to show.
 */
filter: MemberFilter, 
/**
 * In which order.
 */
sort: MemberSort, 
/**
 * From the end.
 */
descending: boolean, 
/**
 * The place it follows; nothing for the first page.
 */
after: string | null, 
/**
 * How many rows, at most 500.
 */
limit: number, };

/**
 * Which pairs.
 */
export type ListMentees = { 
/**
 * Those that are over, and not those that go on.
 */
over: boolean, 
/**
 * Those of other mentors who handed them over, whether they go on or not.
 */
others: boolean, };

/**
 * Which window of a space; none of the three is the newest.
 */
export type ListMessages = { 
/**
 * The space.
 */
space: string, 
/**
 * Those before this place.
 */
before: string | null, 
/**
 * Those after this place.
 */
after: string | null, 
/**
 * Those around this message.
 */
around: string | null, 
/**
 * How many, at most 500.
 */
limit: number, };

/**
 * How many of the newest messages of the whole community.
 */
export type ListNewest = { 
/**
 * How many, at most 500.
 */
limit: number, };

/**
 * Which part of what could not be read.
 */
export type ListQuarantine = { 
/**
 * Of this import; of all when nothing.
 */
import: string | null, 
/**
 * The place it follows.
 */
after: string | null, 
/**
 * How many, at most 500.
 */
limit: number, };

/**
 * Which sessions.
 */
export type ListSessions = { 
/**
 * Of which pair.
 */
id: string, 
/**
 * How many were shown already.
 */
skip: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * Which conversations.
 */
export type ListThreads = { 
/**
 * Of this space; of all when nothing.
 */
space: string | null, 
/**
 * In which order.
 */
sort: ThreadSort, 
/**
 * The place they follow.
 */
after: string | null, 
/**
 * How many, at most 500.
 */
limit: number, };

/**
 * Which part of what a member did.
 */
export type ListTimeline = { 
/**
 * The member.
 */
member: string, 
/**
 * The place it follows, going back in time.
 */
before: string | null, 
/**
 * How many, at most 500.
 */
limit: number, };

/**
 * Which guests are written into a list.
 */
export type ListedWhich = "all" | "going" | "came";

/**
 * Whether private notes can be read.
 */
export type Lock = "off" | "locked" | "open";

/**
 * A look at the door.
 */
export type LookAtDoor = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Beginnings of words of name or address; nothing: who came last.
 */
text: string, };

/**
 * What this computer does by itself.
 */
export type Machine = { 
/**
 * Whether the desktop can show reminders.
 */
can_remind: boolean, 
/**
 * Whether it is to.
 */
remind: boolean, 
/**
 * Whether Kith starts with the computer; nothing: this host cannot know.
 */
starts: boolean | null, 
/**
 * Whether Kith has an icon in the desktop's tray.
 */
tray: boolean, 
/**
 * Whether it can have one: not where what draws it is not installed. Nothing: this host has no tray.
 */
can_tray: boolean | null, };

/**
 * A message for the mail program.
 */
export type MailEvent = { 
/**
 * Of which event.
 */
event: string, 
/**
 * To whom.
 */
to: EventAudience, 
/**
 * Which message; nothing: the kind words for those who were missed.
 */
step: EventStep | null, 
/**
 * Which portion, from 0; nothing: only how many there are.
 */
portion: number | null, };

/**
 * A message that the mail program is opened with.
 */
export type MailPair = { 
/**
 * Of which programme.
 */
programme: string, 
/**
 * What, to whom.
 */
letter: PairLetter, };

/**
 * The description of a Slack app, to copy into Slack's own page.
 */
export type Manifest = { 
/**
 * JSON.
 */
text: string, 
/**
 * Scopes in it.
 */
scopes: Array<string>, };

/**
 * How a table is read.
 */
export type Mapping = { 
/**
 * What its rows are.
 */
rows: RowKind, 
/**
 * What its columns are used for; one that is not named here is kept.
 */
columns: Array<Column>, 
/**
 * What a row is known by: the first of these that it has.
 */
key: Array<Use>, 
/**
 * How its dates are written.
 */
dates: DateOrder, 
/**
 * Its addresses are verified: whoever has one of them is the same person without asking.
 */
trust_addresses: boolean, 
/**
 * An empty cell empties what is known.
 */
empty_erases: boolean, 
/**
 * How its files are written.
 */
file: FileChoice, };

/**
 * A message to mark.
 */
export type MarkContent = { 
/**
 * Which.
 */
message: string, };

/**
 * Which message.
 */
export type MarkEventMessage = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Which.
 */
step: EventStep, 
/**
 * Whether it went out.
 */
sent: boolean, };

/**
 * Whether a task is done.
 */
export type MarkEventTask = { 
/**
 * Its id.
 */
id: string, 
/**
 * Whether it is done.
 */
done: boolean, };

/**
 * Whether the member is a person, one of the team, or a bot.
 */
export type MarkField = { 
/**
 * What stands there.
 */
value: "person" | "team" | "bot", 
/**
 * What the source says.
 */
source: "person" | "bot", 
/**
 * It was set here.
 */
kept: boolean, };

/**
 * What became of a group.
 */
export type MarkIntroduction = { 
/**
 * The group.
 */
group: string, 
/**
 * What became of it.
 */
state: IntroductionState, };

/**
 * Whether something was done, or sent.
 */
export type MarkMentoring = { 
/**
 * Its id.
 */
id: string, 
/**
 * Whether.
 */
done: boolean, };

/**
 * Who was told by other ways, or was not.
 */
export type MarkTold = { 
/**
 * Who.
 */
who: Array<PairSide>, 
/**
 * The day; empty: they were not (yet).
 */
on: string, };

/**
 * Who it would be with the programme's own weights.
 */
export type MatchBefore = { 
/**
 * The mentor's name; nothing for nobody.
 */
mentor: string | null, };

/**
 * A mentor that a mentee could have, or not.
 */
export type MatchChoice = { 
/**
 * The mentor.
 */
mentor: MatchPerson, 
/**
 * Places left.
 */
room: number, 
/**
 * The points.
 */
points: number, 
/**
 * As many as there could be.
 */
most: number, 
/**
 * Why.
 */
reasons: Array<MatchReason>, 
/**
 * What keeps them apart.
 */
rule: MatchRule | null, };

/**
 * Mentors that a mentee could have.
 */
export type MatchChoices = { 
/**
 * The best first; those who cannot be at the end.
 */
choices: Array<MatchChoice>, };

/**
 * A pin that cannot be followed.
 */
export type MatchContradiction = { 
/**
 * The mentor.
 */
mentor: MatchPerson, 
/**
 * The mentee.
 */
mentee: MatchPerson, 
/**
 * What stands against it: a rule, `full`, `taken`.
 */
rule: MatchRule, };

/**
 * Somebody who is left, and by what.
 */
export type MatchLeft = { 
/**
 * Who.
 */
person: MatchPerson, 
/**
 * Days that they wait.
 */
waiting: number, 
/**
 * How many of the other side would fit, and are taken.
 */
fitting: number, 
/**
 * How many of the other side there are.
 */
others: number, 
/**
 * What keeps the others apart, the most first.
 */
rules: Array<MatchRule>, };

/**
 * Two who would be a pair.
 */
export type MatchPair = { 
/**
 * The mentor.
 */
mentor: MatchPerson, 
/**
 * The mentee.
 */
mentee: MatchPerson, 
/**
 * Whether the lead wanted exactly these two.
 */
pinned: boolean, 
/**
 * The points.
 */
points: number, 
/**
 * As many as there could be.
 */
most: number, 
/**
 * Why.
 */
reasons: Array<MatchReason>, 
/**
 * With the programme's own weights: the mentor the mentee would have, where it is another or none.
 */
before: MatchBefore | null, };

/**
 * Somebody in a proposal.
 */
export type MatchPerson = { 
/**
 * The application.
 */
id: string, 
/**
 * Who; nothing for somebody who was erased.
 */
name: string, 
/**
 * The member: the id of an account.
 */
member: string | null, };

/**
 * Pairs that are proposed.
 */
export type MatchProposal = { 
/**
 * The pairs, the best first.
 */
pairs: Array<MatchPair>, 
/**
 * Mentees who are left.
 */
unmatched: Array<MatchLeft>, 
/**
 * Mentors who are left.
 */
idle: Array<MatchLeft>, 
/**
 * Pins that cannot be followed.
 */
contradictions: Array<MatchContradiction>, 
/**
 * What the lead said.
 */
wishes: Array<MatchSaid>, 
/**
 * What counts.
 */
weights: Array<MatchWeight>, 
/**
 * Mentors who take part.
 */
mentors: Array<MatchPerson>, 
/**
 * Places that they have left.
 */
places: number, 
/**
 * The points of all pairs.
 */
total: number, 
/**
 * Mentees whose mentor is another than with the programme's own weights.
 */
changed: number, };

/**
 * Why two were paired, as it is kept with the pair.
 */
export type MatchReason = { 
/**
 * What sort: a kind of question, or `earlier`.
 */
kind: string, 
/**
 * The question; empty for `earlier`.
 */
text: string, 
/**
 * The points.
 */
points: number, 
/**
 * As many as there could be.
 */
most: number, 
/**
 * What both said.
 */
shared: Array<string>, 
/**
 * How much more the mentor's number is, or the minutes a day that both are awake.
 */
number: number | null, };

/**
 * What keeps people apart.
 */
export type MatchRule = { 
/**
 * `same`, `vetoed`, `conflict`, `parted`, `unanswered`, or the kind of a question: `languages`, `zone`.
 */
rule: string, 
/**
 * The question.
 */
text: string, 
/**
 * How many of the other side.
 */
count: number, };

/**
 * What the lead said about two people.
 */
export type MatchSaid = { 
/**
 * The mentor.
 */
mentor: MatchPerson, 
/**
 * The mentee.
 */
mentee: MatchPerson, 
/**
 * What.
 */
wish: MatchWishSay, 
/**
 * Why.
 */
why: string, };

/**
 * Two to pair.
 */
export type MatchTwo = { 
/**
 * The mentor's application.
 */
mentor: string, 
/**
 * The mentee's application.
 */
mentee: string, };

/**
 * Something that counts, and how much.
 */
export type MatchWeight = { 
/**
 * The question's id, or `fresh`.
 */
id: string, 
/**
 * The question; empty for `fresh`.
 */
text: string, 
/**
 * The kind of question; empty for `fresh`.
 */
kind: string, 
/**
 * Whether it has to fit.
 */
must: boolean, 
/**
 * How much it counts here: 0 to 10.
 */
weight: number, 
/**
 * How much it counts in the programme.
 */
own: number, };

/**
 * What the lead says about two people.
 */
export type MatchWishSay = "pin" | "veto" | "conflict";

/**
 * A matter.
 */
export type Matter = { 
/**
 * Its id.
 */
id: string, 
/**
 * What was said; a company; an address; an incident's number.
 */
label: string, 
/**
 * Whom it is about.
 */
member: string | null, 
/**
 * Their name.
 */
name: string | null, 
/**
 * The message it was said in, if that is known.
 */
activity: string | null, 
/**
 * The space of that message.
 */
space: string | null, 
/**
 * Part of the product.
 */
area: string, 
/**
 * Which kind of feedback; where a lead began; how an incident ended.
 */
kind: string | null, 
/**
 * People who said the same.
 */
voters: number, 
/**
 * A remark.
 */
note: string, 
/**
 * The step it is at: the newest.
 */
state: string, 
/**
 * All its steps, oldest first.
 */
steps: Array<Step>, };

/**
 * Entries of a sheet, the newest first.
 */
export type MatterPage = { 
/**
 * Those asked for.
 */
matters: Array<Matter>, 
/**
 * Whether there are more.
 */
more: boolean, };

/**
 * A member, on one page.
 */
export type Member = { 
/**
 * The member's id.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * The full name, when it differs.
 */
real_name: string | null, 
/**
 * The short name of the first account.
 */
handle: string | null, 
/**
 * Role or job title.
 */
title: string | null, 
/**
 * Pronouns.
 */
pronouns: string | null, 
/**
 * IANA zone.
 */
zone: string | null, 
/**
 * The first address known.
 */
email: string | null, 
/**
 * Not a person.
 */
is_bot: boolean, 
/**
 * One of the team.
 */
is_team: boolean, 
/**
 * Deactivated everywhere.
 */
left: boolean, 
/**
 * The fields, with what the sources say and what was written over it.
 */
profile: Profile, 
/**
 * Tags, by name.
 */
tags: Array<Tag>, 
/**
 * Organisations, where the member still is first.
 */
affiliations: Array<Affiliation>, 
/**
 * The accounts.
 */
accounts: Array<Account>, 
/**
 * The first account made or space joined, UTC milliseconds.
 */
joined_at: number | null, 
/**
 * First seen doing something, UTC milliseconds.
 */
first_at: number | null, 
/**
 * Last seen doing something, UTC milliseconds.
 */
last_at: number | null, 
/**
 * Conversations opened and messages outside one.
 */
posts: number, 
/**
 * Answers.
 */
replies: number, 
/**
 * Reactions given.
 */
reactions_given: number, 
/**
 * Reactions others gave to the member's newest 500 messages.
 */
reactions_received: number, 
/**
 * Where the member writes, most first.
 */
spaces: Array<MemberSpace>, 
/**
 * Notes, newest first.
 */
notes: Array<Note>, 
/**
 * Messages a month, oldest first.
 */
months: Array<MonthBar>, };

/**
 * An event, as of a member.
 */
export type MemberEvent = { 
/**
 * The event's id.
 */
event: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * Its first day, on its clock: `2026-11-26`.
 */
on: string, 
/**
 * As what: `guest`, `host`, `speaker`.
 */
role: string, 
/**
 * How it stood: `going`, `confirmed`.
 */
state: string, 
/**
 * When they came in, UTC milliseconds.
 */
came_at: number | null, 
/**
 * When it begins, UTC milliseconds.
 */
start_at: number, };

/**
 * Events that somebody was a guest of or had a part in.
 */
export type MemberEvents = { 
/**
 * The latest first.
 */
events: Array<MemberEvent>, };

/**
 * Whom the list shows.
 */
export type MemberFilter = { 
/**
 * Beginnings of words of name, handle, e-mail or title; empty for everybody.
 */
text: string, 
/**
 * People or bots.
 */
kind: MemberKind, 
/**
 * When last seen.
 */
seen: MemberSeen, 
/**
 * Whether the team is left out.
 */
without_team: boolean, 
/**
 * Whether those who left are shown.
 */
left: boolean, 
/**
 * Only those whom this segment chooses.
 */
segment: string | null, };

/**
 * Whom the list shows.
 */
export type MemberKind = "people" | "team" | "bots" | "all";

/**
 * A member's level and why it has it.
 */
export type MemberLevel = { 
/**
 * The level.
 */
level: "exploring" | "participating" | "contributing" | "leading", 
/**
 * 1 is its highest step, 3 its lowest.
 */
step: number, 
/**
 * Days within a period that give it.
 */
needed: number, 
/**
 * The periods within a year that gave it, newest first.
 */
periods: Array<LevelPeriod>, 
/**
 * Until when it is kept without another, `YYYY-MM-DD`.
 */
kept_until: string, 
/**
 * The next level; nothing above the highest.
 */
next: "participating" | "contributing" | "leading" | null, 
/**
 * Days within the running period that give it.
 */
next_needed: number | null, 
/**
 * The running period of the next level.
 */
next_period: LevelPeriod | null, };

/**
 * A page of the list.
 */
export type MemberPage = { 
/**
 * The members.
 */
rows: Array<MemberRow>, 
/**
 * Where the next page follows; nothing at the end.
 */
next: string | null, };

/**
 * A member in the list.
 */
export type MemberRow = { 
/**
 * The member's id: that of the first account.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * The short name of the first account.
 */
handle: string | null, 
/**
 * Role or job title.
 */
title: string | null, 
/**
 * Not a person.
 */
is_bot: boolean, 
/**
 * One of the team.
 */
is_team: boolean, 
/**
 * Deactivated at the source.
 */
left: boolean, 
/**
 * First seen doing something, UTC milliseconds.
 */
first_at: number | null, 
/**
 * Last seen doing something, UTC milliseconds.
 */
last_at: number | null, 
/**
 * Conversations opened and messages outside one.
 */
posts: number, 
/**
 * Answers.
 */
replies: number, 
/**
 * Reactions given.
 */
reactions: number, 
/**
 * Names of the sources with an account of this member.
 */
sources: Array<string>, 
/**
 * Tags, by name.
 */
tags: Array<Tag>, };

/**
 * Whom the list shows, by when they were last seen.
 */
export type MemberSeen = "any" | "active_30" | "quiet_90" | "never";

/**
 * What the list is sorted by.
 */
export type MemberSort = "last" | "first" | "name" | "messages" | "reactions";

/**
 * How much a member wrote in a space.
 */
export type MemberSpace = { 
/**
 * The space's id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Posts and replies.
 */
messages: number, 
/**
 * The newest, UTC milliseconds.
 */
last_at: number, };

/**
 * What there is of a person.
 */
export type MemberTraces = { 
/**
 * In the community's file.
 */
traces: Traces, 
/**
 * Older copies and exports in the community's folder, which are removed: they hold the person as well.
 */
copies: number, };

/**
 * A pair at a glance.
 */
export type Mentee = { 
/**
 * The pair.
 */
pair: Mentorship, 
/**
 * How it is doing; nothing unless they meet.
 */
health: PairHealth | null, 
/**
 * Sessions held.
 */
held: number, 
/**
 * Sessions that should have been held until today.
 */
planned: number, 
/**
 * When the last one was, UTC milliseconds.
 */
last_at: number | null, 
/**
 * The next one.
 */
next: NextSession | null, 
/**
 * Sessions whose time is over and of which nobody said whether they were held.
 */
unwritten: number, 
/**
 * What the mentor has to do.
 */
open_mine: number, 
/**
 * What the mentee has to do.
 */
open_theirs: number, 
/**
 * How much of both is late.
 */
late: number, 
/**
 * Goals that are not reached.
 */
goals: number, 
/**
 * How far these are on average, in percent; nothing without any.
 */
progress: number | null, 
/**
 * What is to be sent by now.
 */
to_send: number, 
/**
 * When the next session would be by the cadence: `2026-11-26`.
 */
due_on: string, };

/**
 * What a mentor keeps of a mentee.
 */
export type MenteeKept = { 
/**
 * Personal facts.
 */
facts: string, 
/**
 * What to ask the next time.
 */
ask: string, };

/**
 * Pairs.
 */
export type Mentees = { 
/**
 * By state and name.
 */
mentees: Array<Mentee>, };

/**
 * How much room a mentor has.
 */
export type MentorLoad = { 
/**
 * The mentor's application.
 */
id: string, 
/**
 * Who.
 */
name: string, 
/**
 * Mentees.
 */
pairs: number, 
/**
 * Room.
 */
capacity: number, };

/**
 * Something between two sessions.
 */
export type MentoringBetween = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is.
 */
kind: BetweenKind, 
/**
 * Its words.
 */
text: string, 
/**
 * Whom the mentee is to meet: the id of an account.
 */
member: string | null, 
/**
 * What that member is called.
 */
member_name: string | null, 
/**
 * When it is to be sent: `2026-11-12`.
 */
due_on: string | null, 
/**
 * When it was.
 */
sent_on: string | null, };

/**
 * Something of mentoring that is due.
 */
export type MentoringDue = { 
/**
 * The pair.
 */
mentorship: string, 
/**
 * The mentee.
 */
mentee: string, 
/**
 * What: `session` (today), `unwritten`, `item` (mine, late or due), `send`, `silent`.
 */
what: string, 
/**
 * The words of what is to be done; empty otherwise.
 */
text: string, 
/**
 * When: UTC milliseconds of a session.
 */
at: number | null, 
/**
 * The day: `2026-11-12`.
 */
on: string | null, };

/**
 * How much was expunged.
 */
export type MentoringExpunged = { 
/**
 * Sessions whose private part is gone.
 */
sessions: number, };

/**
 * What a mentee wants to reach.
 */
export type MentoringGoal = { 
/**
 * Its id.
 */
id: string, 
/**
 * What.
 */
title: string, 
/**
 * How far it is.
 */
state: GoalState, 
/**
 * Until when.
 */
target_on: string | null, 
/**
 * The latest first.
 */
progress: Array<MentoringProgress>, };

/**
 * Which row.
 */
export type MentoringId = { 
/**
 * Its id.
 */
id: string, };

/**
 * Something that one of a pair wants to do.
 */
export type MentoringItem = { 
/**
 * Its id.
 */
id: string, 
/**
 * In which session it was agreed.
 */
session: string | null, 
/**
 * Who wants to do it.
 */
whose: ItemOwner, 
/**
 * What.
 */
text: string, 
/**
 * Until when: `2026-11-12`.
 */
due_on: string | null, 
/**
 * When it was done.
 */
done_on: string | null, };

/**
 * How two people meet.
 */
export type MentoringMedium = "video" | "call" | "in_person" | "chat" | "other";

/**
 * Whose pairs.
 */
export type MentoringOfMember = { 
/**
 * The id of the member or of one of the accounts.
 */
member: string, };

/**
 * How far a goal was on a day.
 */
export type MentoringProgress = { 
/**
 * Its id.
 */
id: string, 
/**
 * The day: `2026-11-12`.
 */
day: string, 
/**
 * 0 to 100.
 */
percent: number, 
/**
 * A word of evidence.
 */
evidence: string, };

/**
 * Which of the two in a mentoring pair.
 */
export type MentoringRole = "mentor" | "mentee";

/**
 * What was kept.
 */
export type MentoringSaved = { 
/**
 * Its id.
 */
id: string, };

/**
 * What a mentor has to do.
 */
export type MentoringToday = { 
/**
 * The most pressing first.
 */
rows: Array<MentoringDue>, 
/**
 * How many more there are.
 */
more: number, };

/**
 * A pair.
 */
export type Mentorship = { 
/**
 * Its id, the same on the lead's machine and on the mentor's.
 */
id: string, 
/**
 * The programme it belongs to.
 */
programme: string | null, 
/**
 * What that is called, where it is known.
 */
programme_name: string | null, 
/**
 * Whether whoever uses this file is the mentor.
 */
mine: boolean, 
/**
 * The mentor's name.
 */
mentor: string, 
/**
 * The mentor as a member: the id of an account.
 */
mentor_member: string | null, 
/**
 * The mentee's name.
 */
mentee: string, 
/**
 * The mentee as a member.
 */
mentee_member: string | null, 
/**
 * How the mentee is reached.
 */
contact: string, 
/**
 * The mentee's zone.
 */
zone: string | null, 
/**
 * How far it is.
 */
state: MentorshipState, 
/**
 * The first day: `2026-11-12`.
 */
started_on: string, 
/**
 * The last day, as planned.
 */
ends_on: string | null, 
/**
 * When it ended.
 */
ended_on: string | null, 
/**
 * Why, in words for the lead.
 */
ended_why: string, 
/**
 * Days from one session to the next.
 */
cadence_days: number, 
/**
 * Minutes of a session.
 */
minutes: number, 
/**
 * What they agreed on.
 */
agreement: string, 
/**
 * When the mentor agreed.
 */
mentor_agreed_on: string | null, 
/**
 * When the mentee agreed.
 */
mentee_agreed_on: string | null, };

/**
 * How far a pair is.
 */
export type MentorshipState = "proposed" | "active" | "paused" | "completed" | "ended";

/**
 * Two that are one.
 */
export type MergeFeedback = { 
/**
 * The one that stays.
 */
into: string, 
/**
 * The one that becomes a part of it.
 */
from: string, };

/**
 * What was done.
 */
export type Merged = { 
/**
 * The member that has all the accounts now; nothing when many were joined.
 */
id: string | null, 
/**
 * How many members became part of another.
 */
merged: number, };

/**
 * A message.
 */
export type Message = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is.
 */
kind: ActivityKind, 
/**
 * UTC milliseconds.
 */
at: number, 
/**
 * Who.
 */
author: Person | null, 
/**
 * Written by a program.
 */
by_app: boolean, 
/**
 * The words.
 */
html: SafeHtml, 
/**
 * UTC milliseconds.
 */
edited_at: number | null, 
/**
 * Taken away.
 */
gone: boolean, 
/**
 * The source did not give it; others answer to it.
 */
missing: boolean, 
/**
 * Reactions, most first.
 */
reactions: Array<Reaction>, 
/**
 * Files.
 */
files: Array<Attachment>, 
/**
 * The conversation it answers in.
 */
thread_id: string | null, 
/**
 * Answers to it.
 */
replies: number, 
/**
 * The newest answer, UTC milliseconds.
 */
last_reply_at: number | null, 
/**
 * An answer that is shown in the space as well.
 */
broadcast: boolean, 
/**
 * Its text went, because texts of its source are kept for a time only.
 */
text_went: boolean, 
/**
 * Whether its page at the source is known.
 */
can_open: boolean, };

/**
 * A window of a space, oldest first.
 */
export type MessagePage = { 
/**
 * The messages.
 */
messages: Array<Message>, 
/**
 * Where older ones end.
 */
older: string | null, 
/**
 * Where newer ones begin.
 */
newer: string | null, };

/**
 * A metric over time.
 */
export type Metric = { 
/**
 * Its id.
 */
id: string, 
/**
 * The version of its definition.
 */
version: number, 
/**
 * What kind of number.
 */
unit: Unit, 
/**
 * Window by window, oldest first.
 */
series: Array<Point>, 
/**
 * The whole stretch as one window, where it was asked for.
 */
now: Point | null, 
/**
 * The equally long stretch before.
 */
before: Point | null, };

/**
 * A metric's definition: what "How is this counted?" shows.
 */
export type MetricDefinition = { 
/**
 * Its id: `first_response.median`.
 */
id: string, 
/**
 * Raised when the definition changes.
 */
version: number, 
/**
 * What it is called.
 */
title: string, 
/**
 * How it is counted, in sentences.
 */
definition: string, 
/**
 * What it is about.
 */
group: Group, 
/**
 * What kind of number.
 */
unit: Unit, 
/**
 * Which way is better.
 */
direction: Direction, 
/**
 * With fewer cases than this there is no value.
 */
least: number, };

/**
 * All definitions.
 */
export type MetricDefinitions = { 
/**
 * In the order in which screens show them.
 */
metrics: Array<MetricDefinition>, };

/**
 * Metrics over time.
 */
export type Metrics = { 
/**
 * The community's zone: days are its days.
 */
zone: string, 
/**
 * The first day asked for.
 */
from: string, 
/**
 * The day after the last.
 */
to: string, 
/**
 * The day of the first activity that is known.
 */
first_day: string | null, 
/**
 * The last day of which anything can be known: today, or the one on which the newest archive or sync ends.
 */
last_day: string | null, 
/**
 * The community's currency: `EUR`. Amounts are whole minor units of it.
 */
currency: string, 
/**
 * What is left out.
 */
excluded: Excluded, 
/**
 * As asked for.
 */
metrics: Array<Metric>, };

/**
 * A scope that the key lacks.
 */
export type MissingScope = { 
/**
 * The scope, in the source's words.
 */
scope: string, 
/**
 * What stays unread without it.
 */
what: string, };

/**
 * Messages in a month.
 */
export type MonthBar = { 
/**
 * Midnight of the first day in the community's zone, UTC milliseconds.
 */
starts_at: number, 
/**
 * Posts and replies.
 */
messages: number, };

/**
 * Applications to decide about.
 */
export type MoveApplications = { 
/**
 * Which.
 */
ids: Array<string>, 
/**
 * How it stands with them from now on.
 */
state: ApplicantState, };

/**
 * A step that a case takes now.
 */
export type MoveCase = { 
/**
 * Its id.
 */
id: string, 
/**
 * Where to.
 */
to: CaseState, };

/**
 * Where a post stands from now on.
 */
export type MoveContent = { 
/**
 * Which.
 */
id: string, 
/**
 * Where; scheduled means that a person posts it.
 */
state: ContentState, };

/**
 * One place up or down.
 */
export type MoveField = { 
/**
 * The field.
 */
id: string, 
/**
 * Up, else down.
 */
up: boolean, };

/**
 * Guests to move.
 */
export type MoveGuests = { 
/**
 * Which guests.
 */
ids: Array<string>, 
/**
 * How it stands with them from now on.
 */
state: GuestState, };

/**
 * Where a pair goes from here.
 */
export type MoveMentee = { 
/**
 * Its id.
 */
id: string, 
/**
 * Where to.
 */
state: MentorshipState, 
/**
 * Why it ends, in words for the lead.
 */
why: string, };

/**
 * A pair that goes on, pauses or ends.
 */
export type MovePair = { 
/**
 * Which.
 */
id: string, 
/**
 * How far it is.
 */
state: PairState, 
/**
 * Why it ended.
 */
why: string, };

/**
 * A space in which more people wait than are answered.
 */
export type NeglectedSpace = { 
/**
 * The space's id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Conversations that wait.
 */
waiting: number, 
/**
 * Conversations that were answered.
 */
answered: number, };

/**
 * Who talks with whom.
 */
export type Network = { 
/**
 * Who wrote most, most first.
 */
nodes: Array<NetworkNode>, 
/**
 * The answers between them, most first.
 */
edges: Array<NetworkEdge>, 
/**
 * How many people wrote at all.
 */
people: number, 
/**
 * Of somebody, older messages of these days were not looked at.
 */
more: boolean, };

/**
 * Answers of one to another.
 */
export type NetworkEdge = { 
/**
 * The member who answered.
 */
from: string, 
/**
 * The member who opened the conversation.
 */
to: string, 
/**
 * How many.
 */
replies: number, };

/**
 * One of those who wrote most.
 */
export type NetworkNode = { 
/**
 * The member.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * Whether the member is of the team.
 */
is_team: boolean, 
/**
 * Messages in these days.
 */
contributions: number, };

/**
 * An advocate as it is typed.
 */
export type NewAdvocate = { 
/**
 * The member.
 */
member: string, 
/**
 * What they are asked for.
 */
what: string, 
/**
 * Which rules they met.
 */
rules: Array<AdvocateRule>, 
/**
 * Until when: `YYYY-MM-DD`.
 */
due_on: string | null, 
/**
 * A remark.
 */
note: string, };

/**
 * What is said of a member's place in an organisation.
 */
export type NewAffiliation = { 
/**
 * What the organisation is called; made when there is none of that name.
 */
organisation: string, 
/**
 * As what.
 */
role: string | null, 
/**
 * From when: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
 */
from_on: string | null, 
/**
 * Until when.
 */
until_on: string | null, };

/**
 * An application as it is typed.
 */
export type NewApplication = { 
/**
 * As what.
 */
role: ApplicantRole, 
/**
 * Who; may be empty where a member is given.
 */
name: string, 
/**
 * Address.
 */
email: string, 
/**
 * The member: the id of an account.
 */
member: string | null, 
/**
 * Of a mentor: how many mentees; nothing for as many as the programme says.
 */
capacity: number | null, 
/**
 * Their time zone; may be empty.
 */
zone: string, 
/**
 * What they answered, as it is typed, by the question's id.
 */
answers: { [key in string]: string }, 
/**
 * For the team.
 */
note: string, };

/**
 * A backup that was made.
 */
export type NewBackup = { 
/**
 * It.
 */
backup: BackupRow, 
/**
 * Of what there is suspiciously little beside the one before; both are kept.
 */
shrunk: Array<HeldKind>, };

/**
 * Something between two sessions, as it is typed.
 */
export type NewBetween = { 
/**
 * What it is.
 */
kind: BetweenKind, 
/**
 * Its words.
 */
text: string, 
/**
 * Whom the mentee is to meet: the id of a member.
 */
member: string | null, 
/**
 * When it is to be sent.
 */
due_on: string | null, };

/**
 * What shall be new.
 */
export type NewCode = { 
/**
 * The key as well: everything private is sealed anew, so that whoever has the old code and a copy of the file cannot
 * read what is written from now on.
 */
key: boolean, };

/**
 * A campaign as it is typed.
 */
export type NewContentCampaign = { 
/**
 * What it is called.
 */
name: string, 
/**
 * The first day: `2026-05-12`.
 */
from_on: string, 
/**
 * The last day.
 */
until_on: string, 
/**
 * What it is for.
 */
goal: string, };

/**
 * What is said about something a member made.
 */
export type NewContentFind = { 
/**
 * Whether they agreed.
 */
permission: ContentPermission, 
/**
 * The post it is used in.
 */
post: string | null, 
/**
 * A remark.
 */
note: string, };

/**
 * A post as it is typed.
 */
export type NewContentPost = { 
/**
 * A topic's title; in a chat, what it is called here.
 */
title: string, 
/**
 * Markdown.
 */
body: string, 
/**
 * The space it is for; nothing: by hand elsewhere.
 */
space: string | null, 
/**
 * Where it goes by hand.
 */
place: string, 
/**
 * Whoever looks after it: the id of one of their accounts.
 */
owner: string | null, 
/**
 * `2026-05-12`, on the clock of `zone`.
 */
planned_on: string | null, 
/**
 * `09:30`; empty for any time.
 */
planned_time: string, 
/**
 * IANA; the community's when nothing is said.
 */
zone: string | null, 
/**
 * The campaign it belongs to.
 */
campaign: string | null, 
/**
 * Remarks.
 */
notes: string, 
/**
 * Tags.
 */
tags: Array<string>, };

/**
 * A template as it is typed.
 */
export type NewContentTemplate = { 
/**
 * What it is called.
 */
name: string, 
/**
 * The title of what is made from it.
 */
title: string, 
/**
 * Markdown.
 */
body: string, 
/**
 * The space.
 */
space: string | null, 
/**
 * Where it goes by hand.
 */
place: string, 
/**
 * Whoever looks after it: the id of one of their accounts.
 */
owner: string | null, 
/**
 * The campaign.
 */
campaign: string | null, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * The time of the day.
 */
time: string, 
/**
 * IANA; the community's when nothing is said.
 */
zone: string | null, 
/**
 * How often it comes again.
 */
repeat: ContentRepeat | null, 
/**
 * From this day on.
 */
from_on: string | null, 
/**
 * The last day.
 */
until_on: string | null, };

/**
 * An event as it is typed.
 */
export type NewEvent = { 
/**
 * What it is called.
 */
title: string, 
/**
 * What sort of event.
 */
kind: EventKind, 
/**
 * Where people are.
 */
form: EventForm, 
/**
 * The place, in words.
 */
place: string, 
/**
 * The page or the call.
 */
link: string, 
/**
 * Seats; nothing: as many as come.
 */
capacity: number | null, 
/**
 * Whether a person decides who comes.
 */
approval: boolean, 
/**
 * Its beginning on its own clock: `2026-11-26T18:30`.
 */
starts: string, 
/**
 * Its end on its own clock.
 */
ends: string, 
/**
 * Its zone.
 */
zone: string, 
/**
 * What the public reads.
 */
text: string, 
/**
 * Of its budget; nothing for the community's.
 */
currency: string | null, 
/**
 * Whether it does not take place.
 */
cancelled: boolean, };

/**
 * A line of a budget as it is typed.
 */
export type NewEventCost = { 
/**
 * For what.
 */
label: string, 
/**
 * What it was planned to cost: `120`.
 */
planned: string, 
/**
 * What was promised.
 */
committed: string, 
/**
 * What was paid.
 */
paid: string, };

/**
 * A line of a run of show as it is typed.
 */
export type NewEventCue = { 
/**
 * When: `18:40` on the event's clock, or minutes from its beginning, such as `-30`; nothing: after the last line.
 */
at: string, 
/**
 * How long it takes, in minutes.
 */
minutes: number, 
/**
 * What.
 */
title: string, 
/**
 * Who.
 */
owner: string, 
/**
 * What tells everybody that it begins.
 */
cue: string, 
/**
 * Where, unless it is where the event is.
 */
place: string, 
/**
 * What is done if it does not work.
 */
backup: string, };

/**
 * Something to keep, as it is typed.
 */
export type NewEventLesson = { 
/**
 * What sort of thing.
 */
kind: LessonKind, 
/**
 * In words.
 */
text: string, 
/**
 * Where it is.
 */
link: string, };

/**
 * A part as it is typed.
 */
export type NewEventPart = { 
/**
 * As what.
 */
role: EventRole, 
/**
 * Who.
 */
name: string, 
/**
 * The member: the id of an account.
 */
member: string | null, 
/**
 * How far their word goes.
 */
state: EventPartState, 
/**
 * The last contact.
 */
contact_on: string, 
/**
 * What is to happen next.
 */
next_step: string, 
/**
 * A remark.
 */
note: string, };

/**
 * A talk as it is typed.
 */
export type NewEventSession = { 
/**
 * What it is called.
 */
title: string, 
/**
 * Who speaks; may be empty where a member is given.
 */
speaker: string, 
/**
 * The speaker: the id of an account.
 */
member: string | null, 
/**
 * The room.
 */
room: string, 
/**
 * The track.
 */
track: string, 
/**
 * Its beginning on the event's clock: `2026-11-26T10:30`.
 */
starts: string, 
/**
 * How long it takes, in minutes.
 */
minutes: number, 
/**
 * Seats of the room.
 */
capacity: number | null, };

/**
 * A task as it is typed.
 */
export type NewEventTask = { 
/**
 * What.
 */
title: string, 
/**
 * When: `T-14`, `T+1`, or a day, which moves with the event from then on.
 */
due: string, 
/**
 * Who.
 */
owner: string, 
/**
 * Whether it is done.
 */
done: boolean, };

/**
 * A number as it is typed.
 */
export type NewFigure = { 
/**
 * What it counts.
 */
kind: FigureKind, 
/**
 * Which days: `2024-05-12`, `2024-05`, `2024-Q2`, `2024-W20`, `2024`.
 */
period: string, 
/**
 * Of what; empty for the whole.
 */
label: string, 
/**
 * How many: `1,234.50`.
 */
amount: string, 
/**
 * Of money: `EUR`; nothing for the community's.
 */
currency: string | null, 
/**
 * A remark.
 */
note: string, };

/**
 * A gift as it is typed.
 */
export type NewGift = { 
/**
 * The member.
 */
member: string, 
/**
 * What.
 */
what: string, 
/**
 * For what.
 */
why: string, 
/**
 * When: `YYYY-MM-DD`.
 */
on: string, };

/**
 * A goal as it is typed.
 */
export type NewGoal = { 
/**
 * What.
 */
title: string, 
/**
 * How far it is.
 */
state: GoalState, 
/**
 * Until when.
 */
target_on: string | null, };

/**
 * A guest as they are typed.
 */
export type NewGuest = { 
/**
 * Who; may be empty where a member is given.
 */
name: string, 
/**
 * Address.
 */
email: string, 
/**
 * The member: the id of an account.
 */
member: string | null, 
/**
 * How it stands.
 */
state: GuestState, 
/**
 * People who come along.
 */
plus: number, 
/**
 * The kind of ticket.
 */
ticket: string, 
/**
 * What a scanner reads.
 */
code: string, 
/**
 * Access and diet.
 */
needs: string, };

/**
 * Something to do, as it is typed.
 */
export type NewItem = { 
/**
 * Who wants to do it.
 */
whose: ItemOwner, 
/**
 * What.
 */
text: string, 
/**
 * Until when.
 */
due_on: string | null, };

/**
 * Thanks as they are typed.
 */
export type NewKudos = { 
/**
 * The member.
 */
member: string, 
/**
 * For what.
 */
words: string, 
/**
 * Who says so, in words.
 */
by: string, 
/**
 * When: `YYYY-MM-DD`.
 */
on: string, 
/**
 * Whether it was said in public.
 */
shared: boolean, };

/**
 * A matter as it is typed.
 */
export type NewMatter = { 
/**
 * Which sheet.
 */
sheet: Sheet, 
/**
 * What was said; a company; an address; an incident's number.
 */
label: string, 
/**
 * Whom it is about: the id of one of their accounts.
 */
member: string | null, 
/**
 * The message it was said in.
 */
activity: string | null, 
/**
 * Part of the product.
 */
area: string, 
/**
 * Which kind.
 */
kind: string | null, 
/**
 * People who said the same.
 */
voters: number, 
/**
 * A remark.
 */
note: string, 
/**
 * Its steps.
 */
steps: Array<Step>, };

/**
 * A pair as it is typed.
 */
export type NewMentorship = { 
/**
 * The mentor's name; empty where it is oneself and no name is wanted.
 */
mentor: string, 
/**
 * The mentee's name.
 */
mentee: string, 
/**
 * The mentee as a member: the id of the member or of an account.
 */
member: string | null, 
/**
 * How the mentee is reached.
 */
contact: string, 
/**
 * The mentee's zone.
 */
zone: string | null, 
/**
 * The first day.
 */
started_on: string, 
/**
 * The last day, as planned.
 */
ends_on: string | null, 
/**
 * Days from one session to the next.
 */
cadence_days: number, 
/**
 * Minutes of a session.
 */
minutes: number, 
/**
 * What they agreed on.
 */
agreement: string, 
/**
 * When the mentor agreed.
 */
mentor_agreed_on: string | null, 
/**
 * When the mentee agreed.
 */
mentee_agreed_on: string | null, };

/**
 * What one side says, as it is typed.
 */
export type NewPairFeedback = { 
/**
 * Who.
 */
side: ApplicantRole, 
/**
 * When.
 */
moment: PairMoment, 
/**
 * 1 to 5.
 */
rating: number | null, 
/**
 * In words.
 */
words: string, 
/**
 * For the lead's eyes.
 */
signal: string, 
/**
 * Whether the words may be quoted.
 */
quote: boolean, };

/**
 * A programme as it is typed.
 */
export type NewProgramme = { 
/**
 * What it is called.
 */
name: string, 
/**
 * What it is for.
 */
purpose: string, 
/**
 * How far it is.
 */
state: ProgrammeState, 
/**
 * Its first day: `2026-11-26`.
 */
starts_on: string, 
/**
 * Its last day; may be empty.
 */
ends_on: string, 
/**
 * Days from one session to the next.
 */
cadence_days: number, 
/**
 * Minutes of a session.
 */
minutes: number, 
/**
 * Mentees of a mentor who says nothing else.
 */
capacity: number, 
/**
 * What both agree to.
 */
agreement: string, 
/**
 * What applicants are asked.
 */
questions: Array<ProgrammeQuestion>, 
/**
 * How much it counts that two were not paired before: 0 to 10.
 */
fresh: number, };

/**
 * A round as it is typed.
 */
export type NewProgrammeRound = { 
/**
 * What it is called.
 */
name: string, 
/**
 * The first day to apply; may be empty.
 */
opens_on: string, 
/**
 * The last day to apply; may be empty.
 */
closes_on: string, };

/**
 * Progress as it is typed.
 */
export type NewProgress = { 
/**
 * 0 to 100.
 */
percent: number, 
/**
 * A word of evidence.
 */
evidence: string, 
/**
 * The day.
 */
day: string, };

/**
 * A session as it is typed, without its private part.
 */
export type NewSession = { 
/**
 * How it came to be.
 */
state: SessionState, 
/**
 * When and how.
 */
when: SessionWhen, 
/**
 * What it was about.
 */
topics: string, 
/**
 * What was agreed.
 */
agreed: string, 
/**
 * What both and the lead may read.
 */
shared: string, 
/**
 * How good it was, says the mentor: 1 to 5.
 */
rating_mentor: number | null, 
/**
 * How good it was, says the mentee: 1 to 5.
 */
rating_mentee: number | null, };

/**
 * An entry to keep.
 */
export type NewStrategyEntry = { 
/**
 * What it is.
 */
kind: StrategyKind, 
/**
 * What was decided; what is difficult; what is to be reached.
 */
title: string, 
/**
 * Why; what helped; how.
 */
words: string, 
/**
 * Who decided, or whose it is.
 */
who: string, 
/**
 * When it was decided, or began: `YYYY-MM-DD`.
 */
on: string, 
/**
 * When it is looked at again, or due: `YYYY-MM-DD`.
 */
due: string | null, 
/**
 * Of a goal: the metric it is measured by; nothing where it is measured by hand.
 */
metric: string | null, 
/**
 * Of a goal: where it began.
 */
start: number | null, 
/**
 * Of a goal: where it is to be.
 */
target: number | null, 
/**
 * Of a goal by hand: where it is.
 */
current: number | null, 
/**
 * Whether it is over: helped, reached, taken back.
 */
done: boolean, };

/**
 * Somebody new.
 */
export type Newcomer = { 
/**
 * The member's id.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * When they joined, or were first seen, UTC milliseconds.
 */
since: number, 
/**
 * The first message they wrote in public.
 */
first_message: string | null, 
/**
 * When that was, UTC milliseconds.
 */
first_message_at: number | null, 
/**
 * What it says, once somebody rendered it.
 */
first_words: FirstWords | null, 
/**
 * Messages until now.
 */
messages: number, 
/**
 * Somebody else answered one of their first conversations.
 */
answered: boolean, 
/**
 * How they were greeted.
 */
greeted: Greeted | null, 
/**
 * An account to which a message can be sent, of a connected source.
 */
reach: string | null, 
/**
 * Names of the sources they came by.
 */
sources: Array<string>, };

/**
 * Who is new.
 */
export type Newcomers = { 
/**
 * The newest first.
 */
rows: Array<Newcomer>, 
/**
 * All who are new.
 */
total: number, 
/**
 * Of these, nobody greeted so many.
 */
waiting: number, };

/**
 * What is new.
 */
export type News = { 
/**
 * Since then, UTC milliseconds: when somebody last looked, a day ago if never, thirty days at most.
 */
since: number, 
/**
 * How much.
 */
counts: NewsCounts, 
/**
 * The newest activity of all, UTC milliseconds.
 */
last_at: number | null, 
/**
 * It was said today that it is enough.
 */
enough: boolean, 
/**
 * It is quiet until this moment, UTC milliseconds; nothing outside of quiet hours.
 */
quiet_until: number | null, 
/**
 * What was done here today.
 */
done_today: number, };

/**
 * How much is new.
 */
export type NewsCounts = { 
/**
 * Messages of people.
 */
messages: number, 
/**
 * Of these, those that open a conversation.
 */
opened: number, 
/**
 * Members first seen or joined.
 */
members: number, 
/**
 * Conversations with something new.
 */
threads: number, };

/**
 * When the next session could be.
 */
export type NextProposed = { 
/**
 * On the community's clock.
 */
starts: string, 
/**
 * Where that is.
 */
zone: string, 
/**
 * How long.
 */
minutes: number, 
/**
 * How.
 */
medium: MentoringMedium, };

/**
 * The next session of a pair.
 */
export type NextSession = { 
/**
 * Its id.
 */
id: string, 
/**
 * UTC milliseconds.
 */
start_at: number, 
/**
 * Minutes.
 */
minutes: number, };

/**
 * A note.
 */
export type Note = { 
/**
 * UUIDv7.
 */
id: string, 
/**
 * What it is.
 */
kind: NoteKind, 
/**
 * Who may see it.
 */
visibility: Visibility, 
/**
 * Whether its words are shown.
 */
state: NoteState, 
/**
 * The words; empty unless they are shown.
 */
text: string, 
/**
 * Until when, for something to do.
 */
due: Due | null, 
/**
 * When it was done, UTC milliseconds.
 */
done_at: number | null, 
/**
 * UTC milliseconds.
 */
created_at: number, 
/**
 * UTC milliseconds.
 */
updated_at: number, };

/**
 * What a note is.
 */
export type NoteKind = "note" | "feedback" | "thanks" | "follow_up";

/**
 * Whom a note is about.
 */
export type NoteMember = { 
/**
 * The member's id.
 */
id: string, 
/**
 * The member's name.
 */
name: string, };

/**
 * Whether a note's words are shown.
 */
export type NoteState = "shown" | "locked" | "damaged";

/**
 * How private notes are.
 */
export type NotesState = { 
/**
 * Whether they can be read.
 */
lock: Lock, 
/**
 * Whether the system's keyring opens them; the recovery code always does.
 */
by_keyring: boolean, 
/**
 * How many are sealed.
 */
sealed: number, 
/**
 * How many still lie in the clear, from before there was a key.
 */
in_the_clear: number, 
/**
 * When they lock if nobody does anything, UTC milliseconds.
 */
locks_at: number | null, };

/**
 * No arguments, or no result.
 */
export type Nothing = Record<string, never>;

/**
 * An occasion of somebody.
 */
export type Occasion = { 
/**
 * The member.
 */
member: string, 
/**
 * What it is ticked off by.
 */
occasion: string, };

/**
 * Of which community: the open one unless it is told, else the one that could not be opened.
 */
export type OfCommunity = { 
/**
 * Its id.
 */
community: string | null, };

/**
 * Whether a list shows everybody, or those of a segment.
 */
export type OfSegment = { 
/**
 * Only those whom this segment chooses.
 */
segment?: string, };

/**
 * An account.
 */
export type OneAccount = { 
/**
 * Its id.
 */
account: string, };

/**
 * A case to look into.
 */
export type OpenCase = { 
/**
 * Its id.
 */
id: string, 
/**
 * Whoever looks is none of those who have to stay out.
 */
anyway: boolean, };

/**
 * Which community to open.
 */
export type OpenCommunity = { 
/**
 * Its id.
 */
id: string, };

/**
 * Which thing that waits for a decision.
 */
export type OpenFlag = { 
/**
 * Its id.
 */
id: string, };

/**
 * Which page outside the guide leads to.
 */
export type OpenGuideLink = { 
/**
 * Its address, as it stands in the guide.
 */
address: string, };

/**
 * Which link.
 */
export type OpenLink = { 
/**
 * The message it is in.
 */
message: string, 
/**
 * Which of its links, from 0.
 */
index: number, };

/**
 * Which message.
 */
export type OpenMessage = { 
/**
 * The message.
 */
message: string, };

/**
 * Which link of a member.
 */
export type OpenProfileLink = { 
/**
 * The member.
 */
member: string, 
/**
 * `links`, or `custom:` and the id of a field that holds one.
 */
field: string, 
/**
 * Which of its links, from 0.
 */
index: number, };

/**
 * What was opened.
 */
export type Opened = { 
/**
 * The address, to be shown where nothing could be opened.
 */
address: string, };

/**
 * The file that Kith was opened with.
 */
export type OpenedWith = { 
/**
 * Its path; nothing where there is none, or it was asked for before.
 */
path: string | null, };

/**
 * An organisation and how many members belong to it.
 */
export type OrganisationRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Members who belong or belonged to it.
 */
members: number, };

/**
 * Organisations.
 */
export type Organisations = { 
/**
 * By name, at most 200.
 */
organisations: Array<OrganisationRow>, };

/**
 * What waits, what is stuck, and what went out lately.
 */
export type Outbox = { 
/**
 * Newest first.
 */
items: Array<OutboxItem>, };

/**
 * Something written here.
 */
export type OutboxItem = { 
/**
 * Its id.
 */
id: string, 
/**
 * The source it goes to.
 */
source_id: string, 
/**
 * What that is called.
 */
source_name: string, 
/**
 * What it is.
 */
kind: IntentKind, 
/**
 * Where it stands.
 */
state: IntentState, 
/**
 * A topic's or message's title.
 */
title: string | null, 
/**
 * The words; the reaction's name.
 */
text: string, 
/**
 * The space it goes to.
 */
space_id: string | null, 
/**
 * What that is called.
 */
space_name: string | null, 
/**
 * The conversation it answers in.
 */
thread_id: string | null, 
/**
 * The message it reacts to.
 */
message_id: string | null, 
/**
 * Who alone gets it, or who read it together.
 */
account_name: string | null, 
/**
 * What was decided about a flag, in the source's word.
 */
action: string | null, 
/**
 * It is not sent before this moment, UTC milliseconds.
 */
not_before: number, 
/**
 * How often it was tried.
 */
attempts: number, 
/**
 * Why the last try failed.
 */
error: ApiError | null, 
/**
 * When it was written, UTC milliseconds.
 */
created_at: number, 
/**
 * When it went out, UTC milliseconds.
 */
sent_at: number | null, };

/**
 * What one side said.
 */
export type PairFeedback = { 
/**
 * Who.
 */
side: ApplicantRole, 
/**
 * When.
 */
moment: PairMoment, 
/**
 * 1 to 5.
 */
rating: number | null, 
/**
 * In words.
 */
words: string, 
/**
 * For the lead's eyes.
 */
signal: string, 
/**
 * Whether the words may be quoted.
 */
quote: boolean, 
/**
 * The day.
 */
day: string, };

/**
 * How a pair is doing: see `kith_domain::mentoring`.
 */
export type PairHealth = "needs_check_in" | "active" | "on_track" | "too_early";

/**
 * How a pair is doing.
 */
export type PairHealthWord = "needs_check_in" | "active" | "on_track" | "too_early";

/**
 * What one of a pair is told.
 */
export type PairLetter = { 
/**
 * To whom.
 */
to: PairSide, 
/**
 * A title, which forums and mail need.
 */
title: string, 
/**
 * The words.
 */
text: string, };

/**
 * What came of it.
 */
export type PairMailed = { 
/**
 * Whether the words went along; else they have to be pasted.
 */
has_words: boolean, };

/**
 * When somebody is asked how it is.
 */
export type PairMoment = "middle" | "end";

/**
 * Somebody to tell.
 */
export type PairReader = { 
/**
 * The pair.
 */
pair: string, 
/**
 * Which of the two.
 */
side: ApplicantRole, 
/**
 * The name; empty for somebody who was erased.
 */
name: string, 
/**
 * The member: the id of an account.
 */
member: string | null, 
/**
 * Where a message can be sent to, as the source is called; nothing where none can.
 */
at: string | null, 
/**
 * Whether an address is known.
 */
has_mail: boolean, 
/**
 * On which day they were told.
 */
told_on: string | null, };

/**
 * Everybody to tell.
 */
export type PairReaders = { 
/**
 * In the order in which pairs were made, mentors before mentees.
 */
rows: Array<PairReader>, };

/**
 * One of a pair.
 */
export type PairSide = { 
/**
 * The pair.
 */
pair: string, 
/**
 * Which of the two.
 */
side: ApplicantRole, };

/**
 * How far a pair is.
 */
export type PairState = "proposed" | "active" | "paused" | "completed" | "ended";

/**
 * What was typed into the palette.
 */
export type Palette = { 
/**
 * Beginnings of words.
 */
text: string, };

/**
 * What the palette offers.
 */
export type PaletteHits = { 
/**
 * People.
 */
people: Array<MemberRow>, 
/**
 * Channels and categories.
 */
spaces: Array<SpaceRow>, 
/**
 * Notes; private ones while they are open.
 */
notes: Array<PaletteNote>, };

/**
 * A note that the palette offers.
 */
export type PaletteNote = { 
/**
 * Its id.
 */
id: string, 
/**
 * Nobody but who holds the key reads it.
 */
private: boolean, 
/**
 * The words around what was found.
 */
text: string, 
/**
 * Whom it is about.
 */
member: string, 
/**
 * Their id; empty for nobody.
 */
member_id: string, };

/**
 * Leave somebody's silence alone.
 */
export type PauseLapse = { 
/**
 * The member.
 */
member: string, 
/**
 * Until when, in words: "in a month"; nothing: not any more.
 */
until: string | null, };

/**
 * Pausing or going on.
 */
export type PauseSource = { 
/**
 * The source.
 */
id: string, 
/**
 * Whether it shall rest.
 */
paused: boolean, };

/**
 * Who wrote something.
 */
export type Person = { 
/**
 * The member's id.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * Not a person.
 */
is_bot: boolean, };

/**
 * In which shape.
 */
export type PersonFormat = "json" | "html";

/**
 * What to ask for.
 */
export type PickArchive = { 
/**
 * A folder and not a zip archive.
 */
folder: boolean, };

/**
 * What was chosen.
 */
export type Picked = { 
/**
 * Nothing when the person changed their mind.
 */
path: string | null, };

/**
 * A file that was picked.
 */
export type PickedBackup = { 
/**
 * Its path; nothing when the person changed their mind.
 */
path: string | null, };

/**
 * A metric in one window.
 */
export type Point = { 
/**
 * The first day.
 */
start: string, 
/**
 * The day after the last.
 */
end: string, 
/**
 * The value.
 */
value: number | null, 
/**
 * Of how many cases.
 */
n: number, 
/**
 * Why there is no value.
 */
reason?: Reason | null, 
/**
 * The window is not over, or reaches back before the first activity that is known.
 */
unfinished?: boolean, 
/**
 * What it is made of: `answered`, `unanswered`, `mean` …
 */
parts?: { [key in string]: number }, };

/**
 * Which table to try.
 */
export type PreviewTable = { 
/**
 * A CSV file or a workbook.
 */
path: string, 
/**
 * How it is read.
 */
mapping: Mapping, 
/**
 * The profile whose rows it is compared with; nothing: a new one.
 */
profile: string | null, };

/**
 * Where private words were found.
 */
export type PrivateHit = { 
/**
 * The pair.
 */
mentorship: string, 
/**
 * The mentee.
 */
mentee: string, 
/**
 * The session.
 */
session: string, 
/**
 * When that was, UTC milliseconds.
 */
at: number, 
/**
 * The words around what was found.
 */
excerpt: string, };

/**
 * Private words that were found.
 */
export type PrivateHits = { 
/**
 * The latest first.
 */
hits: Array<PrivateHit>, };

/**
 * Whether a private part can be read.
 */
export type PrivateState = "empty" | "shown" | "locked" | "damaged";

/**
 * The fields of a member.
 */
export type Profile = { 
/**
 * The name to show.
 */
name: TextField, 
/**
 * Pronouns.
 */
pronouns: TextField, 
/**
 * E-mail address.
 */
email: TextField, 
/**
 * Telephone number.
 */
phone: TextField, 
/**
 * IANA time zone.
 */
zone: TextField, 
/**
 * Where they live.
 */
location: TextField, 
/**
 * Job title, or what they do.
 */
title: TextField, 
/**
 * About them.
 */
bio: TextField, 
/**
 * What they do in the community.
 */
roles: ListField, 
/**
 * What they care about.
 */
interests: ListField, 
/**
 * What they can do.
 */
skills: ListField, 
/**
 * What they look for in others.
 */
asks: ListField, 
/**
 * What they offer to others.
 */
offers: ListField, 
/**
 * Web pages.
 */
links: ListField, 
/**
 * The company that a source names; organisations are added by hand.
 */
company: TextField, 
/**
 * Person, team or bot.
 */
mark: MarkField, 
/**
 * What they agreed to.
 */
consent: ConsentField, 
/**
 * How they want to be reached.
 */
contact: ContactField, 
/**
 * Custom fields, in the order of the form.
 */
custom: Array<CustomValue>, };

/**
 * A profile.
 */
export type ProfileId = { 
/**
 * Its id.
 */
id: string, };

/**
 * A profile, as screens show it.
 */
export type ProfileView = { 
/**
 * UUIDv7, or the word of a ready-made one.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * It comes with Kith.
 */
ready_made: boolean, };

/**
 * All profiles.
 */
export type Profiles = { 
/**
 * The remembered ones by name, then the ready-made ones.
 */
profiles: Array<ProfileView>, };

/**
 * A programme.
 */
export type Programme = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it is for.
 */
purpose: string, 
/**
 * How far it is.
 */
state: ProgrammeState, 
/**
 * Its first day: `2026-11-26`.
 */
starts_on: string, 
/**
 * Its last day.
 */
ends_on: string | null, 
/**
 * Days from one session to the next.
 */
cadence_days: number, 
/**
 * Minutes of a session.
 */
minutes: number, 
/**
 * Mentees of a mentor who says nothing else.
 */
capacity: number, 
/**
 * What both agree to.
 */
agreement: string, 
/**
 * What applicants are asked.
 */
questions: Array<ProgrammeQuestion>, 
/**
 * How much it counts that two were not paired before: 0 to 10.
 */
fresh: number, 
/**
 * When it was changed, UTC milliseconds.
 */
updated_at: number, };

/**
 * What sort of answer is wanted.
 */
export type ProgrammeAnswer = "text" | "choice" | "choices" | "number" | "languages" | "skills" | "zone";

/**
 * Which programme, application, round or pair.
 */
export type ProgrammeId = { 
/**
 * Its id.
 */
id: string, };

/**
 * Programmes.
 */
export type ProgrammeList = { 
/**
 * Those that are not closed first, then the latest.
 */
rows: Array<ProgrammeRow>, };

/**
 * A pair, as the lead sees it.
 */
export type ProgrammePair = { 
/**
 * Its id.
 */
id: string, 
/**
 * The mentor's name; nothing for somebody who was erased.
 */
mentor: string, 
/**
 * The mentee's name; nothing for somebody who was erased.
 */
mentee: string, 
/**
 * The mentor as a member: the id of an account.
 */
mentor_member: string | null, 
/**
 * The mentee as a member: the id of an account.
 */
mentee_member: string | null, 
/**
 * The mentor's application.
 */
mentor_application: string | null, 
/**
 * The mentee's application.
 */
mentee_application: string | null, 
/**
 * How the mentee is reached.
 */
contact: string, 
/**
 * Whether whoever uses this file is the mentor.
 */
mine: boolean, 
/**
 * The round.
 */
round: string | null, 
/**
 * How far it is.
 */
state: PairState, 
/**
 * Its first day.
 */
started_on: string, 
/**
 * Its last day.
 */
ended_on: string | null, 
/**
 * Why it ended.
 */
ended_why: string, 
/**
 * Days from one session to the next.
 */
cadence_days: number, 
/**
 * When the mentor agreed.
 */
mentor_agreed_on: string | null, 
/**
 * When the mentee agreed.
 */
mentee_agreed_on: string | null, 
/**
 * Sessions that were held.
 */
held: number, 
/**
 * Sessions that should have been held by now.
 */
planned: number, 
/**
 * The day of the last session.
 */
last_on: string | null, 
/**
 * Whole days without a session.
 */
quiet_days: number, 
/**
 * How they are doing; nothing for a pair that does not meet.
 */
health: PairHealthWord | null, 
/**
 * Goals.
 */
goals: number, 
/**
 * Goals that were reached.
 */
reached: number, 
/**
 * What the mentor gave, on average, in tenths.
 */
mentor_rating: number | null, 
/**
 * What the mentee gave, on average, in tenths.
 */
mentee_rating: number | null, 
/**
 * What both said.
 */
feedback: Array<PairFeedback>, 
/**
 * Why these two.
 */
reasons: Array<MatchReason>, };

/**
 * Pairs of a programme.
 */
export type ProgrammePairs = { 
/**
 * In the order in which they were made.
 */
pairs: Array<ProgrammePair>, 
/**
 * Mentors who take part, the fullest first.
 */
mentors: Array<MentorLoad>, };

/**
 * In what form.
 */
export type ProgrammePaper = "pdf" | "html";

/**
 * A question.
 */
export type ProgrammeQuestion = { 
/**
 * Its id; empty for a new one.
 */
id: string, 
/**
 * What is asked.
 */
text: string, 
/**
 * What sort of answer is wanted.
 */
kind: ProgrammeAnswer, 
/**
 * Who is asked.
 */
of: ProgrammeSide, 
/**
 * Whether a pair has to fit in it.
 */
must: boolean, 
/**
 * How much it counts: 0 to 10.
 */
weight: number, 
/**
 * Of choices: which.
 */
options: Array<string>, 
/**
 * Of numbers: how much more the mentor's is, at least. Of time zones: minutes a day that both are awake.
 */
least: number | null, 
/**
 * Of numbers: how much more the mentor's is, at most.
 */
most: number | null, };

/**
 * A pair that went quiet.
 */
export type ProgrammeQuiet = { 
/**
 * The pair's id.
 */
pair: string, 
/**
 * The programme.
 */
programme: string, 
/**
 * The mentor's name.
 */
mentor: string, 
/**
 * The mentee's name.
 */
mentee: string, 
/**
 * Whole days without a session.
 */
days: number, };

/**
 * One matching of a programme.
 */
export type ProgrammeRound = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * The first day to apply.
 */
opens_on: string | null, 
/**
 * The last day to apply.
 */
closes_on: string | null, 
/**
 * When its pairs were told, UTC milliseconds.
 */
published_at: number | null, 
/**
 * Pairs of it.
 */
pairs: number, };

/**
 * A programme in a list.
 */
export type ProgrammeRow = { 
/**
 * The programme.
 */
programme: Programme, 
/**
 * Who applied.
 */
counts: ApplicationCounts, 
/**
 * Pairs that are proposed, meet or pause.
 */
pairs: number, 
/**
 * Pairs that came to their end.
 */
completed: number, };

/**
 * Who is asked.
 */
export type ProgrammeSide = "mentor" | "mentee" | "both";

/**
 * How far a programme is.
 */
export type ProgrammeState = "draft" | "open" | "running" | "closed";

/**
 * A programme to begin with.
 */
export type ProgrammeTemplate = { 
/**
 * Its id: of one that Kith comes with, a word (`career`).
 */
id: string, 
/**
 * Whether somebody kept it here.
 */
is_own: boolean, 
/**
 * What it says.
 */
programme: NewProgramme, };

/**
 * Programmes to begin with.
 */
export type ProgrammeTemplates = { 
/**
 * One's own by their names, then those that Kith comes with.
 */
templates: Array<ProgrammeTemplate>, };

/**
 * Applications that somebody has to decide about.
 */
export type ProgrammeWaiting = { 
/**
 * The programme.
 */
programme: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * How many.
 */
count: number, 
/**
 * Since when the first waits, UTC milliseconds.
 */
since: number, };

/**
 * What a lead has to look at today.
 */
export type ProgrammesDue = { 
/**
 * Pairs that went quiet, the quietest first.
 */
quiet: Array<ProgrammeQuiet>, 
/**
 * Applications that wait, by programme.
 */
waiting: Array<ProgrammeWaiting>, };

/**
 * Pairs to propose.
 */
export type ProposePairs = { 
/**
 * Of which programme.
 */
programme: string, 
/**
 * How much questions count, by their ids, where that is not what the programme says; `fresh`: that two are new to
 * each other.
 */
weights: { [key in string]: number }, };

/**
 * Who would be drawn.
 */
export type ProposeRound = { 
/**
 * Who can be.
 */
options: DrawOptions, };

/**
 * A post for the outbox.
 */
export type PublishContent = { 
/**
 * Which.
 */
id: string, 
/**
 * At once, whatever its time is.
 */
now: boolean, };

/**
 * Pairs to tell.
 */
export type PublishPairs = { 
/**
 * Of which programme.
 */
programme: string, 
/**
 * Of which round; nothing for a new one.
 */
round: string | null, 
/**
 * Who.
 */
pairs: Array<MatchTwo>, 
/**
 * The mentor's application who uses this file, where they are one of them.
 */
me: string | null, 
/**
 * The weights by which they were proposed.
 */
weights: { [key in string]: number }, };

/**
 * What was told.
 */
export type PublishedPairs = { 
/**
 * The round.
 */
round: string, 
/**
 * How many pairs.
 */
pairs: number, };

/**
 * What saving something did, or would do.
 */
export type Put = "new" | "same" | "changed";

/**
 * Until when it is put off.
 */
export type PutOff = { 
/**
 * The message that opened the conversation.
 */
id: string, 
/**
 * In words: "tomorrow", "in two weeks"; nothing: not any more.
 */
until: string | null, };

/**
 * A page of what could not be read.
 */
export type QuarantinePage = { 
/**
 * The rows.
 */
rows: Array<QuarantineRow>, 
/**
 * Where the next page follows.
 */
next: string | null, };

/**
 * Something that could not be read.
 */
export type QuarantineRow = { 
/**
 * Its number.
 */
id: string, 
/**
 * The import it was found in.
 */
import_id: string, 
/**
 * The file inside the archive.
 */
place: string, 
/**
 * Which record of the file, from 0.
 */
position: number, 
/**
 * Why.
 */
reason: string, 
/**
 * The start of it, at most 2 kB.
 */
sample: string, 
/**
 * When it was found, UTC milliseconds.
 */
at: number, };

/**
 * How many there are.
 */
export type QueueCounts = { 
/**
 * That wait, claimed or not.
 */
open: number, 
/**
 * Of these, claimed.
 */
claimed: number, 
/**
 * Put off.
 */
snoozed: number, 
/**
 * That need no answer.
 */
closed: number, 
/**
 * On their way.
 */
answering: number, 
/**
 * With an answer beside them, perhaps.
 */
perhaps: number, };

/**
 * A message to one person alone.
 */
export type QueueDirect = { 
/**
 * The account.
 */
account: string, 
/**
 * A title, which forums need.
 */
title: string | null, 
/**
 * The words.
 */
text: string, 
/**
 * Not before this moment, UTC milliseconds.
 */
at: number | null, };

/**
 * A message to a channel, or a topic in a category.
 */
export type QueuePost = { 
/**
 * The space.
 */
space: string, 
/**
 * A topic's title.
 */
title: string | null, 
/**
 * The words.
 */
text: string, 
/**
 * A topic's tags.
 */
tags: Array<string>, 
/**
 * Not before this moment, UTC milliseconds.
 */
at: number | null, };

/**
 * A reaction to a message.
 */
export type QueueReaction = { 
/**
 * The message.
 */
message: string, 
/**
 * The reaction's name; `heart` is a forum's like.
 */
name: string, };

/**
 * An answer to a message.
 */
export type QueueReply = { 
/**
 * The message that is answered.
 */
message: string, 
/**
 * The words.
 */
text: string, 
/**
 * Not before this moment, UTC milliseconds.
 */
at: number | null, };

/**
 * It was kept, and waits.
 */
export type Queued = { 
/**
 * Its id.
 */
id: string, 
/**
 * When it is sent at the earliest, UTC milliseconds: until then it can be taken back.
 */
not_before: number, };

/**
 * Hours in which reminders are held, in the community's zone.
 */
export type QuietHours = { 
/**
 * Whether there are any.
 */
on: boolean, 
/**
 * ISO days of the week on which they begin: 1 is Monday.
 */
days: Array<number>, 
/**
 * `18:00`.
 */
from: string, 
/**
 * `08:00`; on the next day unless it is later than `from`.
 */
to: string, };

/**
 * Much less talk than usual.
 */
export type QuietWeek = { 
/**
 * Its Monday, UTC milliseconds.
 */
starts_at: number, 
/**
 * Messages in it.
 */
messages: number, 
/**
 * Messages in a usual week: the median of the eight before.
 */
usual: number, };

/**
 * A reaction to a message.
 */
export type Reaction = { 
/**
 * The source's name for it.
 */
name: string, 
/**
 * Unicode, when the name is a standard one.
 */
emoji: string | null, 
/**
 * How often.
 */
count: number, 
/**
 * The first who gave it.
 */
people: Array<string>, };

/**
 * A calendar's file.
 */
export type ReadCalendar = { 
/**
 * Where it lies.
 */
path: string, 
/**
 * The zone of times that do not say theirs; nothing for the community's.
 */
zone: string | null, 
/**
 * Its days are holidays, and no events.
 */
holidays: boolean, };

/**
 * A file to take in.
 */
export type ReadHandover = { 
/**
 * Where it lies.
 */
path: string, 
/**
 * The key that was shown when it was looked into: nothing else is believed.
 */
believe: string, };

/**
 * Why there is no value.
 */
export type Reason = "no_cases" | "too_few" | "before_first" | "after_last" | "not_yet" | "not_reached" | "not_kept" | "not_for_slice" | "language";

/**
 * Something that is due.
 */
export type RecognitionDue = { "what": "celebrate", 
/**
 * Whom, and for what.
 */
celebration: Celebration, } | { "what": "met", 
/**
 * Whom to ask.
 */
group: IntroductionGroup, } | { "what": "advocate", 
/**
 * Who.
 */
advocate: Advocate, };

/**
 * Which thanks, gift or advocate.
 */
export type RecognitionId = { 
/**
 * Its id.
 */
id: string, };

/**
 * Which of a growing list.
 */
export type RecognitionPage = { 
/**
 * Only those whom this segment chooses.
 */
segment?: string, 
/**
 * How many were shown already.
 */
skip: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * What is due today.
 */
export type RecognitionToday = { 
/**
 * At most eight.
 */
rows: Array<RecognitionDue>, 
/**
 * How many more there are.
 */
more: number, };

/**
 * What became of an import's records.
 */
export type Reconciliation = { 
/**
 * The import.
 */
import: Import, 
/**
 * Channel by channel: records = stored + known + quarantined.
 */
spaces: Array<SpaceReconciliation>, 
/**
 * All together.
 */
total: SpaceReconciliation, 
/**
 * Whether every record is accounted for.
 */
balanced: boolean, 
/**
 * What a person should know.
 */
notes: Array<string>, };

/**
 * A recovery code: this is the only time that it is shown.
 */
export type RecoveryCode = { 
/**
 * The code, in groups with lines between them.
 */
code: string, 
/**
 * Which groups are to be typed, from 1.
 */
asked: Array<number>, };

/**
 * What was done again.
 */
export type RedoOutcome = { 
/**
 * The label of the step; nothing when there was none.
 */
redone: string | null, 
/**
 * Whether it could not be done again because it changed since.
 */
conflict: boolean, };

/**
 * A rehearsal: the newest backup was put in a place of its own and compared.
 */
export type Rehearsal = { 
/**
 * When, UTC milliseconds.
 */
at: number, 
/**
 * Which backup.
 */
name: string, 
/**
 * Whether everything came back.
 */
ok: boolean, 
/**
 * What did not; empty when everything did.
 */
trouble: string, 
/**
 * Tables that were compared.
 */
tables: number, 
/**
 * Rows in them.
 */
rows: number, };

/**
 * Which calendar of holidays.
 */
export type RemoveHolidays = { 
/**
 * What it is called.
 */
name: string, };

/**
 * Which note to take away.
 */
export type RemoveNote = { 
/**
 * The note.
 */
id: string, };

/**
 * Which source, and its name.
 */
export type RemoveSource = { 
/**
 * The source.
 */
id: string, 
/**
 * Its name, typed: nobody removes a source by a slip.
 */
name: string, };

/**
 * A whole report.
 */
export type Report = { 
/**
 * Its template.
 */
template: string, 
/**
 * Its period: `2024-05`.
 */
period: string, 
/**
 * `Monthly report`.
 */
title: string, 
/**
 * Whose.
 */
community: string, 
/**
 * `May 2024`.
 */
label: string, 
/**
 * Its days.
 */
days: ReportDays, 
/**
 * The days it is compared with.
 */
compared: ReportDays, 
/**
 * The community's zone.
 */
zone: string, 
/**
 * The period is not over.
 */
unfinished: boolean, 
/**
 * The day it was made: not part of any number.
 */
made_on: string, 
/**
 * The team is counted like everybody else.
 */
with_team: boolean, 
/**
 * The manager's own words.
 */
words: ReportWords, 
/**
 * Numbers.
 */
sections: Array<ReportSection>, 
/**
 * What was left out.
 */
left_out: Array<ReportLeftOut>, 
/**
 * What the template asks for and nobody keeps here, by title.
 */
not_kept: Array<string>, 
/**
 * What is to be known about the numbers, in sentences.
 */
notes: Array<string>, 
/**
 * How they are counted.
 */
definitions: Array<ReportDefinition>, };

/**
 * A stretch of days.
 */
export type ReportDays = { 
/**
 * The first day, `2024-05-01`.
 */
start: string, 
/**
 * The day after the last.
 */
end: string, 
/**
 * As people say it: `1 May to 31 May 2024`.
 */
label: string, };

/**
 * How a number is counted.
 */
export type ReportDefinition = { 
/**
 * The metric.
 */
id: string, 
/**
 * The version of the definition.
 */
version: number, 
/**
 * What it is called.
 */
title: string, 
/**
 * How it is counted.
 */
definition: string, };

/**
 * A metric in the report's window and in the one before.
 */
export type ReportFigure = { 
/**
 * The metric.
 */
id: string, 
/**
 * The version of its definition.
 */
version: number, 
/**
 * What it is called.
 */
title: string, 
/**
 * What kind of number.
 */
unit: Unit, 
/**
 * Which way is better.
 */
direction: Direction, 
/**
 * In the window.
 */
now: ReportNumber, 
/**
 * In the equally long window before.
 */
before: ReportNumber, 
/**
 * The difference, where both are known.
 */
delta: number | null, 
/**
 * The difference in hundredths of the one before, where that is more than 0.
 */
delta_pct: number | null, 
/**
 * The change as it is printed: `+8%`.
 */
change: string, 
/**
 * Whether the change is a good one.
 */
tone: ReportTone, 
/**
 * What is said of it in small print: `of 120; 7 not answered`.
 */
remark: string, 
/**
 * Window by window, oldest first; the last is the report's own. Only of those with a chart, but for a workbook.
 */
series: Array<ReportMoment>, 
/**
 * Whether it has a chart of its own.
 */
chart: boolean, };

/**
 * What became of a file.
 */
export type ReportFile = { 
/**
 * Its period.
 */
period: string, 
/**
 * Where it is, or should have been.
 */
path: string, 
/**
 * UTC milliseconds.
 */
at: number, 
/**
 * `exists`: another file was there and stayed; `failed`: it could not be written, and is tried again.
 */
trouble: string | null, };

/**
 * In which shape.
 */
export type ReportFormat = "pdf" | "html" | "csv" | "xlsx";

/**
 * Something that was left out.
 */
export type ReportLeftOut = { 
/**
 * For programs: `bots`.
 */
id: string, 
/**
 * How many.
 */
count: number, 
/**
 * As it is printed.
 */
text: string, };

/**
 * A number of one window.
 */
export type ReportMoment = { 
/**
 * The first day.
 */
start: string, 
/**
 * The day after the last.
 */
end: string, 
/**
 * What a chart writes under it: `May`.
 */
label: string, 
/**
 * The number.
 */
shown: ReportNumber, 
/**
 * The window is not over, or is known in part.
 */
unfinished: boolean, };

/**
 * A number, as it is printed and as it is computed on.
 */
export type ReportNumber = { 
/**
 * As it is printed: `42.9%`, `<5`, `–`.
 */
text: string, 
/**
 * The number; nothing when there is none or it is too small to be told.
 */
value: number | null, 
/**
 * Of how many cases; nothing when that is too small to be told.
 */
n: number | null, 
/**
 * Why there is no number.
 */
reason: Reason | null, };

/**
 * A period to report on.
 */
export type ReportPeriod = { 
/**
 * `2024-05`.
 */
key: string, 
/**
 * `May 2024`.
 */
label: string, 
/**
 * Its days.
 */
days: ReportDays, 
/**
 * It is over.
 */
over: boolean, 
/**
 * It does not lie wholly after the day on which what was read or imported ends.
 */
known: boolean, 
/**
 * There are own words for it.
 */
written: boolean, };

/**
 * How a report is made by itself.
 */
export type ReportScheduleView = { 
/**
 * In which shapes.
 */
formats: Array<ReportFormat>, 
/**
 * Where to.
 */
folder: string, 
/**
 * What became of the newest files.
 */
made: Array<ReportFile>, };

/**
 * A part of the report.
 */
export type ReportSection = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its heading.
 */
title: string, 
/**
 * What it answers, in a sentence.
 */
about: string, 
/**
 * Few and large, instead of a table.
 */
tiles: boolean, 
/**
 * Its numbers.
 */
figures: Array<ReportFigure>, };

/**
 * Something that happened, told.
 */
export type ReportStory = { 
/**
 * Its heading.
 */
heading: string, 
/**
 * What happened.
 */
text: string, };

/**
 * A kind of report.
 */
export type ReportTemplate = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * For whom it is.
 */
what: string, 
/**
 * Newest first.
 */
periods: Array<ReportPeriod>, 
/**
 * How it is made by itself, if it is.
 */
schedule: ReportScheduleView | null, };

/**
 * All kinds of reports.
 */
export type ReportTemplates = { 
/**
 * In order.
 */
templates: Array<ReportTemplate>, };

/**
 * Whether a change is a good one.
 */
export type ReportTone = "better" | "worse" | "neutral";

/**
 * The manager's own words in a report. Paragraphs are parted by empty lines; there is no markup.
 */
export type ReportWords = { 
/**
 * What comes before the numbers.
 */
introduction: string, 
/**
 * Up to three.
 */
stories: Array<ReportStory>, 
/**
 * What comes next, and what is asked for.
 */
outlook: string, };

/**
 * What was restored.
 */
export type RestoreDone = { 
/**
 * When what is here now was made, UTC milliseconds.
 */
of: number, 
/**
 * The community's folder: what was in place before is in there, in a folder of its own.
 */
folder: string, };

/**
 * What would be different afterwards.
 */
export type RestorePreview = { 
/**
 * The backup.
 */
backup: BackupRow, 
/**
 * What the community in it is called; empty where nobody knows.
 */
community: string, 
/**
 * Whether that is another community than the one whose place it would take.
 */
other: boolean, 
/**
 * Whether it can be restored.
 */
ok: boolean, 
/**
 * Why not; empty when it can.
 */
trouble: string, 
/**
 * What is here now; nothing when the file cannot be opened.
 */
here: Held | null, 
/**
 * What would be here.
 */
there: Held | null, };

/**
 * What a rule would take, and when.
 */
export type RetentionPreview = { 
/**
 * Texts from before this day go: `YYYY-MM-DD`.
 */
before: string, 
/**
 * What there is of them.
 */
traces: RetentionTraces, 
/**
 * When they would go at the earliest, UTC milliseconds.
 */
begins_at: number, };

/**
 * How long a source's texts are kept.
 */
export type RetentionRule = { 
/**
 * The source's id.
 */
source: string, 
/**
 * For so many months.
 */
months: number, 
/**
 * When somebody said so, UTC milliseconds.
 */
confirmed_at: number, 
/**
 * When it was last done, UTC milliseconds.
 */
ran_at: number | null, 
/**
 * Messages whose text went so far.
 */
emptied: number, };

/**
 * The rules of all sources.
 */
export type RetentionRules = { 
/**
 * They.
 */
rules: Array<RetentionRule>, };

/**
 * What a rule would take, and what would stay.
 */
export type RetentionTraces = { 
/**
 * Messages that opened a conversation or stood alone, whose text would go.
 */
posts: number, 
/**
 * Answers whose text would go.
 */
replies: number, 
/**
 * Names of files that hung on them.
 */
files: number, 
/**
 * Those of them whose record, as the source gave it, is kept here and would go as well.
 */
records: number, 
/**
 * The oldest of them, UTC milliseconds.
 */
oldest_at: number | null, 
/**
 * Messages whose text stays.
 */
stay: number, 
/**
 * Messages whose text went before.
 */
went: number, };

/**
 * Something that can be done about what waits.
 */
export type ReviewChoice = { 
/**
 * The source's word for it.
 */
name: string, 
/**
 * What the source calls it, in its language; may be empty.
 */
label: string, };

/**
 * A decision that is on its way.
 */
export type ReviewDecision = { 
/**
 * Its place in the outbox.
 */
intent: string, 
/**
 * What was decided, in the source's word.
 */
action: string, 
/**
 * It was refused: a person looks again.
 */
stuck: boolean, 
/**
 * Why the last try failed.
 */
why: string | null, 
/**
 * It is not sent before this moment, UTC milliseconds.
 */
not_before: number, };

/**
 * Something that waits for a decision.
 */
export type ReviewRow = { 
/**
 * Its id here.
 */
id: string, 
/**
 * The source's name.
 */
source: string, 
/**
 * What kind of thing it is there: `ReviewableFlaggedPost` and others.
 */
kind: string, 
/**
 * How urgent the source takes it to be.
 */
score: number, 
/**
 * The author's member; nothing where the account is not known here.
 */
member: string | null, 
/**
 * The author's name.
 */
author: string, 
/**
 * What is said against it.
 */
reasons: Array<string>, 
/**
 * How many people said so.
 */
flags: number, 
/**
 * A title.
 */
title: string, 
/**
 * Its words.
 */
words: string, 
/**
 * Where it is.
 */
link: string | null, 
/**
 * UTC milliseconds.
 */
created_at: number, 
/**
 * What the source lets us do about it.
 */
actions: Array<ReviewChoice>, 
/**
 * What was decided here and is not there yet.
 */
decision: ReviewDecision | null, };

/**
 * A round's message.
 */
export type RewordRound = { 
/**
 * The round.
 */
id: string, 
/**
 * The message, with places for words.
 */
words: string, 
/**
 * Its title, where a source wants one.
 */
title: string, };

/**
 * A word that is heard more than usual.
 */
export type RisingTopic = { 
/**
 * The word.
 */
word: string, 
/**
 * People who said it in the last seven days.
 */
people: number, 
/**
 * Messages with it in the last seven days.
 */
messages: number, 
/**
 * Messages with it in seven days, of the 60 days before.
 */
usual: number, };

/**
 * A round that was drawn.
 */
export type RoundBegun = { 
/**
 * Its id.
 */
id: string, 
/**
 * How many groups it has.
 */
groups: number, };

/**
 * Which round.
 */
export type RoundId = { 
/**
 * Its id.
 */
id: string, };

/**
 * A change of one field.
 */
export type RowChange = { 
/**
 * Its word, or the name of the column it is kept under.
 */
field: string, 
/**
 * As it is.
 */
before: string | null, 
/**
 * As it will be.
 */
after: string | null, };

/**
 * A row that is left out.
 */
export type RowError = { 
/**
 * The line it begins with.
 */
line: number, 
/**
 * The column at fault.
 */
column: string | null, 
/**
 * Why.
 */
reason: string, 
/**
 * The start of it.
 */
sample: string, };

/**
 * What the rows of a table are.
 */
export type RowKind = "members" | "activities";

/**
 * A rule that chooses members.
 */
export type Rule = { "is": "all", 
/**
 * Rules.
 */
rules: Array<Rule>, } | { "is": "any", 
/**
 * Rules.
 */
rules: Array<Rule>, } | { "is": "not", 
/**
 * The rule.
 */
rule: Rule, } | { "is": "tag", 
/**
 * Its id.
 */
tag: string, } | { "is": "level", 
/**
 * Levels; `none` stands for those without.
 */
levels: Array<LevelName>, } | { "is": "source", 
/**
 * The source's id.
 */
source: string, } | { "is": "space", 
/**
 * The space's id.
 */
space: string, 
/**
 * Wrote there in so many days up to today; nothing: the source counts it among its members.
 */
days: number | null, } | { "is": "wrote", 
/**
 * At least so many messages.
 */
at_least: number, 
/**
 * In so many days up to today.
 */
days: number, } | { "is": "seen", 
/**
 * Days.
 */
days: number, } | { "is": "quiet", 
/**
 * Days.
 */
days: number, } | { "is": "joined", 
/**
 * `YYYY-MM-DD`.
 */
from: string | null, 
/**
 * `YYYY-MM-DD`.
 */
until: string | null, } | { "is": "new", 
/**
 * Days.
 */
days: number, } | { "is": "organisation", 
/**
 * Its id.
 */
organisation: string, } | { "is": "field", 
/**
 * `title`, `company`, `location`, `zone`, `email`, `pronouns`, `roles`, `interests`, `skills`, `asks`,
 * `offers`, or `custom:` and an id.
 */
field: string, 
/**
 * How it is compared.
 */
how: Comparison, 
/**
 * With what; nothing where it is only asked whether there is something.
 */
value: string | null, } | { "is": "event", 
/**
 * How.
 */
how: AtEvent, 
/**
 * The event's id; nothing: any.
 */
event: string | null, 
/**
 * It began in so many days up to today; nothing: whenever.
 */
days: number | null, } | { "is": "mentoring", 
/**
 * Which of the two.
 */
role: MentoringRole, 
/**
 * The programme's id; nothing: any, or none.
 */
programme: string | null, 
/**
 * Pairs that are over count as well.
 */
ever: boolean, } | { "is": "team" } | { "is": "bot" } | { "is": "left" } | { "is": "segment", 
/**
 * Its id.
 */
segment: string, };

/**
 * A run of show.
 */
export type RunOfShow = { 
/**
 * Its lines, in the order of time.
 */
cues: Array<EventCue>, 
/**
 * Talks of the event, which stand beside the plan and are changed where talks are.
 */
sessions: Array<EventSession>, 
/**
 * Whether a delay moved any, or any has begun.
 */
is_moved: boolean, };

/**
 * HTML that Rust built: the only string that may reach `innerHTML`.
 */
export type SafeHtml = string;

/**
 * What was read and lost.
 */
export type SalvageReport = { 
/**
 * Tables of which something was read or lost.
 */
tables: Array<SalvagedTable>, 
/**
 * Rows read, in all.
 */
read: number, 
/**
 * Rows known to be lost, in all.
 */
lost: number, 
/**
 * Whether a part of any table could not be read at all.
 */
broken: boolean, };

/**
 * What came of a table.
 */
export type SalvagedTable = { 
/**
 * Its name.
 */
name: string, 
/**
 * Rows that are in the new file.
 */
read: number, 
/**
 * Rows that are known to be lost: those that could be read and make no sense, and those that the newest backup had.
 */
lost: number, 
/**
 * Whether a part of it could not be read at all.
 */
broken: boolean, };

/**
 * An advocate to keep.
 */
export type SaveAdvocate = { 
/**
 * Which is changed; nothing for a new one.
 */
id: string | null, 
/**
 * Who, what for, until when.
 */
advocate: NewAdvocate, };

/**
 * An application to keep.
 */
export type SaveApplication = { 
/**
 * Of which programme.
 */
programme: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
application: NewApplication, };

/**
 * Which calendar file to write, and where.
 */
export type SaveCalendar = { 
/**
 * Private ones as well: as "Private follow-up", without words and person.
 */
private: boolean, 
/**
 * Tasks and not appointments.
 */
todo: boolean, 
/**
 * Only those about somebody of this segment.
 */
segment?: string, 
/**
 * Where, on a host that cannot ask.
 */
path?: string, };

/**
 * A case to write.
 */
export type SaveCase = { 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * The version that was changed.
 */
version: number, 
/**
 * When it was received, acknowledged, investigated, decided, closed: `2026-05-12` or `2026-05-12 13:30`; empty for not yet.
 */
steps: Array<string>, 
/**
 * How it ended.
 */
outcome: string | null, 
/**
 * Everything else.
 */
file: CaseFile, };

/**
 * A post to keep.
 */
export type SaveContent = { 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
post: NewContentPost, };

/**
 * A calendar file for other programs.
 */
export type SaveContentCalendar = { 
/**
 * Where to, on a host without dialogs.
 */
path: string | null, };

/**
 * A campaign to keep.
 */
export type SaveContentCampaign = { 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
campaign: NewContentCampaign, };

/**
 * A template to keep.
 */
export type SaveContentTemplate = { 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
template: NewContentTemplate, };

/**
 * An event to keep.
 */
export type SaveEvent = { 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
event: NewEvent, 
/**
 * Of a new one: the plan that it begins with.
 */
template: string | null, };

/**
 * A line of a budget to keep.
 */
export type SaveEventCost = { 
/**
 * Of which event; of one that is changed, nothing needs to be said.
 */
event: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
cost: NewEventCost, };

/**
 * A line to keep.
 */
export type SaveEventCue = { 
/**
 * Of which event; of one that is changed, nothing needs to be said.
 */
event: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
cue: NewEventCue, };

/**
 * A lesson to keep.
 */
export type SaveEventLesson = { 
/**
 * Of which event; of one that is changed, nothing needs to be said.
 */
event: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
lesson: NewEventLesson, };

/**
 * A text for an event.
 */
export type SaveEventMessage = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Which.
 */
step: EventStep, 
/**
 * The subject; nothing for both: as it comes with Kith.
 */
subject: string | null, 
/**
 * The words.
 */
body: string | null, };

/**
 * A part to keep.
 */
export type SaveEventPart = { 
/**
 * In which event; of one that is changed, nothing needs to be said.
 */
event: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
part: NewEventPart, };

/**
 * A talk to keep.
 */
export type SaveEventSession = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
session: NewEventSession, };

/**
 * A task to keep.
 */
export type SaveEventTask = { 
/**
 * For which event; of one that is changed, nothing needs to be said.
 */
event: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
task: NewEventTask, };

/**
 * A file for the product team.
 */
export type SaveFeedback = { 
/**
 * What of it.
 */
query: FeedbackQuery, 
/**
 * Where to, on a host without dialogs.
 */
path: string | null, };

/**
 * A number to keep.
 */
export type SaveFigure = { 
/**
 * Which one is changed; nothing for a new one, or for one that stands over that of the same days.
 */
id: string | null, 
/**
 * What it says.
 */
figure: NewFigure, };

/**
 * A gift to keep.
 */
export type SaveGift = { 
/**
 * Which is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it is.
 */
gift: NewGift, };

/**
 * A guest to keep.
 */
export type SaveGuest = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
guest: NewGuest, };

/**
 * Thanks to keep.
 */
export type SaveKudos = { 
/**
 * Which are changed; nothing for new ones.
 */
id: string | null, 
/**
 * What they say.
 */
kudos: NewKudos, };

/**
 * An entry to keep.
 */
export type SaveMatter = { 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
matter: NewMatter, };

/**
 * A pair to keep.
 */
export type SaveMentee = { 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
pair: NewMentorship, };

/**
 * Something between two sessions, to keep.
 */
export type SaveMentoringBetween = { 
/**
 * Of which pair.
 */
mentorship: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
between: NewBetween, };

/**
 * A goal to keep.
 */
export type SaveMentoringGoal = { 
/**
 * Of which pair.
 */
mentorship: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
goal: NewGoal, };

/**
 * Something to do, to keep.
 */
export type SaveMentoringItem = { 
/**
 * Of which pair.
 */
mentorship: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
item: NewItem, };

/**
 * What one side says.
 */
export type SavePairFeedback = { 
/**
 * Of which pair.
 */
pair: string, 
/**
 * What.
 */
feedback: NewPairFeedback, };

/**
 * A programme to keep.
 */
export type SaveProgramme = { 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
programme: NewProgramme, };

/**
 * A round to keep.
 */
export type SaveRound = { 
/**
 * Of which programme.
 */
programme: string, 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
round: NewProgrammeRound, };

/**
 * A segment to save.
 */
export type SaveSegment = { 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * Its name.
 */
name: string, 
/**
 * Whom it chooses.
 */
rule: Rule, };

/**
 * A series to keep.
 */
export type SaveSeries = { 
/**
 * The event that is its first, or one of it.
 */
event: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * By which rule it comes again: `FREQ=MONTHLY;BYDAY=1TU`.
 */
rule: string, };

/**
 * A session to keep.
 */
export type SaveSession = { 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * Of which pair.
 */
mentorship: string, 
/**
 * What is shared.
 */
session: NewSession, 
/**
 * What is not; nothing: it stays as it is.
 */
private?: SessionPrivate, 
/**
 * What was agreed to do.
 */
items: Array<NewItem>, 
/**
 * What is done by now.
 */
done: Array<string>, 
/**
 * The next one, where it was agreed on.
 */
next?: SessionWhen, };

/**
 * An entry to keep.
 */
export type SaveStrategy = { 
/**
 * Which one is changed; nothing for a new one.
 */
id: string | null, 
/**
 * What it says.
 */
entry: NewStrategyEntry, };

/**
 * Keep a text.
 */
export type SaveText = { 
/**
 * The one that changes; a new one without.
 */
id?: string, 
/**
 * What it is for.
 */
kind: SavedTextKind, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its words.
 */
body: string, };

/**
 * Where to write it.
 */
export type SaveTransparency = { 
/**
 * So many months, the present one as the last.
 */
months: number, 
/**
 * A table for a spreadsheet, and not a text.
 */
csv: boolean, 
/**
 * Where, on a host that cannot ask.
 */
path?: string, };

/**
 * Set a bound.
 */
export type SaveWatch = { 
/**
 * The metric's id.
 */
metric: string, 
/**
 * `week`, `month`, `quarter`.
 */
every: "week" | "month" | "quarter", 
/**
 * `under` or `over`.
 */
beyond: "under" | "over", 
/**
 * In the metric's unit.
 */
bound: number, };

/**
 * Own words to keep.
 */
export type SaveWords = { 
/**
 * `weekly`, `monthly` or `quarterly`.
 */
template: string, 
/**
 * As in `reports.preview`.
 */
period: string, 
/**
 * Words of a report about this segment.
 */
segment?: string, 
/**
 * The words; without any, those there were are gone.
 */
words: ReportWords, };

/**
 * A calendar file that was written.
 */
export type SavedCalendar = { 
/**
 * Where it is; nothing when the person changed their mind or there was nothing to write.
 */
path: string | null, 
/**
 * How many follow-ups are in it.
 */
count: number, 
/**
 * How many private ones were left out.
 */
left_out: number, };

/**
 * A calendar file that was written.
 */
export type SavedContentCalendar = { 
/**
 * Where it is; nothing when there was nothing to write or the person changed their mind.
 */
path: string | null, 
/**
 * Posts with a day.
 */
count: number, };

/**
 * The event that was kept.
 */
export type SavedEvent = { 
/**
 * Its id.
 */
id: string, };

/**
 * What was kept.
 */
export type SavedProgramme = { 
/**
 * Its id.
 */
id: string, };

/**
 * A text that is used again.
 */
export type SavedText = { 
/**
 * UUIDv7.
 */
id: string, 
/**
 * What it is for.
 */
kind: SavedTextKind, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its words, with places like `{first_name}`.
 */
body: string, };

/**
 * What a text is for.
 */
export type SavedTextKind = "reply" | "greeting" | "message";

/**
 * All texts.
 */
export type SavedTexts = { 
/**
 * By name.
 */
texts: Array<SavedText>, 
/**
 * The places that can be filled.
 */
places: Array<TextPlace>, };

/**
 * What the lead says about two people.
 */
export type SayMatch = { 
/**
 * The mentor's application.
 */
mentor: string, 
/**
 * The mentee's application.
 */
mentee: string, 
/**
 * What; nothing takes back what was said.
 */
wish: MatchWishSay | null, 
/**
 * Why.
 */
why: string, };

/**
 * A report to make by itself.
 */
export type ScheduleReport = { 
/**
 * `weekly`, `monthly` or `quarterly`.
 */
template: string, 
/**
 * In which shapes; none to make it no more.
 */
formats: Array<ReportFormat>, 
/**
 * Where to: the desktop asks for another place.
 */
choose: boolean, 
/**
 * Where to; refused where the desktop asks for the place. Nothing for the community's own folder for exports.
 */
folder: string | null, };

/**
 * A search.
 */
export type Search = { 
/**
 * Words; all are required, "quoted ones" follow each other, the last may be unfinished.
 */
text: string, 
/**
 * What to look in; everything when empty.
 */
kinds: Array<SearchKind>, 
/**
 * Only of this source.
 */
source: string | null, 
/**
 * Only in this space.
 */
space: string | null, 
/**
 * Only by this member.
 */
person: string | null, 
/**
 * Only by members of this segment.
 */
segment?: string, 
/**
 * Not before, UTC milliseconds.
 */
from: number | null, 
/**
 * Before, UTC milliseconds.
 */
until: number | null, 
/**
 * Newest or best first.
 */
order: SearchOrder, 
/**
 * Messages before this place.
 */
before: string | null, 
/**
 * How many messages, at most 200.
 */
limit: number, };

/**
 * What is searched.
 */
export type SearchKind = "messages" | "topics" | "people" | "notes";

/**
 * In which order.
 */
export type SearchOrder = "newest" | "best";

/**
 * What offering seats did.
 */
export type SeatsOffered = { 
/**
 * Those who were offered a seat.
 */
offered: number, 
/**
 * Offers that ran out.
 */
expired: number, 
/**
 * Seats that are still free.
 */
free: number, };

/**
 * What a place for secrets can do now.
 */
export type SecretsState = "ready" | "locked" | "sealed" | "missing";

/**
 * What the place for keys can do.
 */
export type SecretsView = { 
/**
 * See [`SecretsState`].
 */
state: SecretsState, };

/**
 * A saved segment.
 */
export type Segment = { 
/**
 * UUIDv7.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Whom it chooses.
 */
rule: Rule, 
/**
 * UTC milliseconds.
 */
created_at: number, 
/**
 * UTC milliseconds.
 */
updated_at: number, };

/**
 * How many a rule chooses.
 */
export type SegmentCount = { 
/**
 * Members it chooses.
 */
members: number, 
/**
 * Members it could choose: people who are here, and whoever else it speaks of.
 */
of: number, };

/**
 * Which segment.
 */
export type SegmentId = { 
/**
 * Its id.
 */
id: string, };

/**
 * All segments.
 */
export type Segments = { 
/**
 * By name.
 */
segments: Array<Segment>, };

/**
 * A message that goes through the outbox.
 */
export type SendEventMessage = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Which.
 */
step: EventStep, 
/**
 * Into which channel or category.
 */
space: string, };

/**
 * What is sent to a group.
 */
export type SendIntroduction = { 
/**
 * The group.
 */
group: string, 
/**
 * The messages; none when all read one.
 */
letters: Array<SendLetter>, 
/**
 * One that all of them read together, in the place of others.
 */
together: SendTogether | null, };

/**
 * A message to one account.
 */
export type SendLetter = { 
/**
 * The account.
 */
account: string, 
/**
 * The title, where the source wants one.
 */
title: string | null, 
/**
 * The words.
 */
text: string, };

/**
 * A message to several accounts of one source.
 */
export type SendTogether = { 
/**
 * The accounts.
 */
accounts: Array<string>, 
/**
 * The title, where the source wants one.
 */
title: string | null, 
/**
 * The words.
 */
text: string, };

/**
 * What was left out.
 */
export type SeriesLeftOut = { 
/**
 * The day.
 */
day: string, };

/**
 * All series.
 */
export type SeriesList = { 
/**
 * By name.
 */
rows: Array<SeriesRow>, };

/**
 * The series of an event.
 */
export type SeriesOfEvent = { 
/**
 * Nothing where it is of none.
 */
series: EventSeries | null, };

/**
 * Somebody of a series.
 */
export type SeriesPerson = { 
/**
 * Who.
 */
name: string, 
/**
 * The member: the id of an account.
 */
member: string | null, 
/**
 * How many times they came.
 */
came: number, 
/**
 * How many times they had said that they come.
 */
said_yes: number, 
/**
 * For each of the series' events, in their order: whether they came (2), said yes and did not (1), say yes to
 * one that is to come (3), or neither (0).
 */
at: Array<number>, };

/**
 * A series in a list.
 */
export type SeriesRow = { 
/**
 * The series.
 */
series: EventSeries, 
/**
 * Its events.
 */
events: number, };

/**
 * How many events follow.
 */
export type SeriesSpread = { 
/**
 * Later events of the series.
 */
events: number, };

/**
 * Sessions.
 */
export type SessionPage = { 
/**
 * The latest first.
 */
sessions: Array<SessionShown>, 
/**
 * Whether there are more.
 */
more: boolean, };

/**
 * The private part of a session.
 */
export type SessionPrivate = { 
/**
 * Words.
 */
words: string, 
/**
 * How it felt: 1 (heavy) to 5 (light).
 */
mood: number | null, };

/**
 * A session as a screen shows it.
 */
export type SessionShown = { 
/**
 * The private part.
 */
private: SessionPrivate, 
/**
 * Whether that can be read.
 */
private_state: PrivateState, 
/**
 * Its id.
 */
id: string, 
/**
 * Of which pair.
 */
mentorship: string, 
/**
 * How it came to be.
 */
state: SessionState, 
/**
 * On a clock in `zone`: `2026-11-12T18:30`.
 */
starts: string, 
/**
 * IANA name.
 */
zone: string, 
/**
 * UTC milliseconds.
 */
start_at: number, 
/**
 * How long.
 */
minutes: number, 
/**
 * How they met.
 */
medium: MentoringMedium, 
/**
 * What it was about.
 */
topics: string, 
/**
 * What was agreed.
 */
agreed: string, 
/**
 * What both and the lead may read.
 */
shared: string, 
/**
 * How good it was, says the mentor: 1 to 5.
 */
rating_mentor: number | null, 
/**
 * How good it was, says the mentee: 1 to 5.
 */
rating_mentee: number | null, 
/**
 * Counts changes that calendars must hear of.
 */
sequence: number, 
/**
 * UTC milliseconds.
 */
updated_at: number, };

/**
 * How a session came to be.
 */
export type SessionState = "planned" | "held" | "missed";

/**
 * Somebody who was in a talk.
 */
export type SessionVisit = { 
/**
 * The guest.
 */
guest: string, 
/**
 * Who; nothing for somebody who was erased.
 */
name: string, };

/**
 * Who was in a talk.
 */
export type SessionVisits = { 
/**
 * By name.
 */
visits: Array<SessionVisit>, };

/**
 * When a session is.
 */
export type SessionWhen = { 
/**
 * On a clock: `2026-11-12T18:30`.
 */
starts: string, 
/**
 * Where that clock is.
 */
zone: string, 
/**
 * How long.
 */
minutes: number, 
/**
 * How they meet.
 */
medium: MentoringMedium, };

/**
 * The scale of a measure.
 */
export type SetBand = { 
/**
 * The metric's id.
 */
measure: string, 
/**
 * What it takes to be 1, 2, 3, 4 and 5; nothing: as Kith came with it.
 */
bounds: Array<number> | null, };

/**
 * Somebody's birthday, because they said so.
 */
export type SetBirthday = { 
/**
 * The member.
 */
member: string, 
/**
 * `02-29`; nothing: they do not want to be congratulated.
 */
day: string | null, 
/**
 * How they said so.
 */
how: string, };

/**
 * The community's currency.
 */
export type SetCurrency = { 
/**
 * `EUR`.
 */
currency: string, };

/**
 * A factor to set.
 */
export type SetFactor = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is: `12.50`, `0.05`.
 */
value: string, 
/**
 * Where that is from: reports print it.
 */
source: string, };

/**
 * Where others can subscribe.
 */
export type SetFeed = { 
/**
 * Whether there is such a file.
 */
on: boolean, 
/**
 * In which folder, on hosts without dialogs; nothing for the one of exports.
 */
folder?: string, };

/**
 * When 29 February is celebrated.
 */
export type SetLeapDay = { 
/**
 * In a year that has none.
 */
leap: LeapRule, };

/**
 * From how many minutes online somebody attended.
 */
export type SetLeastMinutes = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Minutes.
 */
minutes: number, };

/**
 * How a message sounds, as somebody sets it.
 */
export type SetTone = { 
/**
 * The message.
 */
activity: string, 
/**
 * `positive`, `neutral`, `negative`; nothing: as it is scored.
 */
tone: "positive" | "neutral" | "negative" | null, };

/**
 * Somebody is in a talk, or is not after all.
 */
export type SetVisit = { 
/**
 * Which talk.
 */
session: string, 
/**
 * Which guest.
 */
guest: string | null, 
/**
 * Or: what a scanner read.
 */
code: string | null, 
/**
 * Whether they are there.
 */
there: boolean, };

/**
 * The community's settings.
 */
export type Settings = { 
/**
 * What the community is called.
 */
name: string, 
/**
 * IANA zone: cuts its days.
 */
zone: string, 
/**
 * When its team works.
 */
hours: WorkingHours, 
/**
 * How the window looks.
 */
theme: Theme, 
/**
 * Whether the source's own JSON is kept beside what was read from it.
 */
keep_raw: boolean, 
/**
 * When reminders are held.
 */
quiet: QuietHours, 
/**
 * What amounts of money are in: `EUR`. It is set where the numbers are that need it.
 */
currency: string, };

/**
 * Which of them.
 */
export type Sheet = "feedback" | "lead" | "invitation" | "incident";

/**
 * How large a sheet is.
 */
export type SheetSize = "a4" | "letter";

/**
 * A delay.
 */
export type ShiftCues = { 
/**
 * From which line on.
 */
id: string, 
/**
 * How much later, in minutes; fewer than none: earlier.
 */
minutes: number, };

/**
 * Which days.
 */
export type ShowCalendar = { 
/**
 * The first day: `2026-11-01`.
 */
first: string, 
/**
 * The last day.
 */
last: string, };

/**
 * How many guests will come.
 */
export type ShowToExpect = { 
/**
 * What earlier events let one expect; nothing where none tells it.
 */
expected: ExpectedShow | null, };

/**
 * One side of a suggestion: a member and its accounts.
 */
export type Side = { 
/**
 * The member.
 */
member: MemberRow, 
/**
 * Its accounts, the one it is named after first.
 */
accounts: Array<Account>, };

/**
 * A signing in that was begun.
 */
export type SignIn = { 
/**
 * Its id.
 */
id: string, 
/**
 * The page to open, when the browser did not open by itself.
 */
address: string, 
/**
 * The code to type on that page: [`SignInState`] then tells how it ends, and nothing has to be copied.
 */
code: string | null, };

/**
 * Signing in at a forum.
 */
export type SignInDiscourse = { 
/**
 * What a person chooses; the address is needed.
 */
settings: SourceSettings, 
/**
 * The key shall be copied from the forum's page, also where a code would do.
 */
paste: boolean, };

/**
 * A signing in by its id.
 */
export type SignInId = { 
/**
 * Its id.
 */
id: string, };

/**
 * Signing in at Slack.
 */
export type SignInSlack = { 
/**
 * The id of the person's own Slack app.
 */
client_id: string, 
/**
 * What a person chooses.
 */
settings: SourceSettings, };

/**
 * Where a signing in stands that goes on by itself.
 */
export type SignInState = { 
/**
 * The source, once it is connected.
 */
source: SourceId | null, 
/**
 * Why it came to nothing.
 */
error: ApiError | null, };

/**
 * When it was said.
 */
export type SinceThen = { 
/**
 * UTC milliseconds.
 */
since: number, };

/**
 * Whose activity is counted, and where.
 */
export type Slice = { 
/**
 * Only accounts of this source.
 */
source: string | null, 
/**
 * Only what happened in this space.
 */
space: string | null, 
/**
 * Only members of this segment.
 */
segment: string | null, 
/**
 * The team is counted like everybody else.
 */
with_team: boolean, };

/**
 * Another day.
 */
export type Snooze = { 
/**
 * The follow-up.
 */
id: string, 
/**
 * Until when, in words: "tomorrow", "in two weeks", "next Tue 15:00".
 */
until: string, };

/**
 * A source.
 */
export type Source = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * `slack`, `discourse`, `sample_chat`, `sample_forum`.
 */
kind: string, 
/**
 * Where its pages are.
 */
address: string | null, 
/**
 * Messages that are here.
 */
messages: number, 
/**
 * Accounts that are here.
 */
accounts: number, 
/**
 * The first message, UTC milliseconds.
 */
first_at: number | null, 
/**
 * The newest message, UTC milliseconds.
 */
last_at: number | null, 
/**
 * How it is read; nothing when it is not connected.
 */
connection: Connection | null, };

/**
 * A source by its id.
 */
export type SourceId = { 
/**
 * Its id.
 */
id: string, };

/**
 * Which community software a source runs.
 */
export type SourceKind = "slack" | "discourse";

/**
 * What there is of a source.
 */
export type SourceLeft = { 
/**
 * In the community's file.
 */
traces: SourceTraces, };

/**
 * A source and what came from it.
 */
export type SourceRow = { 
/**
 * The source's id.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * `slack`, `discourse`, `table`, `sample_chat`, `sample_forum`.
 */
kind: "slack" | "discourse" | "table" | "sample_chat" | "sample_forum", 
/**
 * Accounts.
 */
members: number, 
/**
 * The first message, UTC milliseconds.
 */
first_at: number | null, 
/**
 * The newest message, UTC milliseconds.
 */
last_at: number | null, 
/**
 * Messages in its spaces.
 */
messages: number, };

/**
 * What a person chose for a source.
 */
export type SourceSettings = { 
/**
 * The base address: of a forum, or of Slack's programming interface when it is another than usual.
 */
address: string | null, 
/**
 * Discourse: the user that an admin key acts as.
 */
user: string | null, 
/**
 * The name a person gave it; its own otherwise.
 */
name: string | null, 
/**
 * Private channels that the account is in.
 */
private: boolean, 
/**
 * Direct messages of the account.
 */
direct: boolean, 
/**
 * Discourse: e-mail addresses of members (every look-up is logged at the forum).
 */
emails: boolean, 
/**
 * Writing is allowed: what waits in the outbox may be sent.
 */
write: boolean, };

/**
 * What of a source is in the file.
 */
export type SourceTraces = { 
/**
 * Messages and answers.
 */
messages: number, 
/**
 * Joins, leaves and other happenings.
 */
happenings: number, 
/**
 * Reactions.
 */
reactions: number, 
/**
 * Channels, categories and conversations.
 */
spaces: number, 
/**
 * Accounts that would go.
 */
accounts: number, 
/**
 * Accounts that would stay, because something was written about them here.
 */
stay: number, 
/**
 * Archives and tables that were imported.
 */
imports: number, 
/**
 * Messages that wait in the outbox and would be discarded.
 */
waiting: number, };

/**
 * All sources: connected ones, and those that only came from archives.
 */
export type Sources = { 
/**
 * The sources, oldest first.
 */
sources: Array<Source>, 
/**
 * What the place for keys can do now.
 */
secrets: SecretsState, };

/**
 * What became of the records of one space.
 */
export type SpaceReconciliation = { 
/**
 * The space's name in the archive.
 */
name: string, 
/**
 * Files.
 */
files: number, 
/**
 * Records in them.
 */
records: number, 
/**
 * New.
 */
stored: number, 
/**
 * Here already.
 */
known: number, 
/**
 * Those of `known` whose newer state was taken.
 */
improved: number, 
/**
 * Not readable.
 */
quarantined: number, };

/**
 * A space.
 */
export type SpaceRow = { 
/**
 * The space's id.
 */
id: string, 
/**
 * The id of its source.
 */
source_id: string, 
/**
 * What the source is called.
 */
source_name: string, 
/**
 * The name now.
 */
name: string, 
/**
 * Names it had.
 */
former_names: Array<string>, 
/**
 * `channel`, `private`, `direct`, `group`, `category`, `forum`.
 */
kind: "channel" | "private" | "direct" | "group" | "category" | "forum", 
/**
 * How it is read.
 */
style: SpaceStyle, 
/**
 * Closed for new messages.
 */
archived: boolean, 
/**
 * The line above the conversation.
 */
topic: string | null, 
/**
 * What it is for.
 */
purpose: string | null, 
/**
 * Accounts in it.
 */
members: number, 
/**
 * Posts and replies.
 */
messages: number, 
/**
 * Conversations with an answer, or topics.
 */
threads: number, 
/**
 * The newest message, UTC milliseconds.
 */
last_at: number | null, 
/**
 * Whether conversations in it are meant to be answered; announcements are not.
 */
expects_answer: boolean, };

/**
 * How a space is read.
 */
export type SpaceStyle = "chat" | "forum";

/**
 * All spaces.
 */
export type Spaces = { 
/**
 * By source and name.
 */
spaces: Array<SpaceRow>, };

/**
 * What of an event the later ones of its series are given as well.
 */
export type SpreadSeries = { 
/**
 * The event.
 */
event: string, };

/**
 * What to import.
 */
export type StartImport = { 
/**
 * A zip archive, or a folder with what was in one.
 */
path: string, 
/**
 * Private channels as well.
 */
private_channels: boolean, 
/**
 * Direct messages as well.
 */
direct: boolean, };

/**
 * Which table to import.
 */
export type StartTable = { 
/**
 * A CSV file or a workbook.
 */
path: string, 
/**
 * How it is read.
 */
mapping: Mapping, 
/**
 * The profile it belongs to; nothing: a new one.
 */
profile: string | null, 
/**
 * What a new profile is called.
 */
name: string | null, };

/**
 * Those who stood in the list in one way when the event began, and how many of them attended.
 */
export type StateShow = { 
/**
 * How it stood.
 */
state: GuestState, 
/**
 * With so many people.
 */
people: number, 
/**
 * Of them, those who attended.
 */
came: number, };

/**
 * Counts by source, space, kind and year: from the rows' indexes, not from counts kept beside them (but for answers).
 */
export type Stats = { 
/**
 * Members: people and bots, each once however many accounts they have.
 */
members: number, 
/**
 * Members that are no bots.
 */
people: number, 
/**
 * Bots.
 */
bots: number, 
/**
 * Accounts.
 */
identities: number, 
/**
 * Channels and categories.
 */
spaces: number, 
/**
 * Activities by kind, and `total`. `post` and `reply` are the messages that people and bots wrote, without those
 * taken away (`deleted`); `reaction` counts each person's each reaction once.
 */
activities: { [key in string]: number }, 
/**
 * Conversations with at least one answer, and topics.
 */
threads: number, 
/**
 * Messages by source.
 */
by_source: { [key in string]: number }, 
/**
 * Messages by space.
 */
by_space: { [key in string]: number }, 
/**
 * Messages by year, in the community's zone.
 */
by_year: { [key in string]: number }, 
/**
 * Records that could not be read.
 */
quarantined: number, 
/**
 * The first message, UTC milliseconds.
 */
first_at: number | null, 
/**
 * The newest message, UTC milliseconds.
 */
last_at: number | null, };

/**
 * When a matter entered a step.
 */
export type Step = { 
/**
 * Which.
 */
step: string, 
/**
 * On the community's clock: `2024-05-12` or `2024-05-12 13:30`.
 */
moment: string, };

/**
 * A step of an advocate.
 */
export type StepAdvocate = { 
/**
 * Which advocate.
 */
id: string, 
/**
 * The step.
 */
step: AdvocateStepName, 
/**
 * Its day: `YYYY-MM-DD`.
 */
on: string, };

/**
 * All of it.
 */
export type Strategy = { 
/**
 * Documents.
 */
papers: Array<StrategyPaper>, 
/**
 * Playbooks.
 */
items: Array<StrategyItem>, 
/**
 * Decisions, challenges and goals.
 */
entries: Array<StrategyEntry>, };

/**
 * A document about the community.
 */
export type StrategyDocument = "purpose" | "audience" | "guidelines" | "code_of_conduct";

/**
 * What is to be looked at again.
 */
export type StrategyDue = { 
/**
 * The entry.
 */
id: string, 
/**
 * What it is.
 */
kind: StrategyKind, 
/**
 * What it is called.
 */
title: string, 
/**
 * Since when: `YYYY-MM-DD`.
 */
due: string, };

/**
 * An entry.
 */
export type StrategyEntry = { 
/**
 * UUIDv7.
 */
id: string, 
/**
 * Of a goal by hand: where it stood, the oldest first.
 */
history: Array<GoalValue>, 
/**
 * UTC milliseconds.
 */
updated_at: number, 
/**
 * What it is.
 */
kind: StrategyKind, 
/**
 * What was decided; what is difficult; what is to be reached.
 */
title: string, 
/**
 * Why; what helped; how.
 */
words: string, 
/**
 * Who decided, or whose it is.
 */
who: string, 
/**
 * When it was decided, or began: `YYYY-MM-DD`.
 */
on: string, 
/**
 * When it is looked at again, or due: `YYYY-MM-DD`.
 */
due: string | null, 
/**
 * Of a goal: the metric it is measured by; nothing where it is measured by hand.
 */
metric: string | null, 
/**
 * Of a goal: where it began.
 */
start: number | null, 
/**
 * Of a goal: where it is to be.
 */
target: number | null, 
/**
 * Of a goal by hand: where it is.
 */
current: number | null, 
/**
 * Whether it is over: helped, reached, taken back.
 */
done: boolean, };

/**
 * Which entry.
 */
export type StrategyId = { 
/**
 * Its id.
 */
id: string, };

/**
 * An item of a playbook.
 */
export type StrategyItem = { 
/**
 * Its id: screens know its words.
 */
id: string, 
/**
 * Its phase.
 */
phase: StrategyPhase, 
/**
 * Whether somebody ticked it.
 */
ticked: boolean, 
/**
 * What it is known from; nothing where only a person knows.
 */
rule: StrategyRule | null, };

/**
 * What an entry is.
 */
export type StrategyKind = "decision" | "challenge" | "goal";

/**
 * A document, with what it was before.
 */
export type StrategyPaper = { 
/**
 * Which.
 */
document: StrategyDocument, 
/**
 * The newest first; nothing before it is written.
 */
versions: Array<StrategyVersion>, };

/**
 * A phase in a community's life.
 */
export type StrategyPhase = "foundation" | "growth" | "scale";

/**
 * What an item is known from.
 */
export type StrategyRule = { 
/**
 * The metric.
 */
metric: string, 
/**
 * Whether more is better.
 */
rising: boolean, 
/**
 * The value it is done with.
 */
value: number, };

/**
 * What is due today.
 */
export type StrategyToday = { 
/**
 * The oldest first.
 */
rows: Array<StrategyDue>, 
/**
 * How many more.
 */
more: number, };

/**
 * A version of a document.
 */
export type StrategyVersion = { 
/**
 * From 1.
 */
version: number, 
/**
 * The words.
 */
words: string, 
/**
 * What changed, in a line.
 */
note: string, 
/**
 * UTC milliseconds.
 */
created_at: number, };

/**
 * Whether there was anything new.
 */
export type StrategyWritten = { 
/**
 * Whether there is a new version.
 */
changed: boolean, };

/**
 * What speaks for or against two accounts being one person.
 */
export type SuggestionReason = { 
/**
 * What it is.
 */
kind: "address" | "mailbox" | "alias" | "alias_of_name" | "name" | "avatar" | "link" | "links_to" | "company" | "zone" | "other_addresses" | "other_names" | "far_zones" | "others" | "same_source", 
/**
 * What the first shows, or what both have.
 */
a: string | null, 
/**
 * What the second shows.
 */
b: string | null, 
/**
 * How far it agrees: a word such as `same`, `nickname`, `near`, or a number.
 */
how: string | null, 
/**
 * It speaks against.
 */
against: boolean, };

/**
 * A run to begin now.
 */
export type SyncNow = { 
/**
 * The source.
 */
id: string, 
/**
 * Everything is looked at again, however old.
 */
full: boolean, };

/**
 * How far a run is.
 */
export type SyncProgress = { 
/**
 * `people`, `spaces`, `messages`, `threads`, `topics`, `posts`, `likes`, `check`.
 */
stage: string, 
/**
 * The name of what is being read.
 */
what: string | null, 
/**
 * So many are done …
 */
done: number, 
/**
 * … of so many.
 */
of: number | null, 
/**
 * Seconds left, as far as known.
 */
seconds_left: number | null, };

/**
 * What a run did.
 */
export type SyncReport = { 
/**
 * Whether it came to its end.
 */
complete: boolean, 
/**
 * Whether everything was looked at again.
 */
full: boolean, 
/**
 * Requests sent.
 */
requests: number, 
/**
 * New rows.
 */
added: number, 
/**
 * Rows whose newer state was taken.
 */
changed: number, 
/**
 * Rows that were taken away at the source.
 */
removed: number, 
/**
 * Records that were known already.
 */
known: number, 
/**
 * Written at the source from the outbox.
 */
sent: number, 
/**
 * How often it waited for the source.
 */
waits: number, 
/**
 * Milliseconds it waited.
 */
waited_ms: number, 
/**
 * Milliseconds from its begin to its end.
 */
duration_ms: number, };

/**
 * How a connected source is doing.
 */
export type SyncState = "idle" | "running" | "waiting" | "paused" | "asking" | "failed";

/**
 * A column.
 */
export type TableColumn = { 
/**
 * Its name.
 */
header: string, 
/**
 * What it is used for.
 */
field: Use, 
/**
 * The first different values.
 */
samples: Array<string>, 
/**
 * Cells that are not empty.
 */
filled: number, 
/**
 * Whether they are dates, and which.
 */
dates: TableDates, 
/**
 * So many cells are no dates, although the column's name says that it holds such, and nobody chose
 * a profile: it is kept as words.
 */
unread_dates: number | null, };

/**
 * How the dates of a column are written.
 */
export type TableDates = "none" | "clear" | "ambiguous";

/**
 * What is in a table.
 */
export type TableInspected = { 
/**
 * Where it is.
 */
path: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Its encoding; none for a workbook.
 */
encoding: string | null, 
/**
 * What separates its cells; none for a workbook.
 */
delimiter: string | null, 
/**
 * The sheet that was read.
 */
sheet: string | null, 
/**
 * All sheets of the workbook.
 */
sheets: Array<string>, 
/**
 * The line with the names of columns.
 */
heading: number | null, 
/**
 * Rows that can be cut into cells.
 */
rows: number, 
/**
 * Rows that cannot.
 */
broken: number, 
/**
 * Its columns, in order.
 */
columns: Array<TableColumn>, 
/**
 * The profile that it is read by; nothing when its columns were guessed.
 */
profile: ProfileView | null, 
/**
 * How it would be read.
 */
mapping: Mapping, };

/**
 * What an import would change.
 */
export type TablePreview = { 
/**
 * All rows: new + changed + same + repeated + refused.
 */
rows: number, 
/**
 * What is not here yet.
 */
new: number, 
/**
 * What is here and says something else.
 */
changed: number, 
/**
 * What is here as it is.
 */
same: number, 
/**
 * Rows with the key of an earlier one: they add to it.
 */
repeated: number, 
/**
 * Rows that are left out.
 */
refused: number, 
/**
 * Those of `refused` that cannot be cut into cells.
 */
broken_rows: number, 
/**
 * The first new ones.
 */
new_rows: Array<TableRowPreview>, 
/**
 * The first that change.
 */
changed_rows: Array<TableRowPreview>, 
/**
 * The first that stay.
 */
same_rows: Array<TableRowPreview>, 
/**
 * The first that are left out.
 */
errors: Array<RowError>, };

/**
 * A row.
 */
export type TableRowPreview = { 
/**
 * The line it begins with.
 */
line: number, 
/**
 * What it is known by.
 */
key: string, 
/**
 * The name it gives.
 */
name: string | null, 
/**
 * What else it says.
 */
says: Array<string>, 
/**
 * Its tags.
 */
tags: Array<string>, 
/**
 * What it changes.
 */
changes: Array<RowChange>, };

/**
 * A tag, as it stands beside a name.
 */
export type Tag = { 
/**
 * Its id.
 */
id: string, 
/**
 * The word.
 */
name: string, 
/**
 * One of eight, from 0.
 */
colour: number, };

/**
 * Which tag.
 */
export type TagId = { 
/**
 * Its id.
 */
id: string, };

/**
 * Which tag for whom.
 */
export type TagMembers = { 
/**
 * The tag.
 */
tag: string, 
/**
 * The members, at most 5,000.
 */
members: Array<string>, };

/**
 * A tag and how many members have it.
 */
export type TagRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * The word.
 */
name: string, 
/**
 * One of eight, from 0.
 */
colour: number, 
/**
 * Members who have it.
 */
members: number, };

/**
 * How many members it changed.
 */
export type Tagged = { 
/**
 * Members who had the tag not before, or no longer have it.
 */
changed: number, };

/**
 * All tags.
 */
export type Tags = { 
/**
 * By name.
 */
tags: Array<TagRow>, };

/**
 * Somebody with whom a member exchanges answers.
 */
export type Talk = { 
/**
 * The other member.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * Answers that the member gave in conversations which the other opened.
 */
given: number, 
/**
 * Answers that the other gave in conversations which the member opened.
 */
received: number, };

/**
 * With whom a member exchanges answers.
 */
export type Talks = { 
/**
 * The people, those with whom most are exchanged first.
 */
people: Array<Talk>, 
/**
 * How many there are in all.
 */
total: number, 
/**
 * How many of the member's newest messages were looked at.
 */
looked_at: number, 
/**
 * Older messages were not looked at.
 */
more: boolean, };

/**
 * What becomes of feedback is told.
 */
export type TellFeedback = { 
/**
 * Which feedback.
 */
id: string, 
/**
 * Whom: ids of members.
 */
people: Array<string>, 
/**
 * How.
 */
way: TellingWay, 
/**
 * A title, which messages on a forum need.
 */
title: string | null, 
/**
 * The words; {first_name}, {name} and {feedback} are filled in.
 */
text: string, 
/**
 * Of an answer: the message that is answered.
 */
message: string | null, };

/**
 * Messages that go through the outbox.
 */
export type TellPairs = { 
/**
 * Of which programme.
 */
programme: string, 
/**
 * To each, what.
 */
letters: Array<PairLetter>, };

/**
 * How people are told.
 */
export type TellingWay = "direct" | "reply" | "hand";

/**
 * A line of a run of show, in a plan.
 */
export type TemplateCue = { 
/**
 * Minutes from the event's beginning.
 */
offset: number, 
/**
 * How long it takes, in minutes.
 */
minutes: number, 
/**
 * What.
 */
title: string, 
/**
 * Who.
 */
owner: string, 
/**
 * What tells everybody that it begins.
 */
cue: string, 
/**
 * Where, unless it is where the event is.
 */
place: string, 
/**
 * What is done if it does not work.
 */
backup: string, };

/**
 * Something to do, in a plan.
 */
export type TemplateTask = { 
/**
 * Days from the event's first day.
 */
offset: number, 
/**
 * What.
 */
title: string, 
/**
 * Who.
 */
owner: string, };

/**
 * Words in a field.
 */
export type TextField = { 
/**
 * What stands there.
 */
value: string | null, 
/**
 * What the source says.
 */
source: string | null, 
/**
 * What that source is called.
 */
from: string | null, 
/**
 * An edit stands over what the source says.
 */
kept: boolean, };

/**
 * A text.
 */
export type TextId = { 
/**
 * Its id.
 */
id: string, };

/**
 * A place in a text.
 */
export type TextPlace = { 
/**
 * As it is written between braces.
 */
name: string, 
/**
 * What it is filled with.
 */
what: string, };

/**
 * How the window looks.
 */
export type Theme = "system" | "light" | "dark";

/**
 * A conversation.
 */
export type Thread = { 
/**
 * The id of the message that opened it.
 */
id: string, 
/**
 * Where it is.
 */
space: SpaceRow, 
/**
 * The topic's title, or the start of the first message.
 */
title: string, 
/**
 * UTC milliseconds.
 */
started_at: number, 
/**
 * The newest answer, UTC milliseconds.
 */
last_at: number, 
/**
 * Answers.
 */
replies: number, 
/**
 * Who took part, in the order in which they came; at most 30.
 */
people: Array<Person>, 
/**
 * The message that opened it, then the answers.
 */
messages: Array<Message>, 
/**
 * Where more answers follow.
 */
next: string | null, };

/**
 * A page of conversations.
 */
export type ThreadPage = { 
/**
 * The conversations.
 */
rows: Array<ThreadRow>, 
/**
 * Where the next page follows.
 */
next: string | null, };

/**
 * A conversation in a list.
 */
export type ThreadRow = { 
/**
 * The id of the message that opened it.
 */
id: string, 
/**
 * The space it is in.
 */
space_id: string, 
/**
 * What the space is called.
 */
space_name: string, 
/**
 * How the space is read.
 */
style: SpaceStyle, 
/**
 * The topic's title, or the start of the first message; plain text.
 */
title: string, 
/**
 * Who opened it.
 */
author: Person | null, 
/**
 * UTC milliseconds.
 */
started_at: number, 
/**
 * The newest answer, UTC milliseconds.
 */
last_at: number, 
/**
 * Answers.
 */
replies: number, };

/**
 * What conversations are sorted by, newest or most first.
 */
export type ThreadSort = "last" | "started" | "replies";

/**
 * An item to tick.
 */
export type TickStrategy = { 
/**
 * Its id.
 */
item: string, 
/**
 * Whether it is done.
 */
done: boolean, };

/**
 * Something a member did.
 */
export type TimelineItem = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it is.
 */
kind: ActivityKind, 
/**
 * UTC milliseconds.
 */
at: number, 
/**
 * Where.
 */
space_id: string, 
/**
 * What that is called.
 */
space_name: string, 
/**
 * The conversation: the message that opened it.
 */
thread_id: string | null, 
/**
 * The words.
 */
html: SafeHtml, 
/**
 * Taken away.
 */
gone: boolean, 
/**
 * Its words were given up here when they had grown old.
 */
text_went: boolean, };

/**
 * A part of what a member did, newest first.
 */
export type TimelinePage = { 
/**
 * The items.
 */
items: Array<TimelineItem>, 
/**
 * Where older ones follow.
 */
next: string | null, };

/**
 * A message that a group reads together.
 */
export type TogetherLetter = { 
/**
 * The accounts it goes to.
 */
accounts: Array<string>, 
/**
 * Where that is.
 */
source_name: string, 
/**
 * Whether it needs a title there.
 */
titled: boolean, 
/**
 * The title.
 */
title: string, 
/**
 * The words.
 */
text: string, 
/**
 * Places for which there was no word.
 */
missing: Array<string>, };

/**
 * A subject that reads depend on and writes change.
 */
export type Topic = "Members" | "Activity" | "Notes" | "Sources" | "Outbox" | "Exports" | "Imports" | "Settings" | "Segments" | "Reports" | "Figures" | "Desk" | "Recognition" | "Content" | "Conduct" | "Strategy" | "Events" | "Mentoring" | "Backups" | "Communities";

/**
 * What of a person is in the file.
 */
export type Traces = { 
/**
 * The member's name.
 */
name: string, 
/**
 * Accounts.
 */
accounts: number, 
/**
 * Posts and replies whose words go.
 */
messages: number, 
/**
 * What else they did: joins and the like.
 */
happenings: number, 
/**
 * Reactions they gave: they stay as a number without a name.
 */
reactions: number, 
/**
 * Spaces, groups and badges they are in.
 */
memberships: number, 
/**
 * Fields, tags and organisations that were written about them here.
 */
profile: number, 
/**
 * Notes about them, private ones among them.
 */
notes: number, 
/**
 * What was written to them from here.
 */
written_to: number, 
/**
 * Messages of others in which they are mentioned: what others wrote stays.
 */
mentions: number, };

/**
 * The transparency report.
 */
export type Transparency = { 
/**
 * Months, the oldest first.
 */
rows: Array<TransparencyRow>, 
/**
 * All of them.
 */
whole: TransparencyRow, 
/**
 * As a text.
 */
text: string, };

/**
 * A row of it: a month, or all of them.
 */
export type TransparencyRow = { 
/**
 * `2026-05`; nothing for all months.
 */
month: string | null, 
/**
 * Reports received.
 */
reported: string, 
/**
 * How they ended: no violation, not identified, resolved, recorded, banned, not decided yet.
 */
ended: Array<string>, };

/**
 * Where it was written.
 */
export type TransparencySaved = { 
/**
 * Nothing when the person changed their mind.
 */
path: string | null, };

/**
 * Two members, by themselves or any of their accounts.
 */
export type TwoMembers = { 
/**
 * The first: when they are joined, the one that stays.
 */
a: string, 
/**
 * The second.
 */
b: string, };

/**
 * The queue.
 */
export type Unanswered = { 
/**
 * Newcomers first, then the oldest first.
 */
rows: Array<UnansweredRow>, 
/**
 * How many rows this part of the queue has.
 */
total: number, 
/**
 * How many there are of each state.
 */
counts: QueueCounts, };

/**
 * A conversation that waits.
 */
export type UnansweredRow = { 
/**
 * The message that opened it.
 */
id: string, 
/**
 * Its first words, plain text.
 */
text: string, 
/**
 * A topic's title.
 */
title: string | null, 
/**
 * Who wrote it: the member's id …
 */
member: string | null, 
/**
 * … and name.
 */
name: string | null, 
/**
 * The space's id …
 */
space_id: string, 
/**
 * … and name.
 */
space: string, 
/**
 * The source's kind.
 */
source_kind: string, 
/**
 * When it was opened, UTC milliseconds.
 */
at: number, 
/**
 * Working time since then, minutes.
 */
business_minutes: number, 
/**
 * It is a newcomer's.
 */
newcomer: boolean, 
/**
 * It is the first message of its author.
 */
first: boolean, 
/**
 * It asks for something, as far as one can tell.
 */
asks: boolean, 
/**
 * Where it stands.
 */
state: AskState, 
/**
 * Who takes it; empty: whoever uses this file.
 */
claimed_by: string | null, 
/**
 * Put off until then, UTC milliseconds.
 */
snoozed_until: number | null, 
/**
 * The message that seems to answer it …
 */
perhaps: string | null, 
/**
 * … and its first words.
 */
perhaps_text: string | null, 
/**
 * Messages in it since.
 */
replies: number, 
/**
 * The newest of them, UTC milliseconds.
 */
last_at: number | null, };

/**
 * A line as it is being typed.
 */
export type Understand = { 
/**
 * The line.
 */
line: string, };

/**
 * A line as it is being typed.
 */
export type UnderstandSession = { 
/**
 * Of which pair.
 */
mentorship: string, 
/**
 * The line.
 */
line: string, };

/**
 * What a line means.
 */
export type Understood = { 
/**
 * What it begins with, or what its date makes of it; nothing when it does not say.
 */
kind: NoteKind | null, 
/**
 * The line without the word for its kind and without its date.
 */
text: string, 
/**
 * The line without the word for its kind alone.
 */
whole: string, 
/**
 * The date it says.
 */
due: Due | null, 
/**
 * The words that say it.
 */
words: string | null, 
/**
 * What is doubtful about them.
 */
doubt: string | null, };

/**
 * Something to do that a line names.
 */
export type UnderstoodItem = { 
/**
 * Who.
 */
whose: ItemOwner, 
/**
 * What.
 */
text: string, 
/**
 * Until when.
 */
due_on: string | null, };

/**
 * What a line means.
 */
export type UnderstoodSession = { 
/**
 * When it was: on the community's clock, `2026-11-12T18:30`.
 */
starts: string, 
/**
 * Where that clock is.
 */
zone: string, 
/**
 * How long.
 */
minutes: number, 
/**
 * How they met.
 */
medium: MentoringMedium, 
/**
 * What it was about.
 */
topics: string, 
/**
 * What was agreed.
 */
agreed: string, 
/**
 * What is to be done.
 */
items: Array<UnderstoodItem>, };

/**
 * What was taken back.
 */
export type UndoOutcome = { 
/**
 * The label of the step; nothing when there was none.
 */
undone: string | null, 
/**
 * Whether it could not be taken back because it changed since.
 */
conflict: boolean, };

/**
 * What kind of number a metric is.
 */
export type Unit = "people" | "count" | "percent" | "hours" | "days" | "number" | "money";

/**
 * How to unlock.
 */
export type UnlockNotes = { 
/**
 * The recovery code; by the system's keyring without it.
 */
code?: string, };

/**
 * A passphrase for the sealed file of keys.
 */
export type UnlockSecrets = { 
/**
 * The passphrase.
 */
passphrase: string, };

/**
 * What a column is used for.
 */
export type Use = "ignore" | "keep" | "id" | "name" | "first_name" | "last_name" | "email" | "phone" | "handle" | "title" | "company" | "location" | "zone" | "pronouns" | "joined_at" | "left_at" | "tags" | "link" | "custom" | "at" | "what" | "text" | "page" | "kind" | "number";

/**
 * Who may see a note.
 */
export type Visibility = "private" | "shared";

/**
 * Somebody who said the same.
 */
export type VoteFeedback = { 
/**
 * Which feedback.
 */
id: string, 
/**
 * Who: the id of one of their accounts.
 */
member: string, 
/**
 * Whether they said so; nobody is counted twice.
 */
voted: boolean, };

/**
 * Somebody comes in who is in no list.
 */
export type WalkIn = { 
/**
 * To which event.
 */
event: string, 
/**
 * Who.
 */
name: string, 
/**
 * Address, if they give one.
 */
email: string, 
/**
 * What this laptop is called.
 */
desk: string, };

/**
 * A bound and where the number is now.
 */
export type Watch = { 
/**
 * Its id.
 */
id: string, 
/**
 * The metric's id …
 */
metric: string, 
/**
 * … title …
 */
title: string, 
/**
 * … and unit.
 */
unit: Unit, 
/**
 * `week`, `month`, `quarter`.
 */
every: "week" | "month" | "quarter", 
/**
 * Told when the value is under or over the bound.
 */
beyond: "under" | "over", 
/**
 * The bound.
 */
bound: number, 
/**
 * The value of the last whole window.
 */
value: number | null, 
/**
 * Its first day.
 */
start: string, 
/**
 * The day after its last.
 */
end: string, 
/**
 * It lies beyond the bound.
 */
crossed: boolean, };

/**
 * A bound.
 */
export type WatchId = { 
/**
 * Its id.
 */
id: string, };

/**
 * What to be told about.
 */
export type Watches = { 
/**
 * Bounds that were set.
 */
watches: Array<Watch>, 
/**
 * The last whole week had less than six tenths of the usual talk.
 */
quiet: QuietWeek | null, 
/**
 * Spaces in which at least five wait, and no fewer than were answered, in 30 days.
 */
neglected: Array<NeglectedSpace>, 
/**
 * Words that are heard half as much again as usual.
 */
rising: Array<RisingTopic>, };

/**
 * Messages and people of a week.
 */
export type WeekBar = { 
/**
 * Midnight of its Monday in the community's zone, UTC milliseconds.
 */
starts_at: number, 
/**
 * Posts and replies in public spaces.
 */
messages: number, 
/**
 * People who wrote them.
 */
people: number, };

/**
 * Which backup: one of the list, or a file from elsewhere.
 */
export type WhichBackup = { 
/**
 * Its name in the list.
 */
name: string | null, 
/**
 * A file from another folder or another machine, or such a folder.
 */
path: string | null, 
/**
 * What it was sealed with, where it is sealed and this system's keyring does not know.
 */
passphrase: string | null, 
/**
 * Of which community.
 */
community: string | null, };

/**
 * An event with everything that hangs on it but its guests.
 */
export type WholeEvent = { 
/**
 * The event at a glance.
 */
row: EventRow, 
/**
 * What is to be done: late first.
 */
tasks: Array<EventTask>, 
/**
 * Who has a part in it.
 */
parts: Array<EventPart>, 
/**
 * Its budget, line by line.
 */
costs: Array<EventCost>, 
/**
 * Its budget in sum.
 */
money: EventMoney, };

/**
 * A pair with everything that hangs on it.
 */
export type WholeMentee = { 
/**
 * The pair at a glance.
 */
mentee: Mentee, 
/**
 * What the mentor keeps of the mentee.
 */
kept: MenteeKept, 
/**
 * Whether that can be read.
 */
kept_state: PrivateState, 
/**
 * Sessions, the latest first.
 */
sessions: Array<SessionShown>, 
/**
 * Whether there are more.
 */
more: boolean, 
/**
 * What is to be done: what is open first.
 */
items: Array<MentoringItem>, 
/**
 * What is to be reached.
 */
goals: Array<MentoringGoal>, 
/**
 * What happens between two sessions.
 */
between: Array<MentoringBetween>, 
/**
 * The community's zone: whose clock the mentor reads.
 */
zone: string, };

/**
 * A programme with its rounds.
 */
export type WholeProgramme = { 
/**
 * The programme at a glance.
 */
row: ProgrammeRow, 
/**
 * Its rounds, the first first.
 */
rounds: Array<ProgrammeRound>, };

/**
 * A series with its events and its people.
 */
export type WholeSeries = { 
/**
 * The series.
 */
series: EventSeries, 
/**
 * Its events, the earliest first.
 */
events: Array<EventRow>, 
/**
 * Of each event, how many came for the first time.
 */
first_timers: Array<number>, 
/**
 * Who came, the most often first.
 */
people: Array<SeriesPerson>, 
/**
 * How many there are in all.
 */
many: number, };

/**
 * What a calendar file is to hold.
 */
export type WishCalendar = { 
/**
 * Private ones as well: as "Private follow-up", without words and person.
 */
private: boolean, 
/**
 * Tasks and not appointments.
 */
todo: boolean, 
/**
 * Only those about somebody of this segment.
 */
segment?: string, };

/**
 * Until when, as a person says it.
 */
export type WishDue = { 
/**
 * `YYYY-MM-DD`, in the community's zone.
 */
on: string, 
/**
 * `HH:MM`; nothing for the whole day.
 */
time?: string, };

/**
 * What the Slack app that a person makes shall be able to do.
 */
export type WishManifest = { 
/**
 * Write as well as read.
 */
write: boolean, 
/**
 * Read private channels too.
 */
private: boolean, 
/**
 * Read direct messages too.
 */
direct: boolean, };

/**
 * What a rule would take.
 */
export type WishRetention = { 
/**
 * The source.
 */
source: string, 
/**
 * Texts are kept for so many months, 1 to 240.
 */
months: number, };

/**
 * Which months.
 */
export type WishTransparency = { 
/**
 * So many months, the present one as the last.
 */
months: number, };

/**
 * What was done on a day.
 */
export type WorkDay = { 
/**
 * Midnight in the community's zone, UTC milliseconds.
 */
starts_at: number, 
/**
 * Things done.
 */
actions: number, 
/**
 * Of these, outside working hours.
 */
outside: number, };

/**
 * Working days and hours, in the community's zone.
 */
export type WorkingHours = { 
/**
 * ISO days of the week: 1 is Monday.
 */
days: Array<number>, 
/**
 * `09:00`.
 */
from: string, 
/**
 * `17:00`.
 */
to: string, };

/**
 * What was done.
 */
export type Workload = { 
/**
 * Day by day, oldest first, today last.
 */
days: Array<WorkDay>, 
/**
 * Follow-ups whose day is over.
 */
overdue: number, };

/**
 * Badges or tickets to print.
 */
export type WriteBadges = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Of one guest only.
 */
guest: string | null, 
/**
 * What is printed.
 */
form: BadgeForm, 
/**
 * How large a sheet is.
 */
sheet: SheetSize, 
/**
 * A page to be printed by a browser, which has letters of every script, and no PDF.
 */
page: boolean, 
/**
 * Where to, on hosts without dialogs.
 */
path?: string, };

/**
 * A certificate to write.
 */
export type WriteCertificate = { 
/**
 * Of which pair.
 */
pair: string, 
/**
 * For whom.
 */
side: ApplicantRole, 
/**
 * Where to; refused where the desktop asks for the place.
 */
path: string | null, };

/**
 * A report to write.
 */
export type WriteEventReport = { 
/**
 * Of which event.
 */
event: string, 
/**
 * What sort of file.
 */
form: EventReportForm, 
/**
 * Where to, on hosts without dialogs.
 */
path?: string, };

/**
 * A file to write.
 */
export type WriteHandover = { 
/**
 * Which way it goes.
 */
kind: HandoverKind, 
/**
 * Whose name is in it: the mentor's, or the lead's.
 */
from: string, 
/**
 * Which pairs; none: of a mentor all that belong to a programme.
 */
mentorships: Array<string>, 
/**
 * Where to; only on hosts that have no dialog for it.
 */
path?: string, };

/**
 * Which group's messages, and what they say.
 */
export type WriteLetters = { 
/**
 * The group's id.
 */
group: string, 
/**
 * Whom they meet and why, to each and to all.
 */
said: Array<IntroductionSaid>, };

/**
 * A report to write.
 */
export type WriteProgramme = { 
/**
 * Of which programme.
 */
id: string, 
/**
 * In what form.
 */
format: ProgrammePaper, 
/**
 * Where to; refused where the desktop asks for the place.
 */
path: string | null, };

/**
 * A report to write into a file.
 */
export type WriteReport = { 
/**
 * `weekly`, `monthly` or `quarterly`.
 */
template: string, 
/**
 * As in `reports.preview`.
 */
period: string | null, 
/**
 * The team is counted like everybody else.
 */
with_team: boolean, 
/**
 * Only members of this segment are counted.
 */
segment?: string, 
/**
 * In which shape.
 */
format: ReportFormat, 
/**
 * Where to; refused where the desktop asks for the place.
 */
path: string | null, };

/**
 * A run of show to print.
 */
export type WriteRun = { 
/**
 * Of which event.
 */
event: string, 
/**
 * Where to, on hosts without dialogs.
 */
path?: string, };

/**
 * A document's new words.
 */
export type WriteStrategy = { 
/**
 * Which document.
 */
document: StrategyDocument, 
/**
 * All of its words.
 */
words: string, 
/**
 * What changed, in a line.
 */
note: string, };

/**
 * The file that was written.
 */
export type WrittenRun = { 
/**
 * Where it lies; nothing when the person changed their mind.
 */
path: string | null, };

/**
 * Time zones to choose from.
 */
export type Zones = { 
/**
 * IANA names.
 */
zones: Array<string>, 
/**
 * This machine's.
 */
here: string, };

/** Every command: its arguments and its result. */
export interface Commands {
  "about": [Nothing, About];
  "diagnostics": [Nothing, Diagnostics];
  "machine.get": [Nothing, Machine];
  "machine.change": [ChangeMachine, Machine];
  "machine.opened_with": [Nothing, OpenedWith];
  "zones": [Nothing, Zones];
  "communities.list": [Nothing, Communities];
  "communities.create": [CreateCommunity, Community];
  "communities.open": [OpenCommunity, Community];
  "backups.list": [OfCommunity, BackupList];
  "backups.create": [Nothing, NewBackup];
  "backups.verify": [WhichBackup, BackupVerdict];
  "backups.elsewhere": [BackUpElsewhere, Nothing];
  "backups.rehearse": [OfCommunity, Rehearsal];
  "backups.pick": [Nothing, PickedBackup];
  "backups.preview": [WhichBackup, RestorePreview];
  "backups.restore": [WhichBackup, RestoreDone];
  "backups.confirm": [Nothing, Nothing];
  "damage.rebuild": [OfCommunity, DamageMended];
  "damage.salvage": [OfCommunity, DamageMended];
  "settings.get": [Nothing, Settings];
  "settings.change": [ChangeSettings, Settings];
  "home": [Nothing, Home];
  "members.list": [ListMembers, MemberPage];
  "members.anchors": [ListAnchors, Anchors];
  "members.get": [GetMember, Member];
  "members.timeline": [ListTimeline, TimelinePage];
  "members.happenings": [GetMember, Happenings];
  "members.level": [GetMember, LevelAnswer];
  "members.edit": [EditMember, Nothing];
  "members.talks": [GetMember, Talks];
  "members.tag": [TagMembers, Tagged];
  "members.untag": [TagMembers, Tagged];
  "members.open_link": [OpenProfileLink, Opened];
  "tags.list": [Nothing, Tags];
  "tags.create": [CreateTag, Tag];
  "tags.change": [ChangeTag, Tag];
  "tags.remove": [TagId, Nothing];
  "organisations.list": [FindOrganisations, Organisations];
  "affiliations.add": [AddAffiliation, Nothing];
  "affiliations.change": [ChangeAffiliation, Nothing];
  "affiliations.remove": [AffiliationId, Nothing];
  "fields.list": [Nothing, Fields];
  "fields.create": [CreateField, FieldMade];
  "fields.change": [ChangeField, Nothing];
  "fields.move": [MoveField, Nothing];
  "fields.remove": [FieldId, Nothing];
  "notes.add": [AddNote, Note];
  "notes.change": [ChangeNote, Note];
  "notes.remove": [RemoveNote, Nothing];
  "notes.understand": [Understand, Understood];
  "notes.state": [Nothing, NotesState];
  "notes.begin": [Nothing, RecoveryCode];
  "notes.new_code": [NewCode, RecoveryCode];
  "notes.confirm": [ConfirmCode, NotesState];
  "notes.unlock": [UnlockNotes, NotesState];
  "notes.lock": [Nothing, Nothing];
  "notes.awake": [Nothing, Nothing];
  "follow_ups.list": [ListFollowUps, FollowUps];
  "follow_ups.due": [Nothing, DueNow];
  "follow_ups.done": [FinishFollowUp, Note];
  "follow_ups.snooze": [Snooze, Note];
  "follow_ups.save": [SaveCalendar, SavedCalendar];
  "follow_ups.calendar": [WishCalendar, CalendarFile];
  "members.merge": [TwoMembers, Merged];
  "members.split": [OneAccount, Nothing];
  "members.tell_apart": [TwoMembers, Nothing];
  "duplicates.list": [ListDuplicates, Duplicates];
  "duplicates.preview": [AcceptDuplicates, BulkPreview];
  "duplicates.accept": [AcceptDuplicates, Merged];
  "segments.list": [Nothing, Segments];
  "segments.save": [SaveSegment, SegmentId];
  "segments.remove": [SegmentId, Nothing];
  "segments.count": [CountSegment, SegmentCount];
  "metrics.list": [Nothing, MetricDefinitions];
  "metrics.read": [AskMetrics, Metrics];
  "metrics.cohorts": [AskCohorts, Cohorts];
  "metrics.network": [AskNetwork, Network];
  "metrics.set_tone": [SetTone, Nothing];
  "metrics.rows": [AskRows, BehindRows];
  "health.bands": [Nothing, HealthBands];
  "health.set_band": [SetBand, Nothing];
  "days_off.list": [Nothing, DaysOff];
  "days_off.add": [AddDayOff, Nothing];
  "days_off.remove": [DayOffId, Nothing];
  "days_off.keep_calendar": [KeepCalendar, Nothing];
  "watches.list": [Nothing, Watches];
  "watches.save": [SaveWatch, WatchId];
  "watches.remove": [WatchId, Nothing];
  "spaces.expect_answers": [ExpectAnswers, Nothing];
  "conduct.cases": [Nothing, Cases];
  "conduct.case": [OpenCase, CaseOpened];
  "conduct.save": [SaveCase, CaseRow];
  "conduct.move": [MoveCase, CaseRow];
  "conduct.expunge": [CaseId, Nothing];
  "conduct.flags": [Nothing, Flags];
  "conduct.decide": [DecideFlag, Queued];
  "conduct.transparency": [WishTransparency, Transparency];
  "conduct.save_transparency": [SaveTransparency, TransparencySaved];
  "conduct.today": [Nothing, ConductToday];
  "strategy.show": [Nothing, Strategy];
  "strategy.write": [WriteStrategy, StrategyWritten];
  "strategy.save": [SaveStrategy, Nothing];
  "strategy.remove": [StrategyId, Nothing];
  "strategy.tick": [TickStrategy, Nothing];
  "strategy.today": [Nothing, StrategyToday];
  "figures.kept": [Nothing, FiguresKept];
  "figures.list": [ListFigures, FigurePage];
  "figures.save": [SaveFigure, FigureSaved];
  "figures.remove": [FigureId, Nothing];
  "figures.preview": [FiguresFile, FiguresPreview];
  "figures.bring": [FiguresFile, FiguresPreview];
  "figures.currency": [SetCurrency, Nothing];
  "factors.set": [SetFactor, Nothing];
  "factors.reset": [FactorId, Nothing];
  "matters.list": [ListMatters, MatterPage];
  "matters.save": [SaveMatter, Nothing];
  "matters.remove": [FigureId, Nothing];
  "desk.news": [Nothing, News];
  "desk.enough": [Enough, SinceThen];
  "desk.workload": [Nothing, Workload];
  "desk.unanswered": [AskUnanswered, Unanswered];
  "desk.claim": [Claim, Nothing];
  "desk.snooze": [PutOff, Nothing];
  "desk.close": [Close, Nothing];
  "desk.newcomers": [AskNewcomers, Newcomers];
  "desk.greet": [Greet, Greetings];
  "desk.lapsing": [AskLapsing, Lapsing];
  "desk.pause": [PauseLapse, Nothing];
  "texts.list": [Nothing, SavedTexts];
  "texts.save": [SaveText, TextId];
  "texts.remove": [TextId, Nothing];
  "texts.fill": [FillText, FilledText];
  "undo": [Nothing, UndoOutcome];
  "redo": [Nothing, RedoOutcome];
  "history": [Nothing, History];
  "feedback.list": [ListFeedback, FeedbackPage];
  "feedback.get": [FigureId, FeedbackDetail];
  "feedback.vote": [VoteFeedback, Nothing];
  "feedback.merge": [MergeFeedback, Nothing];
  "feedback.part": [FigureId, Nothing];
  "feedback.tell": [TellFeedback, Nothing];
  "feedback.save": [SaveFeedback, FeedbackSaved];
  "content.list": [AskContent, ContentPage];
  "content.get": [ContentId, ContentPost];
  "content.save": [SaveContent, ContentId];
  "content.move": [MoveContent, Nothing];
  "content.publish": [PublishContent, Nothing];
  "content.link": [LinkContent, Nothing];
  "content.remove": [ContentId, Nothing];
  "content.gaps": [AskContentGaps, ContentGaps];
  "content.today": [Nothing, ContentToday];
  "content.save_calendar": [SaveContentCalendar, SavedContentCalendar];
  "content.templates": [Nothing, ContentTemplates];
  "content.save_template": [SaveContentTemplate, ContentId];
  "content.remove_template": [ContentId, Nothing];
  "content.campaigns": [Nothing, ContentCampaigns];
  "content.save_campaign": [SaveContentCampaign, ContentId];
  "content.remove_campaign": [ContentId, Nothing];
  "content.finds": [ListContentFinds, ContentFinds];
  "content.mark": [MarkContent, ContentId];
  "content.change_find": [ChangeContentFind, Nothing];
  "content.remove_find": [ContentId, Nothing];
  "spaces.list": [Nothing, Spaces];
  "threads.list": [ListThreads, ThreadPage];
  "threads.get": [GetThread, Thread];
  "messages.list": [ListMessages, MessagePage];
  "messages.newest": [ListNewest, MessagePage];
  "search": [Search, Hits];
  "palette": [Palette, PaletteHits];
  "imports.inspect": [Inspect, Inspected];
  "imports.start": [StartImport, ImportId];
  "imports.resume": [ImportId, ImportId];
  "imports.cancel": [ImportId, Nothing];
  "imports.list": [Nothing, Imports];
  "imports.reconciliation": [ImportId, Reconciliation];
  "imports.take_back": [ImportId, Nothing];
  "tables.inspect": [InspectTable, TableInspected];
  "tables.preview": [PreviewTable, TablePreview];
  "tables.start": [StartTable, ImportId];
  "tables.profiles": [Nothing, Profiles];
  "tables.forget_profile": [ProfileId, Nothing];
  "quarantine.list": [ListQuarantine, QuarantinePage];
  "sample.start": [Nothing, ImportId];
  "archive.pick": [PickArchive, Picked];
  "sources.list": [Nothing, Sources];
  "sources.connect": [ConnectSource, SourceId];
  "sources.change": [ChangeSource, Nothing];
  "sources.sync": [SyncNow, Nothing];
  "sources.stop": [SourceId, Nothing];
  "sources.pause": [PauseSource, Nothing];
  "sources.answer": [AnswerRemovals, Nothing];
  "sources.hint": [HintSource, Nothing];
  "sources.disconnect": [SourceId, Nothing];
  "sources.traces": [SourceId, SourceLeft];
  "sources.remove": [RemoveSource, SourceLeft];
  "retention.rules": [Nothing, RetentionRules];
  "retention.preview": [WishRetention, RetentionPreview];
  "retention.keep": [KeepRetention, Nothing];
  "retention.stop": [SourceId, Nothing];
  "sources.manifest": [WishManifest, Manifest];
  "sources.sign_in_slack": [SignInSlack, SignIn];
  "sources.sign_in_state": [SignInId, SignInState];
  "sources.cancel_sign_in": [SignInId, Nothing];
  "sources.sign_in_forum": [SignInDiscourse, SignIn];
  "sources.finish_sign_in": [FinishSignIn, SourceId];
  "secrets.unlock": [UnlockSecrets, SecretsView];
  "introductions.rounds": [Nothing, IntroductionRounds];
  "introductions.round": [AskRound, IntroductionPage];
  "introductions.propose": [ProposeRound, Drawn];
  "introductions.begin": [BeginRound, RoundBegun];
  "introductions.reword": [RewordRound, Nothing];
  "introductions.remove": [RoundId, Nothing];
  "introductions.letters": [WriteLetters, IntroductionLetters];
  "introductions.send": [SendIntroduction, Nothing];
  "introductions.mark": [MarkIntroduction, Nothing];
  "introductions.choices": [Nothing, IntroductionChoices];
  "introductions.choose": [ChooseIntroductions, Nothing];
  "recognition.list": [OfSegment, Celebrations];
  "recognition.celebrate": [Celebrate, Nothing];
  "recognition.leap": [SetLeapDay, Nothing];
  "recognition.today": [Nothing, RecognitionToday];
  "kudos.list": [RecognitionPage, KudosPage];
  "kudos.save": [SaveKudos, Nothing];
  "kudos.remove": [RecognitionId, Nothing];
  "gifts.list": [RecognitionPage, GiftPage];
  "gifts.save": [SaveGift, Nothing];
  "gifts.remove": [RecognitionId, Nothing];
  "birthdays.list": [OfSegment, Birthdays];
  "birthdays.set": [SetBirthday, Nothing];
  "advocates.candidates": [OfSegment, Candidates];
  "advocates.list": [OfSegment, Advocates];
  "advocates.save": [SaveAdvocate, Nothing];
  "advocates.step": [StepAdvocate, Nothing];
  "advocates.remove": [RecognitionId, Nothing];
  "outbox.list": [Nothing, Outbox];
  "outbox.reply": [QueueReply, Queued];
  "outbox.post": [QueuePost, Queued];
  "outbox.react": [QueueReaction, Queued];
  "outbox.direct": [QueueDirect, Queued];
  "outbox.retry": [IntentId, Nothing];
  "outbox.discard": [IntentId, Nothing];
  "exports.members": [ExportMembers, Exported];
  "exports.chart": [ExportChart, Exported];
  "exports.list": [ExportList, Exported];
  "exports.all": [ExportAll, ExportedAll];
  "exports.state": [Nothing, ExportProgress];
  "exports.cancel": [Nothing, Nothing];
  "members.export": [ExportMember, Exported];
  "members.traces": [GetMember, MemberTraces];
  "members.erase": [EraseMember, MemberTraces];
  "reports.templates": [Nothing, ReportTemplates];
  "reports.preview": [AskReport, Report];
  "reports.save_words": [SaveWords, Nothing];
  "reports.write": [WriteReport, Exported];
  "reports.schedule": [ScheduleReport, Nothing];
  "events.list": [ListEvents, EventPage];
  "events.get": [EventId, WholeEvent];
  "events.save": [SaveEvent, SavedEvent];
  "events.remove": [EventId, Nothing];
  "events.today": [Nothing, EventDue];
  "events.templates": [Nothing, EventTemplates];
  "events.keep_template": [KeepTemplate, Nothing];
  "events.remove_template": [EventId, Nothing];
  "events.of_member": [EventsOfMember, MemberEvents];
  "events.sessions": [EventId, EventSessions];
  "events.session": [SaveEventSession, Nothing];
  "events.remove_session": [EventId, Nothing];
  "events.visits": [EventId, SessionVisits];
  "events.visit": [SetVisit, SessionVisit];
  "events.cues": [EventId, RunOfShow];
  "events.cue": [SaveEventCue, Nothing];
  "events.remove_cue": [EventId, Nothing];
  "events.shift_cues": [ShiftCues, Nothing];
  "events.begin_cue": [EventId, Nothing];
  "events.reset_cues": [EventId, Nothing];
  "events.begin_cues": [BeginRun, Nothing];
  "events.write_run": [WriteRun, WrittenRun];
  "events.messages": [EventId, EventMessages];
  "events.save_message": [SaveEventMessage, Nothing];
  "events.mark_message": [MarkEventMessage, Nothing];
  "events.direct_message": [DirectEventMessage, EventDirect];
  "events.send_message": [SendEventMessage, Nothing];
  "events.mail": [MailEvent, EventMail];
  "events.after": [EventId, EventAfter];
  "events.least_minutes": [SetLeastMinutes, Nothing];
  "events.add_scores": [AddEventScores, Nothing];
  "events.remove_score": [EventId, Nothing];
  "events.read_scores": [EventScoreFile, EventScoresRead];
  "events.lesson": [SaveEventLesson, Nothing];
  "events.remove_lesson": [EventId, Nothing];
  "events.write_report": [WriteEventReport, WrittenRun];
  "events.task": [SaveEventTask, Nothing];
  "events.mark_task": [MarkEventTask, Nothing];
  "events.remove_task": [EventId, Nothing];
  "events.part": [SaveEventPart, Nothing];
  "events.remove_part": [EventId, Nothing];
  "events.cost": [SaveEventCost, Nothing];
  "events.remove_cost": [EventId, Nothing];
  "series.list": [Nothing, SeriesList];
  "series.of_event": [EventId, SeriesOfEvent];
  "series.get": [EventId, WholeSeries];
  "series.save": [SaveSeries, SavedEvent];
  "series.end": [EventId, Nothing];
  "series.next": [EventId, SavedEvent];
  "series.leave_out": [EventId, SeriesLeftOut];
  "series.spread": [SpreadSeries, SeriesSpread];
  "calendar.view": [ShowCalendar, CalendarView];
  "calendar.feed": [Nothing, CalendarFeed];
  "calendar.set_feed": [SetFeed, CalendarFeed];
  "calendar.remove_holidays": [RemoveHolidays, Nothing];
  "ics.export": [ExportCalendar, Exported];
  "ics.inspect": [ReadCalendar, CalendarCompared];
  "ics.bring": [ReadCalendar, CalendarCompared];
  "guests.list": [ListGuests, GuestPage];
  "guests.save": [SaveGuest, Nothing];
  "guests.remove": [EventId, Nothing];
  "guests.move": [MoveGuests, Nothing];
  "guests.offer": [EventId, SeatsOffered];
  "guests.join": [JoinGuests, JoinedGuests];
  "guests.expect": [EventId, ShowToExpect];
  "guests.export": [ExportGuests, Exported];
  "guests.badges": [WriteBadges, Exported];
  "guests.preview": [GuestFile, GuestsCompared];
  "guests.bring": [GuestFile, GuestsCompared];
  "programmes.list": [Nothing, ProgrammeList];
  "programmes.get": [ProgrammeId, WholeProgramme];
  "programmes.save": [SaveProgramme, SavedProgramme];
  "programmes.remove": [ProgrammeId, Nothing];
  "programmes.templates": [Nothing, ProgrammeTemplates];
  "programmes.keep_template": [KeepProgrammeTemplate, Nothing];
  "programmes.remove_template": [ProgrammeId, Nothing];
  "programmes.today": [Nothing, ProgrammesDue];
  "programmes.round": [SaveRound, Nothing];
  "programmes.remove_round": [ProgrammeId, Nothing];
  "applications.list": [ListApplications, ApplicationPage];
  "applications.save": [SaveApplication, Nothing];
  "applications.remove": [ProgrammeId, Nothing];
  "applications.move": [MoveApplications, Nothing];
  "applications.preview": [ApplicationFile, ApplicationsCompared];
  "applications.bring": [ApplicationFile, ApplicationsCompared];
  "matching.propose": [ProposePairs, MatchProposal];
  "matching.choices": [AskChoices, MatchChoices];
  "matching.say": [SayMatch, Nothing];
  "matching.weights": [ProposePairs, Nothing];
  "matching.publish": [PublishPairs, PublishedPairs];
  "pairs.list": [ProgrammeId, ProgrammePairs];
  "pairs.agree": [AgreePairs, Nothing];
  "pairs.move": [MovePair, Nothing];
  "pairs.feedback": [SavePairFeedback, Nothing];
  "pairs.readers": [ProgrammeId, PairReaders];
  "pairs.tell": [TellPairs, Nothing];
  "pairs.mail": [MailPair, PairMailed];
  "pairs.mark_told": [MarkTold, Nothing];
  "programmes.report": [WriteProgramme, Exported];
  "programmes.certificate": [WriteCertificate, Exported];
  "door.look": [LookAtDoor, DoorView];
  "door.check_in": [CheckIn, CheckedIn];
  "door.walk_in": [WalkIn, CheckedIn];
  "door.undo": [EventId, CheckedIn];
  "door.write": [ExportDoor, Exported];
  "door.read": [ImportDoor, DoorMerged];
  "mentoring.mentees": [ListMentees, Mentees];
  "mentoring.of_member": [MentoringOfMember, Mentees];
  "mentoring.whole": [MentoringId, WholeMentee];
  "mentoring.save": [SaveMentee, MentoringSaved];
  "mentoring.move": [MoveMentee, Nothing];
  "mentoring.remove": [MentoringId, Nothing];
  "mentoring.keep_private": [KeepOfMentee, Nothing];
  "mentoring.find_private": [FindPrivate, PrivateHits];
  "mentoring.expunge": [MentoringId, MentoringExpunged];
  "mentoring.today": [Nothing, MentoringToday];
  "mentoring.sessions": [ListSessions, SessionPage];
  "mentoring.understand": [UnderstandSession, UnderstoodSession];
  "mentoring.save_session": [SaveSession, MentoringSaved];
  "mentoring.remove_session": [MentoringId, Nothing];
  "mentoring.next": [MentoringId, NextProposed];
  "mentoring.calendar": [ExportSessions, Exported];
  "mentoring.save_item": [SaveMentoringItem, Nothing];
  "mentoring.mark_item": [MarkMentoring, Nothing];
  "mentoring.remove_item": [MentoringId, Nothing];
  "mentoring.save_goal": [SaveMentoringGoal, Nothing];
  "mentoring.add_progress": [AddMentoringProgress, Nothing];
  "mentoring.remove_goal": [MentoringId, Nothing];
  "mentoring.save_between": [SaveMentoringBetween, Nothing];
  "mentoring.mark_between": [MarkMentoring, Nothing];
  "mentoring.remove_between": [MentoringId, Nothing];
  "handover.write": [WriteHandover, Exported];
  "handover.inspect": [InspectHandover, HandoverLooked];
  "handover.read": [ReadHandover, HandedOver];
  "handover.peers": [Nothing, HandoverPeers];
  "handover.forget": [ForgetPeer, Nothing];
  "links.open": [OpenLink, Opened];
  "links.flag": [OpenFlag, Opened];
  "links.guide": [OpenGuideLink, Opened];
  "messages.open": [OpenMessage, Opened];
  "stats": [Nothing, Stats];
  "check": [Nothing, CheckReport];
}

/** Which topics a read depends on. */
export const reads: { [K in keyof Commands]?: readonly Topic[] } = {
  "machine.get": ["Settings"],
  "communities.list": ["Communities", "Settings"],
  "backups.list": ["Backups", "Settings"],
  "settings.get": ["Settings", "Figures"],
  "home": ["Activity", "Members", "Sources", "Imports", "Settings"],
  "members.list": ["Members", "Segments", "Activity", "Settings", "Events", "Mentoring"],
  "members.anchors": ["Members", "Segments", "Activity", "Settings", "Events", "Mentoring"],
  "members.get": ["Members", "Activity", "Notes"],
  "members.timeline": ["Activity"],
  "members.happenings": ["Members", "Events", "Mentoring", "Recognition", "Conduct", "Notes"],
  "members.level": ["Members", "Activity"],
  "members.talks": ["Members", "Activity"],
  "tags.list": ["Members"],
  "organisations.list": ["Members"],
  "fields.list": ["Members"],
  "notes.state": ["Notes"],
  "follow_ups.list": ["Notes", "Members", "Activity", "Segments", "Settings", "Events", "Mentoring"],
  "follow_ups.due": ["Notes", "Settings"],
  "duplicates.list": ["Members"],
  "duplicates.preview": ["Members"],
  "segments.list": ["Segments"],
  "segments.count": ["Members", "Activity", "Segments", "Events", "Mentoring", "Settings"],
  "metrics.read": ["Activity", "Members", "Segments", "Settings", "Figures", "Events", "Mentoring"],
  "metrics.cohorts": ["Activity", "Members", "Segments", "Settings", "Events", "Mentoring"],
  "metrics.network": ["Activity", "Members", "Segments", "Settings", "Events", "Mentoring"],
  "metrics.rows": ["Activity", "Members", "Segments", "Settings", "Figures", "Events", "Mentoring"],
  "health.bands": ["Figures"],
  "days_off.list": ["Events", "Settings"],
  "watches.list": ["Activity", "Members", "Settings", "Figures", "Desk", "Outbox"],
  "conduct.cases": ["Conduct", "Notes", "Settings"],
  "conduct.case": ["Conduct", "Notes", "Members", "Settings"],
  "conduct.flags": ["Conduct", "Members", "Sources", "Outbox"],
  "conduct.transparency": ["Conduct", "Figures", "Settings"],
  "conduct.today": ["Conduct", "Settings", "Sources", "Outbox"],
  "strategy.show": ["Strategy"],
  "strategy.today": ["Strategy", "Settings"],
  "figures.kept": ["Figures", "Members"],
  "figures.list": ["Figures"],
  "matters.list": ["Figures", "Members"],
  "desk.news": ["Activity", "Members", "Desk", "Notes", "Outbox"],
  "desk.workload": ["Notes", "Desk", "Outbox", "Members", "Settings"],
  "desk.unanswered": ["Activity", "Members", "Desk", "Outbox", "Settings", "Segments", "Events", "Mentoring"],
  "desk.newcomers": ["Activity", "Members", "Desk", "Outbox", "Segments", "Settings", "Events", "Mentoring"],
  "desk.lapsing": ["Activity", "Members", "Desk", "Settings", "Segments", "Events", "Mentoring"],
  "texts.list": ["Desk"],
  "texts.fill": ["Members", "Settings"],
  "history": ["Members", "Notes", "Settings", "Outbox", "Segments", "Figures", "Desk", "Recognition", "Content", "Conduct", "Strategy", "Events"],
  "feedback.list": ["Figures", "Members", "Outbox"],
  "feedback.get": ["Figures", "Members", "Activity", "Outbox", "Sources"],
  "content.list": ["Content", "Activity", "Members", "Outbox", "Sources", "Settings"],
  "content.get": ["Content", "Activity", "Members", "Outbox", "Sources", "Settings"],
  "content.gaps": ["Content", "Activity", "Settings"],
  "content.today": ["Content", "Activity", "Outbox", "Sources", "Settings"],
  "content.templates": ["Content", "Members", "Activity"],
  "content.campaigns": ["Content", "Activity", "Outbox"],
  "content.finds": ["Content", "Activity", "Members"],
  "spaces.list": ["Activity"],
  "threads.list": ["Activity"],
  "threads.get": ["Activity"],
  "messages.list": ["Activity"],
  "messages.newest": ["Activity"],
  "search": ["Activity", "Members", "Notes", "Segments", "Settings", "Events", "Mentoring"],
  "palette": ["Members", "Activity", "Notes"],
  "imports.list": ["Imports"],
  "imports.reconciliation": ["Imports"],
  "tables.profiles": ["Imports"],
  "quarantine.list": ["Imports"],
  "sources.list": ["Sources", "Activity", "Members"],
  "sources.traces": ["Sources", "Activity", "Members", "Notes"],
  "retention.rules": ["Sources"],
  "retention.preview": ["Sources", "Activity"],
  "introductions.rounds": ["Recognition", "Members", "Settings"],
  "introductions.round": ["Recognition", "Members", "Activity"],
  "introductions.propose": ["Recognition", "Members", "Activity", "Segments", "Settings", "Events", "Mentoring"],
  "introductions.letters": ["Recognition", "Members", "Sources"],
  "introductions.choices": ["Recognition", "Members"],
  "recognition.list": ["Recognition", "Members", "Activity", "Settings", "Segments", "Events", "Mentoring"],
  "recognition.today": ["Recognition", "Members", "Activity", "Settings"],
  "kudos.list": ["Recognition", "Members", "Activity", "Segments", "Settings", "Events", "Mentoring"],
  "gifts.list": ["Recognition", "Members", "Activity", "Segments", "Settings", "Events", "Mentoring"],
  "birthdays.list": ["Recognition", "Members", "Activity", "Segments", "Settings", "Events", "Mentoring"],
  "advocates.candidates": ["Recognition", "Members", "Activity", "Figures", "Segments", "Settings", "Events", "Mentoring"],
  "advocates.list": ["Recognition", "Members", "Activity", "Segments", "Settings", "Events", "Mentoring"],
  "outbox.list": ["Outbox", "Sources"],
  "exports.state": ["Exports"],
  "members.traces": ["Members", "Activity", "Notes"],
  "reports.templates": ["Reports", "Activity", "Settings"],
  "reports.preview": ["Reports", "Activity", "Members", "Settings", "Segments", "Events", "Mentoring"],
  "events.list": ["Events", "Settings"],
  "events.get": ["Events", "Members", "Settings"],
  "events.today": ["Events", "Settings"],
  "events.templates": ["Events"],
  "events.of_member": ["Events", "Members"],
  "events.sessions": ["Events", "Members"],
  "events.visits": ["Events", "Members"],
  "events.cues": ["Events"],
  "events.messages": ["Events", "Settings"],
  "events.after": ["Events", "Members", "Activity", "Settings"],
  "series.list": ["Events"],
  "series.of_event": ["Events"],
  "series.get": ["Events", "Members", "Settings"],
  "calendar.view": ["Events", "Settings"],
  "calendar.feed": ["Events", "Settings"],
  "ics.inspect": ["Events", "Settings"],
  "guests.list": ["Events", "Members", "Activity", "Segments", "Settings", "Mentoring"],
  "guests.expect": ["Events", "Members"],
  "programmes.list": ["Mentoring", "Members"],
  "programmes.get": ["Mentoring", "Members"],
  "programmes.templates": ["Mentoring", "Settings"],
  "programmes.today": ["Mentoring", "Settings"],
  "applications.list": ["Mentoring", "Members", "Activity", "Segments", "Settings", "Events"],
  "matching.propose": ["Mentoring", "Members"],
  "matching.choices": ["Mentoring", "Members"],
  "pairs.list": ["Mentoring", "Members", "Settings"],
  "pairs.readers": ["Mentoring", "Members", "Sources"],
  "door.look": ["Events", "Members"],
  "mentoring.mentees": ["Mentoring", "Members", "Settings"],
  "mentoring.of_member": ["Mentoring", "Members", "Settings"],
  "mentoring.whole": ["Mentoring", "Members", "Notes", "Settings"],
  "mentoring.find_private": ["Mentoring", "Notes"],
  "mentoring.today": ["Mentoring", "Settings"],
  "mentoring.sessions": ["Mentoring", "Notes"],
  "mentoring.understand": ["Mentoring", "Settings"],
  "mentoring.next": ["Mentoring", "Settings"],
  "handover.peers": ["Mentoring"],
  "stats": ["Activity", "Members"],
};
