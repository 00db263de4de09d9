// How every expression of a policy is read by RE2. Includes the library: for the files that hand it expressions.
#pragma once

#include <re2/re2.h>

namespace comity::policy {

inline re2::RE2::Options regex_options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(4 * 1024 * 1024);
  return options;
}

}  // namespace comity::policy
