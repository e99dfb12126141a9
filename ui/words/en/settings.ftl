# Settings.
settings-community = Community
settings-look = Look
settings-theme = Theme
settings-theme-system = As the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-data = Data
settings-raw = Keep each record as it came
settings-raw-text = The original JSON is kept beside what was read from it. The file grows to about twice its size; a later version can then read more out of it.
settings-about = About
settings-version = Kith
settings-sqlite = SQLite
settings-webview = Web view
settings-file = File of this community
settings-folder = Folder
diagnostics-show = Show what helps whoever helps
diagnostics-title = For whoever helps
diagnostics-text = Versions, sizes and states; nobody's names, words or addresses. Nothing is sent: read it, then copy it to where you ask.
diagnostics-copy = Copy
settings-private = Private notes and reminders
settings-private-off = Private notes are not set up yet. They are sealed with a key of this machine and a recovery code on paper.
settings-private-open = Private notes are open ({ $count ->
    [one] one sealed note
   *[other] { $count } sealed notes
  }). They lock after fifteen minutes without you.
settings-private-by-code = This system has no keyring for them: after each start, the recovery code opens them.
settings-private-locked = Private notes are locked ({ $count ->
    [one] one sealed note
   *[other] { $count } sealed notes
  }).
settings-private-begin = Set up private notes
settings-quiet = Quiet hours
settings-quiet-text = Follow-ups that are due are not counted beside their name until the quiet ends. Nothing is hidden from the list.
settings-quiet-hours = When it is quiet
settings-quiet-help = On these evenings, until the next morning.

settings-computer = This computer
settings-remind = Remind me by the desktop
settings-remind-text = A quarter of an hour before a session, an hour before an event, and once a day when follow-ups are due. Names and notes are in no reminder, and quiet hours hold them.
settings-starts = Start with the computer
settings-starts-text = Kith opens after you log in, and goes on reading what your sources say. With an icon in the tray it begins there.
settings-tray = An icon in the tray
settings-tray-text = Closing the window hides it there, and Kith goes on reading, reminding and backing up. The icon’s menu opens it, leads to the door of today’s event, and quits. Where your desktop shows no such icons, start Kith again to see its window.
settings-tray-missing = What draws icons in the tray is not installed on this system. Its package is called libayatana-appindicator3-1 on Debian and Ubuntu, libayatana-appindicator-gtk3 on Fedora.
days-off-title = Days off
days-off-lead = On these days the team does not work: times in business hours do not count them. The calendar shows them, too.
days-off-calendar = { NUMBER($count) } { $count ->
    [one] day
   *[other] days
  }: the team does not work on these
days-off-no-calendar = There is no calendar of holidays yet.
days-off-bring = Bring one in the calendar
days-off-day = Day
days-off-name = What it is
days-off-add = Add
days-off-added = Day off kept
days-off-removed = Day off removed
days-off-changed = Days off changed
days-off-remove = Remove { $name }
