#include "http/console/policy_form.h"

#include <algorithm>

#include "http/messages.h"

namespace comity::http {
namespace {

using policy::DocumentEditor;
using policy::EditPath;
using policy::TomlItem;
using Kind = TomlItem::Kind;

// A field's name says where its text stands: "clause/3/title/en".
std::string field_of(const EditPath& path) {
  std::string name;
  for (const std::string& part : path) name += (name.empty() ? "" : "/") + part;
  return name;
}

EditPath with(EditPath path, std::string part) {
  path.push_back(std::move(part));
  return path;
}

std::string text_at(const DocumentEditor& document, const EditPath& path) {
  const TomlItem* item = document.find(path);
  if (item == nullptr) return {};
  return item->kind == Kind::integer ? std::to_string(item->integer) : item->text;
}

std::size_t count_at(const DocumentEditor& document, const EditPath& path) {
  const TomlItem* item = document.find(path);
  return item == nullptr || item->kind != Kind::array ? 0 : item->items.size();
}

std::vector<std::string> keys_at(const DocumentEditor& document, const EditPath& path) {
  std::vector<std::string> keys;
  if (const TomlItem* table = document.find(path); table != nullptr)
    for (const TomlItem::Entry& entry : table->entries) keys.push_back(entry.key);
  return keys;
}

std::vector<std::string> texts_at(const DocumentEditor& document, const EditPath& path) {
  std::vector<std::string> texts;
  if (const TomlItem* list = document.find(path); list != nullptr)
    for (const TomlItem& item : list->items) texts.push_back(item.text);
  return texts;
}

// As a text area shows it: the line's end that closes a text of several lines is not typed.
std::string shown(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

std::string typed_in(const Form& form, const std::string& field) {
  std::string text(form.value(field));
  for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos;) text.erase(at, 1);
  return text;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

constexpr std::string_view clause_part = "clause/";
constexpr const char* actions_of_clauses[] = {"advise", "hold", "refuse"};
constexpr const char* expectations[] = {"allow", "advise", "hold", "refuse", "person"};
constexpr const char* steps[] = {"warn", "premoderate", "block"};

class Fields {
 public:
  Fields(HtmlWriter& w, const DocumentEditor& document, std::string_view lang, const Form* typed)
      : w_(w), document_(document), lang_(lang), typed_(typed), languages_(texts_at(document, {"languages"})) {}

  void write(std::string_view part) {
    if (part == "preamble") {
      prose({"preamble"}, "console.form.preamble", 6);
    } else if (part == "words") {
      for (const std::string& lexicon : keys_at(document_, {"lexicon"})) words({"lexicon", lexicon}, lexicon);
    } else if (part == "ladder") {
      ladder();
    } else if (part.starts_with(clause_part)) {
      const EditPath path = {"clause", std::string(part.substr(clause_part.size()))};
      if (document_.find(path) != nullptr) clause(path);
    }
  }

 private:
  std::string say(std::string_view key) const { return message(lang_, key); }

  // What could not be taken as it was typed is shown as it was typed.
  std::string value(const EditPath& path, const std::string& stored) const {
    const std::string field = field_of(path);
    return typed_ != nullptr && typed_->has(field) ? typed_in(*typed_, field) : stored;
  }

  void area(const EditPath& path, std::string_view label, const std::string& text, int rows) {
    w_.open("p").open("label").text(label).raw("<br>").open("textarea").attribute("name", field_of(path));
    w_.attribute("rows", rows).attribute("dir", "auto").raw("\n").text(value(path, shown(text)));
    w_.close("textarea");
    w_.close("label").close("p");
  }
  void line(const EditPath& path, std::string_view label, const std::string& text, int size = 60) {
    w_.open("label").text(label).text(" ").open("input").attribute("type", "text").attribute("name", field_of(path));
    w_.attribute("value", value(path, text)).attribute("size", size).attribute("dir", "auto").close("label").raw(" ");
  }
  template <std::size_t N>
  void choice(const EditPath& path, std::string_view label, const std::string& stored, const char* const (&values)[N],
              bool may_be_none = false) {
    const std::string chosen = value(path, stored);
    w_.open("label").text(label).text(" ").open("select").attribute("name", field_of(path)).raw("");
    if (may_be_none) w_.raw("<option value=\"\"></option>");
    for (const char* one : values) {
      w_.open("option").attribute("value", one);
      if (chosen == one) w_.flag("selected");
      w_.text(say("console.form.value." + std::string(one))).close("option");
    }
    w_.close("select").close("label").raw(" ");
  }
  void gone(const EditPath& path) {
    w_.open("label").open("input").attribute("type", "checkbox").attribute("name", field_of(with(path, "gone")));
    w_.attribute("value", "yes");
    if (value(with(path, "gone"), "") == "yes") w_.flag("checked");
    w_.text(" ").text(say("console.form.gone")).close("label");
  }

  void prose(const EditPath& path, std::string_view label, int rows) {
    if (document_.find(path) == nullptr) return;
    for (const std::string& language : languages_) {
      const EditPath here = with(path, language);
      const std::string_view known = interface_language(language);
      const std::string named = known.empty() ? language : message(known, "meta.language");
      area(here, say(label) + " (" + named + ")", text_at(document_, here), rows);
    }
  }

  void clause(const EditPath& path) {
    prose(with(path, "title"), "console.form.title", 1);
    prose(with(path, "text"), "console.form.text", 4);
    if (const std::string action = text_at(document_, with(path, "action")); !action.empty()) {
      w_.open("p", "step").raw("");
      choice(with(path, "action"), say("console.form.action"), action, actions_of_clauses);
      w_.close("p");
    }
    w_.element("h2", "", say("console.form.examples"));
    for (std::size_t i = 0; i < count_at(document_, with(path, "example")); ++i)
      example(with(with(path, "example"), std::to_string(i)), false);
    example(with(with(path, "example"), "new"), true);
  }

  void example(const EditPath& path, bool is_new) {
    w_.open("div", "example").raw("");
    area(with(path, "text"), say(is_new ? "console.form.new_example" : "console.form.example"),
         text_at(document_, with(path, "text")), 2);
    w_.open("p", "step").raw("");
    choice(with(path, "expect"), say("console.form.expect"), text_at(document_, with(path, "expect")), expectations,
           is_new);
    if (!is_new) gone(path);
    w_.close("p").close("div");
  }

  void words(const EditPath& path, const std::string& name) {
    w_.element("h2", "", name);
    for (const char* list : {"words", "except"}) {
      std::string text;
      for (const std::string& word : texts_at(document_, with(path, list))) text += word + "\n";
      area(with(path, list), say("console.form." + std::string(list)), text, 8);
    }
  }

  void ladder() {
    const std::size_t many = count_at(document_, {"ladder"});
    for (std::size_t i = 0; i <= many; ++i) {
      const EditPath path = {"ladder", i < many ? std::to_string(i) : "new"};
      w_.open("p", "step").raw("");
      line(with(path, "strikes"), say("console.form.strikes"), text_at(document_, with(path, "strikes")), 3);
      line(with(path, "within"), say("console.form.within"), text_at(document_, with(path, "within")), 6);
      choice(with(path, "then"), say("console.form.then"), text_at(document_, with(path, "then")), steps, i == many);
      line(with(path, "for"), say("console.form.for"), text_at(document_, with(path, "for")), 6);
      if (i < many) gone(path);
      w_.close("p");
    }
  }

  HtmlWriter& w_;
  const DocumentEditor& document_;
  std::string_view lang_;
  const Form* typed_;
  std::vector<std::string> languages_;
};

class Applying {
 public:
  Applying(DocumentEditor& document, const Form& form) : document_(document), form_(form) {}

  Done run() {
    const auto languages = texts_at(document_, {"languages"});
    for (const std::string& language : languages) COMITY_CHECK(text({"preamble", language}));
    for (std::size_t i = 0; i < count_at(document_, {"clause"}); ++i) {
      const EditPath clause = {"clause", std::to_string(i)};
      for (const std::string& language : languages) {
        COMITY_CHECK(text(with(with(clause, "title"), language)));
        COMITY_CHECK(text(with(with(clause, "text"), language)));
      }
      COMITY_CHECK(text(with(clause, "action")));
      COMITY_CHECK(examples(with(clause, "example")));
    }
    for (const std::string& lexicon : keys_at(document_, {"lexicon"})) {
      COMITY_CHECK(list({"lexicon", lexicon, "words"}));
      COMITY_CHECK(list({"lexicon", lexicon, "except"}));
    }
    return ladder();
  }

 private:
  bool has(const EditPath& path) const { return form_.has(field_of(path)); }
  std::string typed(const EditPath& path) const { return typed_in(form_, field_of(path)); }
  bool is_gone(const EditPath& path) const { return form_.value(field_of(with(path, "gone"))) == "yes"; }

  // What was not touched stays as it is, and what is empty and was not there stays away.
  Done text(const EditPath& path) {
    if (!has(path)) return {};
    const std::string old = text_at(document_, path);
    const std::string now = typed(path);
    if (now == shown(old)) return {};
    if (now.empty()) return document_.remove(path);
    return document_.set_text(path, old.ends_with('\n') ? now + "\n" : now);
  }
  Done list(const EditPath& path) {
    if (!has(path)) return {};
    return document_.set_texts(path, lines_of(typed(path)));
  }

  Done examples(const EditPath& path) {
    for (std::size_t i = count_at(document_, path); i-- > 0;) {
      const EditPath here = with(path, std::to_string(i));
      if (is_gone(here)) {
        COMITY_CHECK(document_.remove(here));
        continue;
      }
      COMITY_CHECK(text(with(here, "text")));
      COMITY_CHECK(text(with(here, "expect")));
    }
    const EditPath added = with(path, "new");
    const std::string words = typed(with(added, "text"));
    if (words.empty()) return {};
    const std::string expect = typed(with(added, "expect"));
    if (expect.empty()) return fail(Error::Code::invalid, "a new example says what is expected of it");
    return document_.add_table(path, {{"text", policy::quoted_text(words)}, {"expect", policy::quoted_text(expect)}});
  }

  Done ladder() {
    for (std::size_t i = count_at(document_, {"ladder"}); i-- > 0;) {
      const EditPath here = {"ladder", std::to_string(i)};
      if (is_gone(here)) {
        COMITY_CHECK(document_.remove(here));
        continue;
      }
      const EditPath strikes = with(here, "strikes");
      if (has(strikes) && typed(strikes) != text_at(document_, strikes)) {
        COMITY_TRY(const std::string number, whole_number(typed(strikes)));
        COMITY_CHECK(document_.set_bare(strikes, number));
      }
      for (const char* key : {"within", "then", "for"}) COMITY_CHECK(text(with(here, key)));
    }
    const EditPath added = {"ladder", "new"};
    if (typed(with(added, "then")).empty()) return {};
    COMITY_TRY(const std::string number, whole_number(typed(with(added, "strikes"))));
    std::vector<std::pair<std::string, std::string>> fields = {{"strikes", number}};
    for (const char* key : {"within", "then", "for"}) {
      if (const std::string value = typed(with(added, key)); !value.empty())
        fields.emplace_back(key, policy::quoted_text(value));
    }
    return document_.add_table({"ladder"}, fields);
  }

  static Result<std::string> whole_number(const std::string& text) {
    if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos)
      return fail(Error::Code::invalid, "strikes are a whole number");
    return std::to_string(std::stoi(text));
  }

  DocumentEditor& document_;
  const Form& form_;
};

}  // namespace

std::vector<PolicyPart> policy_parts(const DocumentEditor& document, std::string_view lang) {
  std::vector<PolicyPart> parts;
  if (document.find({"preamble"}) != nullptr) parts.push_back({"preamble", message(lang, "console.form.preamble")});
  const auto languages = texts_at(document, {"languages"});
  const std::string first = languages.empty() ? "en" : languages.front();
  for (std::size_t i = 0; i < count_at(document, {"clause"}); ++i) {
    const std::string place = std::to_string(i);
    parts.push_back({std::string(clause_part) + place,
                     std::to_string(i + 1) + ". " + text_at(document, {"clause", place, "title", first})});
  }
  if (document.find({"lexicon"}) != nullptr) parts.push_back({"words", message(lang, "console.form.lists")});
  parts.push_back({"ladder", message(lang, "console.form.ladder")});
  return parts;
}

void write_policy_fields(HtmlWriter& w, const DocumentEditor& document, std::string_view part, std::string_view lang,
                         const Form* typed) {
  Fields(w, document, lang, typed).write(part);
}

Result<std::string> with_policy_fields(std::string source, const Form& form) {
  COMITY_TRY(auto document, DocumentEditor::of(std::move(source)));
  COMITY_CHECK(Applying(document, form).run());
  return document.bytes();
}

}  // namespace comity::http
