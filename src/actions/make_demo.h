// The demonstration: an invented newspaper, its stories, and some seventy invented comments, written by the same
// actions that readers and operators use.
//
// Files: data/demo/<site>/<publisher's id>.md (the article; src/http shows it) and .json (its discussion).
#pragma once

#include "actions/world.h"

namespace comity::actions {

inline constexpr std::string_view demo_site_key = "herald";

struct MakeDemo {
  std::string origin = "http://localhost:8080";  // where the paper's own pages stand: this server
};

struct Demo {
  discussion::Site site;
  std::vector<discussion::Story> stories;  // in the order of their articles' dates
  std::int64_t comments_added = 0;         // 0: everything was there already
};

// Adds what is not there yet: a second run adds nothing and undoes nothing that was decided since.
// Errors: those of the actions; `corrupt` - a demonstration file that cannot be read (a broken build).
Result<Demo> make_demo(World& world, const MakeDemo& request = {});

}  // namespace comity::actions
