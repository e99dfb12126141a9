# Advocates: who could speak for the community, who is asked, and what became of it.
nav-advocates = Advocates
adv-title = Advocates
adv-lead = Those who could speak for the community, and those who do: who is asked for what, until when, and how it went.
adv-pipeline = Pipeline
adv-candidates = Candidates
adv-rules-lead = Whoever meets at least three rules is here, with the rules they met. You decide.
adv-looked = { $looked ->
    [one] Looked at { $looked } member
   *[other] Looked at the { $looked } most active members
  } of { $active } who wrote in the last eight weeks.
adv-unknown = Not known here yet: { $rules }.
adv-rule-level = Contributing or leading
adv-rule-thanked = { $count } answers that others thanked for
adv-rule-connected = Talks with { $count } people
adv-rule-spoke = Spoke or hosted
adv-rule-praised = Praised the product
adv-rule-steady = Active in { $count } of 8 weeks
adv-rule-no-case = No open case
adv-rule-thanked-name = Answers thanked for
adv-rule-connected-name = Talks with many
adv-rule-steady-name = Active most weeks
adv-none = Nobody is asked yet
adv-none-text = Look at the candidates, or add somebody yourself.
adv-no-candidates = No candidates
adv-no-candidates-text = Nobody meets three rules in these weeks. Somebody you know of can be added in the pipeline.
adv-take = Put into the pipeline
adv-taken = In the pipeline: { $name }
adv-messages = { $count } messages in eight weeks
adv-member = Member
adv-member-hint = Name, handle or e-mail
adv-what = What for
adv-what-hint = A talk, a story, a reference
adv-due = Until
adv-note = Note
adv-add = Add
adv-keep = Keep
adv-edit = Change { $name }
adv-remove = Remove { $name }
adv-kept = Kept: { $name }
adv-removed = Removed: { $name }
adv-step-identified = Identified
adv-step-proposed = Proposed
adv-step-agreed = Agreed
adv-step-submitted = Submitted
adv-step-complete = Complete
adv-step-declined = Declined
adv-step-rejected = Rejected
adv-moved = { $name }: { $step }
adv-move = Move { $name } to another step
adv-on = Steps are noted for
adv-overdue = Late since { $day }
adv-due-on = until { $day }
adv-thanked = { $kudos ->
    [one] thanked once
   *[other] thanked { $kudos } times
  }
adv-given = { $gifts ->
    [one] one gift
   *[other] { $gifts } gifts
  }
adv-changed = Changed since they agreed: { $before } → { $after } messages, { $over ->
    [one] 60 days before and one day after
   *[other] 60 days before and { $over } days after
  }
help-advocates = Go to Advocates
