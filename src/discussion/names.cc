#include "discussion/names.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "discussion/word_file.h"
#include "text/name.h"

namespace comity::discussion {
namespace {

// "The Moderator #1" and "moderator" look like the same office: what ASCII signs and digits stand around the
// letters is left out. A name of digits and signs alone keeps them.
std::string letters_of(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ') letters += c;
  }
  return letters.find_first_not_of(' ') == std::string::npos ? std::string(name) : letters;
}

// "The Herald" and "Herald" look like the same paper.
std::string without_article(std::string skeleton) {
  static const std::string the = text::name_skeleton("the");
  if (skeleton.size() > the.size() && skeleton.starts_with(the)) skeleton.erase(0, the.size());
  return skeleton;
}

const std::unordered_set<std::string>& reserved_skeletons() {
  static const auto skeletons = [] {
    std::unordered_set<std::string> set;
    for (const std::string_view line : lines_of(embedded_file("reserved-names.txt"))) {
      set.insert(text::name_skeleton(line));
    }
    return set;
  }();
  return skeletons;
}

}  // namespace

bool is_reserved(std::string_view name, std::string_view site_name) {
  const auto& reserved = reserved_skeletons();
  const std::string site = without_article(text::name_skeleton(letters_of(site_name)));
  // Both with and without the digits: "m0derator" is seen by the first, "moderator 7" by the second.
  for (const std::string& whole : {text::name_skeleton(name), text::name_skeleton(letters_of(name))}) {
    if (reserved.contains(whole)) return true;
    const std::string skeleton = without_article(whole);
    if (skeleton.empty()) continue;
    if (reserved.contains(skeleton)) return true;
    if (site.empty()) continue;
    if (skeleton == site) return true;
    if (skeleton.starts_with(site) && reserved.contains(skeleton.substr(site.size()))) return true;
    if (!skeleton.ends_with(site)) continue;
    const std::string office = skeleton.substr(0, skeleton.size() - site.size());
    if (reserved.contains(office)) return true;
    // "Editor, The Lindenford Herald": the article stands in the middle.
    static const std::string the = text::name_skeleton("the");
    if (office.ends_with(the) && reserved.contains(office.substr(0, office.size() - the.size()))) return true;
  }
  return false;
}

bool imitates(std::string_view name, const std::vector<std::string>& claimed) {
  if (claimed.empty()) return false;
  const std::string skeleton = text::name_skeleton(name);
  return std::any_of(claimed.begin(), claimed.end(),
                     [&](const std::string& other) { return text::name_skeleton(other) == skeleton; });
}

std::string mark_for(std::string_view name, AuthorId author, const std::vector<NameInStory>& in_use) {
  const std::string skeleton = text::name_skeleton(name);
  std::set<std::string, std::less<>> taken;
  for (const NameInStory& other : in_use) {
    if (other.name.empty()) continue;  // erased
    if (other.name != name && text::name_skeleton(other.name) != skeleton) continue;
    if (other.author == author) return other.mark;
    taken.insert(other.mark);
  }
  if (!taken.contains("")) return "";
  int mark = 2;
  while (taken.contains(std::to_string(mark))) ++mark;
  return std::to_string(mark);
}

}  // namespace comity::discussion
