#include "actions/import_text.h"

#include <array>
#include <utility>

#include "base/languages.h"
#include "text/language.h"
#include "text/links.h"
#include "text/markup.h"
#include "text/name.h"

namespace comity::actions {
namespace {

constexpr std::string_view ellipsis = "…";
constexpr std::size_t max_name_code_points = 60;

// The first `count` code points.
std::string_view first_code_points(std::string_view utf8, std::size_t count) {
  std::size_t at = 0;
  while (at < utf8.size() && count > 0) {
    ++at;
    while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80) ++at;
    --count;
  }
  return utf8.substr(0, at);
}

// Without control characters, direction controls and private use, as a name may not hold them.
std::string without_controls(std::string_view utf8) {
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    std::size_t end = at + 1;
    while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) ++end;
    const std::string_view c = utf8.substr(at, end - at);
    const bool control = (c.size() == 1 && (static_cast<unsigned char>(c[0]) < 0x20 || c[0] == 0x7F)) ||
                         (c >= "\u0080" && c <= "\u009F") || (c >= "\u200E" && c <= "\u200F") ||
                         (c >= "\u2028" && c <= "\u202E") || (c >= "\u2066" && c <= "\u2069") || c == "\u061C" ||
                         c == "\uFFFD" || (c >= "\uE000" && c <= "\uF8FF") || c >= "\U000F0000";
    if (!control) out.append(c);
    at = end;
  }
  return out;
}

std::string name_for(const std::string& given, const std::string& nameless, bool& is_named,
                     interchange::Counts& noted) {
  is_named = true;
  if (const auto name = text::checked_name(given)) return *name;
  if (!given.empty()) {
    // A code point may be less than a grapheme, never more.
    const std::string cleaned = without_controls(given);
    if (const auto name = text::checked_name(first_code_points(cleaned, max_name_code_points))) {
      ++noted["name that could not stand as it was"];
      return *name;
    }
  }
  is_named = false;
  ++noted["comment without a name, shown as '" + nameless + "'"];
  return nameless;
}

text::CheckedText words_of(const std::string& html, interchange::Counts& noted) {
  const std::string markdown = text::scrubbed(text::html_to_markdown(html));
  if (markdown.find_first_not_of(" \t\r\n") == std::string::npos) {
    ++noted["comment without words, shown as '" + std::string(ellipsis) + "'"];
    return *text::checked(ellipsis);
  }
  if (auto whole = text::checked(markdown)) return *std::move(whole);
  ++noted["text longer than 10,000 characters, cut"];
  // Bringing it to NFC may make it longer, so it is cut further until it fits.
  for (std::size_t points = text::max_comment_code_points - 1; points > 0; points -= points / 4 + 1) {
    std::string cut(first_code_points(markdown, points));
    if (cut.size() + ellipsis.size() > text::max_comment_bytes) continue;
    if (auto checked = text::checked(cut.append(ellipsis))) return *std::move(checked);
  }
  return *text::checked(ellipsis);
}

// Of the author's own words: links say nothing about it.
std::string language_without_links(const text::CheckedText& text) {
  std::string words;
  std::size_t at = 0;
  for (const text::Link& link : text::links_in(text)) {
    words.append(text.utf8(), at, link.span.begin - at).append(" ");
    at = link.span.end;
  }
  return text::language_of(words.append(text.utf8(), at));
}

}  // namespace

ImportedText imported_text(const interchange::ArchivedComment& comment, const std::string& nameless,
                           interchange::Counts& noted) {
  bool is_named = true;
  std::string name = name_for(comment.name, nameless, is_named, noted);
  text::CheckedText text = words_of(comment.html, noted);
  std::string language = language_without_links(text);
  return {std::move(name), is_named, std::move(text), std::move(language)};
}

std::string name_of_nobody(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  std::string_view english;
  for (const base::Language& known : base::languages()) {
    const std::string_view name = known.text("comment.name_unknown");
    if (known.tag == primary && !name.empty()) return std::string(name);
    if (known.tag == "en") english = name;
  }
  // Archives come in more languages than the interface has.
  constexpr auto names = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"de", "Anonym"},
      {"es", "Anónimo"},
      {"fr", "Anonyme"},
      {"it", "Anonimo"},
      {"nl", "Anoniem"},
      {"pl", "Anonim"},
      {"pt", "Anônimo"},
      {"uk", "Анонім"},
  });
  for (const auto& [tag, name] : names) {
    if (primary == tag) return std::string(name);
  }
  return std::string(english);
}

}  // namespace comity::actions
