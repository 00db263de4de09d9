// Inside the JSON API: what its handlers share. The routes of a file are added by its function.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/json.h"
#include "http/app.h"
#include "http/posting.h"
#include "http/wire.h"

namespace comity::http {

void add_reading(App& app);  // site, stories, comments, counts
void add_writing(App& app);  // comments, receipts, mine
void add_live(App& app);     // events
void add_server(App& app);   // healthz, readyz, metrics

// A JSON object as body, its members taken one by one; what is wrong is remembered.
class Body {
 public:
  // Errors: 415 another content type; 400 not one JSON object.
  static tl::expected<Body, Refused> of(const Request& request);

  std::string text(std::string_view name, std::size_t max_bytes, bool required = false);  // '' when absent or null
  std::int64_t number(std::string_view name, std::int64_t max);                           // 1 .. max; 0 when absent
  bool flag(std::string_view name);                                                       // false when absent
  // Nothing, or what is wrong: the first mistake, or a member nobody asked for.
  std::optional<Refused> mistake();

 private:
  explicit Body(json::Value value) : value_(std::move(value)) {}
  const json::Value* take(std::string_view name);
  json::Value value_;
  std::vector<std::string> taken_;
  std::string mistake_;
};

// Tells a browser that the page which asked may read the answer: any page for what is public, the site's for the rest.
void allow_any_origin(Response& response);
void allow_this_origin(const App& app, const Request& request, const discussion::Site* site, Response& response);

// "Own", with its HTML and, where no decision stands, the policy in force.
void write_own_of(App& app, json::Writer& out, actions::OwnComment own, std::string_view lang);

// ?lang=; '' when absent. Errors: `invalid`.
Result<std::string> language_of(const Request& request);

}  // namespace comity::http
