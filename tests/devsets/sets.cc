#include "sets.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <set>

namespace comity::devsets {
namespace {

using Row = std::map<std::string, std::string, std::less<>>;

std::vector<std::string> parted(const std::string& line, char sign) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == sign)
      cells.emplace_back();
    else
      cells.back() += c;
  }
  return cells;
}

void append_utf8(std::string& to, std::uint32_t cp) {
  if (cp < 0x80) {
    to += static_cast<char>(cp);
  } else if (cp < 0x800) {
    to += static_cast<char>(0xC0 | (cp >> 6));
    to += static_cast<char>(0x80 | (cp & 0x3F));
  } else if (cp < 0x10000) {
    to += static_cast<char>(0xE0 | (cp >> 12));
    to += static_cast<char>(0x80 | ((cp >> 6) & 0x3F));
    to += static_cast<char>(0x80 | (cp & 0x3F));
  } else {
    to += static_cast<char>(0xF0 | (cp >> 18));
    to += static_cast<char>(0x80 | ((cp >> 12) & 0x3F));
    to += static_cast<char>(0x80 | ((cp >> 6) & 0x3F));
    to += static_cast<char>(0x80 | (cp & 0x3F));
  }
}

// "\u{200B}" is the code point, "\\" a backslash; nothing else is escaped.
std::string unescaped(const std::string& cell) {
  std::string text;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const std::size_t close = cell.compare(i, 3, "\\u{") == 0 ? cell.find('}', i) : std::string::npos;
    if (close != std::string::npos) {
      std::uint32_t cp = 0;
      std::from_chars(cell.data() + i + 3, cell.data() + close, cp, 16);
      append_utf8(text, cp);
      i = close;
    } else {
      text += cell[i];
      if (cell.compare(i, 2, "\\\\") == 0) ++i;
    }
  }
  return text;
}

bool read_rows(const std::string& path, std::vector<Row>& rows) {
  std::ifstream in(path, std::ios::binary);
  std::string line;
  if (!std::getline(in, line)) return false;
  const std::vector<std::string> head = parted(line, '\t');
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = parted(line, '\t');
    Row row;
    for (std::size_t i = 0; i < std::min(head.size(), cells.size()); ++i) row[head[i]] = cells[i];
    if (row.contains("escaped")) row["text"] = unescaped(row["escaped"]);
    rows.push_back(std::move(row));
  }
  return true;
}

std::string cell(const Row& row, std::string_view name) {
  const auto found = row.find(name);
  return found == row.end() ? "" : found->second;
}

std::uint32_t number(const Row& row, std::string_view name, std::uint32_t otherwise) {
  const std::string written = cell(row, name);
  std::uint32_t value = otherwise;
  std::from_chars(written.data(), written.data() + written.size(), value);
  return value;
}

void add_entry(const Row& row, policy::Lexicon& lexicon, std::set<std::string>& known) {
  policy::LexiconEntry entry;
  std::string complaint;
  if (!policy::read_entry(cell(row, "word"), entry, complaint) || !known.insert(entry.word).second) return;
  const std::vector<std::string> traits = parted(cell(row, "flags"), ';');
  const auto has = [&](const char* trait) { return std::find(traits.begin(), traits.end(), trait) != traits.end(); };
  entry.exact = has("exact");
  entry.keep_marks = has("keep_marks");
  entry.not_in_names = has("not_in_names");
  for (const std::string& exception : parted(cell(row, "except"), ';')) {
    if (!exception.empty()) lexicon.exceptions.push_back(exception);
  }
  lexicon.entries.push_back(entry);
}

}  // namespace

Result<Sets> read_sets(const std::string& folder) {
  Sets sets;
  sets.lexicon.name = "set";
  std::vector<Row> words;
  std::vector<Row> disguised;
  std::vector<Row> innocent;
  read_rows(folder + "/words.tsv", words);
  read_rows(folder + "/trap-words.tsv", words);
  if (!read_rows(folder + "/disguised.tsv", disguised) || !read_rows(folder + "/innocent.tsv", innocent))
    return fail(Error::Code::not_found, folder + " holds no disguised.tsv and innocent.tsv");
  for (const Row& row : disguised) {
    Disguised d{cell(row, "text"),     cell(row, "base"),       cell(row, "kind"),
                cell(row, "language"), number(row, "begin", 0), number(row, "end", 0)};
    d.letters_begin = number(row, "letters_begin", d.begin);
    d.letters_end = number(row, "letters_end", d.end);
    if (d.begin >= d.end || d.end > d.text.size())
      return fail(Error::Code::invalid, folder + "/disguised.tsv: '" + d.text + "' has no such span");
    words.push_back({{"word", d.base}});
    sets.disguised.push_back(std::move(d));
  }
  for (const Row& row : innocent)
    sets.innocent.push_back({cell(row, "text"), cell(row, "kind"), cell(row, "language")});
  std::set<std::string> known;
  for (const Row& row : words) add_entry(row, sets.lexicon, known);
  return sets;
}

Result<std::vector<Innocent>> read_innocent(const std::string& path) {
  std::vector<Row> rows;
  if (!read_rows(path, rows)) return fail(Error::Code::not_found, path + " cannot be read");
  std::vector<Innocent> innocent;
  for (const Row& row : rows) innocent.push_back({cell(row, "text"), cell(row, "kind"), cell(row, "language")});
  return innocent;
}

}  // namespace comity::devsets
