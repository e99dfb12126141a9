# Programmes of mentoring, for whoever leads one.
nav-programmes = Programmes
help-programmes = Go to Programmes
programmes-empty = No programmes yet
programmes-empty-text = Begin with a template: what it is for, what both agree to, and what applicants are asked come with it.
programmes-lead = Who applies, who is matched and why, and which pairs need a word.
programme-new = Plan a programme
programme-plan-it = Plan it
programme-remove = Remove programme
programme-saved = Saved: { $what }
programme-removed = Removed: { $what }
programme-state = State
programme-state-draft = Draft
programme-state-open = Open for applications
programme-state-running = Running
programme-state-closed = Closed
programme-rhythm = every { $days ->
    [one] day
   *[other] { $days } days
  }, { $minutes } minutes
programme-people = { $mentors ->
    [one] { $mentors } mentor
   *[other] { $mentors } mentors
  }, { $mentees ->
    [one] { $mentees } mentee
   *[other] { $mentees } mentees
  }
programme-pending = { $count } to decide
programme-unmatched = { $count } without a mentor
programme-pairs = { $count ->
    [one] { $count } pair
   *[other] { $count } pairs
  }
programme-tabs = Parts of this programme
programme-tab-people = Applications
programme-tab-match = Matching
programme-tab-pairs = Pairs
programme-tab-messages = Messages
programme-tab-edit = Edit
programme-template = Begin with
programme-templates-own = Kept here
programme-templates-shipped = Comes with Kith
programme-template-name = Name of the template
programme-template-hint = Its questions, weights, rhythm and agreement, without the people and the days. A template of this name is replaced.
programme-template-first = Keep your changes above first: a template is made of what is kept.
programme-template-title = Begin others with this
programme-template-keep = Keep as template
programme-template-kept = Kept as template: { $what }
programme-template-remove = Remove this template
programme-template-removed = Template removed: { $what }
programme-name = Name
programme-purpose = What it is for
programme-starts = First day
programme-ends = Last day
programme-cadence = Days from session to session
programme-minutes = Minutes of a session
programme-capacity = Mentees of a mentor
programme-agreement = What both agree to
programme-agreement-hint = How often, how long, what stays between the two, and that each may leave without fault. A pair begins when both agreed; empty: at once.
programme-questions = Questions for applicants
programme-questions-text = What both sides are asked is compared when pairs are made. A must-have keeps apart whoever does not share it; everything else counts 0 to 10.
programme-rounds = Rounds
round-name = Round
round-open = Applications
round-opens = Opens
round-closes = Closes
round-published = Pairs
round-not-yet = Not yet
round-add = Add round
question-what = Question
question-add = Add question
question-number-of = Question { $number }
question-kind-of = Kind of answer: { $what }
question-side-of = Who is asked: { $what }
question-text = Words
question-choice = One choice
question-choices = Several choices
question-number = Number
question-languages = Languages
question-skills = Skills
question-zone = Time zone
question-of-both = Both
question-of-mentor = Mentors
question-of-mentee = Mentees
question-must = Must-have
question-weight = Counts
question-not-compared = Not compared
question-options = Choices, with commas
question-gap = The mentor’s is larger by
question-least = At least
question-most = At most
question-awake = Minutes a day that both are awake (9 to 21 on their clocks), at least
applicant-pending = To decide
applicant-accepted = Accepted
applicant-rejected = Rejected
applicant-cancelled = Cancelled
applicant-completed = Completed
applicant-mentor = Mentor
applicant-mentee = Mentee
applicant-role = As
applicant-role-use = Mentor or mentee
applicant-key = Number of the answer
applicant-capacity = Mentees at most
applicant-applied = When they applied
applicant-answers = Answers
applicant-waits = Waits
applicant-days = { $count ->
    [0] today
    [one] { $count } day
   *[other] { $count } days
  }
applicant-paired = Has a mentor
applicant-load = { $pairs } of { $capacity }
applicant-add = Add
applicant-accept = Accept
applicant-reject = Reject
applicant-cancel = Cancel application
applicant-choose = Choose { $name }
applicant-state-of = State of { $name }
applicant-commas = with commas
applicant-note = Note for the team
applicants-all = All
applicants-mentors = Mentors
applicants-mentees = Mentees
applicants-search = Search by name or address
applicants-import = Import a list
applicants-import-text = CSV or .xlsx from any form. The same list again changes only what is new in it; what you decided here stays.
applicants-import-yes = { $count ->
    [0] Nothing to import
    [one] Import { $count } application to { $programme }
   *[other] Import { $count } applications to { $programme }
  }
applicants-imported = { $count ->
    [0] Nothing was new
    [one] { $count } application imported
   *[other] { $count } applications imported
  }
