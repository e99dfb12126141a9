CREATE TABLE space_pack (
  -- What accounts did in one space, packed by stretches of 32 days: numbers of one channel are asked for now and then, and
  -- reading all its messages each time takes seconds. A space is packed when it is first asked for; from then on it has a row
  -- for the lowest number there is, and what changes a stretch takes its entries away, which are packed anew when they are asked for.
  space_id INTEGER NOT NULL REFERENCES space (id),
  stretch  INTEGER NOT NULL,                  -- days since 1970-01-01, divided by 32
  entries  BLOB,                              -- NULL: to be packed anew
  PRIMARY KEY (space_id, stretch)
) STRICT, WITHOUT ROWID;
