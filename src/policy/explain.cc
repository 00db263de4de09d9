#include "policy/explain.h"

#include <algorithm>

#include "base/languages.h"
#include "policy/conditions.h"
#include "policy/variables.h"
#include "text/language.h"
#include "text/links.h"

namespace comity::policy {
namespace {

using Fields = std::vector<std::pair<std::string_view, std::string>>;

std::string_view catalogue_text(std::string_view language, std::string_view key) {
  for (const std::string_view tag : {language, language.substr(0, language.find('-')), std::string_view("en")}) {
    for (const base::Language& known : base::languages()) {
      if (known.tag != tag) continue;
      if (const std::string_view text = known.text(key); !text.empty()) return text;
    }
  }
  return key;
}

std::string decimal(int ten_thousandths) {
  std::string digits = std::to_string(ten_thousandths % 10'000 + 10'000).substr(1);
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  return std::to_string(ten_thousandths / 10'000) + '.' + digits;
}

std::string one_line(std::string_view words, std::size_t most) {
  std::string out;
  std::size_t letters = 0;
  for (const char c : words) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins && ++letters > most) return out + "…";
    out += c == '\n' || c == '\t' ? ' ' : c;
  }
  return out;
}

class Explanation {
 public:
  Explanation(const Compiled& policy, const Submission& submission, Reader reader, std::string_view language)
      : policy_(policy), submission_(submission), reader_(reader), language_(language) {}

  std::string run(const Verdict& verdict) {
    if (verdict.clauses.empty()) {
      line("policy.told.nothing");
    } else if (reader_ == Reader::author) {
      to_author(verdict);
    } else {
      for (const ClauseVerdict& clause : verdict.clauses) {
        rule(clause, "policy.told.rule");
        if (reader_ == Reader::moderator) to_moderator(clause);
      }
    }
    return std::move(out_);
  }

 private:
  void line(std::string_view key, const Fields& fields = {}, std::string_view margin = {}) {
    std::string text(catalogue_text(language_, key));
    for (const auto& [field, value] : fields) {
      const std::string mark = '{' + std::string(field) + '}';
      if (const std::size_t at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), value);
    }
    out_ += std::string(margin) + text + '\n';
  }

  std::string prose(const Prose& prose) const {
    return std::string(in_language(prose, language_, policy_.languages.empty() ? "en" : policy_.languages.front()));
  }

  void rule(const ClauseVerdict& of, std::string_view key, std::string words = {}) {
    const Clause* clause = policy_.find(of.clause);
    line(key, {{"rule", clause ? std::to_string(clause->number) : of.clause},
               {"title", clause ? prose(clause->title) : of.clause},
               {"words", std::move(words)}});
  }

  void to_author(const Verdict& verdict) {
    switch (verdict.action) {
      case Action::hold:
        line("notice.held.what");
        line("notice.held.who");
        break;
      case Action::refuse:
        line("notice.refused_program.what");
        break;
      default:
        break;
    }
    for (const ClauseVerdict& of : verdict.clauses) {
      const std::string words = quoted_words(of, submission_.text);
      rule(of, words.empty() ? "advise.hint_plain" : "advise.hint", words);
      if (words.empty()) line("policy.told.no_words");
      if (is_of_likeness(of)) line("policy.told.alike");
      if (const Clause* clause = policy_.find(of.clause)) {
        const std::string text = prose(clause->text);
        out_ += "  " + one_line(text.substr(0, text.find("\n\n")), 400) + '\n';
      }
    }
    switch (verdict.action) {
      case Action::advise:
        line("policy.told.advise_can");
        break;
      case Action::hold:
        line("notice.held.can");
        break;
      default:
        line("notice.refused_program.can");
        break;
    }
  }

  // Words that are cited because another comment has them: each of them alone is nothing against a rule.
  static bool is_of_likeness(const ClauseVerdict& of) {
    return std::any_of(of.findings.begin(), of.findings.end(), [](const Finding& finding) {
      return finding.detector == "comparison" && !finding.spans.empty() &&
             finding.name.find("similar") != std::string::npos;
    });
  }

  void to_moderator(const ClauseVerdict& clause) {
    line("policy.told.action", {{"action", std::string(name(clause.action))}}, "  ");
    for (const Finding& finding : clause.findings) {
      const std::string words = quoted_words({{}, {}, {finding}}, submission_.text);
      if (finding.detector == "lexicon") {
        line("policy.told.list", {{"words", words}, {"name", finding.name}, {"entry", finding.entry}}, "  ");
        readings(finding);
      } else if (finding.detector == "comparison") {
        comparison(finding, words);
      } else {
        // Of the classifier the entry is the score.
        const std::string what = finding.entry.empty() ? finding.name : finding.name + ' ' + finding.entry;
        line("policy.told.found", {{"words", words}, {"detector", finding.detector}, {"name", what}}, "  ");
      }
    }
  }

