# Events, their guests and the door.
nav-events = Events
help-events = Go to Events
events-title = Events
events-lead = Planned here, with no network needed: tasks, people, guests and the door.
events-coming = To come
events-coming-none = Nothing is planned.
events-past = Past
events-none = No events yet
events-none-text = Plan the first one: a template brings its tasks, counted back from the day.
event-new = Plan an event
event-plan-it = Plan it
event-saved = Saved: { $what }
event-removed = Removed: { $what }
event-cancelled = Cancelled
event-late = { $count ->
    [one] { $count } task late
   *[other] { $count } tasks late
  }
event-open = { $count ->
    [one] { $count } task open
   *[other] { $count } tasks open
  }
event-waiting = { $count } waiting
event-came = { $count } came
event-going = { $count } going
event-of = { $going } of { $seats }
event-tabs = Parts of this event
event-tab-plan = Plan
event-tab-guests = Guests
event-tab-talks = Talks
event-tab-door = Door
event-tab-edit = Edit
event-kind-meetup = Meetup
event-kind-webinar = Webinar
event-kind-workshop = Workshop
event-kind-ama = AMA
event-kind-office-hours = Office hours
event-kind-conference = Conference
event-form-place = At a place
event-form-online = Online
event-form-hybrid = Both
event-template = Begin with
event-template-brings = { $tasks ->
    [one] { $tasks } task
   *[other] { $tasks } tasks
  }, { $costs ->
    [one] { $costs } line of budget
   *[other] { $costs } lines of budget
  }
event-title = Title
event-kind = Kind
event-form = Where people are
event-capacity = Seats
event-capacity-none = As many as come
event-starts = Begins
event-ends = Ends
event-zone = Time zone
event-place = Place
event-link = Page or call
event-text = Text for the public
event-approval = Each sign-up is approved by a person
event-is-cancelled = It does not take place
event-remove = Remove event
event-seats = Going
event-tasks-open = Tasks open
event-tasks = What is to be done
event-tasks-none = Nothing yet. Write T-14 for fourteen days before, T+1 for the day after, or a day.
task-title = Task
task-due = Due
task-due-hint = T-14 or a day
task-owner = Who
task-late = late
task-mark = Done: { $what }
task-is-done = Done
task-saved = Saved: { $what }
task-done = Done: { $what }
task-open = Open again: { $what }
event-parts = People and suppliers
event-parts-none = Nobody yet: hosts, speakers, sponsors, volunteers, suppliers.
role-host = Host
role-speaker = Speaker
role-sponsor = Sponsor
role-volunteer = Volunteer
role-supplier = Supplier
part-role = As
part-name = Who
part-state = Answer
part-state-of = Answer of { $name }
part-contact = Last contact
part-next = Next step
part-asked = Asked
part-yes = Yes
part-no = No
part-confirmed = Confirmed
part-saved = Saved: { $what }
event-costs = Budget
cost-label = For
cost-planned = Planned
cost-committed = Promised
cost-paid = Paid
cost-sum = Sum
cost-saved = Saved: { $what }
cost-per-head = Per head
cost-per-head-text = { $amount } for each of { $heads } people: of what was paid, or else promised, or else planned.
event-keep-template = Use this plan again
event-template-name = Name, such as “Our monthly meetup”
event-template-keep = Keep as template
event-keep-template-text = Keeps form, length, place, seats, text, tasks and planned costs. No people.
event-template-kept = Template kept: { $what }
event-template-remove = Remove
event-template-removed = Template removed: { $what }

guest-going = Going
guest-pending = To approve
guest-waiting = Waiting
guest-offered = Seat offered
guest-expired = Offer expired
guest-invited = Invited
guest-declined = Not coming
guest-cancelled = Cancelled
guest-add = Add guest
guest-name = Name
guest-email = E-mail
guest-state = State
guest-state-of = State of { $name }
guest-plus = Come along
guest-ticket = Ticket
guest-code = Code
guest-answers = Answers
guest-answers-count = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
  }
guest-needs = Access and diet
guest-needs-hint = For you only: in exports only where you say so, and not in the door’s files.
guest-registered = Signed up
guest-is-member = Member
guest-erased = Somebody who was erased
guest-saved = Saved: { $what }
guest-came = Came { $time }
guest-until = until { $time }
guest-since = since { $time }
guests-search = Search guests
guests-all = All
guests-import = Import list
guests-offer = Offer free seats
guests-offered = { $offered ->
    [0] Nobody was offered a seat
    [one] One person was offered a seat
   *[other] { $offered } people were offered a seat
  }. { $expired } offers expired, { $free } seats stay free.
guests-full = Full: all { $seats } seats are taken or offered
guests-free = { $free ->
    [one] { $free } seat free
   *[other] { $free } seats free
  }
