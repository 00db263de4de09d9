#include "policy/edit.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "policy/diagnostics.h"

namespace comity::policy {
namespace {

using Kind = TomlItem::Kind;

tl::unexpected<Error> invalid(std::string detail) { return fail(Error::Code::invalid, std::move(detail)); }

std::string told(const EditPath& path) {
  std::string out;
  for (const std::string& part : path) out += (out.empty() ? "" : ".") + part;
  return out;
}

std::optional<std::size_t> place_in(std::string_view part) {
  std::size_t place = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), place);
  if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
  return place;
}

EditPath above(EditPath path) {
  path.pop_back();
  return path;
}

std::string indentation(std::string_view line) {
  return std::string(line.substr(0, std::min(line.find_first_not_of(" \t"), line.size())));
}

}  // namespace

Result<DocumentEditor> DocumentEditor::of(std::string bytes) {
  DocumentEditor editor(std::move(bytes));
  COMITY_CHECK(editor.parse());
  return editor;
}

Done DocumentEditor::parse() {
  Diagnostics diagnostics;
  if (within_limits(bytes_, {}, diagnostics)) tree_ = parse_toml(bytes_, diagnostics);
  const auto found = std::move(diagnostics).take();
  if (!found.empty()) return invalid(to_text(found.front(), "policy.toml"));
  return {};
}

const TomlItem* DocumentEditor::find(const EditPath& path) const {
  const TomlItem* item = &tree_;
  for (const std::string& part : path) {
    if (item->kind == Kind::array) {
      const auto place = place_in(part);
      if (!place || *place >= item->items.size()) return nullptr;
      item = &item->items[*place];
    } else {
      item = item->find(part);
      if (item == nullptr) return nullptr;
    }
  }
  return item;
}

Done DocumentEditor::replace(std::size_t begin, std::size_t end, std::string_view with) {
  if (std::string_view(bytes_).substr(begin, end - begin) == with) return {};
  std::string before = bytes_;
  bytes_.replace(begin, end - begin, with);
  if (auto done = parse(); !done) {
    bytes_ = std::move(before);
    COMITY_CHECK(parse());
    return done;
  }
  return {};
}

std::size_t DocumentEditor::offset(Position at) const {
  std::size_t here = 0;
  for (int line = 1; line < at.line; ++line) here = std::min(bytes_.find('\n', here), bytes_.size() - 1) + 1;
  for (int column = 1; column < at.column && here < bytes_.size(); ++column) {
    ++here;
    while (here < bytes_.size() && (static_cast<unsigned char>(bytes_[here]) & 0xC0) == 0x80) ++here;
  }
  return here;
}

std::size_t DocumentEditor::line_begin(std::size_t at) const {
  const std::size_t newline = at == 0 ? std::string::npos : bytes_.rfind('\n', at - 1);
  return newline == std::string::npos ? 0 : newline + 1;
}

std::size_t DocumentEditor::line_end(std::size_t at) const {
  const std::size_t newline = bytes_.find('\n', at);
  return newline == std::string::npos ? bytes_.size() : newline + 1;
}

bool DocumentEditor::is_headed(const TomlItem& item) const {
  if (item.kind == Kind::array) return !item.items.empty() && is_headed(item.items.front());
  if (item.kind != Kind::table) return false;
  const std::size_t at = offset(item.at);
  return at < bytes_.size() && bytes_[at] == '[' &&
         indentation(std::string_view(bytes_).substr(line_begin(at))).size() == at - line_begin(at);
}

std::size_t DocumentEditor::end_of_keys(const TomlItem& table) const {
  std::size_t end = 0;
  for (const TomlItem::Entry& entry : table.entries)
    if (!is_headed(entry.value)) end = std::max(end, end_of(entry.value));
  return end;
}

std::size_t DocumentEditor::end_of(const TomlItem& item) const {
  const std::size_t at = offset(item.at);
  if (item.kind == Kind::table && (at >= bytes_.size() || bytes_[at] != '{')) {
    std::size_t end = is_headed(item) ? bytes_.find('\n', at) : 0;
    for (const TomlItem::Entry& entry : item.entries) end = std::max(end, end_of(entry.value));
    return std::min(end, bytes_.size());
  }
  if (item.kind == Kind::array && is_headed(item)) return end_of(item.items.back());
  return value_end(bytes_, at);
}

Done DocumentEditor::add_key(const EditPath& path, std::string_view value) {
  const TomlItem* table = find(above(path));
  if (table == nullptr || table->kind != Kind::table) return invalid(told(path) + ": there is no such table");
  const TomlItem::Entry* sibling = nullptr;
  for (const TomlItem::Entry& entry : table->entries)
    if (entry.value.kind != Kind::table && !is_headed(entry.value)) sibling = &entry;
  if (sibling == nullptr) return invalid(told(path) + ": there is no key to write it behind");
  // As its sibling is written: "  text.ru = " behind "  text.en = ".
  const std::size_t begin = line_begin(offset(sibling->value.at));
  std::string name = bytes_.substr(begin, bytes_.find('=', begin) - begin);
  name.resize(name.find_last_not_of(" \t") + 1);
  if (!name.ends_with(sibling->key)) return invalid(told(path) + ": write it by hand, beside '" + sibling->key + "'");
  name.replace(name.size() - sibling->key.size(), sibling->key.size(), path.back());
  const std::size_t end = line_end(end_of_keys(*table));
  const bool broken = end == 0 || bytes_[end - 1] == '\n';
  return replace(end, end, std::string(broken ? "" : "\n") + name + " = " + std::string(value) + "\n");
}

