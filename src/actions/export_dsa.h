// Every restriction decided on a site, for the DSA Transparency Database: docs/formats/dsa.md.
#pragma once

#include <functional>

#include "actions/world.h"

namespace comity::actions {

inline constexpr std::size_t dsa_submissions_at_once = 100;  // that the database's endpoint takes in one call

struct ExportDsa {
  std::optional<Time> since;  // decided at or after; none: all
  std::string public_url;     // "https://talk.example.org", no slash at the end; '' unknown
};

struct DsaCounts {
  std::int64_t submissions = 0;
  std::int64_t calls = 0;    // lines
  std::int64_t ordered = 0;  // by authorities: left out (Art. 17(5))
};

// Calls `write` with one call's body at a time, a JSON object with its '\n'; in order of story, comment and text. Reads
// the archive from front to back: some microseconds a comment.
Result<DsaCounts> export_dsa(World& world, const discussion::Site& site, const ExportDsa& request,
                             const std::function<Done(std::string_view)>& write);

}  // namespace comity::actions
