// The brake: a clause newly in force that holds or refuses more than a set share of what is written does nothing
// stricter than `hold` from then on, and the moderators are told. One rule that went wrong - a pattern that matches
// everything - must not turn a whole town away while nobody looks.
//
// Counted are the comments and edits that were stored under the policy; a server that is started goes on from the
// comments it finds. A clause is new for seven days after a policy was put in force that has it in another form than
// the one before, or for the first time.
// A stop is written down and stays, over restarts, until somebody releases the clause or another policy comes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "base/time.h"
#include "policy/policy.h"
#include "store/store.h"

namespace comity::actions {

struct World;

inline constexpr std::int64_t brake_least_judged = 100;  // fewer say nothing of a share
inline constexpr Millis brake_watch = std::chrono::hours(24 * 7);

// Thread-safe.
class Brakes {
 public:
  // What is to be done with a comment of this verdict. Reads what others stopped or released at most twice a second.
  // Errors: those of the store.
  Result<policy::Verdict> held_back(World& world, const discussion::Site& site, const policy::Compiled& policy,
                                    policy::Verdict verdict);

  // A comment with this verdict was stored. A clause that goes over the share is stopped now.
  void count(World& world, const discussion::Site& site, const policy::Compiled& policy,
             const policy::Verdict& verdict);

  // Hears of every stop, in one line for the log. Set it before the first post.
  void on_stop(std::function<void(const std::string&)> listener) { listener_ = std::move(listener); }

 private:
  struct Watched {
    Hash256 policy;
    Time published;
    Time read;                    // when the stops were read last
    bool is_new = true;           // nothing is known yet
    std::set<std::string> newly;  // clauses to watch
    std::set<std::string> known;  // stopped once, released or not
    std::vector<std::string> stopped;
    std::int64_t judged = 0;
    std::map<std::string, std::int64_t> touched;
  };
  Done refresh(World& world, const discussion::Site& site, const policy::Compiled& policy, Watched& watched);

  std::mutex mutex_;
  std::map<SiteId, Watched> sites_;
  std::function<void(const std::string&)> listener_;
};

// Lets a stopped clause of the policy in force do again what the policy says. Errors: `not_found` - it is not stopped.
Done release_clause(World& world, const discussion::Site& site, std::string_view clause, std::string_view by);

// The stops that hold under the policy in force.
Result<std::vector<store::Brake>> stopped_clauses(World& world, const discussion::Site& site);

// "herald: the brake stopped clause 'tone' at hold: it touched 12 of 150 comments (8.00 %; 5.00 % are allowed)".
std::string told(const discussion::Site& site, const store::Brake& brake);

}  // namespace comity::actions
