// Stories with their addresses, and authors.
#include "store/checks.h"
#include "store/sqlite/applying.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

using discussion::EventKind;

namespace {

constexpr std::int64_t events_forgotten_at_once = 64;

}  // namespace

bool Applying::story_is_there(StoryId story) {
  Query query(db_, "SELECT 1 FROM story WHERE site_id = ? AND story_id = ?", site_, story);
  return query.step();
}

void Applying::event(StoryId story, EventKind kind, CommentId about, std::int64_t number) {
  std::int64_t id = 0;
  {
    Query query(db_, "UPDATE story SET position = position + 1 WHERE site_id = ? AND story_id = ? RETURNING position",
                site_, story);
    while (query.step()) id = query.integer(0);
  }
  insert_event(story, id, kind, about, number);
  positions_[story] = id;
}

void Applying::insert_event(StoryId story, std::int64_t id, EventKind kind, CommentId about, std::int64_t number) {
  Query(db_,
        "INSERT INTO event (site_id, story_id, event_id, kind, comment_id, number, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
        site_, story, id, name(kind), null_if_none(about), about ? std::optional(number) : std::nullopt, change_.at)
      .run();
  // Several at once: they lie on another page than the new one.
  if (events_kept_ > 0 && id % events_forgotten_at_once == 0 && id > events_kept_)
    Query(db_, "DELETE FROM event WHERE site_id = ? AND story_id = ? AND event_id <= ?", site_, story,
          id - events_kept_)
        .run();
}

Done Applying::take_urls(StoryId story, const std::vector<std::string>& urls, bool first_is_own) {
  for (const std::string& url : without_repeats(urls)) {
    StoryId owner;
    {
      Query query(db_, "SELECT story_id FROM story_url WHERE site_id = ? AND url = ?", site_, url);
      if (query.step()) owner = {query.integer(0)};
    }
    if (owner && owner != story) return conflict("another story has the address " + url);
    if (owner) continue;
    Query(db_,
          "INSERT INTO story_url (site_id, url, story_id, ordinal) SELECT ?1, ?2, ?3, "
          "coalesce((SELECT max(ordinal) FROM story_url WHERE site_id = ?1 AND story_id = ?3), -1) + 1",
          site_, url, story)
        .run();
  }
  if (!first_is_own || urls.empty()) return {};
  // Everything before it moves one back, and it takes the first place.
  Query(db_,
        "UPDATE story_url SET ordinal = CASE WHEN url = ?3 THEN 0 ELSE ordinal + 1 END WHERE site_id = ?1 AND "
        "story_id = ?2 AND ordinal <= (SELECT ordinal FROM story_url WHERE site_id = ?1 AND url = ?3)",
        site_, story, urls.front())
      .run();
  return {};
}

Done Applying::apply(const AddStory& w) {
  const discussion::Story& s = w.story;
  if (story_is_there(s.id)) return conflict("a story with this id is there already");
  if (!s.publisher_id.empty()) {
    Query query(db_, "SELECT 1 FROM story WHERE site_id = ? AND publisher_id = ?", site_, s.publisher_id);
    if (query.step()) return conflict("another story has the publisher's id " + s.publisher_id);
  }
  Query(db_,
        "INSERT INTO story (site_id, story_id, publisher_id, url, title, language, section, tags, open, closes_ms, "
        "created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site_, s.id, null_if_empty(s.publisher_id), s.url, s.title, s.language, s.section, to_list(s.tags), s.open,
        s.closes_at, s.created)
      .run();
  touch(s.id);
  return take_urls(s.id, w.urls, true);
}

Done Applying::apply(const SetStoryText& w) {
  if (!story_is_there(w.story)) return missing("no such story");
  touch(w.story);
  if (w.words.empty())
    Query(db_, "DELETE FROM story_text WHERE site_id = ? AND story_id = ?", site_, w.story).run();
  else
    Query(
        db_,
        "INSERT INTO story_text (site_id, story_id, words) VALUES (?, ?, ?) ON CONFLICT (site_id, story_id) DO UPDATE "
        "SET words = excluded.words",
        site_, w.story, w.words)
        .run();
  return {};
}

Done Applying::apply(const SetStory& w) {
  if (!story_is_there(w.story)) return missing("no such story");
  touch(w.story);
  renamed_ = renamed_ || w.publisher_id || w.url || !w.add_urls.empty();
  if (w.publisher_id && !w.publisher_id->empty()) {
    Query query(db_, "SELECT 1 FROM story WHERE site_id = ? AND publisher_id = ? AND story_id <> ?", site_,
                *w.publisher_id, w.story);
    if (query.step()) return conflict("another story has the publisher's id " + *w.publisher_id);
  }
  COMITY_CHECK(take_urls(w.story, w.add_urls, w.url.has_value()));
  if (w.publisher_id)
    Query(db_, "UPDATE story SET publisher_id = ? WHERE site_id = ? AND story_id = ?", null_if_empty(*w.publisher_id),
          site_, w.story)
        .run();
  const auto tags = w.tags ? std::optional(to_list(*w.tags)) : std::nullopt;
  Query(db_,
        "UPDATE story SET url = coalesce(?3, url), title = coalesce(?4, title), language = coalesce(?5, language), "
        "section = coalesce(?6, section), tags = coalesce(?7, tags), open = coalesce(?8, open), "
        "closes_ms = CASE WHEN ?9 THEN ?10 ELSE closes_ms END WHERE site_id = ?1 AND story_id = ?2",
        site_, w.story, w.url, w.title, w.language, w.section, tags, w.open, w.closes_at.has_value(),
        w.closes_at.value_or(std::nullopt))
      .run();
  if (w.publisher_id || w.url || w.title || w.language || w.section || w.tags || w.open || w.closes_at)
    event(w.story, EventKind::story, {}, 0);
  return {};
}

Done Applying::apply(const AddAuthor& w) {
  const discussion::Author& a = w.author;
  {
    Query query(db_, "SELECT 1 FROM author WHERE site_id = ? AND author_id = ?", site_, a.id);
    if (query.step()) return conflict("an author with this id is there already");
  }
  if (a.token_hash) {
    Query query(db_, "SELECT 1 FROM author WHERE site_id = ? AND token_hash = ?", site_, *a.token_hash);
    if (query.step()) return conflict("an author with this key is there already");
  }
  insert_author(a, 0);
  return {};
}

void Applying::insert_author(const discussion::Author& a, std::int64_t published) {
  Query(db_,
        "INSERT INTO author (site_id, author_id, kind, token_hash, first_seen_ms, revoked_ms, erased_ms, erasing, "
        "published) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site_, a.id, kind_name(a.kind), a.token_hash, a.first_seen, a.revoked_at, a.erased, a.erasing, published)
      .run();
}

Done Applying::apply(const RevokeAuthor& w) {
  Query(db_, "UPDATE author SET revoked_ms = coalesce(revoked_ms, ?) WHERE site_id = ? AND author_id = ?", change_.at,
        site_, w.author)
      .run();
  if (db_.changed_rows() == 0) return missing("no such author");
  return {};
}

}  // namespace comity::store::sqlite
