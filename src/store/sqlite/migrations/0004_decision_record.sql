-- 0004_decision_record.sql
-- What a decision was made upon, who found it, when it ends, what it was made together with; and decisions about an
-- author, and those that change nothing.
-- Times: milliseconds since 1970-01-01 UTC.

-- A CHECK cannot be changed in place. Comments, clauses and corrections point at decisions while there are none: that is
-- looked at once more when all is written.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE decision_before AS SELECT * FROM decision;
CREATE INDEX decision_before_comment ON decision_before (site_id, story_id, comment_id, ordinal);
DROP TABLE decision;
CREATE TABLE decision (
  site_id     INTEGER NOT NULL,
  decision_id INTEGER NOT NULL CHECK (decision_id > 0),
  story_id    INTEGER NOT NULL,
  comment_id  INTEGER NOT NULL,
  ordinal     INTEGER NOT NULL CHECK (ordinal > 0),  -- 1, 2, 3 ... on its comment
  revision    INTEGER NOT NULL,
  deed        TEXT    NOT NULL
              CHECK (deed IN ('hold', 'refuse', 'publish', 'remove', 'return', 'withdraw', 'restore', 'warn',
                              'premoderate', 'block', 'unblock', 'keep', 'close_replies')),
  actor       TEXT    NOT NULL CHECK (actor IN ('engine', 'author', 'moderator', 'operator', 'imported')),
  actor_name  TEXT    NOT NULL,
  findings    BLOB,                                  -- NULL: none
  policy_id   BLOB    CHECK (length(policy_id) = 32),
  engine_id   BLOB    CHECK (length(engine_id) = 32),
  reason      TEXT    NOT NULL,
  freedom     TEXT    NOT NULL,
  corrects    INTEGER CHECK (corrects <> decision_id),
  decided_ms  INTEGER NOT NULL,
  source      TEXT    NOT NULL CHECK (source IN ('own', 'report', 'notice', 'order')),
  detected    TEXT    NOT NULL CHECK (detected IN ('engine', 'report', 'person')),
  until_ms    INTEGER CHECK (until_ms > decided_ms),  -- NULL: it does not end by itself
  batch       BLOB    CHECK (length(batch) = 16),     -- NULL: made alone
  PRIMARY KEY (site_id, decision_id),
  UNIQUE (site_id, story_id, comment_id, ordinal),
  FOREIGN KEY (site_id, story_id, comment_id, revision) REFERENCES revision (site_id, story_id, comment_id, revision),
  FOREIGN KEY (site_id, corrects) REFERENCES decision (site_id, decision_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_corrects ON decision (site_id, corrects) WHERE corrects IS NOT NULL;

-- What the program had held, a person decided upon its finding.
INSERT INTO decision (site_id, decision_id, story_id, comment_id, ordinal, revision, deed, actor, actor_name, findings,
                      policy_id, engine_id, reason, freedom, corrects, decided_ms, source, detected)
  SELECT b.site_id, b.decision_id, b.story_id, b.comment_id, b.ordinal, b.revision, b.deed, b.actor, b.actor_name,
         b.findings, b.policy_id, b.engine_id, b.reason, b.freedom, b.corrects, b.decided_ms, 'own',
         CASE WHEN b.actor = 'engine' THEN 'engine'
              WHEN b.actor IN ('moderator', 'operator') AND b.deed IN ('refuse', 'publish', 'return') AND EXISTS
                   (SELECT 1 FROM decision_before h WHERE h.site_id = b.site_id AND h.story_id = b.story_id AND
                    h.comment_id = b.comment_id AND h.ordinal < b.ordinal AND h.revision = b.revision AND
                    h.actor = 'engine' AND h.deed = 'hold') THEN 'engine'
              ELSE 'person' END
  FROM decision_before b ORDER BY b.site_id, b.story_id, b.comment_id, b.ordinal;
DROP TABLE decision_before;
