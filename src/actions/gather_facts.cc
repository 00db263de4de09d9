#include "actions/gather_facts.h"

#include <algorithm>

#include "text/fold.h"
#include "text/markup.h"

namespace comity::actions {
namespace {

constexpr std::size_t max_quotes_kept = 4;  // policy::Facts::quotes
constexpr int certain = 10'000;             // ten-thousandths

// Without the '>' that begin its lines.
std::string words_of(std::string_view quotation) {
  std::string out;
  bool line_begins = true;
  for (const char c : quotation) {
    if (line_begins && (c == '>' || c == ' ')) continue;
    line_begins = c == '\n';
    out += c;
  }
  return out;
}

std::vector<text::Span> verified(const text::CheckedText& text, const std::vector<text::Span>& quotations,
                                 const store::StoredComment* parent) {
  std::vector<text::Span> found;
  if (quotations.empty() || parent == nullptr || parent->comment.state != discussion::State::published) return found;
  const std::string said = text::fold_for_equality(text::restored(parent->revision.text));
  for (const text::Span span : quotations) {
    const auto quotation = std::string_view(text).substr(span.begin, span.end - span.begin);
    const std::string words = text::fold_for_equality(text::restored(words_of(quotation)));
    if (words.empty() || said.find(words) == std::string::npos) continue;
    found.push_back(span);
    if (found.size() == max_quotes_kept) break;
  }
  return found;
}

// 1 for a text that its author has written here before. Equal bytes are looked for in everything that was read;
// texts equal only after folding among the newest, for folding costs as much as judging.
int likeness(const Writing& writing, const std::vector<store::StoredComment>& own_lately) {
  constexpr std::size_t folded_at_most = 8;
  std::string folded;
  std::size_t count = 0;
  for (const store::StoredComment& own : own_lately) {
    if (writing.edited != nullptr && own.comment.id == writing.edited->id) continue;
    if (own.revision.text == writing.text.utf8()) return certain;
    if (count++ >= folded_at_most) continue;
    if (folded.empty()) folded = text::fold_for_equality(writing.text);
    if (text::fold_for_equality(text::restored(own.revision.text)) == folded) return certain;
  }
  return 0;
}

}  // namespace

Result<policy::Facts> gather_facts(World& world, const Writing& writing,
                                   const std::vector<store::StoredComment>& own_lately, Time now) {
  const discussion::Story& story = writing.story;
  const discussion::Author& author = writing.author;
  const auto quotations = text::quotations(writing.text);

  policy::Facts facts;
  facts.language = policy::detected_language(writing.text, quotations);
  facts.is_reply = writing.parent != nullptr || (writing.edited != nullptr && writing.edited->reply_to);
  facts.is_edit = writing.edited != nullptr;
  facts.quotes = verified(writing.text, quotations, writing.parent);

  facts.author_kind = author.kind;
  facts.author_published = author.published;
  facts.author_refused = author.refused;
  facts.author_strikes = author.strikes;
  facts.author_age_days = std::max<std::int64_t>(0, (now - author.first_seen) / std::chrono::days(1));
  facts.story_age_hours = std::max<std::int64_t>(0, (now - story.created) / std::chrono::hours(1));
  facts.story_comments = story.published;

  facts.source_10m = writing.source_10m;
  if (!writing.story_is_new || !writing.author_is_new) {
    COMITY_TRY(const auto counts, world.store.recent(story.site, story.id, author.id, now));
    facts.author_10m = counts.author_10m;
    facts.author_24h = counts.author_24h;
    facts.story_10m = counts.story_10m;
    if (writing.edited != nullptr) {  // "counts before this one"
      const auto age = now - writing.edited->written;
      const bool young = age < std::chrono::minutes(10) && writing.edited->written < now;
      if (young) facts.author_10m = std::max<std::int64_t>(0, facts.author_10m - 1);
      if (young) facts.story_10m = std::max<std::int64_t>(0, facts.story_10m - 1);
      if (age < std::chrono::hours(24)) facts.author_24h = std::max<std::int64_t>(0, facts.author_24h - 1);
    }
  }

  facts.similar_own = likeness(writing, own_lately);
  return policy::storable(facts, writing.text);  // judged as they will be read again
}

}  // namespace comity::actions
