# Feedback: what members say about the product, and how they are told what became of it.
nav-feedback = Feedback
feedback-name = Feedback
feedback-lead = What members say about the product, from hearing it to telling them what became of it.
feedback-new = New feedback
feedback-import = From a file
feedback-csv = For the product team
feedback-csv-none = There is nothing to write.
feedback-csv-saved = { $count ->
    [one] { $count } piece of feedback is at { $path }
   *[other] { $count } pieces of feedback are at { $path }
  }
feedback-find = Find feedback…
feedback-any-state = At any step
feedback-open = Open
feedback-any-kind = Of any kind
feedback-any-area = Any part
feedback-order = Order
feedback-by-votes = Most people first
feedback-by-newest = Newest first
feedback-none = No feedback yet
feedback-none-text = Mark a message as feedback where it is read, or write down what you heard.
feedback-nothing-so = Nothing is like this.
feedback-keys = Arrow keys go through the list, Enter opens, n is new, . and , go a step on and back.
feedback-votes = { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
feedback-people = people
feedback-merged-count = { $count ->
    [one] with { $count } duplicate
   *[other] with { $count } duplicates
  }
feedback-told-of = { $told } of { $named } told
feedback-now = “{ $what }” is now: { $state }
feedback-next = Next step
feedback-decline = Decline
feedback-edit = Change
feedback-who = { $count ->
    [0] Nobody by name yet
    [one] { $count } person said so
   *[other] { $count } people said so
  }
feedback-asked = Asked
feedback-asker = Who said it
feedback-unnamed = { $count ->
    [one] and { $count } who is not known by name
   *[other] and { $count } who are not known by name
  }
feedback-unnamed-count = Others, not known by name
feedback-add-voter = Somebody who said so too…
feedback-voted = { $name } said so too
feedback-unvoted = { $name } did not say so
feedback-unvote = { $name } did not say so
feedback-messages = Where it was said
feedback-typed = Written down here
feedback-message-gone = Taken away in { $place }
feedback-merge = The same as this one…
feedback-merged = “{ $what }” is a part of it now
feedback-part = Part
feedback-parted = “{ $what }” is one of its own again
feedback-counted = { $count ->
    [one] { $count } person, counted once over all accounts and duplicates.
   *[other] { $count } people, each counted once over all accounts and duplicates.
  }
feedback-told-by-hand = told { $when }
feedback-told-sent = written { $when }
feedback-told-waits = in the outbox
feedback-told-stuck = did not go out
feedback-not-told = not told yet
feedback-tell = Tell them
feedback-tell-title = Tell what became of it
feedback-tell-subject = About what you told us
feedback-tell-shipped = Hello { "{first_name}" }, you told us: “{ "{feedback}" }”. It is there now. Thank you for saying so!
feedback-tell-planned = Hello { "{first_name}" }, you told us: “{ "{feedback}" }”. It is on its way. Thank you for saying so!
feedback-tell-declined = Hello { "{first_name}" }, you told us: “{ "{feedback}" }”. We will not do it, and want you to hear it from us. Thank you for saying so!
feedback-how = How
feedback-way-direct = A message to each of them
feedback-way-reply = An answer where it was said
feedback-way-hand = I told them already
feedback-whom = Whom
feedback-unreachable = cannot be written to from here
feedback-subject = Subject (forums need one)
feedback-words = Text
feedback-places = { "{first_name}" }, { "{name}" } and { "{feedback}" } are filled in for each.
feedback-places-reply = { "{feedback}" } is filled in; the name only when one person is told.
feedback-send = { $count ->
    [one] Put { $count } message into the outbox
   *[other] Put { $count } messages into the outbox
  }
feedback-note-told = { $count ->
    [one] Note that { $count } person knows
   *[other] Note that { $count } people know
  }
feedback-told-hand = { $count ->
    [one] { $count } person knows
   *[other] { $count } people know
  }
feedback-told-outbox = { $count ->
    [one] { $count } person is told by the outbox
   *[other] { $count } people are told by the outbox
  }

step-feedback-vote = add who said so
step-feedback-unvote = remove who said so
step-feedback-merge = merge feedback
step-feedback-part = part feedback
step-feedback-tell = tell what became of feedback
