// Changes to a policy document that write the bytes a careful hand would: what is not changed - remarks, order, blanks,
// the way a text is quoted - stays byte for byte.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "policy/toml.h"

namespace comity::policy {

// Keys, and places in lists as numbers from 0: {"clause", "3", "text", "en"}.
using EditPath = std::vector<std::string>;

class DocumentEditor {
 public:
  // Errors: `invalid` - it is no TOML, or over the limits.
  static Result<DocumentEditor> of(std::string bytes);

  const std::string& bytes() const { return bytes_; }
  const TomlItem& tree() const { return tree_; }
  const TomlItem* find(const EditPath& path) const;  // null: nothing is there

  // Each is a no-op when nothing would change. Errors: `invalid` - the place is not there, or holds another kind.

  // A text that is there, or a new key behind its siblings.
  Done set_text(const EditPath& path, std::string_view value);
  // Its value as bytes of the document: a number, true, a list.
  Done set_bare(const EditPath& path, std::string_view value);
  // A list of texts: those that stay keep their bytes and their order, new ones come behind them.
  Done set_texts(const EditPath& path, const std::vector<std::string>& values);
  // A key with its value, or one element of [[tables]].
  Done remove(const EditPath& path);
  // One more of [[tables]], behind those that are there or behind the keys of the table they belong to. Values are
  // bytes of the document.
  Done add_table(const EditPath& list, const std::vector<std::pair<std::string, std::string>>& fields);

 private:
  explicit DocumentEditor(std::string bytes) : bytes_(std::move(bytes)) {}
  Done parse();
  Done replace(std::size_t begin, std::size_t end, std::string_view with);
  std::size_t offset(Position at) const;
  std::size_t line_begin(std::size_t at) const;
  std::size_t line_end(std::size_t at) const;  // behind its '\n', or the document's end
  std::size_t end_of(const TomlItem& item) const;
  std::size_t end_of_keys(const TomlItem& table) const;  // of a table's own, without [tables] below it; 0: none
  bool is_headed(const TomlItem& item) const;            // written as [table] or [[tables]]
  Done add_key(const EditPath& path, std::string_view value);

  std::string bytes_;
  TomlItem tree_;
};

// A text as it stands in a document; `like`: the bytes of the text that it replaces, whose quotation marks it keeps
// where they will do; '' none.
std::string quoted_text(std::string_view text, std::string_view like = {});
// Behind the value that begins at `at`: a text, list, table, number or word.
std::size_t value_end(std::string_view bytes, std::size_t at);

}  // namespace comity::policy
