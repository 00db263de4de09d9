#include "classify/features.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "classify/people.h"
#include "text/characters.h"
#include "text/names.h"

namespace comity::classify {
namespace {

// Kinds of features, kept apart by the first number that is hashed.
enum Seed : std::uint64_t {
  piece = 1,
  whole,
  pair,
  sign,
  name_word,
  link,
  capitals,
  disguised,
  document,
  after_people,
  before_people
};

// "hate all NAME", "NAME should never be": how many words away a word still stands beside the people it is said of.
constexpr std::size_t most_words_away = 5;

constexpr std::uint64_t mixed(std::uint64_t h, std::uint64_t c) {
  h = (h ^ c) * 0x9E3779B97F4A7C15U;
  return h ^ (h >> 29);
}

constexpr std::uint32_t finished(std::uint64_t h) {
  h = (h ^ (h >> 32)) * 0xD6E8FEB86659FD93U;
  return static_cast<std::uint32_t>(h >> 32);
}

// How often, as one of few: 0, 1, 2, 3-4, 5-8 ...
std::uint64_t step(std::size_t n) {
  std::uint64_t s = 0;
  for (; n > 0 && s < 8; n /= 2) ++s;
  return s;
}

bool word_character(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  const text::Kind kind = text::character(c).kind;
  return kind == text::Kind::letter || kind == text::Kind::digit || kind == text::Kind::mark;
}

std::uint64_t whole_word(const std::vector<char32_t>& letters) {
  std::uint64_t word = whole;
  for (const char32_t c : letters) word = mixed(word, c);
  return word;
}

// The words for people, by the hash that stands for a word.
class PeopleWords {
 public:
  PeopleWords() {
    for (const std::string_view word : words_for_people()) {
      const std::string folded = text::fold_word(word);
      std::vector<char32_t> letters;
      for (std::size_t at = 0; at < folded.size();) letters.push_back(text::next_code_point(folded, at));
      hashes_.push_back(whole_word(letters));
      may_have_.set(hashes_.back() % may_have_.size());
    }
    std::sort(hashes_.begin(), hashes_.end());
  }
  bool has(std::uint64_t word) const {
    return may_have_[word % may_have_.size()] && std::binary_search(hashes_.begin(), hashes_.end(), word);
  }

 private:
  std::vector<std::uint64_t> hashes_;
  std::bitset<8192> may_have_;
};

class Finder {
 public:
  Finder(std::string_view text, const text::Folded& folded, const std::vector<text::Span>& names, Features& out)
      : text_(text), folded_(folded), utf8_(folded.utf8), names_(names), out_(out) {}

  void run() {
    out_.clear();
    out_.hashes.reserve(utf8_.size() * 4 + 64);
    out_.words.push_back({});  // filled at the end
    for (std::size_t at = 0; at < utf8_.size();) {
      if (next_name_ < names_.size() && at >= names_[next_name_].begin)
        at = a_name(at);
      else
        at = a_word_or_sign(at);
    }
    end_of_spelling();
    beside_people();
    of_the_whole();
  }

 private:
  void add(std::uint64_t h) { out_.hashes.push_back(finished(h)); }

  // Closes a word that began at `begin` of the hashes. `whole_hash` stands for it in pairs.
  void close(std::size_t begin, std::uint64_t whole_hash, text::Span in_folded, bool is_people = false) {
    const auto alone = static_cast<std::uint32_t>(out_.hashes.size());
    add(mixed(mixed(pair, previous_), whole_hash));
    previous_ = whole_hash;
    out_.words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(out_.hashes.size()),
                          folded_.original(in_folded), alone});
    wholes_.push_back(whole_hash);
    if (is_people) people_.push_back(wholes_.size());
  }

  // Words near a name or a word for people say so: what is said of people and what is said of things are often the same
  // words. Put before each word's last feature, its pair.
  void beside_people() {
    if (people_.empty()) return;
    std::vector<std::uint32_t> hashes;
    hashes.reserve(out_.hashes.size() + 2 * out_.words.size());
    std::size_t next = 0;  // of people_
    for (std::size_t w = 1; w < out_.words.size(); ++w) {
      FeatureWord& word = out_.words[w];
      const auto first = out_.hashes.begin() + word.begin, last = out_.hashes.begin() + word.end - 1;
      word.alone -= word.begin;
      word.begin = static_cast<std::uint32_t>(hashes.size());
      word.alone += word.begin;
      hashes.insert(hashes.end(), first, last);
      while (next < people_.size() && people_[next] < w) ++next;
      const bool is_people = next < people_.size() && people_[next] == w;
      const auto beside = [&](Seed seed) { hashes.push_back(finished(mixed(seed, wholes_[w - 1]))); };
      if (!is_people && next > 0 && w - people_[next - 1] <= most_words_away) beside(after_people);
      if (!is_people && next < people_.size() && people_[next] - w <= most_words_away) beside(before_people);
      hashes.push_back(*last);
      word.end = static_cast<std::uint32_t>(hashes.size());
    }
    out_.hashes.swap(hashes);
  }

