# Sources: how each is doing, what is here, and what a person decides.
sources-lead = Where this community talks. Kith reads along and keeps a copy on this computer; it writes only where you allow it.
sources-connect = Connect a source
sources-back = All sources
sources-none = Nothing is connected yet
sources-none-text = Connect a Slack workspace or a Discourse forum once, and what is said there arrives here by itself.
sources-as = read as { $account }
sources-as-nobody = read as a visitor
sources-reads = reads only
sources-writes = reads and writes
sources-fine = Up to date
sources-never = Not read yet
sources-stopped = Stopped before the end; the next run goes on from there
sources-reading = Reading
sources-progress = Reading { $name }
sources-wait = Waiting, next try { $time }
sources-wait-network = Waiting for the network, next try { $time }
sources-wait-source = The source asked for a pause, this goes on at { $time }
sources-wait-remote = The source answers with an error, next try { $time }
sources-wait-keyring = Waiting for the keyring, next try { $time }
sources-last-ok = last complete { $time }
sources-paused = Paused
sources-asks = Needs you: is this really gone?
sources-asks-help = That is so when channels were cleaned up, and also when the account lost sight of them. Look there before you decide.
sources-follow = They were really deleted: follow
sources-keep = Keep what is here
sources-needs = Needs you: { $what }
sources-needs-key = Needs you: the key is not accepted any more
sources-needs-right = Needs you: the key may not do this
sources-other = Needs you: another community answers there
sources-other-help = Nothing of it was stored. Connect again with the key of the community that is here.
sources-stage-people = { $count ->
    [0] people
   *[other] { $done } of { $of } people
  }
sources-stage-spaces = { $count ->
    [0] channels and categories
   *[other] { $done } of { $of } channels and categories
  }
sources-stage-messages = { $count ->
    [0] messages
   *[other] channel { $done } of { $of }
  }
sources-stage-threads = { $count ->
    [0] threads
   *[other] thread { $done } of { $of }
  }
sources-stage-topics = { $count ->
    [0] topics
   *[other] topic { $done } of { $of }
  }
sources-stage-posts = { $count ->
    [0] posts
   *[other] { $done } of { $of } posts
  }
sources-stage-likes = { $count ->
    [0] likes
   *[other] likes, { $done } of { $of }
  }
sources-stage-check = { $count ->
    [0] looking for what changed
   *[other] looking for what changed, { $done } of { $of }
  }
sources-archive = Came from archives; nothing new arrives by itself.
sources-sample = Made up, to look around in. There is nothing to connect.
sources-archive-span = From { $from } to { $until }
sources-since = Everything since { $day }.
sources-since-shown = Everything since { $day } that this key is shown.
sources-since-through = Everything from { $day } up to { $time }.
sources-not-all = Not everything is here yet.
sources-here = { $count ->
    [one] { $count } message here
   *[other] { $count } messages here
  }
sources-here-slack = { $fewer ->
    [0] { $here } messages here, { $there } at Slack
   *[other] { $here } messages here, { $there } at Slack ({ $fewer } were taken away, or are not shown to Kith)
  }
sources-here-forum = { $fewer ->
    [0] { $here } messages here, { $there } at the forum
   *[other] { $here } messages here, { $there } at the forum ({ $fewer } were taken away, or are not shown to Kith)
  }
sources-people = { $here } people here, { $there } there
sources-unreadable = { $count ->
    [one] { $count } record could not be read
   *[other] { $count } records could not be read
  }
sources-unreadable-title = Records that could not be read
sources-unreadable-lead = They came from connected sources and were set aside as they are. Nothing else was held up by them.
sources-hidden = { $count ->
    [one] One thing cannot be read
   *[other] { $count } things cannot be read
  }
sources-hidden-plan = The plan hides older messages.
sources-hidden-plan-help = Nobody sees them there. An export made by an administrator, or a paid plan, brings them.
sources-hidden-capped = Slack slows this app down to 15 messages a minute.
sources-hidden-capped-help = It takes it for a distributed one. Connect again with an app of your own, made from the description in step 2.
sources-hidden-space = { $name } cannot be read: { $why }.
sources-hidden-space-help = Have the account invited there; the next run then reads it from the beginning.
sources-hidden-scope = { $what } cannot be read.
sources-hidden-scope-help = The key lacks { $scope }. Add it to the app, install the app again, then connect again.
sources-last-run = Last run { $time }: { $brought }
sources-last-full = Last run { $time }, a look at everything: { $brought }
sources-brought = { $added } new, { $changed } changed, { $removed } removed
sources-brought-nothing = nothing new
sources-next = Next run { $time }, every { $every } minutes
sources-next-now = The next run begins in a moment
sources-report-added = New
sources-report-changed = Changed
sources-report-removed = Removed
sources-report-known = Known already
sources-report-sent = Sent from here
sources-report-requests = Requests
sources-report-waits = Waited
sources-report-waited = { $count ->
    [one] once, { $time }
   *[other] { $count } times, { $time }
  }
sources-report-took = Took
sources-report-full = Everything was last looked at
sources-scopes = { $count ->
    [one] The key may do { $count } thing
   *[other] The key may do { $count } things
  }
sources-read = Read now
sources-read-all = Look at everything again
sources-stop = Stop
sources-pause = Pause
sources-go-on = Go on
sources-settings = Settings…
sources-again = Connect again…
sources-leave = Disconnect…
sources-more = More for { $name }
sources-connect-this = Connect
sources-leave-title = Disconnect { $name }?
sources-leave-text = The key is forgotten and nothing new is read. All { $messages } messages that are here stay, and so do your notes. You can connect it again at any time.
sources-leave-yes = Disconnect
sources-settings-title = Settings of { $name }
sources-name = Name
sources-what-read = What is read
sources-private = Private channels
sources-private-help = Those the account is in. People wrote there expecting few readers.
sources-direct = Direct messages
sources-direct-help = Only those of the account that reads.
sources-emails = E-mail addresses
sources-emails-help = Every look-up of an address is logged at the forum.
sources-writing = Writing
sources-write = Let me write there from here
sources-write-help = Replies, messages and reactions go out under your name, and only those you send. Kith never writes by itself.
sources-key-reads = The present key may only read.
sources-hint-legend = News at once
sources-hint = Listen for news (Socket Mode)
sources-hint-help = While Kith is open, Slack says when something happened, and Kith then reads sooner. What Slack says is not kept; everything still comes from the workspace itself.
sources-hint-token = App-level token
sources-hint-example = xapp-…
sources-hint-where = In your app’s settings at Slack: switch on Socket Mode, add message events under “Event Subscriptions”, and make a token with connections:write under “Basic Information”. The token goes to the keyring.
sources-hint-kept = A token is kept. Paste another one to use that instead; take the tick away to stop and forget it.
sources-hint-missing = paste the app-level token here
sources-hint-listening = Hears at once when something happens.
sources-hint-waiting = Does not hear news just now; reads at its interval.
sources-hint-stopped = Stopped listening for news; reads at its interval.
sources-every = Minutes between runs
sources-every-help = At least 5. Each run asks only for what is new.
sources-every-wrong = a whole number of minutes, from 5 to 10080 (a week)
home-source-needs = { $name } needs you. See what to do.
home-source-late = { $name } has been waiting for more than a day. See why.
home-sources-need = { $count ->
    [one] { $count } source needs a look.
   *[other] { $count } sources need a look.
  }
