// A zip archive of a few files, each as it is: whoever fetches it over HTTP gets it compressed on the way.
//
// Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16; method 0 (stored), names in UTF-8 (4.4.4, bit 11).
#pragma once

#include <string>
#include <vector>

#include "base/time.h"

namespace comity::interchange {

struct ZipEntry {
  std::string name;
  std::string bytes;  // less than 4 GiB, and of all together
};

// `modified`: of every entry, in UTC, to two seconds; years from 1980 on.
std::string to_zip(const std::vector<ZipEntry>& entries, Time modified);

}  // namespace comity::interchange
