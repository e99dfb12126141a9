-- Laptops at several doors tell each other who is one person.

CREATE TABLE guest_join (
  -- Two rows of a guest list that somebody made one person, or parted again. Turns are only counted on, so what several laptops
  -- know adds up to the same in any order; domain/src/joins.rs has the rules.
  id    TEXT NOT NULL PRIMARY KEY,            -- '<one> <other>'
  event TEXT NOT NULL,                        -- may be of no event or guest that is here any more
  one   TEXT NOT NULL,
  other TEXT NOT NULL,
  turns INTEGER NOT NULL CHECK (turns > 0),   -- odd: they are one person
  CHECK (one < other)
) STRICT;
CREATE INDEX guest_join_event ON guest_join (event);
