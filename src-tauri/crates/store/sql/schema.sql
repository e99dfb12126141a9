-- Generated: the schema as all migrations together make it. `UPDATE=1 cargo test schema` writes it.

CREATE TABLE setting (
  -- One row per setting of the community; the value is JSON.
  key        TEXT NOT NULL PRIMARY KEY,
  value      TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE import_space (
  -- The reconciliation, channel by channel: records = stored + known + quarantined.
  import      INTEGER NOT NULL REFERENCES import (number),
  name        TEXT NOT NULL,
  files       INTEGER NOT NULL DEFAULT 0,
  records     INTEGER NOT NULL DEFAULT 0,
  stored      INTEGER NOT NULL DEFAULT 0,
  known       INTEGER NOT NULL DEFAULT 0,
  improved    INTEGER NOT NULL DEFAULT 0,     -- those of `known` whose newer state was taken
  quarantined INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (import, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync (
  -- How a connected source is read: what a person chose, where reading stands, how it went. No secret is in here.
  source_id       INTEGER NOT NULL PRIMARY KEY REFERENCES source (id),
  settings        TEXT NOT NULL CHECK (json_valid(settings)),
  identity        TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(identity)),  -- as whom it is read, and what that may
  state           TEXT NOT NULL CHECK (state IN ('idle', 'running', 'waiting', 'paused', 'asking', 'failed')),
  error           TEXT CHECK (error IS NULL OR json_valid(error)),
  checkpoint      TEXT CHECK (checkpoint IS NULL OR json_valid(checkpoint)),  -- the connector's own
  progress        TEXT CHECK (progress IS NULL OR json_valid(progress)),
  coverage        TEXT CHECK (coverage IS NULL OR json_valid(coverage)),
  report          TEXT CHECK (report IS NULL OR json_valid(report)),          -- of the last run
  removals        TEXT NOT NULL DEFAULT 'ask' CHECK (removals IN ('ask', 'allow', 'keep')),
  every           INTEGER NOT NULL,           -- minutes between runs
  next_run_at     INTEGER,
  last_started_at INTEGER,
  last_ok_at      INTEGER,
  last_full_at    INTEGER,
  failures        INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE identity (
  -- An account on a source.
  id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid        TEXT NOT NULL UNIQUE,
  source_id  INTEGER NOT NULL REFERENCES source (id),
  remote     TEXT NOT NULL,
  handle     TEXT,
  name       TEXT NOT NULL,
  real_name  TEXT,
  title      TEXT,
  pronouns   TEXT,
  email      TEXT,
  zone       TEXT,
  is_bot     INTEGER NOT NULL DEFAULT 0,
  is_guest   INTEGER NOT NULL DEFAULT 0,
  is_admin   INTEGER NOT NULL DEFAULT 0,
  has_left   INTEGER NOT NULL DEFAULT 0,
  missing    INTEGER NOT NULL DEFAULT 0,      -- seen only as an author
  joined_at  INTEGER,
  trust      INTEGER,                         -- how far the source trusts it, where it says so
  standing   INTEGER NOT NULL DEFAULT 0 CHECK (standing BETWEEN 0 AND 3),  -- good, silenced, suspended, staged
  fields     TEXT CHECK (fields IS NULL OR json_valid(fields)),            -- what else its profile says: [label, value]
  changed_at INTEGER NOT NULL DEFAULT 0,
  raw        INTEGER, phone TEXT, location TEXT, company TEXT, links TEXT CHECK (links IS NULL OR json_valid(links)), avatar TEXT,                         -- raw_block * 64 + place in it
  UNIQUE (source_id, remote)
) STRICT;

CREATE INDEX identity_email ON identity (email) WHERE email IS NOT NULL;

CREATE TABLE space (
  -- A channel, a category, or the forum that numbers its posts.
  id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid          TEXT NOT NULL UNIQUE,
  source_id    INTEGER NOT NULL REFERENCES source (id),
  remote       TEXT NOT NULL,
  name         TEXT NOT NULL,
  former_names TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(former_names)),
  named_at     INTEGER NOT NULL DEFAULT 0,    -- the age of what the name was read from: the newest name wins
  kind         TEXT NOT NULL CHECK (kind IN ('channel', 'private', 'direct', 'group', 'category', 'restricted', 'forum')),
  archived     INTEGER NOT NULL DEFAULT 0,
  topic        TEXT,
  purpose      TEXT,
  created_at   INTEGER,
  messages     INTEGER NOT NULL DEFAULT 0,    -- derived
  threads      INTEGER NOT NULL DEFAULT 0,    -- derived
  joins        INTEGER NOT NULL DEFAULT 0,    -- derived
  last_at      INTEGER,                       -- derived
  UNIQUE (source_id, remote)
) STRICT;

CREATE TABLE membership (
  -- Who is in a space.
  space_id    INTEGER NOT NULL REFERENCES space (id),
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  PRIMARY KEY (space_id, identity_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_group (
  -- A set of accounts that a source keeps: a user group, or those who were given a badge.
  id        INTEGER NOT NULL PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id),
  kind      TEXT NOT NULL CHECK (kind IN ('group', 'badge')),
  remote    TEXT NOT NULL,
  name      TEXT NOT NULL,
  purpose   TEXT,
  archived  INTEGER NOT NULL DEFAULT 0,
  UNIQUE (source_id, kind, remote)
) STRICT;

CREATE TABLE account_group_member (
  -- Who is in it.
  group_id    INTEGER NOT NULL REFERENCES account_group (id),
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  PRIMARY KEY (group_id, identity_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX account_group_member_identity ON account_group_member (identity_id);

CREATE TABLE topic (
  -- A forum's topic, by its own number: what the forum says of it as a whole.
  realm_id INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  root_id  INTEGER,                           -- the post that opened it, or the row that stands in for it
  title    TEXT NOT NULL DEFAULT '',
  tags     TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  closed   INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0,
  unlisted INTEGER NOT NULL DEFAULT 0,
  solved   INTEGER NOT NULL DEFAULT 0,
  views    INTEGER,
  PRIMARY KEY (realm_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX topic_root ON topic (root_id);

CREATE TABLE mark (
  -- What a connector remembers of a thread or topic, to see the next time whether it changed.
  space_id INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  value    INTEGER NOT NULL,
  extra    INTEGER NOT NULL,
  PRIMARY KEY (space_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
  -- Something a person did: a message, a join. Reactions have their own table.
  -- The key is the second it happened times 64 plus a place in that second, so key order is time order: the newest, a
  -- person's latest and a stretch of time are ranges of it, and no index on time is needed.
  -- Its parents are not declared as REFERENCES: looking both up for every row is a twentieth of an import's work. Rows are
  -- written by store/src/ingest alone, and `kith check` looks for lost parents.
  id          INTEGER NOT NULL PRIMARY KEY,
  space_id    INTEGER NOT NULL,
  realm_id    INTEGER NOT NULL,               -- the space in which `remote` is unique
  remote      INTEGER NOT NULL,
  identity_id INTEGER,
  kind        INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 6),  -- post, reply, join, leave, system, missing
  flags       INTEGER NOT NULL,               -- 1 written by a program, 2 shown in the space as well
  occurred_at INTEGER NOT NULL,
  thread_id   INTEGER,                        -- the activity that opened the conversation; NULL for that one itself
  edited_at   INTEGER,
  gone_at     INTEGER,                        -- its author or a moderator took it away
  state       INTEGER NOT NULL,               -- fingerprint of what can change
  import      INTEGER,                        -- the import that brought it
  improved_by INTEGER,                        -- the import that changed it last
  raw         INTEGER,                        -- raw_block * 64 + place in it
  text        TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX activity_remote ON activity (realm_id, remote);

CREATE INDEX activity_thread ON activity (thread_id) WHERE thread_id IS NOT NULL;

CREATE TABLE emoji (
  -- The names of reactions.
  id   INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE reaction (
  -- Who chose which reaction. Identity 0 stands for those whom the source counted without naming.
  activity_id INTEGER NOT NULL,
  emoji_id    INTEGER NOT NULL,
  identity_id INTEGER NOT NULL,
  count       INTEGER NOT NULL,               -- 1, or the number of the unnamed
  at          INTEGER,                        -- when, where the source tells
  PRIMARY KEY (activity_id, emoji_id, identity_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE file (
  -- Files that were shared: what they are called, never their bytes.
  activity_id INTEGER NOT NULL,
  place       INTEGER NOT NULL,
  name        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  PRIMARY KEY (activity_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE raw_block (
  -- The source's own JSON of up to 64 records, compressed together.
  id    INTEGER NOT NULL PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE quarantine (
  -- What could not be read. Shown, never dropped.
  id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  import   INTEGER NOT NULL REFERENCES import (number),
  place    TEXT NOT NULL,
  position INTEGER NOT NULL,
  reason   TEXT NOT NULL,
  sample   TEXT NOT NULL,
  seen_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX quarantine_import ON quarantine (import, id);

CREATE TABLE person (
  -- Which member an account belongs to. An account that nobody linked is its own member.
  identity_id INTEGER NOT NULL PRIMARY KEY REFERENCES identity (id),
  member_id   INTEGER NOT NULL
) STRICT;

CREATE INDEX person_member ON person (member_id);

CREATE TABLE member (
  -- A member as the lists show it. The key is that of its first account.
  id        INTEGER NOT NULL PRIMARY KEY,
  name      TEXT NOT NULL,
  name_key  TEXT NOT NULL,                    -- folded for sorting
  is_bot    INTEGER NOT NULL,
  has_left  INTEGER NOT NULL,
  joined_at INTEGER,
  first_at  INTEGER,
  last_at   INTEGER,
  posts     INTEGER NOT NULL DEFAULT 0,
  replies   INTEGER NOT NULL DEFAULT 0,
  messages  INTEGER NOT NULL DEFAULT 0,       -- posts and replies: what the list sorts by
  reactions INTEGER NOT NULL DEFAULT 0        -- given
, is_team INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX member_last ON member (last_at, id);

CREATE INDEX member_first ON member (first_at, id);

CREATE INDEX member_name ON member (name_key, id);

CREATE INDEX member_messages ON member (messages, id);

CREATE INDEX member_reactions ON member (reactions, id);

CREATE TABLE thread (
  -- A conversation with at least one answer, or a topic of a forum. The key is that of the activity that opened it.
  id         INTEGER NOT NULL PRIMARY KEY,
  space_id   INTEGER NOT NULL,
  title      TEXT,                            -- of a topic
  started_at INTEGER NOT NULL,
  last_at    INTEGER NOT NULL,
  replies    INTEGER NOT NULL
, starter INTEGER, answered_in INTEGER, answered_by INTEGER, people INTEGER NOT NULL DEFAULT 0, counted INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX thread_space ON thread (space_id, last_at, id);

CREATE INDEX thread_space_started ON thread (space_id);

CREATE INDEX thread_space_replies ON thread (space_id, replies, id);

CREATE INDEX thread_last ON thread (last_at, id);

CREATE INDEX thread_replies ON thread (replies, id);

CREATE TABLE daily (
  -- What each account did on each day of the community's zone, in public spaces. Reactions lie on their message's day.
  day         INTEGER NOT NULL,               -- days since 1970-01-01
  identity_id INTEGER NOT NULL,
  posts       INTEGER NOT NULL,
  replies     INTEGER NOT NULL,
  joins       INTEGER NOT NULL,
  reactions   INTEGER NOT NULL,
  PRIMARY KEY (day, identity_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE week (
  -- What people (no bots) wrote in public spaces, week by week: counted from `daily` for the weeks that changed.
  monday   INTEGER NOT NULL PRIMARY KEY,      -- days since 1970-01-01
  messages INTEGER NOT NULL,
  people   INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE message_fts USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");

CREATE VIRTUAL TABLE topic_fts USING fts5 (
  text, content = '', contentless_delete = 1, prefix = '2', tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");

CREATE VIRTUAL TABLE member_fts USING fts5 (
  text, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");

CREATE INDEX activity_written ON activity (identity_id, id, space_id) WHERE kind <= 2 AND gone_at IS NULL;

CREATE INDEX reaction_identity ON reaction (identity_id, activity_id);

CREATE INDEX activity_other ON activity (identity_id, id, kind) WHERE kind > 2;

CREATE INDEX activity_gone ON activity (identity_id) WHERE gone_at IS NOT NULL;

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
, first_day INTEGER) STRICT;

CREATE TABLE "source" (
  -- One connected workspace or forum, one whose export was imported, or one kind of table.
  id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid        TEXT NOT NULL UNIQUE,
  kind       TEXT NOT NULL CHECK (kind IN ('slack', 'discourse', 'table', 'sample_chat', 'sample_forum')),
  remote     TEXT NOT NULL,                   -- the source's own identity: a team id, a forum's address, an import profile's id
  name       TEXT NOT NULL,
  address    TEXT,                            -- where its pages are, once known: https://example.slack.com
  created_at INTEGER NOT NULL,
  UNIQUE (kind, remote)
) STRICT;

CREATE TABLE "import" (
  -- One reading of an archive. Its row is its checkpoint: it is written in the transaction that stores the records.
  -- A connected source has one for each day on which a sync changed something: it tells how old its rows are.
  id          TEXT NOT NULL PRIMARY KEY,
  number      INTEGER NOT NULL UNIQUE,        -- what activity.import refers to
  kind        TEXT NOT NULL CHECK (kind IN ('slack_export', 'sample', 'sync', 'table')),
  name        TEXT NOT NULL,
  path        TEXT NOT NULL,
  fingerprint TEXT NOT NULL,                  -- of the archive's directory: the same archive has the same one
  options     TEXT NOT NULL CHECK (json_valid(options)),
  source_id   INTEGER REFERENCES source (id),
  state       TEXT NOT NULL CHECK (state IN ('running', 'cancelling', 'done', 'cancelled', 'failed')),
  as_of       INTEGER NOT NULL DEFAULT 0,     -- the newest record in the archive: of two states the one with the higher wins
  checkpoint  INTEGER NOT NULL DEFAULT 0,     -- files that are stored, in the archive's own order
  files       INTEGER NOT NULL DEFAULT 0,
  left_out    INTEGER NOT NULL DEFAULT 0,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER,
  error       TEXT CHECK (error IS NULL OR json_valid(error)),
  notes       TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(notes))
) STRICT;

CREATE TABLE notes_key (
  -- A key that seals private notes. It is never here itself: wrapped by a key in the system's keyring, and by a passphrase
  -- or recovery code.
  id         TEXT NOT NULL PRIMARY KEY,
  by_keyring BLOB,
  by_code    BLOB NOT NULL,
  code_salt  BLOB NOT NULL,
  code_cost  TEXT NOT NULL CHECK (json_valid(code_cost)),
  proof      BLOB NOT NULL,                   -- a constant, sealed: tells a wrong key from damage
  created_at INTEGER NOT NULL,
  retired_at INTEGER
) STRICT;

CREATE TABLE "note" (
  -- What a person wrote: a note, feedback, thanks, or something to do until a day.
  id         TEXT NOT NULL PRIMARY KEY,
  identity   TEXT,                            -- uid of an account of the member: survives merging, splitting and resets
  kind       TEXT NOT NULL DEFAULT 'note' CHECK (kind IN ('note', 'feedback', 'thanks', 'follow_up')),
  visibility TEXT NOT NULL DEFAULT 'private' CHECK (visibility IN ('private', 'shared')),
  text       TEXT NOT NULL,                   -- empty where it is sealed
  sealed     BLOB,                            -- a private note's words, encrypted
  key_id     TEXT REFERENCES notes_key (id),
  version    INTEGER NOT NULL DEFAULT 1,      -- part of what is sealed: an older state cannot be put back unseen
  due_on     TEXT,                            -- a follow-up's day, as wall time: YYYY-MM-DD
  due_time   TEXT,                            -- HH:MM, or the whole day
  due_zone   TEXT,                            -- IANA
  due_at     INTEGER,                         -- the instant these make: for sorting
  done_at    INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK ((sealed IS NULL) = (key_id IS NULL)),
  CHECK (sealed IS NULL OR text = ''),
  CHECK (visibility = 'private' OR sealed IS NULL),
  CHECK ((kind = 'follow_up') = (due_on IS NOT NULL)),
  CHECK ((due_on IS NULL) = (due_at IS NULL))
) STRICT;

CREATE INDEX note_identity ON note (identity) WHERE deleted_at IS NULL;

CREATE INDEX note_due ON note (due_at) WHERE due_at IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL;

CREATE TABLE note_salt (
  -- Each account's own part of the key: without it, notes about it can never be read again, in old copies either.
  identity TEXT NOT NULL PRIMARY KEY,
  salt     BLOB NOT NULL
) STRICT;

CREATE TABLE profile (
  -- What a person wrote over what the sources say, field by field. Without a row, the source is followed.
  id         TEXT NOT NULL PRIMARY KEY,       -- uid of the account, a space, the field
  identity   TEXT NOT NULL,
  field      TEXT NOT NULL,                   -- name, pronouns, team …, or `custom:` and the id of a custom field
  value      TEXT NOT NULL CHECK (json_valid(value)),  -- null: it is known to be empty
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX profile_identity ON profile (identity);

CREATE INDEX profile_field ON profile (field, identity);

CREATE TABLE custom_field (
  -- A field that a community gave its members.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice', 'yes_no', 'link')),
  choices    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(choices)),
  place      INTEGER NOT NULL,                -- in the order of the form
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE tag (
  -- A word that members are marked with.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL,                   -- folded: two tags never differ by case or accents alone
  colour     INTEGER NOT NULL DEFAULT 0 CHECK (colour BETWEEN 0 AND 7),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX tag_name ON tag (name_key) WHERE deleted_at IS NULL;

CREATE TABLE tagging (
  -- Who has which tag.
  id         TEXT NOT NULL PRIMARY KEY,       -- id of the tag, a space, uid of the account
  tag        TEXT NOT NULL REFERENCES tag (id),
  identity   TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX tagging_identity ON tagging (identity);

CREATE INDEX tagging_tag ON tagging (tag, identity);

CREATE TABLE organisation (
  -- A company, a university, a club.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL,
  domain     TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX organisation_name ON organisation (name_key) WHERE deleted_at IS NULL;

CREATE TABLE affiliation (
  -- Who belongs to an organisation, as what, from when until when.
  id           TEXT NOT NULL PRIMARY KEY,
  identity     TEXT NOT NULL,
  organisation TEXT NOT NULL REFERENCES organisation (id),
  role         TEXT,
  from_on      TEXT,                          -- YYYY-MM-DD, YYYY-MM or YYYY
  until_on     TEXT,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX affiliation_identity ON affiliation (identity);

CREATE INDEX affiliation_organisation ON affiliation (organisation, identity);

CREATE TABLE segment (
  -- A rule that chooses members, saved.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  rule       TEXT NOT NULL CHECK (json_valid(rule)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE import_profile (
  -- How the columns of one kind of table are read: remembered for the next time.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  mapping    TEXT NOT NULL CHECK (json_valid(mapping)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE import_row (
  -- What an import of a table changed, row by row, so that all of it can be taken back.
  import INTEGER NOT NULL REFERENCES import (number),
  what   TEXT NOT NULL,                       -- the table it changed
  key    TEXT NOT NULL,
  place  INTEGER NOT NULL,                    -- the row of the file, from 1
  before TEXT CHECK (before IS NULL OR json_valid(before)),  -- nothing: it is new
  after  TEXT NOT NULL CHECK (json_valid(after)),
  PRIMARY KEY (import, what, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE erasure (
  -- Who was erased, as fingerprints only, so that no sync, import or restore brings them back.
  fingerprint TEXT NOT NULL PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('account', 'address')),
  erased_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX thread_stale ON thread (id) WHERE counted = 0;

CREATE TABLE metric_window (
  -- The metrics of one window, as they were computed: for everybody, without the team. Rows go when what they were
  -- computed from changes, so a row that is here is right.
  every      TEXT NOT NULL,                   -- day, week, month, quarter, year
  start      INTEGER NOT NULL,                -- its first day, days since 1970-01-01
  until      INTEGER NOT NULL,                -- the day after its last
  as_of      INTEGER NOT NULL,                -- the day on which it was computed
  definitions TEXT NOT NULL,                  -- the definitions that it was computed by
  points     TEXT NOT NULL CHECK (json_valid(points)),
  PRIMARY KEY (every, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE day_pack (
  -- The rows of `daily` of one day, packed: ten million activities make millions of rows there, and metrics read most of
  -- them. A day without a row here is packed when it is asked for; whatever changes a day takes its pack away.
  day     INTEGER NOT NULL PRIMARY KEY,
  entries BLOB NOT NULL                       -- per account in the order of keys: key's difference, posts, replies, reactions, each a LEB128
) STRICT;

CREATE TABLE metric_stamp (
  -- Raised whenever windows are forgotten: what was computed from an older state is not kept.
  one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  value INTEGER NOT NULL
) STRICT;

CREATE TABLE space_choice (
  -- What was decided here about a space of a source.
  space          TEXT NOT NULL PRIMARY KEY,   -- its uid
  expects_answer INTEGER NOT NULL DEFAULT 1,  -- 0: announcements, which nobody needs to answer
  decided_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE figure (
  -- A number of some days, typed in or imported.
  id         TEXT NOT NULL PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('tickets', 'views', 'downloads', 'visits', 'answer_views', 'flags', 'flags_agreed',
               'flags_disagreed', 'revenue_members', 'revenue_others', 'customers_members', 'customers_others')),
  from_on    TEXT NOT NULL,                   -- the first day: YYYY-MM-DD
  until_on   TEXT NOT NULL,                   -- the day after the last
  label      TEXT NOT NULL DEFAULT '',        -- of what: a page, a shop; empty for the whole
  value      INTEGER NOT NULL,                -- how many; of money, minor units
  currency   TEXT,                            -- of money: ISO 4217
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK (from_on < until_on),
  CHECK ((kind IN ('revenue_members', 'revenue_others')) = (currency IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX figure_what ON figure (kind, from_on, until_on, label) WHERE deleted_at IS NULL;

CREATE TABLE matter (
  -- What goes through dated steps, and is marked by a person: feedback, a lead, an invitation, an incident.
  id         TEXT NOT NULL PRIMARY KEY,
  sheet      TEXT NOT NULL CHECK (sheet IN ('feedback', 'lead', 'invitation', 'incident')),
  identity   TEXT,                            -- uid of an account of whom it is about; an incident is about nobody here
  activity   INTEGER,                         -- the message it was said in
  label      TEXT NOT NULL,                   -- what was said; a company; an address; an incident's number
  label_key  TEXT NOT NULL,                   -- folded: two of a sheet never differ by case or accents alone
  area       TEXT NOT NULL DEFAULT '',        -- part of the product
  kind       TEXT,                            -- of feedback, which; of a lead, where it began; of an incident, how it ended
  voters     INTEGER NOT NULL DEFAULT 0,      -- people who said the same
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER, merged_into TEXT,
  CHECK (sheet <> 'incident' OR (identity IS NULL AND activity IS NULL))
) STRICT;

CREATE UNIQUE INDEX matter_what ON matter (sheet, label_key) WHERE deleted_at IS NULL;

CREATE INDEX matter_identity ON matter (identity) WHERE identity IS NOT NULL;

CREATE TABLE matter_step (
  -- When a matter entered a step for the first time, on the community's clock.
  id     TEXT NOT NULL PRIMARY KEY,           -- id of the matter, a space, the step
  matter TEXT NOT NULL REFERENCES matter (id),
  step   TEXT NOT NULL,
  moment TEXT NOT NULL                        -- YYYY-MM-DD, or YYYY-MM-DD HH:MM
) STRICT;

CREATE INDEX matter_step_matter ON matter_step (matter);

CREATE TABLE factor (
  -- A number that an estimate is made with, where it is not the one that Kith came with.
  id         TEXT NOT NULL PRIMARY KEY,
  value      REAL NOT NULL CHECK (value >= 0),
  source     TEXT NOT NULL,                   -- where it is from, in words
  updated_at INTEGER NOT NULL
) STRICT;

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

CREATE TABLE attention (
  -- What was decided about a conversation in the queue. Its key is that of the message that opened it; what no longer
  -- finds its message is shown nowhere and harms nothing.
  activity      INTEGER NOT NULL PRIMARY KEY,
  claimed_by    TEXT,                         -- a name; empty: by whoever uses this file; nothing: by nobody
  snoozed_until INTEGER,
  closed_at     INTEGER,                      -- it needs no answer; unless somebody wrote in it since
  updated_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE greeting (
  -- Newcomers who were greeted, by account: a member is greeted once, however many accounts it has.
  identity   TEXT NOT NULL PRIMARY KEY,       -- uid of the account
  how        TEXT NOT NULL CHECK (how IN ('sent', 'by_hand', 'not_needed')),
  intent     TEXT,                            -- the message in the outbox
  greeted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE lapse_pause (
  -- Members whose silence is known about: they are not shown as lapsing until a day.
  identity   TEXT NOT NULL PRIMARY KEY,       -- uid of an account
  until_at   INTEGER NOT NULL,
  decided_at INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_text (
  -- A text that is used again, with places for words: {first_name}.
  id         TEXT NOT NULL PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('reply', 'greeting', 'message')),
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL,                   -- folded: two of a kind never differ by case or accents alone
  body       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX saved_text_name ON saved_text (kind, name_key) WHERE deleted_at IS NULL;

CREATE INDEX member_joined ON member (joined_at, id) WHERE joined_at IS NOT NULL;

CREATE TABLE watch (
  -- A number that somebody wants to be told about: when a metric of the last whole week, month or quarter lies beyond a bound.
  id         TEXT NOT NULL PRIMARY KEY,
  metric     TEXT NOT NULL,
  every      TEXT NOT NULL CHECK (every IN ('week', 'month', 'quarter')),
  beyond     TEXT NOT NULL CHECK (beyond IN ('under', 'over')),
  bound      REAL NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE introduction_choice (
  -- Who does not want to be introduced, or not before a day; in rounds for volunteers only: who said yes.
  identity      TEXT NOT NULL PRIMARY KEY,    -- uid of an account of the member
  choice        TEXT NOT NULL CHECK (choice IN ('usual', 'in', 'out')),
  snoozed_until TEXT,                         -- the first day on which they can be drawn again: YYYY-MM-DD
  updated_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE introduction_round (
  -- People who were drawn on one day.
  id         TEXT NOT NULL PRIMARY KEY,
  made_on    TEXT NOT NULL,                   -- YYYY-MM-DD in the community's zone
  options    TEXT NOT NULL CHECK (json_valid(options)),  -- who could be drawn
  words      TEXT NOT NULL,                   -- the message, with places for words
  title      TEXT NOT NULL,                   -- its title, where a source wants one
  ask_after  INTEGER NOT NULL CHECK (ask_after BETWEEN 1 AND 365),  -- days from sending until "did they meet?"
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE introduction_group (
  -- Two people, or three, who are introduced to one another.
  id          TEXT NOT NULL PRIMARY KEY,      -- id of the round, a space, its place
  round       TEXT NOT NULL REFERENCES introduction_round (id),
  place       INTEGER NOT NULL,
  points      INTEGER NOT NULL,
  reasons     TEXT NOT NULL CHECK (json_valid(reasons)),
  state       TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'sent', 'met', 'not_met')),
  sent_at     INTEGER,
  ask_on      TEXT,                           -- when to ask whether they met: YYYY-MM-DD
  answered_at INTEGER,
  updated_at  INTEGER NOT NULL,
  CHECK ((state = 'proposed') = (sent_at IS NULL)),
  CHECK ((state IN ('met', 'not_met')) = (answered_at IS NOT NULL))
) STRICT;

CREATE INDEX introduction_group_round ON introduction_group (round, place);

CREATE INDEX introduction_group_ask ON introduction_group (ask_on) WHERE state = 'sent';

CREATE TABLE introduction_member (
  -- Who is in a group.
  id         TEXT NOT NULL PRIMARY KEY,       -- id of the group, a space, the account's uid
  pair       TEXT NOT NULL REFERENCES introduction_group (id),
  identity   TEXT NOT NULL
) STRICT;

CREATE INDEX introduction_member_pair ON introduction_member (pair);

CREATE INDEX introduction_member_identity ON introduction_member (identity);

CREATE TABLE kudos (
  -- Thanks to somebody: for what, by whom, when.
  id         TEXT NOT NULL PRIMARY KEY,
  identity   TEXT NOT NULL,                   -- uid of an account of whom it is for
  words      TEXT NOT NULL,                   -- for what
  by_whom    TEXT NOT NULL DEFAULT '',        -- who says so, in words
  given_on   TEXT NOT NULL,                   -- YYYY-MM-DD
  shared     INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),  -- said in public already
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX kudos_identity ON kudos (identity) WHERE deleted_at IS NULL;

CREATE INDEX kudos_given ON kudos (given_on, id) WHERE deleted_at IS NULL;

CREATE TABLE gift (
  -- Something that somebody was given.
  id         TEXT NOT NULL PRIMARY KEY,
  identity   TEXT NOT NULL,
  what       TEXT NOT NULL,
  why        TEXT NOT NULL DEFAULT '',
  given_on   TEXT NOT NULL,                   -- YYYY-MM-DD
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX gift_identity ON gift (identity) WHERE deleted_at IS NULL;

CREATE INDEX gift_given ON gift (given_on, id) WHERE deleted_at IS NULL;

CREATE TABLE birthday (
  -- A day that somebody asked to be congratulated on: a row is their yes. No year.
  identity   TEXT NOT NULL PRIMARY KEY,
  day        TEXT NOT NULL CHECK (day GLOB '[01][0-9]-[0-3][0-9]'),  -- MM-DD
  how        TEXT NOT NULL DEFAULT '',        -- how they said so
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE celebrated (
  -- What was celebrated, so that it never is twice.
  id       TEXT NOT NULL PRIMARY KEY,         -- uid of the account, a space, the occasion
  identity TEXT NOT NULL,
  occasion TEXT NOT NULL,                     -- 'years 3', 'birthday 2026', 'answers 100', 'first_post'
  done_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX celebrated_identity ON celebrated (identity);

CREATE TABLE advocate (
  -- Somebody who speaks for the community, or is asked to.
  id         TEXT NOT NULL PRIMARY KEY,
  identity   TEXT NOT NULL,
  what       TEXT NOT NULL DEFAULT '',        -- what they are asked for: a talk, a story, a reference
  rules      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(rules)),  -- which rules they met when they were chosen
  due_on     TEXT,                            -- until when: YYYY-MM-DD
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX advocate_identity ON advocate (identity) WHERE deleted_at IS NULL;

CREATE TABLE advocate_step (
  -- What became of it, dated: the newest row is the state.
  id       TEXT NOT NULL PRIMARY KEY,
  advocate TEXT NOT NULL REFERENCES advocate (id),
  step     TEXT NOT NULL CHECK (step IN ('identified', 'proposed', 'agreed', 'submitted', 'complete', 'declined', 'rejected')),
  on_day   TEXT NOT NULL,                     -- YYYY-MM-DD
  at       INTEGER NOT NULL                   -- when it was written down: orders steps of one day
) STRICT;

CREATE INDEX advocate_step_advocate ON advocate_step (advocate);

CREATE TABLE content_campaign (
  -- Posts that belong together, and what they are for.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  from_on    TEXT NOT NULL,                   -- the first day: YYYY-MM-DD
  until_on   TEXT NOT NULL,                   -- the last day
  goal       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK (from_on <= until_on)
) STRICT;

CREATE TABLE content_template (
  -- A post that is written again and again: by hand, or made ahead on the days of its rule.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  title      TEXT NOT NULL DEFAULT '',
  body       TEXT NOT NULL DEFAULT '',        -- Markdown
  space      TEXT,                            -- uid of the space; NULL: by hand elsewhere
  place      TEXT NOT NULL DEFAULT '',        -- what that is called
  owner      TEXT,                            -- uid of an account of whoever looks after it
  campaign   TEXT,                            -- id of a campaign
  tags       TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  time       TEXT NOT NULL DEFAULT '',        -- HH:MM; empty for any
  zone       TEXT NOT NULL,                   -- IANA: whose clock
  rule       TEXT CHECK (rule IS NULL OR json_valid(rule)),  -- on which days; NULL: by hand
  from_on    TEXT,                            -- not before this day
  until_on   TEXT,                            -- not after this day
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK ((rule IS NULL) = (from_on IS NULL))
) STRICT;

CREATE TABLE content_post (
  -- A post that is planned: what, where, when on whose clock, by whom, and where it stands.
  id           TEXT NOT NULL PRIMARY KEY,
  title        TEXT NOT NULL,
  body         TEXT NOT NULL DEFAULT '',      -- Markdown
  state        TEXT NOT NULL CHECK (state IN ('idea', 'draft', 'review', 'scheduled', 'published', 'measured')),
  space        TEXT,                          -- uid of the space; NULL: by hand elsewhere
  place        TEXT NOT NULL DEFAULT '',      -- what that is called, or where it goes by hand
  owner        TEXT,                          -- uid of an account of whoever looks after it
  planned_on   TEXT,                          -- YYYY-MM-DD on the clock of `zone`
  planned_time TEXT NOT NULL DEFAULT '',      -- HH:MM; empty for any
  zone         TEXT NOT NULL,                 -- IANA: the wall time stays, whatever the community's zone becomes
  campaign     TEXT,                          -- id of a campaign
  notes        TEXT NOT NULL DEFAULT '',
  tags         TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  series       TEXT,                          -- id of the template that made it ahead …
  series_on    TEXT,                          -- … for this day
  intent       TEXT,                          -- id in the outbox; NULL: posted by hand
  activity     INTEGER,                       -- the message it became, picked by hand; it may be gone
  published_at INTEGER,                       -- by hand, UTC milliseconds
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  deleted_at   INTEGER,
  CHECK ((series IS NULL) = (series_on IS NULL)),
  CHECK (planned_on IS NOT NULL OR planned_time = '')
) STRICT;

CREATE UNIQUE INDEX content_post_series ON content_post (series, series_on) WHERE series IS NOT NULL;

CREATE INDEX content_post_planned ON content_post (planned_on) WHERE deleted_at IS NULL;

CREATE TABLE content_result (
  -- What became of a post in its first seven days: counted once they are over, so that it stays when the source goes away.
  post       TEXT NOT NULL PRIMARY KEY,       -- id of the post
  activity   INTEGER NOT NULL,                -- of which message
  answers    INTEGER NOT NULL,
  people     INTEGER NOT NULL,
  reactions  INTEGER NOT NULL,
  views      INTEGER,
  counted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE content_find (
  -- Something a member made that is worth using again, and whether they agreed.
  id         TEXT NOT NULL PRIMARY KEY,
  activity   INTEGER NOT NULL,                -- the message; it may be gone
  identity   TEXT,                            -- uid of its author's account
  permission TEXT NOT NULL DEFAULT 'found' CHECK (permission IN ('found', 'asked', 'granted', 'refused')),
  decided_on TEXT,                            -- when it was asked, granted or refused: YYYY-MM-DD
  post       TEXT,                            -- id of the post it is used in
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX content_find_activity ON content_find (activity) WHERE deleted_at IS NULL;

CREATE INDEX matter_merged ON matter (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE matter_voter (
  -- A member who said the same.
  id         TEXT NOT NULL PRIMARY KEY,       -- id of the matter, a space, uid of the account
  matter     TEXT NOT NULL,
  identity   TEXT NOT NULL,                   -- uid of an account
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX matter_voter_matter ON matter_voter (matter);

CREATE INDEX matter_voter_identity ON matter_voter (identity);

CREATE TABLE matter_told (
  -- A member was told what became of it.
  id       TEXT NOT NULL PRIMARY KEY,         -- id of the matter, a space, uid of the account
  matter   TEXT NOT NULL,
  identity TEXT NOT NULL,                     -- uid of an account
  intent   TEXT,                              -- id in the outbox; NULL: by hand
  told_at  INTEGER NOT NULL                   -- when it was written
) STRICT;

CREATE INDEX matter_told_matter ON matter_told (matter);

CREATE INDEX matter_told_identity ON matter_told (identity);

CREATE TABLE conduct_case (
  -- A report of how somebody behaved. Its dates and how it ended are here; everything else, also who is named, is sealed.
  id               TEXT NOT NULL PRIMARY KEY,
  number           INTEGER NOT NULL UNIQUE CHECK (number > 0),
  received_at      INTEGER NOT NULL,
  acknowledged_at  INTEGER,
  investigating_at INTEGER,
  decided_at       INTEGER,
  closed_at        INTEGER,
  expunged_at      INTEGER,
  outcome          TEXT CHECK (outcome IN ('no_violation', 'not_identified', 'resolved', 'recorded', 'banned')),
  follow_up_on     TEXT,                      -- the next day on which somebody is to be asked: YYYY-MM-DD
  expunge_on       TEXT,                      -- the day from which nobody is named any more; nothing: kept
  sealed           BLOB,                      -- the file, as JSON, sealed; nothing once it is expunged
  key_id           TEXT,
  version          INTEGER NOT NULL DEFAULT 1,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  CHECK ((sealed IS NULL) = (key_id IS NULL)),
  CHECK ((sealed IS NULL) = (expunged_at IS NOT NULL)),
  CHECK (expunged_at IS NULL OR follow_up_on IS NULL)
) STRICT;

CREATE TABLE conduct_salt (
  -- A case's own part of the key that seals it: without it nobody opens the case, nor an older copy of it.
  case_id TEXT NOT NULL PRIMARY KEY,
  salt    BLOB NOT NULL
) STRICT;

CREATE TABLE conduct_access (
  -- When a case was looked into, and what was done with it. No words, no names.
  id      TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  what    TEXT NOT NULL CHECK (what IN ('written', 'opened', 'opened_anyway', 'changed', 'moved', 'expunged')),
  at      INTEGER NOT NULL
) STRICT;

CREATE INDEX conduct_access_case ON conduct_access (case_id, at);

CREATE TABLE review (
  -- What waits for a moderator's decision at a forum, as it was when it was read last. Whoever flagged is not kept.
  id         TEXT NOT NULL PRIMARY KEY,       -- uid of the source, a space, the number
  source     TEXT NOT NULL,                   -- uid of the source
  number     INTEGER NOT NULL,                -- the forum's own
  type       TEXT NOT NULL,                   -- ReviewableFlaggedPost, ReviewableQueuedPost, …
  score      REAL NOT NULL,
  version    INTEGER NOT NULL,                -- a decision is about this state
  account    TEXT,                            -- the author's number at the forum
  author     TEXT NOT NULL DEFAULT '',        -- the author's name there
  reasons    TEXT NOT NULL CHECK (json_valid(reasons)),
  flags      INTEGER NOT NULL,                -- how many people said so
  title      TEXT NOT NULL DEFAULT '',
  words      TEXT NOT NULL DEFAULT '',
  link       TEXT,
  created_at INTEGER NOT NULL
, actions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(actions))) STRICT;

CREATE INDEX review_account ON review (source, account);

CREATE TABLE strategy_version (
  -- What a document about the community said at a time. A version never changes.
  id         TEXT NOT NULL PRIMARY KEY,
  document   TEXT NOT NULL CHECK (document IN ('purpose', 'audience', 'guidelines', 'code_of_conduct')),
  version    INTEGER NOT NULL CHECK (version > 0),
  words      TEXT NOT NULL,
  note       TEXT NOT NULL DEFAULT '',        -- what changed, in a line
  created_at INTEGER NOT NULL,
  UNIQUE (document, version)
) STRICT;

CREATE TABLE strategy_entry (
  -- A decision and why, a challenge and what helped, or a goal and its number.
  id         TEXT NOT NULL PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('decision', 'challenge', 'goal')),
  title      TEXT NOT NULL,
  words      TEXT NOT NULL DEFAULT '',
  who        TEXT NOT NULL DEFAULT '',        -- who decided, or whose it is: words, and no account
  on_day     TEXT NOT NULL,                   -- YYYY-MM-DD
  due_on     TEXT,                            -- when it is looked at again, or due
  metric     TEXT,                            -- of a goal: what it is measured by; nothing: by hand
  start      REAL,
  target     REAL,
  current    REAL,                            -- of a goal by hand
  is_done    INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK (kind = 'goal' OR (metric IS NULL AND start IS NULL AND target IS NULL AND current IS NULL))
) STRICT;

CREATE TABLE strategy_tick (
  -- An item of a playbook that somebody ticked.
  item    TEXT NOT NULL PRIMARY KEY,
  done_at INTEGER NOT NULL
) STRICT;

CREATE TABLE event (
  -- Something that happens at a time: its own clock is kept, so that a change of the zone's rules moves the instant and not the clock.
  id         TEXT NOT NULL PRIMARY KEY,
  title      TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('meetup', 'webinar', 'workshop', 'ama', 'office_hours', 'conference')),
  form       TEXT NOT NULL CHECK (form IN ('place', 'online', 'hybrid')),
  place      TEXT NOT NULL DEFAULT '',
  link       TEXT NOT NULL DEFAULT '',
  capacity   INTEGER CHECK (capacity > 0),    -- seats; NULL: as many as come
  approval   INTEGER NOT NULL DEFAULT 0 CHECK (approval IN (0, 1)), -- 1: who answers yes is asked about first
  starts     TEXT NOT NULL,                   -- on the event's own clock: YYYY-MM-DDTHH:MM
  ends       TEXT NOT NULL,
  zone       TEXT NOT NULL,                   -- IANA name
  start_at   INTEGER NOT NULL,                -- counted from starts and zone
  end_at     INTEGER NOT NULL,
  text       TEXT NOT NULL DEFAULT '',        -- what the public reads
  currency   TEXT NOT NULL,                   -- of its budget: ISO 4217
  sequence   INTEGER NOT NULL DEFAULT 0,      -- counts changes that calendars must hear of
  cancelled  INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
  least_min  INTEGER NOT NULL DEFAULT 10 CHECK (least_min BETWEEN 0 AND 600), -- online one attends from so many minutes on
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  calendar_uid TEXT,                          -- what another calendar knows it by, where it came from one
  calendar_told TEXT CHECK (calendar_told IS NULL OR json_valid(calendar_told)), -- what that said last: only what it says anew changes anything
  series     TEXT,                            -- the series that it is a time of; it may have ended
  series_on  TEXT,                            -- the day that the rule of the series meant: YYYY-MM-DD
  CHECK (start_at < end_at)
) STRICT;

CREATE INDEX event_series_event ON event (series) WHERE series IS NOT NULL;

CREATE UNIQUE INDEX event_calendar_uid ON event (calendar_uid) WHERE calendar_uid IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX event_start ON event (start_at) WHERE deleted_at IS NULL;

CREATE TABLE event_task (
  -- What is to be done for an event: its day is counted from the event's, so it moves with it.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  title      TEXT NOT NULL,
  offset_days INTEGER NOT NULL,               -- -60: sixty days before; 1: the day after
  owner      TEXT NOT NULL DEFAULT '',        -- whoever does it, in words
  done_at    INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX event_task_event ON event_task (event) WHERE deleted_at IS NULL;

CREATE TABLE event_part (
  -- Who has a part in an event, and whether they said yes.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  role       TEXT NOT NULL CHECK (role IN ('host', 'speaker', 'sponsor', 'volunteer', 'supplier')),
  name       TEXT NOT NULL,
  identity   TEXT,                            -- uid of an account, where a member is meant
  state      TEXT NOT NULL CHECK (state IN ('asked', 'yes', 'no', 'confirmed')),
  contact_on TEXT,                            -- the last contact: YYYY-MM-DD
  next_step  TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX event_part_event ON event_part (event) WHERE deleted_at IS NULL;

CREATE INDEX event_part_identity ON event_part (identity) WHERE identity IS NOT NULL;

CREATE TABLE event_cost (
  -- A line of an event's budget, in minor units of the event's currency.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  label      TEXT NOT NULL,
  planned    INTEGER NOT NULL DEFAULT 0,
  committed  INTEGER NOT NULL DEFAULT 0,
  paid       INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX event_cost_event ON event_cost (event) WHERE deleted_at IS NULL;

CREATE TABLE event_template (
  -- An event's plan without its day, to begin the next one with; those that Kith comes with are no rows.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  plan       TEXT NOT NULL CHECK (json_valid(plan)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE guest (
  -- Somebody who was invited, wants to come or came. Erased: the row stays, as a number, without anything of the person.
  id         TEXT NOT NULL PRIMARY KEY,       -- of who came in a file: derived from event and key, so that two machines agree
  event      TEXT NOT NULL REFERENCES event (id),
  origin     TEXT NOT NULL,                   -- 'hand', 'walk_in', or the format of the file
  known_by   TEXT,                            -- the key in the file: 'luma:gst-1', 'csv:ada@example.org'
  identity   TEXT,                            -- uid of an account, where a member is meant
  name       TEXT NOT NULL,
  email      TEXT,
  search     TEXT NOT NULL,                   -- folded words of name and address, each after a space
  state      TEXT NOT NULL CHECK (state IN ('invited', 'pending', 'going', 'declined', 'waiting', 'offered', 'cancelled')),
  queued_at  INTEGER,                         -- since when on the waitlist: the order in which seats are offered
  offered_until INTEGER,                      -- an offer that is later is EXPIRED, whatever the state says
  plus       INTEGER NOT NULL DEFAULT 0 CHECK (plus BETWEEN 0 AND 99),
  ticket     TEXT NOT NULL DEFAULT '',
  code       TEXT,                            -- what a scanner reads
  answers    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(answers)), -- [[question, answer], …]; in an export only where somebody asks for it
  needs      TEXT NOT NULL DEFAULT '',        -- access and diet; as answers
  registered_at INTEGER,
  told       TEXT CHECK (told IS NULL OR json_valid(told)), -- what the file said last: only what it says anew changes anything
  moves      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(moves)), -- [[since, state], …]: how it stood with them, and from when on
  same_as    TEXT,                            -- the guest that this one is as well, written in twice; then this row is a deleted one
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX guest_same_as ON guest (same_as) WHERE same_as IS NOT NULL;

CREATE UNIQUE INDEX guest_known_by ON guest (event, known_by) WHERE known_by IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX guest_event ON guest (event, state) WHERE deleted_at IS NULL;

CREATE INDEX guest_code ON guest (event, code) WHERE code IS NOT NULL;

CREATE INDEX guest_identity ON guest (identity) WHERE identity IS NOT NULL;

CREATE INDEX guest_email ON guest (email) WHERE email IS NOT NULL;

CREATE TABLE check_in (
  -- Somebody came through the door. Rows are added and marked as taken back, never changed otherwise: so the logs of
  -- several laptops add up to the same in any order.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL,                   -- may be of no event or guest that is here any more
  guest      TEXT NOT NULL,
  at         INTEGER NOT NULL,
  heads      INTEGER NOT NULL CHECK (heads BETWEEN 1 AND 100),
  desk       TEXT NOT NULL,                   -- at which laptop
  undone_at  INTEGER
) STRICT;

CREATE INDEX check_in_guest ON check_in (guest, at);

CREATE INDEX check_in_event ON check_in (event);

CREATE TABLE event_cue (
  -- A line of the run of show: so many minutes from the event's beginning, so it moves with the event.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  offset_min INTEGER NOT NULL CHECK (offset_min BETWEEN -10080 AND 96480), -- -30: half an hour before the event begins
  minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
  title      TEXT NOT NULL,
  owner      TEXT NOT NULL DEFAULT '',        -- whoever does it, in words
  cue        TEXT NOT NULL DEFAULT '',        -- what tells everybody that it begins
  place      TEXT NOT NULL DEFAULT '',        -- nothing: where the event is
  backup     TEXT NOT NULL DEFAULT '',        -- what is done if it does not work
  moved_min  INTEGER NOT NULL DEFAULT 0,      -- how much later than it was planned, by delays
  begun_at   INTEGER,                         -- when it really began
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX event_cue_event ON event_cue (event) WHERE deleted_at IS NULL;

CREATE TABLE event_session (
  -- A talk of an event: so many minutes from the event's beginning, so it moves with the event.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  title      TEXT NOT NULL,
  speaker    TEXT NOT NULL DEFAULT '',
  identity   TEXT,                            -- uid of an account, where the speaker is a member
  room       TEXT NOT NULL DEFAULT '',        -- nothing: not decided yet
  track      TEXT NOT NULL DEFAULT '',
  offset_min INTEGER NOT NULL CHECK (offset_min BETWEEN -10080 AND 96480), -- on the event's clock
  minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
  capacity   INTEGER CHECK (capacity > 0),    -- seats of the room; NULL: not known
  sequence   INTEGER NOT NULL DEFAULT 0,      -- counts changes that calendars must hear of
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX event_session_event ON event_session (event) WHERE deleted_at IS NULL;

CREATE INDEX event_session_identity ON event_session (identity) WHERE identity IS NOT NULL;

CREATE TABLE event_visit (
  -- Somebody was in a talk.
  id         TEXT NOT NULL PRIMARY KEY,       -- session and guest: '<session> <guest>'
  session    TEXT NOT NULL REFERENCES event_session (id),
  guest      TEXT NOT NULL REFERENCES guest (id),
  at         INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX event_visit_session ON event_visit (session) WHERE deleted_at IS NULL;

CREATE INDEX event_visit_guest ON event_visit (guest);

CREATE TABLE event_message (
  -- What is written to guests before and after an event: its text, where it was changed for this event, and when it went out.
  id         TEXT NOT NULL PRIMARY KEY,       -- event and step: '<event> week'
  event      TEXT NOT NULL REFERENCES event (id),
  step       TEXT NOT NULL CHECK (step IN ('week', 'eve', 'day', 'after')),
  subject    TEXT,                            -- NULL: as it comes with Kith
  body       TEXT,
  sent_at    INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX event_message_event ON event_message (event);

CREATE TABLE event_stay (
  -- Somebody was online, from then till then, as the report of a call says it.
  id       TEXT NOT NULL PRIMARY KEY,         -- guest and beginning, so that the same report twice is once
  event    TEXT NOT NULL REFERENCES event (id),
  guest    TEXT NOT NULL,                     -- may be no guest that is here any more
  from_at  INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  CHECK (from_at < until_at)
) STRICT;

CREATE INDEX event_stay_event ON event_stay (event);

CREATE TABLE event_score (
  -- What somebody thought of an event, without a name.
  id         TEXT NOT NULL PRIMARY KEY,       -- of a file: derived from the row, so that the same file twice is once
  event      TEXT NOT NULL REFERENCES event (id),
  score      INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10),
  said       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX event_score_event ON event_score (event) WHERE deleted_at IS NULL;

CREATE TABLE event_lesson (
  -- What stays of an event: lessons, decisions, links to photos and recordings.
  id         TEXT NOT NULL PRIMARY KEY,
  event      TEXT NOT NULL REFERENCES event (id),
  kind       TEXT NOT NULL CHECK (kind IN ('lesson', 'decision', 'link')),
  text       TEXT NOT NULL,
  link       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX event_lesson_event ON event_lesson (event) WHERE deleted_at IS NULL;

CREATE TABLE holiday (
  -- A day on which people have other plans, out of a calendar that somebody brought.
  id         TEXT NOT NULL PRIMARY KEY,
  calendar   TEXT NOT NULL,                   -- what that calendar is called
  on_day     TEXT NOT NULL,                   -- YYYY-MM-DD
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX holiday_day ON holiday (on_day) WHERE deleted_at IS NULL;

CREATE TABLE event_series (
  -- Events that come again by a rule; each of them is an event of its own.
  id         TEXT NOT NULL PRIMARY KEY,
  title      TEXT NOT NULL,
  rule       TEXT NOT NULL,                   -- RRULE of RFC 5545: FREQ=MONTHLY;BYDAY=1TU
  starts     TEXT NOT NULL,                   -- from when on the rule counts, and at which hour: YYYY-MM-DDTHH:MM
  left_out   TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(left_out)), -- days of the rule that are skipped
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE programme (
  -- A mentoring programme: what is agreed for all of its pairs.
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  purpose    TEXT NOT NULL DEFAULT '',
  state      TEXT NOT NULL CHECK (state IN ('draft', 'open', 'running', 'closed')),
  starts_on  TEXT NOT NULL,                   -- YYYY-MM-DD
  ends_on    TEXT,
  cadence_days INTEGER NOT NULL CHECK (cadence_days BETWEEN 1 AND 366),
  minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 600), -- of a session
  capacity   INTEGER NOT NULL DEFAULT 1 CHECK (capacity BETWEEN 1 AND 100), -- mentees of a mentor who says nothing else
  agreement  TEXT NOT NULL DEFAULT '',        -- cadence, length, confidentiality, no-fault exit, in words
  questions  TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(questions)), -- what applicants are asked
  weights    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(weights)),   -- how much each reason counts when pairs are made
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE mentoring_round (
  -- One matching of a programme.
  id         TEXT NOT NULL PRIMARY KEY,
  programme  TEXT NOT NULL REFERENCES programme (id),
  name       TEXT NOT NULL,
  opens_on   TEXT,
  closes_on  TEXT,
  published_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX mentoring_round_programme ON mentoring_round (programme) WHERE deleted_at IS NULL;

CREATE TABLE mentoring_application (
  -- Somebody who wants to be a mentor or a mentee in a programme.
  id         TEXT NOT NULL PRIMARY KEY,
  programme  TEXT NOT NULL REFERENCES programme (id),
  round      TEXT REFERENCES mentoring_round (id),
  role       TEXT NOT NULL CHECK (role IN ('mentor', 'mentee')),
  identity   TEXT,                            -- uid of an account, where a member is meant
  name       TEXT NOT NULL,
  email      TEXT,
  known_by   TEXT,                            -- the key in the file it came in
  state      TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'rejected', 'cancelled', 'completed')),
  capacity   INTEGER CHECK (capacity BETWEEN 0 AND 100), -- of a mentor; NULL: as the programme says
  zone       TEXT,                            -- IANA name
  answers    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(answers)), -- by question
  note       TEXT NOT NULL DEFAULT '',        -- the lead's, for the team
  applied_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX mentoring_application_known_by ON mentoring_application (programme, known_by) WHERE known_by IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX mentoring_application_programme ON mentoring_application (programme, state) WHERE deleted_at IS NULL;

CREATE INDEX mentoring_application_identity ON mentoring_application (identity) WHERE identity IS NOT NULL;

CREATE TABLE mentoring_wish (
  -- What the lead says about two applicants before pairs are made.
  id         TEXT NOT NULL PRIMARY KEY,
  programme  TEXT NOT NULL REFERENCES programme (id),
  mentor     TEXT NOT NULL REFERENCES mentoring_application (id),
  mentee     TEXT NOT NULL REFERENCES mentoring_application (id),
  wish       TEXT NOT NULL CHECK (wish IN ('pin', 'veto', 'conflict')),
  why        TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX mentoring_wish_pair ON mentoring_wish (mentor, mentee) WHERE deleted_at IS NULL;

CREATE TABLE mentorship (
  -- A pair: a mentor and a mentee, of a programme or without one.
  id         TEXT NOT NULL PRIMARY KEY,       -- the same on the lead's machine and on the mentor's
  programme  TEXT,                            -- may be of none that is here
  round      TEXT,
  mentor_application TEXT,
  mentee_application TEXT,
  mine       INTEGER NOT NULL DEFAULT 0 CHECK (mine IN (0, 1)), -- 1: whoever uses this file is the mentor
  mentor     TEXT NOT NULL,                   -- the name
  mentor_identity TEXT,                       -- uid of an account, where a member is meant
  mentee     TEXT NOT NULL,
  mentee_identity TEXT,
  contact    TEXT NOT NULL DEFAULT '',        -- how the mentee is reached
  zone       TEXT,                            -- the mentee's; IANA name
  state      TEXT NOT NULL CHECK (state IN ('proposed', 'active', 'paused', 'completed', 'ended')), -- ended: left without fault
  started_on TEXT NOT NULL,                   -- YYYY-MM-DD
  ends_on    TEXT,                            -- as planned
  ended_on   TEXT,
  ended_why  TEXT NOT NULL DEFAULT '',
  cadence_days INTEGER NOT NULL CHECK (cadence_days BETWEEN 1 AND 366),
  minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 600),
  agreement  TEXT NOT NULL DEFAULT '',
  mentor_agreed_on TEXT,
  mentee_agreed_on TEXT,
  reasons    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)), -- why these two
  sealed     BLOB,                            -- what the mentor keeps of the mentee: sealed, on the mentor's machine alone
  key_id     TEXT,
  version    INTEGER NOT NULL DEFAULT 1,      -- counts what was sealed here
  handed_by  TEXT,                            -- whose hand-over wrote it: the key it was signed with
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER, mentor_told_on TEXT, mentee_told_on TEXT,
  CHECK ((sealed IS NULL) = (key_id IS NULL))
) STRICT;

CREATE INDEX mentorship_mine ON mentorship (state) WHERE mine = 1 AND deleted_at IS NULL;

CREATE INDEX mentorship_programme ON mentorship (programme) WHERE deleted_at IS NULL;

CREATE INDEX mentorship_mentee ON mentorship (mentee_identity) WHERE mentee_identity IS NOT NULL;

CREATE INDEX mentorship_mentor ON mentorship (mentor_identity) WHERE mentor_identity IS NOT NULL;

CREATE TABLE mentoring_session (
  -- A meeting of a pair: planned, held, or missed. What is private of it is sealed; all else may be handed over.
  id         TEXT NOT NULL PRIMARY KEY,
  mentorship TEXT NOT NULL REFERENCES mentorship (id),
  state      TEXT NOT NULL CHECK (state IN ('planned', 'held', 'missed')),
  starts     TEXT NOT NULL,                   -- on a clock in zone: YYYY-MM-DDTHH:MM
  zone       TEXT NOT NULL,                   -- IANA name
  start_at   INTEGER NOT NULL,                -- counted from starts and zone
  minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
  medium     TEXT NOT NULL CHECK (medium IN ('video', 'call', 'in_person', 'chat', 'other')),
  topics     TEXT NOT NULL DEFAULT '',
  agreed     TEXT NOT NULL DEFAULT '',
  shared     TEXT NOT NULL DEFAULT '',        -- what both and the lead may read
  rating_mentor INTEGER CHECK (rating_mentor BETWEEN 1 AND 5),
  rating_mentee INTEGER CHECK (rating_mentee BETWEEN 1 AND 5),
  sequence   INTEGER NOT NULL DEFAULT 0,      -- counts changes that calendars must hear of
  sealed     BLOB,                            -- the private part and the mood
  key_id     TEXT,
  version    INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK ((sealed IS NULL) = (key_id IS NULL))
) STRICT;

CREATE INDEX mentoring_session_pair ON mentoring_session (mentorship, start_at) WHERE deleted_at IS NULL;

CREATE INDEX mentoring_session_start ON mentoring_session (start_at) WHERE state = 'planned' AND deleted_at IS NULL;

CREATE TABLE mentoring_item (
  -- Something that one of a pair wants to do. Open ones are carried over by being open.
  id         TEXT NOT NULL PRIMARY KEY,
  mentorship TEXT NOT NULL REFERENCES mentorship (id),
  session    TEXT,                            -- in which it was agreed
  whose      TEXT NOT NULL CHECK (whose IN ('mentor', 'mentee')),
  text       TEXT NOT NULL,
  due_on     TEXT,                            -- YYYY-MM-DD
  done_on    TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX mentoring_item_pair ON mentoring_item (mentorship) WHERE deleted_at IS NULL;

CREATE TABLE mentoring_goal (
  -- What a mentee wants to reach.
  id         TEXT NOT NULL PRIMARY KEY,
  mentorship TEXT NOT NULL REFERENCES mentorship (id),
  title      TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('open', 'reached', 'dropped')),
  target_on  TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX mentoring_goal_pair ON mentoring_goal (mentorship) WHERE deleted_at IS NULL;

CREATE TABLE mentoring_progress (
  -- How far a goal was on a day, with a word of evidence.
  id         TEXT NOT NULL PRIMARY KEY,
  goal       TEXT NOT NULL REFERENCES mentoring_goal (id),
  day        TEXT NOT NULL,                   -- YYYY-MM-DD
  percent    INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
  evidence   TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX mentoring_progress_goal ON mentoring_progress (goal, day) WHERE deleted_at IS NULL;

CREATE TABLE mentoring_between (
  -- Something between two sessions: a note, a link, an introduction to somebody.
  id         TEXT NOT NULL PRIMARY KEY,
  mentorship TEXT NOT NULL REFERENCES mentorship (id),
  kind       TEXT NOT NULL CHECK (kind IN ('note', 'link', 'introduction')),
  text       TEXT NOT NULL,
  identity   TEXT,                            -- uid of an account: whom the mentee is to meet
  due_on     TEXT,                            -- when it is to be sent: YYYY-MM-DD
  sent_on    TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX mentoring_between_pair ON mentoring_between (mentorship) WHERE deleted_at IS NULL;

CREATE TABLE mentoring_feedback (
  -- What one side says in the middle or at the end.
  id         TEXT NOT NULL PRIMARY KEY,
  mentorship TEXT NOT NULL REFERENCES mentorship (id),
  side       TEXT NOT NULL CHECK (side IN ('mentor', 'mentee')),
  moment     TEXT NOT NULL CHECK (moment IN ('middle', 'end')),
  rating     INTEGER CHECK (rating BETWEEN 1 AND 5),
  words      TEXT NOT NULL DEFAULT '',
  signal     TEXT NOT NULL DEFAULT '',        -- for the lead's eyes: in no report and no export
  quote      INTEGER NOT NULL DEFAULT 0 CHECK (quote IN (0, 1)), -- 1: the words may be quoted
  day        TEXT NOT NULL,                   -- YYYY-MM-DD
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX mentoring_feedback_pair ON mentoring_feedback (mentorship) WHERE deleted_at IS NULL;

CREATE TABLE handover_peer (
  -- Whose hand-over files are believed: the key they sign with.
  key        TEXT NOT NULL PRIMARY KEY,       -- hexadecimal
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE space_pack (
  -- What accounts did in one space, packed by stretches of 32 days: numbers of one channel are asked for now and then, and
  -- reading all its messages each time takes seconds. A space is packed when it is first asked for; from then on it has a row
  -- for the lowest number there is, and what changes a stretch takes its entries away, which are packed anew when they are asked for.
  space_id INTEGER NOT NULL REFERENCES space (id),
  stretch  INTEGER NOT NULL,                  -- days since 1970-01-01, divided by 32
  entries  BLOB,                              -- NULL: to be packed anew
  PRIMARY KEY (space_id, stretch)
) STRICT, WITHOUT ROWID;

CREATE TABLE "intent" (
  -- Something written here that a community shall get: the outbox.
  id         TEXT NOT NULL PRIMARY KEY,       -- the same for every attempt
  source     TEXT NOT NULL,                   -- uid of the source
  kind       TEXT NOT NULL CHECK (kind IN ('reply', 'post', 'topic', 'react', 'direct', 'group', 'review')),
  payload    TEXT NOT NULL CHECK (json_valid(payload)),
  state      TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'wedged', 'discarded')),
  not_before INTEGER NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  error      TEXT CHECK (error IS NULL OR json_valid(error)),
  remote     INTEGER,                         -- the number that the community gave it
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  sent_at    INTEGER
) STRICT;

CREATE INDEX intent_queue ON intent (source, created_at) WHERE state IN ('queued', 'sending');

CREATE INDEX intent_time ON intent (created_at);

CREATE TABLE retention (
  -- How long a source's texts are kept. No row: for ever.
  source       TEXT NOT NULL PRIMARY KEY,     -- uid of the source
  months       INTEGER NOT NULL CHECK (months BETWEEN 1 AND 240),
  confirmed_at INTEGER NOT NULL,              -- somebody saw what would go, and said yes
  ran_at       INTEGER,                       -- when it was last done
  cut_at       INTEGER,                       -- messages before this moment have no text here any more
  emptied      INTEGER NOT NULL DEFAULT 0     -- messages whose texts went so far
) STRICT;

CREATE TABLE goal_value (
  -- Where a goal stood on a day: by hand, or as its metric said.
  id         TEXT NOT NULL PRIMARY KEY,       -- id of the goal, a space, the day
  entry      TEXT NOT NULL,
  on_day     TEXT NOT NULL,                   -- YYYY-MM-DD
  value      REAL NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX goal_value_entry ON goal_value (entry, on_day);

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

CREATE TABLE question_pack (
  -- What was opened on a day in public, in a few bytes a message: by whom, where, whether it asks, whom it names. A day without
  -- a row here is read when it is asked for; whatever changes a day takes its row away.
  day     INTEGER NOT NULL PRIMARY KEY,       -- days since 1970-01-01
  edition INTEGER NOT NULL,                   -- of the rule that says what asks
  entries BLOB NOT NULL                       -- store/src/metrics/openings.rs has the format
) STRICT;
