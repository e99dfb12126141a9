-- Reports: the manager's own words, and which reports are made by themselves.

CREATE TABLE report_text (
  -- The manager's own words in one report: an introduction, stories, an outlook.
  id         TEXT NOT NULL PRIMARY KEY,       -- template and period: 'monthly 2024-05'
  template   TEXT NOT NULL,
  period     TEXT NOT NULL,                   -- '2024-W20', '2024-05', '2024-Q2'
  words      TEXT NOT NULL CHECK (json_valid(words)),
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE report_schedule (
  -- A kind of report that is made as soon as a period has ended.
  template   TEXT NOT NULL PRIMARY KEY,
  formats    TEXT NOT NULL CHECK (json_valid(formats)),
  folder     TEXT NOT NULL,
  since      INTEGER NOT NULL,                -- periods that ended before are not made
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE report_made (
  -- What became of each file that was to be made.
  template TEXT NOT NULL,
  period   TEXT NOT NULL,
  format   TEXT NOT NULL,
  path     TEXT NOT NULL,
  at       INTEGER NOT NULL,
  trouble  TEXT,                              -- 'exists', 'failed'; NULL when it was made
  PRIMARY KEY (template, period, format)
) STRICT, WITHOUT ROWID;
