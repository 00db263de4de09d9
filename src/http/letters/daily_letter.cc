// What waits for the desk, once a day, without a reader's words: appeals by their deadline, held comments, the oldest.
#include "actions/daily_letter.h"

#include "http/letters/letters.h"
#include "http/messages.h"
#include "http/permissions.h"

namespace comity::http {
namespace {

std::int64_t whole_hours(Millis time) { return std::chrono::floor<std::chrono::hours>(time).count(); }

}  // namespace

MaybeWords daily_letter(const LetterPlace& place) {
  // Yesterday's is no news.
  const Time now = place.app.world.clock.now();
  if (now - place.letter.queued >= std::chrono::days(1)) return std::nullopt;
  const auto person = place.app.world.store.person(place.site.id, PersonId{place.contact.owner.id});
  if (!person && person.error().code == Error::Code::not_found) return std::nullopt;
  if (!person) return fail(person.error());
  if (person->removed || !may(*person, Permission::read_queue)) return std::nullopt;
  COMITY_TRY(const auto news, actions::daily_news(place.app.world, place.site));
  if (news.held == 0 && news.appeals.empty()) return std::nullopt;

  const std::string& lang = place.lang;
  LetterWriter w(lang, message(lang, "letter.daily.subject", {{"site", place.site.name}}));
  w.paragraph(message(lang, "letter.daily.held", {{"n", news.held}}));
  if (news.oldest) {
    const std::int64_t hours = whole_hours(std::max(now - *news.oldest, Millis(0)));
    w.paragraph(message(lang, "letter.daily.oldest", {{"date", date_time(lang, *news.oldest)}, {"n", hours}}));
  }
  w.link(message(lang, "letter.daily.queue"), place.page("/console/" + place.site.key + "/queue"));
  w.paragraph(message(lang, "letter.daily.appeals", {{"n", news.appeals.size()}, {"late", news.late}}));
  for (const discussion::Appeal& appeal : news.appeals) {
    w.paragraph(message(lang, appeal.due < now ? "appeal.console.late" : "appeal.console.due",
                        {{"date", date_only(lang, appeal.due)}}));
  }
  if (!news.appeals.empty()) {
    w.link(message(lang, "letter.daily.answer"), place.page("/console/" + place.site.key + "/appeals"));
  }
  write_foot(w, place);
  return w.finish();
}

}  // namespace comity::http
