// The bodies of comments:analyze and comments:suggestscore, read as strictly as that API reads them: a field that it
// does not have is a mistake. Names may be written as in JSON or as in the protocol buffer ("clientToken",
// "client_token").
//
// Source: the API's discovery document, revision 20260504; "ProtoJSON" for names, null and enumerators.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classify/model.h"
#include "http/analyze/attributes.h"
#include "http/analyze/errors.h"

namespace comity::http::analyze {

inline constexpr std::size_t max_comment_bytes = 20 * 1024;  // as there: "Comment text too long."

struct AskedAttribute {
  std::string name;  // as asked, which is how it is answered: "TOXICITY", "TOXICITY@comity-2"
  const Attribute* attribute = nullptr;
  std::optional<double> threshold;  // scores below it are not given
};

// What both calls have.
struct Call {
  std::string text;                    // not empty, at most `max_comment_bytes`
  std::vector<std::string> languages;  // as given; empty: to be found out
  std::string client_token, session_id, community_id;
};

struct AnalyzeCall : Call {
  std::vector<AskedAttribute> attributes;  // at least one
  bool spans = false;                      // a score for each sentence
  bool drops_unsupported = false;
};

struct SuggestCall : Call {
  std::vector<std::pair<const Attribute*, double>> scores;  // of the comment as a whole; each has a label
};

// `model`: whose version may be asked for, "TOXICITY@comity-2", or by the hash's first digits: "TOXICITY@sha256:59a1…".
Answered<AnalyzeCall> read_analyze(std::string_view body, const classify::Model& model);
Answered<SuggestCall> read_suggest(std::string_view body);

// "pt" of "pt-BR": what the model knows languages by.
std::string primary_language(std::string_view tag);

}  // namespace comity::http::analyze
