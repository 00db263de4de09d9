-- 0007_queue.sql
-- What waits for a person, in the orders that moderators ask for. Said by comment and revision too; written here once
-- more (waiting.cc, by every change that moves a held text), so that a page of a long queue costs what it shows.
-- Filled by fill_waiting() after this file ran: language and words are read by the program.
-- Times: milliseconds since 1970-01-01 UTC.

CREATE TABLE waiting (
  site_id    INTEGER NOT NULL,
  story_id   INTEGER NOT NULL,
  comment_id INTEGER NOT NULL,
  revision   INTEGER NOT NULL,
  written_ms INTEGER NOT NULL,  -- of the revision
  language   TEXT    NOT NULL,  -- of its text; '' unknown
  words      INTEGER NOT NULL,  -- campaign::same_words; 0: like no other
  PRIMARY KEY (site_id, story_id, comment_id),
  FOREIGN KEY (site_id, story_id, comment_id, revision) REFERENCES revision (site_id, story_id, comment_id, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_age ON waiting (site_id, written_ms, story_id, comment_id, words);
CREATE INDEX waiting_language ON waiting (site_id, language, written_ms, story_id, comment_id, words);
CREATE INDEX waiting_words ON waiting (site_id, words, written_ms, story_id, comment_id) WHERE words <> 0;

-- The clauses it is held under; '' for none.
CREATE TABLE waiting_clause (
  site_id    INTEGER NOT NULL,
  clause     TEXT    NOT NULL,
  written_ms INTEGER NOT NULL,
  story_id   INTEGER NOT NULL,
  comment_id INTEGER NOT NULL,
  PRIMARY KEY (site_id, clause, written_ms, story_id, comment_id),
  FOREIGN KEY (site_id, story_id, comment_id) REFERENCES waiting (site_id, story_id, comment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_clause_comment ON waiting_clause (site_id, story_id, comment_id);

-- What was decided in one step; what people decided, latest first.
CREATE INDEX decision_batch ON decision (site_id, batch, decided_ms, decision_id) WHERE batch IS NOT NULL;
CREATE INDEX decision_person ON decision (site_id, decided_ms, decision_id) WHERE actor IN ('moderator', 'operator');
