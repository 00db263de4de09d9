#include "http/letters/postman.h"

#include <algorithm>

#include "actions/daily_letter.h"
#include "http/letters/mime.h"
#include "http/messages.h"

namespace comity::http {

using discussion::Contact;
using discussion::Letter;
using discussion::LetterKind;

namespace {

constexpr std::size_t at_once = 50;  // letters of a site in a round
constexpr std::chrono::hours a_day{24};
constexpr std::chrono::hours tidied_every{1};
// What is over `a_day` waits so long before it is looked at again. Of replies there may be thousands, and one that
// waited so long is no news.
constexpr std::chrono::hours looked_at_again{1}, reply_looked_at_again{6}, reply_is_news{48};

std::string named(const discussion::Site& site, const Letter& letter) {
  return "letter " + std::to_string(letter.id.value) + " (" + std::string(name(letter.kind)) + ") of " + site.key;
}

// "talk.example.org" of "https://talk.example.org:8443".
std::string host_of(const std::string& base) {
  const std::size_t begin = base.find("//");
  std::string host = begin == std::string::npos ? base : base.substr(begin + 2);
  return host.substr(0, host.find_first_of(":/"));
}

// Nothing when what it is about is gone: left as it is it would be the first in every round.
MaybeWords words_now(const LetterPlace& place) {
  auto words = letter_words(place);
  if (!words && words.error().code == Error::Code::not_found) return std::nullopt;
  return words;
}

}  // namespace

Done Postman::note(const discussion::Site& site, store::Write write) {
  const store::Change change{app_.world.random.key128(), site.id, app_.world.clock.now(), {std::move(write)}};
  return app_.world.store.commit(change).map([](const auto&) {});
}

void Postman::complain(const std::string& line) {
  if (line != last_trouble_) app_.log(line);
  last_trouble_ = line;
}

Result<Postman::Became> Postman::deliver(const discussion::Site& site, const Letter& letter) {
  const Time now = app_.world.clock.now();
  const bool may_be_taken_back = letter.kind == LetterKind::decision || letter.kind == LetterKind::reply ||
                                 letter.kind == LetterKind::report_outcome;
  if (may_be_taken_back && now < letter.queued + options_.wait) {
    COMITY_CHECK(note(site, store::PostponeLetter{letter.id, letter.queued + options_.wait}));
    return Became::put_off;
  }
  COMITY_TRY(const Contact contact, app_.world.store.contact(site.id, letter.to));
  COMITY_TRY(const std::int64_t stored, app_.world.store.letters_to(site.id, contact.address, now - a_day));
  // What was stored may be erased since; what was sent before a restart is only stored.
  const std::int64_t lately = std::max(stored, lately_.count(site.id, contact.address, now));
  const bool signs_in = letter.kind == LetterKind::sign_in;
  const bool asks = asks_whose(letter) || (signs_in && !contact.confirmed);
  if (letter.tried == 0 && asks && lately >= options_.questions) {
    COMITY_CHECK(note(site, store::GiveUpLetter{letter.id}));
    return Became::dropped;
  }
  if (letter.tried == 0 && lately >= options_.a_day) {
    const bool is_reply = letter.kind == LetterKind::reply;
    if (is_reply && now >= letter.queued + reply_is_news) {
      COMITY_CHECK(note(site, store::GiveUpLetter{letter.id}));
      return Became::dropped;
    }
    COMITY_CHECK(
        note(site, store::PostponeLetter{letter.id, now + (is_reply ? reply_looked_at_again : looked_at_again)}));
    return Became::put_off;
  }
  const Key128 token = actions::link_token(app_.world, site.id, letter.id);
  const std::string lang(interface_language(contact.language).empty() ? "en" : interface_language(contact.language));
  const std::string link = signs_in ? sign_in_link_path(site, token) : letter_path(site, token);
  const LetterPlace place{app_, site, contact, letter, options_.base, lang, link};
  COMITY_TRY(auto words, words_now(place));
  if (!words) {
    COMITY_CHECK(note(site, store::GiveUpLetter{letter.id}));
    return Became::dropped;
  }

  Envelope envelope;
  envelope.from = options_.from;
  envelope.from_name = site.name;
  envelope.to = contact.address;
  envelope.language = lang;
  envelope.message_id = "<" + std::to_string(letter.id.value) + "." + site.key + "@" + host_of(options_.base) + ">";
  if (!asks && !signs_in) envelope.unsubscribe = options_.base + place.link + "/stop";
  envelope.one_click = options_.base.starts_with("https:");
  envelope.date = now;

  // Written down first: whatever happens next, it is not tried again at once.
  const auto wait = discussion::wait_after(letter.tried + 1);
  COMITY_CHECK(note(site, store::TryLetter{letter.id, now + wait.value_or(std::chrono::minutes(0))}));
  if (letter.tried == 0) lately_.note(site.id, contact.address, now);
  // From here on an erasure recalls it: what was erased before is in these words no more.
  COMITY_TRY(words, words_now(place));
  if (!words) {
    COMITY_CHECK(note(site, store::GiveUpLetter{letter.id}));
    return Became::dropped;
  }
  const Done carried = carrier_.carry({letter.id, envelope.from, envelope.to, mime_message(envelope, *words)});
  if (carried) {
    COMITY_CHECK(note(site, store::LetterSent{letter.id}));
    ++sent_;
    return Became::sent;
  }
  ++failed_;
  const bool ends = !wait || carried.error().code == Error::Code::invalid;
  app_.log(named(site, letter) + " was not taken, try " + std::to_string(letter.tried + 1) +
           (ends ? ", and is given up: " : ": ") + carried.error().detail);
  if (ends) {
    ++given_up_;
    COMITY_CHECK(note(site, store::GiveUpLetter{letter.id}));
  }
  return Became::failed;
}

Result<Postman::Became> Postman::try_to_deliver(const discussion::Site& site, const Letter& letter) {
  try {
    return deliver(site, letter);
  } catch (const std::exception& e) {
    // As in a request: a bug in one letter ends neither the server nor the other letters.
    return fail(Error::Code::corrupt, e.what());
  }
}

Done Postman::tidy(const discussion::Site& site) {
  const Time now = app_.world.clock.now();
  COMITY_CHECK(note(site, store::ForgetAccounts{now - discussion::unopened_lasts, now - discussion::former_name_kept}));
  return note(site, store::TidyLetters{now - discussion::letter_kept, now - discussion::confirmation_lasts});
}

void Postman::queue_daily(const discussion::Site& site, Time now) {
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const Time hour = std::chrono::time_point_cast<Millis>(day) + std::chrono::hours(site.daily_hour);
  const auto last = daily_.find(site.id);
  if (now < hour || (last != daily_.end() && last->second == day)) return;
  const auto queued = actions::queue_daily_letters(app_.world, site);
  if (!queued) return complain("the daily letters of " + site.key + ": " + queued.error().detail);
  daily_[site.id] = day;
}

std::size_t Postman::round() {
  const auto sites = app_.world.store.sites();
  if (!sites) {
    complain("letters could not be looked for: " + sites.error().detail);
    return 0;
  }
  const Time now = app_.world.clock.now();
  const bool is_time = !tidied_ || now - *tidied_ >= tidied_every;
  if (is_time) tidied_ = now;
  std::size_t looked_at = 0;
  for (const discussion::Site& site : *sites) {
    queue_daily(site, now);
    const auto due = app_.world.store.due_letters(site.id, now, at_once);
    if (!due) {
      complain("the letters of " + site.key + " could not be read: " + due.error().detail);
      continue;
    }
    for (const Letter& letter : *due) {
      if (app_.stopping()) return looked_at;
      ++looked_at;
      const auto became = try_to_deliver(site, letter);
      // Its address went, or somebody else dealt with it, since it was read: nothing is wrong.
      const bool gone =
          !became && (became.error().code == Error::Code::not_found || became.error().code == Error::Code::conflict);
      if (!became && !gone) {
        complain(named(site, letter) + ": " + became.error().detail);
        // Or it stood before all others at each look. Where the store is away all of them wait.
        const bool away = became.error().code == Error::Code::unavailable;
        const Done later = away ? Done() : note(site, store::PostponeLetter{letter.id, now + looked_at_again});
        if (!later) complain(named(site, letter) + ": " + later.error().detail);
      }
      if (became && *became == Became::dropped) ++dropped_;
    }
    if (!is_time) continue;
    if (const Done tidied = tidy(site); !tidied) complain("old letters of " + site.key + ": " + tidied.error().detail);
  }
  carrier_.forget_others([&](discussion::LetterId id) -> Result<bool> {
    for (const discussion::Site& site : *sites) {
      const auto letter = app_.world.store.letter(site.id, id);
      if (letter) return !letter->recalled;
      if (letter.error().code != Error::Code::not_found) return fail(letter.error());
    }
    return false;
  });
  return looked_at;
}

void Postman::write_metrics(std::string& out) const {
  const auto line = [&out](const char* name, const char* help, std::uint64_t value) {
    out += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " counter\n" + name + " " +
           std::to_string(value) + "\n";
  };
  line("comity_letters_sent_total", "Letters that were taken by the outbox or the mail server", sent_);
  line("comity_letters_failed_total", "Tries that were not", failed_);
  line("comity_letters_given_up_total", "Letters that were refused for good or too often", given_up_);
  line("comity_letters_dropped_total", "Letters that had nothing to tell any more", dropped_);
  out += "# HELP comity_letters_waiting Letters not sent yet\n# TYPE comity_letters_waiting gauge\n";
  for (const discussion::Site& site : app_.world.store.sites().value_or(std::vector<discussion::Site>{})) {
    const auto waiting = app_.world.store.waiting_letters(site.id);
    if (waiting) out += "comity_letters_waiting{site=\"" + site.key + "\"} " + std::to_string(*waiting) + "\n";
  }
}

}  // namespace comity::http