guests-chosen = { $count } chosen. Move to:
guests-choose = Choose { $name }
guests-choose-all = Choose all that are shown
guests-choose-none = Choose none
guests-moved = { $count ->
    [one] One guest moved
   *[other] { $count } guests moved
  }
guests-join = These two are one person
guests-join-text = For somebody who was written in twice, at two doors: they count once, and undo parts them again.
guests-joined = Both are one guest now
guests-out = Export or print
guests-out-for = For
guests-out-csv = Any program (CSV)
guests-out-xlsx = A spreadsheet (.xlsx)
guests-out-bevy = Bevy
guests-out-bevy-text = As Bevy’s upload of attendees wants it, 5,000 guests at most. Bevy takes it after the event.
guests-out-salesforce = Salesforce
guests-out-salesforce-text = Campaign members with their status: Invited, Registered, Attended, No-Show. A member field called “Contact ID” or “Lead ID” fills that column; Salesforce takes either.
guests-out-campaign = Campaign ID
guests-out-which = Which guests
guests-out-came = Those who came
guests-out-private = With access, diet and answers, which are private
guests-out-private-text = The file then says what people told you in confidence. Give it only to those who need it, and delete it afterwards.
guests-out-write = Save file
guests-out-done = { $count ->
    [one] One guest is saved in { $path }
   *[other] { $count } guests are saved in { $path }
  }
guests-print = Print
guests-print-text = With QR codes for the door. A PDF has Latin, Greek and Cyrillic letters and writes other names in Latin ones; a page, printed in your browser, has them all.
guests-print-as = File
guests-print-pdf = PDF
guests-print-page = Page (.html)
guests-print-sheet = Paper
guests-print-a4 = A4
guests-print-letter = US Letter
guests-print-badges = Badges, 8 a sheet
guests-print-badges-done = { $count ->
    [one] One badge is saved in { $path }
   *[other] { $count } badges are saved in { $path }
  }
guests-print-tickets = Tickets, 4 a sheet
guests-print-tickets-done = { $count ->
    [one] One ticket is saved in { $path }
   *[other] { $count } tickets are saved in { $path }
  }
guests-print-ticket-of = Ticket of { $name }
show-mean = About { $mean } of { $heads } will come
show-range = { $low } to { $high }, nine times in ten
show-over = May be more than there are seats
show-more-waiting = { $count ->
    [0] Invite nobody more from the waitlist for now: the next one may be one too many.
    [one] Invite one more from the waitlist and there are seats for everybody, 95 % sure.
   *[other] Invite { $count } more from the waitlist and there are seats for everybody, 95 % sure.
  } { $waiting ->
    [one] One waits.
   *[other] { $waiting } wait.
  }
show-more = { $count ->
    [0] Invite nobody more for now: the next one may be one too many.
    [one] Say yes to one more and there are seats for everybody, 95 % sure.
   *[other] Say yes to { $count } more and there are seats for everybody, 95 % sure.
  }
show-how = How this is counted
show-how-text = At { $events ->
    [one] the one earlier event
   *[other] { $events } earlier events
  } here, { $rate } % of those who were expected came. { $known ->
    [0] None of these guests was
    [one] One of these guests was
   *[other] { $known } of these guests were
  } expected before: they are taken to come as often as they did, pulled towards what is usual, as if they had been expected four more times. { $unknown ->
    [0] Nobody is
    [one] One person is
   *[other] { $unknown } are
  } here for the first time and counted as usual. How much evenings differ is part of the range.
show-how-other = None of them was of the same sort, online or at a place, so take this with care.
show-how-seats = Everybody who was offered a seat counts as having taken it, and those who come along come with them.
guests-none = No guests yet
guests-none-text = Add them, or import the list from Luma, Meetup, Eventbrite, Zoom, Bevy, Hi.Events, pretix, alf.io, Indico, Mobilizon or any CSV, again and again.
guests-none-found = Nobody is called so
guests-import-text = A list from Luma, Meetup, Eventbrite, Zoom, Bevy, Hi.Events, pretix, alf.io, Indico, Mobilizon, or any CSV or .xlsx. Import it as often as you like: what is new, changed or cancelled is shown first.
guests-import-members = { $count ->
    [one] { $count } of them is a member
   *[other] { $count } of them are members
  }
guests-import-zone = Its times do not say their zone. They are in:
guests-import-dates = Its dates can be read in two ways:
guests-import-day-first = the day first
guests-import-month-first = the month first
guests-import-cancel = { $count ->
    [one] Cancel the one who is not in this file any more
   *[other] Cancel the { $count } who are not in this file any more
  }
guests-import-columns = What its columns mean
guests-import-done = { $count ->
    [0] Nothing in it is new.
    [one] One guest imported
   *[other] { $count } guests imported
  }
guests-import-yes = { $count ->
    [0] Import what it says of { $event }
    [one] Import one change
   *[other] Import { $count } changes
  }
