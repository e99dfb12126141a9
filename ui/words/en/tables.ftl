# Importing a table: what its columns mean, what would change, and taking it back.
table-columns = What the columns mean
table-inspecting = Looking into the table…
table-unreadable-text = Kith reads CSV files with any separator and encoding, and .xlsx workbooks.
table-facts = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  }
table-broken = { $count ->
    [one] { $count } row cannot be read
   *[other] { $count } rows cannot be read
  }
table-commas = commas
table-semicolons = semicolons
table-tabs = tabs
table-bars = vertical bars
table-recognised = Read as { $name }. Rows that are here already are updated.
table-profile = Read as
table-profile-new = A new kind of table
table-name = Remember this kind of table as
table-name-help = The next file with these columns is read in the same way, and updates what this one brings.
table-sheet = Sheet
table-column = Column
table-samples = What is in it
table-use = Used for
table-use-of = Use of the column { $name }
table-unread-dates = By its name this column holds dates, but { $wrong } of { $filled } cells are none that can be read. It is kept as words.
table-empty-column = empty
table-key = Rows are told apart by
table-key-help = Two rows with the same one are the same person, in this file and in later ones.
table-dates = Dates such as 03/04/2024
table-dates-auto = As the column shows
table-dates-day = Day first (3 April)
table-dates-month = Month first (4 March)
table-dates-ask = The dates in { $name } can be read in two ways: choose which number is the day.
table-trust = Its e-mail addresses are verified
table-trust-help = Whoever has the same verified address elsewhere is joined without asking. Otherwise it is suggested.
table-erases = Empty cells empty what is known
table-try = Preview
table-trying = Reading every row…
table-back = Back to the columns
table-tried = What would change
table-tried-text = Nothing has been changed yet. Everything this import changes can be taken back later as a whole.
table-new = New
table-changed = Changed
table-same = As they are
table-repeated = Repeated
table-refused = Left out
table-import = Import { $count ->
    [one] { $count } row
   *[other] { $count } rows
  }
table-nothing = There is nothing to import.
table-line = Line
table-reason = Why
table-stands = What stands there
table-row = Who
table-says = What it says
table-was = { $field }: { $before } → { $after }
table-nobody = nothing
table-first-shown = The first { $count } are shown.
table-kind-members = Each row is a person
table-kind-activities = Each row is something that somebody did
table-rows = What the rows are
table-rows-done = { $done } of { $total } rows
table-cancel-text = Everything this import has brought and changed so far ({ $stored } rows) is taken back. What was here before stays.
table-take-back = Take back this import
table-take-back-title = Take back this import?
table-take-back-text = What it brought goes, and what it changed is again as it was. Rows that were changed since, or that you wrote something about, stay.
table-take-back-no = Keep it
table-take-back-yes = Take it back
table-use-ignore = Nothing
table-use-keep = Keep as it is
table-use-id = Id
table-use-name = Name
table-use-first-name = First name
table-use-last-name = Last name
table-use-email = E-mail address
table-use-phone = Telephone
table-use-handle = Handle
table-use-title = Title or role
table-use-company = Company
table-use-location = Location
table-use-zone = Time zone
table-use-pronouns = Pronouns
table-use-joined = Joined on
table-use-left = Left on
table-use-tags = Tags
table-use-link = Link
table-use-custom = Field of its own
table-use-at = When it happened
table-use-what = What happened
table-use-text = Description
table-use-page = Link about it
table-use-kind = Kind of activity
table-use-number = Key of the activity
table-field-joined = Joined on
table-field-left = Has left
table-field-trusted = Verified address
table-field-links = Links
