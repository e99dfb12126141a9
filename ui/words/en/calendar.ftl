# Events on a calendar, and calendars of other programs.

calendar-open = Calendar
calendar-month = Month
calendar-week = Week
calendar-agenda = Agenda
calendar-shape = How the calendar is shown
calendar-before = Before
calendar-after = After
calendar-today = Today
calendar-from = From { $day }
calendar-day = { $day }, { $count ->
    [0] no events
    [one] one event
   *[other] { $count } events
  }
calendar-none = Nothing is planned in these days.
calendar-keys = Arrows: days · Page up, page down: earlier, later · T: today · M, W, A: month, week, agenda · N: new event on the day
calendar-clash = At the same time: { $what }
calendar-clash-place = Same time, same place: { $what }
calendar-on-holiday = Holiday: { $name }
calendar-import = Bring in a calendar
calendar-export = All events as .ics
calendar-event-export = As .ics
calendar-import-text = A file (.ics) out of Google Calendar, Outlook, Apple Calendar or any other. The same file later changes only what is new in it; what comes again is counted out for a year ahead.
calendar-as-holidays = Its days are holidays: show them and warn, plan nothing
calendar-ask-zone = Some times do not say their zone: read them in
calendar-zone-right = That is right
calendar-unknown-zones = Nobody knows these zones:
calendar-put-older = Newer here
calendar-put-removed = Removed here
calendar-outside = Too far away
calendar-when = When
calendar-import-yes = { $count ->
    [0] Nothing to bring in
    [one] Bring in one change
   *[other] Bring in { $count } changes
  }
calendar-holidays-yes = { $count ->
    [0] Nothing to bring in
    [one] Bring in one day
   *[other] Bring in { $count } days
  }
calendar-import-done = { $count ->
    [0] Everything was as it is in that calendar.
    [one] One entry was brought in.
   *[other] { $count } entries were brought in.
  }
calendar-written = Written: { $path }
calendar-feed = Subscribe from other calendars
calendar-feed-text = Kith keeps a calendar file in a folder of your choice and writes it anew after each change, without anything about guests. Put it where your calendar program or your web server finds it.
calendar-feed-current = Up to date
calendar-feed-old = Could not be written
calendar-feed-folder = Folder
calendar-feed-own = The community’s folder for exports
calendar-feed-start = Keep a file
calendar-feed-stop = Stop
calendar-feed-on = The calendar file is kept from now on.
calendar-feed-off = The calendar file is not kept any more.
calendar-holidays = Holidays
calendar-holidays-none = Bring in a calendar of holidays (.ics) and tick that its days are holidays: events on such days are marked.
calendar-holidays-days = { $count ->
    [one] one day
   *[other] { $days } days
  }
calendar-holidays-remove = Remove
calendar-holidays-remove-of = Remove the holidays of { $name }

step-calendar-import = bring in a calendar
step-holidays-import = bring in holidays
step-holidays-remove = remove holidays
step-calendar-feed = change the calendar file
