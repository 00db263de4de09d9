// The staff's daily letter: queued once a day, at the site's hour, for those of the staff who want it.
#pragma once

#include "actions/letters.h"

namespace comity::actions {

// What stands in it.
struct DailyNews {
  std::int64_t held = 0;  // waits for a person
  std::optional<Time> oldest;
  std::vector<discussion::Appeal> appeals;  // not answered, by when they must be; the first `most_appeals`
  std::int64_t late = 0;                    // of them over their time
  static constexpr std::size_t most_appeals = 20;
};
Result<DailyNews> daily_news(World& world, const discussion::Site& site);

// Queues today's letters if it is time; the same day again queues none. How many persons it is for. Errors: those of
// the store.
Result<std::size_t> queue_daily_letters(World& world, const discussion::Site& site);

struct LeaveStaffAddress {
  PersonId person;
  std::string address;
  std::string language;
};
// Queues the letter that asks whether the address is theirs; the daily letter goes there from its confirmation on.
// Errors: `invalid` - the address; `conflict` - too many wait to be confirmed.
Result<discussion::Contact> leave_staff_address(World& world, const discussion::Site& site,
                                                const LeaveStaffAddress& request);

}  // namespace comity::actions
