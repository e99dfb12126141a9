# A mentor and their mentees.
nav-mentoring = Mentoring
help-mentoring = Go to Mentoring
mentoring-tab-mine = My mentees
mentoring-tab-handover = Hand over
mentoring-tabs = Mentoring
mentoring-lead = Whom you mentor, what you agreed, what comes next. It works for one mentor alone, without any source or programme.
mentoring-empty = No mentees yet
mentoring-empty-text = Add somebody you meet regularly. Sessions, goals and what both of you want to do stay on this computer; your private part is sealed.
mentoring-due = Due now
mentoring-due-session = Session today
mentoring-due-unwritten = A session is not written down yet
mentoring-due-silent = No session for a while, and none is planned
mentoring-over = Show those that are over
mentoring-over-none = None is over.
mentoring-more = More about this mentee
mentoring-show-more = Show older ones
mentoring-keep = Keep

mentor-pair-needs-check-in = Needs check-in
mentor-pair-needs-check-in-rule = No session for more than one and a half times the time between two sessions
mentor-pair-active = Active
mentor-pair-active-rule = They meet, though less often than agreed
mentor-pair-on-track = On track
mentor-pair-on-track-rule = They meet as often as agreed, or more often
mentor-pair-too-early = Too early
mentor-pair-too-early-rule = No session yet, and the first one is not late
mentor-pair-state-proposed = Proposed
mentor-pair-state-active = Active
mentor-pair-state-paused = Paused
mentor-pair-state-completed = Completed
mentor-pair-state-ended = Ended
mentor-pair-pause = Pause
mentor-pair-resume = Go on
mentor-pair-complete = Complete
mentor-pair-complete-text = The pair came to the end that was planned. Everything stays and can be read.
mentor-pair-end = Part without fault
mentor-pair-end-text = Pairs may part at any time without giving a reason. Whoever leads the programme can match both again.
mentor-pair-why = In a few words, for whoever leads the programme (may stay empty)
mentor-pair-ended = Over since { $day }
mentor-pair-moved = Kept.
mentor-pair-expunge = Expunge private parts…
mentor-pair-expunge-text = All private parts of this pair are taken away for good, in older copies of the file too. What is shared stays. This cannot be undone.
mentor-pair-expunge-yes = Expunge for good
expunged = { $count ->
    [0] The private parts are gone.
    [one] The private part of one session is gone.
   *[other] The private parts of { $count } sessions are gone.
  }
mentor-pair-sessions = Sessions
mentor-pair-sessions-none = None yet. Write the first one down when it is over: it takes three minutes.
mentor-pair-items = To do
mentor-pair-items-none = Nothing is open.
mentor-pair-goals = Goals
mentor-pair-goals-none = No goals yet. Three are enough.
mentor-pair-between = Between sessions
mentor-pair-between-none = Something to send, a link, somebody to meet: put it here.

mentee-add = Add mentee
mentee-edit = Change mentee
mentee-name = Mentee
mentee-doing = How it goes
mentee-last = Last session
mentee-next = Next session
mentee-items = To do
mentee-goals = Goals
mentee-held = { $held } of { $planned } sessions
mentee-by = by { $day }
mentee-unwritten = { $count ->
    [one] one to write down
   *[other] { $count } to write down
  }
mentee-open = { $mine } mine, { $theirs } theirs
mentee-late = { $count } late
mentee-progress = { $count ->
    [one] 1, at { $percent } %
   *[other] { $count }, at { $percent } % on average
  }
mentee-clock = { $time } there
mentee-of = with { $mentor }
mentee-member = Member page
mentee-is-member = A member of this community
mentee-contact = How to reach them
mentee-zone = Their time zone
mentee-cadence = How often
mentee-minutes = Minutes
mentee-started = Since
mentee-ends = Until, as planned
mentee-mentor = Your name
mentee-mentor-hint = for files to a lead
mentee-agreement = What we agreed
mentee-agreed-mine = I agreed on
mentee-agreed-theirs = They agreed on
mentee-added = { $name } was added.
mentee-changed = Kept.
mentee-remove = Remove
mentee-removed = Removed.
agreement-begin =
    We meet as often as said above and tell each other early when we cannot.
    What is said stays between us, unless both agree to share it.
    Either of us may end this at any time, without giving a reason.
agreed-both = Both agreed.
agreed-not-yet = Not agreed by both yet.
cadence-week = Every week
cadence-two-weeks = Every two weeks
cadence-three-weeks = Every three weeks
cadence-month = Every 30 days
cadence-days = Every { $count } days

