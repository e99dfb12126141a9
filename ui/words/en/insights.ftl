# Insights: figures, how they are counted, and what is behind them.
nav-insights = Insights
help-insights = Go to Insights
help-charts = In charts
help-chart-windows = One window earlier or later
help-chart-lines = To another line, or another row
help-chart-open = Show the rows behind it
insights-sections = Sections of Insights
insights-overview = Overview
insights-growth = Growth
insights-engagement = Engagement
insights-responsiveness = Answers
insights-retention = Retention
insights-network = People
insights-participation = Participation
insights-content = Content
insights-value = Value
insights-health = Health
insights-choices = What is shown
insights-days = Which days
insights-4w = Last 4 weeks
insights-12w = Last 12 weeks
insights-12m = Last 12 months
insights-24m = Last 24 months
insights-own = From … to …
insights-from = First day
insights-until = Last day
insights-every = Each point is
insights-every-day = by day
insights-every-week = by week
insights-every-month = by month
insights-every-quarter = by quarter
insights-source = Source
insights-all-sources = All sources
insights-space = Space
insights-all-spaces = All spaces
insights-with-team = Count the team
insights-compare = Compare with before
insights-compare-legend = Grey: the equally long stretch before.
insights-before = Before
insights-week-of = Week of { $day }
insights-quarter = Q{ $quarter } { $year }
insights-quarter-short = Q{ $quarter }
insights-from-to = { $from } – { $to }
insights-percent = { $value } %
insights-points = { $count ->
    [one] { $value } point
   *[other] { $value } points
}
insights-times = { $value } ×
insights-minutes = { $value } min
insights-hours = { $value } h
insights-days-amount = { $count ->
    [one] { $value } day
   *[other] { $value } days
  }
insights-unit-percent = percent
insights-unit-minutes = minutes
insights-unit-hours = hours
insights-unit-days = days
insights-unit-people = people
insights-unit-count = how many
insights-unit-number = number
insights-unit-words = words
insights-n = n { NUMBER($n) }
insights-n-of = n { NUMBER($n) } of { NUMBER($of) }
insights-n-unanswered = { NUMBER($n) } ({ NUMBER($count) } unanswered)
insights-unanswered = { NUMBER($count) } unanswered
insights-unfinished = not over yet
insights-none-no-cases = Nothing of the kind happened.
insights-none-too-few = Too few cases to say.
insights-none-before = Before the first activity that is known.
insights-none-not-yet = These days have not come.
insights-none-not-reached = Not reached: less than half were answered.
insights-none-not-kept = Nobody typed it in, and no source tells.
insights-none-slice = It cannot be told for a part of the community.
insights-none-language = Written in languages that Kith cannot read for this.
insights-same = as before
insights-change-same = The same as before ({ $was })
insights-change-more = { $amount } more than before ({ $was })
insights-change-less = { $amount } less than before ({ $was })
insights-better = better
insights-worse = worse
insights-no-before = nothing to compare with
insights-said-before = before: { $value } ({ $window })
insights-latest = { $window }: { $value }
insights-window = When
insights-figure = Value
insights-cases = Cases
insights-how = How is this counted?
insights-how-of = How is this counted? { $title }
insights-open-rows = Show the rows behind it
insights-rows = { $count ->
    [one] One row behind it
   *[other] { $count } rows behind it
  }
insights-rows-none = There are no rows to show.
insights-rows-message = Message
insights-version = version { $version }
insights-least = With fewer than { $count } cases there is no value.
insights-way-up = More is better.
insights-way-down = Less is better.
insights-way-neutral = Neither more nor less is better by itself.
insights-empty = There is nothing to count yet
insights-empty-text = As soon as people and messages are here, this page says who takes part, who is answered, and who stays.
insights-nothing = Nothing is known of these days. Try other days, or count everybody.
insights-uncounted = Nothing is counted here yet
insights-uncounted-text = These figures come from what is typed in or imported: tickets, leads, feedback, revenue.
insights-announcements = Where no answer is expected
insights-announcements-text = What is opened in these spaces, announcements for example, is left out of everything about answers. Choosing can be undone.
insights-announcements-choose = Choose spaces without answers expected…
insights-zone = Days are those of { $zone }.
insights-first-day = The first activity that is known is from { $day }.
insights-silent = Nothing has happened since { $day }, so the days end there.
insights-hatched = Dashed and hatched: not over yet, or from before the first activity that is known.
insights-out = Left out: { $list }.
insights-out-nothing = Nobody and nothing is left out.
insights-out-bots = { $count ->
    [one] one bot
   *[other] { $count } bots
  }
