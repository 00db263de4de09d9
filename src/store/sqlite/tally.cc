#include "store/sqlite/tally.h"

#include "text/name.h"

namespace comity::store::sqlite {

namespace {

constexpr std::size_t most_stories = 4'096;
constexpr std::size_t most_newcomers = 512;  // more than a group holds

}  // namespace

StoryTally* Tally::story(SiteId site, StoryId story) {
  const std::pair key{site, story};
  if (const auto known = stories_.find(key); known != stories_.end()) return &known->second;
  Query query(db_,
              "SELECT open, closes_ms, next_comment, next_number, position, published FROM story "
              "WHERE site_id = ? AND story_id = ?",
              site, story);
  if (!query.step()) return nullptr;
  if (stories_.size() >= most_stories && moved_ == 0) stories_.clear();
  StoryTally& added = stories_[key];
  added.story.open = query.integer(0) != 0;
  added.story.closes_at = query.maybe_time(1);
  added.story.next_comment = query.integer(2);
  added.story.next_number = query.integer(3);
  added.story.position = query.integer(4);
  added.story.published = query.integer(5);
  added.known_from = {added.story.next_comment};
  return &added;
}

bool Tally::know_names(SiteId site, StoryId story, StoryTally& tally, CommentId from) {
  if (from.value >= tally.known_from.value) return true;
  if (tally.known_from.value - from.value > static_cast<std::int64_t>(most_newcomers)) return false;
  std::deque<StoryTally::Newcomer> earlier;
  Query query(
      db_,
      "SELECT comment_id, author_id, name FROM comment WHERE site_id = ? AND story_id = ? AND comment_id >= ? AND "
      "comment_id < ? AND state <> 'refused' AND name <> '' ORDER BY comment_id",
      site, story, from, tally.known_from);
  while (query.step()) earlier.push_back({{query.integer(0)}, {query.integer(1)}, text::name_skeleton(query.text(2))});
  tally.lately.insert(tally.lately.begin(), earlier.begin(), earlier.end());
  tally.known_from = from;
  return true;
}

void Tally::add(StoryTally& to, const discussion::Comment& comment, std::string skeleton) {
  ++to.story.next_comment;
  ++to.story.next_number;
  ++to.story.position;
  ++to.story.published;
  if (!to.moved) ++moved_;
  to.moved = true;
  if (!comment.name.empty()) to.lately.push_back({comment.id, comment.author, std::move(skeleton)});
  while (to.lately.size() > most_newcomers) {
    to.known_from = {to.lately.front().comment.value + 1};
    to.lately.pop_front();
  }
}

void Tally::flush() {
  for (auto& [key, tally] : stories_) {
    if (moved_ == 0) break;
    if (!tally.moved) continue;
    Query(db_,
          "UPDATE story SET next_comment = ?, next_number = ?, position = ?, published = ? "
          "WHERE site_id = ? AND story_id = ?",
          tally.story.next_comment, tally.story.next_number, tally.story.position, tally.story.published, key.first,
          key.second)
        .run();
    tally.moved = false;
    --moved_;
  }
  for (const auto& [key, by] : published_)
    Query(db_, "UPDATE author SET published = published + ? WHERE site_id = ? AND author_id = ?", by, key.first,
          key.second)
        .run();
  published_.clear();
}

void Tally::forget(const std::vector<StoryTouched>& touched) {
  for (const StoryTouched& story : touched) stories_.erase({story.site, story.story});
}

void Tally::clear() {
  stories_.clear();
  published_.clear();
  moved_ = 0;
}

}  // namespace comity::store::sqlite
