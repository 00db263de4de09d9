#include "policy/pattern_screen.h"

#include <re2/filtered_re2.h>

#include <algorithm>
#include <map>

#include "policy/regex_options.h"
#include "policy/units.h"
#include "text/characters.h"

namespace comity::policy {
namespace {

constexpr int shortest_atom = 3;          // shorter ones stand in every text
constexpr std::size_t most_atoms = 8000;  // more take longer to prepare than they save

// Whether small_of() knows all that RE2 takes for the same letter as `c`, which is small.
bool is_known(char32_t c) {
  return c < 0x80 || (c >= 0xDF && c <= 0xFF) || (c >= U'а' && c <= U'џ') || (c >= 0x0561 && c <= 0x0586) ||
         (c >= 0x0620 && c <= 0x06FF);
}

// Simple case folding (CaseFolding.txt, C and S) of what folds into the letters above.
char32_t small_of(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
  if (c >= 0xC0 && c <= 0xDE) return c == 0xD7 ? c : c + 32;
  if (c >= U'А' && c <= U'Я') return c + 32;
  if (c >= U'Ѐ' && c <= U'Џ') return c + 80;
  if (c >= 0x0531 && c <= 0x0556) return c + 48;
  switch (c) {
    case 0x0178:
      return 0xFF;  // Ÿ
    case 0x017F:
      return U's';  // the long s
    case 0x1E9E:
      return 0xDF;  // capital ß
    case 0x212A:
      return U'k';  // the kelvin sign
    case 0x212B:
      return 0xE5;  // the ångström sign
    case 0x1C80:
      return U'в';  // rounded and tall forms of old prints
    case 0x1C81:
      return U'д';
    case 0x1C82:
      return U'о';
    case 0x1C83:
      return U'с';
    case 0x1C84:
    case 0x1C85:
      return U'т';
    case 0x1C86:
      return U'ъ';
    default:
      return c;
  }
}

bool is_known(const std::string& atom) {
  const std::u32string letters = code_points_of(atom);
  return std::all_of(letters.begin(), letters.end(), [](char32_t c) { return is_known(c); });
}

}  // namespace

std::string screened(std::string_view utf8) {
  std::string small;
  small.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const char c = utf8[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      small += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      ++at;
    } else {
      small += utf8_of(small_of(text::next_code_point(utf8, at)));
    }
  }
  return small;
}

PatternScreen::PatternScreen(const std::vector<std::string>& regexes, const MakeScan& make) : count_(regexes.size()) {
  auto filter = std::make_unique<re2::FilteredRE2>(shortest_atom);
  for (const std::string& regex : regexes) {
    int id = 0;
    if (filter->Add(regex, regex_options(), &id) != re2::RE2::NoError) return;
  }
  std::vector<std::string> atoms;
  if (!regexes.empty()) filter->Compile(&atoms);
  if (atoms.empty() || atoms.size() > most_atoms) return;
  std::map<std::string, std::vector<int>> by_literal;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (is_known(atoms[i]))
      by_literal[screened(atoms[i])].push_back(static_cast<int>(i));
    else
      always_.push_back(static_cast<int>(i));
  }
  std::vector<std::string> literals;
  for (auto& [literal, ids] : by_literal) {
    literals.push_back(literal);
    atoms_of_.push_back(std::move(ids));
  }
  if (!literals.empty()) scan_ = make(literals);
  if (!scan_) return;
  filter_ = std::move(filter);
  without_any_ = given(always_);
}

PatternScreen::~PatternScreen() = default;

std::vector<bool> PatternScreen::given(const std::vector<int>& atoms) const {
  std::vector<int> potential;
  filter_->AllPotentials(atoms, &potential);
  std::vector<bool> all(count_);
  for (const int id : potential) all[static_cast<std::size_t>(id)] = true;
  return all;
}

std::vector<bool> PatternScreen::possible(std::string_view text) const {
  if (!filter_) return std::vector<bool>(count_, true);
  std::vector<int> atoms;
  scan_->scan(screened(text), [&](std::uint32_t literal, std::size_t) {
    atoms.insert(atoms.end(), atoms_of_[literal].begin(), atoms_of_[literal].end());
  });
  if (atoms.empty()) return without_any_;
  atoms.insert(atoms.end(), always_.begin(), always_.end());
  std::sort(atoms.begin(), atoms.end());
  atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
  return given(atoms);
}

}  // namespace comity::policy
