-- 0015_two_people.sql
-- Decisions that two moderators make together, and branches that are closed to replies.
-- Times: milliseconds since 1970-01-01 UTC.

-- Of two who decided together the first; '': one decided.
ALTER TABLE decision ADD COLUMN proposed_by TEXT NOT NULL DEFAULT '';

-- Serves every reply and every page of a story: is a branch of it closed?
CREATE INDEX decision_closing ON decision (site_id, story_id, comment_id) WHERE deed = 'close_replies';

-- What waits for a second moderator. Taken out when the comment is decided upon, changed or withdrawn.
CREATE TABLE proposal (
  site_id      INTEGER NOT NULL,
  story_id     INTEGER NOT NULL,
  comment_id   INTEGER NOT NULL,
  revision     INTEGER NOT NULL,
  deed         TEXT    NOT NULL,
  clauses      TEXT    NOT NULL,  -- a JSON array of ids
  reason       TEXT    NOT NULL,
  freedom      TEXT    NOT NULL,
  close_branch INTEGER NOT NULL CHECK (close_branch IN (0, 1)),
  proposed_by  TEXT    NOT NULL CHECK (length(proposed_by) > 0),
  made_ms      INTEGER NOT NULL,
  PRIMARY KEY (site_id, story_id, comment_id),
  FOREIGN KEY (site_id, story_id, comment_id, revision) REFERENCES revision (site_id, story_id, comment_id, revision)
) STRICT, WITHOUT ROWID;
