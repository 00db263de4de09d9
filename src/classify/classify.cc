#include "classify/classify.h"

#include <algorithm>

namespace comity::classify {
namespace {

// A word that weighs less than this says little, whatever its rank: a quarter of a logit.
constexpr Logit least_weight = 256;
// Nor does one that weighs less than a quarter of the heaviest.
constexpr Logit least_part = 4;
// Chosen on dev: where marked letters agree best with what readers marked (docs/model-card.md).
constexpr Logit least_mark = -1536;

// Spans with nothing but white space between them become one; nested ones go.
std::vector<text::Span> joined(std::string_view text, std::vector<text::Span> spans) {
  std::sort(spans.begin(), spans.end());
  std::vector<text::Span> out;
  for (const text::Span s : spans) {
    const bool joins =
        !out.empty() &&
        (s.begin <= out.back().end ||
         text.substr(out.back().end, s.begin - out.back().end).find_first_not_of(" \n") == std::string_view::npos);
    if (joins)
      out.back().end = std::max(out.back().end, s.end);
    else
      out.push_back(s);
  }
  return out;
}

}  // namespace

Features features_of(const text::CheckedText& text, const text::Folded& folded, const text::OwnNames* own) {
  Features features;
  find_features(text.utf8(), folded, text::names_in(folded.utf8, own), features);
  return features;
}

std::vector<text::Span> evidence(const Model& model, const text::CheckedText& text, const Features& features,
                                 Label label, const Correction* correction, std::size_t most) {
  std::vector<Logit> weights = model.weights(features, label);
  if (correction != nullptr) {
    const std::vector<Logit> more = correction->weights(features, label);
    for (std::size_t w = 0; w < weights.size(); ++w) weights[w] += more[w];
  }
  std::vector<std::size_t> order;
  for (std::size_t w = 1; w < weights.size(); ++w)
    if (weights[w] >= least_weight && features.words[w].origin.end > features.words[w].origin.begin) order.push_back(w);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  std::vector<text::Span> spans;
  for (const std::size_t w : order) {
    if (spans.size() >= most || weights[w] < weights[order[0]] / least_part) break;
    spans.push_back(features.words[w].origin);
  }
  return joined(text, std::move(spans));
}

std::vector<text::Span> marked_words(const Model& model, const text::CheckedText& text, const Features& features) {
  const std::vector<Logit> marks = model.marks(features);
  std::vector<text::Span> spans;
  for (std::size_t w = 1; w < marks.size(); ++w)
    if (marks[w] > least_mark && features.words[w].origin.end > features.words[w].origin.begin)
      spans.push_back(features.words[w].origin);
  return joined(text, std::move(spans));
}

}  // namespace comity::classify
