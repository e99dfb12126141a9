# Undo and redo.
action-redo = Redo
state-redo-conflict = This cannot be done again any more, because something changed since.
steps-undone = Undone: { $step }
steps-redone = Done again: { $step }
steps-no-undo = There is nothing to undo.
steps-no-redo = There is nothing to redo.
step-merge = join members
step-part = part an account
step-apart = tell two members apart
step-edit = change the fields of a member
step-note-add = add a note
step-note-change = change a note
step-note-remove = remove a note
step-settings = change the settings
step-send = write a message
step-send-again = send again
step-discard = discard a message
history-title = Undo and redo
history-lead = What was done since Kith was started, newest first. What came from the sources is not part of it.
history-none = Nothing to undo
history-none-text = Notes, settings, what you write and who is one person: what you change from now on can be taken back here.
history-undo = Undo: { $step }
history-redo = Redo: { $step }
history-done = Done
history-undone = Undone
history-next = next to undo
history-next-redo = next to redo
history-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
  }
key-undo = Ctrl Z
key-undo-mac = ⌘ Z
key-redo = Ctrl Shift Z
key-redo-mac = ⇧ ⌘ Z
help-undo = Undo, outside of text fields
help-redo = Redo
help-history = See what can be undone
settings-history = Notes, settings, what you write and who is one person can be taken back, step by step, as long as Kith runs.