applicants-asks-who = No column says who is meant: choose which one is the name or the e-mail address.
applicants-everybody = Everybody in it applies as
applicants-members = Members
applicants-match = Match { $count }
applicants-places = { $places ->
    [one] { $places } place left
   *[other] { $places } places left
  } for { $waiting ->
    [one] { $waiting } mentee
   *[other] { $waiting } mentees
  }
applicants-many = Decide about those chosen
applicants-chosen = { $count } chosen
applicants-choose-all = Choose all
applicants-moved = { $count ->
    [one] { $count } application decided
   *[other] { $count } applications decided
  }
applicants-none = Nobody applied yet
applicants-none-text = Import the answers of your form, or add people by hand.
applicants-none-found = Nobody here.
match-nobody = Nobody to match
match-nobody-text = Accept mentors and mentees first.
match-done-text = Everybody who was accepted has a mentor.
match-weights = What counts
match-weights-text = Move a weight to see what would change. Must-haves hold whatever they count.
match-what-if = { $count ->
    [0] Nobody would have another mentor.
    [one] { $count } mentee would have another mentor.
   *[other] { $count } mentees would have other mentors.
  }
match-keep-weights = Keep
match-undo-weights = Back
match-weights-kept = Weights kept
match-pairs = Pairs
match-unmatched = Without a mentor
match-places = Places
match-total = Points
match-proposed = Proposed pairs
match-round = Round
match-round-new = A new one
match-me = I am
match-me-nobody = None of the mentors
match-publish = { $count ->
    [one] Publish { $count } pair
   *[other] Publish { $count } pairs
  }
match-published = { $count ->
    [one] { $count } pair published
   *[other] { $count } pairs published
  }
match-take-all = Publish all
match-take = Publish { $mentor } and { $mentee }
match-fit = Fit
match-percent = { $percent }%
match-points = { $points } of { $most } points
match-why = Why
match-reason = { $question }: { $points } of { $most } points
match-change = Change
match-change-of = Another mentor for { $mentee }
match-look = Look
match-pin = Pin
match-pin-of = Pin { $mentor } and { $mentee }
match-unpin = Unpin
match-veto = Veto
match-conflict = Conflict
match-take-back = Take back
match-pinned = Pinned
match-vetoed = Kept apart
match-said-back = Taken back
match-before = before: { $mentor }
match-before-nobody = before: nobody
match-contradiction = { $mentor } and { $mentee } are pinned, and that cannot be: { $rule }.
match-left = Without a mentor
match-left-why = What stands in the way
match-idle = { $count ->
    [one] { $count } mentor without a mentee
   *[other] { $count } mentors without a mentee
  }
match-wishes = { $count ->
    [one] { $count } pin or veto
   *[other] { $count } pins and vetoes
  }
match-choices = Mentors for { $mentee }
match-why-said = Why, for your own memory
match-now = Proposed
match-room = { $count ->
    [one] { $count } place
   *[other] { $count } places
  }
match-no-room = No place left
wish-pin = Pinned
wish-veto = Veto
wish-conflict = Conflict
weight-fresh = Not paired before
reason-earlier = Were paired before
match-reason-zone = { $hours } h awake together
reason-number = { $question }: { $more }
reason-number-same = { $question }: the same
rule-same = the same person
rule-vetoed = vetoed
rule-conflict = a conflict
rule-parted = they parted without fault
rule-full = the mentor has no place left
rule-taken = pinned to somebody else
rule-unanswered = not answered: { $question }
rule-languages = no common language
rule-zone = too little time awake together
rule-number = { $question }: outside the range
rule-other = nothing in common: { $question }
left-nobody = nobody to be matched with
left-full = { $count ->
    [one] the only one who fits has no place left
   *[other] all { $count } who fit have no place left
  }
left-all = with every mentor: { $rule }
left-some = { $rule } ({ $count })
idle-enough = nobody was left
idle-some = { $rule } ({ $count })
pair-proposed = Not agreed yet
pair-active = Meeting
pair-paused = Paused
pair-completed = Completed
pair-ended = Ended
health-check-in = Needs check-in
health-active = Active
health-on-track = On track
health-too-early = Too early
health-check-in-rule = No session for more than one and a half times the agreed days.
health-active-rule = They meet, though less often than agreed.
health-on-track-rule = They meet as often as agreed, or more often.
health-too-early-rule = No session yet, and the first stretch of agreed days is not over.
pairs-all = All
pairs-health = Health
pairs-held = Sessions
pairs-last = Last
pairs-never = none yet
pairs-goals = Goals
pairs-ratings = Ratings
pairs-of = { $held } of { $planned }
pairs-none = No pairs yet
pairs-none-text = Pairs are here once a matching is published.
pairs-none-so = No pair is so.
pairs-not-agreed = { $count ->
    [one] { $count } pair has not agreed yet. It begins when both did.
   *[other] { $count } pairs have not agreed yet. They begin when both did.
  }
