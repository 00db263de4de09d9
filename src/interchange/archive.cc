#include "interchange/archive.h"

#include <algorithm>

#include "base/crypto.h"

namespace comity::interchange {
namespace {

// What stands in the place of a parent's rank ...
constexpr std::uint64_t first_word = (1ULL << 62) - 8;
constexpr std::uint64_t no_parent = first_word;
constexpr std::uint64_t orphan = first_word + 1;
constexpr std::uint64_t other_story = first_word + 2;
constexpr std::uint64_t came_before = first_word + 3;  // the comment's own id had come before: it is left out
// ... and beside it.
constexpr std::uint64_t shares_id = 1ULL << 62;  // with a comment of an earlier story

constexpr std::uint64_t sign = 1ULL << 63;
constexpr std::size_t longest_id = 64;

// The number that stands for an id: a decimal number itself, else a hash with the highest bit set.
std::uint64_t number_of(std::string_view id) {
  if (id.empty()) return 0;
  std::uint64_t number = 0;
  for (const char c : id) {
    if (c < '0' || c > '9' || number > (sign - 10) / 10) {
      const Hash256 hash = sha256(id);
      number = 0;
      for (std::size_t i = 0; i < sizeof number; ++i) number = (number << 8) | hash.bytes[i];
      return number | sign;
    }
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

class Packer {
 public:
  void number(std::uint64_t n) { out_.append(reinterpret_cast<const char*>(&n), sizeof n); }
  void text(std::string_view s) {
    number(s.size());
    out_.append(s);
  }
  const std::string& bytes() const { return out_; }

 private:
  std::string out_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number() {
    std::uint64_t n = 0;
    bytes_.copy(reinterpret_cast<char*>(&n), sizeof n);
    bytes_.remove_prefix(sizeof n);
    return n;
  }
  std::string text() {
    const std::size_t size = static_cast<std::size_t>(number());
    std::string s(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return s;
  }

 private:
  std::string_view bytes_;
};

}  // namespace

std::string canonical_id(std::string_view id) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t first = id.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  id = id.substr(first, id.find_last_not_of(blank) + 1 - first);
  if (id.find_first_not_of("0123456789") == std::string_view::npos) {
    const std::size_t digit = id.find_first_not_of('0');
    id = digit == std::string_view::npos ? std::string_view() : id.substr(digit);
  }
  if (id.size() <= longest_id) return std::string(id);
  return "sha256:" + to_hex(sha256(id)).substr(0, 32);
}

Archive::Archive(SpoolMaker make_spool) : make_spool_(std::move(make_spool)), sorter_(make_spool_) {}

Done Archive::add(const ArchivedStory& story) {
  if (!stories_) {
    COMITY_TRY(stories_, make_spool_());
  }
  Packer pack;
  pack.number(story.ordinal);
  pack.text(story.source_id);
  pack.text(story.title);
  pack.text(story.link);
  pack.number(story.open);
  pack.number(static_cast<std::uint64_t>(to_ms(story.created)));
  Packer whole;
  whole.text(pack.bytes());
  COMITY_CHECK(stories_->append(whole.bytes()).map([](auto) {}));
  stories_end_ += whole.bytes().size();
  return {};
}

Done Archive::add(const ArchivedComment& comment) {
  if (!content_) {
    COMITY_TRY(content_, make_spool_());
  }
  Packer pack;
  pack.number(comment.story);
  pack.text(comment.source_id);
  pack.text(comment.parent_id);
  pack.text(comment.name);
  pack.text(comment.html);
  pack.number(static_cast<std::uint64_t>(to_ms(comment.written)));
  pack.number(static_cast<std::uint64_t>(comment.state));
  pack.number(static_cast<std::uint64_t>(comment.person));
  COMITY_TRY(const std::uint64_t at, content_->append(pack.bytes()));
  return sorter_.add({comment.story, static_cast<std::uint64_t>(to_ms(comment.written)) ^ sign,
                      number_of(comment.source_id), at, number_of(comment.parent_id), pack.bytes().size()});
}

Done Archive::arrange() {
  COMITY_TRY(comments_, sorter_.sorted());
  COMITY_TRY(auto found, find_parents());
  return lay_out(std::move(found));
}

// Two sorted lists, of ids and of parents named, walked side by side.
Result<SortedRecords<Archive::LinkRecord>> Archive::find_parents() {
  RecordSorter<IdRecord> by_id(make_spool_);
  RecordSorter<ParentRecord> by_parent(make_spool_);
  for (std::uint64_t rank = 0; rank < comments_.size(); ++rank) {
    COMITY_TRY(const CommentRecord comment, comments_.at(rank));
    if (comment.id != 0) COMITY_CHECK(by_id.add({comment.id, comment.story, comment.at, rank}));
    if (comment.parent != 0) COMITY_CHECK(by_parent.add({comment.parent, comment.story, rank}));
  }
  COMITY_TRY(auto ids, by_id.sorted());
  COMITY_TRY(auto parents, by_parent.sorted());
  RecordSorter<LinkRecord> links(make_spool_);
  IdRecord before;
  std::uint64_t p = 0;
  for (std::uint64_t i = 0; i <= ids.size(); ++i) {
    IdRecord holder{~0ULL, ~0ULL, 0, 0};  // behind the last one
    if (i < ids.size()) {
      COMITY_TRY(holder, ids.at(i));
    }
    for (; p < parents.size(); ++p) {
      COMITY_TRY(const ParentRecord named, parents.at(p));
      if (std::tie(named.parent, named.story) > std::tie(holder.id, holder.story)) break;
      std::uint64_t found = orphan;
      if (named.parent == holder.id && named.story == holder.story)
        found = holder.rank;
      else if (named.parent == holder.id || named.parent == before.id)
        found = other_story;
      COMITY_CHECK(links.add({named.rank, found}));
    }
    if (i == ids.size()) break;
    if (holder.id == before.id && holder.story == before.story) {
      ++repeated_;
      COMITY_CHECK(links.add({holder.rank, came_before}));
    } else if (holder.id == before.id) {
      ++shared_ids_;
      COMITY_CHECK(links.add({holder.rank, shares_id}));
    }
    before = holder;
  }
  return links.sorted();
}

// One entry for every rank, so that a parent is found by its place.
Done Archive::lay_out(SortedRecords<LinkRecord> found) {
  COMITY_TRY(auto spool, make_spool_());
  std::uint64_t f = 0;
  for (std::uint64_t rank = 0; rank < comments_.size(); ++rank) {
    std::uint64_t parent = no_parent;
    std::uint64_t flag = 0;
    for (; f < found.size(); ++f) {
      COMITY_TRY(const LinkRecord link, found.at(f));
      if (link.rank != rank) break;
      if (link.found == shares_id)
        flag = shares_id;
      else if (parent != came_before)
        parent = link.found;
    }
    parent |= flag;
    COMITY_CHECK(spool->append({reinterpret_cast<const char*>(&parent), sizeof parent}).map([](auto) {}));
  }
  parents_ = SortedRecords<std::uint64_t>(std::move(spool), comments_.size());
  return {};
}

Result<std::uint64_t> Archive::parent_of(std::uint64_t rank) {
  return parents_.at(rank).map([](std::uint64_t entry) { return entry & ~shares_id; });
}

Result<std::optional<ArchivedStory>> Archive::next_story() {
  if (story_at_ == stories_end_) return std::nullopt;
  std::uint64_t size = 0;
  COMITY_CHECK(stories_->read(story_at_, reinterpret_cast<char*>(&size), sizeof size));
  std::string bytes(static_cast<std::size_t>(size), '\0');
  COMITY_CHECK(stories_->read(story_at_ + sizeof size, bytes.data(), bytes.size()));
  story_at_ += sizeof size + size;
  Unpacker unpack(bytes);
  ArchivedStory story;
  story.ordinal = static_cast<std::uint32_t>(unpack.number());
  story.source_id = unpack.text();
  story_id_ = story.source_id.empty() ? "item " + std::to_string(story.ordinal) : story.source_id;
  story.title = unpack.text();
  story.link = unpack.text();
  story.open = unpack.number() != 0;
  story.created = at_ms(static_cast<std::int64_t>(unpack.number()));
  // Stories come in order of ordinal, and so do the comments.
  const auto story_of = [this](std::uint64_t rank) { return comments_.at(rank).map([](auto&& r) { return r.story; }); };
  for (begin_ = end_; begin_ < comments_.size(); ++begin_) {
    COMITY_TRY(const std::uint64_t ordinal, story_of(begin_));
    if (ordinal >= story.ordinal) break;
  }
  for (end_ = begin_; end_ < comments_.size(); ++end_) {
    COMITY_TRY(const std::uint64_t ordinal, story_of(end_));
    if (ordinal != story.ordinal) break;
  }
  return story;
}

Result<bool> Archive::has_early_replies() {
  for (std::uint64_t rank = begin_; rank < end_; ++rank) {
    COMITY_TRY(const std::uint64_t parent, parent_of(rank));
    if (parent < first_word && parent > rank) return true;
  }
  return false;
}

Result<std::optional<ArchivedComment>> Archive::comment(std::uint64_t order) {
  COMITY_TRY(const std::uint64_t parent, parent_of(begin_ + order));
  if (parent == came_before) return std::nullopt;
  return read(begin_ + order).map([](ArchivedComment&& comment) { return std::optional(std::move(comment)); });
}

Result<ArchivedComment> Archive::read(std::uint64_t rank) {
  COMITY_TRY(const CommentRecord record, comments_.at(rank));
  std::string bytes(static_cast<std::size_t>(record.size), '\0');
  COMITY_CHECK(content_->read(record.at, bytes.data(), bytes.size()));
  Unpacker unpack(bytes);
  ArchivedComment comment;
  comment.story = static_cast<std::uint32_t>(unpack.number());
  comment.source_id = unpack.text();
  comment.parent_id = unpack.text();
  comment.name = unpack.text();
  comment.html = unpack.text();
  comment.written = at_ms(static_cast<std::int64_t>(unpack.number()));
  comment.state = static_cast<ArchivedState>(unpack.number());
  comment.person = static_cast<std::int64_t>(unpack.number());
  COMITY_TRY(const std::uint64_t entry, parents_.at(rank));
  if ((entry & shares_id) != 0) comment.source_id += "@" + story_id_;
  if (const std::uint64_t parent = entry & ~shares_id; parent < first_word) {
    COMITY_TRY(const std::uint64_t of_parent, parents_.at(parent));
    if ((of_parent & shares_id) != 0) comment.parent_id += "@" + story_id_;
  }
  return comment;
}

Done Archive::for_each(const Visit& visit) {
  std::vector<bool> visited(static_cast<std::size_t>(end_ - begin_));
  std::vector<bool> on_the_way(visited.size());
  for (std::uint64_t rank = begin_; rank < end_; ++rank)
    if (!visited[static_cast<std::size_t>(rank - begin_)])
      COMITY_CHECK(visit_with_ancestors(rank, visited, on_the_way, visit));
  return {};
}

Done Archive::visit_with_ancestors(std::uint64_t rank, std::vector<bool>& visited, std::vector<bool>& on_the_way,
                                   const Visit& visit) {
  std::vector<std::uint64_t> chain;  // `rank`, its parent, that one's parent ... as far as not visited yet
  std::size_t cycle_from = ~std::size_t{0};
  const auto bit = [this](std::uint64_t r) { return static_cast<std::size_t>(r - begin_); };
  for (std::uint64_t at = rank; at < first_word && !visited[bit(at)];) {
    if (on_the_way[bit(at)]) {  // back where we were: everything since then is the cycle
      cycle_from = static_cast<std::size_t>(std::find(chain.begin(), chain.end(), at) - chain.begin());
      break;
    }
    on_the_way[bit(at)] = true;
    chain.push_back(at);
    COMITY_TRY(at, parent_of(at));
  }
  for (std::size_t i = chain.size(); i-- > 0;) {
    const std::uint64_t at = chain[i];
    visited[bit(at)] = true;
    on_the_way[bit(at)] = false;
    COMITY_TRY(const std::uint64_t parent, parent_of(at));
    if (parent == came_before) continue;
    COMITY_TRY(const ArchivedComment comment, read(at));
    ArchivedPlace place{at - begin_, ParentKind::here};
    if (i >= cycle_from)
      place.parent = ParentKind::cycle;
    else if (parent == no_parent)
      place.parent = ParentKind::none;
    else if (parent == orphan)
      place.parent = ParentKind::orphan;
    else if (parent == other_story)
      place.parent = ParentKind::other_story;
    COMITY_CHECK(visit(comment, place));
  }
  return {};
}

}  // namespace comity::interchange
