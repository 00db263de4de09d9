// Posting, and what an author may see and do with the receipt.

#include "discussion/edit_window.h"
#include "http/api.h"
#include "http/guest.h"
#include "http/hand_over.h"
#include "http/pages/pages.h"
#include "http/pages/receipt_html.h"
#include "http/readers.h"
#include "http/rendering.h"
#include "http/reporting.h"
#include "text/checked.h"
#include "text/name.h"

namespace comity::http {
namespace {

constexpr std::size_t max_text_bytes = text::max_comment_bytes;
constexpr std::int64_t max_number = 999'999'999'999;

int status_of(actions::Posted::Outcome outcome, bool is_new) {
  using Outcome = actions::Posted::Outcome;
  switch (outcome) {
    case Outcome::advised:
    case Outcome::correction_offered:
      return 200;
    case Outcome::published:
      return is_new ? 201 : 200;
    case Outcome::held:
      return 202;
    case Outcome::refused:
      return 422;
  }
  return 200;
}

// Spans are about the text as it was judged: in NFC, with plain line ends.
std::string judged(const actions::Posted& posted, const std::string& text) {
  if (!posted.revision.text.empty()) return posted.revision.text;
  const auto checked = text::checked(text);
  return checked ? checked->utf8() : std::string();
}

Response posted_answer(App& app, const discussion::Site& site, const actions::Posted& posted, const std::string& text,
                       std::string_view lang, bool is_new) {
  const auto edit_until = discussion::may_edit_until(site, posted.comment, app.world.clock.now());
  Response response =
      json_response(status_of(posted.outcome, is_new),
                    posted_json(posted, judged(posted, text), posted.comment.id ? edit_until : std::nullopt,
                                {app.options.public_url}, lang));
  response.add("Cache-Control", "no-store");
  if (!posted.comment.id || !is_new) return response;
  if (posted.comment.number != 0 && posted.outcome == actions::Posted::Outcome::published) {
    response.add("Location", app.options.public_url + "/api/v1/sites/" + site.key + "/stories/" +
                                 short_id(posted.story.id) + "/comments/" + std::to_string(posted.comment.number));
  } else {
    response.add("Location", app.options.public_url + "/api/v1/receipts/" + to_base64url(posted.comment.receipt));
  }
  return response;
}

Response post(App& app, const Request& request, const discussion::Site& site) {
  auto body = Body::of(request);
  if (!body) return problem(body.error(), request);
  actions::PostComment post;
  post.site = site;
  const Writer writer = writer_of(app, request, site);
  post.name = body->text("name", text::max_name_bytes, !writer.reader);
  if (writer.reader) post.name = writer.reader->account.name;  // whatever was typed
  post.text = body->text("text", max_text_bytes, true);
  post.reply_to = body->number("reply_to", max_number);
  post.advice_id = body->text("advised", 200);
  const std::string correction = body->text("correction", 20);
  post.story.url = body->text("url", 2048);
  post.story.title = body->text("title", 1000);
  post.story.language = body->text("language", 35);
  post.language_of_interface = body->text("interface_language", 35);
  if (const auto mistake = body->mistake()) return problem(*mistake, request);
  using Correction = actions::PostComment::Correction;
  if (correction == "accept") {
    post.correction = Correction::accept;
  } else if (correction == "decline") {
    post.correction = Correction::decline;
  } else if (!correction.empty() && correction != "ask") {
    return problem(Refused{400, "invalid", "'correction' is ask, accept or decline.", 0}, request);
  }
  const std::string_view id = request.param("story").value_or("");
  if (id != "~") post.story.id = id;
  if (post.story.url.empty()) post.story.url = request.query_value("url").value_or("");
  post.guest_key = writer.key;
  post.idempotency_key = request.header("idempotency-key");
  if (post.idempotency_key.size() > 100) {
    return problem(Refused{400, "invalid", "An Idempotency-Key has at most 100 characters.", 0}, request);
  }
  const auto lang = language_of(request);
  if (!lang) return problem(lang.error(), request);
  const auto posted = submit(app, request, post);
  if (!posted) return problem(posted.error(), request);
  return posted_answer(app, site, *posted, post.text, post.language_of_interface, true);
}

Response own_answer(App& app, actions::OwnComment own, std::string_view lang) {
  std::string bytes;
  json::Writer out(bytes);
  write_own_of(app, out, std::move(own), lang);
  return json_response(200, std::move(bytes)).add("Cache-Control", "no-store").add("Referrer-Policy", "no-referrer");
}

// Runs `then` with the comment that the receipt in the path names, if this page may.
template <class Then>
Response with_receipt(App& app, const Request& request, Then then) {
  const auto key = key128_from_base64url(request.param("receipt").value_or(""));
  if (!key) return problem(Error{Error::Code::not_found, "There is no such receipt."}, request);
  auto own = actions::by_receipt(app.world, *key);
  if (!own) return problem(own.error(), request);
  const discussion::Site site = own->site;
  Response response;
  if (const auto no = refused_origin(app, request, &site)) {
    ++app.counters.cross_site;
    response = problem(*no, request);
  } else if (const auto lang = language_of(request); !lang) {
    response = problem(lang.error(), request);
  } else {
    response = then(*std::move(own), *lang);
  }
  allow_this_origin(app, request, &site, response);
  return response;
}

Response edit(App& app, const Request& request, const actions::OwnComment& own, std::string_view lang) {
  auto body = Body::of(request);
  if (!body) return problem(body.error(), request);
  actions::EditComment edit;
  edit.site = own.site;
  edit.receipt = own.comment.receipt;
  edit.text = body->text("text", max_text_bytes, true);
  edit.advice_id = body->text("advised", 200);
  if (const auto mistake = body->mistake()) return problem(*mistake, request);
  const auto posted = submit_edit(app, request, edit);
  if (!posted) return problem(posted.error(), request);
  return posted_answer(app, own.site, *posted, edit.text, lang, false);
}

Response withdraw(App& app, const Request& request, const actions::OwnComment& own, std::string_view lang) {
  const auto withdrawn = submit_withdrawal(app, request, own.site, own.comment.receipt);
  if (!withdrawn) return problem(withdrawn.error(), request);
  auto now = actions::by_receipt(app.world, own.comment.receipt);
  if (!now) return problem(now.error(), request);
  return own_answer(app, *std::move(now), lang);
}

Response appeal(App& app, const Request& request, const actions::OwnComment& own, std::string_view lang) {
  auto body = Body::of(request);
  if (!body) return problem(body.error(), request);
  actions::FileAppeal file;
  file.receipt = own.comment.receipt;
  file.grounds = body->text("grounds", max_text_bytes, true);
  const std::string decision = body->text("decision", 20);
  file.language = lang;
  if (const auto mistake = body->mistake()) return problem(*mistake, request);
  for (const discussion::Decision& one : own.appealable) {
    if (std::to_string(one.id.value) == decision) file.decision = one.id;
  }
  if (!decision.empty() && !file.decision) {
    return problem(Refused{403, "forbidden", "This decision cannot be appealed against now.", 0}, request);
  }
  const auto filed = submit_appeal(app, request, own.site, file);
  if (!filed) return problem(filed.error(), request);
  auto now = actions::by_receipt(app.world, own.comment.receipt);
  if (!now) return problem(now.error(), request);
  Response response = own_answer(app, *std::move(now), lang);
  response.status = 201;
  return response;
}

// For what only an author may see, on a site of the path.
template <class Then>
Response with_site(App& app, const Request& request, Then then) {
  const auto site = site_of(app, request);
  if (!site) return problem(site.error(), request);
  Response response;
  if (const auto no = refused_origin(app, request, &*site)) {
    ++app.counters.cross_site;
    response = problem(*no, request);
  } else {
    response = then(*site);
  }
  allow_this_origin(app, request, &*site, response);
  return response;
}

// A page of ours that asks for a reader who never wrote here: a script cannot see that the cookie is missing, and a
// browser would show every newcomer's 401 as an error of the page.
bool is_newcomer(const Request& request, const discussion::Site& site) {
  return request.header("sec-fetch-site") == "same-origin" && request.header("authorization").empty() &&
         !request.cookie(guest_cookie_name(site.key));
}

Response mine(App& app, const Request& request, const discussion::Site& site) {
  const Writer writer = writer_of(app, request, site);
  const auto& guest = writer.key;
  if (!guest && !is_newcomer(request, site)) {
    Response response =
        problem(401, "unauthorized", "Send the guest key: Authorization: Bearer <22 letters>.", request);
    return response.add("WWW-Authenticate", "Bearer");
  }
  const auto lang = language_of(request);
  if (!lang) return problem(lang.error(), request);
  const auto story = story_of(app, request, site);
  if (!story) return problem(story.error(), request);
  std::string bytes;
  json::Writer out(bytes);
  out.object().key("comments").array();
  if (*story && guest) {
    auto own = actions::mine(app.world, site, (*story)->id, *guest);
    if (!own) return problem(own.error(), request);
    for (actions::OwnComment& one : *own) write_own_of(app, out, std::move(one), *lang);
  }
  out.end();
  if (writer.reader) out.member("account", writer.reader->account.name);
  if (*story && guest && site.reader_accounts) {
    const auto muted = actions::muted_numbers(app.world, site, (*story)->id, *guest);
    if (!muted) return problem(muted.error(), request);
    out.key("muted").array();
    for (const std::int64_t number : *muted) out.value(number);
    out.end();
  }
  out.end();
  return json_response(200, std::move(bytes)).add("Cache-Control", "no-store");
}

// The widget on a publisher's page changes the code in its address for a session of its own.
Response session(App& app, const Request& request, const discussion::Site& site) {
  auto body = Body::of(request);
  if (!body) return problem(body.error(), request);
  const auto code = key128_from_base64url(body->text("code", 22, true));
  if (const auto mistake = body->mistake()) return problem(*mistake, request);
  if (const auto no = refused_lookup(app, request)) return problem(*no, request);
  const auto author =
      code && site.reader_accounts ? hand_overs().take(*code, site.id, app.world.clock.now()) : std::nullopt;
  const Refused gone{404, "not_found", "This code was used, or is older than two minutes.", 0};
  if (!author) return problem(gone, request);
  const auto account = app.world.store.account(site.id, *author);
  if (!account) return problem(account.error(), request);
  const auto token = actions::begin_reader_session(app.world, *account, browser_name(request));
  if (!token) return problem(token.error(), request);
  std::string bytes;
  json::Writer out(bytes);
  out.object().member("session", "r." + to_base64url(*token)).member("account", account->name).end();
  return json_response(201, std::move(bytes)).add("Cache-Control", "no-store");
}

Response by_code(App& app, const Request& request, const discussion::Site& site) {
  if (const auto no = refused_lookup(app, request)) return problem(*no, request);
  const auto lang = language_of(request);
  if (!lang) return problem(lang.error(), request);
  auto own = actions::by_case_code(app.world, site, request.param("code").value_or(""));
  if (own) return own_answer(app, *std::move(own), *lang);
  const auto report = actions::report_by_case_code(app.world, site, request.param("code").value_or(""));
  return report ? report_answer(app, request, report) : problem(own.error(), request);
}

}  // namespace

void write_own_of(App& app, json::Writer& out, actions::OwnComment own, std::string_view lang) {
  if (!own.policy) {
    if (auto live = app.world.policies.live(own.site)) own.policy = *std::move(live);
  }
  std::shared_ptr<const std::string> html = std::make_shared<const std::string>();
  if (!own.revisions.empty()) {
    const discussion::Revision& last = own.revisions.back();
    html = app.rendering->html(own.site.id, own.story.id, own.comment.id, last.revision, last.text);
  }
  const auto statement = statement_of(own, policies_of(app, own.site.id));
  const Reader reader = reader_for(lang, own.site, own.story.language);
  write_own(out, own, statement, *html, {app.options.public_url}, lang, reader.lang);
}

void add_writing(App& app) {
  app.router.add("POST", "/api/v1/sites/{site}/stories/{story}/comments", [&app](const Request& r) {
    return with_site(app, r, [&](const discussion::Site& site) { return post(app, r, site); });
  });
  app.router.add("GET", "/api/v1/sites/{site}/stories/{story}/mine", [&app](const Request& r) {
    return with_site(app, r, [&](const discussion::Site& site) { return mine(app, r, site); });
  });
  app.router.add("POST", "/api/v1/sites/{site}/session", [&app](const Request& r) {
    return with_site(app, r, [&](const discussion::Site& site) { return session(app, r, site); });
  });
  app.router.add("GET", "/api/v1/sites/{site}/cases/{code}", [&app](const Request& r) {
    return with_site(app, r, [&](const discussion::Site& site) { return by_code(app, r, site); });
  });
  const char* receipt = "/api/v1/receipts/{receipt}";
  app.router.add("GET", receipt, [&app](const Request& r) {
    return with_receipt(
        app, r, [&](actions::OwnComment own, std::string_view lang) { return own_answer(app, std::move(own), lang); });
  });
  app.router.add("PATCH", receipt, [&app](const Request& r) {
    return with_receipt(app, r,
                        [&](const actions::OwnComment& own, std::string_view lang) { return edit(app, r, own, lang); });
  });
  app.router.add("POST", "/api/v1/receipts/{receipt}/appeals", [&app](const Request& r) {
    return with_receipt(
        app, r, [&](const actions::OwnComment& own, std::string_view lang) { return appeal(app, r, own, lang); });
  });
  app.router.add("DELETE", receipt, [&app](const Request& r) {
    return with_receipt(
        app, r, [&](const actions::OwnComment& own, std::string_view lang) { return withdraw(app, r, own, lang); });
  });
}

}  // namespace comity::http
