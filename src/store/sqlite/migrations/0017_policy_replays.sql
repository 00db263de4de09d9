-- 0017_policy_replays.sql
-- What a policy was found to change when it was tried on stored texts, before it was put in force: counts, no text.
-- Times: milliseconds since 1970-01-01 UTC.

CREATE TABLE policy_replay (
  site_id   INTEGER NOT NULL,
  ordinal   INTEGER NOT NULL,
  tried_ms  INTEGER NOT NULL,
  before_id BLOB    CHECK (length(before_id) = 32),            -- compared with; NULL: no policy was in force
  engine_id BLOB    NOT NULL CHECK (length(engine_id) = 32),
  texts     INTEGER NOT NULL CHECK (texts >= 0),
  changed   INTEGER NOT NULL CHECK (changed BETWEEN 0 AND texts),
  PRIMARY KEY (site_id, ordinal),
  FOREIGN KEY (site_id, ordinal) REFERENCES policy_history (site_id, ordinal)
) STRICT, WITHOUT ROWID;

-- The verdicts that change, by what was done and what would be.
CREATE TABLE policy_replay_action (
  site_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  was     TEXT    NOT NULL CHECK (was IN ('allow', 'advise', 'hold', 'refuse', 'not judgeable')),
  becomes TEXT    NOT NULL CHECK (becomes IN ('allow', 'advise', 'hold', 'refuse', 'not judgeable')),
  texts   INTEGER NOT NULL CHECK (texts > 0),
  PRIMARY KEY (site_id, ordinal, was, becomes),
  FOREIGN KEY (site_id, ordinal) REFERENCES policy_replay (site_id, ordinal),
  CHECK (was <> becomes)
) STRICT, WITHOUT ROWID;

-- Clauses that touch another number of texts than before.
CREATE TABLE policy_replay_clause (
  site_id        INTEGER NOT NULL,
  ordinal        INTEGER NOT NULL,
  clause         TEXT    NOT NULL CHECK (length(clause) > 0),
  touched_before INTEGER NOT NULL CHECK (touched_before >= 0),
  touched_after  INTEGER NOT NULL CHECK (touched_after >= 0),
  PRIMARY KEY (site_id, ordinal, clause),
  FOREIGN KEY (site_id, ordinal) REFERENCES policy_replay (site_id, ordinal),
  CHECK (touched_before <> touched_after)
) STRICT, WITHOUT ROWID;
