// A published comment, those who report it and the staff that decides, for tests.
#pragma once

#include <string>

#include "http/staff_testing.h"

namespace comity::http {

struct ReportDesk : StaffRoom {
  discussion::Comment comment;
  std::string story;

  ReportDesk() : StaffRoom(humbug_policy) {
    add("max", {discussion::Role::moderator});
    add("olga", {discussion::Role::senior});
    comment = Paper::post("You are <all> asleep.").value().comment;
    story = "/s/herald/bridge/" + std::to_string(comment.number);
  }
  discussion::Comment now() { return store->comment(site.id, comment.story, comment.id).value(); }

  // The receipt's path.
  std::string report(const Pairs& more = {}, std::uint8_t reader = 1) {
    source.bytes[0] = reader;
    Pairs fields = {{"clause", "manners"}, {"words", "It is <rude>."}};
    fields.insert(fields.end(), more.begin(), more.end());
    const Response taken = post(story + "/report", fields);
    REQUIRE(taken.status == 303);
    REQUIRE(taken.header("location").starts_with("/report/"));
    return std::string(taken.header("location"));
  }
  std::string notice() {
    const Response taken = post(story + "/notice", {{"words", "It says that I stole."},
                                                    {"name", "Ada Wold-Unheard"},
                                                    {"address", "ada@reader.example"},
                                                    {"faith", "yes"}});
    REQUIRE(taken.status == 303);
    return std::string(taken.header("location"));
  }
  std::string place() const {
    return "/console/herald/reported/" + short_id(comment.story) + "/" + std::to_string(comment.id.value);
  }
  Pairs decision(const std::string& cookies, std::string deed, std::string reason = "") {
    Pairs fields = {
        {"csrf", csrf(cookies)}, {"deed", std::move(deed)}, {"reason", std::move(reason)}, {"revision", "1"}};
    std::string seen;
    const auto about = store->reports_about(site.id, comment.story, comment.id).value();
    for (const auto& one : about)
      if (discussion::waits(one)) seen += (seen.empty() ? "" : " ") + std::to_string(one.id.value);
    fields.emplace_back("reports", seen);
    return fields;
  }
  Pairs with(Pairs fields, std::string name, std::string value) {
    fields.emplace_back(std::move(name), std::move(value));
    return fields;
  }
};

inline bool lacks(const Response& response, std::string_view text) {
  const bool found = body_of(response).find(text) != std::string_view::npos;
  if (found) MESSAGE(body_of(response));
  return !found;
}

}  // namespace comity::http
