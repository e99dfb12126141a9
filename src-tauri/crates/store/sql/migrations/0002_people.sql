CREATE TABLE identity_link (
  -- Which person an account belongs to, as somebody decided; it wins over what is found by itself. A link is all that a
  -- merge is, so it can be taken back at any time.
  identity  TEXT NOT NULL PRIMARY KEY,        -- uid of the account
  anchor    TEXT NOT NULL,                    -- uid of the account whose member it belongs to; its own: it stays by itself
  why       TEXT CHECK (why IS NULL OR json_valid(why)),  -- the reasons that were shown then
  linked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX identity_link_anchor ON identity_link (anchor);

CREATE TABLE not_same (
  -- Two accounts that somebody told apart: they are not suggested and not joined again.
  pair       TEXT NOT NULL PRIMARY KEY,       -- both uids, the lower first, with a space between
  a          TEXT NOT NULL,
  b          TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  CHECK (a < b)
) STRICT;

CREATE TABLE auto_link (
  -- Derived: accounts that are one person because their sources verified the same address.
  identity_id INTEGER NOT NULL PRIMARY KEY,
  anchor_id   INTEGER NOT NULL,
  address     TEXT NOT NULL
) STRICT;

CREATE TABLE tally (
  -- Derived: what each account did, so that a member's row is the sum of its accounts'.
  identity_id INTEGER NOT NULL PRIMARY KEY,
  posts       INTEGER NOT NULL DEFAULT 0,
  replies     INTEGER NOT NULL DEFAULT 0,
  reactions   INTEGER NOT NULL DEFAULT 0,
  first_at    INTEGER,
  last_at     INTEGER,
  joined_at   INTEGER
) STRICT;
INSERT INTO tally (identity_id, posts, replies, reactions, first_at, last_at, joined_at)
  SELECT id, posts, replies, reactions, first_at, last_at, joined_at FROM member;
