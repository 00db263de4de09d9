// Takes the letters that are due to a carrier, one after the other, on whatever thread calls it: never one that holds
// connections. A letter's words are made now, from what is stored now, and kept nowhere but where the carrier puts
// them.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "http/letters/lately.h"
#include "http/letters/letters.h"

namespace comity::http {

// Where letters go: a folder, or a mail server.
class Carrier {
 public:
  virtual ~Carrier() = default;
  struct Parcel {
    discussion::LetterId letter;
    std::string from, to;  // checked addresses
    std::string message;   // mime.h
  };
  // Errors: `unavailable` - try again later; `invalid` - it will never be taken. `detail` holds no address.
  virtual Done carry(const Parcel& parcel) = 0;
  // From another thread: what is on its way is broken off and counts as not taken.
  virtual void stop() {}
  // Letters that are there no more: nothing of them is left where the carrier could have put it.
  virtual void forget_others(const std::function<Result<bool>(discussion::LetterId)>& is_there) = 0;
};

class Postman {
 public:
  struct Options {
    std::string from;               // checked address
    std::string base;               // "https://talk.example.org"
    std::int64_t a_day = 20;        // letters to one address of a site in 24 hours; what is over waits
    std::int64_t questions = 3;     // of them such that ask whether the address is theirs; what is over is dropped
    std::chrono::seconds wait{60};  // a decision or a reply that is taken back in this time is in no letter
  };
  Postman(App& app, Carrier& carrier, Options options)
      : app_(app), carrier_(carrier), options_(std::move(options)), lately_(app.world.random) {}

  // Sends what is due and, once an hour, forgets what is old. Returns how many letters were looked at.
  std::size_t round();
  // Lines of Prometheus' text format, appended. Thread-safe.
  void write_metrics(std::string& out) const;

 private:
  enum class Became { sent, dropped, put_off, failed };
  Result<Became> deliver(const discussion::Site& site, const discussion::Letter& letter);
  Result<Became> try_to_deliver(const discussion::Site& site, const discussion::Letter& letter);
  Done note(const discussion::Site& site, store::Write write);
  Done tidy(const discussion::Site& site);
  void queue_daily(const discussion::Site& site, Time now);
  void complain(const std::string& line);

  App& app_;
  Carrier& carrier_;
  const Options options_;
  LettersLately lately_;
  std::optional<Time> tidied_;
  std::map<SiteId, std::chrono::sys_days> daily_;  // the last day that was queued; the store knows it, too
  std::string last_trouble_;                       // not said again each round
  std::atomic<std::uint64_t> sent_{0}, failed_{0}, given_up_{0}, dropped_{0};
};

}  // namespace comity::http
