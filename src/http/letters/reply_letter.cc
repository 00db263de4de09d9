// Somebody answered a comment of theirs. The answer stands in it as readers see it, if they still do.
#include "http/letters/letters.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "text/checked.h"

namespace comity::http {
namespace {

constexpr std::size_t most_code_points = 1000;  // of the answer; the whole stands under the link

std::string beginning_of(const std::string& text) {
  if (text::code_points(text) <= most_code_points) return text;
  std::size_t at = 0;
  for (std::size_t n = 0; n < most_code_points; ++n) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
  return text.substr(0, at) + "…";
}

}  // namespace

MaybeWords reply_letter(const LetterPlace& place) {
  store::Store& store = place.app.world.store;
  const auto reply = store.comment(place.site.id, place.letter.story, place.letter.comment);
  if (!reply && reply.error().code == Error::Code::not_found) return std::nullopt;
  if (!reply) return fail(reply.error());
  if (!discussion::is_shown(reply->state) || !reply->reply_to || reply->superseded_by) return std::nullopt;
  COMITY_TRY(const auto parent, store.comment(place.site.id, place.letter.story, reply->reply_to));
  if (!discussion::is_shown(parent.state)) return std::nullopt;
  COMITY_TRY(const auto shown, store.by_number(place.site.id, place.letter.story, reply->number));
  COMITY_TRY(const auto story, store.story(place.site.id, place.letter.story));

  const std::string& lang = place.lang;
  LetterWriter w(lang, message(lang, "letter.reply.subject", {{"site", place.site.name}}));
  const std::string title = title_of(story, lang), number = std::to_string(parent.number);
  w.paragraph(Said{message(lang, "statement.about", {{"title", title}}),
                   message_html(lang, "statement.about", {{"title", bdi(title)}})});
  const std::string mark = reply->name_mark.empty() ? "" : " · " + reply->name_mark;
  const std::string name = reply->name.empty() ? message(lang, "comment.name_erased") : reply->name + mark;
  // U+2068 and U+2069 keep a name of another direction together in plain text.
  w.paragraph(Said{message(lang, "letter.reply.text", {{"name", "\u2068" + name + "\u2069"}, {"number", number}}),
                   message_html(lang, "letter.reply.text", {{"name", bdi(name)}, {"number", number}})});
  w.quote(beginning_of(shown.revision.text));
  w.link(message(lang, "letter.reply.see"), place.page(comment_path(place.site, story, reply->number)));
  write_foot(w, place);
  return w.finish();
}

}  // namespace comity::http
