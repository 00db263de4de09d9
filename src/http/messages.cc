#include "http/messages.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "base/languages.h"
#include "discussion/case_code.h"
#include "http/message_format.h"

namespace comity::http {
namespace {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const noexcept { return std::hash<std::string_view>{}(s); }
};

struct Catalogue {
  std::string_view direction;
  LanguageRules rules;
  std::unordered_map<std::string, MessageNodes, StringHash, std::equal_to<>> messages;
};

// What is compiled in was checked by its test; a text that cannot be read is a broken build.
Catalogue catalogue_of(const base::Language& language) {
  Catalogue catalogue{language.text("meta.direction"), LanguageRules(language.text("meta.locale")), {}};
  for (const auto& [key, text] : language.texts) {
    auto nodes = parse_message(text);
    if (!nodes) throw std::logic_error(language.tag + ": " + key + ": " + nodes.error().detail);
    catalogue.messages.emplace(key, *std::move(nodes));
  }
  return catalogue;
}

const std::map<std::string, Catalogue, std::less<>>& catalogues() {
  static const auto* const loaded = [] {
    auto* all = new std::map<std::string, Catalogue, std::less<>>;
    for (const base::Language& language : base::languages()) all->emplace(language.tag, catalogue_of(language));
    return all;
  }();
  return *loaded;
}

const Catalogue& catalogue(std::string_view lang) {
  const auto& all = catalogues();
  const auto found = all.find(lang);
  return found == all.end() ? all.find("en")->second : found->second;
}

std::string put_together(std::string_view lang, std::string_view key, Arguments arguments, bool as_html) {
  const Catalogue* from = &catalogue(lang);
  auto found = from->messages.find(key);
  if (found == from->messages.end()) {
    from = &catalogue("en");
    found = from->messages.find(key);
  }
  if (found == from->messages.end()) return std::string(key);
  std::string out;
  write_message(out, found->second, from->rules, arguments, as_html);
  return out;
}

}  // namespace

std::string message(std::string_view lang, std::string_view key, Arguments arguments) {
  return put_together(lang, key, arguments, false);
}

Html message_html(std::string_view lang, std::string_view key, Arguments arguments) {
  return trusted_html(put_together(lang, key, arguments, true));
}

const std::vector<std::string>& interface_languages() {
  static const std::vector<std::string> tags = [] {
    std::vector<std::string> all;
    for (const auto& [tag, unused] : catalogues()) all.push_back(tag);
    std::stable_partition(all.begin(), all.end(), [](const std::string& tag) { return tag == "en"; });
    return all;
  }();
  return tags;
}

std::string_view interface_language(std::string_view tag) {
  std::string lower(tag.substr(0, 35));  // RFC 5646 section 4.4.1: longer tags need not be supported
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  for (std::string_view part = lower; !part.empty();) {
    const auto found = catalogues().find(part);
    if (found != catalogues().end()) return found->first;
    const auto cut = part.rfind('-');
    part = cut == std::string_view::npos ? std::string_view() : part.substr(0, cut);
  }
  return {};
}

std::string_view direction(std::string_view tag) {
  const auto known = catalogues().find(tag);
  if (known != catalogues().end()) return known->second.direction;
  if (tag.empty() || tag.size() > 35) return "ltr";
  return uloc_isRightToLeft(std::string(tag).c_str()) != 0 ? "rtl" : "ltr";
}

std::string date_only(std::string_view lang, Time t) { return catalogue(lang).rules.date(t); }

std::string date_time(std::string_view lang, Time t) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(t - std::chrono::floor<std::chrono::days>(t)).count();
  const auto digits = [](std::int64_t n) {
    return std::array<char, 2>{static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
  };
  const auto hour = digits(minutes / 60);
  const auto minute = digits(minutes % 60);
  const std::array<char, 5> clock{hour[0], hour[1], ':', minute[0], minute[1]};
  return message(lang, "meta.date_time",
                 {{"date", date_only(lang, t)}, {"time", std::string_view(clock.data(), clock.size())}});
}

std::vector<std::string> message_keys(std::string_view lang) {
  std::vector<std::string> keys;
  for (const auto& [key, nodes] : catalogue(lang).messages) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<std::string> language_faults(std::string_view tag, std::string_view bytes) {
  const auto language = base::read_language(tag, bytes);
  if (!language) return {"the file: " + language.error().detail};
  return language_faults(*language);
}

std::vector<std::string> language_faults(const base::Language& language) {
  std::vector<std::string> faults;
  if (language.tag.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) {
    faults.emplace_back("the file's name is not a language tag in small letters");
  }
  const std::string_view way = language.text("meta.direction");
  if (way != "ltr" && way != "rtl") faults.emplace_back("meta.direction is neither 'ltr' nor 'rtl'");
  const std::string locale(language.text("meta.locale"));
  if (locale.empty() || locale.substr(0, locale.find('-')) != language.tag.substr(0, language.tag.find('-'))) {
    return {"meta.locale '" + locale + "' is not a locale of this language"};
  }
  const LanguageRules rules(locale);
  const Catalogue& english = catalogue("en");
  for (const auto& [key, text] : language.texts) {
    if (text.empty()) faults.push_back(key + ": is empty");
    if (text.find_first_of("<>&'\"") != std::string::npos) {
      faults.push_back(key + ": holds one of < > & ' \"");
    }
    const auto nodes = parse_message(text);
    if (!nodes) {
      faults.push_back(key + ": " + nodes.error().detail);
      continue;
    }
    for (const auto& fault : plural_faults(*nodes, rules)) faults.push_back(key + ": " + fault);
    const auto there = english.messages.find(key);
    if (there == english.messages.end()) {
      faults.push_back(key + ": is not in English");
    } else if (arguments_of(there->second) != arguments_of(*nodes)) {
      faults.push_back(key + ": its arguments differ from the English ones");
    }
  }
  for (const auto& [key, nodes] : english.messages) {
    if (language.text(key).empty()) faults.push_back(key + ": is missing");
  }
  for (const auto& fault : discussion::case_word_faults(language.case_words)) faults.push_back("case.words: " + fault);
  std::sort(faults.begin(), faults.end());
  return faults;
}

}  // namespace comity::http
