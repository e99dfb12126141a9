# Series of events.

series = Series
series-rule = Comes again
series-title = Name of the series
series-make = Make it a series
series-text = Each time is an event of its own, with its own guests and door. The next one begins as the last one was, with its checklist open again.
series-weekly = { $count ->
    [one] every { $day }
    [2] every other { $day }
   *[other] every { $count } weeks on { $day }
  }
series-monthly = { $count ->
    [one] every month on the { $which } { $day }
    [2] every other month on the { $which } { $day }
   *[other] every { $count } months on the { $which } { $day }
  }
series-monthly-on = { $count ->
    [one] every month on day { $number }
   *[other] every { $count } months on day { $number }
  }
series-first = first
series-second = second
series-third = third
series-fourth = fourth
series-last = last
series-next = Plan the next one: { $day }
series-leave-out = Leave that one out
series-spread = Give later ones this name, time and place
series-spread-done = { $count ->
    [0] There are no later ones yet: what is planned next will follow.
    [one] One later event was changed.
   *[other] { $count } later events were changed.
  }
series-saved = { $what } is a series.
series-next-done = The next one is planned.
series-left-out = { $day } is left out.
series-ended = { $what } is no series any more; its events stay.
series-end = End the series
series-over = Its rule is over.
series-without = without
series-events = Events
series-people = Who came
series-people-none = Nobody has signed up yet.
series-came = Came
series-said-yes = Said yes
series-stayed-away = Said yes and did not come
series-says-yes = Says yes
series-first-timers = First time
series-signs = ● came, – said yes and did not come, ○ says yes to one that is to come.
series-more = { $count ->
    [one] One more is not shown.
   *[other] { $count } more are not shown.
  }
series-all = Series
series-events-count = { $count ->
    [one] one event
   *[other] { $count } events
  }

step-series-save = save a series
step-series-end = end a series
step-series-next = plan the next event
step-series-leave-out = leave an event out
step-series-spread = change later events
