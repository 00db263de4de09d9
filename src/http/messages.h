// The interface's texts: data/languages/*.json, parsed once.
//
// Format: the part of ICU MessageFormat that data/languages/README.md allows. Parsing and plural rules by ICU; a
// parsed text is put together without it, so that a page of a hundred comments costs microseconds.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/languages.h"
#include "base/result.h"
#include "base/time.h"
#include "http/html.h"

namespace comity::http {

struct Argument {
  std::string_view name;
  // A number is grouped and counts in plurals; a string is escaped in HTML; Html is put in as it is.
  std::variant<std::int64_t, std::string_view, Html> value;

  template <std::integral N>
  Argument(std::string_view n, N number) : name(n), value(static_cast<std::int64_t>(number)) {}
  Argument(std::string_view n, std::string_view text) : name(n), value(text) {}
  Argument(std::string_view n, const char* text) : name(n), value(std::string_view(text)) {}
  Argument(std::string_view n, const std::string& text) : name(n), value(std::string_view(text)) {}
  Argument(std::string_view n, Html html) : name(n), value(std::move(html)) {}
};
using Arguments = std::initializer_list<Argument>;

// The text `key` in the language `lang` (a tag of `interface_languages`); in English when the language lacks it or is
// unknown; the key itself when English lacks it too. As plain text (an Html argument stands in it as markup), and as
// HTML, where strings are escaped.
std::string message(std::string_view lang, std::string_view key, Arguments arguments = {});
Html message_html(std::string_view lang, std::string_view key, Arguments arguments = {});

// Tags of the catalogues, English first, then by tag.
const std::vector<std::string>& interface_languages();
// The catalogue for a BCP 47 tag ("en-GB" -> "en"); '' when there is none.
std::string_view interface_language(std::string_view tag);
// "ltr" or "rtl", of a catalogue or of any language tag that is written from right to left.
std::string_view direction(std::string_view tag);

// "22 November 2026 at 15:25 UTC", in words of the language; absolute and the same for every reader.
std::string date_time(std::string_view lang, Time t);
std::string date_only(std::string_view lang, Time t);

// What is wrong with a language's file, by comparison with English: texts that are missing, too much or have other
// arguments, plurals that are not the language's, too few words for case codes. A line each; none: nothing.
std::vector<std::string> language_faults(const base::Language& language);
// The same for a file's bytes, before it is compiled in.
std::vector<std::string> language_faults(std::string_view tag, std::string_view bytes);

std::vector<std::string> message_keys(std::string_view lang);

}  // namespace comity::http
