// A StaffRoom whose site lets readers have accounts: they are made, opened by the letter's link, and ask as browsers
// do.
#pragma once

#include <algorithm>
#include <tuple>

#include "actions/manage_site.h"
#include "http/guest.h"
#include "http/letters/letters.h"
#include "http/readers.h"
#include "http/staff_testing.h"

namespace comity::http {

inline constexpr const char* annas = "anna@reader.example";
inline constexpr const char* words = "seven plain words here";

struct ReaderRoom : StaffRoom {
  ReaderRoom() : StaffRoom(humbug_policy) { let_readers(true); }

  void let_readers(bool accounts) {
    site.reader_accounts = accounts;
    site = actions::set_site(world, site).value();
  }
  std::size_t letters() { return store->letters(site.id, {}, 100)->size(); }
  // The path of the link in the letter that was queued last.
  std::string link() {
    const auto all = store->letters(site.id, {}, 100).value();
    REQUIRE_FALSE(all.empty());
    const auto last = std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return std::tie(a.queued, a.kind, a.id) < std::tie(b.queued, b.kind, b.id);
    });
    return sign_in_link_path(site, actions::link_token(world, site.id, last->id));
  }
  Response join(const std::string& name, const std::string& address, const std::string& cookies = "") {
    clock.at += std::chrono::minutes(1);
    return post("/reader/herald/join", {{"name", name}, {"address", address}, {"along", "yes"}}, cookies);
  }
  // Made and opened: the browser's cookies.
  std::string reader(const std::string& name, const std::string& address, const std::string& cookies = "") {
    REQUIRE(join(name, address, cookies).status == 200);
    const Response in = post(link(), {}, cookies);
    REQUIRE(in.status == 303);
    CHECK(in.header("location") == "/reader/herald");
    return cookies_of(in);
  }
  std::string reader_csrf(const std::string& cookies) {
    const Request asked = request("GET", "/", {{"cookie", cookies}});
    return csrf_token(world, reader_cookie(asked, site).value());
  }
  Response change(const std::string& what, Pairs fields, const std::string& cookies) {
    fields.emplace_back("csrf", reader_csrf(cookies));
    return post("/reader/herald/" + what, fields, cookies);
  }
  Response write(const std::string& name, const std::string& text, const std::string& cookies = "") {
    return post("/s/herald/bridge",
                {{"name", name}, {"text", text}, {"url", "https://herald.example/bridge"}, {"website", ""}}, cookies);
  }
  discussion::Comment last_comment() { return store->comments(site.id, story().id, {}, 100)->back(); }
};

}  // namespace comity::http