medium-video = Video
medium-call = Call
medium-in-person = In person
medium-chat = In writing
medium-other = Otherwise
session-planned = Planned
session-held = Held
session-missed = Did not happen
session-log = Log session
session-change = Session
session-line = A session in one line
session-line-hint = 45m video yesterday 18:30: first talk; agreed: outline by Friday; mine: send slides
session-line-keep = Log
session-understood = { $day }, { $time }, { $minutes } minutes, { $medium }
session-topics = Topics
session-agreed = We agreed
session-shared = Shared notes
session-length = { $minutes } min
session-ratings = rated { $mentor } / { $mentee }
session-edit = Change the session of { $when }
session-take = Remove the session of { $when }
session-removed = The session was removed.
session-logged = The session is written down.
session-planned-done = Planned.
session-begin = Start now
session-begun = It goes on. Write it down when it is over.
session-running = Going on for { $minutes } minutes
session-stop = Stop and write down
session-move = Change
session-when = When
session-starts = Began at
session-state = How it was
session-medium = How
shared-part = Shared part
shared-part-text = May go to your mentee and to whoever leads the programme.
private-part = Private part
private-part-text = Only for you. It is sealed on this computer and in no export, report, hand-over or backup that can be read without your key.
private-words = What you keep to yourself
private-locked = There is a private part. It is locked; what is shared can be written all the same.
private-closed = Nothing private yet.
private-write = Write a private part
private-damaged = What is sealed here is not as it was. It was left as it is.
mood = How it felt
mood-1 = Heavy
mood-2 = Stuck
mood-3 = Even
mood-4 = Good
mood-5 = Light
rating-mine = My rating
rating-theirs = Their rating
log-items = To do until then
log-items-open = Tick what is done by now; the rest is carried over.
next-none = Nothing is planned. By what you agreed it would be { $day }.
next-overdue = Nothing is planned. By what you agreed it was due on { $day }.
next-calendar = For my calendar
next-plan = Plan the next session
next-propose = { $day }, { $time }
next-not-yet = Not yet
next-there = { $time } there

item-mine = Mine
item-theirs = Theirs
item-whose = Whose
item-text = Something to do
item-due = Until
item-add = Add something to do
item-added = Added.
item-done = Done.
item-open = Open again.
item-removed = Removed.
item-mark = Done: { $what }
item-take = Remove: { $what }
item-drop = Leave this line out
items-done = { $count ->
    [one] one is done
   *[other] { $count } are done
  }
items-hide = Hide what is done

goal-open = Open
goal-reached = Reached
goal-dropped = Given up
mentor-pair-goal-title = A goal
mentor-pair-goal-target = Until
mentor-pair-goal-add = Add a goal
goal-saved = Kept.
goal-noted = Noted.
goal-removed = Removed.
goal-percent = { $percent } %
goal-how-far = How far
goal-evidence = What shows it, in a few words
goal-note = Note
goal-take = Remove the goal: { $what }
goal-drop = Give up
goal-again = Take up again

between-note = Note
between-link = Link
between-introduction = Introduction
between-kind = What
between-due = Send on
between-who = Whom to meet
between-text = Words, or an address
between-add = Keep for later
between-added = Kept.
between-sent = Sent.
between-unsent = Not sent.
between-removed = Removed.
between-mark = Sent: { $what }
between-copy = Copy
between-take = Remove: { $what }

prep = Before the next session
prep-last = Last time we agreed
kept-ask = What to ask
kept-facts = Personal facts
kept-none = What to ask, birthdays of children, what they worry about: only you can read it.
kept-edit = Write down what to ask and to remember
kept-saved = Sealed.
kept-questions = Add questions
ask-first = For the first session
ask-first-text =
    What would make this worth your time?
    What have you tried already?
    How do you like to be told hard things?
    How often shall we meet, and where?
ask-stuck = When something is stuck
ask-stuck-text =
    What is the smallest next step?
    Who has done this before?
    What would you advise a friend?
ask-end = For the last session
ask-end-text =
    What can you do now that you could not before?
    What did not help?
    Whom will you ask from now on?

find-private = Find in private parts
find-none = Nothing found.

handover-lead = Without a server: what you share goes to whoever leads your programme as a file, and theirs comes back. Private parts have no place in it.
handover-give = Give
handover-give-text = A readable, signed file with the shared parts of sessions, what is to be done, goals and ratings. Send it again whenever there is more: nothing is doubled.
handover-nobody = There is no mentee yet.
handover-from = Your name
handover-pairs = About whom
handover-write = Write file
handover-written = Written to { $path }
handover-own = Your files can be told by:
handover-take = Take in
handover-take-text = A file from a mentor or from whoever leads the programme. It is looked into first.
handover-path = Where the file lies
handover-look = Look into it
handover-choose = Choose file
handover-looked-from = From
handover-looked-made = Written
handover-looked-programmes = Programme
handover-looked-mentees = Mentees
handover-looked-sessions = Sessions
handover-known = Signed as the earlier files of { $name }.
handover-unknown = The first file with this key. Ask them on another way whether they see the same:
handover-other-key = Somebody of this name is known with another key. It may be a new computer, or somebody else. Ask them whether they see:
handover-believe = They see the same: take in
handover-take-in = Take in
handover-taken = { $refused ->
    [0] Taken in: { $pairs } pairs, { $sessions } sessions.
   *[other] Taken in: { $pairs } pairs, { $sessions } sessions. { $refused } pairs were left alone: they are yours, or somebody else handed them over before.
  }
handover-theirs = Taken in so far
handover-peers = Believed
handover-forget = Believe no longer
handover-forgotten = Their next file will be asked about.

also-mentee-session = Session today
also-mentee-unwritten = A session to write down
also-mentee-silent = No session for a while
member-mentoring = Mentoring
member-mentored-by = with { $mentor }
member-mentors = mentors { $mentee }
start-mentor = Mentor a few people
start-mentor-text = No source and no programme needed: sessions, goals, what to do, a private part only you can read.
welcome-mentor = I only want to mentor a few people
mentoring-you = you
