// The names that transparency reports under the DSA are written in: categories, keywords, Member States, languages.
//
// Source: Implementing Regulation (EU) 2024/2835, Annex I; where it was read is in docs/formats/transparency.md.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace comity::discussion {

struct AnnexKeyword {
  std::string_view name;  // without KEYWORD_
  std::string_view description;
};

struct AnnexCategory {
  std::string_view name;  // without STATEMENT_CATEGORY_
  std::string_view description;
  std::vector<AnnexKeyword> keywords;  // OTHER, which every category has behind them, is not among them
};

// In the annex's order. The last is no kind of illegal content, but of what the terms and conditions do not allow.
std::span<const AnnexCategory> annex_categories();
inline constexpr std::string_view beside_the_law = "OTHER_VIOLATION_TC";
// What nobody said the kind of.
inline constexpr std::string_view not_said_in_order = "NOT_SPECIFIED_ORDER";
inline constexpr std::string_view not_said_in_notice = "NOT_SPECIFIED_NOTICE";

// ISO 3166-1; by it in order.
inline constexpr std::string_view member_states[] = {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES",
                                                     "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
                                                     "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};
// The Union's official languages (Regulation No 1, Art. 1), ISO 639-1, in the annex's order: by their own names.
inline constexpr std::string_view official_languages[] = {"bg", "es", "cs", "da", "de", "et", "el", "en",
                                                          "fr", "ga", "hr", "it", "lv", "lt", "hu", "mt",
                                                          "nl", "pl", "pt", "ro", "sk", "sl", "fi", "sv"};

}  // namespace comity::discussion
