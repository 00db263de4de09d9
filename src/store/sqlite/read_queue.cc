// Pages of the queue: each walks an index in the order it is shown, from where the last page ended.
#include <algorithm>
#include <limits>

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

// One way through the queue: rows of an index that begins with site and `key`, above or below a place.
std::string walk_sql(std::string_view from, std::string_view alias, std::string_view key, bool newest) {
  const std::string at(alias);
  std::string place = at + ".written_ms, " + at + ".story_id, " + at + ".comment_id";
  std::string sql = "SELECT " + item_columns() + " FROM " + std::string(from) + std::string(joined) + at +
                    ".site_id = ?1" + (key.empty() ? "" : " AND " + at + "." + std::string(key) + " = ?2") + " AND (" +
                    place + ") " + (newest ? "<" : ">") + " (?3, ?4, ?5) AND (?6 = '' OR w.language = ?6)" +
                    std::string(is_first) + " ORDER BY " + at + ".site_id";
  for (const char* column : {".written_ms", ".story_id", ".comment_id"})
    sql += ", " + at + column + (newest ? " DESC" : "");
  return sql;
}

const std::string& sql_of(const WaitingQuery& query, bool by_clause) {
  static const std::string clause_from =
      "waiting_clause k CROSS JOIN waiting w ON w.site_id = k.site_id AND w.story_id = k.story_id AND w.comment_id = "
      "k.comment_id";
  static const std::string up[] = {walk_sql("waiting w INDEXED BY waiting_age", "w", "", false),
                                   walk_sql("waiting w INDEXED BY waiting_language", "w", "language", false),
                                   walk_sql(clause_from, "k", "clause", false)};
  static const std::string down[] = {walk_sql("waiting w INDEXED BY waiting_age", "w", "", true),
                                     walk_sql("waiting w INDEXED BY waiting_language", "w", "language", true),
                                     walk_sql(clause_from, "k", "clause", true)};
  const std::size_t which = by_clause ? 2 : query.language.empty() ? 0 : 1;
  return query.order == WaitingQuery::Order::newest ? down[which] : up[which];
}

std::int64_t alike_to(Connection& c, SiteId site, std::int64_t words) {
  if (words == 0) return 0;
  Query query(c, "SELECT count(*) FROM (SELECT 1 FROM waiting WHERE site_id = ? AND words = ? AND words <> 0 LIMIT ?)",
              site, words, most_alike + 1);
  return query.step() ? query.integer(0) - 1 : 0;
}

// Goes on from `after` and takes what `accept` takes, until there are `limit`.
template <class Accept>
void walk(Connection& c, SiteId site, const WaitingQuery& query, std::optional<std::string> clause,
          const std::optional<WaitingPlace>& after, std::vector<WaitingCard>& out, Accept accept) {
  const bool newest = query.order == WaitingQuery::Order::newest;
  const std::int64_t end = newest ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
  Query rows(c, sql_of(query, clause.has_value()), site, clause ? *clause : query.language,
             after ? to_ms(after->written) : end, after ? after->story.value : end, after ? after->comment.value : end,
             query.language);
  while (out.size() < query.limit && rows.step()) {
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

// Clause by clause, the gravest first; what is under several stands under the gravest.
std::vector<WaitingCard> gravest(Connection& c, SiteId site, const WaitingQuery& query) {
  const std::vector<std::string>& order = query.gravities;
  std::size_t from = 0;
  if (query.after)
    from = static_cast<std::size_t>(std::find(order.begin(), order.end(), query.after->clause) - order.begin());
  const auto rank = [&](const discussion::Decision& decision) {
    std::size_t at = 0;
    while (at < order.size() && (order[at].empty() || !cites(decision, order[at]))) ++at;
    return at;
  };
  const auto wanted = [&](const WaitingCard& card, std::size_t at) {
    if (rank(card.item.decision) != at) return false;
    return query.clause.empty() || cites(card.item.decision, query.clause);
  };
  std::vector<WaitingCard> out;
  for (std::size_t at = from; at < order.size() && out.size() < query.limit; ++at) {
    if (order[at].empty()) continue;
    const std::size_t first = out.size();
    walk(c, site, query, order[at], at == from ? query.after : std::nullopt, out,
         [&](const WaitingCard& card) { return wanted(card, at); });
    for (std::size_t i = first; i < out.size(); ++i) out[i].place.clause = order[at];
  }
  if (out.size() < query.limit)
    walk(c, site, query, std::nullopt, from == order.size() ? query.after : std::nullopt, out,
         [&](const WaitingCard& card) { return wanted(card, order.size()); });
  return out;
}

}  // namespace

std::vector<WaitingCard> waiting_on(Connection& c, SiteId site, const WaitingQuery& query) {
  if (query.order == WaitingQuery::Order::gravest) return gravest(c, site, query);
  std::vector<WaitingCard> out;
  walk(c, site, query, query.clause.empty() ? std::nullopt : std::optional(query.clause), query.after, out,
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
