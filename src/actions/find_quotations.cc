#include "actions/find_quotations.h"

#include <algorithm>

#include "actions/find_repeats.h"
#include "actions/verified_quotes.h"
#include "base/crypto.h"
#include "campaign/plain_words.h"
#include "text/markup.h"

namespace comity::actions {

Result<QuotationSearch> QuotationSearch::of(World& world, SiteId site, StoryId story,
                                            const std::vector<discussion::Comment>& comments) {
  QuotationSearch search(world, site, story);
  for (const discussion::Comment& comment : comments) {
    search.own_.insert(comment.id);
    COMITY_TRY(const auto revisions, world.store.revisions(site, story, comment.id));
    for (const discussion::Revision& revision : revisions)
      if (!revision.text.empty()) search.said_.push_back(campaign::plain_words(revision.text));
  }
  return search;
}

Result<std::vector<store::EraseQuotes>> QuotationSearch::more() {
  constexpr std::size_t step = 500;
  std::vector<store::EraseQuotes> found;
  if (said_.empty()) return found;
  const CommentId first = *own_.begin();
  CommentId after;
  while (true) {
    COMITY_TRY(const auto comments, world_->store.comments(site_, story_, after, step));
    if (comments.empty()) return found;
    for (const discussion::Comment& comment : comments) {
      // What came before can quote them only in an edit.
      const bool may_quote = comment.id > first || comment.last_revision > 1;
      if (!may_quote || comment.emptied || own_.contains(comment.id)) continue;
      COMITY_CHECK(look_at(comment, found));
    }
    after = comments.back().id;
  }
}

Done QuotationSearch::look_at(const discussion::Comment& comment, std::vector<store::EraseQuotes>& found) {
  std::int64_t& known = revision_[comment.id];
  if (known == comment.last_revision) return {};
  COMITY_TRY(const auto revisions, world_->store.revisions(site_, story_, comment.id));
  for (const discussion::Revision& revision : revisions) {
    if (revision.revision <= known || revision.text.find('>') == std::string::npos) continue;
    store::EraseQuotes erase{story_, comment.id, revision.revision, sha256(revision.text), {}};
    for (const text::Span span : text::quotations(text::restored(revision.text))) {
      const std::string words = quoted_words(std::string_view(revision.text).substr(span.begin, span.end - span.begin));
      const auto holds = [&](const std::string& said) { return said.find(words) != std::string::npos; };
      if (words.empty() || std::none_of(said_.begin(), said_.end(), holds)) continue;
      COMITY_TRY(const bool is_anothers, answers(comment, words));
      if (!is_anothers) erase.quotations.push_back(span);
    }
    if (!erase.quotations.empty()) found.push_back(std::move(erase));
  }
  known = comment.last_revision;
  return {};
}

Result<std::vector<store::EraseReportWords>> QuotationSearch::reports() const {
  std::vector<store::EraseReportWords> found;
  if (said_.empty()) return found;
  COMITY_TRY(const auto reports, world_->store.reports_in(site_, story_));
  if (reports.empty()) return found;
  const Repeats repeats(said_);
  for (const discussion::Report& report : reports)
    if (!own_.contains(report.comment) && repeats.in(report.words)) found.push_back({report.id});
  return found;
}

// Whether the words stand in the comment that is answered, and that one stays.
Result<bool> QuotationSearch::answers(const discussion::Comment& comment, const std::string& words) const {
  if (!comment.reply_to || own_.contains(comment.reply_to)) return false;
  COMITY_TRY(const auto revisions, world_->store.revisions(site_, story_, comment.reply_to));
  return std::any_of(revisions.begin(), revisions.end(), [&](const discussion::Revision& revision) {
    return campaign::plain_words(revision.text).find(words) != std::string::npos;
  });
}

}  // namespace comity::actions
