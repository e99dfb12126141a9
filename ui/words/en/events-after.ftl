# After an event: attendance, answers, lessons, effect, report.
event-tab-after = After
after-came = Attended
after-came-how = { $door } at the door, { $online } online, { $both } both
after-show-rate = Show rate
after-shown = { $shown } of { $expected } who said yes
after-first = First-timers
after-walk-ins = { $count ->
    [one] One walk-in
   *[other] { $count } walk-ins
  }
after-nps = Net promoter score
after-too-few = Too few
after-answers = { $count ->
    [one] One answer
   *[other] { $count } answers
  }
after-response = { $share }% of those who attended
after-report-html = Report as page
after-report-pdf = Report as PDF
after-report-written = Report written: { $path }
after-effect = What it changed
after-changed = Changed by { $days } active days
after-effect-text = in four weeks: { $came } for { $people } members who came, { $stayed } for { $others } who did not and were as active before.
after-no-proof = This is no proof: who comes may differ in other ways.
after-unmatched = { $count ->
    [one] One who came has nobody to be compared with.
   *[other] { $count } who came have nobody to be compared with.
  }
after-effect-few = Too few members came, or were as active before and did not come: nothing can be said.
after-effect-later = From { $day } on: the active days of those who came, four weeks before and after, beside members who were as active before and did not come.
after-people = Attendance
after-were-there = Attended { $count }
after-missed = Missed { $count }
after-missed-text = Things come in between. A kind word brings people back more often than a question why.
after-missed-mail = Write kindly to those who were missed
after-nobody = Nobody came in yet. Let people in at the door, or import the participants of a Zoom call under Guests.
after-nobody-missed = Everybody who said yes was there.
after-how = How
after-minutes = Minutes online
after-walk-in = Walk-in
after-more = { $count ->
    [one] One more
   *[other] { $count } more
  }
after-least = Online one attends from so many minutes on:
after-least-text = Leaving and coming back counts every minute once.
after-least-saved = Attended from { $minutes } minutes on
how-door = At the door
how-online = Online
how-both = Both
how-missed = Missed
how-short = Online for a short time
after-scores = How it was, from 0 to 10
after-scores-import = Import answers
after-scores-look = Look
after-scores-keep = { $count ->
    [one] Keep one answer
   *[other] Keep { $count } answers
  }
after-scores-type = Type numbers from 0 to 10
after-scores-added = { $count ->
    [0] Nothing in it is new
    [one] One answer added
   *[other] { $count } answers added
  }
after-score-remove = Remove this { $score }
after-score-removed = Removed: { $score }
after-said = What was said with it
after-column = Numbers are in
after-column-choose = Choose a column
after-column-fits = { $header } ({ $fits } of { $filled } fit)
after-column-said = Words are in
after-column-none = Keep no words
after-found = { $answers } answers, { $left } rows without a number from 0 to 10
after-repeated = { $count ->
    [one] { $count } earlier answer of somebody who answered again does not count.
   *[other] { $count } earlier answers of people who answered again do not count.
  }
after-count-of = Answers with { $score }
after-nps-text = { $promoters } with 9 or 10, { $detractors } with 0 to 6, of { $answers }. Fewer than ten say nothing.
after-lessons = What stays
after-lesson-saved = Kept
after-lesson-removed = Removed
after-by-state = How it stood when the event began
after-state-came = { $came } of { $people } came
after-offers = Seats offered to those who waited
after-offers-taken = { $taken } of { $offers } taken
lesson-kind = Kind
lesson-lesson = Lesson
lesson-decision = Decision
lesson-link = Link
lesson-text = What
lesson-text-hint = What to do again, or otherwise
lesson-link-hint = Photos, recording, slides
lesson-address = Address
lesson-follow = Make a follow-up of { $what }
lesson-follow-due = To be done by
lesson-follow-do = Add follow-up
lesson-follow-text = Found under Follow-ups; as open to the team as this line.

step-after-least = change who attended
step-after-scores = add answers
step-after-score-remove = remove an answer
step-lesson-save = keep a lesson
step-lesson-remove = remove a lesson

member-events = Events
member-events-all = All { $count }
member-event-came = came
member-event-missed = did not come
member-event-going = is coming
member-event-invited = invited
member-event-pending = wants to come
member-event-waiting = waits for a seat
member-event-declined = not coming
member-event-host = host
member-event-speaker = speaker
member-event-sponsor = sponsor
member-event-volunteer = volunteer
member-event-supplier = supplier
member-event-said-no = { $role }: said no
