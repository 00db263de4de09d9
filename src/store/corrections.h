// What the store is asked about a site's own corrections of the classifier (classify/correction.h).
#pragma once

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"

namespace comity::store {

// A correction that was switched on, or (zero `id`) the moment when there was none any more.
struct CorrectionSwitch {
  Hash256 id;          // of the file: classify::Correction::hash
  std::string bytes;   // the file; '' of an end, and where only the history is asked for
  std::string report;  // JSON, as it stood when it was switched on: docs/formats/correction.md; '' likewise
  std::string by;
  Time at;

  bool operator==(const CorrectionSwitch&) const = default;
};

class Corrections {
 public:
  virtual ~Corrections() = default;

  // One that was switched on, with its file and its latest report. Errors: `not_found`.
  virtual Result<CorrectionSwitch> correction(SiteId site, const Hash256& id) = 0;
  // Every switch, oldest first; without files and reports.
  virtual Result<std::vector<CorrectionSwitch>> correction_history(SiteId site) = 0;
};

}  // namespace comity::store
