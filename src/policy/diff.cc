#include "policy/diff.h"

#include <algorithm>
#include <functional>
#include <set>

#include "policy/conditions.h"

namespace comity::policy {
namespace {

using Kind = Difference::Kind;

class Diff {
 public:
  Diff(const Compiled& before, const Compiled& after) : before_(before), after_(after) {}

  std::vector<Difference> run() {
    text("document", "", "name", before_.name, after_.name);
    list("document", "", "languages", before_.languages, after_.languages);
    prose("document", "", "preamble", before_.preamble, after_.preamble);
    clauses();
    lexicons();
    patterns();
    freedoms();
    list("contacts", "", "allowed", before_.conditions->allowed_contacts.written(),
         after_.conditions->allowed_contacts.written());
    list("ladder", "", "steps", steps(before_), steps(after_));
    list("sides", "", "names", names(before_), names(after_));
    return std::move(found_);
  }

 private:
  void text(std::string_view section, std::string_view id, std::string_view what, std::string_view was,
            std::string_view is) {
    if (was == is) return;
    found_.push_back({Kind::changed,
                      std::string(section),
                      std::string(id),
                      std::string(what),
                      std::string(was),
                      std::string(is),
                      {},
                      {}});
  }

  void list(std::string_view section, std::string_view id, std::string_view what, const std::vector<std::string>& was,
            const std::vector<std::string>& is) {
    if (was == is) return;
    Difference d{Kind::changed, std::string(section), std::string(id), std::string(what), {}, {}, {}, {}};
    const std::set<std::string> old_set(was.begin(), was.end());
    const std::set<std::string> new_set(is.begin(), is.end());
    for (const std::string& one : was) {
      if (!new_set.contains(one)) d.gone.push_back(one);
    }
    for (const std::string& one : is) {
      if (!old_set.contains(one)) d.come.push_back(one);
    }
    if (d.gone.empty() && d.come.empty()) d.after = "in another order";
    found_.push_back(std::move(d));
  }

  void prose(std::string_view section, std::string_view id, std::string_view what, const Prose& was, const Prose& is) {
    std::set<std::string> languages;
    for (const auto& [language, words] : was) languages.insert(language);
    for (const auto& [language, words] : is) languages.insert(language);
    for (const std::string& language : languages) {
      const auto words = [&](const Prose& of) {
        const auto at = of.find(language);
        return at == of.end() ? std::string_view() : std::string_view(at->second);
      };
      text(section, id, std::string(what) + "." + language, words(was), words(is));
    }
  }

  // Pairs by `id_of`: those of the new document in order, then those that went. `compare` sees what both have.
  template <class T>
  void pairs(std::string_view section, const std::vector<T>& was, const std::vector<T>& is,
             const std::function<std::string(const T&)>& id_of,
             const std::function<void(const T&, const T&)>& compare) {
    const auto same = [&](const std::vector<T>& in, const T& one) {
      return std::find_if(in.begin(), in.end(), [&](const T& other) { return id_of(other) == id_of(one); });
    };
    for (const T& one : is) {
      const auto old = same(was, one);
      if (old == was.end())
        found_.push_back({Kind::added, std::string(section), id_of(one), {}, {}, {}, {}, {}});
      else
        compare(*old, one);
    }
    for (const T& one : was) {
      if (same(is, one) == is.end())
        found_.push_back({Kind::removed, std::string(section), id_of(one), {}, {}, {}, {}, {}});
    }
  }

  static std::string told(const Example& example) {
    std::string words = std::string(name(example.expect)) + ": " + example.text;
    for (const std::string& cited : example.cites) words += " [" + cited + "]";
    return words;
  }
  static std::vector<std::string> examples(const Clause& clause) {
    std::vector<std::string> told_ones;
    for (const Example& example : clause.examples) told_ones.push_back(told(example));
    return told_ones;
  }

  void clauses() {
    pairs<Clause>(
        "clause", before_.clauses, after_.clauses, [](const Clause& c) { return c.id; },
        [this](const Clause& was, const Clause& is) {
          prose("clause", is.id, "title", was.title, is.title);
          prose("clause", is.id, "text", was.text, is.text);
          text("clause", is.id, "condition", was.when, is.when);
          text("clause", is.id, "refuse_when", was.refuse_when, is.refuse_when);
          text("clause", is.id, "action", name(was.action), name(is.action));
          text("clause", is.id, "then", name(was.then), name(is.then));
          text("clause", is.id, "category", was.category, is.category);
          text("clause", is.id, "quotes", was.quotes_ignored ? "ignore" : "judge",
               is.quotes_ignored ? "ignore" : "judge");
          list("clause", is.id, "two_people", was.two_people, is.two_people);
          list("clause", is.id, "examples", examples(was), examples(is));
        });
    const auto order = [](const Compiled& policy, const Compiled& other) {
      std::vector<std::string> ids;
      for (const Clause& clause : policy.clauses) {
        if (other.find(clause.id) != nullptr) ids.push_back(clause.id);
      }
      return ids;
    };
    list("document", "", "order of clauses", order(before_, after_), order(after_, before_));
  }

