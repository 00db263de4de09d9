#include "discussion/passkey.h"

#include "text/checked.h"
#include "text/name.h"

namespace comity::discussion {

Result<std::string> checked_passkey_name(std::string_view utf8) {
  constexpr std::size_t max_code_points = 60;
  COMITY_TRY(std::string name, text::checked_name(utf8));
  if (text::code_points(name) > max_code_points)
    return fail(Error::Code::invalid, "a passkey's name has at most 60 characters");
  return name;
}

}  // namespace comity::discussion
