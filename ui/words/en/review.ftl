# Which members may be one person.
review-title = Same person?
help-review = Go to Same person?
review-open = Same person?
review-count = { $count ->
    [one] { $count } pair to look at
   *[other] { $count } pairs to look at
  }
review-all = Show all pairs
review-none = Nobody is left to look at
review-none-text = When accounts look like one person, they are put side by side here, with the reasons. Nothing is joined without you unless both sources confirmed the same e-mail address.
review-none-member = There is nothing more to decide about this member.
review-to-members = To the members
review-to-member = Back to the member
review-queue = Pairs to look at
review-details = What is known about the two
review-pair = { $a } and { $b }
review-percent = { $percent } %
review-sure-95 = Almost certainly the same person
review-sure-85 = Very likely the same person
review-sure-70 = Probably the same person
review-sure-less = Perhaps the same person
review-same-source = Two accounts at one source
review-same-source-text = Both have an account at { $source }. Few people have two at one place, so look twice.
review-why = What speaks for it
review-against = What speaks against it
review-agrees = agrees
review-differs = differs
review-name = Name
review-handle = Handle
review-email = E-mail
review-outcome = They become one member, { $name }, with { $accounts } accounts and { $messages } together. Nothing is lost, and you can part them again at any time.
review-yes = Same person
review-no = Not the same
review-later = Later
review-back = Back
review-undo = Undo
review-decided-same = joined
review-decided-apart = told apart
review-merged = { $a } and { $b } are one member now.
review-merged-alike = Both { $name } are one member now.
review-apart-alike = Both { $name } stay two members.
review-apart = { $a } and { $b } stay two members.
reason-both = { $a } / { $b }
reason-both-how = { $a } / { $b } ({ $how })
reason-the-same = both { $a }
reason-here-there = { $a } here, { $b } there
reason-here-there-how = { $a } here, { $b } there ({ $how })
reason-address = E-mail:
reason-address-verified = both { $a }, confirmed at both sources
reason-mailbox = One mailbox:
reason-handle = Handle:
reason-alias = Short name:
reason-of-name = { $a } is made of “{ $b }”
reason-name = Name:
reason-avatar = Picture:
reason-avatar-same = both show the same
reason-link = Profile:
reason-link-both = both link to { $a }
reason-link-one = one links to the other, { $a }
reason-company = Work:
reason-zone = Time zone:
reason-other-addresses = Different confirmed addresses:
reason-other-names = Different names:
reason-far = Far apart:
reason-far-hours = { $hours ->
    [one] { $a } and { $b }, { $hours } hour
   *[other] { $a } and { $b }, { $hours } hours
  }
reason-others = Others fit too:
reason-others-count = { $count ->
    [one] { $count } more member fits as well
   *[other] { $count } more members fit as well
  }
reason-source = One source:
reason-source-two = both accounts are there
reason-unknown = Also:
reason-how-order = in another order
reason-how-part = one is shorter
reason-how-spelling = spelled another way
reason-how-script = in another script
reason-how-nickname = short form
reason-how-initial = first letter only
reason-how-typo = perhaps a slip of the keys
reason-how-digits = but for the digits
reason-how-near = one letter apart
bulk-open = Accept the sure ones…
bulk-title = Accept the sure ones
bulk-from = From
bulk-percent = From how many percent on
bulk-becomes = { $groups ->
    [one] { $members } members become { $groups } person.
   *[other] { $members } members become { $groups } people.
  }
bulk-nothing = No pair is that sure.
bulk-left = { $count ->
    [one] { $count } pair as sure stays for you to decide, because somebody would have two accounts at one source.
   *[other] { $count } pairs as sure stay for you to decide, because somebody would have two accounts at one source.
  }
bulk-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
  }
bulk-undo = Undo takes all of it back in one step, and each can be parted by itself later.
bulk-accept = Join { $count } members
bulk-accept-none = Accept
bulk-done = { $count ->
    [one] { $count } member became part of another.
   *[other] { $count } members became part of others.
  }
