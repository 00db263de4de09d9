// The link that lets an account's reader in; the first one also says that the address is theirs. It does not hold the
// account's name: whoever asks for an account could write to a stranger with it.
#include "discussion/account.h"
#include "http/letters/letters.h"
#include "http/messages.h"

namespace comity::http {

MaybeWords sign_in_letter(const LetterPlace& place) {
  const bool over = place.letter.queued + discussion::sign_in_link_lasts <= place.app.world.clock.now() ||
                    !place.site.reader_accounts;
  if (over) return std::nullopt;
  const auto account = place.app.world.store.account(place.site.id, AuthorId{place.contact.owner.id});
  if (!account) {
    if (account.error().code == Error::Code::not_found) return std::nullopt;
    return fail(account.error());
  }
  const std::string& lang = place.lang;
  const bool opens = !account->opened;
  LetterWriter w(lang,
                 message(lang, opens ? "letter.join.subject" : "letter.sign_in.subject", {{"site", place.site.name}}));
  w.paragraph(message(lang, opens ? "letter.join.text" : "letter.sign_in.text", {{"site", place.site.name}}));
  w.link(message(lang, "letter.sign_in.do"), place.page(place.link));
  w.paragraph(message(lang, opens ? "letter.join.not" : "letter.sign_in.not"));
  return w.finish();
}

std::string sign_in_link_path(const discussion::Site& site, const Key128& token) {
  return "/reader/" + site.key + "/in/" + to_base64url(token);
}

}  // namespace comity::http
