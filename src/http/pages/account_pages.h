// What the pages under /account/{site} share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/pages/frame.h"
#include "http/staff.h"
#include "http/staff_entry.h"

namespace comity::http {

std::string account_path_of(const SignedIn& who);  // "/account/herald"
Frame account_frame(const Request& request, const SignedIn& who, std::string_view title);
// Recovery codes, shown once.
Response recovery_page(const Request& request, const SignedIn& who, const std::vector<std::string>& codes);
// Why the password that stands in a form of the account was not taken.
struct WrongPassword {
  int status = 422;
  std::string fault;
};
tl::expected<void, WrongPassword> ask_password(App& app, const Request& request, const SignedIn& who,
                                               std::string_view typed);

}  // namespace comity::http