Done DocumentEditor::set_bare(const EditPath& path, std::string_view value) {
  const TomlItem* item = find(path);
  if (item == nullptr) return add_key(path, value);
  if (item->kind == Kind::table || is_headed(*item)) return invalid(told(path) + " is a table");
  return replace(offset(item->at), end_of(*item), value);
}

Done DocumentEditor::set_text(const EditPath& path, std::string_view value) {
  const TomlItem* item = find(path);
  if (item == nullptr) return add_key(path, quoted_text(value));
  if (item->kind != Kind::text) return invalid(told(path) + " is no text");
  if (item->text == value) return {};
  const std::size_t begin = offset(item->at), end = end_of(*item);
  return replace(begin, end, quoted_text(value, std::string_view(bytes_).substr(begin, end - begin)));
}

Done DocumentEditor::set_texts(const EditPath& path, const std::vector<std::string>& values) {
  const TomlItem* list = find(path);
  if (list == nullptr) {
    if (values.empty()) return {};
    std::string written;
    for (const std::string& value : values) written += (written.empty() ? "" : ", ") + quoted_text(value);
    return add_key(path, "[" + written + "]");
  }
  const bool texts =
      list->kind == Kind::array &&
      std::all_of(list->items.begin(), list->items.end(), [](const TomlItem& one) { return one.kind == Kind::text; });
  if (!texts) return invalid(told(path) + " is no list of texts");
  const std::set<std::string> wanted(values.begin(), values.end());
  for (std::size_t i = list->items.size(); i-- > 0;) {
    list = find(path);
    if (wanted.contains(list->items[i].text)) continue;
    const std::size_t begin = offset(list->items[i].at);
    const std::size_t end = end_of(list->items[i]);
    if (i + 1 < list->items.size()) {
      COMITY_CHECK(replace(begin, offset(list->items[i + 1].at), ""));
      continue;
    }
    // The last one: with its comma, and with what parts it from the one before - or with its line, if it has its own.
    std::size_t behind = bytes_.find_first_not_of(" \t", end);
    behind = behind != std::string::npos && bytes_[behind] == ',' ? behind + 1 : end;
    const std::size_t line = line_begin(begin);
    if (i > 0 && bytes_.find_first_not_of(" \t", line) == begin && line > offset(list->at)) {
      COMITY_CHECK(replace(line, line_end(behind), ""));
    } else if (i > 0) {
      COMITY_CHECK(replace(end_of(list->items[i - 1]), end, ""));
    } else {
      COMITY_CHECK(replace(begin, behind, ""));
    }
  }
  for (const std::string& value : values) {
    list = find(path);
    const bool there =
        std::any_of(list->items.begin(), list->items.end(), [&](const TomlItem& one) { return one.text == value; });
    if (there) continue;
    if (list->items.empty()) {
      const std::size_t open = offset(list->at) + 1;
      COMITY_CHECK(replace(open, open, quoted_text(value)));
      continue;
    }
    const TomlItem& last = list->items.back();
    const std::size_t begin = offset(last.at), end = end_of(last), line = line_begin(begin);
    std::size_t comma = bytes_.find_first_not_of(" \t\r\n", end);
    const bool has_comma = comma != std::string::npos && bytes_[comma] == ',';
    const bool own_line = bytes_.find_first_not_of(" \t", line) == begin && line > offset(list->at);
    if (!own_line) {
      COMITY_CHECK(replace(end, end, ", " + quoted_text(value)));
      continue;
    }
    const std::string next = bytes_.substr(line, begin - line) + quoted_text(value, bytes_.substr(begin, end - begin));
    const std::size_t behind = line_end(has_comma ? comma : end);
    if (has_comma) {
      COMITY_CHECK(replace(behind, behind, next + ",\n"));
    } else {
      // A remark may stand behind the last one: it keeps its line.
      const std::string rest = bytes_.substr(end, behind - end);
      COMITY_CHECK(replace(end, behind, "," + rest + next + "\n"));
    }
  }
  return {};
}

Done DocumentEditor::remove(const EditPath& path) {
  const TomlItem* item = find(path);
  if (item == nullptr) return invalid(told(path) + " is not there");
  std::size_t begin = line_begin(offset(item->at));
  std::size_t end = line_end(end_of(*item));
  // With one of the empty lines around it.
  if (item->kind == Kind::table) {
    if (bytes_.compare(end, 1, "\n") == 0) {
      ++end;
    } else if (begin >= 2 && bytes_.compare(begin - 2, 2, "\n\n") == 0) {
      --begin;
    }
  }
  return replace(begin, end, "");
}

Done DocumentEditor::add_table(const EditPath& path, const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string header;
  for (const std::string& part : path)
    if (!place_in(part)) header += (header.empty() ? "" : ".") + part;
  const TomlItem* list = find(path);
  if (list != nullptr && !is_headed(*list)) return invalid(told(path) + " is no list of tables");
  std::size_t behind = bytes_.size();
  std::string indent = path.size() > 1 ? "  " : "";
  if (list != nullptr) {
    const std::size_t at = offset(list->items.back().at);
    indent = indentation(std::string_view(bytes_).substr(line_begin(at)));
    behind = line_end(end_of(list->items.back()));
  } else if (path.size() > 1) {
    const TomlItem* table = find(above(path));
    if (table == nullptr || end_of_keys(*table) == 0) return invalid(told(path) + ": there is no such table");
    behind = line_end(end_of_keys(*table));
  }
  std::string written = (behind > 0 && bytes_[behind - 1] != '\n' ? "\n\n" : "\n") + indent + "[[" + header + "]]\n";
  for (const auto& [key, value] : fields) written += indent + key + " = " + value + "\n";
  return replace(behind, behind, written);
}

}  // namespace comity::policy
