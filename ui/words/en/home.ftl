# Home, and the first choice in a new community.
alone-nothing = Nothing is due today.
alone-more = Nothing is connected, and nothing has to be.
start-lead = Nothing is in here yet. How would you like to begin?
start-running = The first import is on its way. You can already look around.
start-progress = { $records } records read
start-watch = Watch it
start-import = Import an export
start-import-text = A Slack export, as the zip file or the unpacked folder. It is read here and stays here.
start-sample = Explore a sample community
start-sample-text = A made-up chat and forum with a few years of life, to see what Kith does. Nothing in it is real.
start-connect = Connect Slack or Discourse
start-connect-text = Sign in once, and what is said there arrives by itself. Kith only reads, unless you allow more.
source-slack = Slack
source-discourse = Discourse
source-sample-chat = Sample chat
source-table = Table
source-sample-forum = Sample forum
home-since = Since { $day }
home-last = last activity
home-last-import = Last import
home-quarantined = { $count ->
    [one] { $count } record could not be read and was set aside. See which, and why.
   *[other] { $count } records could not be read and were set aside. See which, and why.
  }
home-people = People
home-bots = { $count ->
    [one] and { $count } bot
   *[other] and { $count } bots
  }
home-messages = Messages
home-replies = { $count ->
    [one] { $count } of them a reply
   *[other] { $count } of them replies
  }
home-threads = Threads
home-spaces = { $count ->
    [one] in { $count } space
   *[other] in { $count } spaces
  }
home-reactions = Reactions
home-joins = { $count ->
    [one] and { $count } arrival
   *[other] and { $count } arrivals
  }
home-weeks = The last two years, by week
home-weeks-shown = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
  }
home-weekly-messages = Messages each week
home-weekly-people = People who wrote each week
home-busiest = Busiest spaces
home-all-spaces = { $count ->
    [one] { $count } space
   *[other] All { $count } spaces
  }
home-newest = Newest members
home-all-newest = All members, newest first
home-sources = Sources
home-source = Source
home-members = Members
home-span = From – to
