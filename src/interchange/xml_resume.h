// Where reading may go on after a part of an export that is not well-formed.
#pragma once

#include <cstddef>
#include <string_view>

namespace comity::interchange {

struct ResumePoint {
  enum class Kind { none, item, comment } kind = Kind::none;
  std::size_t at = 0;  // of the '<'; for `none`: everything before it was looked at and may be dropped
};

// The first "<item" or "<wp:comment" (any prefix) that is a whole name, looking from the beginning of `text`.
// A name cut off by the end of `text` is left for the next call unless `last`. Linear time.
ResumePoint find_resume_point(std::string_view text, bool last);

}  // namespace comity::interchange
