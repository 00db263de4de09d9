#include "base/result.h"

namespace comity {

std::string_view name(Error::Code code) {
  switch (code) {
    case Error::Code::invalid:
      return "invalid";
    case Error::Code::forbidden:
      return "forbidden";
    case Error::Code::not_found:
      return "not_found";
    case Error::Code::conflict:
      return "conflict";
    case Error::Code::unavailable:
      return "unavailable";
    case Error::Code::corrupt:
      return "corrupt";
  }
  return "unknown";
}

}  // namespace comity
