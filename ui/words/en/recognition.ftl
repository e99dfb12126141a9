# Recognition: what there is to celebrate, thanks, gifts, birthdays.
nav-recognition = Recognition
rec-title = Recognition
rec-lead = Birthdays, years and round numbers, so that nobody’s day goes by; thanks and gifts, so that nobody’s work does.
rec-coming = Coming up
rec-post = Post of the week
rec-kudos = Thanks
rec-gifts = Gifts
rec-birthdays = Birthdays

rec-missed = Missed
rec-today = Today
rec-tomorrow = Tomorrow
rec-soon = Next two weeks
rec-lately = Reached lately
rec-first = First messages lately
rec-none = Nothing to celebrate
rec-none-text = Years in the community, round numbers and first messages show up here by themselves. Birthdays do when somebody asked for it.
rec-what-birthday = Birthday
rec-what-years = { $count ->
    [one] One year in the community
   *[other] { $count } years in the community
  }
rec-what-years-seen = { $count ->
    [one] One year since the first message here
   *[other] { $count } years since the first message here
  }
rec-what-answers = { $count } answers
rec-what-events = { $count } events
rec-what-messages = { $count } messages
rec-what-first = First message
rec-tick = Celebrated: { $who }, { $what }
rec-untick = Not celebrated yet: { $who }, { $what }
rec-ticked = Ticked off: { $who }
rec-unticked = Back on the list: { $who }
rec-day = the day on { $who }’s own clock

rec-post-lead = Drafted from thanks that were not said in public yet, and from what is celebrated this week. Change the words as you like.
rec-post-opening = This week in our community:
rec-post-thanks = Thank you, { $name }: { $words }
rec-post-thanks-by = Thank you, { $name }: { $words } ({ $by })
rec-post-birthday = Happy birthday, { $name }!
rec-post-years = { $people ->
    [one] { $count ->
        [one] { $name } has been with us for a year.
       *[other] { $name } has been with us for { $count } years.
    }
   *[other] { $count ->
        [one] { $name } have been with us for a year.
       *[other] { $name } have been with us for { $count } years.
    }
  }
rec-post-events = { $name } came to { $count } of our events. Good to have you there!
rec-post-answers = { $people ->
    [one] { $name } gave { $count } answers. Thank you!
   *[other] { $name } gave { $count } answers each. Thank you!
  }
rec-post-messages = { $people ->
    [one] { $name } wrote { $count } messages.
   *[other] { $name } wrote { $count } messages each.
  }
rec-post-first = Welcome { $name }, who wrote here for the first time.
rec-post-text = Post
rec-post-none = Nothing to post this week
rec-post-none-text = Write down thanks, or wait for a day to celebrate.
rec-post-where = Where
rec-post-choose = Choose a space
rec-post-title = Title
rec-post-title-words = Thanks and celebrations of the week
rec-post-send = Put into the outbox
rec-post-sent = It goes out in a moment
rec-post-copy = Copy
rec-post-tick = Tick all of it off
rec-post-again = Draft anew

rec-member = Member
rec-member-hint = Name, handle or e-mail
rec-words = For what
rec-by = By whom
rec-on = Day
rec-shared = Said in public
rec-not-shared = Not said in public yet
rec-add = Add
rec-keep = Keep
rec-edit = Change { $what }
rec-take = Remove { $what }
rec-kept = Kept: { $name }
rec-removed = Removed: { $name }
rec-kudos-none = No thanks written down yet
rec-kudos-none-text = Write down who did something good, for what, and who says so.
rec-what = What
rec-gifts-none = No gifts yet
rec-gifts-none-text = A gift shows what changed in the 60 days after it. It does not say why.
rec-changed = Changed: { $before } → { $after } messages, { $before_days } → { $after_days } days active, 60 days before and after
rec-changed-so-far = So far: { $before } messages in the 60 days before, { $after } in { $over ->
    [one] the day
   *[other] the { $over } days
  } since

rec-birthday-lead = Only who asked to be congratulated, and no year.
rec-month = Month
rec-day-of-month = Day
rec-how = How they said so
rec-how-hint = Wrote it in the introductions channel
rec-birthday-none = Nobody asked to be congratulated yet
rec-birthday-none-text = When somebody tells you their day and likes it, note it here.
rec-birthday-clear = Forget the birthday of { $name }
rec-birthday-forgotten = Forgotten: { $name }
rec-leap = In a year without 29 February, celebrate it on
rec-leap-before = 28 February
rec-leap-after = 1 March
rec-leap-kept = Celebrated on { $day }
help-recognition = Go to Recognition
