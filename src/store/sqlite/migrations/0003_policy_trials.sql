-- 0003_policy_trials.sql
-- How policies are tried: the mirror's report a policy was published with, a shadow policy beside the one in force,
-- and the brake on clauses that touch too much.
-- Times: milliseconds since 1970-01-01 UTC.

-- Share of what is written that a clause newly in force may touch, in ten-thousandths; 0: no brake.
ALTER TABLE site ADD COLUMN brake_share INTEGER NOT NULL DEFAULT 500 CHECK (brake_share BETWEEN 0 AND 10000);

-- What `policy mirror` found when the policy was put in force: texts tried, texts in which names were exchanged,
-- verdicts that changed by it.
CREATE TABLE policy_mirror (
  site_id   INTEGER NOT NULL,
  ordinal   INTEGER NOT NULL,
  texts     INTEGER NOT NULL CHECK (texts >= 0),
  exchanged INTEGER NOT NULL CHECK (exchanged BETWEEN 0 AND texts),
  changed   INTEGER NOT NULL CHECK (changed BETWEEN 0 AND exchanged),
  PRIMARY KEY (site_id, ordinal),
  FOREIGN KEY (site_id, ordinal) REFERENCES policy_history (site_id, ordinal)
) STRICT, WITHOUT ROWID;

-- The policy that is only asked what it would have done.
CREATE TABLE policy_shadow (
  site_id   INTEGER NOT NULL PRIMARY KEY,
  policy_id BLOB    NOT NULL,
  set_by    TEXT    NOT NULL,
  since_ms  INTEGER NOT NULL,
  FOREIGN KEY (site_id, policy_id) REFERENCES policy (site_id, policy_id)
) STRICT;

-- Clauses that were stopped at `hold`. A released one is not stopped again under the same policy.
CREATE TABLE policy_brake (
  site_id     INTEGER NOT NULL,
  policy_id   BLOB    NOT NULL,
  clause      TEXT    NOT NULL CHECK (length(clause) > 0),
  judged      INTEGER NOT NULL CHECK (judged > 0),              -- comments counted when it was stopped
  touched     INTEGER NOT NULL CHECK (touched BETWEEN 0 AND judged),
  since_ms    INTEGER NOT NULL,
  released_ms INTEGER,                                          -- NULL: it holds
  released_by TEXT    NOT NULL CHECK ((released_ms IS NULL) <= (released_by = '')),
  PRIMARY KEY (site_id, policy_id, clause),
  FOREIGN KEY (site_id, policy_id) REFERENCES policy (site_id, policy_id)
) STRICT, WITHOUT ROWID;
