// Pages of the queue: each walks an index in the order it is shown, from where the last page ended.
#include <algorithm>
#include <limits>
#include <tuple>

#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/waiting.h"

namespace comity::store::sqlite {

namespace {

HeldItem read_held(Connection& c, const Query& row) {
  HeldItem item{read_comment(row), read_revision(row, comment_width), {}};
  Query hold(c, hold_sql, item.comment.site, item.comment.story, item.comment.id, item.revision.revision);
  if (hold.step()) {
    item.decision = read_decision(hold);
    item.decision.clauses = clauses_of(c, item.comment.site, item.decision.id);
  }
  return item;
}

// The rows behind `waiting w`.
const std::string& item_columns() {
  static const std::string columns = std::string(comment_columns) + ", " + revision_columns + ", w.words";
  return columns;
}
constexpr int words_column = comment_width + revision_width;
constexpr std::string_view joined =
    " CROSS JOIN comment c CROSS JOIN revision r WHERE c.site_id = w.site_id AND c.story_id = w.story_id AND "
    "c.comment_id = w.comment_id AND r.site_id = w.site_id AND r.story_id = w.story_id AND r.comment_id = w.comment_id "
    "AND r.revision = w.revision AND ";
// Nothing that says the same waits longer.
constexpr std::string_view is_first =
    " AND NOT EXISTS (SELECT 1 FROM waiting o INDEXED BY waiting_words WHERE o.site_id = w.site_id AND o.words = "
    "w.words AND w.words <> 0 AND o.words <> 0 AND (o.written_ms, o.story_id, o.comment_id) < (w.written_ms, "
    "w.story_id, w.comment_id))";

// The ways through the queue: rows of an index in the order shown.
enum class Way : std::uint8_t { age, language, clause };

// ?1 site, ?2 the index's key, ?3 to ?5 the place to go on from, ?6 language, ?7 and ?8 clauses; '' any.
std::string walk_sql(Way way, bool newest) {
  const std::string at = way == Way::clause ? "k" : "w";
  std::string sql = "SELECT " + item_columns() + " FROM ";
  if (way == Way::age) sql += "waiting w INDEXED BY waiting_age";
  if (way == Way::language) sql += "waiting w INDEXED BY waiting_language";
  if (way == Way::clause)
    sql +=
        "waiting_clause k CROSS JOIN waiting w ON w.site_id = k.site_id AND w.story_id = k.story_id AND "
        "w.comment_id = k.comment_id";
  sql += std::string(joined) + at + ".site_id = ?1";
  if (way == Way::language) sql += " AND w.language = ?2";
  if (way == Way::clause) sql += " AND k.clause = ?2";
  sql += " AND (" + at + ".written_ms, " + at + ".story_id, " + at + ".comment_id) " + (newest ? "<" : ">") +
         " (?3, ?4, ?5) AND (?6 = '' OR w.language = ?6)";
  for (const char* clause : {"?7", "?8"})
    sql += " AND (" + std::string(clause) + " = '' OR EXISTS (SELECT 1 FROM waiting_clause q WHERE q.site_id = " + at +
           ".site_id AND q.clause = " + clause + " AND q.written_ms = " + at + ".written_ms AND q.story_id = " + at +
           ".story_id AND q.comment_id = " + at + ".comment_id))";
  sql += std::string(is_first) + " ORDER BY " + at + ".site_id";
  for (const char* column : {".written_ms", ".story_id", ".comment_id"})
    sql += ", " + at + column + (newest ? " DESC" : "");
  return sql;
}

const std::string& sql_of(Way way, bool newest) {
  static const std::string up[] = {walk_sql(Way::age, false), walk_sql(Way::language, false),
                                   walk_sql(Way::clause, false)};
  static const std::string down[] = {walk_sql(Way::age, true), walk_sql(Way::language, true),
                                     walk_sql(Way::clause, true)};
  return (newest ? down : up)[static_cast<std::size_t>(way)];
}

// How many wait in a language or under a clause. More than so many are too many to go through one by one, and as many
// as any.
std::int64_t many(Connection& c, SiteId site, Way way, const std::string& key) {
  constexpr std::int64_t most = 20'000;
  Query query(c,
              way == Way::language
                  ? "SELECT count(*) FROM (SELECT 1 FROM waiting INDEXED BY waiting_language WHERE site_id = ? AND "
                    "language = ? LIMIT ?)"
                  : "SELECT count(*) FROM (SELECT 1 FROM waiting_clause WHERE site_id = ? AND clause = ? LIMIT ?)",
              site, key, most);
  return query.step() ? query.integer(0) : 0;
}

// The shortest way to texts that are in `language` and under both clauses; '' any.
std::pair<Way, std::string> shortest(Connection& c, SiteId site, const std::string& language, const std::string& clause,
                                     const std::string& other) {
  std::vector<std::pair<Way, std::string>> ways;
  if (!clause.empty()) ways.emplace_back(Way::clause, clause);
  if (!other.empty() && other != clause) ways.emplace_back(Way::clause, other);
  if (!language.empty()) ways.emplace_back(Way::language, language);
  if (ways.empty()) return {Way::age, ""};
  if (ways.size() == 1) return ways.front();
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  std::size_t best = 0;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    const std::int64_t n = many(c, site, ways[i].first, ways[i].second);
    if (n < least) best = i;
    least = std::min(least, n);
  }
  return ways[best];
}

std::int64_t alike_to(Connection& c, SiteId site, std::int64_t words) {
  if (words == 0) return 0;
  Query query(c, "SELECT count(*) FROM (SELECT 1 FROM waiting WHERE site_id = ? AND words = ? AND words <> 0 LIMIT ?)",
              site, words, most_alike + 1);
  return query.step() ? query.integer(0) - 1 : 0;
}

// Goes on from `after` and takes what `accept` takes, until there are `limit` in `out`. `clause`: that the texts are
// under, besides the one asked for; '' any.
template <class Accept>
void walk(Connection& c, SiteId site, const WaitingQuery& query, const std::pair<Way, std::string>& way,
          const std::string& clause, const std::optional<WaitingPlace>& after, std::size_t limit,
          std::vector<WaitingCard>& out, Accept accept) {
  const bool newest = query.order == WaitingQuery::Order::newest;
  const std::int64_t end = newest ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
  const auto unless_the_way = [&](const std::string& wanted) {
    return way.first == Way::clause && way.second == wanted ? std::string() : wanted;
  };
  const std::string under = unless_the_way(clause), asked = unless_the_way(query.clause);
  Query rows(c, sql_of(way.first, newest), site, way.second, after ? to_ms(after->written) : end,
             after ? after->story.value : end, after ? after->comment.value : end, query.language, under, asked);
  while (out.size() < limit && rows.step()) {
    WaitingCard card{read_held(c, rows), 0, {}};
    if (!accept(card)) continue;
    card.alike = alike_to(c, site, rows.integer(words_column));
    card.place.written = card.item.revision.written;
    card.place.story = card.item.comment.story;
    card.place.comment = card.item.comment.id;
    out.push_back(std::move(card));
  }
}

bool cites(const discussion::Decision& decision, const std::string& clause) {
  return std::find(decision.clauses.begin(), decision.clauses.end(), clause) != decision.clauses.end();
}

// Under which something waits, but for those listed; '' stands for no clause.
std::vector<std::string> unlisted(Connection& c, SiteId site, const std::vector<std::string>& listed) {
  std::vector<std::string> all;
  {
    Query first(c, "SELECT clause FROM waiting_clause WHERE site_id = ? ORDER BY clause LIMIT 1", site);
    if (!first.step()) return all;
    all.push_back(first.text(0));
  }
  while (true) {
    const std::string last = all.back();
    Query next(c, "SELECT clause FROM waiting_clause WHERE site_id = ? AND clause > ? ORDER BY clause LIMIT 1", site,
               last);
    if (!next.step()) break;
    all.push_back(next.text(0));
  }
  std::erase_if(all, [&](const std::string& clause) {
    return !clause.empty() && std::find(listed.begin(), listed.end(), clause) != listed.end();
  });
  return all;
}

// Clause by clause, the gravest first; what is under several stands under the gravest. Behind them what is under none
// of these, oldest first.
std::vector<WaitingCard> gravest(Connection& c, SiteId site, const WaitingQuery& query) {
  const std::vector<std::string>& order = query.gravities;
  std::size_t from = 0;
  if (query.after)
    from = static_cast<std::size_t>(std::find(order.begin(), order.end(), query.after->clause) - order.begin());
  const auto stands_at = [&](const WaitingCard& card, std::size_t wanted) {
    std::size_t at = 0;
    while (at < order.size() && (order[at].empty() || !cites(card.item.decision, order[at]))) ++at;
    return at == wanted;
  };
  std::vector<WaitingCard> out;
  for (std::size_t at = from; at < order.size() && out.size() < query.limit; ++at) {
    if (order[at].empty()) continue;
    const std::size_t first = out.size();
    walk(c, site, query, shortest(c, site, query.language, order[at], query.clause), order[at],
         at == from ? query.after : std::nullopt, query.limit, out,
         [&](const WaitingCard& card) { return stands_at(card, at); });
    for (std::size_t i = first; i < out.size(); ++i) out[i].place.clause = order[at];
  }
  if (out.size() >= query.limit) return out;
  std::vector<WaitingCard> rest;
  for (const std::string& clause : unlisted(c, site, order)) {
    const auto way =
        clause.empty() ? std::pair(Way::clause, clause) : shortest(c, site, query.language, clause, query.clause);
    std::vector<WaitingCard> under;
    walk(c, site, query, way, clause, from == order.size() ? query.after : std::nullopt, query.limit - out.size(),
         under, [&](const WaitingCard& card) { return stands_at(card, order.size()); });
    rest.insert(rest.end(), std::make_move_iterator(under.begin()), std::make_move_iterator(under.end()));
  }
  const auto age = [](const WaitingCard& card) {
    return std::tuple(card.place.written, card.place.story, card.place.comment);
  };
  std::sort(rest.begin(), rest.end(), [&](const auto& a, const auto& b) { return age(a) < age(b); });
  rest.erase(std::unique(rest.begin(), rest.end(), [&](const auto& a, const auto& b) { return age(a) == age(b); }),
             rest.end());
  for (WaitingCard& card : rest)
    if (out.size() < query.limit) out.push_back(std::move(card));
  return out;
}

}  // namespace

