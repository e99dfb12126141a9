# The run of show of an event, and its live view.
event-tab-run = Run of show
run-title = Run of show
run-live = Go live
run-write = Save as PDF
run-talk = Talk
run-written = Run of show written: { $path }
run-reset = Back to the plan
run-reset-text = Takes back all delays and what began, after a rehearsal
run-was-reset = The run of show is as it was planned
run-none = No run of show yet. Write its first line above, or begin with lines that can be changed.
run-begin = Begin with these lines
run-begun = The run of show has its first lines
run-clock = On the clock of the event: { $zone }. The plan moves with the event.
cue-at = Begins
cue-at-hint = 18:40 or -30
cue-minutes = Minutes
cue-title = What
cue-cue = Cue
cue-cue-hint = What tells everybody that it begins
cue-backup = If it fails
cue-place = Place
cue-place-hint = Where the event is
cue-saved = Saved: { $what }
cue-long = { $minutes } min
cue-gap = { $minutes ->
    [one] One minute with nothing in it
   *[other] { $minutes } minutes with nothing in them
  }
cue-clash = “{ $what }” still goes on
cue-moved = { $minutes } min
cue-shift = Delay from here: { $what }
cue-shift-all = Move this line and everything after it by minutes:
cue-shift-by = Minutes to move by
cue-shift-do = Move
cue-later = { $minutes ->
    [one] One minute later
   *[other] { $minutes } minutes later
  }
cue-earlier = { $minutes ->
    [one] One minute earlier
   *[other] { $minutes } minutes earlier
  }
cue-shifted-later = { $minutes ->
    [one] One minute later from here: { $what }
   *[other] { $minutes } minutes later from here: { $what }
  }
cue-shifted-earlier = { $minutes ->
    [one] One minute earlier from here: { $what }
   *[other] { $minutes } minutes earlier from here: { $what }
  }
live-title = Live: { $what }
live-clock = The clock of the event
live-now = Now
live-before = Before the first line
live-next = Next
live-over = Everything is over
live-until-next = until the next
live-until-end = until the end
live-waits = the next one waits
live-too-long = longer than planned
live-progress = How much of it is over
live-late = { $minutes ->
    [one] One minute late
   *[other] { $minutes } minutes late
  }
live-early = { $minutes ->
    [one] One minute early
   *[other] { $minutes } minutes early
  }
live-cue = Cue: { $what }
live-backup = If it fails: { $what }
live-go-on = We are at the next one now
live-undo = takes back
live-leave = leaves

step-cue-save = save a line of the run of show
step-cue-remove = remove a line of the run of show
step-run-shift = move the run of show
step-run-go-on = go on in the run of show
step-run-reset = put the run of show back to its plan
step-run-begin = begin a run of show
