#include "http/analyze/attributes.h"

#include <algorithm>
#include <array>

namespace comity::http::analyze {
namespace {

using classify::Label;

// An attribute "of experiment" was the same notion in other languages; TOXICITY_FAST a quicker model of the same.
constexpr std::array attributes{
    Attribute{"TOXICITY", Label::toxicity},
    Attribute{"TOXICITY_EXPERIMENTAL", Label::toxicity},
    Attribute{"TOXICITY_FAST", Label::toxicity},
    Attribute{"SEVERE_TOXICITY", Label::severe_toxicity},
    Attribute{"SEVERE_TOXICITY_EXPERIMENTAL", Label::severe_toxicity},
    Attribute{"INSULT", Label::insult},
    Attribute{"INSULT_EXPERIMENTAL", Label::insult},
    Attribute{"PROFANITY", Label::profanity},
    Attribute{"PROFANITY_EXPERIMENTAL", Label::profanity},
    Attribute{"OBSCENE", Label::profanity},
    Attribute{"THREAT", Label::threat},
    Attribute{"THREAT_EXPERIMENTAL", Label::threat},
    Attribute{"IDENTITY_ATTACK", Label::identity_attack},
    Attribute{"IDENTITY_ATTACK_EXPERIMENTAL", Label::identity_attack},
    Attribute{"SEXUALLY_EXPLICIT", Label::sexually_explicit},
    Attribute{"SEXUALLY_EXPLICIT_EXPERIMENTAL", Label::sexually_explicit},
    // What the model was never taught.
    Attribute{"FLIRTATION", {}},
    Attribute{"ATTACK_ON_AUTHOR", {}},
    Attribute{"ATTACK_ON_COMMENTER", {}},
    Attribute{"ATTACK_ON_PUBLISHER", {}},
    Attribute{"INCOHERENT", {}},
    Attribute{"INFLAMMATORY", {}},
    Attribute{"LIKELY_TO_REJECT", {}},
    Attribute{"OFF_TOPIC", {}},
    Attribute{"SPAM", {}},
    Attribute{"UNSUBSTANTIAL", {}},
    Attribute{"AFFINITY_EXPERIMENTAL", {}},
    Attribute{"COMPASSION_EXPERIMENTAL", {}},
    Attribute{"CURIOSITY_EXPERIMENTAL", {}},
    Attribute{"NUANCE_EXPERIMENTAL", {}},
    Attribute{"PERSONAL_STORY_EXPERIMENTAL", {}},
    Attribute{"REASONING_EXPERIMENTAL", {}},
    Attribute{"RESPECT_EXPERIMENTAL", {}},
    Attribute{"ALIENATION_EXPERIMENTAL", {}},
    Attribute{"FEARMONGERING_EXPERIMENTAL", {}},
    Attribute{"GENERALIZATION_EXPERIMENTAL", {}},
    Attribute{"MORAL_OUTRAGE_EXPERIMENTAL", {}},
    Attribute{"POWER_APPEAL_EXPERIMENTAL", {}},
    Attribute{"SCAPEGOATING_EXPERIMENTAL", {}},
};

struct Measured {
  Label label;
  std::string_view languages;
};

// docs/model-card.md, "What it reaches on dev": the languages with a figure for the label; Russian TOXICITY has none
// but what it finds and what it flags of plain sentences.
constexpr std::array in_languages{
    Measured{Label::toxicity, "ar de en fr ko pt ru tr"},
    Measured{Label::severe_toxicity, "ar en fr pt"},
    Measured{Label::insult, "ar de en fr ko pt"},
    Measured{Label::profanity, "de en fr pt"},
    Measured{Label::threat, "en fr"},
    Measured{Label::identity_attack, "ar de en fr pt"},
    Measured{Label::sexually_explicit, "en"},
};
static_assert(in_languages.size() == classify::label_count);

}  // namespace

const Attribute* attribute(std::string_view name) {
  const auto* const found =
      std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& a) { return a.name == name; });
  return found == attributes.end() ? nullptr : found;
}

bool measured(Label label, std::string_view language) {
  const std::string_view all = in_languages[static_cast<std::size_t>(label)].languages;
  for (std::size_t at = 0; at < all.size(); at += 3) {
    if (all.substr(at, 2) == language) return true;
  }
  return false;
}

}  // namespace comity::http::analyze