  static std::vector<std::string> entries(const Lexicon& lexicon) {
    std::vector<std::string> words;
    for (const LexiconEntry& entry : lexicon.entries) {
      words.push_back(entry.shown() + (entry.language.empty() ? "" : " (" + entry.language + ")"));
    }
    return words;
  }

  void lexicons() {
    pairs<Lexicon>(
        "lexicon", before_.conditions->matcher.lexicons(), after_.conditions->matcher.lexicons(),
        [](const Lexicon& l) { return l.name; },
        [this](const Lexicon& was, const Lexicon& is) {
          if (was.hash == is.hash) return;
          const std::size_t found = found_.size();
          list("lexicon", is.name, "words", entries(was), entries(is));
          list("lexicon", is.name, "exceptions", was.exceptions, is.exceptions);
          if (found_.size() == found)
            found_.push_back({Kind::changed, "lexicon", is.name, "how its words are met", {}, {}, {}, {}});
        });
  }

  void patterns() {
    pairs<Pattern>(
        "pattern", before_.conditions->patterns, after_.conditions->patterns, [](const Pattern& p) { return p.name; },
        [this](const Pattern& was, const Pattern& is) {
          text("pattern", is.name, "regex", was.regex, is.regex);
          text("pattern", is.name, "on", was.on_folded ? "folded" : "text", is.on_folded ? "folded" : "text");
        });
  }

  void freedoms() {
    pairs<Freedom>(
        "freedom", before_.freedoms, after_.freedoms, [](const Freedom& f) { return f.id; },
        [this](const Freedom& was, const Freedom& is) {
          prose("freedom", is.id, "title", was.title, is.title);
          prose("freedom", is.id, "text", was.text, is.text);
        });
  }

  static std::vector<std::string> steps(const Compiled& policy) {
    std::vector<std::string> told_ones;
    for (const LadderStep& step : policy.ladder) {
      const auto hours = [](std::int64_t ms) { return std::to_string(ms / 3'600'000) + "h"; };
      std::string words = std::to_string(step.strikes) + " strikes within " + hours(step.within_ms) + ": " + step.then;
      if (step.for_ms > 0) words += " for " + hours(step.for_ms);
      told_ones.push_back(std::move(words));
    }
    return told_ones;
  }

  static std::vector<std::string> names(const Compiled& policy) {
    std::vector<std::string> told_ones;
    for (const Sides& sides : policy.sides) {
      for (std::size_t i = 0; i < sides.a.size() && i < sides.b.size(); ++i)
        told_ones.push_back(sides.a[i] + " and " + sides.b[i]);
    }
    return told_ones;
  }

  const Compiled& before_;
  const Compiled& after_;
  std::vector<Difference> found_;
};

std::string listed(std::string_view mark, const std::vector<std::string>& words) {
  constexpr std::size_t shown = 20;
  std::string out;
  for (std::size_t i = 0; i < words.size() && i < shown; ++i) out += "    " + std::string(mark) + " " + words[i] + "\n";
  if (words.size() > shown)
    out += "    " + std::string(mark) + " ... and " + std::to_string(words.size() - shown) + " more\n";
  return out;
}

// Every line of a text marked.
std::string marked(std::string_view mark, std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += "    " + std::string(mark) + " " + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

std::vector<Difference> differences(const Compiled& before, const Compiled& after) { return Diff(before, after).run(); }

std::string to_text(const std::vector<Difference>& differences) {
  std::string out;
  for (const Difference& d : differences) {
    out += d.section + (d.id.empty() ? "" : " '" + d.id + "'") + ": ";
    if (d.kind == Kind::added) out += "new\n";
    if (d.kind == Kind::removed) out += "gone\n";
    if (d.kind != Kind::changed) continue;
    const bool is_list = !d.gone.empty() || !d.come.empty();
    out += d.what +
           (is_list ? ", " + std::to_string(d.gone.size()) + " gone, " + std::to_string(d.come.size()) + " new" : "") +
           (!is_list && d.before.empty() && d.after == "in another order" ? " in another order\n" : "\n");
    if (is_list)
      out += listed("-", d.gone) + listed("+", d.come);
    else if (d.after != "in another order")
      out += marked("-", d.before) + marked("+", d.after);
  }
  return out;
}

}  // namespace comity::policy
