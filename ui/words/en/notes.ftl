# Notes, follow-ups, and the key of private ones.
note-kind = What it is
note-kind-note = Note
note-kind-feedback = Feedback
note-kind-thanks = Thanks
note-kind-follow-up = Follow-up
note-feedback-added = Feedback added
note-thanks-added = Thanks added
note-seen-by = Who may see it
note-private = Private
note-shared = Team
note-private-hint = Private: sealed on this machine, in no export, sync, report or log.
note-shared-hint = Shared with the team: it goes into exports.
note-understood = Understood: { $when }
note-when = When? Write tomorrow, in two weeks, next Tue 15:00, 12 March …
note-until = Until when
note-until-hint = tomorrow, in two weeks, next Tue 15:00
note-locked = A private note. Unlock to read it.
note-damaged = What was sealed here is not as it was and cannot be opened.
due-today = Today
due-tomorrow = Tomorrow
due-yesterday = Yesterday
follow-up-added = Follow-up added
follow-up-changed = Follow-up changed
follow-up-finish = Mark as done
follow-up-reopen = Not done yet
follow-up-finished = Done
follow-up-done = Done
follow-up-reopened = Not done yet
follow-up-snooze = Later
follow-up-snoozed = Put off
follow-up-remove = Remove this follow-up
follow-up-removed = Follow-up removed
follow-up-private = A private follow-up. Unlock to read it.
follow-ups-lead = What you said you would come back to. Private ones are on this machine only.
follow-ups-new = New follow-up
follow-ups-calendar = Calendar file
follow-ups-calendar-none = There is nothing for a calendar: private follow-ups stay here.
follow-ups-calendar-saved = Calendar file: { $path }
follow-ups-calendar-left = Calendar file without private ones ({ $left }): { $path }
follow-ups-overdue = Overdue
follow-ups-today = Today
follow-ups-week = In the next seven days
follow-ups-later = Later
follow-ups-done = Done
follow-ups-none = Nothing to come back to
follow-ups-none-text = Press c anywhere and write a line with a date: “ask @Ada about the talk in two weeks”.
follow-ups-quiet = Quiet hours until { $when }: reminders are held.
follow-ups-keys = In the list: ↑ ↓ to move, d done, s until tomorrow, w until next week, ↵ to open the person.
snooze-tomorrow = Until tomorrow
snooze-days = In 3 days
snooze-week = Next week
snooze-two-weeks = In two weeks
snooze-month = In a month
nav-follow-ups = Follow-ups
nav-follow-ups-due = { $count ->
    [one] { $count } is due
   *[other] { $count } are due
  }
nav-capture = Note…
capture-title = Write a note or a follow-up
capture-placeholder = @name, what, and until when: ask about the talk in two weeks
capture-hint = @ and a name says about whom. A date makes it a follow-up.
capture-hint-when = A date makes it a follow-up: tomorrow, in two weeks, next Tue 15:00.
capture-nobody = About nobody in particular
key-capture = Ctrl Shift N
key-capture-mac = ⇧ ⌘ N
key-lock = Ctrl Shift L
key-lock-mac = ⇧ ⌘ L
help-capture = Write a note or a follow-up (or c, outside of fields)
help-lock = Lock private notes at once
help-follow-ups = Go to Follow-ups
step-follow-up-add = add a follow-up
step-follow-up-change = change a follow-up
step-follow-up-finish = finish a follow-up
step-follow-up-reopen = take up a follow-up again
step-follow-up-snooze = put a follow-up off
vault-lock = Lock private notes
vault-unlock = Unlock private notes
vault-unlock-yes = Unlock
vault-unlock-text = The keyring of this system does not open them. Type the recovery code that you wrote down: nine groups of four letters and figures.
vault-code = Recovery code
vault-set-up = Private notes
vault-set-up-text = Private notes are sealed with a key. The keyring of this system opens them for you, where it has one; a recovery code opens them when the keyring cannot.
vault-in-the-clear = { $count ->
    [one] { $count } private note from before is sealed as well.
   *[other] { $count } private notes from before are sealed as well.
  }
vault-where = They stay on this machine: in no export, sync, report or log. They lock after fifteen minutes without you, and by Ctrl Shift L.
vault-lost = Without the keyring and without the code nobody can read them again, and neither can we. Everything else goes on working.
vault-visible = What stays visible in the file: that there is a note about somebody, of which kind, when it was written, and until when a follow-up is due.
vault-show = Show the recovery code
vault-not-now = Not now
vault-write-down = Write this down, or print it, and keep it away from this machine. It is shown only now.
vault-print = Print
vault-copy-hint = A copied code lies in the clipboard until you copy something else.
vault-written = I have written it down
vault-confirm = So that it is sure to be on paper, type two groups of it.
vault-group = Group { $group }
vault-see-again = See it again
vault-confirm-yes = Confirm
vault-done = Private notes are sealed from now on.
vault-done-by-code = Private notes are sealed from now on. This system has no keyring for them: after each start, the recovery code opens them.
vault-new-code = New recovery code
vault-new-code-text = You get another code. The old one opens nothing here any more, once you have confirmed the new one.
vault-new-code-why = Why another code
vault-new-key = Somebody may have seen the code, or had this computer
vault-new-key-text = { $count ->
    [0] The key changes as well. Whoever has the old code and a copy of the file reads nothing of what you write from now on. What could be undone is given up.
    [one] The key changes as well, and your sealed note is sealed anew. Whoever has the old code and a copy of the file reads nothing of what you write from now on. What could be undone is given up.
   *[other] The key changes as well, and all that is sealed is sealed anew. Whoever has the old code and a copy of the file reads nothing of what you write from now on. What could be undone is given up.
  }
vault-only-code = I only lost it
vault-only-code-text = The key stays. Whoever finds the old code and an older copy of the file could read private notes.
vault-older = Backups from before today open with the old code: keep it for as long as you keep them.
vault-new-code-done = The new code is in force; the old one opens nothing here any more.
vault-new-key-done = Everything private is sealed with a new key. The new code is in force.
