#include "http/letters/letters.h"

#include "http/messages.h"
#include "http/pages/reader.h"

namespace comity::http {

using discussion::LetterKind;

std::string LetterPlace::page(std::string_view path) const { return base + Reader::link_in(lang, path); }

std::string letter_path(const discussion::Site& site, const Key128& token) {
  return "/letters/" + site.key + "/" + to_base64url(token);
}

void write_foot(LetterWriter& w, const LetterPlace& place) {
  w.foot();
  w.paragraph(message(place.lang, "letter.foot.why", {{"site", place.site.name}}));
  w.link(message(place.lang, "letter.foot.change"), place.page(place.link));
}

MaybeWords letter_words(const LetterPlace& place) {
  const discussion::Wants& wants = place.contact.wants;
  const bool asks = asks_whose(place.letter) || place.letter.kind == LetterKind::sign_in;
  if (!asks && !place.contact.confirmed) return std::nullopt;
  switch (place.letter.kind) {
    case LetterKind::confirm:
      return place.contact.confirmed ? MaybeWords(std::nullopt) : confirm_letter(place);
    case LetterKind::decision:
      return wants.decisions ? decision_letter(place) : MaybeWords(std::nullopt);
    case LetterKind::appeal:
      return wants.decisions ? appeal_letter(place) : MaybeWords(std::nullopt);
    case LetterKind::reply:
      return wants.replies ? reply_letter(place) : MaybeWords(std::nullopt);
    case LetterKind::daily:
      return wants.daily ? daily_letter(place) : MaybeWords(std::nullopt);
    case LetterKind::report_outcome:
      return wants.decisions ? report_letter(place) : MaybeWords(std::nullopt);
    case LetterKind::report_receipt:
      return place.contact.confirmed ? MaybeWords(std::nullopt) : report_receipt_letter(place);
    case LetterKind::sign_in:
      return sign_in_letter(place);
  }
  return std::nullopt;
}

}  // namespace comity::http
