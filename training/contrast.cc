#include "contrast.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>

namespace comity::training {
namespace {

using classify::Label;

[[noreturn]] void give_up(const std::string& why) {
  std::cerr << "train: " << why << "\n";
  std::exit(3);
}

Labels labels_of(const std::string& kind) {
  Labels labels{};
  labels.fill(0);
  const auto set = [&](Label label, std::int8_t to) { labels[static_cast<std::size_t>(label)] = to; };
  const bool threat = kind.ends_with("threat"), hate = kind.starts_with("hate");
  if (hate || threat) {
    set(Label::toxicity, 1);
    set(Label::insult, -1);
    set(Label::severe_toxicity, hate && threat ? 1 : -1);
    set(Label::threat, threat);
    set(Label::identity_attack, hate);
  } else if (kind == "insult") {
    set(Label::toxicity, 1);
    set(Label::insult, 1);
  } else if (kind == "rude") {
    for (const Label label : {Label::toxicity, Label::severe_toxicity, Label::insult}) set(label, -1);
  } else if (kind != "civil") {
    give_up("no kind of sentence: " + kind);
  }
  return labels;
}

// One language of the file.
struct Part {
  std::map<std::string, std::vector<std::string>> lists;  // who, thing, trait, claim, fine, says, object
  std::vector<std::pair<std::string, std::string>> sentences;
};

void replace_each(std::string& text, const std::string& mark, const std::vector<std::string>& list, std::size_t& turn) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) {
    if (list.empty()) give_up("nothing for " + mark + ": " + text);
    const std::string& one = list[turn++ % list.size()];
    text.replace(at, mark.size(), one);
    at += one.size();
  }
}

class Writer {
 public:
  Writer(std::string language, Part part) : language_(std::move(language)), part_(std::move(part)) {}

  std::vector<Sentence> all() {
    const auto &says = part_.lists["says"], &object = part_.lists["object"];
    // A group or a frame that is not for this turn gets its own later: the steps share no factor with the lists.
    for (const std::string& claim : part_.lists["claim"]) {
      for (int i = 0; i < 3; ++i) add("hate", "{WHO} " + claim + ".");
      for (int i = 0; i < 4; ++i) add("hate", in_frame(says, claim));
      for (int i = 0; i < 4; ++i) add("civil", in_frame(object, claim));
    }
    for (const std::string& fine : part_.lists["fine"]) {
      for (int i = 0; i < 4; ++i) add("civil", "{WHO} " + fine + ".");
      for (int i = 0; i < 4; ++i) add("civil", in_frame(says, fine));
    }
    for (const auto& [kind, text] : part_.sentences) {
      const auto has = [&, &sentence = text](const char* mark) { return sentence.find(mark) != std::string::npos; };
      const int times = has("{WHO}") ? 5 : has("{TRAIT}") ? 6 : has("{THING}") ? 3 : 2;
      for (int i = 0; i < times; ++i) add(kind, text);
    }
    return std::move(out_);
  }

 private:
  std::string in_frame(const std::vector<std::string>& frames, const std::string& claim) {
    std::string text = frames[frame_turn_++ % frames.size()];
    text.replace(text.find("{X}"), 3, "{WHO} " + claim);
    return text;
  }

  void add(const std::string& kind, std::string text) {
    replace_each(text, "{WHO}", part_.lists["who"], who_turn_);
    replace_each(text, "{THING}", part_.lists["thing"], thing_turn_);
    replace_each(text, "{TRAIT}", part_.lists["trait"], trait_turn_);
    std::size_t any = 0;
    // Any listed name will do: all are one feature.
    replace_each(text, "{NAME}", {language_ == "ar" ? "مصر" : "Canada"}, any);
    out_.push_back({language_, std::move(text), labels_of(kind)});
  }

  std::string language_;
  Part part_;
  std::vector<Sentence> out_;
  std::size_t who_turn_ = 0, thing_turn_ = 0, trait_turn_ = 0, frame_turn_ = 0;
};

std::vector<std::string> items(const std::string& list) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find("; ", at), list.size());
    out.push_back(list.substr(at, end - at));
    at = end + 2;
  }
  return out;
}

std::vector<std::pair<std::string, Part>> parts_of(const std::string& file) {
  std::ifstream in(file);
  if (!in) give_up("cannot read " + file);
  std::vector<std::pair<std::string, Part>> parts;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '[') {
      parts.push_back({line.substr(1, line.find(']') - 1), {}});
      continue;
    }
    const std::size_t colon = line.find(": ");
    if (parts.empty() || colon == std::string::npos) give_up("no sentence: " + line);
    const std::string key = line.substr(0, colon), value = line.substr(colon + 2);
    Part& part = parts.back().second;
    if (key == "who" || key == "thing" || key == "trait")
      part.lists[key] = items(value);
    else if (key == "claim" || key == "fine" || key == "says" || key == "object")
      part.lists[key].push_back(value);
    else
      part.sentences.emplace_back(key, value);
  }
  return parts;
}

// Groups for the sentences kept apart.
const std::map<std::string, std::vector<std::string>>& groups() {
  static const std::map<std::string, std::vector<std::string>> of = {
      {"en", {"Norwegian people", "women", "Kenyans", "disabled people", "immigrants", "gay people"}},
      {"de", {"Norweger", "Frauen", "Flüchtlinge", "Kenianer"}},
      {"fr", {"les Canadiens", "les femmes", "les réfugiés", "les immigrés"}},
      {"tr", {"Norveçliler", "kadınlar", "mülteciler", "Kanadalılar"}},
      {"ru", {"норвежцы", "женщины", "беженцы", "канадцы"}},
      {"es", {"los noruegos", "las mujeres", "los inmigrantes", "los canadienses"}},
      {"pt", {"Canada", "as mulheres", "os imigrantes", "os refugiados"}},
      {"ar", {"المصريين", "النساء", "اللاجئين", "المهاجرين"}}};
  return of;
}

}  // namespace

std::vector<Sentence> contrast_sentences(const std::string& file) {
  std::vector<Sentence> out;
  for (auto& [language, part] : parts_of(file)) {
    std::vector<Sentence> more = Writer(language, std::move(part)).all();
    std::move(more.begin(), more.end(), std::back_inserter(out));
  }
  return out;
}

std::vector<Sentence> sentences_kept_apart(const std::string& file) {
  std::ifstream in(file);
  if (!in) give_up("cannot read " + file);
  std::vector<Sentence> out;
  std::size_t turn = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (second == std::string::npos) give_up("no sentence: " + line);
    const std::string language = line.substr(0, first), kind = line.substr(first + 1, second - first - 1);
    const std::string text = line.substr(second + 1);
    const auto& who = groups().at(language);
    const std::size_t times = text.find("{WHO}") == std::string::npos ? 1 : who.size();
    for (std::size_t i = 0; i < times; ++i) {
      std::string one = text;
      std::size_t any = 0;
      replace_each(one, "{WHO}", who, turn);
      replace_each(one, "{NAME}", {language == "ar" ? "مصر" : "Canada"}, any);
      out.push_back({language, one, labels_of(kind)});
    }
  }
  return out;
}

}  // namespace comity::training
