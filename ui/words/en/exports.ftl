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
