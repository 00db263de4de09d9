#include "policy/mirror.h"

#include <algorithm>
#include <set>

#include "policy/inflection.h"
#include "text/characters.h"
#include "text/letter_case.h"

namespace comity::policy {
namespace {

struct Word {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

std::vector<Word> words_of(std::string_view utf8) {
  std::vector<Word> words;
  bool inside = false;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    const bool in_word = text::in_word(text::next_code_point(utf8, at));
    if (in_word && !inside) words.push_back({static_cast<std::uint32_t>(begin), 0});
    if (in_word) words.back().end = static_cast<std::uint32_t>(at);
    inside = in_word;
  }
  return words;
}

std::string_view cut(std::string_view utf8, Word word) { return utf8.substr(word.begin, word.end - word.begin); }

bool only_blanks(std::string_view between) {
  return !between.empty() && between.find_first_not_of(" \t\n-") == std::string_view::npos;
}

// As `pattern` is written: all capitals, all small, or as the name is.
std::string in_case_of(std::string_view pattern, const std::string& name) {
  std::size_t upper = 0, lower = 0;
  for (std::size_t at = 0; at < pattern.size();) {
    const text::Character c = text::character(text::next_code_point(pattern, at));
    if (!c.cased()) continue;
    ++(c.upper() ? upper : lower);
  }
  if (upper == 0 && lower > 0) return text::lower_case(name);
  if (lower == 0 && upper > 1) return text::upper_case(name);
  return name;
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  while (n > 0 && n < a.size() && (static_cast<unsigned char>(a[n]) & 0xC0) == 0x80) --n;
  return n;
}

// The form of `other` that answers to `form` of `name`; `forms` are other's.
std::string same_form(const std::string& name, const std::string& form, const std::string& other,
                      const std::vector<std::string>& forms) {
  const std::size_t stem = common_prefix(name, form);
  const std::string_view ending = std::string_view(form).substr(stem);
  const std::size_t dropped = text::code_points(std::string_view(name).substr(stem));
  std::size_t kept = other.size();
  for (std::size_t i = 0; i < dropped && kept > 0; ++i) {
    do --kept;
    while (kept > 0 && (static_cast<unsigned char>(other[kept]) & 0xC0) == 0x80);
  }
  std::string built = other.substr(0, kept) + std::string(ending);
  if (std::find(forms.begin(), forms.end(), built) != forms.end()) return built;
  for (const std::string& candidate : forms) {
    const std::size_t same = common_prefix(other, candidate);
    if (!ending.empty() && std::string_view(candidate).substr(same) == ending) return candidate;
  }
  return dropped == 0 ? built : other;
}

// Written before a name without a blank: and, so, with, to, like, and the article.
constexpr std::string_view arabic_prefixes[] = {"وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك"};

std::vector<std::string> forms_of(const std::string& name, const std::string& language) {
  return inflected_forms(name, language + "/guess");
}

}  // namespace

text::Span Mirrored::moved(text::Span of_text) const {
  const auto place = [this](std::uint32_t at, bool is_end) {
    std::int64_t shift = 0;
    for (const Exchange& e : exchanges) {
      if (e.from.begin >= at) break;
      if (at < e.from.end) return is_end ? e.to.end : e.to.begin;
      shift = static_cast<std::int64_t>(e.to.end) - static_cast<std::int64_t>(e.from.end);
    }
    return static_cast<std::uint32_t>(static_cast<std::int64_t>(at) + shift);
  };
  return {place(of_text.begin, false), place(of_text.end, true)};
}

Mirror::Mirror(const std::vector<Sides>& sides) {
  for (const Sides& pair : sides) {
    for (std::size_t i = 0; i < pair.a.size() && i < pair.b.size();
         ++i) {  // what is listed comes before what is guessed
      add_form(pair.a[i], pair.b[i]);
      add_form(pair.b[i], pair.a[i]);
    }
  }
  for (const Sides& pair : sides) {
    for (std::size_t i = 0; i < pair.a.size() && i < pair.b.size(); ++i) {
      add(pair.a[i], pair.b[i]);
      add(pair.b[i], pair.a[i]);
    }
  }
  for (auto& [first, forms] : forms_) {
    std::stable_sort(forms.begin(), forms.end(),
                     [](const Form& a, const Form& b) { return a.words.size() > b.words.size(); });
  }
}

void Mirror::add(const std::string& name, const std::string& into) {
  for (const std::string& language : inflection_languages()) {
    const std::vector<std::string> others = forms_of(into, language);
    for (const std::string& form : forms_of(name, language)) add_form(form, same_form(name, form, into, others));
  }
}

void Mirror::add_form(std::string_view form, const std::string& into) {
  const std::string small = text::lower_case(form);
  Form added{{}, into};
  for (const Word word : words_of(small)) added.words.emplace_back(cut(small, word));
  if (added.words.empty()) return;
  std::vector<Form>& known = forms_[added.words.front()];
  const bool taken = std::any_of(known.begin(), known.end(), [&](const Form& f) { return f.words == added.words; });
  if (!taken) known.push_back(std::move(added));
}

Mirrored Mirror::mirrored(std::string_view text, std::string_view only) const {
  Mirrored out;
  std::size_t copied = 0;
  const std::vector<Word> words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string small = text::lower_case(cut(text, words[i]));
    std::uint32_t begin = words[i].begin;
    auto found = forms_.find(small);
    for (const std::string_view prefix : arabic_prefixes) {
      if (found != forms_.end()) break;
      if (!std::string_view(small).starts_with(prefix)) continue;
      found = forms_.find(std::string_view(small).substr(prefix.size()));
      if (found != forms_.end()) begin += static_cast<std::uint32_t>(prefix.size());
    }
    if (found == forms_.end()) continue;
    for (const Form& form : found->second) {
      std::size_t last = i;
      while (last - i + 1 < form.words.size() && last + 1 < words.size() &&
             only_blanks(text.substr(words[last].end, words[last + 1].begin - words[last].end)) &&
             text::lower_case(cut(text, words[last + 1])) == form.words[last - i + 1]) {
        ++last;
      }
      if (last - i + 1 < form.words.size()) continue;
      const std::string_view written = text.substr(begin, words[last].end - begin);
      if (!only.empty() && text::lower_case(written) != only) break;
      out.text += text.substr(copied, begin - copied);
      Exchange exchange{{begin, words[last].end}, {static_cast<std::uint32_t>(out.text.size()), 0}};
      out.text += in_case_of(written, form.into);
      exchange.to.end = static_cast<std::uint32_t>(out.text.size());
      out.exchanges.push_back(exchange);
      copied = words[last].end;
      i = last;
      break;
    }
  }
  out.text += text.substr(copied);
  return out;
}

