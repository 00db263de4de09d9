// Random text for the property tests: pieces that meet each other's rules, not only random letters.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

namespace comity::text {

// A few to a few dozen of `pieces`, joined.
inline rc::Gen<std::string> made_of(std::vector<std::string> pieces) {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::move(pieces))),
                      [](const std::vector<std::string>& chosen) {
                        std::string s;
                        for (const std::string& piece : chosen) s += piece;
                        return s;
                      });
}

inline rc::Gen<std::string> any_script() {
  return made_of({"a",
                  "d",
                  "damn",
                  " ",
                  "\n",
                  ".",
                  "4",
                  "1",
                  "0",
                  "@",
                  "$",
                  "А",
                  "а",
                  "идёт",
                  "к",
                  "ѕ",
                  "α",
                  "ω",
                  "مرحبا",
                  "שלום",
                  "中文",
                  "\u200B",
                  "\u0301",
                  "\u202E",
                  "\uFE0F",
                  "😀",
                  "🇺🇳",
                  "🇩",
                  "ﬁ",
                  "ß",
                  "İ",
                  "𝖉",
                  "ｄ",
                  "ᴅ",
                  "ﷺ",
                  "가",
                  "\u1100\u1161",
                  "か\u3099",
                  "ำ",
                  "①",
                  "½",
                  "™",
                  "'",
                  "’",
                  "-",
                  "_",
                  "\u0085",
                  "\u0007",
                  "\uE000",
                  "\U000E0041"});
}

inline rc::Gen<std::string> any_markdown() {
  return made_of({"a",
                  "b c",
                  " ",
                  "  ",
                  "    ",
                  "\n",
                  "\n\n",
                  "*",
                  "**",
                  "_",
                  "__",
                  "~~",
                  "~",
                  "`",
                  "```",
                  "```\n",
                  "> ",
                  "- ",
                  "+ ",
                  "1. ",
                  "7) ",
                  "# ",
                  "===",
                  "---",
                  "[",
                  "]",
                  "(",
                  ")",
                  "![",
                  "](",
                  "<",
                  ">",
                  "</",
                  "<b>",
                  "<!--",
                  "-->",
                  "&",
                  "&lt;",
                  "&#60;",
                  "\\",
                  "\"",
                  "'",
                  "|",
                  "!",
                  ".",
                  ":",
                  "https://example.org/a_b",
                  "www.example.org",
                  "[a](https://example.org)",
                  "[a]: https://example.org\n",
                  "javascript:alert(1)",
                  "mailto:a@example.org",
                  "<https://example.org/>",
                  "&#xFDD0;0&#xFDD1;",
                  "\uFDD0",
                  "я",
                  "😀",
                  "\u00A0",
                  "\t"});
}

}  // namespace comity::text
