# Numbers that no chat tells, what goes through steps, and factors.
nav-figures = Figures
figures-title = Figures
figures-lead = What no chat tells: type it in, or bring it as a file. Insights count with it.
figures-numbers = Numbers
figures-steps = Through steps
figures-estimates = Estimates
figures-count = { $count ->
    [one] { $count } kept
   *[other] { $count } kept
  }
figures-none = Nothing kept yet
figures-none-text = Type the first one above, or import a file.

figure-tickets = Support tickets
figure-views = Views
figure-downloads = Downloads
figure-visits = Visits
figure-answer-views = Views of accepted answers
figure-flags = Flags raised
figure-flags-agreed = Flags agreed with
figure-flags-disagreed = Flags disagreed with
figure-revenue-members = Revenue of members
figure-revenue-others = Revenue of non-members
figure-customers-members = Customers who are members
figure-customers-others = Customers who are not
figure-tickets-hint = Tickets that support got. With them Insights say which share is resolved in the community.
figure-views-hint = Page or topic views as the source counts them. With pages as labels, Insights also find what nobody reads.
figure-downloads-hint = Downloads, as the source counts them.
figure-visits-hint = Visits of the community, for the Khoros form of support deflection.
figure-answer-views-hint = Views of accepted answers, for FeverBee’s indirect support deflection.
figure-flags-hint = Flags that members raised, for flags per 1,000 posts.
figure-flags-agreed-hint = Flags that moderators agreed with, for the flagging ratio.
figure-flags-disagreed-hint = Flags that moderators disagreed with, for the flagging ratio.
figure-revenue-members-hint = What customers who are members brought. Only with all four totals, of two windows, is there an effect to see.
figure-revenue-others-hint = What customers who are no members brought: the group to compare with.
figure-customers-members-hint = How many customers the members’ revenue is from.
figure-customers-others-hint = How many customers the others’ revenue is from.

figure-period = Days
figure-period-example = 2024-05
figure-value = Value
figure-amount = Amount
figure-label = Of what
figure-label-example = The whole
figure-note = Note
figure-currency = Currency
figure-add = Add
figure-keep = Keep
figure-edit = Change { $what }
figure-take = Remove { $what }
figure-whole = the whole
figure-saved = Kept { $what }
figure-same = That is kept already.
figure-removed = Removed { $what }

sheet-feedback = Feedback
sheet-lead = Leads
sheet-invitation = Invitations
sheet-incident = Incidents
sheet-feedback-hint = What members say about the product, from hearing it to telling them what became of it.
sheet-lead-hint = Members or companies that may become customers. A person marks them; nothing is a lead by itself.
sheet-invitation-hint = Who was asked to join. Whoever joins with the address has accepted.
sheet-incident-hint = Reports of how somebody behaved: counted by day and outcome, without names. Neither number nor note leaves Kith.
matter-label-feedback = What was said
matter-label-lead = Company or person
matter-label-invitation = E-mail address
matter-label-incident = Number
matter-member = Member
matter-member-hint = Find by name
matter-area = Part of the product
matter-kind-feedback = Kind
matter-kind-lead = First touch
matter-kind-incident = Outcome
matter-kind-none = Not said
matter-voters = Others who said so
matter-note = Note
matter-steps = Steps
matter-day = 2024-05-12
matter-day-time = 2024-05-12 13:30
matter-state = At
matter-from-message = From a message
message-feedback = Mark as feedback
matter-saved = Saved { $what }

kind-bug = Bug
kind-wish = Wish
kind-praise = Praise
kind-question = Question
kind-community = The community
kind-elsewhere = Elsewhere
kind-no-violation = No violation
kind-not-identified = Violation, actor not identified
kind-resolved = Resolved
kind-recorded = Flagged for the record
kind-banned = Banned

state-new = New
state-passed-on = Passed on
state-planned = Planned
state-shipped = Shipped
state-declined = Declined
state-told = Member told
state-subscriber = Subscriber
state-lead = Lead
state-marketing-lead = Marketing qualified lead
state-sales-lead = Sales qualified lead
state-opportunity = Opportunity
state-customer = Customer
state-evangelist = Evangelist
state-other = Other
state-sent = Sent
state-bounced = Bounced
state-accepted = Accepted
state-received = Received
state-acknowledged = Acknowledged
state-investigating = Investigating
state-decided = Decided
state-closed = Closed

factors-title = Factors
factors-hint = Every estimate is made with these. Reports print each with its source.
factor-ticket-cost = Cost of a ticket
factor-answer-share = Readers of an answer who would have asked
factor-seeking-share = Visits that look for support
factor-found-share = Of these, those that find it
factor-contact-share = Of these, who would have contacted support
factor-value = Value
factor-source = Source
factor-own = set here
factor-published = as published
factor-reset = As published
factor-set = Set
factor-saved = Changed: { $what }

figures-import = Import a file
figures-import-path = Path of the file
figures-import-example = /home/you/tickets.csv
figures-import-choose = Choose a file
figures-import-look = Look at it
figures-import-text = CSV or .xlsx; the first line names the columns. The same file again changes nothing.
figures-import-columns = Columns: { $columns }
figures-import-yes = { $count ->
    [0] Nothing to import
    [one] Import { $count } row
   *[other] Import { $count } rows
  }
figures-import-done = { $count ->
    [0] Nothing was new
    [one] Imported { $count } row
   *[other] Imported { $count } rows
  }
figures-import-unused = Columns that mean nothing here: { $columns }
figures-put-new = New
figures-put-changed = Changed
figures-put-same = As it is
figures-put-wrong = Left out

step-figure-save = keep a number
step-figure-remove = remove a number
step-figures-import = import numbers
step-factor-set = change a factor
step-factor-reset = reset a factor
step-currency = change the currency
step-feedback-save = save feedback
step-lead-save = save a lead
step-invitation-save = save an invitation
step-incident-save = save an incident
step-matter-remove = remove an entry
