-- Indexes that rows reach in no order: each new row touches a page of its own. A large import puts the first two off and
-- makes them at its end, sorted at once; a file whose import was cut off gets them when it is opened. The others are about
-- few rows: making them late would read all rows once more.

-- What a person wrote, in order of time: the key order makes it so. With the space, counting reads no row.
CREATE INDEX IF NOT EXISTS activity_written ON activity (identity_id, id, space_id) WHERE kind <= 2 AND gone_at IS NULL;
CREATE INDEX IF NOT EXISTS reaction_identity ON reaction (identity_id, activity_id);
-- What else somebody did.
CREATE INDEX IF NOT EXISTS activity_other ON activity (identity_id, id, kind) WHERE kind > 2;
-- What was taken away, by who had written it.
CREATE INDEX IF NOT EXISTS activity_gone ON activity (identity_id) WHERE gone_at IS NOT NULL;
