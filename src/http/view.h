// What a page of a discussion shows, ready to be written as JSON or as HTML. Nothing personal, nothing relative:
// the same for every reader.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "discussion/records.h"
#include "discussion/thread_order.h"
#include "policy/policy.h"

namespace comity::http {

struct CommentView {
  std::int64_t number = 0;
  std::int64_t reply_to = 0;  // number; 0: a root
  int depth = 0;              // 0: a root; in the default order
  std::string name;           // '' when erased
  std::string name_mark;      // "2" in "Anna · 2"
  bool staff = false;
  discussion::State state = discussion::State::published;  // published | removed | withdrawn
  std::string html;                                        // safe HTML; '' unless published
  std::string text;                                        // Markdown as written; '' unless published
  std::string language;                                    // '' unknown
  bool rtl = false;
  Time created;
  std::optional<Time> edited;
  std::int64_t edited_after = 0;     // the last answer to it that the live revision came after; 0: none
  std::vector<std::string> clauses;  // removed: ids of the clauses
  std::optional<Time> decided;       // removed: when; nothing for what another system had removed
  bool decided_by_program = false;
  std::optional<Time> restored;    // removed and put back: when; for `restored_shown_for` only
  std::int64_t superseded_by = 0;  // number of the newer double
  bool closed = false;             // in a branch that is closed to replies
};

// How long readers are told that a removal was wrong.
inline constexpr Millis restored_shown_for = std::chrono::days(7);

using discussion::Sort;

struct DiscussionView {
  discussion::Site site;
  discussion::Story story;
  bool open = true;
  std::vector<CommentView> comments;  // one page
  Sort sort = Sort::threads;
  std::string next;                                                     // cursor of the next page; '' at the end
  std::vector<std::pair<std::string, std::int64_t>> refused_by_clause;  // for the line at the foot
  std::shared_ptr<const policy::Compiled> policy;
};

// The wire form of schema/openapi.yaml, "Comments"; titles of clauses in `lang`.
std::string comments_json(const DiscussionView& view, std::string_view lang);

}  // namespace comity::http
