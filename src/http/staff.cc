#include "http/staff.h"

#include "actions/sign_in.h"
#include "http/forms.h"
#include "http/pages/pages.h"
#include "http/posting.h"
#include "http/staff_cookies.h"

namespace comity::http {
namespace {

bool reads_only(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

// Where a person looks at it, and not a script.
bool is_page(const Request& request) {
  return reads_only(request) && request.header("accept").find("text/html") != std::string_view::npos;
}

Response signed_out(const Request& request, const discussion::Site& site) {
  if (!is_page(request)) return problem(403, "signed_out", "Nobody is signed in here, or no more. Sign in.", request);
  std::string where = with_query(with_query("/sign-in", "site", site.key), "next",
                                 request.target.empty() ? request.path : request.target);
  if (const auto lang = request.query_value("lang")) where = with_query(where, "lang", *lang);
  Response response = see_other(where);
  response.set("Cache-Control", "no-store");
  return response;
}

// Of a route for one case: the case its path names.
bool may_see_case(const discussion::Person& person, const Request& request) {
  const auto story = story_from_short_id(request.param("story").value_or(""));
  const auto comment = number_in(request.param("comment").value_or(""));
  return story && comment && may_see(person, *story, CommentId{*comment});
}

tl::expected<SignedIn, Response> enter(App& app, const Request& request, Permission permission) {
  const auto refuse = [](Response response) { return tl::unexpected<Response>(std::move(response)); };
  auto site = site_of(app, request);
  if (!site) return refuse(problem(site.error(), request));
  const auto token = session_cookie(request, site->key);
  if (!token) return refuse(signed_out(request, *site));
  auto current = actions::current_session(app.world, *site, *token);
  if (!current) {
    if (current.error().code != Error::Code::not_found) return refuse(problem(current.error(), request));
    return refuse(signed_out(request, *site));
  }
  const discussion::Person& person = current->person;
  if (!may(person, permission) || (permission == Permission::own_case && !may_see_case(person, request)))
    return refuse(problem(403, "not_permitted", "None of your roles allows this.", request));
  std::string csrf = csrf_token(app.world, *token);
  if (!reads_only(request) && (refused_origin(app, request, nullptr) || !has_csrf_token(request, csrf))) {
    ++app.counters.cross_site;
    return refuse(problem(403, "cross_site", "This was not sent from a page of ours. Load the page again.", request));
  }
  const Reader reader = reader_for(asked_language(request), *site);
  return SignedIn{std::move(current->person), *std::move(site), std::move(csrf), reader.lang, current->session.key};
}

}  // namespace

void add_staff_route(App& app, std::string_view method, std::string_view pattern, Permission permission,
                     StaffHandler handler) {
  app.staff_routes.push_back({method, pattern, permission});
  app.router.add(method, pattern, [&app, permission, handle = std::move(handler)](const Request& request) {
    const auto entered = enter(app, request, permission);
    if (!entered) return entered.error();
    Response response = handle(app, request, *entered);
    if (response.header("cache-control").empty()) response.set("Cache-Control", "no-store");
    return response;
  });
}

bool still_may(App& app, const SignedIn& signed_in, Permission permission) {
  const auto session = app.world.store.session(signed_in.site.id, signed_in.session);
  if (!session || discussion::is_over(*session, app.world.clock.now())) return false;
  const auto person = app.world.store.person(signed_in.site.id, session->person);
  return person && may(*person, permission);
}

}  // namespace comity::http
