# What goes for good: texts after their time, and a source with what came from it.
ends-type = Type “{ $name }” to confirm
retention-title = How long texts of { $name } are kept
retention-lead = Without a rule texts are kept for ever. With one, what is older loses its words every night; nothing goes before you confirm it here.
retention-months = Keep texts for so many months
retention-months-wrong = Between 1 and 240 months.
retention-goes = From before { $day } this would go:
retention-nothing = Nothing here is from before { $day }: nothing would go yet.
retention-posts = Texts of messages
retention-replies = Texts of answers
retention-files = Names of files
retention-records = Records as the source gave them
retention-stays = { $count ->
    [one] The text of { $count } newer message stays.
   *[other] The texts of { $count } newer messages stay.
  }
retention-numbers = Who wrote, when and where, reactions, titles of topics and every number stay as they are. So do notes and all else that was written here.
retention-night = It begins at { $time }, or when Kith is open the next time after that. Until then you can take it back.
retention-backups = Backups that were made before have it still, and go by themselves within 90 days.
retention-final = What went cannot be brought back from here, not even by reading the source again while the rule stands.
retention-yes = Keep to this
retention-stop = Keep texts for ever
retention-kept = Texts of { $name } are kept for { $months } months
retention-stopped = Texts of { $name } are kept for ever
retention-now-waits = Now: { $months } months, from the coming night on.
retention-now = Now: { $months } months. { $count ->
    [one] { $count } text
   *[other] { $count } texts
  } went so far, the last time at { $time }.
retention-menu = How long texts are kept
retention-flag = { $months ->
    [one] Texts for { $months } month
   *[other] Texts for { $months } months
  }
remove-menu = Remove with all that came from it
remove-title = Remove { $name }
remove-lead = The connection ends, the key goes from the keyring, and this goes from the community:
remove-messages = Messages and answers
remove-happenings = Joins, leaves and other happenings
remove-reactions = Reactions
remove-spaces = Channels and categories
remove-accounts = Accounts
remove-imports = Imported archives
remove-waiting = Messages that wait in the outbox
remove-stay = { $count ->
    [one] { $count } account stays, because something was written about it here.
   *[other] { $count } accounts stay, because something was written about them here.
  }
remove-authored = Notes, tags, pairs, events and all else that was written here stay.
remove-elsewhere = At the source itself nothing changes.
remove-final = This cannot be undone. To read no more and keep what is here, disconnect it instead.
remove-yes = Remove for good
remove-removing = Removing…
source-removed = Removed { $name }
message-text-went = The text is not kept any more
