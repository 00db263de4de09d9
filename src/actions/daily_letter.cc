#include "actions/daily_letter.h"

#include <algorithm>

namespace comity::actions {

using discussion::Contact;
using discussion::LetterKind;

Result<DailyNews> daily_news(World& world, const discussion::Site& site) {
  DailyNews news;
  COMITY_TRY(const auto waiting, world.store.waiting_counts(site.id));
  news.held = waiting.all;
  news.oldest = waiting.oldest;
  COMITY_TRY(news.appeals, world.store.open_appeals(site.id, 0, DailyNews::most_appeals));
  const Time now = world.clock.now();
  news.late = std::count_if(news.appeals.begin(), news.appeals.end(),
                            [&](const discussion::Appeal& appeal) { return appeal.due < now; });
  return news;
}

Result<std::size_t> queue_daily_letters(World& world, const discussion::Site& site) {
  const Time now = world.clock.now();
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const Time hour = std::chrono::time_point_cast<Millis>(day) + std::chrono::hours(site.daily_hour);
  if (now < hour) return 0;
  COMITY_TRY(const auto contacts, world.store.daily_contacts(site.id));
  store::Change change{world.random.key128(), site.id, now, {}};
  for (const Contact& contact : contacts) {
    if (*contact.confirmed > hour) continue;  // theirs begins tomorrow
    change.writes.emplace_back(letter_to(world, contact, {LetterKind::daily, {}, {}, day.time_since_epoch().count()}));
  }
  const std::size_t many = change.writes.size();
  if (many > 0) COMITY_CHECK(world.store.commit(change).map([](const auto&) {}));
  return many;
}

Result<Contact> leave_staff_address(World& world, const discussion::Site& site, const LeaveStaffAddress& request) {
  Contact contact;
  COMITY_TRY(contact.address, discussion::checked_address(request.address));
  contact.site = site.id;
  contact.id = {world.random.below(std::int64_t{1} << 62)};
  contact.owner = discussion::owner(request.person);
  contact.language = request.language;
  contact.wants = {false, false, true};
  contact.added = world.clock.now();
  const store::Change change{world.random.key128(),
                             site.id,
                             contact.added,
                             {store::AddContact{contact}, letter_to(world, contact, {LetterKind::confirm, {}, {}, 0})}};
  COMITY_CHECK(world.store.commit(change).map([](const auto&) {}));
  return contact;
}

}  // namespace comity::actions
