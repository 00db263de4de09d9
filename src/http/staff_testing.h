// An App with a site and its staff, for tests: people are there, signed in, and ask as browsers do.
#pragma once

#include "actions/manage_people.h"
#include "actions/sign_in.h"
#include "http/forms.h"
#include "http/staff_cookies.h"
#include "http/testing.h"

namespace comity::http {

// Nobody waits for a password in a test.
inline AppOptions cheap_passwords() {
  AppOptions options;
  options.passwords.cost = cheap_password;
  return options;
}

struct StaffRoom : Paper {
  static constexpr const char* password = "four plain words";

  explicit StaffRoom(std::string_view policy = "") : Paper(policy, cheap_passwords()) {}

  discussion::Person add(std::string name, std::vector<discussion::Role> roles,
                         std::optional<discussion::Case> only = {}) {
    const auto person = actions::add_person(world, site, {std::move(name), "", std::move(roles), only});
    if (!person) FAIL(person.error().detail);
    REQUIRE(actions::set_password(world, app->passwords, site, *person, {password, {}, {}}));
    return store->person(site.id, person->id).value();
  }

  Request request(std::string method, std::string_view target, HeaderList headers = {}, std::string body = "") {
    Request out;
    out.method = std::move(method);
    out.body = std::move(body);
    out.headers = std::move(headers);
    out.headers.emplace_back("accept", "text/html");
    out.headers.emplace_back("host", "localhost");
    if (out.method == "POST") out.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    out.id = "r1";
    out.private_way = true;
    out.source = source;
    out.target = target;
    REQUIRE(set_target(out, target));
    return out;
  }
  Response get(std::string_view target, const std::string& cookies = "") {
    Request asked = request("GET", target, {{"cookie", cookies}});
    return app->answer(asked);
  }
  Response post(std::string_view target, const Pairs& fields, const std::string& cookies = "") {
    std::string body;
    for (const auto& [name, value] : fields) body += percent_encoded(name) + "=" + percent_encoded(value) + "&";
    Request asked = request("POST", target, {{"cookie", cookies}, {"sec-fetch-site", "same-origin"}}, body);
    return app->answer(asked);
  }

  Response sign_in(const std::string& name, const std::string& typed, const std::string& cookies = "") {
    return post("/sign-in", {{"site", "herald"}, {"name", name}, {"password", typed}}, cookies);
  }
  // The cookies that a browser keeps of this answer.
  static std::string cookies_of(const Response& response) {
    std::string out;
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie") out += (out.empty() ? "" : "; ") + value.substr(0, value.find(';'));
    return out;
  }
  std::string signed_in(const std::string& name) {
    const Response response = sign_in(name, password);
    REQUIRE(response.status == 303);
    return cookies_of(response);
  }
  std::string csrf(const std::string& cookies) {
    const Request asked = request("GET", "/", {{"cookie", cookies}});
    return csrf_token(world, session_cookie(asked, "herald").value());
  }

  Key128 source{};
};

}  // namespace comity::http