insights-out-team = { $count ->
    [one] one person on the team
   *[other] { $count } people on the team
  }
insights-out-private = { $count ->
    [one] one private space
   *[other] { $count } private spaces
  }
insights-out-announcements = { $count ->
    [one] one space without answers expected
   *[other] { $count } spaces without answers expected
  }
insights-slice = Only: { $names }.
insights-team-in = The team is counted.
insights-by-definition = { $id } (version { $version })
insights-sheet-days = { $days }, days of { $zone }
insights-saved = The chart is saved in { $path }
chart-show-table = Table
chart-table-of = { $title }: table
chart-save = Save { $title }
chart-png = Picture (PNG)
chart-svg = Drawing (SVG)
chart-csv = Numbers (CSV)
chart-described = { $title }, { $unit }. Arrow keys read it out, Enter shows what is behind; the same is in the table.
insights-chart-month = Members who contribute
insights-chart-newcomers = New members and first contributions
insights-chart-net = New and returned, less those lost
insights-chart-steps = First steps
insights-chart-back = Back after a long silence
insights-chart-active = Members who contribute
insights-chart-messages = Messages
insights-chart-reactions = Reactions
insights-chart-first-answer = Time to the first answer
insights-chart-answered = Conversations answered
insights-chart-unanswered = Not answered
insights-chart-who-answers = First answer, by whom
insights-chart-business = First answer in working hours
insights-chart-retention = Who stays
insights-chart-lost = Regulars lost
insights-chart-risk = At risk of leaving
insights-chart-cohorts = Of those who began together, how many contribute
insights-chart-network = Who talks with whom
insights-chart-density = How dense the network is
insights-chart-levels = Levels
insights-chart-shares = Share of the few
insights-chart-gini = How unequal (Gini)
insights-chart-absence = How many people make half of it
insights-chart-sentiment = Mood of messages
insights-chart-sentiment-net = Mood, net
insights-line-sentiment = Positive less negative
insights-chart-words = Length of messages
insights-line-words = Words, median
insights-chart-referrals = Where new members came from
insights-chart-known = Known referral
insights-line-known = Known
insights-referral-unknown = Unknown
insights-referral-other = Others
insights-referral-inferred = { $name } (inferred)
insights-referral-unit = members who joined
insights-referral-note = { $known } of { $all } members said it or were invited. Inferred is where somebody was seen first.
insights-range-title = Support that answers here may have saved
insights-range-least = At least { $low }
insights-range = { $low } to { $high }
insights-range-note = A range, and never one number: each way of counting is somebody's. Change the factors under Figures.
insights-range-method = Way of counting
insights-range-amount = Amount
insights-range-factors = With
insights-range-cost = { $amount } a ticket
insights-range-share = { $name } { $value }
insights-range-answer-share = of readers would have asked
insights-range-seeking-share = look for support
insights-range-found-share = of these find it
insights-range-contact-share = of these would have contacted support
insights-tone-of = How this message sounds: { $text }
insights-tone-positive = Positive
insights-tone-neutral = Neutral
insights-tone-negative = Negative
insights-tone-none = Not scored
insights-tone-scored = As scored
insights-tone-own = set by hand
insights-tone-set = Set
insights-tone-text = Scored by a list of English words, on this computer. Set what it got wrong: that counts from now on.
insights-bands = Scales of health
insights-bands-change = Change scales…
insights-bands-text = What it takes to be 1, 2, 3, 4 and 5 of 5. Change them to what is good in your community; earlier months are counted anew by them.
insights-bands-in = { $title }, { $unit }
insights-bands-own = own
insights-bands-bound = { $title }: what it takes to be { $step }
insights-bands-reset = As it was
insights-bands-reset-of = As it was: { $title }
insights-bands-set = Set
insights-bands-set-of = Set: { $title }
insights-bands-saved = Scale set
step-tone = set how a message sounds
step-band = change a scale of health
step-day-off = keep a day off
step-day-off-remove = remove a day off
step-days-off = change days off
insights-chart-solved = Solved, and left alone
insights-chart-threads = Size of conversations
insights-chart-deflection = Support that was not needed
insights-chart-feedback = Feedback collected
insights-chart-feedback-told = What became of feedback
insights-chart-leads = Leads
insights-chart-leads-from = Leads and the community
insights-chart-health = Health
insights-chart-health-parts = What health is made of
insights-chart-incidents = Incidents
insights-chart-handling = How fast incidents are handled
insights-line-joined = Joined
insights-line-first = First contribution
insights-line-net = Net change
insights-line-activated = Activated
insights-line-second = Second post
insights-line-back = Returned
insights-line-month = Month
insights-line-week = Week
insights-line-day = Day
insights-line-posts = Posts
insights-line-comments = Answers
insights-line-reactions = Reactions
insights-line-median = Median
insights-line-censored = Unanswered incl.
insights-line-p90 = 9 in 10
insights-line-answered = Answered
insights-line-by-peers = By members
insights-line-unanswered = Unanswered
insights-line-team = By the team
insights-line-peers = By members
insights-line-newcomers = To newcomers
insights-line-business = Median
insights-line-retention = Stayed
insights-line-returning = Returning
insights-line-churn = Left
insights-line-lost = Lost
insights-line-risk = At risk
insights-line-density = Density
insights-line-top1 = Top 1 %
insights-line-top10 = Top 10 people
insights-line-voice = Newcomers
insights-line-gini = Gini
insights-line-absence = People
insights-line-positive = Positive
insights-line-neutral = Neutral
insights-line-negative = Negative
insights-line-solved = Solved
insights-line-solo = Left alone
insights-line-thread-people = People
insights-line-thread-depth = Messages
insights-line-low = Counted only
insights-line-direct = Accepted answers
insights-line-indirect = With views
insights-line-khoros = By visits
insights-line-collected = Collected
insights-line-passed = Passed on
insights-line-closed = Closed
insights-line-entered = Entered
insights-line-sourced = Came from here
insights-line-influenced = Influenced
insights-line-reported = Reported
insights-line-confirmed = Confirmed
insights-line-acknowledged = To a reply
insights-line-case-closed = To the end
insights-cohort-unit = percent of a cohort that contributed, by months since it began
insights-cohort-unit-quarters = percent of a cohort that contributed, by quarters since it began
insights-cohort-joined = Joined
insights-cohort-first = First wrote
insights-cohort-size = People
insights-cohort-average = Average
insights-cohort-by-first = By the first contribution instead of joining
insights-cohort-none = Nobody began in these days.
insights-cohort-note = Point at a cell, or move with the arrow keys. Hatched cells are not over yet; the average leaves them out, and month 0 too.
insights-cohort-said = { $cohort }, { $since }: { $share } ({ NUMBER($active) } of { NUMBER($size) })
insights-cohort-title = Began in { $cohort }, { $since }
insights-cohort-value = { NUMBER($active) } of { NUMBER($size) }
insights-months-later = { $count ->
    [0] the month it began
    [one] one month later
   *[other] { $count } months later
  }
