// Sessions in plain containers: the staff's and readers' begin, go on and end alike. `owner` is the member that says
// whose a session is.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "base/ids.h"
#include "base/time.h"

namespace comity::store::memory {

template <class Session>
using Sessions = std::map<Key128, Session>;

// The newest first, then by key.
template <class Session, class Owner>
std::vector<Session> sessions_of(const Sessions<Session>& sessions, Owner Session::* owner, Owner whose) {
  std::vector<Session> out;
  for (const auto& [key, session] : sessions)
    if (session.*owner == whose) out.push_back(session);
  std::sort(out.begin(), out.end(),
            [](const Session& a, const Session& b) { return std::tie(b.begun, a.key) < std::tie(a.begun, b.key); });
  return out;
}

template <class Session, class Owner>
void end_sessions_of(Sessions<Session>& sessions, Owner Session::* owner, Owner whose,
                     const std::optional<Key128>& keep) {
  std::erase_if(sessions, [&](const auto& one) { return one.second.*owner == whose && (!keep || one.first != *keep); });
}

// Those that are over go, and of this one's owner the ones unused for longest, until `most` are left.
template <class Session, class Owner>
void begin_session(Sessions<Session>& sessions, Owner Session::* owner, const Session& begun, std::size_t most,
                   Time now) {
  std::erase_if(sessions, [&](const auto& one) { return discussion::is_over(one.second, now); });
  sessions.emplace(begun.key, begun);
  std::vector<Session> own = sessions_of(sessions, owner, begun.*owner);
  std::sort(own.begin(), own.end(),
            [](const Session& a, const Session& b) { return std::tie(a.seen, a.key) > std::tie(b.seen, b.key); });
  for (std::size_t i = most; i < own.size(); ++i) sessions.erase(own[i].key);
}

template <class Session>
void touch_session(Sessions<Session>& sessions, const Key128& key, Time at) {
  const auto found = sessions.find(key);
  if (found != sessions.end()) found->second.seen = std::max(found->second.seen, at);
}

// The one with this key, if it is theirs; none given: all but `keep`.
template <class Session, class Owner>
void end_session_or_all(Sessions<Session>& sessions, Owner Session::* owner, Owner whose,
                        const std::optional<Key128>& key, const std::optional<Key128>& keep) {
  if (!key) return end_sessions_of(sessions, owner, whose, keep);
  const auto found = sessions.find(*key);
  if (found != sessions.end() && found->second.*owner == whose) sessions.erase(found);
}

}  // namespace comity::store::memory
