# Backups, going back, and files that are damaged.
backups-title = Backups
backups-text = Kith copies this community once a day when something changed, and before anything that changes much. Each copy is compared with what was written before it counts.
backups-good = The last good backup was made
backups-none = There is no backup yet.
backups-old = The last good backup is old, although something changed since.
backups-failed = The last backup that should have been made by itself was not: { $why }
backups-now = Back up now
backups-running = Backing up …
backups-made = The backup is made, and whole
backups-shrunk-made = The backup is made. It has much less in it than the one before: { $what }. Both are kept.
backups-shrunk = Much less than in the one before: { $what }
backups-rehearse = Rehearse going back
backups-rehearsing = Rehearsing …
backups-rehearsed = Last rehearsed
backups-rehearsed-ok = everything came back ({ $rows ->
    [one] one row
   *[other] { $rows } rows
  })
backups-rehearsed-bad = not everything came back
backups-never-rehearsed = Going back was never rehearsed. It takes a moment and changes nothing.
backups-made-at = Made
backups-size = Size
backups-state = State
backups-actions = What to do
backups-whole = whole
backups-broken = broken
backups-unknown = not known
backups-ahead = from the future
backups-ahead-text = A clock was wrong. It is kept, and nothing is removed because of it.
backups-checked = Compared { $when }
backups-verify = Verify
backups-verify-one = Verify the backup of { $when }
backups-verified = It is what was written
backups-restore = Restore …
backups-restore-one = Restore the backup of { $when }
backups-elsewhere = From elsewhere …
backups-all = { $count ->
    [one] Show one more
   *[other] Show { $count } more
  }
backups-fewer = Show fewer
backups-why-daily = every day
backups-why-by-hand = by hand
backups-why-migration = before a new version
backups-why-restore = before going back
backups-why-import = before much was read in
backups-why-merge = before many were merged
backups-why-erasure = after somebody was erased
backups-why-unknown = found in the folder
backups-second = A second copy
backups-second-text = The newest backup is copied to another folder as well: best on a drive of its own, or in a folder that is kept elsewhere too.
backups-second-begin = Set up a second copy …
backups-second-change = Change …
backups-second-seal = Seal the copies with a passphrase
backups-second-seal-text = Otherwise whoever has the drive can read everything but private notes.
backups-second-warning = Write the passphrase down. Without it nobody can open the copies again, not even you. This computer keeps it with its keys, so that copies are made by themselves.
backups-second-choose = Choose a folder …
backups-second-path = Folder for the second copy
backups-second-use = Use this folder
backups-second-stay = Keep the folder
backups-second-stop = No second copy
backups-second-verify = Verify the copy
backups-second-copying = Copying …
backups-second-fine = The newest backup is in
backups-second-behind = The newest backup will be copied to
backups-second-missing = The folder is not there, and will be tried again:
backups-second-asks = The passphrase of the copies is not known any more. Type it again under “Change …”, and they go on to
backups-second-last = The newest copy there was made
backups-second-sealed = Copies are sealed.
backups-second-plain = Copies are not sealed.
backups-second-trouble = Not yet: { $why } It will be tried again.
backups-second-readable = { $count ->
    [one] One older copy there is not sealed yet. It is sealed in the next minutes.
   *[other] { $shown } older copies there are not sealed yet. They are sealed one by one in the next minutes.
  }
backups-passphrase-new = Passphrase, 8 characters or more
backups-passphrase-other = Another passphrase; empty: the one there is
backups-passphrase-again = Passphrase again
backups-passphrase-needed = Choose a passphrase for the copies.
backups-passphrase-copy = Passphrase of the copy
backups-keys-passphrase = Passphrase for the file of keys
backups-no-keyring = This system has no keyring. Kith can keep the passphrase in its own file of keys, which has a passphrase of its own and is opened once after each start.
backups-sealed-asks = This copy is sealed:
backups-unseal = Open it
backups-keeping = All of two days are kept, then one for each of seven days, four weeks and three months. After 90 days they go by themselves; the three made last stay. Whoever was erased is erased again when you go back.
backups-path = File or folder with a backup
backups-look = Look at it
restore-title = Go back to { $when }?
restore-title-any = Go back to this backup?
restore-what = What
restore-now = Now
restore-then = Then
restore-newest = Newest activity
restore-same = What is counted here is the same in both.
restore-unreadable = What is here now cannot be read.
restore-other = This is a backup of “{ $name }”. It would take the place of this community.
restore-aside = What is here now is moved aside and kept in this community’s folder.
restore-paused = Sources are not read and nothing is sent until you say that it is the right one.
restore-erased = Whoever was erased since is erased again.
restore-yes = Restore
restore-running = Restoring …
restore-done = Restored. What was here before is kept in { $folder }
restored-title = This is a backup of { $when }
restored-text = Sources are not read and nothing is sent until you say that it is the right one.
restored-waiting = { $count ->
    [one] One message waited to be sent. It may have gone out since: look at the outbox.
   *[other] { $count } messages waited to be sent. They may have gone out since: look at the outbox.
  }
restored-confirm = It is the right one
restored-home = This is a restored backup. Say that it is the right one, and sources are read again.
damage-home = Something in this community’s file is damaged. See what can be done.
damage-title = Something in this community’s file is damaged
damage-open-text = It can still be used. Go back to a backup, or put the file in order; the damaged file is kept in any case.
damage-ways = What can be done
damage-restore = Go back to the newest good backup
damage-restore-text = Made { $when }. What came after it is lost, unless a source still has it.
damage-no-backup = There is no good backup in this community’s folder. A copy on another drive can be used too.
damage-rebuild = Make the indexes anew
damage-rebuild-text = Most damage is in indexes. Nothing is lost; if more is wrong, nothing changes.
damage-salvage = Save what can be read
damage-salvage-text = Reads row by row into a new file, and says what was read and what was lost.
damage-leave = Or leave it as it is: quit, and nothing changes.
damage-working = Working …
damage-rebuilt = The indexes are made anew.
damage-salvaged = { $read ->
    [one] One row was read
   *[other] { $read } rows were read
  }; { $lost ->
    [0] none is known to be lost.
    [one] one is known to be lost.
   *[other] { $lost } are known to be lost.
  }
damage-kept = The damaged file is kept in { $folder }
damage-table = Table
damage-read = Read
damage-lost = Lost
damage-part = a part could not be read
damage-go-on = Open the community
backups-home-old = The last good backup is old. See why.
backups-home-missing = The folder for second copies has not been there for days.
held-members = Members
held-messages = Messages
held-reactions = Reactions
held-conversations = Conversations
held-sources = Sources
held-notes = Notes
held-profiles = Tags, fields, organisations
held-segments = Segments
held-events = Events
held-guests = Guests
held-sessions = Mentoring sessions
held-posts = Planned posts
held-matters = Feedback, leads, invitations
held-figures = Figures
held-cases = Cases
rights-keep-copies = Keep the older backups. They still hold this person, go by themselves within 90 days, and going back to one erases the person again.
