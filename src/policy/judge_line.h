// One line of `comity judge`: a comment with its facts as JSON in, its verdict as JSON out.
//
// Form: docs/formats/judge.md.
#pragma once

#include <string>
#include <string_view>

#include "policy/policy.h"

namespace comity::policy {

struct JudgedLine {
  std::string json;  // without the line's end
  bool bad = false;  // `json` says what is wrong with the line
};

// The comment of such a line, for those who judge it otherwise. Spans are in bytes of `text`.
struct GivenComment {
  std::string id;  // as JSON text; 'null' when it has none
  text::CheckedText text;
  Facts facts;
  StoryFacts story;
  std::string written;  // when, as the line's "written" says; '' when it does not
};

// Errors: `invalid`. Pure.
Result<GivenComment> given_comment(std::string_view line);

inline constexpr std::size_t max_judge_line = 1024 * 1024;

// `number` counts from 1. Pure.
JudgedLine judge_line(const Compiled& policy, std::string_view line, std::size_t number);

}  // namespace comity::policy
