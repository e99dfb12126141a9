# Rules that choose members, saved under a name.
segments-title = Segments
segments-none = No segment yet
segments-none-text = A segment is a rule, such as "wrote at least 5 messages in 30 days". It chooses members anew whenever it is used.
segment-make = New segment
segment-pick = Choose a segment to see its rule.
segment-gone-text = This segment is not here any more.
segment-name = Name
segment-name-hint = Regular speakers
segment-hint = Bots and people who left are in a segment only when its rule speaks of them. Days end with today.
segment-saved = Saved { $name }
segment-removed = Removed the segment { $name }; no member was touched
segment-remove = Remove
segment-see = See them
segment-of = of { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
segment-unfinished = Something is still to be chosen.
segment-group = Group of conditions
segment-combine = How conditions are combined
segment-all = All
segment-any = Any
segment-all-hint = of these must hold
segment-any-hint = of these is enough
segment-add = Condition
segment-add-group = Group
segment-remove-group = Remove this group
segment-remove-condition = Remove this condition
segment-holds = Whether it holds
segment-is = those who
segment-is-not = not those who
segment-about = What it is about
segment-choose = Choose …
segment-gone = (gone)
segment-wrote = wrote in public
segment-seen = were seen
segment-quiet = have been quiet
segment-new = joined lately
segment-joined = joined between
segment-level = have the level
segment-tag = have the tag
segment-source = have an account at
segment-space = are in the space
segment-organisation = belong to
segment-field = have a profile field
segment-team = are on the team
segment-bot = are bots
segment-left = have left
segment-segment = are in the segment
segment-level-none = None
segment-at-least = at least
segment-messages-label = Messages
segment-messages = { $count ->
    [one] message
   *[other] messages
  }
segment-in = in
segment-days-label = Days
segment-days = { $count ->
    [one] day
   *[other] days
  }
segment-from = from
segment-until = until
segment-space-how = What counts
segment-space-wrote = wrote there
segment-space-in = is a member of it
segment-which-field = Field
segment-field-title = Job title
segment-field-company = Company
segment-field-location = Location
segment-field-zone = Time zone
segment-field-email = E-mail
segment-field-pronouns = Pronouns
segment-field-roles = Roles
segment-field-interests = Interests
segment-field-skills = Skills
segment-field-asks = Looks for
segment-field-offers = Offers
segment-how = How it is compared
segment-how-known = is known
segment-how-contains = contains
segment-how-equals = is
segment-how-at-least = is at least
segment-how-at-most = is at most
segment-value = Value
members-segment = Segment
members-segment-none = Any segment
members-segments = Segments
step-segment-save = Save segment
step-segment-remove = Remove segment
help-segments = Go to Segments
