#include "policy/model_reading.h"

#include <algorithm>

#include "policy/conditions.h"
#include "policy/policy.h"

namespace comity::policy {

bool model_knows(std::string_view language) {
  const auto model = classify::shipped_model();
  return model && model->knows(language.substr(0, language.find('-')));
}

std::optional<bool> machine_checked(const Compiled& policy, const Facts& facts, const StoryFacts& story) {
  if (!policy.conditions->asks_model) return std::nullopt;
  return model_knows(language_for_model(facts, story));
}

std::string_view language_for_model(const Facts& facts, const StoryFacts& story) {
  return facts.language.empty() ? std::string_view(story.language) : std::string_view(facts.language);
}

ModelReading read_by_model(const text::CheckedText& text, const text::Folded& folded, const Facts& facts,
                           const StoryFacts& story, const text::OwnNames* own, const classify::Correction* correction) {
  ModelReading reading;
  const std::string_view language = language_for_model(facts, story);
  if (!model_knows(language)) return reading;
  const classify::Model& model = *classify::shipped_model();
  reading.is_known = true;
  reading.features = classify::features_of(text, folded, own);
  if (correction != nullptr && correction->applies_in(language.substr(0, language.find('-'))))
    reading.correction = correction;
  reading.scores = reading.correction != nullptr ? reading.correction->scores(model, reading.features)
                                                 : model.scores(reading.features);
  return reading;
}

ModelReading read_by_model(const Compiled& policy, const text::CheckedText& text, const Facts& facts,
                           const StoryFacts& story) {
  return read_by_model(text, text::fold(text), facts, story, &policy.conditions->own_names, policy.correction.get());
}

ModelReading read_by_model(const text::CheckedText& text, const Facts& facts, const StoryFacts& story,
                           const text::OwnNames* own) {
  return read_by_model(text, text::fold(text), facts, story, own);
}

std::vector<text::Span> ModelReading::evidence(const text::CheckedText& text, classify::Label label) const {
  if (!is_known) return {};
  return classify::evidence(*classify::shipped_model(), text, features, label, correction);
}

text::CheckedText without(const text::CheckedText& text, const std::vector<text::Span>& spans) {
  std::string rest = text.utf8();
  for (const text::Span s : spans)
    std::fill(rest.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(s.begin, rest.size())),
              rest.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(s.end, rest.size())), ' ');
  return text::restored(std::move(rest));
}

}  // namespace comity::policy
