#include "rows.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "base/json.h"
#include "contrast.h"
#include "text/characters.h"
#include "text/names.h"

namespace comity::training {
namespace {

using classify::Label;

std::int8_t& of(Labels& labels, Label label) { return labels[static_cast<std::size_t>(label)]; }

// Sets that mean by "toxic" about what readers of a newspaper mean. Each other set has a bias of its own, which is
// dropped when a comment is judged.
bool shares_our_notion(const std::string& source) {
  static const char* const ours[] = {"civil_spans", "wiki_context", "wiki_talk",      "jigsaw_sample",
                                     "fox_news",    "convabuse",    "surge_toxicity", "identity_templates",
                                     "paradetox",   "toxigen_seed", "clean",          "templates",
                                     "toxifrench",  "contrast"};
  return std::any_of(std::begin(ours), std::end(ours), [&](const char* s) { return source == s; });
}

float weight_of(const std::string& source) {
  static const std::map<std::string, float> weights = {
      {"davidson", 0.3F},  {"mlma", 0.5F},          {"identity_templates", 0.3F}, {"clean", 0.6F},
      {"edos", 0.7F},      {"lingda_tr", 0.8F},     {"templates", 0.4F},          {"toxigen_seed", 1.5F},
      {"wiki_talk", 2.0F}, {"jigsaw_sample", 1.5F}, {"surge_toxicity", 2.0F},     {"fox_news", 1.5F},
      {"contrast", 0.8F}};
  const auto found = weights.find(source);
  return found == weights.end() ? 1.0F : found->second;
}

// Several kinds at once, or hate with another kind.
std::int8_t severe(std::int8_t toxic, std::int8_t profanity, std::int8_t attack, std::int8_t hate, std::int8_t threat) {
  if (toxic == 0) return 0;
  const int yes = (profanity == 1) + (attack == 1) + (hate == 1) + (threat == 1);
  const int unknown = (profanity < 0) + (attack < 0) + (hate < 0) + (threat < 0);
  if (yes >= 3 || (yes >= 2 && hate == 1) || (yes >= 2 && threat == 1)) return 1;
  if (toxic == 1 && unknown == 0) return 0;
  return -1;
}

std::vector<std::string> lines_of_gz(const std::string& path) {
  std::FILE* pipe = popen(("gzip -dc '" + path + "'").c_str(), "r");
  if (pipe == nullptr) {
    std::cerr << "train: cannot read " << path << "\n";
    std::exit(3);
  }
  std::string all;
  char buffer[1 << 16];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) all.append(buffer, n);
  if (pclose(pipe) != 0) {
    std::cerr << "train: cannot read " << path << "\n";
    std::exit(3);
  }
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    if (end > at) lines.push_back(all.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::vector<std::size_t> code_point_offsets(const std::string& s) {
  std::vector<std::size_t> offsets;
  for (std::size_t at = 0; at < s.size();) {
    offsets.push_back(at);
    text::next_code_point(s, at);
  }
  offsets.push_back(s.size());
  return offsets;
}

Row row_of(const std::string& line, std::string& text) {
  const auto parsed = json::parse(line);
  if (!parsed) {
    std::cerr << "train: " << parsed.error().detail << "\n";
    std::exit(3);
  }
  Row row;
  row.id = *parsed->find("id")->string();
  row.source = *parsed->find("source")->string();
  if (row.source.starts_with("clean")) row.source = "clean";
  row.language = *parsed->find("lang")->string();
  text = *parsed->find("text")->string();
  const json::Value& labels = *parsed->find("labels");
  const auto label = [&](const char* name) -> std::int8_t {
    const json::Value* v = labels.find(name);
    return v != nullptr && v->integer() != nullptr ? static_cast<std::int8_t>(*v->integer()) : std::int8_t{-1};
  };
  const std::int8_t toxic = label("toxic"), profanity = label("profanity"), attack = label("attack"),
                    hate = label("hate"), threat = label("threat");
  of(row.labels, Label::toxicity) = toxic;
  of(row.labels, Label::severe_toxicity) = severe(toxic, profanity, attack, hate, threat);
  of(row.labels, Label::insult) = attack;
  of(row.labels, Label::profanity) = profanity;
  of(row.labels, Label::threat) = threat;
  of(row.labels, Label::identity_attack) = hate;
  of(row.labels, Label::sexually_explicit) = label("sexual");
  if (const json::Value* spans = parsed->find("spans"); spans != nullptr && spans->array() != nullptr) {
    row.marks_known = true;
    for (const json::Value& s : *spans->array())
      row.marked.push_back({static_cast<std::uint32_t>(*(*s.array())[0].integer()),
                            static_cast<std::uint32_t>(*(*s.array())[1].integer())});
  }
  row.weight = weight_of(row.source);
  return row;
}

// The same comment without the words that readers marked: a civil comment on the same matter, more or less.
std::string without(const std::string& text, const std::vector<text::Span>& marked) {
  const std::vector<std::size_t> offsets = code_point_offsets(text);
  std::string out;
  std::size_t at = 0;
  for (const text::Span s : marked) {
    if (s.begin < at || s.end >= offsets.size()) continue;
    out += text.substr(offsets[at], offsets[s.begin] - offsets[at]);
    at = s.end;
  }
  return out + text.substr(offsets[at]);
}

void mark_words(Row& row, const std::string& text) {
  const std::vector<std::size_t> offsets = code_point_offsets(text);
  std::vector<bool> marked(text.size() + 1, false);
  for (const text::Span s : row.marked)
    for (std::size_t i = offsets[std::min<std::size_t>(s.begin, offsets.size() - 1)];
         i < offsets[std::min<std::size_t>(s.end, offsets.size() - 1)]; ++i)
      marked[i] = true;
  for (const text::Span s : row.word_spans)
    row.word_labels.push_back(
        s.end == 0 ? std::int8_t{-1} : std::int8_t{marked[std::min<std::size_t>((s.begin + s.end) / 2, text.size())]});
}

// The coarse words of one language, folded; a * at the end: any ending.
std::vector<std::string> words_of_lexicons(const std::string& folder, const std::string& language) {
  std::vector<std::string> words;
  if (folder.empty()) return words;
  for (const char* kind : {"profanity", "insult", "slur"}) {
    std::ifstream in(folder + "/" + language + "-" + kind + ".toml");
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("words")) inside = true;
      if (line.starts_with("except")) inside = false;
      if (!inside) continue;
      for (std::size_t at = 0; (at = line.find('"', at)) != std::string::npos;) {
        const std::size_t end = line.find('"', at + 1);
        if (end == std::string::npos) break;
        words.push_back(line.substr(at + 1, end - at - 1));
        at = end + 1;
      }
      if (line.find(']') != std::string::npos) inside = false;
    }
  }
  for (std::string& w : words) {
    const bool any = w.ends_with('*');
    if (any) w.pop_back();
    w = text::fold_word(w) + (any ? "*" : "");
  }
  std::sort(words.begin(), words.end());
  return words;
}

// Spans, in code points, of words that stand in `lexicon`.
std::vector<text::Span> coarse_words(const std::string& text, const std::vector<std::string>& lexicon) {
  std::vector<text::Span> out;
  std::uint32_t place = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const std::uint32_t begin_place = place;
    std::size_t next = at;
    while (next < text.size() && text::in_word(text::next_code_point(text, next))) {
      at = next;
      ++place;
    }
    if (at == begin) {
      at = next;
      ++place;
      continue;
    }
    const std::string word = text::fold_word(text.substr(begin, at - begin));
    bool found = std::binary_search(lexicon.begin(), lexicon.end(), word);
    for (std::size_t n = word.size(); !found && n >= 4; --n)
      found = std::binary_search(lexicon.begin(), lexicon.end(), word.substr(0, n) + "*");
    if (found) out.push_back({begin_place, place});
  }
  return out;
}

