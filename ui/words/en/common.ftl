# Words that several screens share.
action-dismiss = Dismiss
action-close = Close
action-cancel = Cancel
action-again = Try again
action-more = Show more
action-save = Save
action-copy = Copy
action-undo = Undo
action-back = Back
action-open-source = Open at the source
state-loading = Loading…
state-saved = Saved
state-copied = Copied
state-undo-conflict = This cannot be undone any more, because it was changed since.
time-just-now = just now
time-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
  }
time-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
time-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
  }
count-messages = { $count ->
    [one] { $count } message
   *[other] { $count } messages
  }
count-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
count-replies = { $count ->
    [one] { $count } reply
   *[other] { $count } replies
  }
chart-total = { $total } in all
chart-as-table = Table
chart-as-chart = Chart
flag-bot = Bot
flag-left = Left
flag-guest = Guest
flag-admin = Admin
flag-missing = Seen only as an author
person-unknown = Unknown author
