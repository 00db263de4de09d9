-- 0001_discussion.sql
-- Sites, policies, stories, comments with their revisions, decisions, events, and the changes that wrote them.
-- Every primary, unique and foreign key begins with the site.
-- Times: milliseconds since 1970-01-01 UTC. Lists: JSON arrays of texts. Hashes, keys and facts: BLOB.

CREATE TABLE site (
  site_id          INTEGER NOT NULL PRIMARY KEY CHECK (site_id > 0),
  key              TEXT    NOT NULL CHECK (length(key) BETWEEN 1 AND 40 AND key NOT GLOB '*[^a-z0-9-]*'),
  name             TEXT    NOT NULL,
  origins          TEXT    NOT NULL CHECK (origins LIKE '[%]'),
  languages        TEXT    NOT NULL CHECK (languages LIKE '[%]'),
  same_www         INTEGER NOT NULL CHECK (same_www IN (0, 1)),
  edit_window_ms   INTEGER NOT NULL CHECK (edit_window_ms >= 0),
  close_after_days INTEGER NOT NULL CHECK (close_after_days >= 0),  -- 0: never
  created_ms       INTEGER NOT NULL,
  policy_id        BLOB,                                            -- in force; NULL: none yet
  FOREIGN KEY (site_id, policy_id) REFERENCES policy (site_id, policy_id)
) STRICT;
CREATE INDEX site_key ON site (key);  -- unique by the commit: a key is no key of the table, for it has no site before it

CREATE TABLE policy (
  site_id   INTEGER NOT NULL REFERENCES site (site_id),
  policy_id BLOB    NOT NULL CHECK (length(policy_id) = 32),  -- SHA-256 of source
  source    TEXT    NOT NULL,
  PRIMARY KEY (site_id, policy_id)
) STRICT;

