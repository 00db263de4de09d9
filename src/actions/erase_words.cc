#include "actions/erase_words.h"

#include <algorithm>

#include "actions/find_quotations.h"
#include "actions/forget_reporter.h"

namespace comity::actions {

using discussion::Comment;

namespace {

constexpr int attempts = 8;
// Of one change: it holds up who posts meanwhile for some milliseconds.
constexpr std::size_t writes_at_once = 10;

template <class Some>
Done commit_in_steps(World& world, SiteId site, const std::vector<Some>& writes) {
  for (std::size_t at = 0; at < writes.size(); at += writes_at_once) {
    store::Change change{world.random.key128(), site, world.clock.now(), {}};
    for (std::size_t i = at; i < std::min(writes.size(), at + writes_at_once); ++i)
      change.writes.emplace_back(writes[i]);
    COMITY_CHECK(world.store.commit(change));
  }
  return {};
}

// All in one story.
Result<std::int64_t> erase_quotations(World& world, SiteId site, StoryId story, const std::vector<Comment>& comments,
                                      QuotationSearch& search) {
  std::int64_t many = 0;
  for (int attempt = 0;; ++attempt) {
    COMITY_TRY(const auto found, search.more());
    const Done done = commit_in_steps(world, site, found);
    if (done) {
      for (const store::EraseQuotes& erase : found) many += static_cast<std::int64_t>(erase.quotations.size());
      return many;
    }
    // Another erasure took its own quotations out of the same text.
    if (done.error().code != Error::Code::conflict || attempt == attempts) return fail(done.error());
    COMITY_TRY(search, QuotationSearch::of(world, site, story, comments));
  }
}

Result<ErasedCount> erase_in_story(World& world, SiteId site, StoryId story, const std::vector<Comment>& comments) {
  ErasedCount count;
  COMITY_TRY(auto search, QuotationSearch::of(world, site, story, comments));
  COMITY_TRY(count.quotations, erase_quotations(world, site, story, comments, search));
  std::vector<store::Erase> erase;
  for (const Comment& comment : comments) erase.push_back({story, comment.id});
  COMITY_CHECK(commit_in_steps(world, site, erase));
  COMITY_TRY(const auto reports, search.reports());
  COMITY_CHECK(commit_in_steps(world, site, reports));
  // Whoever quoted them meanwhile.
  COMITY_TRY(const auto late, search.more());
  COMITY_CHECK(commit_in_steps(world, site, late));
  for (const Comment& comment : comments) world.recent_texts->forget(comment);
  world.story_names->forget(site, story);
  for (const store::EraseQuotes& quotes : late) count.quotations += static_cast<std::int64_t>(quotes.quotations.size());
  count.comments = static_cast<std::int64_t>(comments.size());
  return count;
}

// The next ones that are left, all in one story.
Result<std::vector<Comment>> some_left(World& world, SiteId site, AuthorId author, std::size_t at_most) {
  std::vector<Comment> left;
  store::WrittenPlace after;
  while (left.size() < at_most) {
    COMITY_TRY(const auto page, world.store.written_by(site, author, after, 500));
    if (page.empty()) break;
    after = {page.back().written, page.back().story, page.back().id};
    for (const Comment& comment : page) {
      const bool same_story = left.empty() || left.front().story == comment.story;
      if (!comment.erased && same_story && left.size() < at_most) left.push_back(comment);
    }
  }
  return left;
}

}  // namespace

Result<ErasedCount> erase_comment(World& world, const Comment& comment) {
  if (comment.erased) return ErasedCount{};
  return erase_in_story(world, comment.site, comment.story, {comment});
}

Result<ErasedCount> erase_author(World& world, SiteId site, AuthorId author, std::size_t at_most) {
  COMITY_TRY(const auto known, world.store.author(site, author));
  std::vector<discussion::Report> reports;
  if (known.token_hash) {
    COMITY_TRY(reports, reports_by_guest(world, site, *known.token_hash));
    COMITY_CHECK(forget_reporters(world, site, reports, true));
  }
  COMITY_CHECK(world.store.commit({world.random.key128(), site, world.clock.now(), {store::EraseAuthor{author}}}));
  COMITY_TRY(auto count, go_on_erasing(world, site, author, at_most, false));
  count.reports = static_cast<std::int64_t>(reports.size());
  return count;
}

Result<std::int64_t> kept_for_authorities(World& world, SiteId site, AuthorId author) {
  std::int64_t many = 0;
  COMITY_TRY(const auto dangers, world.store.dangers(site));
  for (const discussion::Danger& danger : dangers) {
    if (danger.ended) break;  // those that keep something come first
    COMITY_TRY(const auto comment, world.store.comment(site, danger.story, danger.comment));
    if (comment.author == author) ++many;
  }
  return many;
}

Result<ErasedCount> go_on_erasing(World& world, SiteId site, AuthorId author, std::size_t at_most, bool finish) {
  ErasedCount all;
  while (true) {
    const std::size_t done = static_cast<std::size_t>(all.comments);
    COMITY_TRY(const auto left,
               some_left(world, site, author, std::max<std::size_t>(1, at_most - std::min(done, at_most))));
    all.finished = left.empty();
    if (left.empty() || done >= at_most) break;
    COMITY_TRY(const auto some, erase_in_story(world, site, left.front().story, left));
    all.comments += some.comments;
    all.quotations += some.quotations;
  }
  if (!all.finished || !finish) return all;
  const store::Change change{world.random.key128(), site, world.clock.now(), {store::FinishErasing{author}}};
  const auto outcome = world.store.commit(change);
  // One came meanwhile: the next call erases it.
  if (!outcome && outcome.error().code != Error::Code::conflict) return fail(outcome.error());
  all.finished = outcome.has_value();
  return all;
}

}  // namespace comity::actions
