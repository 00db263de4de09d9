// Exchanges the names in texts for other listed names, and says where that changed anything the classifier sees.
//
//   comity_exchange_names NAMES TURNS < texts, one a line      (NAMES: data/names)
//
// Exit status 1 when an exchange changed something.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "classify/classify.h"
#include "text/names.h"

namespace {

using namespace comity;

// The names of data/names/LANG.toml that are found alone: any of them may stand for any other.
std::vector<std::string> listed_names(const std::string& folder) {
  std::vector<std::string> names;
  for (const char* const language : {"en", "de", "fr", "es", "tr", "az", "ru", "hy", "ar"}) {
    std::ifstream in(folder + "/" + language + ".toml");
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
      inside = inside || line.starts_with("[names]");
      const std::size_t begin = line.find('"');
      if (!inside || begin == std::string::npos) continue;
      const std::string name = line.substr(begin + 1, line.find('"', begin + 1) - begin - 1);
      const std::string folded = text::fold_word(name);
      const auto spans = text::names_in(folded);
      if (spans.size() == 1 && spans[0].begin == 0 && spans[0].end == folded.size()) names.push_back(name);
    }
  }
  return names;
}

struct Count {
  std::size_t texts = 0, exchanges = 0, changed = 0, next = 0;
};

void exchange_in(const text::CheckedText& text, const std::vector<std::string>& names, int turns, Count& count) {
  const text::Folded folded = text::fold(text);
  const auto spans = text::names_in(folded.utf8);
  if (spans.empty()) return;
  const classify::Features before = classify::features_of(text, folded);
  ++count.texts;
  for (int turn = 0; turn < turns; ++turn) {
    std::string other;
    std::size_t at = 0;
    for (const text::Span s : spans) {
      const text::Span own = folded.original(s);
      if (own.begin < at) continue;
      count.next = (count.next + 977) % names.size();
      other += text.utf8().substr(at, own.begin - at) + names[count.next];
      at = own.end;
    }
    other += text.utf8().substr(at);
    ++count.exchanges;
    const auto checked = text::checked(other);
    if (checked && classify::features_of(*checked, text::fold(*checked)).hashes == before.hashes) continue;
    if (++count.changed <= 5) std::printf("changed:\n  %s\n  %s\n", text.utf8().c_str(), other.c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::vector<std::string> names = listed_names(argv[1]);
  Count count;
  for (std::string line; std::getline(std::cin, line);) {
    if (const auto text = text::checked(line)) exchange_in(*text, names, std::stoi(argv[2]), count);
  }
  std::printf("%zu listed names, %zu texts, %zu exchanges, %zu changed something\n", names.size(), count.texts,
              count.exchanges, count.changed);
  return names.size() > 1000 && count.changed == 0 ? 0 : 1;
}