-- Every time a policy was put in force. A policy may come back.
CREATE TABLE policy_history (
  site_id      INTEGER NOT NULL,
  ordinal      INTEGER NOT NULL CHECK (ordinal > 0),  -- 1, 2, 3 ... on its site
  policy_id    BLOB    NOT NULL,
  published_by TEXT    NOT NULL,
  published_ms INTEGER NOT NULL,
  PRIMARY KEY (site_id, ordinal),
  FOREIGN KEY (site_id, policy_id) REFERENCES policy (site_id, policy_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE story (
  site_id      INTEGER NOT NULL REFERENCES site (site_id),
  story_id     INTEGER NOT NULL CHECK (story_id BETWEEN 1 AND 1099511627775),  -- 2^40-1: eight letters of a short id
  publisher_id TEXT    CHECK (length(publisher_id) > 0 AND publisher_id NOT LIKE '~%'),  -- NULL: none given
  url          TEXT    NOT NULL,                                               -- as given
  title        TEXT    NOT NULL,
  language     TEXT    NOT NULL,
  section      TEXT    NOT NULL,
  tags         TEXT    NOT NULL CHECK (tags LIKE '[%]'),
  open         INTEGER NOT NULL CHECK (open IN (0, 1)),
  closes_ms    INTEGER,
  created_ms   INTEGER NOT NULL,
  -- Kept by the commit, so that numbers and events are given in commit order under this row.
  position     INTEGER NOT NULL DEFAULT 0 CHECK (position >= 0),               -- of the last event
  next_comment INTEGER NOT NULL DEFAULT 1 CHECK (next_comment > 0),
  next_number  INTEGER NOT NULL DEFAULT 1 CHECK (next_number > 0),
  published    INTEGER NOT NULL DEFAULT 0 CHECK (published >= 0),              -- comments in each state now
  held         INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
  refused      INTEGER NOT NULL DEFAULT 0 CHECK (refused >= 0),
  PRIMARY KEY (site_id, story_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX story_publisher_id ON story (site_id, publisher_id) WHERE publisher_id IS NOT NULL;

-- The addresses of a story in normal form: its own, and aliases.
CREATE TABLE story_url (
  site_id  INTEGER NOT NULL,
  url      TEXT    NOT NULL CHECK (length(url) > 0),
  story_id INTEGER NOT NULL,
  ordinal  INTEGER NOT NULL CHECK (ordinal >= 0),  -- 0: its own; aliases above, in the order they came
  PRIMARY KEY (site_id, url),
  FOREIGN KEY (site_id, story_id) REFERENCES story (site_id, story_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_url_story ON story_url (site_id, story_id, ordinal);

CREATE TABLE author (
  site_id       INTEGER NOT NULL REFERENCES site (site_id),
  author_id     INTEGER NOT NULL CHECK (author_id > 0),
  kind          TEXT    NOT NULL CHECK (kind IN ('guest', 'account', 'staff', 'imported')),
  token_hash    BLOB    CHECK (length(token_hash) = 16),  -- keyed hash; NULL: no key opens anything
  first_seen_ms INTEGER NOT NULL,
  revoked_ms    INTEGER,
  -- Kept by the commit:
  published     INTEGER NOT NULL DEFAULT 0 CHECK (published >= 0),
  refused       INTEGER NOT NULL DEFAULT 0 CHECK (refused >= 0),
  strikes       INTEGER NOT NULL DEFAULT 0 CHECK (strikes >= 0),
  PRIMARY KEY (site_id, author_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX author_token ON author (site_id, token_hash) WHERE token_hash IS NOT NULL;

CREATE TABLE comment (
  site_id       INTEGER NOT NULL,
  story_id      INTEGER NOT NULL,
  comment_id    INTEGER NOT NULL CHECK (comment_id > 0),  -- order of arrival in the story
  number        INTEGER CHECK (number > 0),               -- NULL: never published
  reply_to      INTEGER,                                  -- NULL: a root
  author_id     INTEGER,
  name          TEXT    NOT NULL,
  name_mark     TEXT    NOT NULL,
  state         TEXT    NOT NULL
                CHECK (state IN ('held', 'published', 'refused', 'returned', 'removed', 'withdrawn')),
  live_revision INTEGER NOT NULL CHECK (live_revision BETWEEN 0 AND last_revision),
  last_revision INTEGER NOT NULL CHECK (last_revision > 0),
  receipt       BLOB    CHECK (length(receipt) = 16),
  case_code     TEXT    CHECK (length(case_code) > 0),
  written_ms    INTEGER NOT NULL,
  published_ms  INTEGER,
  superseded_by INTEGER CHECK (superseded_by <> comment_id),
  mark          TEXT    NOT NULL,
  source_key    TEXT    CHECK (length(source_key) > 0),
  decision_id   INTEGER,                                  -- the one that stands for its state
  PRIMARY KEY (site_id, story_id, comment_id),
  FOREIGN KEY (site_id, story_id) REFERENCES story (site_id, story_id),
  FOREIGN KEY (site_id, story_id, reply_to) REFERENCES comment (site_id, story_id, comment_id),
  FOREIGN KEY (site_id, story_id, superseded_by) REFERENCES comment (site_id, story_id, comment_id),
  FOREIGN KEY (site_id, author_id) REFERENCES author (site_id, author_id),
  FOREIGN KEY (site_id, decision_id) REFERENCES decision (site_id, decision_id),
  CHECK (number IS NOT NULL OR state NOT IN ('published', 'removed')),
  CHECK (number IS NULL OR state NOT IN ('held', 'refused', 'returned')),
  CHECK ((number IS NULL) = (published_ms IS NULL)),
  CHECK (number IS NOT NULL OR live_revision = 0)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX comment_number ON comment (site_id, story_id, number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX comment_receipt ON comment (site_id, receipt) WHERE receipt IS NOT NULL;
CREATE UNIQUE INDEX comment_case_code ON comment (site_id, case_code) WHERE case_code IS NOT NULL;
CREATE UNIQUE INDEX comment_source_key ON comment (site_id, source_key) WHERE source_key IS NOT NULL;
-- How much somebody, or everybody in a story, wrote lately; an author's own comments.
CREATE INDEX comment_author ON comment (site_id, author_id, written_ms) WHERE author_id IS NOT NULL;
CREATE INDEX comment_written ON comment (site_id, story_id, written_ms);
-- Which names are in use in a story. (The state is in it so that no row need be looked at.)
CREATE INDEX comment_name ON comment (site_id, story_id, name, name_mark, author_id, state) WHERE state <> 'refused';
-- The line at a story's foot: so many refused, by clause.
CREATE INDEX comment_refused ON comment (site_id, story_id, decision_id) WHERE state = 'refused';

-- Texts lie apart from comments, in the order they came: a story's shape is read without them.
CREATE TABLE revision (
  site_id      INTEGER NOT NULL,
  story_id     INTEGER NOT NULL,
  comment_id   INTEGER NOT NULL,
  revision     INTEGER NOT NULL CHECK (revision > 0),
  text         TEXT    NOT NULL,
  facts        BLOB    NOT NULL CHECK (length(facts) BETWEEN 1 AND 64),  -- Submission, as it was judged
  state        TEXT    NOT NULL CHECK (state IN ('held', 'published', 'refused')),
  written_ms   INTEGER NOT NULL,
  after_number INTEGER NOT NULL CHECK (after_number >= 0),
  PRIMARY KEY (site_id, story_id, comment_id, revision),
  FOREIGN KEY (site_id, story_id, comment_id) REFERENCES comment (site_id, story_id, comment_id)
) STRICT;
-- What waits for a person.
CREATE INDEX revision_held ON revision (site_id, written_ms, story_id, comment_id, revision) WHERE state = 'held';

CREATE TABLE decision (
  site_id     INTEGER NOT NULL,
  decision_id INTEGER NOT NULL CHECK (decision_id > 0),
  story_id    INTEGER NOT NULL,
  comment_id  INTEGER NOT NULL,
  ordinal     INTEGER NOT NULL CHECK (ordinal > 0),  -- 1, 2, 3 ... on its comment
  revision    INTEGER NOT NULL,
  deed        TEXT    NOT NULL
              CHECK (deed IN ('hold', 'refuse', 'publish', 'remove', 'return', 'withdraw', 'restore')),
  actor       TEXT    NOT NULL CHECK (actor IN ('engine', 'author', 'moderator', 'operator', 'imported')),
  actor_name  TEXT    NOT NULL,
  findings    BLOB,                                  -- NULL: none
  policy_id   BLOB    CHECK (length(policy_id) = 32),
  engine_id   BLOB    CHECK (length(engine_id) = 32),
  reason      TEXT    NOT NULL,
  freedom     TEXT    NOT NULL,
  corrects    INTEGER CHECK (corrects <> decision_id),
  decided_ms  INTEGER NOT NULL,
  PRIMARY KEY (site_id, decision_id),
  UNIQUE (site_id, story_id, comment_id, ordinal),
  FOREIGN KEY (site_id, story_id, comment_id, revision) REFERENCES revision (site_id, story_id, comment_id, revision),
  FOREIGN KEY (site_id, corrects) REFERENCES decision (site_id, decision_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_corrects ON decision (site_id, corrects) WHERE corrects IS NOT NULL;

-- The clauses a decision cites, in its order.
CREATE TABLE decision_clause (
  site_id     INTEGER NOT NULL,
  decision_id INTEGER NOT NULL,
  ordinal     INTEGER NOT NULL CHECK (ordinal > 0),
  clause      TEXT    NOT NULL,
  PRIMARY KEY (site_id, decision_id, ordinal),
  FOREIGN KEY (site_id, decision_id) REFERENCES decision (site_id, decision_id)
) STRICT, WITHOUT ROWID;

-- What readers' screens need to hear of: 1, 2, 3 ... in each story.
CREATE TABLE event (
  site_id    INTEGER NOT NULL,
  story_id   INTEGER NOT NULL,
  event_id   INTEGER NOT NULL CHECK (event_id > 0),
  kind       TEXT    NOT NULL CHECK (kind IN ('published', 'changed', 'removed', 'withdrawn', 'story')),
  comment_id INTEGER,
  number     INTEGER,
  at_ms      INTEGER NOT NULL,
  PRIMARY KEY (site_id, story_id, event_id),
  FOREIGN KEY (site_id, story_id, comment_id) REFERENCES comment (site_id, story_id, comment_id),
  CHECK ((kind = 'story') = (comment_id IS NULL)),
  CHECK ((comment_id IS NULL) = (number IS NULL))
) STRICT, WITHOUT ROWID;

-- Which changes were applied, kept for 48 hours: one sent twice is answered, not applied, again; and other
-- processes read here what was touched.
CREATE TABLE applied_change (
  site_id      INTEGER NOT NULL CHECK (site_id >= 0),     -- as the change named it; 0: it added its site
  change_id    BLOB    NOT NULL CHECK (length(change_id) = 16),
  log_position INTEGER NOT NULL CHECK (log_position > 0), -- grows with every change in this file
  at_ms        INTEGER NOT NULL,
  given_site   INTEGER NOT NULL,                          -- the outcome, 0 where there is none
  comment_id   INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  event_id     INTEGER NOT NULL,
  touched      BLOB    NOT NULL CHECK (length(touched) % 16 = 0),  -- pairs of site and story, 64 bits, big-endian
  PRIMARY KEY (site_id, change_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX applied_change_log ON applied_change (log_position);
