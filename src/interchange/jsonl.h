// A whole site as JSON Lines: what there is to say about each row, and rows read back. docs/formats/jsonl.md is the
// format; this is its only reader and writer.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "discussion/appeal.h"
#include "discussion/block.h"
#include "discussion/order.h"
#include "discussion/records.h"
#include "discussion/report.h"

namespace comity::interchange {

inline constexpr std::int64_t jsonl_format = 1;
inline constexpr std::size_t max_jsonl_line_bytes = 16 * 1024 * 1024;

struct PolicyRow {
  Hash256 id;  // SHA-256 of `source`
  std::string source;
  std::string by;
  Time published;
};
struct StoryRow {
  discussion::Story story;        // without what the store keeps
  std::vector<std::string> urls;  // normal forms, its own first
  std::string words{};            // of the story itself, as the store keeps them
};
struct CommentRow {
  discussion::Comment comment;  // without receipt, case code, live revision and standing decision
};
struct RevisionRow {
  StoryId story;
  CommentId comment;
  discussion::Revision revision;
};

using JsonlRow = std::variant<discussion::Site, PolicyRow, discussion::Author, StoryRow, CommentRow, RevisionRow,
                              discussion::Decision, discussion::Report, discussion::Order, discussion::Danger,
                              discussion::Block, discussion::Appeal>;

// A report goes without its receipt and case code, and without who sent it.
// One line with its '\n'. The same row gives the same bytes.
std::string to_jsonl(const JsonlRow& row);

// Errors: `invalid` - not JSON, no known kind, a member that is missing, unknown or of the wrong type; `detail`
// names it.
Result<JsonlRow> from_jsonl(std::string_view line);

}  // namespace comity::interchange
