// make_names HAND OUT: writes data/names/<language>.toml and data/names/stems.txt.
//
// The names of territories, languages and the cities that time zones are called by, as CLDR has them in the nine
// languages, through ICU; and the short lists of data/names/hand/<language>.toml: peoples, faiths, events, political
// families, and names to leave out because they are plain words too. stems.txt holds every name with its inflected
// forms for text/names: a stem, and which of the numbered sets of endings follow it.
#include <unicode/locid.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "policy/diagnostics.h"
#include "policy/inflection.h"
#include "policy/table.h"
#include "policy/toml.h"
#include "text/fold.h"

namespace {

using comity::policy::inflected_forms;
using Names = std::set<std::string>;

constexpr const char* languages[] = {"ar", "az", "de", "en", "es", "fr", "hy", "ru", "tr"};
// CLDR's codes of continents and their parts (UN M.49), and two that are no states.
constexpr const char* regions[] = {"002", "005", "009", "011", "013", "014", "015", "017", "018", "019",
                                   "021", "029", "030", "034", "035", "039", "053", "054", "057", "061",
                                   "142", "143", "145", "150", "151", "154", "155", "419", "XK",  "EU"};
// Short names of little-known languages and places are plain words of one language or another: "Even", "Fang", "Got".
constexpr std::size_t fewest_letters = 3;
constexpr std::size_t fewest_letters_of_language = 4;        // with a code of two letters
constexpr std::size_t fewest_letters_of_small_language = 6;  // with a code of three
constexpr std::size_t fewest_letters_of_place = 5;

[[noreturn]] void stop(const std::string& why) {
  std::cerr << "make_names: " << why << "\n";
  std::exit(1);
}

std::string utf8(const icu::UnicodeString& s) {
  std::string bytes;
  s.toUTF8String(bytes);
  return bytes;
}

std::size_t letters(const std::string& word) {
  const icu::UnicodeString s = icu::UnicodeString::fromUTF8(word);
  std::size_t n = 0;
  for (int32_t i = 0; i < s.length(); i = s.moveIndex32(i, 1)) n += u_isalpha(s.char32At(i)) ? 1 : 0;
  return n;
}

std::string trimmed(std::string text) {
  const auto blank = [](char c) { return c == ' ' || c == '.' || c == ','; };
  while (!text.empty() && blank(text.back())) text.pop_back();
  while (!text.empty() && blank(text.front())) text.erase(0, 1);
  return text;
}

// "Myanmar (Burma)", "Congo - Kinshasa", "Macao SAR China": the names that stand in it.
std::vector<std::string> parts_of(const std::string& shown) {
  std::string text = shown;
  for (const std::string_view dash : {" – ", " — ", " - "}) {
    for (std::size_t at; (at = text.find(dash)) != std::string::npos;) text.replace(at, dash.size(), "(");
  }
  for (const std::string_view bracket : {"（", "）", "[", "]", ")", "/", "،", ";"}) {
    for (std::size_t at; (at = text.find(bracket)) != std::string::npos;) text.replace(at, bracket.size(), "(");
  }
  std::vector<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, '(');) {
    if (part = trimmed(part); !part.empty()) parts.push_back(part);
  }
  return parts;
}

bool cut_end(std::string& word, std::string_view end) {
  if (!word.ends_with(end) || word.size() == end.size()) return false;
  word.erase(word.size() - end.size());
  return true;
}

// The name of a people inside the name of its language: Ermenice - Ermeni, հայերեն - հայ, الأرمنية - أرمني.
std::string people_of(std::string_view language, std::string name) {
  if (name.find(' ') != std::string::npos) return {};
  if (language == "tr") {
    for (const char* end : {"ca", "ce", "ça", "çe"})
      if (cut_end(name, end)) return name;
  } else if (language == "hy") {
    if (cut_end(name, "երեն")) return name;
  } else if (language == "ar") {
    if (name.starts_with("ال") && name.ends_with("ية")) {
      cut_end(name, "ة");
      return name.substr(std::string_view("ال").size());
    }
  }
  return {};
}

struct Hand {
  std::map<std::string, std::vector<std::string>> lists;
  std::set<std::string> left_out;
  std::set<std::string> left_out_forms;
};

Hand read_hand(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) stop("cannot read " + path.string());
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  comity::policy::Diagnostics diagnostics;
  const comity::policy::TomlItem root = comity::policy::parse_toml(bytes, diagnostics);
  if (diagnostics.has_errors()) stop(path.string() + " is no TOML");
  Hand hand;
  for (const auto& entry : root.entries) {
    for (const auto& item : entry.value.items) {
      if (entry.key == "left_out")
        hand.left_out.insert(item.text);
      else if (entry.key == "left_out_forms")
        hand.left_out_forms.insert(item.text);
      else
        hand.lists[entry.key].push_back(item.text);
    }
  }
  return hand;
}

struct Collected {
  std::map<std::string, Names> by_kind;
  const Hand& hand;

  void add(const std::string& kind, const std::string& name, std::size_t fewest) {
    if (letters(name) >= fewest && !hand.left_out.contains(name)) by_kind[kind].insert(name);
  }
};

