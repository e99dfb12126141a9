# What leaves Kith: lists, everything, one person's data; and what is let go.
export-open = Export
export-members-csv = CSV
export-members-excel = CSV for Excel
export-members-xlsx = Spreadsheet
export-members-vcard = Contacts (vCard)
export-members-json = JSON
export-members-hubspot = CSV for HubSpot
export-members-salesforce = CSV for Salesforce
export-done = { $rows ->
    [one] One row is saved in { $path }
   *[other] { $rows } rows are saved in { $path }
  }
rights-export-html = Export everything, to read
rights-export-json = Export everything, as JSON
rights-exported = Everything about this person is saved in { $path }
rights-erase = Erase { $name } …
rights-erase-title = Erase { $name }?
rights-erase-text = Everything of this person goes from every file that Kith has on this computer.
rights-accounts = Accounts
rights-messages = Messages whose words go
rights-happenings = Joins and the like
rights-reactions = Reactions that lose their name
rights-memberships = Spaces, groups and badges
rights-profile = Fields, tags and organisations
rights-notes = Notes, private ones too
rights-written = Messages written to them from here
rights-stays = Answers of others stay where they are; in place of what was answered stands that something was there.
rights-mentions = { $count ->
    [one] One message of others mentions this person. What others wrote stays.
   *[other] { $count } messages of others mention this person. What others wrote stays.
  }
rights-copies = { $count ->
    [one] One older copy or export in the community’s folder goes as well.
   *[other] { $count } older copies and exports in the community’s folder go as well.
  }
rights-again = No sync, import or older copy brings this person back. At the source itself nothing changes.
rights-final = This cannot be undone.
rights-type = Type “{ $name }” to go on
rights-erase-yes = Erase
rights-erasing = Erasing …
rights-erased = { $name } is erased
export-all-title = Take everything with you
export-all-text = Members, accounts, tags, conversations, shared notes and all the rest, in formats that other programs read. Private notes are not among it.
export-all-start = Export everything
export-all-running = { $rows ->
    [0] Writing …
   *[other] { $rows } rows written
  }
export-all-done = { $files } files are saved in { $path }