void MirrorTally::merge(const MirrorTally& other) {
  texts += other.texts;
  exchanged += other.exchanged;
  changed += other.changed;
  changes.insert(other.changes.begin(), other.changes.end());
  while (changes.size() > max_mirror_changes) changes.erase(std::prev(changes.end()));
}

// What a story says of itself, exchanged as its comments are. The names that stood there, as they are written, go to
// `names`.
StoryFacts Mirroring::mirrored(const StoryFacts& story, std::vector<std::string>* names) const {
  StoryFacts moved = story;
  const auto move = [&](std::string& words) {
    const Mirrored mirrored = mirror_.mirrored(words);
    for (const Exchange& e : mirrored.exchanges)
      if (names) names->push_back(words.substr(e.from.begin, e.from.end - e.from.begin));
    words = mirrored.text;
  };
  move(moved.section);
  for (std::string& tag : moved.tags) move(tag);
  return moved;
}

Judgement Mirroring::judged(const Mirrored& mirrored, const Facts& facts, const StoryFacts& story) const {
  Facts moved = facts;  // the same circumstances; what was found in the text stands where it stands now
  for (auto* spans : {&moved.quotes, &moved.alike_own, &moved.alike_others})
    for (text::Span& span : *spans) span = mirrored.moved(span);
  const auto checked = text::checked(mirrored.text);
  const text::CheckedText text = checked ? *checked : text::restored(mirrored.text);  // longer than a comment may be
  return judge_.judge({text, moved, story}, lacking(facts));
}

void Mirroring::add(std::uint64_t order, std::string_view where, const text::CheckedText& text, const Facts& facts,
                    const StoryFacts& story) {
  const auto alike = [](const Judgement& a, const Judgement& b) {
    return a.verdict.action == b.verdict.action && a.unknown == b.unknown &&
           std::equal(a.verdict.clauses.begin(), a.verdict.clauses.end(), b.verdict.clauses.begin(),
                      b.verdict.clauses.end(), [](const ClauseVerdict& x, const ClauseVerdict& y) {
                        return x.clause == y.clause && x.action == y.action;
                      });
  };
  ++tally_.texts;
  const Mirrored whole = mirror_.mirrored(text);
  std::vector<std::string> of_story;
  const StoryFacts other_story = mirrored(story, &of_story);
  if (whole.exchanges.empty() && of_story.empty()) return;
  ++tally_.exchanged;
  const Judgement before = judge_.judge({text, facts, story}, lacking(facts));
  const Judgement after = judged(whole, facts, other_story);
  if (alike(before, after)) return;
  ++tally_.changed;
  const std::pair key(order, std::string(where));
  if (tally_.changes.size() >= max_mirror_changes && tally_.changes.rbegin()->first < key) return;
  MirrorChange change{std::string(where), text.utf8(), whole.text, before, after, {}};
  std::set<std::string> tried;
  for (const Exchange& e : whole.exchanges) {
    const std::string_view written = std::string_view(text).substr(e.from.begin, e.from.end - e.from.begin);
    std::string small = text::lower_case(written);
    if (!tried.insert(small).second) continue;
    if (!alike(before, judged(mirror_.mirrored(text, small), facts, story))) change.words.emplace_back(written);
  }
  if (!of_story.empty() && !alike(before, judged({text.utf8(), {}}, facts, other_story)))
    change.words.insert(change.words.end(), of_story.begin(), of_story.end());
  if (change.words.empty()) {  // none does it alone
    for (const Exchange& e : whole.exchanges)
      change.words.emplace_back(std::string_view(text).substr(e.from.begin, e.from.end - e.from.begin));
    change.words.insert(change.words.end(), of_story.begin(), of_story.end());
  }
  tally_.changes.emplace(key, std::move(change));
  if (tally_.changes.size() > max_mirror_changes) tally_.changes.erase(std::prev(tally_.changes.end()));
}

MirrorTally mirrored_examples(const Compiled& policy) {
  const Mirror mirror(policy.sides);
  const Judge judge(policy);
  Mirroring mirroring(mirror, judge);
  for (const Clause& clause : policy.clauses) {
    for (const Example& example : clause.examples) {
      const auto text = text::checked(example.text);
      if (!text) continue;
      Facts facts = example.facts;
      if (facts.language.empty()) facts.language = detected_language(*text);
      const std::string where = "example of '" + clause.id + "', line " + std::to_string(example.line);
      mirroring.add(static_cast<std::uint64_t>(example.line), where, *text, facts, example.story);
    }
  }
  return mirroring.tally();
}

}  // namespace comity::policy
