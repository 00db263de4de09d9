// From bytes to a policy that can judge: limits, form, conditions, and the document's own examples.
#include <algorithm>

#include "base/crypto.h"
#include "classify/model.h"
#include "policy/conditions.h"
#include "policy/document.h"
#include "policy/engine.h"
#include "policy/policy.h"
#include "policy/toml.h"
#include "policy/type_check.h"

namespace comity::policy {
namespace {

// The document's lexicons and those that ship; a document's list of a shipped name stands for both.
std::vector<Lexicon> known_lexicons(const Document& document) {
  std::vector<Lexicon> lexicons = document.lexicons;
  for (const Lexicon& shipped : shipped_lexicons()) {
    const bool is_there =
        std::any_of(lexicons.begin(), lexicons.end(), [&](const Lexicon& l) { return l.name == shipped.name; });
    if (!is_there) lexicons.push_back(shipped);
  }
  return lexicons;
}

class Compiler {
 public:
  Compiler(std::string_view bytes, Document document, Diagnostics& diagnostics)
      : bytes_(bytes), document_(std::move(document)), diagnostics_(diagnostics), lexicons_(known_lexicons(document_)) {
    for (const Lexicon& lexicon : lexicons_) names_.lexicons.push_back(lexicon.name);
    for (const Pattern& pattern : document_.patterns) names_.patterns.push_back(pattern.name);
    const auto model = classify::shipped_model();
    if (!model) return;
    for (std::size_t l = 0; l < classify::label_count; ++l)
      names_.labels.push_back(classify::name(static_cast<classify::Label>(l)));
    for (const classify::LanguageEntry& language : model->languages()) names_.model_languages.push_back(language.code);
  }

  std::shared_ptr<const Compiled> run() {
    for (std::size_t i = 0; i < document_.clauses.size(); ++i) {
      conditions_.push_back(condition(document_.clauses[i].when, document_.when_at[i]));
      refusals_.push_back(condition(document_.clauses[i].refuse_when, document_.refuse_when_at[i]));
    }
    if (diagnostics_.has_errors()) return nullptr;
    for (std::size_t i = 0; i < document_.clauses.size(); ++i) check_reviewed(i);
    if (diagnostics_.has_errors()) return nullptr;
    warn_of_unused();
    return finished();
  }

 private:
  std::optional<Expression> condition(const std::string& source, Position begin) {
    if (source.empty()) return std::nullopt;
    std::optional<Expression> expression(std::in_place);
    std::vector<ConditionError> errors;
    if (parse_condition(source, *expression, errors)) check_condition(*expression, names_, errors);
    for (ConditionError& e : errors) {
      const Position at = position_in_string(bytes_, begin, e.offset);
      if (e.is_warning)
        diagnostics_.warning(at, std::move(e.message), std::move(e.advice));
      else
        diagnostics_.error(at, std::move(e.message), std::move(e.advice));
    }
    for (const Node& node : expression->nodes) {
      if (node.op == Op::lexicon) used_lexicons_.push_back(node.text);
      if (node.op == Op::pattern) used_patterns_.push_back(node.text);
      asks_model_ = asks_model_ || node.op == Op::model;
    }
    return expression;
  }

