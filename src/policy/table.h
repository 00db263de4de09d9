// One table of a document while it is read: gives its keys as the kinds they must be, and complains about the
// keys that nobody asked for.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy/diagnostics.h"
#include "policy/policy.h"
#include "policy/toml.h"

namespace comity::policy {

class Table {
 public:
  // `what` names the table in messages: "a clause", "the document".
  Table(const TomlItem& item, std::string what, Diagnostics& diagnostics)
      : item_(item), what_(std::move(what)), diagnostics_(diagnostics) {}

  Position at() const { return item_.at; }
  Diagnostics& diagnostics() const { return diagnostics_; }

  // Null, with an error when the value is of another kind. A key asked for is a known key.
  const TomlItem* get(std::string_view key, TomlItem::Kind kind);
  const TomlItem* any(std::string_view key);  // whatever its kind
  // The same, and an error when it is missing; `advice` says what to write.
  const TomlItem* need(std::string_view key, TomlItem::Kind kind, const std::string& advice);

  std::string text(std::string_view key, const std::string& otherwise = {});
  bool boolean(std::string_view key, bool otherwise);
  std::vector<std::string> texts(std::string_view key);
  // The tables of an array of tables: [[clause]].
  std::vector<const TomlItem*> tables(std::string_view key);
  // Texts by language: title.en = "…", or a plain text for the first of `languages`.
  Prose prose(std::string_view key, const std::vector<std::string>& languages, bool is_needed);

  // Errors for the keys nobody asked for. Call last.
  void finish();

 private:
  void wrong_kind(const TomlItem& item, std::string_view key, std::string_view expected);

  const TomlItem& item_;
  std::string what_;
  Diagnostics& diagnostics_;
  std::set<std::string, std::less<>> asked_;
};

// "en", "ru", "zh-Hant": the form of BCP 47 tags that policies use.
bool is_language_tag(std::string_view tag);

// Lower-case letters, digits and '-', beginning with a letter, at most 40: what decisions cite for years.
bool is_id(std::string_view id);

}  // namespace comity::policy
