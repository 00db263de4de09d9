#include <algorithm>
#include <unordered_map>

#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

namespace {

tl::unexpected<Error> missing(std::string_view what) {
  return fail(Error::Code::not_found, "no such " + std::string(what));
}

Result<discussion::Story> one(Query& query) {
  if (!query.step()) return missing("story");
  return read_story(query);
}

std::int64_t count(Query& query) { return query.step() ? query.integer(0) : 0; }

}  // namespace

Result<discussion::Story> story_by_id(Connection& c, SiteId site, StoryId id) {
  static const std::string sql =
      std::string("SELECT ") + story_columns + " FROM story WHERE site_id = ? AND story_id = ?";
  Query query(c, sql, site, id);
  return one(query);
}

Result<discussion::Story> story_by_publisher_id(Connection& c, SiteId site, std::string_view id) {
  static const std::string sql =
      std::string("SELECT ") + story_columns + " FROM story WHERE site_id = ? AND publisher_id = ?";
  Query query(c, sql, site, id);
  return one(query);
}

Result<discussion::Story> story_by_url(Connection& c, SiteId site, std::string_view url) {
  static const std::string sql = std::string("SELECT ") + story_columns +
                                 " FROM story WHERE site_id = ?1 AND story_id = (SELECT story_id FROM story_url WHERE "
                                 "site_id = ?1 AND url = ?2)";
  Query query(c, sql, site, url);
  return one(query);
}

std::vector<discussion::Story> some_stories(Connection& c, SiteId site, StoryId after, std::size_t limit) {
  static const std::string sql = std::string("SELECT ") + story_columns +
                                 " FROM story WHERE site_id = ? AND story_id > ? ORDER BY story_id LIMIT ?";
  Query query(c, sql, site, after, limit);
  std::vector<discussion::Story> out;
  while (query.step()) out.push_back(read_story(query));
  return out;
}

std::vector<std::string> urls_of(Connection& c, SiteId site, StoryId story) {
  Query query(c, "SELECT url FROM story_url WHERE site_id = ? AND story_id = ? ORDER BY ordinal", site, story);
  std::vector<std::string> out;
  while (query.step()) out.push_back(query.text(0));
  return out;
}

std::string text_of_story(Connection& c, SiteId site, StoryId story) {
  Query query(c, "SELECT words FROM story_text WHERE site_id = ? AND story_id = ?", site, story);
  return query.step() ? query.text(0) : std::string{};
}

std::vector<Store::OutlineRow> outline_of(Connection& c, SiteId site, StoryId story) {
  // One walk along the story's rows, in order of arrival; a join would search the tree again for every row.
  Query query(c, "SELECT comment_id, number, reply_to FROM comment WHERE site_id = ? AND story_id = ?", site, story);
  std::vector<Store::OutlineRow> out;
  std::unordered_map<std::int64_t, std::int64_t> number_of;
  while (query.step()) {
    if (query.is_null(1)) continue;
    number_of.emplace(query.integer(0), query.integer(1));
    out.push_back({query.integer(1), query.integer(2)});
  }
  for (Store::OutlineRow& row : out) {
    const auto found = number_of.find(row.reply_to);
    row.reply_to = found == number_of.end() ? 0 : found->second;
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  return out;
}

Remembered::Lately written_lately(Connection& c, SiteId site, StoryId story, Time since) {
  Query query(c, "SELECT written_ms FROM comment WHERE site_id = ? AND story_id = ? ORDER BY comment_id DESC LIMIT ?",
              site, story, Store::max_looked_at);
  Remembered::Lately lately{{}, since};
  while (query.step())
    if (const Time written = query.time(0); written >= since) lately.written.push_front(written);
  return lately;
}

Store::Counts author_counts(Connection& c, SiteId site, AuthorId author, Time now) {
  const Time ten_minutes = now - std::chrono::minutes(10);
  Store::Counts counts;
  static const char* const by_author =
      "SELECT count(*) FROM (SELECT 1 FROM comment WHERE site_id = ? AND author_id = ? AND written_ms >= ? AND "
      "written_ms < ? LIMIT ?)";
  {
    Query query(c, by_author, site, author, ten_minutes, now, Store::max_counted);
    counts.author_10m = count(query);
  }
  Query query(c, by_author, site, author, now - std::chrono::hours(24), now, Store::max_counted);
  counts.author_24h = count(query);
  return counts;
}

std::vector<Store::NameInUse> names_in(Connection& c, SiteId site, StoryId story) {
  Query query(c,
              "SELECT DISTINCT name, name_mark, author_id FROM comment WHERE site_id = ? AND "
              "story_id = ? AND state <> 'refused' ORDER BY name, name_mark, author_id",
              site, story);
  std::vector<Store::NameInUse> out;
  while (query.step()) out.push_back({query.text(0), query.text(1), {query.integer(2)}});
  return out;
}

Result<std::vector<discussion::Event>> events_of(Connection& c, SiteId site, StoryId story, std::int64_t after,
                                                 std::size_t limit) {
  {
    Query query(c, "SELECT position FROM story WHERE site_id = ? AND story_id = ?", site, story);
    if (!query.step()) return missing("story");
    if (after < 0 || after > query.integer(0)) return missing("position in this story");
    if (after == query.integer(0)) return std::vector<discussion::Event>();
  }
  Query query(c,
              "SELECT event_id, kind, comment_id, number, at_ms FROM event WHERE site_id = ? AND story_id = ? AND "
              "event_id > ? ORDER BY event_id LIMIT ?",
              site, story, after, limit);
  std::vector<discussion::Event> out;
  while (query.step()) {
    if (out.empty() && query.integer(0) != after + 1) return missing("position in this story any more");
    const auto kind = discussion::event_kind_from(query.text(1));
    if (!kind) throw corrupt("an unknown word stands for an event's kind");
    out.push_back({query.integer(0), *kind, {query.integer(2)}, query.integer(3), query.time(4)});
  }
  return out;
}

std::vector<std::pair<std::string, std::int64_t>> refused_by_clause(Connection& c, SiteId site, StoryId story) {
  Query query(
      c,
      "SELECT coalesce(k.clause, ''), count(*) FROM comment c INDEXED BY comment_refused LEFT JOIN decision_clause k "
      "ON k.site_id = c.site_id AND k.decision_id = c.decision_id AND k.ordinal = 1 "
      "WHERE c.site_id = ? AND c.story_id = ? AND c.state = 'refused' GROUP BY 1 ORDER BY 1",
      site, story);
  std::vector<std::pair<std::string, std::int64_t>> out;
  while (query.step()) out.emplace_back(query.text(0), query.integer(1));
  return out;
}

}  // namespace comity::store::sqlite