  std::size_t a_name(std::size_t at) {
    const text::Span span = names_[next_name_++];
    std::size_t end = std::max<std::size_t>(span.end, at + 1);
    end = text::end_of_tail(utf8_, end);
    while (next_name_ < names_.size() && names_[next_name_].begin < end) ++next_name_;
    end_of_spelling();
    const std::uint64_t h = mixed(name_word, 0);
    const text::Span all = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    count_invisible_in(folded_.original(all));
    if (previous_ == h) {  // a name of two words is no more than one of one word
      out_.words.back().origin.end = folded_.original(all).end;
      return end;
    }
    const std::size_t begin = out_.hashes.size();
    add(h);
    close(begin, h, all, true);
    return end;
  }

  // What cannot be seen inside a name is the name's spelling ("Reykja\u00ADvik"), not a disguise.
  void count_invisible_in(text::Span own) {
    auto gap = std::lower_bound(folded_.invisible.begin(), folded_.invisible.end(), own.begin,
                                [](const text::Span& g, std::uint32_t begin) { return g.begin < begin; });
    for (; gap != folded_.invisible.end() && gap->end <= own.end; ++gap) ++invisible_in_names_;
  }

  std::size_t a_word_or_sign(std::size_t at) {
    const std::size_t begin = at;
    const std::size_t limit = next_name_ < names_.size() ? names_[next_name_].begin : utf8_.size();
    letters_.clear();
    std::size_t size = 0;
    while (at < limit) {
      std::size_t next = at;
      char32_t c = text::next_code_point(utf8_, next);
      if (!word_character(c)) break;
      at = next;
      ++size;
      if (c >= '0' && c <= '9') c = '0';
      // "sooooo" is "soo".
      const std::size_t n = letters_.size();
      if (n >= 2 && letters_[n - 1] == c && letters_[n - 2] == c) continue;
      if (n < max_word_letters) letters_.push_back(c);
    }
    if (at == begin) return a_sign(at);
    if (utf8_.compare(at, 3, "://") == 0) return a_link(begin, at);
    const text::Span span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
    if (size == 1)
      spell(letters_[0], span);
    else
      end_of_spelling();
    a_word(span);
    return at;
  }

  void a_word(text::Span span) {
    const std::size_t begin = out_.hashes.size();
    const std::uint64_t h = pieces();
    how_it_is_written(span);
    static const PeopleWords people;
    close(begin, h, span, people.has(h));
  }

  // Runs of 2 to 5 letters with the word's ends as letters, and the word.
  std::uint64_t pieces() {
    const std::uint64_t word = whole_word(letters_);
    add(word);
    constexpr char32_t first = '<', last = '>';
    padded_.clear();
    padded_.push_back(first);
    padded_.insert(padded_.end(), letters_.begin(), letters_.end());
    padded_.push_back(last);
    for (std::size_t i = 0; i + 1 < padded_.size(); ++i) {
      std::uint64_t h = mixed(piece, padded_[i]);
      if (padded_[i] >= 0x1100) add(h);  // a syllable or a word of its own
      const std::size_t end = std::min(padded_.size(), i + 5);
      for (std::size_t k = i + 1; k < end; ++k) {
        h = mixed(h, padded_[k]);
        add(h);
      }
    }
    return word;
  }

  void how_it_is_written(text::Span span) {
    std::size_t upper = 0, cased = 0;
    bool dressed = false;
    std::uint32_t last = ~0U;
    for (std::uint32_t i = span.begin; i < span.end; ++i) {
      const std::uint32_t from = folded_.origin[i];
      if (from == last) continue;
      last = from;
      const char folded = utf8_[i];
      const auto written = static_cast<unsigned char>(text_[from]);
      const bool letter = folded >= 'a' && folded <= 'z';
      if (written < 0x80) {
        const bool is_upper = written >= 'A' && written <= 'Z';
        upper += is_upper;
        cased += is_upper || (written >= 'a' && written <= 'z');
        dressed = dressed || (letter && static_cast<char>(written | 0x20) != folded);
      } else {
        std::size_t at = from;
        const text::Character ch = text::character(text::next_code_point(text_, at));
        upper += ch.upper();
        cased += ch.cased();
        dressed = dressed || (letter && ch.script != text::script_latin && ch.kind == text::Kind::letter);
      }
    }
    if (cased >= 3 && upper == cased) {
      add(mixed(capitals, 1));
      ++shouted_;
    }
    ++plain_words_;
    if (dressed) {
      add(mixed(disguised, 1));
      ++dressed_;
    }
  }

