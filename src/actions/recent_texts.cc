#include "actions/recent_texts.h"

#include "text/markup.h"

namespace comity::actions {
namespace {

campaign::RecentText recent_of(const discussion::Comment& comment, const campaign::Fingerprint& print, Time written) {
  return {static_cast<std::uint64_t>(comment.author.value), static_cast<std::uint64_t>(comment.story.value),
          static_cast<std::uint64_t>(comment.id.value), written, print};
}

}  // namespace

std::shared_ptr<SiteTexts::OfSite> SiteTexts::of(SiteId site) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<OfSite>& texts = sites_[site];
  if (!texts) texts = std::make_shared<OfSite>();
  return texts;
}

// Read outside the lock: two at once keep the same.
Done SiteTexts::warm_up(store::Store& store, OfSite& site, const discussion::Story& story, Time now) {
  {
    const std::lock_guard lock(site.mutex);
    if (site.warm.contains(story.id.value)) return {};
  }
  std::vector<std::int64_t> numbers;
  for (std::int64_t n = story.next_number - 1; n >= 1 && story.next_number - n <= read_of_story; --n)
    numbers.push_back(n);
  std::vector<campaign::RecentText> texts;
  if (!numbers.empty()) {
    COMITY_TRY(const auto comments, store.by_numbers(story.site, story.id, numbers));
    for (const store::StoredComment& stored : comments) {
      if (stored.comment.state != discussion::State::published) continue;
      if (stored.revision.written + campaign::RecentTexts::window <= now) continue;
      const auto quotations = text::quotations(text::restored(stored.revision.text));
      texts.push_back(
          recent_of(stored.comment, campaign::fingerprint(stored.revision.text, quotations), stored.revision.written));
    }
  }
  const std::lock_guard lock(site.mutex);
  if (site.warm.size() >= most_warm) site.warm.clear();
  if (!site.warm.insert(story.id.value).second) return {};
  for (const campaign::RecentText& text : texts) {
    if (!site.texts.knows(text.story, text.comment)) site.texts.add(text);
  }
  return {};
}

Result<campaign::Likeness> SiteTexts::likeness(store::Store& store, const discussion::Story& story,
                                               const campaign::Fingerprint& print, AuthorId author, CommentId edited,
                                               Time now) {
  const std::shared_ptr<OfSite> site = of(story.site);
  COMITY_CHECK(warm_up(store, *site, story, now));
  const std::lock_guard lock(site->mutex);
  return site->texts.likeness(print, static_cast<std::uint64_t>(author.value), now,
                              static_cast<std::uint64_t>(story.id.value), static_cast<std::uint64_t>(edited.value));
}

void SiteTexts::add(const discussion::Comment& comment, const campaign::Fingerprint& print, Time written) {
  const std::shared_ptr<OfSite> site = of(comment.site);
  const std::lock_guard lock(site->mutex);
  site->texts.add(recent_of(comment, print, written));
}

void SiteTexts::forget(const discussion::Comment& comment) {
  const std::shared_ptr<OfSite> site = of(comment.site);
  const std::lock_guard lock(site->mutex);
  site->texts.forget(static_cast<std::uint64_t>(comment.story.value), static_cast<std::uint64_t>(comment.id.value));
}

}  // namespace comity::actions
