#include "http/pages/pages.h"

#include <charconv>

#include "actions/find_story.h"
#include "http/console/console.h"
#include "http/messages.h"
#include "http/pages/reader_pages.h"

namespace comity::http {
namespace {

int status_of(Error::Code code) {
  switch (code) {
    case Error::Code::invalid:
      return 400;
    case Error::Code::forbidden:
      return 403;
    case Error::Code::not_found:
      return 404;
    case Error::Code::conflict:
      return 409;
    case Error::Code::unavailable:
      return 503;
    case Error::Code::corrupt:
      break;
  }
  return 500;
}

// The catalogue has a sentence for these; others fall to the nearest.
std::string error_key(int status) {
  switch (status) {
    case 400:
    case 403:
    case 404:
    case 405:
    case 409:
    case 413:
    case 429:
    case 500:
    case 503:
      return "error." + std::to_string(status);
    default:
      return status >= 500 ? "error.500" : "error.400";
  }
}

}  // namespace

void add_pages(App& app) {
  add_front_pages(app);
  add_story_pages(app);
  add_history_pages(app);
  add_writing_pages(app);
  add_receipt_pages(app);
  add_letters_pages(app);
  add_data_pages(app);
  add_statement_pages(app);
  add_case_pages(app);
  add_report_forms(app);
  add_report_receipts(app);
  add_policy_pages(app);
  add_decisions_pages(app);
  add_transparency(app);
  add_sign_in_pages(app);
  add_account_pages(app);
  add_passkeys_pages(app);
  add_reader_pages(app);
  add_reader_entry_pages(app);
  add_reader_mutes_pages(app);
  add_invitation_pages(app);
  add_people_pages(app);
  add_console_landing(app);
  add_console(app);
  add_ledger_pages(app);
  app.problem_page = [&app](const Request& request, int status, std::string_view code, std::string_view) {
    return error_page(app, request, status, code);
  };
}

Response error_page(App& app, const Request& request, int status, std::string_view code) {
  Result<discussion::Site> site = fail(Error::Code::not_found, "");
  if (code != "unavailable" && request.param("site")) site = site_of(app, request);
  Frame frame;
  frame.reader = reader_for(asked_language(request), site ? *site : discussion::Site{});
  frame.site = site ? &*site : nullptr;
  const std::string& lang = frame.reader.lang;
  frame.title = message(lang, "error.title");
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title)
      .element(
          "p", "lede",
          message(lang, code == "not_permitted" ? "sign_in.not_permitted" : error_key(status), {{"id", request.id}}));
  const std::string home = site ? "/s/" + site->key : "/";
  w.open("p").link(frame.reader.link(home), "", message(lang, "error.home")).close("p");
  Response response = private_page(status, frame);
  if (status == 503) response.set("Retry-After", "5");
  return response;
}

Response error_page(App& app, const Request& request, const Error& error) {
  return error_page(app, request, status_of(error.code), name(error.code));
}

std::string fault_of(const Refused& refused, const std::string& forbidden_key) {
  if (refused.status == 403) return refused.code == "cross_site" ? "error.403" : forbidden_key;
  if (refused.status == 409 || refused.status == 429 || refused.status == 503) {
    return "error." + std::to_string(refused.status);
  }
  return refused.status >= 500 ? "error.503" : "error.400";
}

Result<Located> locate(App& app, const Request& request) {
  COMITY_TRY(discussion::Site site, site_of(app, request));
  actions::StoryAddress address;
  address.id = request.param("story").value_or("");
  COMITY_TRY(discussion::Story story, actions::find_story(app.world, site, address));
  return Located{std::move(site), std::move(story)};
}

discussion::PolicyById policies_of(App& app, SiteId site) {
  return [&app, site](const Hash256& id) -> std::shared_ptr<const policy::Compiled> {
    if (id == Hash256{}) return nullptr;
    auto policy = app.world.policies.by_id(site, id);
    return policy ? *std::move(policy) : nullptr;
  };
}

std::string_view asked_language(const Request& request) { return request.query_value("lang").value_or(""); }

std::string title_of(const discussion::Story& story, std::string_view lang) {
  // A story that is not there yet has only the words of the address that asked for it: nobody stands for those.
  if (story.id && !story.title.empty()) return story.title;
  if (!story.url.empty()) return story.url;
  return message(lang, "discussion.title");
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1 || text.front() == '0') return {};
  return number;
}

bool is_web_address(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

}  // namespace comity::http
