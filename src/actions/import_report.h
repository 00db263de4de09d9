// What an import took, what it could not take, and what the policy in force would have said.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "interchange/wxr_archive.h"

namespace comity::actions {

struct ImportReport {
  bool dry_run = false;
  bool site_made = false;
  std::string site;    // key
  std::string source;  // base URL that stands in source keys
  interchange::WxrSummary file;

  struct Stories {
    std::int64_t added = 0;
    std::int64_t known = 0;            // were here already
    std::int64_t closed = 0;           // of those added
    std::int64_t without_address = 0;  // known by "wp-<id>" only
    std::int64_t foreign = 0;          // of those added: their host is none of the site's
    std::int64_t left_open = 0;        // closed in the file, open here: nobody here closed them
  } stories;

  struct Comments {
    std::int64_t published = 0;  // added in that state
    std::int64_t held = 0;
    std::int64_t refused = 0;
    std::int64_t removed = 0;
    std::int64_t replies = 0;  // of those added
    std::int64_t orphans = 0;  // became roots
    std::int64_t cycles = 0;
    std::int64_t other_story = 0;
    std::int64_t superseded = 0;  // folded to a line that links to the same words said again
    std::int64_t known = 0;       // were here already
    std::int64_t changed = 0;     // of those: their state followed the source's
    std::int64_t left = 0;        // of those: the source says otherwise, but somebody here has decided
    std::int64_t repeated = 0;    // left out: a comment before had the same id
    std::int64_t added() const { return published + held + refused + removed; }
  } comments;

  interchange::Counts set_aside;  // things of which nothing was made
  interchange::Counts dropped;    // parts of what was taken
  interchange::Counts noted;      // taken, but not as it stood

  // How the policy in force would judge what was added: "published" -> "hold" -> 3, and by clause id.
  std::string policy;  // its name
  std::map<std::string, std::map<std::string, std::int64_t>> judged;
  interchange::Counts clauses;

  bool partly_read() const { return !file.damages.empty() || file.more_damages != 0; }
};

// For people, in English, one line a fact. Ends with a newline.
std::string to_text(const ImportReport& report);

}  // namespace comity::actions