  static bool has(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  // No one is refused by a word list that no fluent person has read.
  void check_reviewed(std::size_t clause) {
    const Clause& c = document_.clauses[clause];
    if (c.action == Action::refuse || c.then == Action::refuse)
      check_reviewed(conditions_[clause], document_.when_at[clause],
                     c.action == Action::refuse ? "write action = \"hold\": a person then looks"
                                                : "write then = \"hold\": a person then looks");
    check_reviewed(refusals_[clause], document_.refuse_when_at[clause],
                   "leave the list out of refuse_when: its clause can hold instead");
  }

  void check_reviewed(const std::optional<Expression>& condition, Position begin, const std::string& advice) {
    if (!condition) return;
    for (const Node& node : condition->nodes) {
      if (node.op != Op::lexicon) continue;
      const auto lexicon =
          std::find_if(lexicons_.begin(), lexicons_.end(), [&](const Lexicon& l) { return l.name == node.text; });
      if (lexicon == lexicons_.end()) continue;
      std::string languages;
      for (const std::string& language : unreviewed_languages(*lexicon))
        languages += (languages.empty() ? "" : ", ") + language;
      if (languages.empty()) continue;
      diagnostics_.error(position_in_string(bytes_, begin, node.begin),
                         "the word list '" + node.text +
                             "' may not refuse a comment: nobody who speaks them well has "
                             "read its words in these languages yet: " +
                             languages,
                         advice);
    }
  }

  void warn_of_unused() {
    for (std::size_t i = 0; i < document_.lexicons.size(); ++i) {
      const std::string& name = document_.lexicons[i].name;
      if (has(used_lexicons_, name)) continue;
      diagnostics_.warning(document_.lexicon_at[i], "no condition uses the lexicon '" + name + "'",
                           "write lexicon(\"" + name + "\") in a clause, or leave the list out");
    }
    for (std::size_t i = 0; i < document_.patterns.size(); ++i) {
      const Pattern& pattern = document_.patterns[i];
      if (has(used_patterns_, pattern.name)) continue;
      diagnostics_.warning(document_.pattern_at[i], "no condition uses the pattern '" + pattern.name + "'",
                           "write pattern(\"" + pattern.name + "\") in a clause, or leave it out");
    }
  }

  static LexiconCard card(const Lexicon& lexicon) {
    LexiconCard card{lexicon.name, {},           lexicon.entries.size(), {}, unreviewed_languages(lexicon),
                     lexicon.hash, lexicon.ships};
    for (const LexiconEntry& entry : lexicon.entries) {
      if (lexicon.is_public) card.words.push_back(entry.shown());
      if (!entry.language.empty() &&
          std::find(card.languages.begin(), card.languages.end(), entry.language) == card.languages.end()) {
        card.languages.push_back(entry.language);
      }
    }
    std::sort(card.languages.begin(), card.languages.end());
    return card;
  }

  static void number_lexicons(Expression& expression, const std::vector<Lexicon>& used) {
    for (Node& node : expression.nodes) {
      if (node.op != Op::lexicon) continue;
      const auto at = std::find_if(used.begin(), used.end(), [&](const Lexicon& l) { return l.name == node.text; });
      node.index = static_cast<std::uint32_t>(at - used.begin());
    }
  }

  // A few patterns are asked in turn as quickly.
  static void screen_patterns(Conditions& conditions) {
    for (const bool on_folded : {false, true}) {
      std::vector<std::string> regexes;
      for (const Pattern& pattern : conditions.patterns) regexes.push_back(pattern.regex);
      const auto count = std::count_if(conditions.patterns.begin(), conditions.patterns.end(),
                                       [&](const Pattern& pattern) { return pattern.on_folded == on_folded; });
      if (static_cast<std::size_t>(count) < worth_screening) continue;
      conditions.screen[on_folded] = std::make_unique<const PatternScreen>(regexes, literal_scan);
    }
  }

  std::shared_ptr<const Compiled> finished() {
    auto compiled = std::make_shared<Compiled>();
    std::vector<Lexicon> used;
    for (const Lexicon& lexicon : lexicons_) {
      if (has(used_lexicons_, lexicon.name)) used.push_back(lexicon);
    }
    for (auto* expressions : {&conditions_, &refusals_}) {
      for (std::optional<Expression>& expression : *expressions) {
        if (expression) number_lexicons(*expression, used);
      }
    }
    for (const Lexicon& lexicon : used) compiled->lexicons.push_back(card(lexicon));
    compiled->id = sha256(bytes_);
    compiled->engine = compiled->uncorrected_engine = engine_hash(used);
    compiled->source = bytes_;
    compiled->name = document_.name;
    compiled->languages = document_.languages;
    compiled->preamble = document_.preamble;
    compiled->clauses = document_.clauses;
    compiled->freedoms = document_.freedoms;
    compiled->ladder = document_.ladder;
    compiled->sides = document_.sides;
    auto conditions = std::make_shared<Conditions>(std::move(used));
    conditions->of_clause = std::move(conditions_);
    conditions->refusal_of_clause = std::move(refusals_);
    conditions->patterns = document_.patterns;
    screen_patterns(*conditions);
    conditions->asks_model = asks_model_;
    conditions->allowed_contacts = document_.allowed_contacts;
    conditions->own_names = document_.own_names;
    compiled->conditions = std::move(conditions);
    return compiled;
  }

  std::string_view bytes_;
  Document document_;
  Diagnostics& diagnostics_;
  std::vector<Lexicon> lexicons_;
  KnownNames names_;
  std::vector<std::optional<Expression>> conditions_;
  std::vector<std::optional<Expression>> refusals_;
  std::vector<std::string> used_lexicons_;
  std::vector<std::string> used_patterns_;
  bool asks_model_ = false;
};

}  // namespace

Checked compile(std::string_view bytes, Examples examples) {
  Diagnostics diagnostics;
  Checked checked;
  if (within_limits(bytes, {}, diagnostics)) {
    const TomlItem root = parse_toml(bytes, diagnostics);
    if (!diagnostics.has_errors() && root.entries.empty())
      diagnostics.error({}, "the document is empty",
                        "begin from a policy that ships: comity policy show default --source > policy.toml");
    if (!diagnostics.has_errors()) {
      checked.policy = Compiler(bytes, read_document(root, diagnostics), diagnostics).run();
      if (checked.policy && examples == Examples::tried) try_examples(*checked.policy, diagnostics);
      if (diagnostics.has_errors()) checked.policy = nullptr;
    }
  }
  checked.diagnostics = diagnostics.take();
  return checked;
}

std::string_view in_language(const Prose& prose, std::string_view language, std::string_view authoritative) {
  for (const std::string_view tag : {language, language.substr(0, language.find('-')), authoritative}) {
    if (const auto found = prose.find(tag); found != prose.end()) return found->second;
  }
  return {};
}

const Clause* Compiled::find(std::string_view clause_id) const {
  for (const Clause& clause : clauses) {
    if (clause.id == clause_id) return &clause;
  }
  return nullptr;
}

}  // namespace comity::policy
