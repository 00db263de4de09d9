// A paper whose letters go into a bag, for tests: a reader who wrote, and whose browser keeps their key.
#pragma once

#include <stdexcept>
#include <utility>

#include "actions/leave_address.h"
#include "http/letters/postman.h"
#include "http/testing.h"

namespace comity::http {

struct Bag final : Carrier {
  std::vector<Parcel> letters;
  std::optional<Error> trouble;
  bool broken = false;  // once
  Done carry(const Parcel& parcel) override {
    if (std::exchange(broken, false)) throw std::runtime_error("a bug");
    if (trouble) return fail(*trouble);
    letters.push_back(parcel);
    return {};
  }
  void forget_others(const std::function<Result<bool>(discussion::LetterId)>&) override {}
};

struct PostOffice : Paper {
  Bag bag;
  Postman postman{*app, bag, {"desk@herald.example", "https://talk.example"}};
  Key128 anna = world.random.key128();

  discussion::Contact leave(const actions::Posted& about, std::string address = "anna@reader.example",
                            discussion::Wants wants = {true, true, false}, std::optional<Key128> key = {},
                            std::string lang = "en") {
    const auto left = actions::leave_address(
        world, {about.comment.receipt, key ? key : std::optional(anna), std::move(address), wants, std::move(lang)});
    if (!left) FAIL(left.error().detail);
    return *left;
  }
  // The token in the link of the last letter that was carried.
  Key128 token() {
    REQUIRE_FALSE(bag.letters.empty());
    return actions::link_token(world, site.id, bag.letters.back().letter);
  }
  void confirm() { REQUIRE(actions::confirm_address(world, actions::open_letter(world, site, token()).value())); }
  // The only comment of a reader whose address is confirmed.
  actions::Posted a_comment_to_hear_of(std::string_view text = "What humbug!") {
    const auto posted = post(text, 0, anna).value();
    leave(posted);
    postman.round();
    confirm();
    bag.letters.clear();
    return posted;
  }
  void send_all() {
    clock.at += std::chrono::minutes(2);
    postman.round();
  }
  // All that stands in it, decoded.
  static std::string read(const std::string& message) {
    std::string out;
    for (std::size_t i = 0; i < message.size(); ++i) {
      const bool coded = message[i] == '=' && message.find_first_not_of("0123456789ABCDEF", i + 1) > i + 2;
      if (message.compare(i, 3, "=\r\n") != 0 && (!coded || i + 2 >= message.size())) {
        out += message[i];
      } else if (message.compare(i, 3, "=\r\n") == 0) {
        i += 2;
      } else {
        out += static_cast<char>(std::stoi(message.substr(i + 1, 2), nullptr, 16));
        i += 2;
      }
    }
    return out;
  }
  std::string last() { return read(bag.letters.back().message); }
};

inline bool stands_in(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace comity::http