insights-quarters-later = { $count ->
    [0] the quarter it began
    [one] one quarter later
   *[other] { $count } quarters later
  }
insights-network-unit = { NUMBER($shown) } who wrote most, of { NUMBER($of) } people
insights-network-none = Nobody wrote in these days.
insights-network-note = Larger: wrote more. Thicker: more answers. Hollow: on the team. Point at somebody to see all their lines.
insights-network-said = { $name }: { NUMBER($contributions) } messages, exchanges answers with { $people ->
    [one] one of these
   *[other] { NUMBER($people) } of these
  }.
insights-network-most = Most with { $name }.
insights-network-definition = Messages in public spaces in these days; a line for answers given in a conversation to whoever opened it, in both directions together. Of each person the three strongest lines are drawn; the table counts all.
insights-network-more = Of those who wrote very much, the newest 2,000 messages.
insights-network-wrote = Messages
insights-network-given = Answers given
insights-network-received = Answers received
insights-network-people = People
insights-health-part = Part
insights-health-unit = out of 100
insights-health-stability = Stability
insights-health-of-five = { $value } of 5
insights-health-whole = All together { $value }, from { NUMBER($n) } of { NUMBER($of) } measures.
insights-health-most = Changed most: { $list }.
insights-health-moved = { $name } from { $from } to { $to }

insights-together = Events & mentoring
insights-chart-attendance = Who came to events
insights-line-came = Came
insights-line-first-timers = For the first time
insights-chart-shown = From yes to being there
insights-line-yes = Said yes
insights-line-shown = Came, of those
insights-line-again = Had come before
insights-chart-pairs = Mentoring pairs
insights-line-pairs = Go on
insights-line-quiet = Need a check-in
insights-chart-mentoring = Mentoring as agreed
insights-line-held = Sessions held
insights-line-in-time = To-dos in time
insights-line-completed = Came to their end
insights-chart-ratings = How good sessions are, 1 to 5
insights-line-mentors = Mentors
insights-line-mentees = Mentees
insights-not-kept = Not kept yet
insights-not-kept-text = { $names } appear here as soon as there is something to count.
