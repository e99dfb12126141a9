-- Mentoring: programmes kept to begin others with, and who was told of a pair.

CREATE TABLE programme_template (
  -- What a programme says, without its people and its days.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  days       INTEGER CHECK (days >= 0),       -- from its first to its last day; NULL: it has no last
  plan       TEXT NOT NULL CHECK (json_valid(plan)), -- store/src/programmes/templates.rs has the form
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

-- When each side was told who the other is: YYYY-MM-DD.
ALTER TABLE mentorship ADD COLUMN mentor_told_on TEXT;
ALTER TABLE mentorship ADD COLUMN mentee_told_on TEXT;
