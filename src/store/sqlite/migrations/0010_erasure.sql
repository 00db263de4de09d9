-- 0010_erasure.sql
-- Words that were erased, or kept long enough, and authors who wished to be forgotten.
-- Times: milliseconds since 1970-01-01 UTC.

-- Days that words are kept which nobody is shown: after their author took them back; after the last decision.
ALTER TABLE site ADD COLUMN withdrawn_days INTEGER NOT NULL DEFAULT 30 CHECK (withdrawn_days BETWEEN 1 AND 3650);
ALTER TABLE site ADD COLUMN decided_days INTEGER NOT NULL DEFAULT 184 CHECK (decided_days BETWEEN 1 AND 3650);

ALTER TABLE author ADD COLUMN erased_ms INTEGER CHECK (erased_ms IS NULL OR token_hash IS NULL);
ALTER TABLE author ADD COLUMN erasing INTEGER NOT NULL DEFAULT 0   -- 1: some of their comments are left
  CHECK (erasing IN (0, 1) AND (erasing = 0 OR erased_ms IS NOT NULL));
CREATE INDEX author_erasing ON author (site_id, author_id) WHERE erasing = 1;

ALTER TABLE comment ADD COLUMN emptied_ms INTEGER                  -- NULL: its words are there
  CHECK (emptied_ms IS NULL OR (name = '' AND name_mark = '' AND state IN ('refused', 'removed', 'withdrawn', 'returned')));
ALTER TABLE comment ADD COLUMN erased INTEGER NOT NULL DEFAULT 0   -- 1: by its author's wish
  CHECK (erased IN (0, 1) AND (erased = 0 OR (emptied_ms IS NOT NULL AND state <> 'returned')));
-- What may have been kept long enough.
CREATE INDEX comment_kept ON comment (site_id, state, story_id, comment_id)
  WHERE emptied_ms IS NULL AND state IN ('withdrawn', 'refused', 'removed', 'returned');
