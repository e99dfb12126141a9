# Introductions: rounds, reasons, messages, and who is left in peace.
nav-introductions = Introductions
intro-title = Introductions
intro-lead = Bring people together who would get on. Nobody is left out, and nobody meets the same person twice while there is a way around it.
intro-new = New round
intro-ask = Did they meet?
intro-people = Opted out and snoozed
intro-rounds = Rounds
intro-no-rounds = None yet
intro-round = { $day }
intro-groups = { $count ->
    [one] { $count } group
   *[other] { $count } groups
  }
intro-met-rate = { $met } of { $written } groups met ({ $share } %)
intro-met-none = Nobody was written to yet
intro-unanswered = { $count ->
    [one] { $count } has not said yet
   *[other] { $count } have not said yet
  }

intro-options = Who can be drawn
intro-active = Active in the last
intro-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }
intro-team = The team as well
intro-volunteers = Only who said yes
intro-segment = From
intro-everybody = Everybody
intro-ask-after = Ask whether they met after
intro-would = { $people ->
    [one] { $people } person
   *[other] { $people } people
  } in { $groups ->
    [one] { $groups } group
   *[other] { $groups } groups
  }
intro-nobody = Nobody to introduce
intro-nobody-text = There are not two people who can be drawn. Look further back, or let the team in.
intro-left = Not drawn: { $who }
intro-left-team = { $count } of the team
intro-left-out = { $count ->
    [one] { $count } who said no
   *[other] { $count } who said no
  }
intro-left-snoozed = { $count } snoozed
intro-left-contact = { $count } not to be written to
intro-left-asked = { $count } who did not say yes
intro-keep = Keep this round
intro-kept = Drew { $count ->
    [one] { $count } group
   *[other] { $count } groups
  }
intro-more = and { $count } more

intro-why-interest = Both care about { $what }
intro-why-help = { $name } looks for { $what }
intro-why-space = Both write in { $what }
intro-why-clocks = { $hours ->
    [0] Same time of day
    [one] Clocks at most an hour apart
   *[other] Clocks at most { $hours } hours apart
  }
intro-why-common = Both talk with { $name }
intro-why-strangers = Never talked
intro-why-acquainted = Talk already
intro-why-again = Introduced before
intro-points = Fit: { $points } points

intro-state-proposed = Not written
intro-state-sent = Written to
intro-state-met = Met
intro-state-not-met = Did not meet
intro-ask-on = ask on { $day }
intro-write = Write to them
intro-did-meet = They met
intro-did-not = They did not
intro-change = Change what became of { $who }
intro-alone = Nobody else is left in this group
intro-marked = Noted: { $what }
intro-words = Message
intro-title-label = Title
intro-title-hint = Forums want one
intro-words-hint = Places that are filled for each: { $places }
intro-words-save = Save message
intro-words-saved = Saved the message
intro-remove = Remove round
intro-removed = Removed the round of { $day }
intro-none-due = Nobody to ask
intro-none-due-text = Some days after you wrote to a group it shows up here, and you note whether they met.
intro-and = { $a } and { $b }

intro-letters = Introduce { $who }
intro-letter-to = To { $name }
intro-letter-via = through { $source }
intro-letter-copy-only = No source may be written to: copy it
intro-letter-missing = No word for: { $places }
intro-letter-send = { $count ->
    [one] Send it
   *[other] Send all { $count }
  }
intro-letter-sent = Written to { $who }
intro-letter-by-hand = I sent it myself
intro-letter-copy = Copy

intro-wish-lead = Whoever is here is not drawn. What stands in a profile counts as well: who does not want to be contacted is never drawn.
intro-wish-add = Member
intro-wish-hint = Name, handle or e-mail
intro-wish-kind = Wish
intro-wish-usual = Draw as usual
intro-wish-in = Said yes
intro-wish-out = Said no
intro-wish-until = Not before
intro-wish-until-day = not before { $day }
intro-wish-keep = Keep
intro-wish-clear = Forget the wish of { $name }
intro-wish-kept = Noted for { $name }
intro-wish-none = Nobody said anything yet
intro-wish-none-text = Note here who does not want to be introduced, or not now.
help-introductions = Go to Introductions

# What a message says of why two or three people are introduced. $people is how many they are.
intro-say-interest = { $people ->
    [2] you both care about { $what }
   *[other] you all care about { $what }
  }
intro-say-help = { $name } is looking for { $what }
intro-say-help-you = you are looking for { $what }, and may find it here
intro-say-space = { $people ->
    [2] you both write in “{ $what }”
   *[other] you all write in “{ $what }”
  }
intro-say-clocks = { $hours ->
    [0] your clocks show the same
   *[other] your days are nearly the same hours
  }
intro-say-common = { $people ->
    [2] you both talk with { $name }
   *[other] you all talk with { $name }
  }
intro-say-strangers = your paths have not crossed yet
intro-say-both = { $a }, and { $b }
intro-say-nothing = I think you would get on
intro-say-one-another = one another
intro-letter-together = Write to all of them in one conversation
