#include "policy/document.h"

#include <algorithm>
#include <set>

#include "policy/table.h"
#include "policy/usual_mistakes.h"

namespace comity::policy {
namespace {

using Kind = TomlItem::Kind;

void read_languages(Table& table, Document& document) {
  const TomlItem* item =
      table.need("languages", Kind::array, "write languages = [\"en\"]; the first one is authoritative");
  if (item) {
    for (const TomlItem& element : item->items) {
      if (element.kind != Kind::text || !is_language_tag(element.text)) {
        const std::string_view tag = element.kind == Kind::text ? short_tag(element.text) : "";
        table.diagnostics().error(element.at, "a language must be a tag like \"en\", \"ru\" or \"zh-Hant\"",
                                  tag.empty() ? "use the tags of BCP 47, the same as in HTML"
                                              : "write \"" + std::string(tag) + "\" for " + element.text);
      } else if (const std::string_view tag = short_tag(element.text); !tag.empty()) {
        table.diagnostics().error(element.at, quoted(element.text) + " is not how this language is written here",
                                  "write \"" + std::string(tag) + "\"");
      } else if (std::find(document.languages.begin(), document.languages.end(), element.text) !=
                 document.languages.end()) {
        table.diagnostics().error(element.at, "the language '" + element.text + "' stands here twice", "leave one out");
      } else {
        document.languages.push_back(element.text);
      }
    }
    if (item->items.empty())
      table.diagnostics().error(item->at, "the policy has no language", "write languages = [\"en\"]");
  }
  if (document.languages.empty()) document.languages = {"en"};
}

void read_freedoms(Table& table, Document& document) {
  std::set<std::string> ids;
  for (const TomlItem* item : table.tables("freedom")) {
    Table freedom(*item, "a freedom", table.diagnostics());
    Freedom f;
    if (const TomlItem* id = freedom.need("id", Kind::text, "write id = \"free-claims\"; decisions may cite it")) {
      f.id = id->text;
      if (!is_id(f.id))
        table.diagnostics().error(id->at, quoted(f.id) + " is no id", "use a-z, 0-9 and '-', beginning with a letter");
      else if (!ids.insert(f.id).second)
        table.diagnostics().error(id->at, "the id '" + f.id + "' stands here twice",
                                  "each promise needs an id of its own");
    }
    f.title = freedom.prose("title", document.languages, true);
    f.text = freedom.prose("text", document.languages, true);
    freedom.finish();
    document.freedoms.push_back(std::move(f));
  }
}

void read_sides(Table& table, Document& document) {
  for (const TomlItem* item : table.tables("sides")) {
    Table side(*item, "a pair of sides", table.diagnostics());
    Sides sides{side.texts("a"), side.texts("b")};
    if (sides.a.size() != sides.b.size() || sides.a.empty()) {
      table.diagnostics().error(item->at, "the two sides must have equally many names, and at least one",
                                "each name of a is exchanged with the name at its place in b");
    }
    side.finish();
    document.sides.push_back(std::move(sides));
  }
}

}  // namespace

Document read_document(const TomlItem& root, Diagnostics& diagnostics) {
  Document document;
  Table table(root, "the document", diagnostics);
  if (const TomlItem* format = table.need("format", Kind::integer, "begin the document with format = 1")) {
    if (format->integer != 1) {
      diagnostics.error(format->at, "this server reads format 1, not " + std::to_string(format->integer),
                        "write format = 1, or use a newer server");
    }
  }
  if (const TomlItem* name = table.need("name", Kind::text, "write name = \"Discussion policy\"")) {
    document.name = name->text;
    if (name->text.empty())
      diagnostics.error(name->at, "the policy's name is empty", "write name = \"Discussion policy\"");
  }
  read_languages(table, document);
  document.preamble = table.prose("preamble", document.languages, false);
  read_lexicons(table, document);
  read_patterns(table, document);
  read_contacts(table, document);
  read_own_names(table, document);
  read_freedoms(table, document);
  read_clauses(table, document);
  read_ladder(table, document);
  read_sides(table, document);
  table.finish();
  return document;
}

}  // namespace comity::policy
