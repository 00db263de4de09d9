#include "policy/evaluator.h"
#include "text/language.h"
#include "text/links.h"
#include "text/markup.h"

namespace comity::policy {

Occasion::Occasion(const Conditions& conditions, const Submission& submission, const classify::Correction* correction)
    : conditions_(conditions),
      submission_(submission),
      correction_(correction),
      facts_(storable(submission.facts, submission.text)) {}

const std::vector<LexiconMatch>& Occasion::lexicon_matches() {
  if (!matches_) matches_ = conditions_.matcher.find(submission_.text, facts_.language);
  return *matches_;
}

const std::vector<Contact>& Occasion::contacts() {
  if (!contacts_) contacts_ = contacts_in(submission_.text, conditions_.allowed_contacts);
  return *contacts_;
}

bool Occasion::may_hold_pattern(std::uint32_t pattern) {
  const bool on_folded = conditions_.patterns[pattern].on_folded;
  const PatternScreen* screen = conditions_.screen[on_folded].get();
  if (screen == nullptr) return true;
  std::optional<std::vector<bool>>& possible = possible_patterns_[on_folded];
  if (!possible) possible = screen->possible(on_folded ? std::string_view(folded().utf8) : submission_.text.utf8());
  return (*possible)[pattern];
}

const text::Folded& Occasion::folded() {
  if (!folded_) folded_ = text::fold(submission_.text);
  return *folded_;
}

const ModelReading& Occasion::model(bool without_quotes) {
  const bool less = without_quotes && !facts_.quotes.empty();
  std::optional<ModelReading>& reading = model_[less];
  const text::OwnNames* own = &conditions_.own_names;
  if (!reading && less) {
    const text::CheckedText rest = without(submission_.text, facts_.quotes);
    reading = read_by_model(rest, text::fold(rest), facts_, submission_.story, own, correction_);
  }
  if (!reading) reading = read_by_model(submission_.text, folded(), facts_, submission_.story, own, correction_);
  return *reading;
}

const std::vector<std::string>& Occasion::link_hosts() {
  if (!links_) {
    links_ = text::link_hosts(submission_.text);
    if (links_->size() > max_list_elements) links_->resize(max_list_elements);
  }
  return *links_;
}

const std::vector<std::string>& Occasion::quotes() {
  if (!quotes_) {
    quotes_.emplace();
    for (const text::Span quote : facts_.quotes) {
      quotes_->push_back(submission_.text.utf8().substr(quote.begin, quote.end - quote.begin));
    }
  }
  return *quotes_;
}

std::vector<text::Span> Occasion::own_words() const {
  const std::string_view utf8 = submission_.text;
  std::vector<text::Span> spans;
  const auto put = [&](std::size_t begin, std::size_t end) {
    while (begin < end && (utf8[begin] == ' ' || utf8[begin] == '\n')) ++begin;
    while (begin < end && (utf8[end - 1] == ' ' || utf8[end - 1] == '\n')) --end;
    if (begin < end) spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  };
  std::size_t at = 0;
  for (const text::Span quotation : text::quotations(submission_.text)) {
    put(at, quotation.begin);
    at = quotation.end;
  }
  put(at, utf8.size());
  return spans;
}

std::int64_t Occasion::link_count() {
  if (!link_count_) link_count_ = static_cast<std::int64_t>(text::links_in(submission_.text).size());
  return *link_count_;
}

std::int64_t Occasion::length() {
  if (!length_) length_ = static_cast<std::int64_t>(text::code_points(submission_.text));
  return *length_;
}

int Occasion::capitals() {
  if (!capitals_) capitals_ = text::capitals_share(submission_.text);
  return *capitals_;
}

int Occasion::repetition() {
  if (!repetition_) repetition_ = text::repetition_share(submission_.text);
  return *repetition_;
}

}  // namespace comity::policy
