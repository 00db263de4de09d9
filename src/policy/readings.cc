#include "policy/readings.h"

#include <algorithm>

#include "policy/signs.h"
#include "policy/sounds.h"
#include "text/characters.h"

namespace comity::policy {
namespace {

constexpr std::size_t common = 0x590;  // Latin, Greek, Cyrillic, Armenian

// The letters of entries that another script's letter may be taken for.
constexpr std::pair<char32_t, char32_t> alphabets[] = {{0x0370, 0x03FF}, {0x0400, 0x052F}, {0x0531, 0x0587}};

void put(std::vector<char32_t>& letters, char32_t letter) {
  if (std::find(letters.begin(), letters.end(), letter) == letters.end()) letters.push_back(letter);
}

}  // namespace

const Readings& Readings::get() {
  static const Readings readings;
  return readings;
}

Readings::Readings() : few_runs_(common) {
  meant_.first.resize(common);
  drawn_.first.resize(common);
  for (const auto& [first, last] : alphabets) {
    for (char32_t cp = first; cp <= last; ++cp) {
      const text::Character character = text::character(cp);
      if (character.kind != text::Kind::letter || character.latin.size() != 1) continue;
      std::size_t end = 0;
      const char32_t letter = character.native.empty() ? cp : text::next_code_point(character.native, end);
      if (!character.native.empty() && end != character.native.size()) continue;
      put(like_[static_cast<unsigned char>(character.latin[0] - 'a')], letter);
    }
  }
  for (const Meaning& meaning : all_meanings())
    for (const char32_t letter : meaning.letters) add(meant_, meaning.sign, letter);
  for (const Meaning& meaning : all_likenesses())
    for (const char32_t letter : meaning.letters) add(drawn_, meaning.sign, letter);
  for (const Drawing& drawing : all_drawings()) {
    add_run({std::u32string(drawing.signs), std::u32string(1, drawing.letter), Fold::drawing, 0});
    const std::size_t twin = std::u32string_view(U"abcehkmnoprtuxy").find(drawing.letter);
    if (twin != std::u32string_view::npos && script_of(drawing.signs[0]) == text::script_common)
      add_run({std::u32string(drawing.signs), std::u32string(1, U"авсенкмпоргтиху"[twin]), Fold::drawing, 0});
  }
  for (const SoundRule& rule : sound_rules()) add_run({rule.written, rule.letters, Fold::sound, 0, rule.at_end});
  number_runs();
}

void Readings::number_runs() {
  runs_.resize(1);
  const auto number = [this](std::vector<Run>& runs) {
    for (Run& run : runs) {
      run.number = static_cast<std::uint16_t>(runs_.size());
      runs_.push_back(&run);
    }
  };
  for (std::vector<Run>& runs : few_runs_) number(runs);
  for (auto& [first, runs] : other_runs_) number(runs);
}

void Readings::add(std::pair<std::vector<Letters>, Map>& table, char32_t cp, char32_t letter) {
  put(cp < table.first.size() ? table.first[cp] : table.second[cp], letter);
}

void Readings::add_run(Run run) {
  const char32_t first = run.written[0];
  (first < few_runs_.size() ? few_runs_[first] : other_runs_[first]).push_back(std::move(run));
}

std::string_view name_of(Fold fold) {
  static constexpr std::string_view names[] = {
      "compatibility", "accents",    "hidden",    "markup", "reference", "look-alike", "sign",     "drawing",
      "mask",          "separators", "stretched", "sound",  "glued",     "reversed",   "spelling", "inflection"};
  return names[static_cast<std::size_t>(fold)];
}

}  // namespace comity::policy
