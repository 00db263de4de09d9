#include "store/checks_accounts.h"

#include <string_view>

#include "text/checked.h"
#include "text/name.h"

namespace comity::store {
namespace {

constexpr std::size_t max_browser_code_points = 60;
constexpr std::size_t max_look_bytes = 16 * text::max_name_bytes;  // UTS #39: some characters look like several

tl::unexpected<Error> wrong(std::string_view write, std::string_view what) {
  return fail(Error::Code::invalid, std::string(write) + ": " + std::string(what));
}

bool is_text(std::string_view text) { return text.find('\0') == std::string_view::npos && text::is_well_formed(text); }

}  // namespace

Done check(const AddAccount& w) {
  const discussion::Account& a = w.account;
  if (a.name.empty() || a.name.size() > text::max_name_bytes || !is_text(a.name))
    return wrong("AddAccount", "that is no name");
  if (a.look.empty() || a.look.size() > max_look_bytes || !is_text(a.look))
    return wrong("AddAccount", "that is no name's look");
  return {};
}

Done check(const OpenAccount& w) {
  if (w.key == Key128{}) return wrong("OpenAccount", "no key");
  if ((w.reporter_before == Key128{}) != (w.reporter == Key128{}))
    return wrong("OpenAccount", "who sent reports before, and who did from now on");
  return {};
}

Done check(const SetReaderPassword& w) {
  if (!w.password.empty() && (!w.password.starts_with("$argon2id$") || w.password.size() > 127 || !is_text(w.password)))
    return wrong("SetReaderPassword", "not hashed");
  return {};
}

Done check(const AddReaderSession& w) {
  if (w.session.key == Key128{}) return wrong("AddReaderSession", "no key");
  if (w.session.seen < w.session.begun) return wrong("AddReaderSession", "used before it began");
  if (!is_text(w.session.browser) || text::code_points(w.session.browser) > max_browser_code_points)
    return wrong("AddReaderSession", "the browser's name");
  return {};
}

Done check(const TouchReaderSession&) { return {}; }
Done check(const EndReaderSessions&) { return {}; }
Done check(const Mute&) { return {}; }
Done check(const Unmute&) { return {}; }
Done check(const ForgetAccounts&) { return {}; }

}  // namespace comity::store
