#include "policy/toml.h"

#include <algorithm>

namespace comity::policy {
namespace {

// Thrown where the library's belief about its own state turns out wrong, which hostile documents manage: its own
// answer is to abort, or with NDEBUG to go on as if it were right. Caught in parse_toml.
struct LibraryLost {};
[[noreturn]] inline void lose_library() { throw LibraryLost{}; }

}  // namespace
}  // namespace comity::policy

#undef NDEBUG  // which would turn the library's assertions into assumptions
#define TOML_ASSERT(expression) ((expression) ? static_cast<void>(0) : ::comity::policy::lose_library())
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_WINDOWS_COMPAT 0
#include <toml++/toml.h>

namespace comity::policy {
namespace {

Position position(const toml::source_region& region) {
  return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

TomlItem taken(const toml::node& node) {
  TomlItem item;
  item.at = position(node.source());
  if (const auto* table = node.as_table()) {
    item.kind = TomlItem::Kind::table;
    for (const auto& [key, value] : *table) {
      item.entries.push_back({std::string(key.str()), position(key.source()), taken(value)});
    }
    // The library sorts by name; people think in the order they wrote.
    std::sort(item.entries.begin(), item.entries.end(), [](const auto& a, const auto& b) {
      return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
    });
  } else if (const auto* array = node.as_array()) {
    item.kind = TomlItem::Kind::array;
    for (const auto& value : *array) item.items.push_back(taken(value));
  } else if (const auto* text = node.as_string()) {
    item.kind = TomlItem::Kind::text;
    item.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    item.kind = TomlItem::Kind::integer;
    item.integer = integer->get();
  } else if (const auto* boolean = node.as_boolean()) {
    item.kind = TomlItem::Kind::boolean;
    item.boolean = boolean->get();
  } else {
    item.kind = node.is_floating_point() ? TomlItem::Kind::real : TomlItem::Kind::date;
    if (const auto* real = node.as_floating_point()) item.real = real->get();
  }
  return item;
}

// The key that stands before '=' on this line.
std::string_view key_on(std::string_view bytes, int line) {
  for (; line > 1; --line) bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
  bytes = bytes.substr(0, bytes.find_first_of("=\n"));
  while (bytes.starts_with(' ')) bytes.remove_prefix(1);
  while (bytes.ends_with(' ')) bytes.remove_suffix(1);
  return bytes;
}

// The sign at `at`, and the one before it; '\n' where the line or the document ends or begins.
std::pair<char, char> signs_at(std::string_view bytes, Position at) {
  for (int line = 1; line < at.line; ++line) bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
  std::size_t here = 0;
  for (int column = 1; column < at.column && here < bytes.size() && bytes[here] != '\n'; ++column) {
    do ++here;
    while (here < bytes.size() && (static_cast<unsigned char>(bytes[here]) & 0xC0) == 0x80);
  }
  return {here < bytes.size() ? bytes[here] : '\n', here > 0 ? bytes[here - 1] : '\n'};
}

// Letters go on behind the mark that closed a text.
std::string advice_for_marks(std::string_view key, char closed_by) {
  const bool is_condition = key == "when" || key == "refuse_when";
  if (closed_by == '\'')
    return "a text in single quotation marks ends at the next one, an apostrophe too; put three on each side: " +
           std::string(key) + " = '''…'''";
  if (is_condition)
    return "a text in double quotation marks ends at the next one; put a condition in single ones: when = "
           "'lexicon(\"profanity\")'";
  return "a text in double quotation marks ends at the next one; write \\\" for a mark inside it, or put three on each "
         "side: " +
         std::string(key) + " = \"\"\"…\"\"\"";
}

// The library's sentences name its own grammar; these say what people usually did.
std::string advice_for(std::string_view description, std::string_view key, std::pair<char, char> signs) {
  const auto says = [&](std::string_view words) { return description.find(words) != std::string_view::npos; };
  if (says("redefine") || says("duplicate") || says("already")) {
    return "a key may be written once in its table; look for the first one above, or give one of them another name";
  }
  if (says("comma or closing")) return "put a comma between two elements of a list, and ']' behind the last";
  if (says("after '\\r'")) return "save the file with the line ends of Unix (LF) or of Windows (CR LF)";
  if (says("expected ']'"))
    return "a section's name stands in brackets, [lexicon.house]; of what may stand more than once in two: [[clause]]";
  if (says("could not determine value type") && signs.first == '=')
    return "a setting has one '='; two compare, inside a condition";
  if (says("could not determine value type") && (key == "when" || key == "refuse_when"))
    return "a condition stands in single quotation marks: " + std::string(key) + " = 'lexicon(\"profanity\")'";
  if (says("escape sequence"))
    return "between double quotation marks '\\' means something of its own; write it between single ones: " +
           std::string(key) + " = '…'";
  if (says("could not determine value type"))
    return "a text stands in quotation marks: action = \"hold\"; true, false and numbers stand without";
  if (says("expected '='")) return "a line reads: key = \"value\", with '=' between the two";
  if (says("saw '/'")) return "a remark begins with '#'";
  if (says("expected a comment or whitespace")) return advice_for_marks(key, signs.second);
  if (says("string") || says("control characters")) {
    return "close the string with the same quotation mark on the same line; for several lines begin and end with three";
  }
  if (says("key"))
    return "a line reads: key = \"value\"; a key with other signs than A-Z a-z 0-9 _ - stands in quotation marks";
  return "texts stand in quotation marks, lists in [ ], and each setting on a line of its own";
}

// The description without the names of the library's own functions.
std::string in_plain_words(std::string_view description, char sign) {
  const auto says = [&](std::string_view words) { return description.find(words) != std::string_view::npos; };
  if (says("unescaped control characters") || (says("control characters") && (sign == '\n' || sign == '\r')))
    return "a text is not closed on its line";
  if (says("after '\\r'")) return "the lines end as on old Macs, by CR alone";
  if (description.starts_with("Error while parsing ")) {
    if (const std::size_t colon = description.find(": "); colon != std::string_view::npos)
      description.remove_prefix(colon + 2);
  }
  return std::string(description);
}

bool loses_library(std::string_view bytes) {
  try {
    (void)toml::parse(bytes);
    return false;
  } catch (const LibraryLost&) {
    return true;
  }
}

// The line at which the library is lost: it reads from front to back, so every longer piece loses it too.
int line_of_loss(std::string_view bytes) {
  std::vector<std::size_t> ends;  // of lines
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == '\n') ends.push_back(at + 1);
  }
  const auto lost = std::partition_point(ends.begin(), ends.end(),
                                         [&](std::size_t end) { return !loses_library(bytes.substr(0, end)); });
  return static_cast<int>(lost - ends.begin()) + 1;
}

}  // namespace

