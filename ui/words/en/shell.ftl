# The navigation, the keys and the palette.
nav-label = Main
nav-group-day = Every day
nav-group-desk = The desk
nav-group-doing = What we do
nav-group-proof = What it shows
nav-group-house = The house
nav-home = Home
nav-members = Members
nav-conversations = Conversations
nav-search = Search
nav-sources = Sources
nav-sources-need = { $count ->
    [one] { $count } needs you
   *[other] { $count } need you
  }
nav-outbox = Outbox
nav-outbox-count = { $count ->
    [one] { $count } is waiting
   *[other] { $count } are waiting
  }
nav-outbox-stuck = { $count ->
    [one] { $count } is stuck
   *[other] { $count } are stuck
  }
nav-import = Import
nav-settings = Settings
nav-skip = Skip to the content
nav-switch = Community: { $name }. Switch to another
nav-new-community = New community…
nav-find = Go to…
nav-keys = Keyboard
nav-importing = Importing
nav-import-done = { $stored ->
    [one] { $name } has been read: { $stored } record stored.
   *[other] { $name } has been read: { $stored } records stored.
  }
nav-import-stopped = The import of { $name } did not finish.
nav-import-see = See it
nav-share = { $share } %
key-palette = Ctrl K
key-palette-mac = ⌘ K
help-title = Keyboard
help-everywhere = Everywhere
help-lists = In lists and tables
help-palette = Find a person, a space or a command
help-search = Search everywhere
help-filter = Filter what this screen shows
help-help = Show these keys
help-home = Go to Home
help-members = Go to Members
help-conversations = Go to Conversations
help-go-search = Go to Search
help-sources = Go to Sources
help-outbox = Go to the outbox
help-import = Go to Import
help-settings = Go to Settings
help-move = One row up or down
help-page = One page up or down
help-ends = To the first or last row
help-open = Open
help-writing = When writing
help-send = Send what is written
help-leave = Leave the field; what is written stays
help-close = Close a dialog, a menu or a side panel
palette-title = Go to
palette-placeholder = A person, a space, a note, or something to do…
palette-people = People
palette-spaces = Spaces
palette-notes = Notes
palette-commands = Commands
palette-none = Nothing has that name.
palette-search = Search everywhere for “{ $text }”
palette-theme-light = Light theme
palette-theme-dark = Dark theme
palette-theme-system = Theme of the system
palette-go = Go to { $place }
palette-help = Show the keyboard
palette-switch = Switch to { $name }