struct Builder {
  const Reading& reading;
  Sets sets;
  std::map<std::string, int> notion_of;

  void give_notion(Row& row) {
    if (shares_our_notion(row.source)) return;
    const std::string key = row.source + "/" + row.language;
    const auto [at, fresh] = notion_of.try_emplace(key, static_cast<int>(sets.notions.size()));
    if (fresh) sets.notions.push_back(key);
    row.notion = at->second;
  }

  // A row and its half, or its translation, belong together: their ids differ in the ending.
  static std::size_t fold_of(const Row& row) {
    std::string id = row.id.substr(0, row.id.find("-without"));
    if (row.source.starts_with("jigsaw")) id = id.substr(0, id.size() - 2);
    std::size_t h = 5381;
    for (const char c : id) h = h * 33 + static_cast<unsigned char>(c);
    return h / 64;
  }

  void add(Row row, const std::string& text, bool is_dev) {
    row.fold = fold_of(row);
    give_notion(row);
    fill_features(row, text);
    if (row.marks_known && !row.marked.empty()) mark_words(row, text);
    if (is_dev || reading.keeps_texts) row.text = text;
    (is_dev ? sets.dev : sets.train).push_back(std::move(row));
  }

  void add_civil_half(const Row& from, const std::string& text, const std::vector<text::Span>& marked, bool is_dev) {
    Row row;
    row.id = from.id + "-without";
    row.source = from.source + "_without";
    row.language = from.language;
    row.labels.fill(-1);
    of(row.labels, Label::toxicity) = of(row.labels, Label::severe_toxicity) = of(row.labels, Label::profanity) = 0;
    of(row.labels, Label::threat) = 0;
    if (from.source == "civil_spans") of(row.labels, Label::insult) = 0;
    row.weight = 0.4F;
    Row& added = row;
    const std::string rest = without(text, marked);
    // The half means what its whole means.
    give_notion(added);
    Row whole = from;
    give_notion(whole);
    added.notion = whole.notion;
    added.fold = fold_of(added);
    fill_features(added, rest);
    (is_dev ? sets.dev : sets.train).push_back(std::move(added));
  }
};

