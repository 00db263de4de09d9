-- 0011_reports.sql
-- Readers' reports and notices (DSA Art. 16), orders of authorities (Art. 9, 10), danger to life (Art. 18), and where
-- readers and authorities reach the publisher (Art. 11, 12).
-- Times: milliseconds since 1970-01-01 UTC.

ALTER TABLE site ADD COLUMN contact_readers     TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN contact_authorities TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN contact_languages   TEXT NOT NULL DEFAULT '[]';  -- that authorities may write in

CREATE TABLE report (
  site_id     INTEGER NOT NULL,
  report_id   INTEGER NOT NULL CHECK (report_id > 0),
  story_id    INTEGER NOT NULL,
  comment_id  INTEGER NOT NULL,
  revision    INTEGER NOT NULL CHECK (revision > 0),
  kind        TEXT    NOT NULL CHECK (kind IN ('rule', 'notice')),
  clause      TEXT    NOT NULL CHECK ((clause = '') = (kind = 'notice')),
  words       TEXT    NOT NULL,
  name        TEXT    NOT NULL CHECK (name = '' OR kind = 'notice'),      -- of who sent a notice; emptied by erasure
  address     TEXT    NOT NULL CHECK (address = '' OR kind = 'notice'),
  reporter    BLOB    CHECK (length(reporter) = 16),                      -- keyed hash; NULL: erased
  known       INTEGER NOT NULL CHECK (known IN (0, 1)),
  receipt     BLOB    CHECK (length(receipt) = 16),
  case_code   TEXT    CHECK (length(case_code) > 0),
  language    TEXT    NOT NULL,
  filed_ms    INTEGER NOT NULL,
  answer_id   INTEGER,                                                    -- NULL: it waits
  answered_ms INTEGER CHECK ((answered_ms IS NULL) = (answer_id IS NULL)),
  PRIMARY KEY (site_id, report_id),
  FOREIGN KEY (site_id, story_id, comment_id) REFERENCES comment (site_id, story_id, comment_id),
  FOREIGN KEY (site_id, answer_id) REFERENCES decision (site_id, decision_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX report_receipt ON report (receipt) WHERE receipt IS NOT NULL;
CREATE UNIQUE INDEX report_case_code ON report (site_id, case_code) WHERE case_code IS NOT NULL;
CREATE INDEX report_comment ON report (site_id, story_id, comment_id, filed_ms);
-- The console's queue.
CREATE INDEX report_waiting ON report (site_id, story_id, comment_id) WHERE answer_id IS NULL;

-- `order` is a word of SQL.
CREATE TABLE authority_order (
  site_id       INTEGER NOT NULL REFERENCES site (site_id),
  order_id      INTEGER NOT NULL CHECK (order_id > 0),
  story_id      INTEGER,                                                  -- NULL: about no single comment
  comment_id    INTEGER CHECK ((comment_id IS NULL) = (story_id IS NULL)),
  ordered       TEXT    NOT NULL CHECK (ordered IN ('act', 'inform')),
  authority     TEXT    NOT NULL CHECK (length(authority) > 0),
  country       TEXT    NOT NULL,
  reference     TEXT    NOT NULL,
  ground        TEXT    NOT NULL CHECK (length(ground) > 0),
  what          TEXT    NOT NULL,
  secret_ground TEXT    NOT NULL,                                         -- '': the author is told
  received_ms   INTEGER NOT NULL,
  recorded_ms   INTEGER NOT NULL,
  recorded_by   TEXT    NOT NULL CHECK (length(recorded_by) > 0),
  decision_id   INTEGER,                                                  -- NULL: nothing was decided for it
  PRIMARY KEY (site_id, order_id),
  FOREIGN KEY (site_id, story_id, comment_id) REFERENCES comment (site_id, story_id, comment_id),
  FOREIGN KEY (site_id, decision_id) REFERENCES decision (site_id, decision_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX authority_order_comment ON authority_order (site_id, story_id, comment_id) WHERE story_id IS NOT NULL;

CREATE TABLE danger (
  site_id    INTEGER NOT NULL,
  danger_id  INTEGER NOT NULL CHECK (danger_id > 0),
  story_id   INTEGER NOT NULL,
  comment_id INTEGER NOT NULL,
  words      TEXT    NOT NULL,
  noted_ms   INTEGER NOT NULL,
  noted_by   TEXT    NOT NULL CHECK (length(noted_by) > 0),
  ended_ms   INTEGER,                                                     -- NULL: what is held is kept
  ended_by   TEXT    NOT NULL CHECK ((ended_by = '') = (ended_ms IS NULL)),
  PRIMARY KEY (site_id, danger_id),
  FOREIGN KEY (site_id, story_id, comment_id) REFERENCES comment (site_id, story_id, comment_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX danger_open ON danger (site_id, story_id, comment_id) WHERE ended_ms IS NULL;
