# The content calendar: posts, templates and series, campaigns, and what members made.
nav-content = Content
content-name = Content calendar
content-lead = What goes out where and when, and what came of it.
content-month = Month
content-board = Board
content-templates = Templates and series
content-campaigns = Campaigns
content-made = Made by members
content-new = New post
content-new-on = New post on { $day }
content-change = Post
content-calendar = Calendar file
content-calendar-none = Nothing is planned for a day yet.
content-calendar-saved = { $count ->
    [one] A calendar file with { $count } post is at { $path }
   *[other] A calendar file with { $count } posts is at { $path }
  }
content-before = The month before
content-after = The next month
content-today = Today
content-all-places = All places
content-all-owners = Everybody
content-no-owner = Nobody yet
content-day = { $count ->
    [0] { $day }, nothing planned
    [one] { $day }, { $count } post
   *[other] { $day }, { $count } posts
  }
content-open-here = Still open
content-gap = Nothing is planned in { $place } this week
content-gap-more = and { $count } more
content-open-right = { $share } % of the weeks are open: room for what comes up.
content-open-much = { $share } % of the weeks are open. About 20 % is enough room for what comes up.
content-open-little = { $share } % of the weeks are open. Leave about 20 % for what comes up.
content-keys-month = Arrow keys go from day to day, Enter opens, n is a new post. Shift and an arrow moves a post, . and , change its state.
content-keys-board = Arrow keys go from card to card, Enter opens, n is a new post, . and , move a card to the next state and back.
content-column-empty = Nothing here
content-nowhere = By hand

content-idea = Idea
content-draft = Draft
content-review = Review
content-scheduled = Scheduled
content-published = Published
content-measured = Measured
content-states = Where it stands

content-trouble-space-gone = The space it is for is not here any more. Choose another, or post it by hand.
content-trouble-space-archived = The space it is for is closed for new messages.
content-trouble-not-in-outbox = It was taken out of the outbox and will not go out by itself.
content-trouble-refused = Its source refused it. The outbox says why; it waits there.
content-trouble-not-connected = Its source is not connected any more. It waits in the outbox until it is.
content-trouble-paused = Its source is paused. It waits in the outbox until that goes on.
content-trouble-read-only = Its source may only be read. It waits in the outbox until writing is allowed.
content-trouble-source-fails = Its source cannot be reached or asks something. It waits in the outbox.
content-trouble-late = Its time is over.

content-title = Title
content-where = Where
content-by-hand = By hand, elsewhere
content-place = Called
content-place-hint = Newsletter, blog …
content-space-gone = A space that is not here any more
content-owner = Looked after by
content-owner-hint = Find a member…
content-on = Day
content-at = Time
content-at-zone = Time ({ $zone })
content-zone = On the clock of
content-campaign = Campaign
content-campaign-none = None
content-body = Text
content-body-forum = Markdown. The title becomes the topic’s title.
content-body-chat = Markdown. In a chat the title stays here.
content-tags = Tags
content-tags-hint = Separated by commas
content-notes = Notes
content-copy = Copy text
content-keep = Keep
content-kept = Kept “{ $what }”
content-remove = Remove “{ $what }”
content-removed = Removed “{ $what }”
content-schedule = Schedule
content-unschedule = Take back to draft
content-publish-now = Publish now
content-posted = I posted it
content-waits = Goes out by itself on { $when }, through the outbox.
content-waits-hand = Somebody posts it by hand; copy the text below.
content-day-first = Choose the day first.
content-time-first = Choose the time first: it goes out by itself.
content-goes-out = “{ $what }” goes out on { $when }
content-goes-now = “{ $what }” goes out now
content-moved = “{ $what }” is now: { $state }
content-by-itself = It goes out by itself at its time.
content-measured-by-itself = It is measured by itself, seven days after it went out.
content-is-out = It is out already.
content-replanned = “{ $what }” is on { $day }
content-linked = “{ $what }” has its message
content-unlinked = “{ $what }” has no message any more
content-result-short = { $answers } answers of { $people }, { $reactions } reactions
content-answers = Answers
content-people = People
content-reactions = Reactions
content-views = Views
content-complete = Counted over its first seven days.
content-counting = As of now. Counted for good seven days after it went out.
content-message-lost = Its message is not here any more.
content-message-unknown = Its message is not known yet. It comes with the next run of its source, or choose it here.
content-message-gone = Taken away at its source
content-see = See the message
content-unlink = Another message
content-link = The message it became
content-link-hint = Search for the message it became…

