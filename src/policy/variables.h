// The facts of a Submission by the names that conditions, `judge` and examples use for them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "policy/expression.h"
#include "policy/submission.h"

namespace comity::policy {

enum class Fact : std::uint8_t {
  comment_text,
  comment_quotes,
  comment_language,
  comment_length,
  comment_links,
  comment_link_count,
  comment_is_reply,
  comment_is_edit,
  comment_capitals,
  comment_repetition,
  author_kind,
  author_published,
  author_refused,
  author_strikes,
  author_age_days,
  story_language,
  story_section,
  story_tags,
  story_age_hours,
  story_comments,
  recent_author_10m,
  recent_author_24h,
  recent_source_10m,
  recent_story_10m,
  recent_similar_own,
  recent_similar_others,
};

struct Variable {
  std::string_view name;  // "comment.length"
  Type type;
  Fact fact;
  std::optional<std::int64_t> highest;  // of a number, as Number::raw; its lowest is 0
};

std::span<const Variable> variables();  // index: the Fact
const Variable* find_variable(std::string_view name);

// Sets the fact `name` ("author.published") from what a judge's line or an example says. A fact that the text
// itself gives (length, links, link_count, capitals, repetition) is accepted and left alone.
// Errors: `invalid` - no such fact, or a value of another type or range.
Done set_fact(Facts& facts, StoryFacts& story, std::string_view name, const json::Value& value);

}  // namespace comity::policy
