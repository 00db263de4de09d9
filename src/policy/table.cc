#include "policy/table.h"

#include <algorithm>

#include "policy/usual_mistakes.h"

namespace comity::policy {
namespace {

// How the section of `key` is headed: an example's stands inside its clause.
std::string section_of(std::string_view key) { return key == "example" ? "clause.example" : std::string(key); }

}  // namespace

const TomlItem* Table::any(std::string_view key) {
  asked_.emplace(key);
  return item_.find(key);
}

const TomlItem* Table::get(std::string_view key, TomlItem::Kind kind) {
  const TomlItem* item = any(key);
  if (!item || item->kind == kind) return item;
  wrong_kind(*item, key, in_words(kind));
  return nullptr;
}

const TomlItem* Table::need(std::string_view key, TomlItem::Kind kind, const std::string& advice) {
  if (!any(key)) {
    diagnostics_.error(at(), what_ + " has no '" + std::string(key) + "'", advice);
    return nullptr;
  }
  return get(key, kind);
}

void Table::wrong_kind(const TomlItem& item, std::string_view key, std::string_view expected) {
  std::string advice = "a text stands in quotation marks: " + std::string(key) + " = \"…\"";
  if (expected == in_words(TomlItem::Kind::array))
    advice = "a list stands in square brackets: " + std::string(key) + " = [\"…\"]";
  if (expected == in_words(TomlItem::Kind::boolean)) advice = "write true or false without quotation marks";
  if (expected == in_words(TomlItem::Kind::integer)) advice = "write the number without quotation marks";
  if (expected == in_words(TomlItem::Kind::table)) advice = "write it as a section: [" + std::string(key) + "]";
  diagnostics_.error(
      item.at,
      "'" + std::string(key) + "' must be " + std::string(expected) + ", but is " + std::string(in_words(item.kind)),
      advice);
}

std::string Table::text(std::string_view key, const std::string& otherwise) {
  const TomlItem* item = get(key, TomlItem::Kind::text);
  return item ? item->text : otherwise;
}

bool Table::boolean(std::string_view key, bool otherwise) {
  const TomlItem* item = get(key, TomlItem::Kind::boolean);
  return item ? item->boolean : otherwise;
}

std::vector<std::string> Table::texts(std::string_view key) {
  std::vector<std::string> list;
  const TomlItem* item = get(key, TomlItem::Kind::array);
  if (!item) return list;
  for (const TomlItem& element : item->items) {
    if (element.kind == TomlItem::Kind::text)
      list.push_back(element.text);
    else
      wrong_kind(element, key, "a list of texts");
  }
  return list;
}

std::vector<const TomlItem*> Table::tables(std::string_view key) {
  std::vector<const TomlItem*> list;
  const TomlItem* item = any(key);
  if (!item) return list;
  const std::string section = section_of(key);
  if (item->kind != TomlItem::Kind::array) {
    diagnostics_.error(item->at, "'" + std::string(key) + "' may stand more than once and needs two brackets",
                       "write [[" + section + "]] above each one");
    return list;
  }
  for (const TomlItem& element : item->items) {
    if (element.kind == TomlItem::Kind::table)
      list.push_back(&element);
    else
      diagnostics_.error(element.at, "each '" + std::string(key) + "' must be a section of its own",
                         "write [[" + section + "]] above it");
  }
  return list;
}

Prose Table::prose(std::string_view key, const std::vector<std::string>& languages, bool is_needed) {
  Prose prose;
  const std::string first = languages.empty() ? "en" : languages.front();
  const std::string usage = "write " + std::string(key) + "." + first + " = \"…\"";
  const TomlItem* item = any(key);
  if (!item) {
    if (is_needed) diagnostics_.error(at(), what_ + " has no '" + std::string(key) + "'", usage + "; readers see it");
    return prose;
  }
  if (item->kind == TomlItem::Kind::text) {
    if (languages.size() > 1) {
      diagnostics_.warning(item->at,
                           "'" + std::string(key) + "' does not say its language and counts as '" + first + "'", usage);
    }
    prose[first] = item->text;
    return prose;
  }
  if (item->kind != TomlItem::Kind::table) {
    diagnostics_.error(
        item->at,
        "'" + std::string(key) + "' must be a text in each language, but is " + std::string(in_words(item->kind)),
        usage);
    return prose;
  }
  const std::vector<std::string_view> known(languages.begin(), languages.end());
  for (const TomlItem::Entry& entry : item->entries) {
    if (std::find(languages.begin(), languages.end(), entry.key) == languages.end()) {
      const std::string_view tag = short_tag(entry.key);
      const bool is_known = std::find(known.begin(), known.end(), tag) != known.end();
      const std::string near(is_known ? tag : nearest(entry.key, known));
      diagnostics_.error(
          entry.at,
          "'" + std::string(key) + "' is written in " + quoted(entry.key) + ", which the policy does not have",
          near.empty() ? "add it to languages at the top, or leave this text out"
                       : "did you mean '" + near + "'? Or add it to languages at the top");
    } else if (entry.value.kind != TomlItem::Kind::text) {
      wrong_kind(entry.value, entry.key, in_words(TomlItem::Kind::text));
    } else if (entry.value.text.find_first_not_of(" \t\r\n") == std::string::npos) {
      diagnostics_.error(entry.value.at, "this text is empty", "write it, or leave the line out");
    } else {
      prose[entry.key] = entry.value.text;
    }
  }
  if (!prose.contains(first) && is_needed) {
    diagnostics_.error(item->at,
                       what_ + " has no '" + std::string(key) + "' in '" + first + "', the first of its languages",
                       usage + "; it is the authoritative one");
  }
  for (const std::string& language : languages) {
    if (language != first && !prose.contains(language) && prose.contains(first)) {
      diagnostics_.warning(
          item->at, "'" + std::string(key) + "' is not written in '" + language + "'",
          "readers of that language see '" + first + "'; write " + std::string(key) + "." + language + " = \"…\"");
    }
  }
  return prose;
}

void Table::finish() {
  const std::vector<std::string_view> known(asked_.begin(), asked_.end());
  for (const TomlItem::Entry& entry : item_.entries) {
    if (asked_.contains(entry.key)) continue;
    const bool is_astray = entry.key == "example" || entry.key == "examples";
    diagnostics_.error(
        entry.at, what_ + " has no key " + quoted(entry.key),
        is_astray ? "an example stands below its clause: write [[clause.example]]" : suggestion(entry.key, known));
  }
}

bool is_language_tag(std::string_view tag) {
  std::size_t part = 0;
  bool first = true;
  for (std::size_t i = 0; i <= tag.size(); ++i) {
    if (i < tag.size() && tag[i] != '-') {
      const char c = tag[i];
      const bool letter = (c >= 'a' && c <= 'z') || (!first && ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')));
      if (!letter) return false;
      ++part;
      continue;
    }
    if (first ? (part < 2 || part > 3) : (part < 2 || part > 8)) return false;
    first = false;
    part = 0;
  }
  return true;
}

bool is_id(std::string_view id) {
  if (id.empty() || id.size() > 40 || !(id[0] >= 'a' && id[0] <= 'z')) return false;
  return std::all_of(id.begin(), id.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

}  // namespace comity::policy
