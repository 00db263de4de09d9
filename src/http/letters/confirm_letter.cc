// Is this address yours?
#include "http/letters/letters.h"
#include "http/messages.h"

namespace comity::http {

MaybeWords confirm_letter(const LetterPlace& place) {
  const std::string& lang = place.lang;
  LetterWriter w(lang, message(lang, "letter.confirm.subject", {{"site", place.site.name}}));
  w.paragraph(message(lang, "letter.confirm.text", {{"site", place.site.name}}));
  w.link(message(lang, "letter.confirm.do"), place.page(place.link));
  w.paragraph(message(lang, "letter.confirm.not"));
  return w.finish();
}

}  // namespace comity::http