  // "i d i o t": single letters are also the word they spell.
  void spell(char32_t c, text::Span span) {
    if (spelled_.empty()) spelled_span_ = span;
    spelled_.push_back(c);
    spelled_span_.end = span.end;
  }

  void end_of_spelling() {
    if (spelled_.size() >= 3) {
      letters_.swap(spelled_);
      if (letters_.size() > max_word_letters) letters_.resize(max_word_letters);
      const std::uint64_t before = previous_;
      const std::size_t begin = out_.hashes.size();
      const std::uint64_t h = pieces();
      add(mixed(disguised, 2));
      close(begin, h, spelled_span_);
      previous_ = before;
      ++dressed_;
      letters_.swap(spelled_);
    }
    spelled_.clear();
  }

  std::size_t a_sign(std::size_t at) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(utf8_, at);
    exclaimed_ += c == '!';
    asked_ += c == '?';
    if (c < 0x80) return at;
    if (text::character(c).kind != text::Kind::symbol) return at;
    end_of_spelling();
    const std::size_t first = out_.hashes.size();
    const std::uint64_t h = mixed(sign, c);
    add(h);
    close(first, h, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
    return at;
  }

  std::size_t a_link(std::size_t begin, std::size_t at) {
    while (at < utf8_.size() && utf8_[at] != ' ' && utf8_[at] != '\n') ++at;
    while (next_name_ < names_.size() && names_[next_name_].begin < at) ++next_name_;
    end_of_spelling();
    const std::size_t first = out_.hashes.size();
    const std::uint64_t h = mixed(link, 0);
    add(h);
    close(first, h, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
    return at;
  }

  void of_the_whole() {
    const auto begin = static_cast<std::uint32_t>(out_.hashes.size());
    add(mixed(mixed(document, 1), step(exclaimed_)));
    add(mixed(mixed(document, 2), step(asked_)));
    add(mixed(mixed(document, 3), step(out_.words.size())));
    add(mixed(mixed(document, 4), plain_words_ == 0 ? 0 : shouted_ * 4 / plain_words_));
    add(mixed(mixed(document, 5), step(dressed_)));
    add(mixed(mixed(document, 6), step(folded_.invisible.size() - invisible_in_names_)));
    out_.words[0] = {begin, static_cast<std::uint32_t>(out_.hashes.size()), {}};
  }

  std::string_view text_;
  const text::Folded& folded_;
  std::string_view utf8_;
  const std::vector<text::Span>& names_;
  Features& out_;
  std::size_t next_name_ = 0;
  std::uint64_t previous_ = 0;         // the word before, for pairs
  std::vector<std::uint64_t> wholes_;  // what stands for each word of out_.words but the first
  std::vector<std::size_t> people_;    // which of out_.words are names or words for people
  std::vector<char32_t> letters_, padded_, spelled_;
  text::Span spelled_span_;
  std::size_t shouted_ = 0, plain_words_ = 0, dressed_ = 0, exclaimed_ = 0, asked_ = 0, invisible_in_names_ = 0;
};

}  // namespace

void find_features(std::string_view text, const text::Folded& folded, const std::vector<text::Span>& names,
                   Features& out) {
  Finder(text, folded, names, out).run();
}

std::vector<std::uint32_t> learnable(const Features& features) {
  const std::uint32_t name = finished(mixed(name_word, 0));
  std::vector<std::uint32_t> out;
  bool after_name = false;
  for (std::size_t w = 1; w < features.words.size(); ++w) {
    const FeatureWord& word = features.words[w];
    const auto at = [&](std::uint32_t place) { return features.hashes.begin() + place; };
    const bool is_name = word.begin != word.end && *at(word.begin) == name;
    if (!is_name) out.insert(out.end(), at(word.begin), at(word.alone));
    // A word's last feature is its pair with the word before (Finder::close).
    if (!is_name && !after_name && word.alone != word.end) out.push_back(*(at(word.end) - 1));
    after_name = is_name;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace comity::classify