guests-column = Column
guests-column-is = Is
guests-column-of = What { $name } is
guests-what = What changes
guests-put-new = New
guests-put-changed = Changed
guests-put-cancelled = Cancelled
guests-put-missing = Not in the file
guests-put-erased = Erased people
guests-use-ignore = Nothing
guests-use-key = Number of the guest
guests-use-first = First name
guests-use-last = Last name
guests-use-handle = Handle
guests-use-came = Whether or when they came
guests-use-answer = An answer
guests-format-any = A table

door-search = Two letters of a name, or scan a code
door-key-in = lets in
door-key-choose = choose
door-key-walk = walk-in
door-key-undo = takes back
door-hits = Guests
door-is-in = is in.
door-was-in = came already at { $time }.
door-is-out = is not in any more.
door-first = First time
door-say-hello = Say hello!
door-nobody = Nobody on the list is called so.
door-unknown = Nobody on the list has this name or code.
door-walk-in = Let in { $name }
door-walk-text = A name, and an e-mail address behind it if they like.
door-last = Came last
door-undo-of = Take back that { $name } came
door-nothing-undo = Nobody was let in here that could be taken back.
door-in = In
door-of = in, of { $seats } seats
door-expected = { $count } said that they come
door-other = Second laptop
door-other-text = Give each other’s file to the other, in any order, as often as you like: the same person twice is one, and the first time counts.
door-desk = This door is called
door-desk-hint = Main entrance
door-export = Write file
door-import = Read file
door-merge = Read
door-file = Read a door’s file
door-shared = Written: { $path }
door-merged = { $came ->
    [0] Nobody came there who was not known here
    [one] One guest came there
   *[other] { $came } came there
  }{ $undone ->
    [0] {""}
    [one] , one was taken back
   *[other] , { $undone } were taken back
  }{ $guests ->
    [0] {""}
    [one] , one guest is new here
   *[other] , { $guests } guests are new here
  }.{ $joined ->
    [0] {""}
    [one] {" "}One guest is one with another now.
   *[other] {" "}{ $joined } guests are one with others now.
  }

event-talks = Talks
talks-as = Show as
talks-list = List
talks-grid = By room
talks-clashes = { $count ->
    [one] One talk clashes
   *[other] { $count } talks clash
  }
event-talks-none = No talks yet
event-talks-none-text = What is said when, in which room and by whom. Rooms that are taken and speakers who are elsewhere are told.
talk-title = Talk
talk-speaker = Speaker
talk-room = Room
talk-no-room = No room yet
talk-track = Track
talk-starts = Begins
talk-seats = Seats
talk-has-seats = { $count ->
    [one] { $count } seat
   *[other] { $count } seats
  }
talk-there = There
talk-there-of = Who was in { $what }
talk-there-count = { $count } were in { $what }
talk-add = Who is in it
talk-nobody = Nobody is marked. Two letters or a code, and Enter.
talk-is-there = { $name } was in it
talk-is-not = { $name } was not in it
talk-not-there = Take { $name } out
talk-room-taken = In this room is “{ $what }” at that time
talk-speaker-taken = The speaker is in “{ $what }” at that time
talk-clash = Clash:
talk-clashes-of = Clashes on { $day }
talk-clash-room = Clash at { $at } in { $who }: “{ $one }” and “{ $other }” are in one room.
talk-clash-speaker = Clash at { $at }: { $who } speaks in “{ $one }” and “{ $other }”.
talk-outside = Not within the event
talk-saved = Saved: { $what }
scan-title = Scan tickets
scan-text = A scanner that types works in the field, too. Pictures stay on this computer and are not kept.
scan-camera = Use the camera
scan-stop = Stop the camera
scan-screen = What the camera sees
scan-picture = Read a picture
scan-nothing = No code was found in this picture.
scan-no-camera = This computer has no camera that can be used here: read a picture, or use a scanner that types.
scan-refused = The camera may not be used in this window: read a picture, or use a scanner that types.
scan-busy = The camera is used by another program: close that, or read a picture.
scan-unknown = This window knows no cameras: read a picture, or use a scanner that types.
step-event-plan = plan an event
step-event-change = change an event
step-event-remove = remove an event
step-plan-keep = keep a template
step-plan-remove = remove a template
step-task-save = save a task
step-task-finish = finish a task
step-task-reopen = reopen a task
step-task-remove = remove a task
step-part-save = save somebody’s part
step-part-remove = remove somebody’s part
step-cost-save = save a cost
step-cost-remove = remove a cost
step-guest-save = save a guest
step-guest-remove = remove a guest
step-guests-move = move guests
step-seats-offer = offer seats
step-guests-import = import guests
step-guests-join = make two guests one
step-talk-save = save a talk
step-talk-remove = remove a talk
step-talk-visit = mark who was in a talk
