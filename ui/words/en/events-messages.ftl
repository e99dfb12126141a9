# Messages to the guests of an event, and announcements of it.
event-tab-messages = Messages
messages-title = Messages to guests
message-week = A week before
message-eve = The day before
message-day = On the day
message-after = The day after
message-sent = Sent
message-due = Due
message-subject = Subject
message-body = Text
message-edit = Change text
message-saved = Text saved: { $what }
message-restore = Back to the text Kith comes with
message-restored = Text as Kith comes with it: { $what }
message-unknown-places = Nothing is known for { $places }: change the text or the event
message-copy = Copy
message-copy-body = Copy the text
message-mail = Mail to those who are coming
message-mail-came = Mail to those who came
message-mark = Mark as sent
message-marked = Marked as sent: { $what }
message-unmark = Not sent yet
message-unmarked = Marked as not sent: { $what }
message-sent-at = Sent { $when }
message-space = Channel or category
message-choose = Choose a channel or category
message-send = Send through the outbox
message-goes-out = In the outbox: { $what }
mail-title = Addresses for your mail program
mail-text = { $count ->
    [one] One guest’s address goes into a new message in your mail program, as a blind copy.
   *[other] The addresses of { $count } guests go into new messages in your mail program, as blind copies: nobody sees another’s address.
  }
mail-none = None of these guests has an e-mail address.
mail-without = { $count ->
    [one] One guest has no address.
   *[other] { $count } guests have no address.
  }
mail-copy = The text is too long to go along: copy it, and paste it there.
mail-open = Open message { $part } ({ $count })
mail-opened = Given to your mail program
announce-title = Announcement
announce-for = For
announce-chat = Slack
announce-forum = Discourse
announce-chat-text = The time is on the event’s own clock and says its zone.
announce-forum-text = The first lines are for Discourse’s calendar. It reads them in the first post of a topic.
announce-restore = Back to the made text
announce-send = Announce through the outbox
announce-goes-out = The announcement is in the outbox
also-event-message = { $event }: message due

message-direct = To each alone
message-direct-told = { $reached ->
    [0] None of these guests can be written to alone.
    [one] One guest is a member who can be written to alone.
   *[other] { $reached } guests are members who can be written to alone.
  } { $unreached ->
    [0] {""}
    [one] One member has no account where you may write.
   *[other] { $unreached } members have no account where you may write.
  } { $strangers ->
    [0] {""}
    [one] One guest is no member: write an e-mail.
   *[other] { $strangers } guests are no members: write e-mails.
  }
message-direct-send = { $count ->
    [one] Send one message
   *[other] Send { $count } messages
  }
message-direct-goes-out = { $count ->
    [one] One message goes out in a moment
   *[other] { $count } messages go out in a moment
  }
step-message-save = change a message to guests
step-message-mark = mark a message to guests
step-message-send = send a message to guests