std::vector<WaitingCard> waiting_on(Connection& c, SiteId site, const WaitingQuery& query) {
  if (query.order == WaitingQuery::Order::gravest) return gravest(c, site, query);
  std::vector<WaitingCard> out;
  walk(c, site, query, shortest(c, site, query.language, query.clause, ""), query.clause, query.after, query.limit, out,
       [](const WaitingCard&) { return true; });
  return out;
}

std::vector<HeldItem> alike_on(Connection& c, SiteId site, StoryId story, CommentId comment, std::size_t limit) {
  std::int64_t words = 0;
  {
    Query query(c, "SELECT words FROM waiting WHERE site_id = ? AND story_id = ? AND comment_id = ?", site, story,
                comment);
    if (!query.step()) return {};
    words = query.integer(0);
  }
  std::vector<HeldItem> out;
  if (words == 0) {
    if (auto self = waiting_comment(c, site, story, comment); self && limit > 0) out.push_back(*std::move(self));
    return out;
  }
  static const std::string sql = "SELECT " + item_columns() + " FROM waiting w INDEXED BY waiting_words" +
                                 std::string(joined) +
                                 "w.site_id = ? AND w.words = ? AND w.words <> 0 ORDER BY w.site_id, w.words, "
                                 "w.written_ms, w.story_id, w.comment_id LIMIT ?";
  Query rows(c, sql, site, words, limit);
  while (rows.step()) out.push_back(read_held(c, rows));
  return out;
}