content-new-series = New series
content-new-template = New template
content-series = Series
content-template = Template
content-templates-none = No templates yet
content-templates-none-text = A template is a post to begin from. A series makes its posts by itself, eight weeks ahead.
content-template-name = Name
content-use = Use it
content-ahead = { $count ->
    [one] { $count } post ahead
   *[other] { $count } posts ahead
  }
content-rhythm = How often
content-by-week = Every so many weeks
content-by-day = Every month on a day
content-by-weekday = Every month on a weekday
content-weeks = Weeks between
content-day-of-month = Day of the month
content-nth = Which
content-weekday = Weekday
content-from = From
content-until = Until
content-places = { "{date}" }, { "{week}" }, { "{month}" } and { "{number}" } in title and text are filled in. Posts that nobody touched follow a change here.
content-every-weeks = { $weeks ->
    [one] Every week on { $day }
   *[other] Every { $weeks } weeks on { $day }
  }
content-every-month-day = Every month on day { $day }
content-every-month-weekday = Every month on the { $nth } { $day }
content-last = last
content-first = first
content-second = second
content-third = third
content-fourth = fourth
content-fifth = fifth
content-monday = Monday
content-tuesday = Tuesday
content-wednesday = Wednesday
content-thursday = Thursday
content-friday = Friday
content-saturday = Saturday
content-sunday = Sunday
content-mon = Mon
content-tue = Tue
content-wed = Wed
content-thu = Thu
content-fri = Fri
content-sat = Sat
content-sun = Sun

content-new-campaign = New campaign
content-campaigns-none = No campaigns yet
content-campaigns-none-text = A campaign holds posts together and adds up what came of them.
content-days = Days
content-posts-out = Posts out
content-of = { $some } of { $all }
content-goal = What it is for
content-goal-hint = Thirty people sign up for the seed swap
content-campaign-sums = Answers are those of each post’s first seven days; reactions and views are counted until then too.

content-found = Not asked
content-asked = Asked
content-granted = Granted
content-refused = Refused
content-made-none = Nothing marked yet
content-made-none-text = Mark a message as worth using again where it is read: with the star beside it, or with the key m.
content-made-shown = { $count ->
    [one] { $count } shown
   *[other] { $count } shown
  }
content-somebody = Somebody
content-reactions-count = { $count ->
    [one] { $count } reaction
   *[other] { $count } reactions
  }
content-taken-away = Its author took it away. It is not to be used.
content-not-here = The message is not here any more.
content-find-note = What for, what was agreed …
content-permission = What { $name } said
content-used-in = Used in
content-used-nowhere = Not used yet
content-find-changed = { $name }: { $state }
content-unmark = Take { $name }’s message off the list
content-unmarked = { $name }’s message is off the list
content-mark = Worth using again
content-marked = Marked as worth using again
content-marked-see = See the list

step-content-save = keep a post
step-content-schedule = schedule a post
step-content-move = move a post
step-content-link = link a post to its message
step-content-remove = remove a post
step-content-series = keep a series
step-content-template = keep a template
step-content-template-remove = remove a template
step-content-campaign = keep a campaign
step-content-campaign-remove = remove a campaign
step-content-mark = mark as worth using again
step-content-mark-change = change what is worth using again
step-content-mark-remove = take off what is worth using again
