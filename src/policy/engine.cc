#include "policy/engine.h"

#include "base/crypto.h"
#include "classify/correction.h"
#include "classify/model.h"
#include "policy/conditions.h"
#include "policy/contacts.h"
#include "policy/inflection.h"
#include "policy/known_words.h"
#include "text/characters.h"
#include "text/language.h"
#include "text/names.h"

namespace comity::policy {
namespace {

// Raised when the same policy and submission may get another verdict: a new rule of folding, matching or evaluation.
constexpr std::string_view engine_version = "comity policy engine 5";

}  // namespace

Hash256 engine_hash(const std::vector<Lexicon>& lexicons) {
  std::string parts(engine_version);
  parts += "\nunicode: " + std::string(text::unicode_tables());
  parts += "\nlanguage: " + std::string(text::language_detector());
  if (!lexicons.empty()) parts += "\ninflection: " + to_hex(inflection_hash());
  if (!lexicons.empty()) parts += "\nknown words: " + to_hex(known_words_hash());
  parts += "\nnames: " + std::string(text::names_version());
  parts += "\ncontacts: " + contact_words_hash();
  if (const auto model = classify::shipped_model())
    parts += "\nmodel: " + model->version() + ' ' + to_hex(model->hash());
  for (const Lexicon& lexicon : lexicons) parts += "\nlexicon: " + lexicon.name + ' ' + to_hex(lexicon.hash);
  return sha256(parts);
}

std::shared_ptr<const Compiled> with_correction(const std::shared_ptr<const Compiled>& policy,
                                                std::shared_ptr<const classify::Correction> correction) {
  const auto model = classify::shipped_model();
  if (correction && (!model || !correction->is_for(*model) || !policy->conditions->asks_model)) correction = nullptr;
  if (!correction && !policy->correction) return policy;
  auto corrected = std::make_shared<Compiled>(*policy);
  corrected->engine = policy->uncorrected_engine;
  if (correction) corrected->engine = sha256(to_hex(corrected->engine) + "\ncorrection: " + to_hex(correction->hash()));
  corrected->correction = std::move(correction);
  return corrected;
}

}  // namespace comity::policy
