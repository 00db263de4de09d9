// Everything a verdict looks at. `evaluate` sees nothing else: no clock, no database, no network.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/checked.h"

namespace comity::policy {

enum class AuthorKind : std::uint8_t { guest, account, staff, imported };

// Facts that were known when the text was judged, stored with the revision as they were used. An absent one
// has the default. Shares and similarities are in ten-thousandths.
struct Facts {
  std::string language;  // of the comment: BCP 47 primary subtag, '' unknown
  bool is_reply = false;
  bool is_edit = false;
  std::vector<text::Span> quotes;  // quotations whose source was found; at most 4 are kept

  AuthorKind author_kind = AuthorKind::guest;
  std::int64_t author_published = 0;
  std::int64_t author_refused = 0;
  std::int64_t author_strikes = 0;
  std::int64_t author_age_days = 0;

  std::int64_t story_age_hours = 0;
  std::int64_t story_comments = 0;

  std::int64_t author_10m = 0;  // counts before this one
  std::int64_t author_24h = 0;
  std::int64_t source_10m = 0;
  std::int64_t story_10m = 0;
  int similar_own = 0;  // ten-thousandths
  int similar_others = 0;
  // The words that the closest of those texts has too; none where the likeness is 0, or 1: then it is all of them.
  std::vector<text::Span> alike_own;
  std::vector<text::Span> alike_others;

  bool operator==(const Facts&) const = default;
};

// The facts as they are stored: counts of 0 .. 2^21-1, shares of 0 .. 10,000, a language of 2 or 3 letters or '',
// quotations and alike words inside `text`, on character boundaries, as many as there is room for. `evaluate` sees
// these, so that a replay sees the same.
Facts storable(const Facts& facts, const text::CheckedText& text);

// The language of what the author wrote (without links and without `quotes`), for Facts::language; '' unknown.
std::string detected_language(const text::CheckedText& text, const std::vector<text::Span>& quotes = {});

inline constexpr std::size_t most_alike_runs = 8;  // of own words, and of others'; fewer where 64 bytes are full

// What is kept of `storable` facts. At most 64 bytes; first byte the format. Layout: docs/formats/verdict.md.
// `decoded` refuses what it does not know with `corrupt`.
std::string encoded(const Facts& facts);
Result<Facts> decoded(std::string_view bytes);

// What a story says of itself; read from its row, the same for all its comments.
struct StoryFacts {
  std::string language;
  std::string section;
  std::vector<std::string> tags;
};

struct Submission {
  const text::CheckedText& text;
  Facts facts;
  StoryFacts story;
};

}  // namespace comity::policy