  // How the author's letters were read as the entry.
  void readings(const Finding& finding) {
    if (!matches_) {
      matches_ =
          policy_.conditions->matcher.find(submission_.text, storable(submission_.facts, submission_.text).language);
    }
    std::vector<Fold> folds;
    for (const LexiconMatch& match : *matches_) {
      const Lexicon& lexicon = policy_.conditions->matcher.lexicons()[match.lexicon];
      if (lexicon.name != finding.name || lexicon.entries[match.entry].shown() != finding.entry) continue;
      for (const FoldStep& step : match.reading) {
        if (std::find(folds.begin(), folds.end(), step.fold) == folds.end()) folds.push_back(step.fold);
      }
    }
    if (folds.empty()) return;
    std::string chain;
    for (const Fold fold : folds) {
      const std::string key = "policy.fold." + plain(name_of(fold));
      chain += (chain.empty() ? "" : ", ") + std::string(catalogue_text(language_, key));
    }
    line("policy.told.read_as", {{"folds", chain}}, "    ");
  }

  static std::string plain(std::string_view fold) {
    std::string key(fold);
    std::replace(key.begin(), key.end(), '-', '_');
    return key;
  }

  // A comparison beside what its facts were.
  void comparison(const Finding& finding, const std::string& words) {
    line("policy.told.comparison", {{"condition", one_line(finding.name, 200)}}, "  ");
    if (!words.empty()) line("policy.told.words", {{"words", words}}, "    ");
    for (const Variable& variable : variables()) {
      const bool named =
          finding.name.find(variable.name) != std::string::npos ||
          (variable.fact == Fact::recent_similar_own && finding.name.find("similar(\"own\")") != std::string::npos) ||
          (variable.fact == Fact::recent_similar_others &&
           finding.name.find("similar(\"others\")") != std::string::npos);
      if (!named) continue;
      if (const std::string value = value_of(variable.fact); !value.empty()) {
        line("policy.told.fact", {{"name", std::string(variable.name)}, {"value", value}}, "    ");
      }
    }
  }

  std::string value_of(Fact fact) const {
    const Facts facts = storable(submission_.facts, submission_.text);
    const auto count = [](auto n) { return std::to_string(n); };
    switch (fact) {
      case Fact::comment_language:
        return facts.language;
      case Fact::comment_length:
        return count(text::code_points(submission_.text));
      case Fact::comment_links:
        return count(text::link_hosts(submission_.text).size());
      case Fact::comment_link_count:
        return count(text::links_in(submission_.text).size());
      case Fact::comment_capitals:
        return decimal(text::capitals_share(submission_.text));
      case Fact::comment_repetition:
        return decimal(text::repetition_share(submission_.text));
      case Fact::author_published:
        return count(facts.author_published);
      case Fact::author_refused:
        return count(facts.author_refused);
      case Fact::author_strikes:
        return count(facts.author_strikes);
      case Fact::author_age_days:
        return count(facts.author_age_days);
      case Fact::story_age_hours:
        return count(facts.story_age_hours);
      case Fact::story_comments:
        return count(facts.story_comments);
      case Fact::recent_author_10m:
        return count(facts.author_10m);
      case Fact::recent_author_24h:
        return count(facts.author_24h);
      case Fact::recent_source_10m:
        return count(facts.source_10m);
      case Fact::recent_story_10m:
        return count(facts.story_10m);
      case Fact::recent_similar_own:
        return decimal(facts.similar_own);
      case Fact::recent_similar_others:
        return decimal(facts.similar_others);
      default:
        return {};
    }
  }

  const Compiled& policy_;
  const Submission& submission_;
  Reader reader_;
  std::string_view language_;
  std::optional<std::vector<LexiconMatch>> matches_;
  std::string out_;
};

}  // namespace

std::string quoted_words(const ClauseVerdict& clause, std::string_view text) {
  constexpr std::size_t most = 5;
  std::vector<std::string> words;
  bool more = false;
  for (const Finding& finding : clause.findings) {
    for (const text::Span span : finding.spans) {
      if (span.begin >= span.end || span.end > text.size()) continue;  // erased since
      std::string word = one_line(text.substr(span.begin, span.end - span.begin), 60);
      if (std::find(words.begin(), words.end(), word) != words.end()) continue;
      if (words.size() < most)
        words.push_back(std::move(word));
      else
        more = true;
    }
  }
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "“" : ", “") + word + "”";
  return more ? out + " …" : out;
}

std::string explained(const Compiled& policy, const Submission& submission, const Verdict& verdict, Reader reader,
                      std::string_view language) {
  return Explanation(policy, submission, reader, language).run(verdict);
}

}  // namespace comity::policy
