# The desk: today, the queue of unanswered conversations, newcomers, who falls silent, saved texts.
nav-queue = Unanswered
nav-queue-open = { $count ->
    [one] { $count } conversation waits
   *[other] { $count } conversations wait
  }
nav-people = Newcomers & silent
help-queue = Go to Unanswered
help-people = Go to newcomers and silent members
queue-title = Unanswered
queue-lead = Conversations of all sources that nobody else answered. Newcomers first, then the oldest.
queue-keys = ↑ ↓ to move, Enter to read, r to reply, c to claim, s to snooze until tomorrow, w until next week, x for “no reply needed”, o to open it.
queue-tabs = Parts of the queue
queue-open = Waiting
queue-claimed = Claimed
queue-snoozed = Snoozed
queue-closed = No reply needed
queue-answering = Being sent
queue-perhaps = Perhaps answered
queue-perhaps-hint = In a chat, answers often stand beside the question. These are guesses: the next message of somebody else within an hour.
queue-days = How far back
queue-days-week = 7 days
queue-days-month = 30 days
queue-days-quarter = 90 days
queue-days-year = A year
queue-days-ever = All of it
queue-all = Also messages that ask for nothing
queue-none = Nobody is waiting
queue-none-text = Every conversation of these days has an answer, or was marked as needing none.
queue-none-part = Nothing here
queue-newcomer = Newcomer
queue-first = First message
queue-claimed-me = Yours
queue-claimed-by = { $name } takes it
queue-until = until { $when }
queue-age = Working time that passed: { $hours } h
queue-age-short = { $hours } working h
queue-since = { $count ->
    [one] { $count } message since
   *[other] { $count } messages since
  }
queue-unclaim = Let go
queue-claim-me = I take it
queue-who = Who takes it
queue-assign = { $name } takes it
queue-assign-other = Somebody else…
queue-assign-title = Who takes this conversation?
queue-assign-name = Name
queue-assign-hint = Kith keeps the name with the conversation; nobody is told.
queue-assign-yes = Assign
queue-assigned-done = { $name } takes it now
queue-snooze = Snooze
queue-unsnooze = Back to the queue
queue-close = No reply needed
queue-reopen = Needs a reply after all
queue-reply = Reply
queue-open-there = Open the conversation
queue-closed-done = Marked: no reply needed
queue-reopened = Back in the queue
queue-claimed-done = Yours
queue-unclaimed-done = Free again
queue-snoozed-done = Snoozed
queue-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
  }
queue-cannot-reply = This source is not connected for writing: copy your answer and send it there.
queue-perhaps-answer = Perhaps the answer:
texts-use = Saved texts
texts-edit = Edit saved texts…
texts-title = Saved texts
texts-lead = Answers, greetings and messages that are used again. { $places } are filled for each person.
texts-reply = Answers
texts-greeting = Greetings
texts-message = Messages
texts-kind = What it is for
texts-name = Name
texts-body = Words
texts-change = Change
texts-new = New text
texts-save = Save
texts-saved = Text saved
texts-remove = Remove
texts-removed = Text removed
texts-empty = Write once what you write every day
texts-empty-text = A hello for newcomers, an answer to the question of the week: saved here, they are one click away where you write.
texts-missing = There is no word for { $places }: write it out.
people-title = Newcomers and silent members
people-lead = Who came, who was greeted, and who is silent for longer than is usual for them.
people-tabs = Which people
people-new = Newcomers
people-lapsing = Falling silent
people-new-lead = Who joined or was first seen in the last { $days } days. Everybody is greeted once, whichever account they came by.
people-days = { $days } days
people-greeted-too = Show those who were greeted
people-none = Everybody who came was greeted
people-none-text = New people appear here as soon as a sync or an import brings them.
people-nobody = Nobody is new
people-joined = Joined
people-wrote = wrote { $when }
people-silent-yet = has not written yet
people-answered = was answered
people-not-answered = nobody answered yet
people-greet = Greet
people-greet-many = { $count ->
    [one] Greet { $count }
   *[other] Greet { $count }
  }
people-greet-title = { $count ->
    [one] Greet { $count } newcomer
   *[other] Greet { $count } newcomers
  }
people-greet-text = What to say
people-greet-subject = Title (forums want one)
people-greet-subject-is = Welcome
people-greet-send = Send
people-greet-hint = Sent as a message to each of them through the outbox; you can take it back for eight seconds.
people-greet-preview = For { $name }:
people-greeted-done = { $count ->
    [one] { $count } greeting is on its way
   *[other] { $count } greetings are on their way
  }
people-greeted-before = { $count ->
    [one] { $count } was greeted before and gets nothing.
   *[other] { $count } were greeted before and get nothing.
  }
people-unreachable = { $count ->
    [one] { $count } cannot be reached: no connected source allows writing to them.
   *[other] { $count } cannot be reached: no connected source allows writing to them.
  }
