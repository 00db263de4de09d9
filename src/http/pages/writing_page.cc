// The form's answers without JavaScript: a stored comment is a 303 to its receipt; a hint or an offered correction is
// a page with the text in it; whatever was wrong is the form again, with everything the reader had written.
#include <charconv>

#include "actions/restriction.h"
#include "http/forms.h"
#include "http/guest.h"
#include "http/messages.h"
#include "http/pages/appeal_html.h"
#include "http/pages/articles.h"
#include "http/pages/hint.h"
#include "http/pages/pages.h"
#include "http/pages/write_form.h"
#include "http/readers.h"
#include "text/name.h"

namespace comity::http {
namespace {

struct Sent {
  std::string name, text;  // as typed
  std::int64_t reply_to = 0;
  std::string url, title, language;
  std::string advice_id;
  std::string correction;  // "accept" | "decline" | ''
  bool trapped = false;
};

Sent sent_in(const Form& form) {
  Sent sent;
  sent.name = form.value("name");
  sent.text = form.value("text");
  const std::string_view reply = form.value("reply_to");
  std::from_chars(reply.data(), reply.data() + reply.size(), sent.reply_to);
  sent.url = form.value("url");
  sent.title = form.value("title");
  sent.language = form.value("language");
  sent.correction = form.value("correction");
  if (form.value("deed") == "as_is") sent.advice_id = form.value("advised");
  sent.trapped = !form.value(trap_field).empty();
  return sent;
}

// What the reader can put right before anything is asked of the store; the key of a sentence, '' when all is well.
std::string fault_of(const Sent& sent) {
  if (!text::checked_name(sent.name)) return "error.name";
  return fault_of_text(sent.text);
}

struct Page {
  App& app;
  const Request& request;
  discussion::Site site;
  std::optional<discussion::Story> story;
  Sent sent;
  Reader reader;
  std::string path;  // of the story
  Writer writer;