const TomlItem* TomlItem::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

std::string_view in_words(TomlItem::Kind kind) {
  switch (kind) {
    case TomlItem::Kind::text:
      return "a text";
    case TomlItem::Kind::integer:
      return "a whole number";
    case TomlItem::Kind::real:
      return "a decimal number";
    case TomlItem::Kind::boolean:
      return "true or false";
    case TomlItem::Kind::date:
      return "a date";
    case TomlItem::Kind::array:
      return "a list";
    case TomlItem::Kind::table:
      return "a table";
  }
  return "something else";
}

TomlItem parse_toml(std::string_view bytes, Diagnostics& diagnostics) {
  try {
    const toml::parse_result result = toml::parse(bytes);
    if (result) return taken(result.table());
    const toml::parse_error& error = result.error();
    const Position at = position(error.source());
    const auto signs = signs_at(bytes, at);
    diagnostics.error(at, "this is not TOML: " + in_plain_words(error.description(), signs.first),
                      advice_for(error.description(), key_on(bytes, at.line), signs));
  } catch (const LibraryLost&) {
    diagnostics.error(
        {line_of_loss(bytes), 0}, "this is not TOML: this line or one just above it cannot be read",
        "look for a quotation mark or bracket that is never closed, and for signs outside quotation marks");
  }
  return {};
}

}  // namespace comity::policy
