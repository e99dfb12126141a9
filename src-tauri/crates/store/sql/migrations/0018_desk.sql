-- The queue of the unanswered is read from what was opened day by day, and not from every message of a month.

CREATE TABLE question_pack (
  -- What was opened on a day in public, in a few bytes a message: by whom, where, whether it asks, whom it names. A day without
  -- a row here is read when it is asked for; whatever changes a day takes its row away.
  day     INTEGER NOT NULL PRIMARY KEY,       -- days since 1970-01-01
  edition INTEGER NOT NULL,                   -- of the rule that says what asks
  entries BLOB NOT NULL                       -- store/src/metrics/openings.rs has the format
) STRICT;
