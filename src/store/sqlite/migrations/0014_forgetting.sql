-- 0014_forgetting.sql
-- Who reported is forgotten in time, or at their wish; a letter's file goes with the words in it; what is kept for the
-- authorities alone lies apart.
-- Times: milliseconds since 1970-01-01 UTC.

-- Days that a report's words and its sender's name and address are kept after it was answered.
ALTER TABLE site ADD COLUMN reported_days INTEGER NOT NULL DEFAULT 184 CHECK (reported_days BETWEEN 1 AND 3650);

-- What somebody reported.
CREATE INDEX report_reporter ON report (site_id, reporter) WHERE reporter IS NOT NULL;
-- What may have been kept long enough.
CREATE INDEX report_kept ON report (site_id, coalesce(answered_ms, filed_ms))
  WHERE reporter IS NOT NULL OR words <> '' OR name <> '' OR address <> '';

-- 1: words in it were erased since it was last tried, and no file of it may be left.
ALTER TABLE letter ADD COLUMN recalled INTEGER NOT NULL DEFAULT 0 CHECK (recalled IN (0, 1));
CREATE INDEX letter_comment ON letter (site_id, story_id, comment_id) WHERE story_id <> 0;

-- What the comment's author erased (discussion/sealed.h); ''.
ALTER TABLE danger ADD COLUMN sealed TEXT NOT NULL DEFAULT '' CHECK (sealed = '' OR ended_ms IS NULL);