void read_templates(Builder& builder, const std::string& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  std::map<std::string, std::vector<std::string>> events;
  std::string language;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '[') {
      language = line.substr(1, line.find(']') - 1);
      continue;
    }
    if (line.starts_with("events:")) {
      std::string word;
      for (std::size_t at = 7; at < line.size(); ++at) {
        if (line[at] != ',') {
          if (!(word.empty() && line[at] == ' ')) word += line[at];
          continue;
        }
        events[language].push_back(word);
        word.clear();
      }
      if (!word.empty()) events[language].push_back(word);
      continue;
    }
    lines.push_back(language + "\t" + line);
  }
  int n = 0;
  for (const std::string& line : lines) {
    const std::size_t tab = line.find('\t');
    const std::string of_language = line.substr(0, tab), sentence = line.substr(tab + 1);
    const std::size_t place = sentence.find("{EVENT}");
    const std::vector<std::string> once = {""};
    for (const std::string& event : place == std::string::npos ? once : events[of_language]) {
      std::string text = sentence;
      if (place != std::string::npos) text.replace(place, 7, event);
      // Any listed name will do: all are one feature.
      for (std::size_t at = 0; (at = text.find("{NAME}")) != std::string::npos;)
        text.replace(at, 6, of_language == "ar" ? "مصر" : "Canada");
      Row row;
      row.id = "templates-" + std::to_string(++n);
      row.source = "templates";
      row.language = of_language;
      row.weight = weight_of("templates");
      row.labels.fill(0);
      builder.add(std::move(row), text, false);
    }
  }
}

void add_sentences(Builder& builder, const std::vector<Sentence>& sentences, bool is_dev) {
  int n = 0;
  for (const Sentence& sentence : sentences) {
    // The Turkish set calls toxic some of what these call civil: they cost it 0.005 of its macro-F1.
    if (sentence.language == "tr" && !is_dev) continue;
    Row row;
    row.id = (is_dev ? "contrast-dev-" : "contrast-") + std::to_string(++n);
    row.source = "contrast";
    row.language = sentence.language;
    row.weight = weight_of("contrast") * (sentence.language == "de" || sentence.language == "fr" ? 0.7F : 1.0F);
    row.labels = sentence.labels;
    builder.add(std::move(row), sentence.text, is_dev);
  }
}

}  // namespace

classify::Features features_of(const Row& row) {
  classify::Features f;
  f.hashes = row.hashes;
  std::uint32_t begin = 0;
  for (std::size_t w = 0; w < row.word_ends.size(); ++w) {
    f.words.push_back({begin, row.word_ends[w], row.word_spans[w]});
    begin = row.word_ends[w];
  }
  return f;
}

void fill_features(Row& row, const std::string& text) {
  const auto checked = text::checked(text::scrubbed(text));
  if (!checked) return;
  const text::Folded folded = text::fold(*checked);
  const std::vector<text::Span> found = text::names_in(folded.utf8);
  row.has_name = !found.empty();
  classify::Features features;
  classify::find_features(checked->utf8(), folded, found, features);
  std::uint32_t n = 0;
  for (const classify::FeatureWord& word : features.words) {
    row.hashes.insert(row.hashes.end(), features.hashes.begin() + word.begin, features.hashes.begin() + word.end);
    n += word.end - word.begin;
    row.word_ends.push_back(n);
    row.word_spans.push_back(word.origin);
  }
}

Sets read_sets(const Reading& reading) {
  Builder builder{reading, {}, {}};
  builder.sets.notions.emplace_back("ours");
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(reading.folder)) {
    const std::string name = entry.path().filename();
    if (name.ends_with(".jsonl.gz")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  const std::vector<std::string> russian = words_of_lexicons(reading.lexicons, "ru");
  for (const std::string& file : files) {
    const bool is_dev = file.find(".dev.") != std::string::npos;
    for (const std::string& line : lines_of_gz(file)) {
      std::string text;
      Row row = row_of(line, text);
      if (row.source == "civil_spans" && !row.marked.empty()) builder.add_civil_half(row, text, row.marked, is_dev);
      if (row.source == "rutoxic_pos" && !russian.empty()) {
        // Positives only: what is learned must be the words, not the style of the sites they came from.
        const std::vector<text::Span> coarse = coarse_words(text, russian);
        if (coarse.empty()) row.weight = 0.3F;
        if (!coarse.empty()) builder.add_civil_half(row, text, coarse, is_dev);
      }
      builder.add(std::move(row), text, is_dev);
    }
  }
  if (!reading.templates.empty()) read_templates(builder, reading.templates);
  if (!reading.contrast.empty()) add_sentences(builder, contrast_sentences(reading.contrast), false);
  if (!reading.kept_apart.empty()) add_sentences(builder, sentences_kept_apart(reading.kept_apart), true);
  return std::move(builder.sets);
}

}  // namespace comity::training