pairs-agree-all = All agreed
pairs-load = { $mentors ->
    [one] { $mentors } mentor
   *[other] { $mentors } mentors
  }, { $free ->
    [one] { $free } place left
   *[other] { $free } places left
  }
pairs-load-of = Mentees of { $name }
pair-open = Open
pair-open-of = Open { $mentor } and { $mentee }
pair-sessions = Sessions
pair-quiet = { $days ->
    [one] { $days } day
   *[other] { $days } days
  } without a session; agreed: { $cadence }.
pair-over = Over since { $day }
pair-agreed-on = Agreed on { $day }
pair-not-agreed = Not agreed
pair-agree = Agreed today
pair-agreed-noted = { $count ->
    [one] Noted
   *[other] Noted for { $count } pairs
  }
pair-copy = Copy message
pair-why = Why it ends, if somebody said so
pair-end = End without fault
pair-end-text = Whoever ends without fault waits for another mentor again.
pair-pause = Pause
pair-resume = Go on
pair-again = Take up again
pair-complete = Complete
pair-moved = { $mentor } and { $mentee }: noted
feedback-middle = In the middle
feedback-end = At the end
feedback-note = Note
feedback-note-of = Note feedback: { $side }, { $moment }
feedback-change = Change
feedback-of = { $name }: { $moment }
feedback-rating = Rating
feedback-rating-is = { $rating } of 5
pair-feedback-words = What they say
feedback-quote = May be quoted in the report
feedback-quotable = May be quoted
feedback-signal = For you alone: in no report and no export
feedback-noted = Noted
tell-title-mentor = { $programme }: your mentee is { $other }
tell-title-mentee = { $programme }: your mentor is { $other }
tell-who = Who is shown
tell-open = Not told yet
tell-everybody = Everybody
tell-with = with { $other }
tell-by = by { $source }
tell-told-on = Told on { $day }
tell-read = Read
tell-read-of = Read and change the message to { $name }
tell-words-of = Message to { $name }
tell-mail = Mail
tell-mail-of = Write { $name } a mail
tell-mail-paste = Your mail program is open. The message is in the clipboard: paste it.
tell-mail-copy = Your mail program is open. Copy the message below into it.
tell-mark = Told
tell-mark-of = Note that { $name } was told
tell-back-of = Take back that { $name } was told
tell-mark-all = All { $count } were told
tell-send = Send { $count } through the outbox
tell-goes-out = { $count ->
    [one] { $count } message goes out in a moment
   *[other] { $count } messages go out in a moment
  }
tell-marked = { $count ->
    [one] Noted
   *[other] Noted for { $count } people
  }
tell-own = A word of your own, in every message
tell-hint = It stands before the agreement. Each message can be read and changed before it goes.
tell-hint-some = { $count ->
    [one] It stands before the agreement. One person cannot be written to from here: copy the message, or open your mail program.
   *[other] It stands before the agreement. { $count } people cannot be written to from here: copy their messages, or open your mail program.
  }
tell-done = Everybody was told.
tell-none-text = Once a matching is published, the messages to both sides are here.
message-agreement = What we ask you both to agree to:
message-why-none = you both want it
message-mentor = Hello { $you },
    { "" }
    thank you for being a mentor in { $programme }. Your mentee is { $other }. Why you two: { $why }.
    { "" }
    It begins on { $starts }. Please find a first date: every { $days } days, { $minutes } minutes.
message-mentee = Hello { $you },
    { "" }
    welcome to { $programme }. Your mentor is { $other }. Why you two: { $why }.
    { "" }
    It begins on { $starts }. Please write to your mentor and suggest a first date: every { $days } days, { $minutes } minutes.
also-pair-quiet = To check in with: { $days } days without a session
also-applications = { $count ->
    [one] { $count } application to decide
   *[other] { $count } applications to decide
  }
programme-report = Report
programme-report-pdf = PDF
programme-report-html = HTML
programme-report-as = Write the report as { $format }
programme-written = Written to { $path }
pair-certificate = Certificate
pair-certificate-of = Certificate for { $name }

packet-write = Packet
packet-of = Packet for { $name }
packet-text = { $count ->
    [one] A signed file for this mentor's Kith: the programme, its agreement, and the mentee with how they are reached.
   *[other] A signed file for this mentor's Kith: the programme, its agreement, and { $count } mentees with how they are reached.
  }
packet-from = Your name, as the mentor will read it
packet-save = Write file
