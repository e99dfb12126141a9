-- Insights: what messages are like, and what a community decided about its numbers.

CREATE TABLE message_pack (
  -- What was said on a day in public, in a few bytes a message: how long it is, how it sounds, whom it answers. A day without
  -- a row here is read when it is asked for; whatever changes a day takes its row away.
  day     INTEGER NOT NULL PRIMARY KEY,       -- days since 1970-01-01
  edition INTEGER NOT NULL,                   -- of the rules by which it was scored
  entries BLOB NOT NULL                       -- store/src/metrics/said.rs has the format
) STRICT;

CREATE TABLE message_tone (
  -- How a message sounds, as somebody set it. What no longer finds its message is shown nowhere and harms nothing.
  message    TEXT NOT NULL PRIMARY KEY,       -- uid of the space in which its number is unique, a space, the number
  tone       TEXT NOT NULL CHECK (tone IN ('positive', 'neutral', 'negative')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE health_band (
  -- How a measure of the community's health is put on a scale of 0 to 5, where it is not as Kith came with it.
  measure    TEXT NOT NULL PRIMARY KEY,       -- id of a metric
  bounds     TEXT NOT NULL CHECK (json_valid(bounds)), -- of 1, 2, 3, 4 and 5; falling where less is better
  updated_at INTEGER NOT NULL
) STRICT;
