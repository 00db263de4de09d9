// One line of `comity classify`: a comment in, its scores out, both JSON. Format: docs/formats/classify.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "classify/model.h"

namespace comity::classify {

inline constexpr std::size_t max_classify_line = 1024 * 1024;

struct ClassifiedLine {
  std::string json;  // no line end
  bool bad = false;  // says what was wrong with the line
};

// `number` counts lines from 1, for the answer to a bad one. With `shows_words`, which words made the scores.
ClassifiedLine classify_line(const Model& model, std::string_view line, std::size_t number, bool shows_words);

// "0.9130"
std::string score_text(int ten_thousandths);

}  // namespace comity::classify