Collected collect(const std::string& language, const Hand& hand) {
  Collected found{{}, hand};
  const icu::Locale locale(language.c_str());
  const auto add_territory = [&](const char* code) {
    icu::UnicodeString shown;
    icu::Locale("", code).getDisplayCountry(locale, shown);
    if (utf8(shown) == code) return;
    for (const std::string& part : parts_of(utf8(shown))) found.add("territory", part, fewest_letters);
  };
  for (const char* const* code = uloc_getISOCountries(); *code; ++code) add_territory(*code);
  for (const char* code : regions) add_territory(code);
  for (const char* const* code = uloc_getISOLanguages(); *code; ++code) {
    icu::UnicodeString shown;
    icu::Locale(*code).getDisplayLanguage(locale, shown);
    if (utf8(shown) == *code) continue;
    const bool is_small = std::string_view(*code).size() > 2;
    const std::size_t fewest = is_small ? fewest_letters_of_small_language : fewest_letters_of_language;
    for (std::string part : parts_of(utf8(shown))) {
      cut_end(part, " dili");
      found.add("language", part, fewest);
      if (const std::string people = people_of(language, part); !people.empty())
        found.add("people", people, is_small ? fewest_letters_of_place : fewest_letters);
    }
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::TimeZoneNames> zones(icu::TimeZoneNames::createInstance(locale, status));
  const std::unique_ptr<icu::StringEnumeration> ids(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
  if (U_FAILURE(status)) stop("ICU has no time zones");
  for (const icu::UnicodeString* id; (id = ids->snext(status)) != nullptr && U_SUCCESS(status);) {
    icu::UnicodeString city;
    zones->getExemplarLocationName(*id, city);
    for (const std::string& part : parts_of(utf8(city))) found.add("place", part, fewest_letters_of_place);
  }
  for (const auto& [kind, names] : hand.lists) {
    for (const std::string& name : names) found.by_kind[kind].insert(name);
  }
  return found;
}

void write_toml(const std::filesystem::path& path, const std::string& language, const Collected& found) {
  std::ofstream out(path);
  out << "# Made by tools/make_names from ICU " << U_ICU_VERSION << " and data/names/hand/" << language << ".toml.\n"
      << "format = 1\nlanguage = \"" << language << "\"\n"
      << "source = \"CLDR's names of territories, languages and cities, through ICU " << U_ICU_VERSION
      << "; own lists of peoples, faiths, events and political families\"\n"
      << "licence = \"Unicode-DFS-2016, Apache-2.0\"\n";
  out << "\n[names]\n";
  for (const auto& [kind, names] : found.by_kind) {
    out << kind << " = [\n";
    for (const std::string& name : names) {
      if (name.find('"') == std::string::npos) out << "  \"" << name << "\",\n";
    }
    out << "]\n";
  }
}

// What all of `forms` begin with, whole code points.
std::string common_beginning(const std::vector<std::string>& forms) {
  std::size_t n = forms.front().size();
  for (const std::string& form : forms) {
    const auto [a, b] = std::mismatch(form.begin(), form.end(), forms.front().begin(), forms.front().end());
    n = std::min(n, static_cast<std::size_t>(b - forms.front().begin()));
  }
  while (n > 0 && n < forms.front().size() && (static_cast<unsigned char>(forms.front()[n]) & 0xC0U) == 0x80U) --n;
  return forms.front().substr(0, n);
}

class Stems {
 public:
  explicit Stems(const std::map<std::string, Hand>& hands) {
    for (const auto& [language, hand] : hands) {
      for (const std::string& form : hand.left_out_forms) left_out_.insert(comity::text::fold_word(form));
    }
  }

  void add(const std::string& language, std::string name) {
    if (language == "ar" && name.starts_with("ال")) name.erase(0, std::string_view("ال").size());
    const std::string inflection = language == "ar" ? "ar/name" : language + "/guess";
    std::vector<std::string> forms = inflected_forms(name, inflection);
    forms.push_back(name);
    std::erase_if(forms, [&](const std::string& form) { return left_out_.contains(comity::text::fold_word(form)); });
    if (forms.empty()) return;
    const std::string stem = common_beginning(forms);
    if (stem.empty()) stop("forms of " + name + " have nothing in common");
    std::set<std::string> endings;
    for (const std::string& form : forms) endings.insert(form.substr(stem.size()));
    std::string written;
    for (const std::string& ending : endings) written += (written.empty() ? "-" : " -") + ending;
    stems_[stem].insert(sets_.try_emplace(written, sets_.size()).first->second);
  }

  void write(const std::filesystem::path& path) const {
    std::ofstream out(path);
    out << "# Made by tools/make_names from ICU " << U_ICU_VERSION
        << ". Sets of endings by number, then stems with their sets.\n";
    std::map<std::size_t, std::string> by_number;
    for (const auto& [written, number] : sets_) by_number[number] = written;
    for (const auto& [number, written] : by_number) out << written << "\n";
    out << "\n";
    for (const auto& [stem, sets] : stems_) {
      out << stem << '\t';
      const char* separator = "";
      for (const std::size_t set : sets) {
        out << separator << set;
        separator = " ";
      }
      out << "\n";
    }
  }

 private:
  std::set<std::string> left_out_;
  std::map<std::string, std::size_t> sets_;
  std::map<std::string, std::set<std::size_t>> stems_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) stop("usage: make_names HAND OUT");
  const std::filesystem::path out(argv[2]);
  std::map<std::string, Hand> hands;
  for (const std::string language : languages)
    hands[language] = read_hand(std::filesystem::path(argv[1]) / (language + ".toml"));
  Stems stems(hands);
  for (const auto& [language, hand] : hands) {
    const Collected found = collect(language, hand);
    write_toml(out / (language + ".toml"), language, found);
    for (const auto& [kind, names] : found.by_kind) {
      if (kind == "event" || kind == "party") continue;  // what people did or think: a classifier may weigh it
      for (const std::string& name : names) stems.add(language, name);
    }
  }
  stems.write(out / "stems.txt");
}