  std::string title() const {
    const Article* article = article_of(site.key, request.param("story").value_or(""));
    if (article != nullptr) return article->title;
    return title_of(story.value_or(discussion::Story{}), reader.lang);
  }
};

// Why the store's side said no, as a sentence that helps.
std::string fault_of(const Page& page, const Refused& refused) {
  const Time now = page.app.world.clock.now();
  switch (refused.status) {
    case 400:
    case 422:
      if (refused.code == "name") return "error.name";
      return page.sent.reply_to != 0 ? "error.reply_gone" : "error.400";
    case 403: {
      if (refused.code == "name_taken") return "error.name_taken";
      if (!page.story) return "error.403";  // the address is not one of the site's
      // As it is now: it may have been closed while this was sent.
      const auto story = page.app.world.store.story(page.site.id, page.story->id);
      if (!discussion::is_open(story ? *story : *page.story, now)) return "error.closed";
      const auto parent = page.app.world.store.by_number(page.site.id, page.story->id, page.sent.reply_to);
      if (page.sent.reply_to != 0 && !(parent && discussion::is_shown(parent->comment.state)))
        return "error.reply_gone";
      if (refused.code == "reply_closed") return "error.replies_closed";
      return "error.revoked";
    }
    case 409:
    case 413:
    case 429:
      return "error." + std::to_string(refused.status);
    default:
      return "error.503";
  }
}

// The page that holds `body` under the story's title, for the one who wrote.
Response private_story_page(const Page& page, int status, std::string_view heading, const Html& body) {
  Frame frame;
  frame.reader = page.reader;
  frame.site = &page.site;
  frame.title = heading;
  HtmlWriter w(frame.main.markup);
  w.open("p", "section").open("a").attribute("href", page.reader.link(page.path)).attribute("dir", "auto");
  w.text(page.title()).close("a").close("p");
  w.element("h1", "", heading);
  w.open("div", "cd cd-first").attribute("lang", page.reader.lang).attribute("dir", direction(page.reader.lang));
  w.html(body).close("div");
  return private_page(status, frame);
}

Response form_again(const Page& page, int status, const std::string& error_key) {
  const auto policy = page.app.world.policies.live(page.site);
  WriteForm form;
  form.reader = page.reader;
  form.action = page.path;
  form.policy = policy_path(page.site);
  form.account = account_path(page.site);
  form.rules = policy ? policy->get() : nullptr;
  form.url = page.sent.url;
  form.title = page.sent.title;
  form.language = page.sent.language;
  form.reply_to = page.sent.reply_to;
  form.name = page.sent.name;
  form.text = page.sent.text;
  form.trap_seen = page.sent.trapped;
  form.heading = 2;
  form.error = page.sent.trapped ? message(page.reader.lang, "form.trap")
                                 : message(page.reader.lang, error_key, {{"n", text::max_comment_code_points}});
  Html body;
  HtmlWriter w(body.markup);
  write_form(w, form);
  return private_story_page(page, status, message(page.reader.lang, "error.title"), body);
}

void write_sent_fields(HtmlWriter& w, const Page& page) {
  const Sent& sent = page.sent;
  if (sent.reply_to != 0) w.hidden("reply_to", std::to_string(sent.reply_to));
  if (!sent.url.empty()) w.hidden("url", sent.url);
  if (!sent.title.empty()) w.hidden("title", sent.title);
  if (!sent.language.empty()) w.hidden("language", sent.language);
  w.hidden("name", sent.name);
}

Response hint_page(const Page& page, const actions::Posted& posted) {
  const std::string& lang = page.reader.lang;
  Html body;
  HtmlWriter w(body.markup);
  write_hint(w, posted.policy.get(), posted.verdict, page.sent.text, lang);
  w.open("form", "cd-form").attribute("method", "post").attribute("action", page.reader.link(page.path)).raw("");
  write_sent_fields(w, page);
  if (!page.sent.correction.empty()) w.hidden("correction", page.sent.correction);
  w.hidden("advised", posted.advice_id);
  write_text_field(w, lang, page.sent.text);
  write_hint_buttons(w, posted.policy.get(), posted.verdict, lang);
  w.close("form");
  return private_story_page(page, 200, message(lang, "advise.title"), body);
}

Response correction_page(const Page& page, const actions::Posted& posted) {
  const std::string& lang = page.reader.lang;
  const std::int64_t number = posted.corrects.number;
  Html body;
  HtmlWriter w(body.markup);
  w.open("div", "cd-note");
  w.element("p", "",
            number != 0 ? message(lang, "correction.text", {{"number", std::to_string(number)}})
                        : message(lang, "correction.text_waiting"));
  w.close("div");
  w.open("form", "cd-form").attribute("method", "post").attribute("action", page.reader.link(page.path)).raw("");
  write_sent_fields(w, page);
  write_text_field(w, lang, page.sent.text, true);
  w.open("p", "cd-submit");
  w.open("button").attribute("type", "submit").attribute("name", "correction").attribute("value", "accept");
  w.text(message(lang, "correction.accept")).close("button");
  w.open("button", "cd-button-quiet").attribute("type", "submit").attribute("name", "correction");
  w.attribute("value", "decline").text(message(lang, "correction.decline")).close("button").close("p").close("form");
  return private_story_page(page, 200, message(lang, "correction.title"), body);
}

Response answer_to(const Page& page, const actions::Posted& posted) {
  using Outcome = actions::Posted::Outcome;
  Response response;
  if (posted.outcome == Outcome::advised) {
    response = hint_page(page, posted);
  } else if (posted.outcome == Outcome::correction_offered) {
    response = correction_page(page, posted);
  } else {
    response = see_other(page.reader.link(receipt_path(posted.comment.receipt)));
    response.set("Referrer-Policy", "no-referrer");
  }
  if (posted.new_guest) remember_guest(response, page.request, page.site.key, posted.guest_key);
  return response;
}

actions::PostComment post_of(const Page& page) {
  actions::PostComment post;
  post.site = page.site;
  const std::string_view id = page.request.param("story").value_or("");
  if (id != "~") post.story.id = id;
  post.story.url = page.sent.url;
  post.story.title = page.sent.title;
  post.story.language = page.sent.language;
  post.name = page.sent.name;
  post.text = page.sent.text;
  post.reply_to = page.sent.reply_to;
  post.guest_key = page.writer.key;
  post.advice_id = page.sent.advice_id;
  if (page.sent.correction == "accept") post.correction = actions::PostComment::Correction::accept;
  if (page.sent.correction == "decline") post.correction = actions::PostComment::Correction::decline;
  post.language_of_interface = page.reader.lang;
  return post;
}

// What a blocked author reads instead of the form: why, until when, and where to ask for another look. What they wrote
// stands below, to be copied.
std::optional<Response> blocked_page(const Page& page) {
  const auto& guest = page.writer.key;
  if (!guest) return std::nullopt;
  const auto block = actions::restriction_of_guest(page.app.world, page.site, *guest);
  if (!block || !*block) return std::nullopt;
  const std::string& lang = page.reader.lang;
  Html body;
  HtmlWriter w(body.markup);
  write_block(w, **block, lang);
  if (const auto straw = page.app.world.store.comment(page.site.id, (*block)->story, (*block)->comment)) {
    w.open("p").link(page.reader.link(receipt_path(straw->receipt) + "#appeal"), "", message(lang, "appeal.title"));
    w.close("p");
  }
  w.open("div", "cd-text cd-plain").attribute("dir", "auto").text(page.sent.text).close("div");
  return private_story_page(page, 403, message(lang, "block.title"), body);
}

Response post(App& app, const Request& request) {
  auto site = site_of(app, request);
  if (!site) return error_page(app, request, site.error());
  // Asked first, so that a foreign page cannot make our pages show its words.
  if (const auto foreign = refused_origin(app, request, &*site)) {
    return error_page(app, request, foreign->status, foreign->code);
  }
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());

