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

Done check_name(std::string_view write, std::string_view name, std::string_view look) {
  if (name.empty() || name.size() > text::max_name_bytes || !is_text(name)) return wrong(write, "that is no name");
  if (look.empty() || look.size() > max_look_bytes || !is_text(look)) return wrong(write, "that is no name's look");
  return {};
}

}  // namespace

Done check(const AddAccount& w) { return check_name("AddAccount", w.account.name, w.account.look); }
Done check(const RenameAccount& w) { return check_name("RenameAccount", w.name, w.look); }

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