std::optional<HeldItem> waiting_comment(Connection& c, SiteId site, StoryId story, CommentId comment) {
  static const std::string sql = "SELECT " + item_columns() + " FROM waiting w" + std::string(joined) +
                                 "w.site_id = ? AND w.story_id = ? AND w.comment_id = ?";
  Query row(c, sql, site, story, comment);
  if (!row.step()) return std::nullopt;
  return read_held(c, row);
}

WaitingCounts waiting_counts(Connection& c, SiteId site) {
  WaitingCounts counts;
  Query clauses(c, "SELECT clause, count(*) FROM waiting_clause WHERE site_id = ? GROUP BY clause ORDER BY clause",
                site);
  while (clauses.step()) counts.by_clause.emplace_back(clauses.text(0), clauses.integer(1));
  Query languages(c,
                  "SELECT language, count(*) FROM waiting INDEXED BY waiting_language WHERE site_id = ? GROUP BY "
                  "language ORDER BY language",
                  site);
  while (languages.step()) {
    counts.by_language.emplace_back(languages.text(0), languages.integer(1));
    counts.all += languages.integer(1);
  }
  Query oldest(c, "SELECT min(written_ms) FROM waiting INDEXED BY waiting_age WHERE site_id = ?", site);
  if (oldest.step()) counts.oldest = oldest.maybe_time(0);
  return counts;
}

}  // namespace comity::store::sqlite
