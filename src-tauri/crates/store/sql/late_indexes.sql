-- Indexes that rows reach in no order: each new row touches a page of its own. A large import puts them off and makes them
-- at its end, sorted at once; a file whose import was cut off gets them when it is opened.

-- What a person wrote, in order of time: the key order makes it so. With the space and the kind, counting reads no row.
CREATE INDEX IF NOT EXISTS activity_written ON activity (identity_id, id, space_id) WHERE kind <= 2 AND gone_at IS NULL;
CREATE INDEX IF NOT EXISTS activity_other ON activity (identity_id, id, kind) WHERE kind > 2;
CREATE INDEX IF NOT EXISTS reaction_identity ON reaction (identity_id, activity_id);
-- What was taken away, by who had written it.
CREATE INDEX IF NOT EXISTS activity_gone ON activity (identity_id) WHERE gone_at IS NOT NULL;