people-by-hand = Greeted
people-by-hand-hint = You said hello elsewhere
people-not-needed = Not needed
people-marked = Marked as greeted
people-was-sent = Greeted by message
people-was-queued = Greeting is waiting
people-was-by-hand = Greeted by hand
people-was-not-needed = No greeting needed
people-select = Select { $name }
people-lapse-lead = By each member’s own rhythm over 180 days; a reaction is a sign of life as well. Nobody is compared with anybody else.
people-watch = To watch
people-at-risk = At risk
people-lost = Gone
people-paused = Known about
people-lapse-tabs = How silent
people-usual = { $days ->
    [one] usually every day
   *[other] usually every { $days } days
  }
people-silent = { $days ->
    [one] silent for { $days } day
   *[other] silent for { $days } days
  }
people-active = { $count } active days
people-lapse-none = Nobody here
people-lapse-none-text = Everybody with a rhythm of their own keeps to it.
people-follow-up = Follow up
people-follow-up-text = Write to { $name }
people-follow-up-done = Follow-up for tomorrow
people-pause = I know why
people-pause-month = for a month
people-pause-quarter = for three months
people-pause-year = for a year
people-paused-done = Left alone
people-unpause = Watch again
people-unpaused-done = Watched again
people-paused-until = until { $when }
today-title = Today
today-since = Since { $when }:
today-new-messages = { $count ->
    [one] { $count } message
   *[other] { $count } messages
  }
today-new-threads = { $count ->
    [one] { $count } conversation with news
   *[other] { $count } conversations with news
  }
today-new-members = { $count ->
    [one] { $count } new member
   *[other] { $count } new members
  }
today-nothing = Nothing new came in.
today-sync-old = The newest message here is from { $when }.
today-enough = That is enough for today
today-enough-hint = Marks everything up to now as seen
today-go-on = Go on after all
today-done = Enough for today
today-done-text = { $count ->
    [0] Everything that waits will be here tomorrow.
    [one] You did { $count } thing today. Everything that waits will be here tomorrow.
   *[other] You did { $count } things today. Everything that waits will be here tomorrow.
  }
today-unanswered = Waiting for an answer
today-unanswered-none = Nobody is waiting.
today-newcomers = To greet
today-newcomers-none = Everybody was greeted.
today-follow-ups = Follow-ups
today-follow-ups-none = Nothing is due.
today-lapsing = Falling silent
today-lapsing-none = Nobody is at risk.
today-all = All { $count }
today-work = Your own workload
today-work-lead = The last four weeks. Only you see this; it is in no report.
today-work-day = { $count ->
    [one] { $count } thing done
   *[other] { $count } things done
  }
today-work-outside = { $share } % outside working hours
today-work-overdue = { $count ->
    [one] { $count } follow-up is overdue
   *[other] { $count } follow-ups are overdue
  }
today-work-many = More than a third of it lay outside your working hours. What can wait until tomorrow?
today-importing = Today’s lists come when the import is done.
today-overview = The community at a glance
step-claim = claim a conversation
step-snooze = snooze a conversation
step-no-reply = mark: no reply needed
step-greet = greet newcomers
step-pause = leave silence alone
step-text-save = save a text
step-text-change = change a text
step-text-remove = remove a text
today-watches = What stands out
today-watches-none = Nothing stands out.
today-rising = “{ $word }” comes up more than usual
today-rising-by = { $people ->
    [one] one person
   *[other] { NUMBER($people) } people
  } in the last seven days, { NUMBER($messages) } messages; usually { $usual } a week
today-quiet-week = A quiet week: { $messages } messages, usually { $usual }
today-neglected = { $name }: { $waiting } wait, { $answered } were answered in 30 days
watch-add = Watch a number…
watch-title = Tell me when
watch-metric = This number
watch-beyond = lies
watch-under = under
watch-over = over
watch-bound = Bound
watch-every = in a
watch-week = week
watch-month = month
watch-quarter = quarter
watch-save = Watch it
watch-saved = Watched from now on
watch-remove = Stop watching
watch-removed = No longer watched
watch-now = { $title }: { $value }
watch-crossed-under = under { $bound } ({ $start })
watch-crossed-over = over { $bound } ({ $start })
watch-fine = as it should be ({ $start })
watch-none = no value yet
step-watch = watch a number
step-unwatch = stop watching a number
also-title = Also today
also-event-today = today: { $here } in, { $coming } are coming
also-case = Case { $number }
also-case-late = not acknowledged within a day
also-case-new = new
also-case-follow-up = to be followed up
also-flags = { $count ->
    [one] { $count } flag waits for a decision
   *[other] { $count } flags wait for a decision
  }
also-post-late = late
also-post-by-hand = to be posted
also-post-goes-out = goes out today
also-post-review = to be read
also-post-gap = nothing planned
also-met = did they meet?
also-advocate = past the day that was agreed: { $what }
also-strategy = to be looked at again
also-birthday = birthday
also-years = { $number ->
    [one] a year with us
   *[other] { $number } years with us
  }
also-events = Came to { $number } events
also-answers = { $number } answers
also-messages = { $number } messages

today-quiet = Quiet until { $when }
today-quiet-text = Nothing here needs you before then. Everything that waits stays where it is.
today-quiet-look = Look all the same
