// The HTML of single comments, kept between renderings: after one new comment only that one is rendered.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/ids.h"

namespace comity::http {

class Rendering {
 public:
  explicit Rendering(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // Safe HTML of this revision's `text`. A revision never changes under its number - but for erasure, which empties it:
  // so '' is not looked up. Thread-safe.
  std::shared_ptr<const std::string> html(SiteId site, StoryId story, CommentId comment, std::int64_t revision,
                                          const std::string& text);
  std::size_t bytes() const;

 private:
  struct Key {
    SiteId site;
    StoryId story;
    CommentId comment;
    std::int64_t revision = 0;
    std::size_t words = 0;  // hash of the text: erased quotations are taken out of a revision
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept;
  };
  struct Item {
    Key key;
    std::shared_ptr<const std::string> html;
  };

  const std::size_t max_bytes_;
  mutable std::mutex mutex_;
  std::list<Item> ages_;  // latest first
  std::unordered_map<Key, std::list<Item>::iterator, KeyHash> items_;
  std::size_t bytes_ = 0;
};

}  // namespace comity::http
