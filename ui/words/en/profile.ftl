# The fields of a person, tags, organisations, agreements.
profile-title = Details
profile-edit = Edit { $field }
profile-add = Add a detail
profile-from = from { $source }
profile-kept = your edit
profile-follow = follow { $source }
profile-follow-hint = { $source } says: { $value }
profile-empty = known to be empty
profile-saved = { $field } changed
profile-followed = { $field } follows the source again
profile-commas = Separate by commas.
profile-lines = One address a line.
field-name = Name
field-pronouns = Pronouns
field-email = E-mail
field-phone = Phone
field-zone = Time zone
field-location = Location
field-role = Job title
field-bio = About
field-roles = Roles in the community
field-interests = Interests
field-skills = Skills
field-asks = Looks for
field-offers = Offers to others
field-links = Links
field-mark = Counts as
mark-person = Person
mark-team = Team
mark-bot = Bot, left out of numbers
value-yes = Yes
value-no = No
flag-team = team
organisations-title = Organisations
organisations-none = None yet.
organisations-add = Add an organisation
organisations-name = Organisation
organisations-role = As what
organisations-from = From
organisations-until = Until
organisations-dates = A year, a month or a day: 2024, 2024-05 or 2024-05-31. Leave “until” empty while it lasts.
organisations-edit = Edit { $name }
organisations-remove = Remove { $name }
organisations-since = since { $from }
organisations-between = { $from } to { $until }
organisations-ended = until { $until }
organisations-said = { $source } says: { $company }
organisations-take = Add it
organisations-added = Organisation added
organisations-changed = Organisation changed
organisations-removed = Organisation removed
consent-title = Agreements and contact
consent-hint = What this person agreed to, and how they like to be reached. Kith reminds you; it does not stop you.
consent-email = E-mail
consent-direct = Direct messages
consent-newsletter = Newsletter
consent-unknown = Not asked
consent-yes = Agreed
consent-no = Declined
consent-on = When ({ $what })
consent-how = How ({ $what })
consent-how-placeholder = How they said so
consent-saved = Agreements changed
contact-channel = Prefers
contact-any = No preference
contact-email = E-mail
contact-direct = Direct message
contact-phone = Phone
contact-public = In public
contact-language = Language
contact-never = Does not want to be contacted
talks-title = Talks with
talks-definition = Answers in public to conversations the other one opened. Bots are left out.
talks-definition-newest = Answers in public to conversations the other one opened, by the newest { $count } messages. Bots are left out.
talks-none = Nobody yet.
talks-given = { $count ->
    [one] { $count } answer given
   *[other] { $count } answers given
  }
talks-received = { $count ->
    [one] { $count } received
   *[other] { $count } received
  }
talks-more = { $count ->
    [one] and { $count } more person
   *[other] and { $count } more people
  }
tags-title = Tags
tags-add = Add a tag
tags-make = Make the tag “{ $name }”
tags-remove = Remove the tag { $name }
tags-tagged = Tagged with { $name }
tags-untagged = No longer tagged with { $name }
tags-many = { $count ->
    [one] { $count } person tagged with { $name }
   *[other] { $count } people tagged with { $name }
  }
tags-many-off = { $count ->
    [one] { $name } taken from { $count } person
   *[other] { $name } taken from { $count } people
  }
tags-lead = Words to mark people with, alone or many at once in the list of members.
tags-none = No tags yet.
tags-new = New tag
tags-name = Name of the tag
tags-colour = Colour of { $name }
tags-colour-number = Colour { $number }
tags-made = Tag made
tags-changed = Tag changed
tags-gone = Tag removed
tags-delete = Delete the tag { $name }
fields-title = Fields of your own
fields-lead = Fields that every person has in your community, beside those Kith knows.
fields-none = None yet.
fields-new = New field
fields-name = Name of the field
fields-kind = What it holds
fields-choices = Choices, separated by commas
fields-kind-text = Text
fields-kind-number = Number
fields-kind-date = Date
fields-kind-choice = One of some choices
fields-kind-yes-no = Yes or no
fields-kind-link = Link
fields-filled = { $count ->
    [0] empty everywhere
    [one] filled in for { $count } person
   *[other] filled in for { $count } people
  }
fields-up = Move { $name } up
fields-down = Move { $name } down
fields-edit = Edit { $name }
fields-delete = Remove the field { $name }
fields-made = Field made
fields-changed = Field changed
fields-gone = Field removed; undo brings its values back
members-select = Select { $name }
members-selected = { $count ->
    [one] { $count } person selected
   *[other] { $count } people selected
  }
members-tag = Tag them with
members-untag = Take the tag away
members-unselect = Select nobody
members-kind-team = Team
members-no-team = People without the team
member-more = More about this person
