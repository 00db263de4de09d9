#include <algorithm>
#include <set>

#include "policy/document.h"
#include "policy/table.h"
#include "policy/variables.h"

namespace comity::policy {
namespace {

using Kind = TomlItem::Kind;

// The DSA Transparency Database's statement categories, without STATEMENT_CATEGORY_ (API documentation, 2025-07).
constexpr std::string_view categories[] = {"ANIMAL_WELFARE",
                                           "CONSUMER_INFORMATION",
                                           "CYBER_VIOLENCE",
                                           "CYBER_VIOLENCE_AGAINST_WOMEN",
                                           "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
                                           "ILLEGAL_OR_HARMFUL_SPEECH",
                                           "INTELLECTUAL_PROPERTY_INFRINGEMENTS",
                                           "NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
                                           "NOT_SPECIFIED_NOTICE",
                                           "OTHER_VIOLATION_TC",
                                           "PROTECTION_OF_MINORS",
                                           "RISK_FOR_PUBLIC_SECURITY",
                                           "SCAMS_AND_FRAUD",
                                           "SELF_HARM",
                                           "UNSAFE_AND_PROHIBITED_PRODUCTS",
                                           "VIOLENCE"};

Action read_action(Table& table, std::string_view key, const TomlItem* item,
                   const std::vector<std::string_view>& allowed) {
  if (!item) return Action::allow;
  if (std::find(allowed.begin(), allowed.end(), item->text) == allowed.end()) {
    const bool for_people =
        item->text == "delete" || item->text == "remove" || item->text == "block" || item->text == "ban";
    table.diagnostics().error(item->at, quoted(item->text) + " is no '" + std::string(key) + "'",
                              for_people
                                  ? "removing and blocking are for people: write \"hold\", and a person looks first"
                                  : suggestion(item->text, allowed));
    return Action::allow;
  }
  return *action_from(item->text);
}

json::Value as_json(const TomlItem& item) {
  switch (item.kind) {
    case Kind::text:
      return {item.text};
    case Kind::integer:
      return {item.integer};
    case Kind::boolean:
      return {item.boolean};
    case Kind::real:
      return {item.real};
    case Kind::array: {
      json::Array array;
      for (const TomlItem& element : item.items) array.push_back(as_json(element));
      return {std::move(array)};
    }
    default:
      return {};
  }
}

// comment.is_reply = true, recent.author_10m = 12: the circumstances of an example.
void read_facts(Table& table, Example& example) {
  for (const std::string_view group : {"comment", "author", "story", "recent"}) {
    const TomlItem* facts = table.get(group, Kind::table);
    if (!facts) continue;
    for (const TomlItem::Entry& entry : facts->entries) {
      const std::string name = std::string(group) + '.' + entry.key;
      if (name == "comment.quotes") {
        table.diagnostics().error(entry.at, "an example has no verified quotations",
                                  "put such a case into a .case file");
      } else if (const Done done = set_fact(example.facts, example.story, name, as_json(entry.value)); !done) {
        table.diagnostics().error(entry.at, done.error().detail,
                                  "docs/policy-language.md lists the facts and their kinds");
      }
    }
  }
}

Example read_example(Table& table, const Document& document, bool has_condition) {
  Example example;
  example.line = table.at().line;
  if (const TomlItem* text = table.need("text", Kind::text, "write text = \"…\": a comment to try the rule on")) {
    example.text = text->text;
    if (const auto checked = text::checked(text->text); !checked) {
      table.diagnostics().error(text->at, "this example could not be a comment: " + checked.error().detail,
                                "a comment is plain text of at most 64 KiB: shorten it, or take out what is no text");
    }
  }
  const TomlItem* expect = table.need("expect", Kind::text, "write expect = \"hold\" or \"allow\"");
  example.by_person = expect && expect->text == "person";
  if (!example.by_person) {
    example.expect = read_action(table, "expect", expect, {"allow", "advise", "hold", "refuse", "person"});
  } else if (has_condition) {
    table.diagnostics().error(expect->at, "the clause has a condition, so its examples say what the program does",
                              "write expect = \"hold\", or leave the example out");
  }
  if (const TomlItem* cites = table.any("cites")) {
    example.cites = table.texts("cites");
    for (const std::string& words : example.cites) {
      if (example.text.find(words) == std::string::npos) {
        table.diagnostics().error(cites->at,
                                  "the example is to cite " + quoted(words) + ", which its text does not hold",
                                  "copy the words exactly as they stand in text");
      }
    }
    if (example.expect == Action::allow && !example.by_person && !example.cites.empty()) {
      table.diagnostics().error(cites->at, "an allowed example cites nothing", "leave cites out, or change expect");
    }
  }
  if (const TomlItem* freedom = table.get("freedom", Kind::text)) {
    example.freedom = freedom->text;
    std::vector<std::string_view> ids;
    for (const Freedom& f : document.freedoms) ids.push_back(f.id);
    if (std::find(ids.begin(), ids.end(), freedom->text) == ids.end()) {
      table.diagnostics().error(freedom->at, "there is no freedom " + quoted(freedom->text),
                                ids.empty() ? "write it as a [[freedom]]" : suggestion(freedom->text, ids));
    }
  }
  example.is_public = table.boolean("public", true);
  read_facts(table, example);
  table.finish();
  return example;
}

void read_id(Table& table, Clause& clause, std::set<std::string>& ids) {
  const TomlItem* id = table.need("id", Kind::text, "write id = \"profanity\"; decisions cite it, so it never changes");
  if (!id) return;
  clause.id = id->text;
  if (!is_id(clause.id)) {
    table.diagnostics().error(id->at, quoted(clause.id) + " is no id",
                              "use a-z, 0-9 and '-', beginning with a letter, at most 40");
  } else if (!ids.insert(clause.id).second) {
    table.diagnostics().error(id->at, "the id '" + clause.id + "' stands in two clauses",
                              "decisions cite it: each clause needs an id of its own");
  }
}

void read_actions(Table& table, Clause& clause, bool has_condition) {
  const TomlItem* action = table.get("action", Kind::text);
  const TomlItem* then = table.get("then", Kind::text);
  clause.action = read_action(table, "action", action, {"advise", "hold", "refuse"});
  clause.then = read_action(table, "then", then, {"hold", "refuse"});
  if (has_condition && !action) {
    table.diagnostics().error(table.at(), "the clause has a condition and no 'action'",
                              "write action = \"hold\": a person decides");
  }
  if (!has_condition && action) {
    table.diagnostics().warning(action->at, "'action' has no effect without 'when'",
                                "leave it out: only people apply this clause");
    clause.action = Action::allow;
  }
  if (then && clause.action != Action::advise) {
    table.diagnostics().error(then->at,
                              "'then' says what follows an advice that was not taken, and this clause does not advise",
                              "write action = \"advise\", or leave 'then' out");
  }
}

Clause read_clause(Table& table, Document& document, std::set<std::string>& ids) {
  Clause clause;
  clause.line = table.at().line;
  read_id(table, clause, ids);
  clause.title = table.prose("title", document.languages, true);
  clause.text = table.prose("text", document.languages, true);
  const TomlItem* when = table.get("when", Kind::text);
  document.when_at.push_back(when ? when->at : Position{});
  if (when) {
    clause.when = when->text;
    if (when->text.empty())
      table.diagnostics().error(when->at, "the condition is empty",
                                "leave 'when' out if only people apply this clause");
  }
  read_actions(table, clause, table.any("when") != nullptr);
  const TomlItem* refuse_when = table.get("refuse_when", Kind::text);
  document.refuse_when_at.push_back(refuse_when ? refuse_when->at : Position{});
  if (refuse_when) {
    clause.refuse_when = refuse_when->text;
    if (!when) {
      table.diagnostics().error(refuse_when->at, "'refuse_when' stands beside no 'when'",
                                "write when = '…' with the action for the milder case");
    } else if (clause.action == Action::refuse) {
      table.diagnostics().error(refuse_when->at, "the clause refuses always, so 'refuse_when' adds nothing",
                                "leave it out, or write action = \"hold\" for the milder case");
    } else if (refuse_when->text.empty()) {
      table.diagnostics().error(refuse_when->at, "the condition is empty", "leave 'refuse_when' out");
    }
  }
  if (const TomlItem* category = table.get("category", Kind::text)) {
    clause.category = category->text;
    if (clause.category.starts_with("STATEMENT_CATEGORY_")) {
      table.diagnostics().error(category->at, "the category is written without STATEMENT_CATEGORY_",
                                "write \"" + clause.category.substr(19) + "\"");
    } else if (std::find(std::begin(categories), std::end(categories), clause.category) == std::end(categories)) {
      table.diagnostics().warning(category->at,
                                  "the DSA Transparency Database has no category " + quoted(clause.category),
                                  suggestion(clause.category, {std::begin(categories), std::end(categories)}));
    }
  }
  if (const TomlItem* quotes = table.get("quotes", Kind::text)) {
    clause.quotes_ignored = quotes->text == "ignore";
    if (quotes->text != "ignore" && quotes->text != "judge") {
      table.diagnostics().error(quotes->at, quoted(quotes->text) + " is no way to treat quotations",
                                "write quotes = \"judge\", or quotes = \"ignore\" to pass over what is quoted from "
                                "somewhere else and found there");
    }
  }
  if (const TomlItem* two = table.any("two_people")) {
    clause.two_people = table.texts("two_people");
    for (const std::string& deed : clause.two_people) {
      if (std::find(std::begin(two_people_deeds), std::end(two_people_deeds), deed) != std::end(two_people_deeds))
        continue;
      table.diagnostics().error(two->at, quoted(deed) + " is nothing that two people decide of a comment",
                                suggestion(deed, {std::begin(two_people_deeds), std::end(two_people_deeds)}));
    }
  }
  for (const TomlItem* item : table.tables("example")) {
    Table example(*item, "an example", table.diagnostics());
    clause.examples.push_back(read_example(example, document, when != nullptr));
  }
  table.finish();
  return clause;
}

}  // namespace

void read_clauses(Table& table, Document& document) {
  std::set<std::string> ids;
  for (const Freedom& freedom : document.freedoms) ids.insert(freedom.id);
  const auto items = table.tables("clause");
  if (items.empty() && !table.any("clause")) {
    table.diagnostics().error({}, "the policy has no clause", "write at least one [[clause]] with id, title and text");
  }
  if (items.size() > max_clauses) {
    table.diagnostics().error(items[max_clauses]->at, "the policy has more than 200 clauses",
                              "nobody reads so many: join some");
    return;
  }
  for (const TomlItem* item : items) {
    Table clause(*item, "a clause", table.diagnostics());
    document.clauses.push_back(read_clause(clause, document, ids));
    document.clauses.back().number = static_cast<int>(document.clauses.size());
  }
}

}  // namespace comity::policy
