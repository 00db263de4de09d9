#include "store/memory_stories.h"

#include <algorithm>

#include "store/checks.h"
#include "store/memory_model.h"
#include "text/name.h"

namespace comity::store::memory {

namespace {

tl::unexpected<Error> conflict(std::string detail) { return fail(Error::Code::conflict, std::move(detail)); }

}  // namespace

Done take_publisher_id(SiteRow& in, StoryRow& row, const std::string& id, Undo& undo) {
  if (id == row.story.publisher_id) return {};
  if (!id.empty() && in.publisher_ids.contains(id)) return conflict("another story has the publisher's id " + id);
  const std::string old = row.story.publisher_id;
  if (!old.empty()) {
    auto* ids = &in.publisher_ids;
    undo.note([ids, old, story = row.story.id] { ids->emplace(old, story); });
    ids->erase(old);
  }
  if (!id.empty()) undo.insert(in.publisher_ids, id, row.story.id);
  undo.set(row.story.publisher_id, id);
  return {};
}

Done take_urls(SiteRow& in, StoryRow& row, const std::vector<std::string>& urls, bool first_is_own, Undo& undo) {
  for (const std::string& url : without_repeats(urls)) {
    const auto owner = in.urls.find(url);
    if (owner == in.urls.end()) {
      undo.insert(in.urls, url, row.story.id);
      undo.append(row.urls, url);
    } else if (owner->second != row.story.id) {
      return conflict("another story has the address " + url);
    }
  }
  if (!first_is_own || urls.empty()) return {};
  std::vector<std::string> ordered = row.urls;
  std::erase(ordered, urls.front());
  ordered.insert(ordered.begin(), urls.front());
  undo.set(row.urls, ordered);
  return {};
}

Done set_story(SiteRow& in, StoryRow& row, const SetStory& w, Undo& undo) {
  discussion::Story& s = row.story;
  if (w.publisher_id) COMITY_CHECK(take_publisher_id(in, row, *w.publisher_id, undo));
  COMITY_CHECK(take_urls(in, row, w.add_urls, w.url.has_value(), undo));
  if (w.url) undo.set(s.url, *w.url);
  if (w.title) undo.set(s.title, *w.title);
  if (w.language) undo.set(s.language, *w.language);
  if (w.section) undo.set(s.section, *w.section);
  if (w.tags) undo.set(s.tags, *w.tags);
  if (w.open) undo.set(s.open, *w.open);
  if (w.closes_at) undo.set(s.closes_at, *w.closes_at);
  return {};
}

void count(SiteRow& in, StoryRow& row, const discussion::Comment& c, discussion::State state, std::int64_t by,
           Undo& undo) {
  using discussion::State;
  const auto author = in.authors.find(c.author);
  const bool known = author != in.authors.end();
  const auto add = [&](std::int64_t& counter) { undo.set(counter, counter + by); };
  if (state == State::published) {
    add(row.story.published);
    if (known) add(author->second.published);
  }
  if (state == State::held) add(row.story.held);
  if (state == State::refused) {
    add(row.story.refused);
    if (known) add(author->second.refused);
  }
}

bool name_is_taken(const StoryRow& in, const discussion::Comment& c, CommentId known) {
  if (c.name.empty()) return false;
  return std::any_of(in.comments.upper_bound(known), in.comments.end(), [&](const auto& later) {
    const discussion::Comment& other = later.second.comment;
    return other.author != c.author && other.state != discussion::State::refused && !other.name.empty() &&
           text::name_skeleton(other.name) == text::name_skeleton(c.name);
  });
}

Done set_words(StoryRow* row, const std::string& words, Undo& undo) {
  if (!row) return fail(Error::Code::not_found, "no such story");
  undo.set(row->words, words);
  return {};
}

namespace {

// Nothing comes in of an erased author but, from an export, what is erased or still waits to be.
bool is_over(const discussion::Author& author, const AddComment& w) {
  return author.erased && !w.comment.erased && !(w.number_given && author.erasing);
}

}  // namespace

Done may_come_in(const SiteRow& in, const StoryRow& row, const AddComment& w, Time at) {
  const auto conflict = [](const char* what) { return Done(fail(Error::Code::conflict, what)); };
  const discussion::Comment& c = w.comment;
  if (c.author && !in.authors.contains(c.author)) return fail(Error::Code::not_found, "no such author");
  if (c.author && is_over(in.authors.at(c.author), w)) return conflict("the author is erased");
  if (w.if_open && !is_open(row.story, at)) return conflict("the story is closed");
  if (c.reply_to && !row.comments.contains(c.reply_to)) return conflict("what it answers is not in the story");
  if (c.reply_to && w.if_open && is_in_closed_branch(in, row.story.id, c.reply_to))
    return conflict("the branch is closed to replies");
  if (c.superseded_by && !row.comments.contains(c.superseded_by))
    return conflict("what replaces it is not in the story");
  if (w.names_known && name_is_taken(row, c, *w.names_known)) return conflict("somebody took the name meanwhile");
  return {};
}

Done take_keys(SiteRow& in, const discussion::Comment& c, const std::pair<StoryId, CommentId>& place, Undo& undo) {
  if (c.receipt != Key128{}) {
    if (in.receipts.contains(c.receipt)) return fail(Error::Code::conflict, "its receipt is taken");
    undo.insert(in.receipts, c.receipt, place);
  }
  if (!c.case_code.empty()) {
    const bool reported = std::any_of(in.reported.reports.begin(), in.reported.reports.end(),
                                      [&](const auto& one) { return one.second.case_code == c.case_code; });
    if (reported || in.case_codes.contains(c.case_code)) return fail(Error::Code::conflict, "its case code is taken");
    undo.insert(in.case_codes, c.case_code, place);
  }
  if (!c.source_key.empty()) {
    if (in.source_keys.contains(c.source_key)) return fail(Error::Code::conflict, "it was imported before");
    undo.insert(in.source_keys, c.source_key, place);
  }
  return {};
}

}  // namespace comity::store::memory
