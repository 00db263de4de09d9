-- 0008_second_looks.sql
-- What was done about authors (the ladder's steps), and appeals.
-- Times: milliseconds since 1970-01-01 UTC.

-- Who looks again where one person is the whole desk, and within how many days an appeal is answered.
ALTER TABLE site ADD COLUMN second_look TEXT NOT NULL DEFAULT 'other'
  CHECK (second_look IN ('other', 'outside', 'same_later'));
ALTER TABLE site ADD COLUMN appeal_days INTEGER NOT NULL DEFAULT 14 CHECK (appeal_days BETWEEN 1 AND 365);

-- A premoderation or block of theirs was not lifted: whoever writes looks at `block` only then.
ALTER TABLE author ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1));

-- A decision may be appealed once per complainant (DSA Art. 20: for at least six months).
CREATE TABLE appeal (
  site_id     INTEGER NOT NULL,
  appeal_id   INTEGER NOT NULL CHECK (appeal_id > 0),
  decision_id INTEGER NOT NULL,
  story_id    INTEGER NOT NULL,
  comment_id  INTEGER NOT NULL,
  complainant BLOB    NOT NULL CHECK (length(complainant) = 16),            -- keyed hash
  grounds     TEXT    NOT NULL CHECK (length(grounds) > 0),
  language    TEXT    NOT NULL,                                            -- they read and were answered in
  filed_ms    INTEGER NOT NULL,
  due_ms      INTEGER NOT NULL CHECK (due_ms > filed_ms),
  outcome     TEXT    CHECK (outcome IN ('upheld', 'partly', 'reversed')),  -- NULL: open
  decided_ms  INTEGER CHECK ((decided_ms IS NULL) = (outcome IS NULL)),
  decided_by  TEXT    NOT NULL CHECK ((decided_by = '') = (outcome IS NULL)),
  look        TEXT    NOT NULL CHECK (look IN ('other', 'outside', 'same_later')),
  reasons     TEXT    NOT NULL CHECK ((reasons = '') = (outcome IS NULL)),
  answer_id   INTEGER CHECK ((answer_id IS NULL) = (outcome IS NULL)),
  PRIMARY KEY (site_id, appeal_id),
  UNIQUE (site_id, decision_id, complainant),
  FOREIGN KEY (site_id, decision_id) REFERENCES decision (site_id, decision_id),
  FOREIGN KEY (site_id, answer_id) REFERENCES decision (site_id, decision_id),
  FOREIGN KEY (site_id, story_id, comment_id) REFERENCES comment (site_id, story_id, comment_id)
) STRICT, WITHOUT ROWID;
-- The console's queue, and a comment's own.
CREATE INDEX appeal_open ON appeal (site_id, due_ms, appeal_id) WHERE outcome IS NULL;
CREATE INDEX appeal_comment ON appeal (site_id, story_id, comment_id, filed_ms);

-- A warning, premoderation or block, by the decision that made it. A block has an earlier warning and says what DSA
-- Art. 23(3) has us weigh.
CREATE TABLE block (
  site_id        INTEGER NOT NULL,
  decision_id    INTEGER NOT NULL,
  author_id      INTEGER NOT NULL,
  story_id       INTEGER NOT NULL,                       -- of the comment that was the last straw
  comment_id     INTEGER NOT NULL,
  deed           TEXT    NOT NULL CHECK (deed IN ('warn', 'premoderate', 'block')),
  since_ms       INTEGER NOT NULL,
  until_ms       INTEGER CHECK (until_ms > since_ms),    -- NULL: a warning, or for good
  step_strikes   INTEGER NOT NULL CHECK (step_strikes >= 0),
  step_within_ms INTEGER NOT NULL CHECK (step_within_ms >= 0),
  warning_id     INTEGER CHECK ((warning_id IS NULL) = (deed <> 'block')),
  number         INTEGER CHECK (number > 0),
  written        INTEGER CHECK (written >= number),
  gravity        TEXT    CHECK (length(gravity) > 0),
  intention      TEXT    CHECK (length(intention) > 0),
  lifted_ms      INTEGER,                                -- NULL: it was not lifted
  lifted_by      INTEGER CHECK ((lifted_by IS NULL) = (lifted_ms IS NULL)),
  PRIMARY KEY (site_id, decision_id),
  FOREIGN KEY (site_id, decision_id) REFERENCES decision (site_id, decision_id),
  FOREIGN KEY (site_id, author_id) REFERENCES author (site_id, author_id),
  FOREIGN KEY (site_id, warning_id) REFERENCES block (site_id, decision_id),
  FOREIGN KEY (site_id, lifted_by) REFERENCES decision (site_id, decision_id),
  CHECK ((deed = 'block') = (number IS NOT NULL)),
  CHECK ((number IS NULL) = (written IS NULL) AND (number IS NULL) = (gravity IS NULL) AND
         (number IS NULL) = (intention IS NULL)),
  CHECK (deed <> 'warn' OR until_ms IS NULL),
  CHECK (deed <> 'premoderate' OR until_ms IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_author ON block (site_id, author_id, since_ms);

-- The strikes it stands on.
CREATE TABLE block_strike (
  site_id     INTEGER NOT NULL,
  decision_id INTEGER NOT NULL,
  strike_id   INTEGER NOT NULL,
  PRIMARY KEY (site_id, decision_id, strike_id),
  FOREIGN KEY (site_id, decision_id) REFERENCES block (site_id, decision_id),
  FOREIGN KEY (site_id, strike_id) REFERENCES decision (site_id, decision_id)
) STRICT, WITHOUT ROWID;

-- Imported, withdrawn and changed words are no strikes any more.
UPDATE author SET strikes = (
  SELECT count(*) FROM comment c JOIN decision d ON d.site_id = c.site_id AND d.story_id = c.story_id AND
    d.comment_id = c.comment_id
  WHERE c.site_id = author.site_id AND c.author_id = author.author_id AND c.source_key IS NULL AND
    c.state <> 'withdrawn' AND d.revision >= c.live_revision AND d.actor IN ('moderator', 'operator') AND
    d.deed IN ('refuse', 'remove') AND NOT EXISTS
      (SELECT 1 FROM decision k WHERE k.site_id = d.site_id AND k.corrects = d.decision_id))
WHERE strikes > 0;