  Page page{app, request, *std::move(site), {}, sent_in(*form), {}, {}, {}};
  if (auto at = locate(app, request)) page.story = std::move(at->story);
  page.reader = reader_for(asked_language(request), page.site, page.story ? page.story->language : "");
  page.path = "/s/" + page.site.key + "/" + percent_encoded(request.param("story").value_or("~"));
  page.writer = writer_of(app, request, page.site);
  if (page.writer.reader) page.sent.name = page.writer.reader->account.name;  // whatever was typed
  if (page.sent.trapped) return form_again(page, 400, "form.trap");
  if (const std::string fault = fault_of(page.sent); !fault.empty()) return form_again(page, 422, fault);

  const auto posted = submit(app, request, post_of(page));
  if (!posted) {
    const Refused& refused = posted.error();
    if (refused.code == "blocked") {
      if (auto blocked = blocked_page(page)) return *std::move(blocked);
    }
    Response response = form_again(page, refused.status, fault_of(page, refused));
    if (refused.retry_after_s > 0) response.set("Retry-After", std::to_string(refused.retry_after_s));
    return response;
  }
  return answer_to(page, *posted);
}

Response forget(App& app, const Request& request) {
  const auto site = site_of(app, request);
  if (!site) return error_page(app, request, site.error());
  if (const auto foreign = refused_origin(app, request, nullptr)) {
    return error_page(app, request, foreign->status, foreign->code);
  }
  Frame frame;
  frame.reader = reader_for(asked_language(request), *site);
  frame.site = &*site;
  frame.title = message(frame.reader.lang, "forget.title");
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title).element("p", "lede", message(frame.reader.lang, "forget.text"));
  Response response = private_page(200, frame);
  forget_guest(response, request, site->key);
  if (const auto reader = signed_in_reader(app, request, *site)) {
    const Done ended = actions::end_reader_sessions(app.world, reader->account, reader->session.key, std::nullopt);
    if (!ended) return error_page(app, request, ended.error());
    end_reading(response, request, *site);
  }
  // What the widget keeps for pages of our own address: key, name, drafts. W3C Clear Site Data, section 3.1.
  response.set("Clear-Site-Data", "\"storage\"");
  return response;
}

}  // namespace

void add_writing_pages(App& app) {
  app.router.add("POST", "/s/{site}/{story}", [&app](const Request& request) { return post(app, request); });
  app.router.add("POST", "/forget/{site}", [&app](const Request& request) { return forget(app, request); });
}

}  // namespace comity::http
