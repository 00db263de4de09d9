#include "http/rendering.h"

#include "text/checked.h"
#include "text/markup.h"

namespace comity::http {
namespace {
constexpr std::size_t overhead = 200;  // of an item in the list and the table
}

std::size_t Rendering::KeyHash::operator()(const Key& key) const noexcept {
  std::size_t h = std::hash<StoryId>{}(key.story);
  h = h * 31 + std::hash<SiteId>{}(key.site);
  h = h * 1000003 + std::hash<CommentId>{}(key.comment);
  return (h * 31 + static_cast<std::size_t>(key.revision)) ^ key.words;
}

std::shared_ptr<const std::string> Rendering::html(SiteId site, StoryId story, CommentId comment, std::int64_t revision,
                                                   const std::string& text) {
  static const auto empty = std::make_shared<const std::string>();
  if (text.empty()) return empty;
  const Key key{site, story, comment, revision, std::hash<std::string>{}(text)};
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = items_.find(key); found != items_.end()) {
      ages_.splice(ages_.begin(), ages_, found->second);
      return found->second->html;
    }
  }
  auto html = std::make_shared<const std::string>(text::to_html(text::restored(text)));
  const std::lock_guard lock(mutex_);
  if (items_.contains(key)) return html;
  ages_.push_front({key, html});
  items_.emplace(key, ages_.begin());
  bytes_ += html->size() + overhead;
  while (bytes_ > max_bytes_ && !ages_.empty()) {
    bytes_ -= ages_.back().html->size() + overhead;
    items_.erase(ages_.back().key);
    ages_.pop_back();
  }
  return html;
}

std::size_t Rendering::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace comity::http
