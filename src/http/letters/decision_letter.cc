// What a person decided about a comment, and what became of an appeal: to its author, who alone reads the reasons.
#include <algorithm>

#include "actions/read_own.h"
#include "http/letters/letters.h"
#include "http/messages.h"
#include "http/pages/appeal_html.h"
#include "http/pages/pages.h"
#include "http/pages/receipt_html.h"

namespace comity::http {
namespace {

using actions::OwnComment;
using discussion::Decision;

// Nothing: the comment is gone.
Result<std::optional<OwnComment>> own_of(const LetterPlace& place) {
  auto comment = place.app.world.store.comment(place.site.id, place.letter.story, place.letter.comment);
  if (!comment && comment.error().code == Error::Code::not_found) return std::nullopt;
  if (!comment) return fail(comment.error());
  COMITY_TRY(auto own, actions::own_comment(place.app.world, *std::move(comment)));
  return own;
}

void write_about(LetterWriter& w, const LetterPlace& place, const OwnComment& own) {
  const std::string title = title_of(own.story, place.lang);
  w.paragraph(Said{message(place.lang, "statement.about", {{"title", title}}),
                   message_html(place.lang, "statement.about", {{"title", bdi(title)}})});
}

void write_way_back(LetterWriter& w, const LetterPlace& place, const OwnComment& own) {
  const std::string& lang = place.lang;
  w.link(message(lang, "letter.decision.see"), place.page(receipt_path(own.comment.receipt)));
  if (!own.comment.case_code.empty()) w.paragraph(message(lang, "statement.code", {{"code", own.comment.case_code}}));
}

}  // namespace

MaybeWords decision_letter(const LetterPlace& place) {
  COMITY_TRY(const auto found, own_of(place));
  if (!found) return std::nullopt;
  const OwnComment& own = *found;
  const auto about = std::find_if(own.decisions.begin(), own.decisions.end(),
                                  [&](const Decision& d) { return d.id.value == place.letter.about; });
  const bool taken_back =
      about == own.decisions.end() || std::any_of(own.decisions.begin(), own.decisions.end(),
                                                  [&](const Decision& d) { return d.corrects == about->id; });
  // What its author took away is theirs: there is nothing to tell of it.
  if (taken_back || own.comment.state == discussion::State::withdrawn) return std::nullopt;

  const std::string& lang = place.lang;
  LetterWriter w(lang, message(lang, "letter.decision.subject", {{"site", place.site.name}}));
  write_about(w, place, own);
  const auto policies = policies_of(place.app, place.site.id);
  w.statement(
      statement_text(discussion::statement_of({own.comment, own.revisions, own.decisions}, *about, policies), lang));
  write_way_back(w, place, own);
  write_foot(w, place);
  return w.finish();
}

MaybeWords appeal_letter(const LetterPlace& place) {
  COMITY_TRY(const auto found, own_of(place));
  if (!found) return std::nullopt;
  const OwnComment& own = *found;
  const auto appeal = std::find_if(own.appeals.begin(), own.appeals.end(),
                                   [&](const discussion::Appeal& one) { return one.id.value == place.letter.about; });
  if (appeal == own.appeals.end() || is_open(*appeal)) return std::nullopt;
  const std::string& lang = place.lang;
  LetterWriter w(lang, message(lang, "letter.appeal.subject", {{"site", place.site.name}}));
  write_about(w, place, own);
  for (const Said& said : appeal_answer(own, *appeal, lang)) w.paragraph(said);
  write_way_back(w, place, own);
  write_foot(w, place);
  return w.finish();
}

}  // namespace comity::http
