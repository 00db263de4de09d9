// What the classifier says of a comment, in the shape of the API's answer.
#pragma once

#include <string>
#include <vector>

#include "classify/model.h"
#include "http/analyze/request.h"

namespace comity::http::analyze {

// The languages the answer rests on: those that the caller named, else the one found, else `otherwise` (a key's own
// language, for comments too short to tell).
struct Spoken {
  std::vector<std::string> languages;  // as written; empty: none named, none found
  std::vector<std::string> detected;   // at most one
  bool named = false;
};
Spoken spoken_in(const Call& call, std::string_view otherwise);

// The whole answer to comments:analyze as JSON.
// Refuses: a language that cannot be found; an attribute that is not measured in each of the languages, unless such are
// to be left out. Linear time; 60 us per 200 letters without `spans`.
Answered<std::string> analyzed(const AnalyzeCall& call, const Spoken& spoken, const classify::Model& model);

}  // namespace comity::http::analyze
