#include "actions/gather_facts.h"

#include <algorithm>

#include "actions/verified_quotes.h"
#include "campaign/alike_words.h"
#include "text/fold.h"
#include "text/markup.h"

namespace comity::actions {
namespace {

constexpr int certain = 10'000;  // ten-thousandths

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

// Which words the text that it is so like has too. Below this likeness they would say little.
constexpr int least_told = 3'000;

Result<std::vector<text::Span>> alike_words(store::Store& store, const Writing& writing, int likeness,
                                            campaign::Likeness::Text where, const std::vector<text::Span>& quotations) {
  std::vector<text::Span> none;
  if (likeness < least_told || likeness == certain) return none;
  const auto id = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  COMITY_TRY(const auto revisions,
             store.revisions(writing.story.site, StoryId{id(where.story)}, CommentId{id(where.comment)}));
  if (revisions.empty()) return none;
  const auto live = std::find_if(revisions.rbegin(), revisions.rend(),
                                 [](const discussion::Revision& r) { return r.state == discussion::State::published; });
  const std::string& other = live == revisions.rend() ? revisions.back().text : live->text;
  return campaign::alike_words(writing.text.utf8(), other, quotations, policy::most_alike_runs);
}

}  // namespace

Result<Gathered> gather_facts(World& world, const Writing& writing, const std::vector<store::StoredComment>& own_lately,
                              Time now) {
  const discussion::Story& story = writing.story;
  const discussion::Author& author = writing.author;
  const auto quotations = text::quotations(writing.text);

  policy::Facts facts;
  facts.language = policy::detected_language(writing.text, quotations);
  facts.is_reply = writing.parent != nullptr || (writing.edited != nullptr && writing.edited->reply_to);
  facts.is_edit = writing.edited != nullptr;
  COMITY_TRY(facts.quotes, verified_quotes(world.store, writing, quotations));

  facts.author_kind = author.kind;
  facts.author_published = author.published;
  facts.author_refused = author.refused;
  facts.author_strikes = author.strikes;
  facts.author_age_days = std::max<std::int64_t>(0, (now - author.first_seen) / std::chrono::days(1));
  facts.story_age_hours = std::max<std::int64_t>(0, (now - story.created) / std::chrono::hours(1));
  facts.story_comments = story.published;

  facts.source_10m = writing.source_10m;
  if (!writing.story_is_new || !writing.author_is_new) {
    COMITY_TRY(const auto counts,
               world.store.recent(story.site, story.id, writing.author_is_new ? AuthorId{} : author.id, now));
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

  Gathered gathered;
  gathered.print = campaign::fingerprint(writing.text.utf8(), quotations);
  facts.similar_own = likeness(writing, own_lately);
  if (!writing.story_is_new) {
    const CommentId edited = writing.edited != nullptr ? writing.edited->id : CommentId{};
    COMITY_TRY(const auto alike,
               world.recent_texts->likeness(world.store, story, gathered.print, author.id, edited, now));
    facts.similar_own = std::max(facts.similar_own, alike.own);
    facts.similar_others = alike.others;
    COMITY_TRY(facts.alike_own, alike_words(world.store, writing, facts.similar_own, alike.own_text, quotations));
    COMITY_TRY(facts.alike_others,
               alike_words(world.store, writing, facts.similar_others, alike.others_text, quotations));
  }
  gathered.facts = policy::storable(facts, writing.text);  // judged as they will be read again
  return gathered;
}

}  // namespace comity::actions
