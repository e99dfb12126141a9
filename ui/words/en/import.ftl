# Importing an archive, and looking back at it.
import-title = Import
import-lead = A Slack export (its zip file or its unpacked folder), or a table of members or activities (CSV or .xlsx). It is read on this computer; importing it again brings only what is new.
import-drop-here = Drop the archive or table to look into it
import-choose-label = Choose an archive or a table
import-drop = Drop an archive or a table here, or
import-choose = Choose a file…
import-choose-folder = Choose a folder…
import-path = Path of the archive, folder or table
import-path-example = /home/you/Downloads/export.zip
import-look = Look into it
import-inspecting = Looking into the archive…
import-preview = What is in the archive
import-unreadable = This cannot be imported
import-unreadable-text = Kith reads Slack exports: a zip file, or a folder with users.json and channels.json in it.
import-other = Choose another one
import-slack = Slack export
import-before = This archive was already imported on { $day }. Importing it again brings only what is missing.
import-known = This workspace is already here. What is known stays as it is; new messages are added.
import-unfinished = An import of this archive was not finished.
import-resume = Go on with it
import-channels = Public channels
import-private = Private channels
import-direct = Direct messages
import-people = People
import-days = Day files
import-bring = What to bring
import-bring-channels = { $count ->
    [one] The public channel
   *[other] The { $count } public channels
  }
import-bring-private = { $count ->
    [0] Private channels (none in it)
    [one] The private channel
   *[other] The { $count } private channels
  }
import-bring-direct = { $count ->
    [0] Direct messages (none in it)
    [one] The direct conversation
   *[other] The { $count } direct conversations
  }
import-bring-text = People wrote those expecting few readers. Bring them only if you are meant to read them.
import-one-at-a-time = Another import is running. This one can begin when it is through.
import-start = Import
import-running = Import of { $name }
import-cancelling = Being cancelled…
import-said = { $share } per cent done
import-files = { $done } of { $total } files
import-left = about { $time } left
import-records = Records
import-stored = Stored
import-known-records = Already known
import-improved = Updated
import-quarantined = Set aside
import-cancel-title = Cancel this import?
import-cancel-text = All messages this import has brought so far ({ $stored } records) are removed again. What was here before stays.
import-cancel-no = Keep importing
import-cancel-yes = Cancel and remove
import-past = Imports so far
import-summary = { $records ->
    [one] { $records } record: { $stored } stored, { $known } already known
   *[other] { $records } records: { $stored } stored, { $known } already known
  }
import-summary-aside = { $count } set aside
import-left-out = { $count ->
    [one] { $count } file of private conversations left out
   *[other] { $count } files of private conversations left out
  }
import-state-running = Running
import-state-done = Done
import-state-cancelled = Cancelled
import-state-failed = Failed
import-state-interrupted = Interrupted
import-back = All imports
import-balanced = Every record is accounted for: { $records } read = { $stored } stored + { $known } already known + { $quarantined } set aside.
import-unbalanced = The numbers do not add up. Please tell us: this must not happen.
import-by-space = By channel
import-set-aside = Set aside ({ $count })
import-space = Channel
import-file-count = Files
import-adds-up = Adds up
import-total = All
import-yes = yes
import-no = no
import-none-aside = Nothing was set aside.
import-position = record { $position }
import-line = line { $line }
import-summary-cancelled = all messages it had brought were removed again
