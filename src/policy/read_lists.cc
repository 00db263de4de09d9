#include <algorithm>

#include "policy/document.h"
#include "policy/inflection.h"
#include "policy/table.h"
#include "policy/usual_mistakes.h"

namespace comity::policy {
namespace {

using Kind = TomlItem::Kind;

bool is_list_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

void read_words(Table& table, Lexicon& lexicon, const std::vector<std::string>& languages, std::size_t& total) {
  const TomlItem* words = table.get("words", Kind::array);
  LexiconEntry traits;
  read_traits(table, traits);
  const bool only = traits.only;
  if (only && languages.empty()) {
    table.diagnostics().error(table.at(), "'only' limits a list to its languages, and it names none",
                              "write languages = [\"tr\"] beside it");
  }
  if (!words) return;
  for (const TomlItem& word : words->items) {
    if (++total > max_entries) {
      table.diagnostics().error(word.at, "the document's lexicons have more than 20,000 entries", "shorten them");
      return;
    }
    LexiconEntry entry = traits;
    std::string complaint;
    if (word.kind != Kind::text) {
      table.diagnostics().error(word.at, "a word must be a text, but is " + std::string(in_words(word.kind)),
                                "put it in quotation marks");
    } else if (!read_entry(word.text, entry, complaint)) {
      table.diagnostics().error(word.at, quoted(word.text) + " cannot be an entry: " + complaint,
                                "an entry is a word, or a word with '*' for any ending");
    } else {
      // An entry for several languages is one for each, so that `only` asks a plain question.
      entry.language = languages.empty() ? "" : languages.front();
      for (const std::string& language : languages) {
        if (const std::string guess = language + "/guess"; is_inflection(guess))
          entry.inflection += (entry.inflection.empty() ? "" : " ") + guess;
      }
      lexicon.entries.push_back(entry);
      for (std::size_t i = 1; only && i < languages.size(); ++i) {
        entry.language = languages[i];
        lexicon.entries.push_back(entry);
      }
    }
  }
}

Lexicon read_lexicon(Table& table, std::string name, Document& document, std::size_t& total) {
  Lexicon lexicon;
  lexicon.name = std::move(name);
  const auto& shipped = shipped_lexicons();
  const auto same =
      std::find_if(shipped.begin(), shipped.end(), [&](const Lexicon& s) { return s.name == lexicon.name; });
  if (same != shipped.end()) lexicon = *same;
  std::vector<std::string> languages = table.texts("languages");
  for (const std::string& language : languages) {
    if (!is_language_tag(language))
      table.diagnostics().error(table.at(), quoted(language) + " is no language", "write tags like \"en\" or \"ru\"");
  }
  if (same == shipped.end()) table.need("words", Kind::array, "write words = [\"humbug\", \"poppycock*\"]");
  const std::size_t before = lexicon.entries.size();
  read_words(table, lexicon, languages, total);
  if (same == shipped.end() && lexicon.entries.size() == before) {
    table.diagnostics().warning(table.at(), "the lexicon '" + lexicon.name + "' has no words and finds nothing",
                                "add some to words = […]");
  }
  for (std::string& exception : table.texts("except")) {
    if (exception.size() > max_entry_bytes || exception.empty()) {
      table.diagnostics().error(table.at(), quoted(exception) + " cannot be an exception",
                                exception.empty() ? "write the innocent words in the quotation marks, or leave it out"
                                                  : "an exception is a name or a few words: at most 64 bytes, which "
                                                    "is 32 letters where they are not Latin");
    } else {
      lexicon.exceptions.push_back(std::move(exception));
    }
  }
  lexicon.is_public = table.boolean("public", same == shipped.end());
  if (same != shipped.end() && lexicon.is_public) {
    table.diagnostics().error(table.at(), "'" + lexicon.name + "' ships with the server and is not public",
                              "leave public out, or give your list another name");
  }
  table.finish();
  lexicon.hash = hash_of(lexicon);
  document.lexicon_at.push_back(table.at());
  return lexicon;
}

}  // namespace

void read_lexicons(Table& table, Document& document) {
  const TomlItem* lists = table.get("lexicon", Kind::table);
  if (!lists) return;
  std::size_t total = 0;
  for (const TomlItem::Entry& entry : lists->entries) {
    if (entry.value.kind != Kind::table) {
      table.diagnostics().error(entry.at, "a lexicon needs a name of its own", "write [lexicon.house] above its words");
      continue;
    }
    if (!is_list_name(entry.key)) {
      table.diagnostics().error(entry.at, quoted(entry.key) + " is no name for a lexicon", "use a-z, 0-9, '-' and '_'");
    }
    Table list(entry.value, "a lexicon", table.diagnostics());
    document.lexicons.push_back(read_lexicon(list, entry.key, document, total));
  }
}

void read_patterns(Table& table, Document& document) {
  const TomlItem* list = table.get("pattern", Kind::table);
  if (!list) return;
  for (const TomlItem::Entry& entry : list->entries) {
    if (document.patterns.size() >= max_patterns) {
      table.diagnostics().error(entry.at, "the policy has more than 200 patterns", "join some with '|'");
      return;
    }
    if (entry.value.kind != Kind::table) {
      table.diagnostics().error(entry.at, "a pattern needs a name of its own", "write [pattern.phone] above its regex");
      continue;
    }
    if (!is_list_name(entry.key)) {
      table.diagnostics().error(entry.at, quoted(entry.key) + " is no name for a pattern", "use a-z, 0-9, '-' and '_'");
    }
    Table fields(entry.value, "a pattern", table.diagnostics());
    Pattern pattern;
    pattern.name = entry.key;
    if (const TomlItem* regex = fields.need("regex", Kind::text, "write regex = '\\d{6}' in single quotation marks")) {
      pattern.regex = regex->text;
      std::string complaint;
      pattern.compiled = compiled_regex(pattern.regex, complaint);
      if (!pattern.compiled) {
        table.diagnostics().error(regex->at, "this is no regular expression: " + complaint,
                                  advice_for_regex(complaint));
      } else if (found(*pattern.compiled, "")) {
        table.diagnostics().warning(regex->at, "the pattern matches nothing at all, so it is found in every comment",
                                    "let at least one sign be needed: '+' for '*'");
      }
    }
    if (const TomlItem* on = fields.get("on", Kind::text)) {
      pattern.on_folded = on->text == "folded";
      if (on->text != "folded" && on->text != "text") {
        table.diagnostics().error(on->at, "a pattern cannot look at " + quoted(on->text),
                                  "write on = \"text\" for what the author wrote, or on = \"folded\" for the same in "
                                  "small letters without accents");
      }
    }
    fields.finish();
    document.pattern_at.push_back(entry.at);
    document.patterns.push_back(std::move(pattern));
  }
}

namespace {

// "30d", "12h", "6m"? Months differ in length: days, hours and minutes do not.
bool read_duration(std::string_view written, std::int64_t& ms) {
  if (written.size() < 2 || written.size() > 6) return false;
  std::int64_t count = 0;
  for (const char c : written.substr(0, written.size() - 1)) {
    if (c < '0' || c > '9') return false;
    count = count * 10 + (c - '0');
  }
  const char unit = written.back();
  const std::int64_t of_unit = unit == 'd' ? 86'400'000 : unit == 'h' ? 3'600'000 : unit == 'm' ? 60'000 : 0;
  ms = count * of_unit;
  return ms > 0;
}

void read_time(Table& table, std::string_view key, std::int64_t& ms, bool is_needed) {
  const std::string usage = "write " + std::string(key) + " = \"30d\": a number and d, h or m for days, hours, minutes";
  const TomlItem* item = is_needed ? table.need(key, Kind::text, usage) : table.get(key, Kind::text);
  if (item && !read_duration(item->text, ms))
    table.diagnostics().error(item->at, quoted(item->text) + " is no length of time", usage);
}

}  // namespace

void read_ladder(Table& table, Document& document) {
  bool warned = false;
  for (const TomlItem* item : table.tables("ladder")) {
    Table fields(*item, "a step of the ladder", table.diagnostics());
    LadderStep step;
    if (const TomlItem* strikes =
            fields.need("strikes", Kind::integer, "write strikes = 3: so many decisions by a person")) {
      step.strikes = strikes->integer;
      if (step.strikes < 1 || step.strikes > 1000)
        table.diagnostics().error(strikes->at, "strikes must be from 1 to 1000", "write strikes = 3");
      if (!document.ladder.empty() && step.strikes <= document.ladder.back().strikes) {
        table.diagnostics().error(strikes->at, "the steps of the ladder must rise",
                                  "order them by strikes, fewest first");
      }
    }
    read_time(fields, "within", step.within_ms, true);
    if (const TomlItem* then = fields.need("then", Kind::text, "write then = \"warn\", \"premoderate\" or \"block\"")) {
      step.then = then->text;
      if (step.then != "warn" && step.then != "premoderate" && step.then != "block") {
        table.diagnostics().error(then->at, quoted(step.then) + " is no step",
                                  suggestion(step.then, {"warn", "premoderate", "block"}));
      }
      warned |= step.then == "warn";
      if (step.then == "block" && !warned) {
        table.diagnostics().error(then->at, "a block needs an earlier warning",
                                  "put a step with then = \"warn\" and fewer strikes above it");
      }
    }
    read_time(fields, "for", step.for_ms, step.then == "premoderate" || step.then == "block");
    fields.finish();
    document.ladder.push_back(std::move(step));
  }
}

}  // namespace comity::policy
