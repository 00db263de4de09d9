// A reader reports a comment: under a rule of the policy, or as against the law (DSA Art. 16). Two forms without
// script; a report that was taken is a 303 to its receipt, and whatever was wrong is the form again with everything in
// it.
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"
#include "http/pages/reader_pages.h"
#include "http/reporting.h"

namespace comity::http {
namespace {

using actions::FileReport;
using actions::ReportFault;
using discussion::ReportKind;

struct Page {
  App& app;
  const Request& request;
  Located at;
  std::int64_t number = 0;
  std::shared_ptr<const policy::Compiled> policy;
  Reader reader;
  FileReport sent;

  std::string path(ReportKind kind) const {
    return comment_path(at.site, at.story, number) + (kind == ReportKind::rule ? "/report" : "/notice");
  }
};

Result<Page> page_of(App& app, const Request& request, ReportKind kind) {
  COMITY_TRY(auto site, site_of(app, request));
  COMITY_TRY(auto story, story_of(app, request, site));
  if (!story) return fail(Error::Code::not_found, "no such story");
  Located at{std::move(site), *std::move(story)};
  const auto number = number_in(request.param("number").value_or(""));
  if (!number) return fail(Error::Code::not_found, "no such comment");
  COMITY_TRY(const auto about, app.world.store.by_number(at.site.id, at.story.id, *number));
  if (about.comment.state != discussion::State::published) return fail(Error::Code::not_found, "it is not shown");
  COMITY_TRY(auto policy, app.world.policies.live(at.site));
  Reader reader = reader_for(asked_language(request), at.site, at.story.language);
  Page page{app, request, std::move(at), *number, std::move(policy), std::move(reader), {}};
  page.sent.story = page.at.story.id;
  page.sent.number = *number;
  page.sent.kind = kind;
  page.sent.language = page.reader.lang;
  return page;
}

void write_area(HtmlWriter& w, std::string_view label, std::size_t most, bool required, std::string_view typed) {
  w.open("p", "cd-field").open("label").attribute("for", "report-words").text(label).close("label");
  w.open("textarea").attribute("id", "report-words").attribute("name", "words").attribute("rows", 5);
  w.attribute("maxlength", static_cast<std::int64_t>(most)).attribute("dir", "auto");
  if (required) w.flag("required");
  w.text(typed).close("textarea").close("p");
}

void write_line(HtmlWriter& w, std::string_view name, std::string_view label, std::string_view type,
                std::string_view complete, std::size_t most, std::string_view typed) {
  const std::string id = "report-" + std::string(name);
  w.open("p", "cd-field").open("label").attribute("for", id).text(label).close("label");
  w.open("input").attribute("id", id).attribute("name", name).attribute("type", type);
  w.attribute("autocomplete", complete).attribute("maxlength", static_cast<std::int64_t>(most));
  w.attribute("dir", "auto").attribute("value", typed).close("p");
}

void write_box(HtmlWriter& w, std::string_view name, std::string_view label, bool checked, bool required) {
  w.open("p").open("label", "cd-check").open("input").attribute("type", "checkbox").attribute("name", name);
  w.attribute("value", "yes");
  if (checked) w.flag("checked");
  if (required) w.flag("required");
  w.text(" ").text(label).close("label").close("p");
}

void write_rules(HtmlWriter& w, const Page& page) {
  const std::string& lang = page.reader.lang;
  w.open("fieldset", "cd-rules").element("legend", "", message(lang, "report.rule"));
  for (const policy::Clause& clause : page.policy->clauses) {
    const Prose text = prose_in(clause.text, lang, *page.policy);
    w.open("label", "cd-check").open("input").attribute("type", "radio").attribute("name", "clause");
    w.attribute("value", clause.id).flag("required");
    if (page.sent.clause == clause.id) w.flag("checked");
    w.raw("").open("span").open("strong").html(rule_inline(page.policy.get(), clause.id, lang)).close("strong");
    w.raw("<br>").html(prose_html(text, lang)).close("span").close("label");
  }
  w.close("fieldset");
}

void write_notice(HtmlWriter& w, const Page& page) {
  const std::string& lang = page.reader.lang;
  const FileReport& sent = page.sent;
  const std::string where = page.app.options.public_url + comment_path(page.at.site, page.at.story, page.number);
  w.open("p", "cd-field").open("label").attribute("for", "report-where").text(message(lang, "report.notice.where"));
  w.close("label").open("input").attribute("id", "report-where").attribute("value", where).attribute("dir", "ltr");
  w.flag("readonly").close("p");
  write_area(w, message(lang, "report.notice.why"), discussion::max_notice_words, true, sent.words);
  w.element("p", "cd-help", message(lang, "report.notice.who"));
  write_line(w, "name", message(lang, "report.notice.name"), "text", "name", discussion::max_notifier_name, sent.name);
  write_line(w, "address", message(lang, "report.notice.address"), "email", "email", discussion::max_notifier_address,
             sent.address);
  write_box(w, "child", message(lang, "report.notice.child"), sent.about_child_abuse, false);
  write_box(w, "faith", message(lang, "report.notice.faith"), sent.good_faith, true);
}

Response form_page(const Page& page, int status, const std::string& fault) {
  const std::string& lang = page.reader.lang;
  const bool notice = page.sent.kind == ReportKind::notice;
  const std::string number = std::to_string(page.number);
  Frame frame;
  frame.reader = page.reader;
  frame.site = &page.at.site;
  frame.path = page.path(page.sent.kind);
  frame.title = message(lang, notice ? "report.notice.title" : "report.title", {{"number", number}});
  HtmlWriter w(frame.main.markup);
  w.open("p", "section").open("a").attribute("dir", "auto");
  w.attribute("href", page.reader.link(comment_path(page.at.site, page.at.story, page.number)));
  w.text(title_of(page.at.story, lang)).close("a").close("p").element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  if (!fault.empty()) {
    w.open("p", "cd-note cd-note-error").attribute("role", "alert").text(message(lang, fault)).close("p");
  }
  Html other;
  HtmlWriter(other.markup)
      .link(page.reader.link(page.path(notice ? ReportKind::rule : ReportKind::notice)), "",
            message(lang, notice ? "report.notice.other_link" : "report.illegal_link"));
  w.element("p", "", message(lang, notice ? "report.notice.help" : "report.help"));
  w.element("p", "", message_html(lang, notice ? "report.notice.other" : "report.illegal", {{"link", other}}));
  w.open("form", "cd-form").attribute("method", "post").attribute("action", page.reader.link(frame.path)).raw("");
  w.hidden("press", page.sent.press);
  if (notice) {
    write_notice(w, page);
  } else {
    write_rules(w, page);
    write_area(w, message(lang, "report.words"), discussion::max_report_words, false, page.sent.words);
  }
  w.open("p", "cd-submit").open("button").attribute("type", "submit");
  w.text(message(lang, notice ? "report.notice.submit" : "report.submit")).close("button").close("p").close("form");
  w.element("p", "cd-help", message(lang, "report.private"));
  if (page.at.site.reader_accounts) {
    w.open("p", "cd-help").raw("");
    write_mute_link(w, page.at.site, page.at.story, page.number, page.reader);
    w.close("p");
  }
  w.close("div");
  return private_page(status, frame);
}

std::string fault_key(ReportFault fault) {
  switch (fault) {
    case ReportFault::none:
      break;
    case ReportFault::clause:
      return "report.error.clause";
    case ReportFault::words:
      return "report.error.words";
    case ReportFault::explanation:
      return "report.error.explanation";
    case ReportFault::name:
      return "report.error.name";
    case ReportFault::address:
      return "report.error.address";
    case ReportFault::good_faith:
      return "report.error.good_faith";
  }
  return {};
}

Response show(App& app, const Request& request, ReportKind kind) {
  auto page = page_of(app, request, kind);
  if (!page) return error_page(app, request, page.error());
  page->sent.press = to_base64url(app.world.random.key128());
  return form_page(*page, 200, "");
}

Response post(App& app, const Request& request, ReportKind kind) {
  const auto site = site_of(app, request);
  if (!site) return error_page(app, request, site.error());
  // Asked first, so that a foreign page cannot make our pages show its words.
  if (const auto foreign = refused_origin(app, request, &*site))
    return error_page(app, request, foreign->status, foreign->code);
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  auto page = page_of(app, request, kind);
  if (!page) return error_page(app, request, page.error());
  FileReport& sent = page->sent;
  sent.clause = form->value("clause");
  sent.words = form->value("words");
  sent.name = form->value("name");
  sent.address = form->value("address");
  sent.about_child_abuse = form->has("child");
  sent.good_faith = form->has("faith");
  sent.press = form->value("press").substr(0, 100);
  if (const ReportFault fault = fault_in(sent, *page->policy); fault != ReportFault::none)
    return form_page(*page, 422, fault_key(fault));
  const auto filed = submit_report(app, request, page->at.site, sent);
  if (!filed) {
    const Refused& no = filed.error();
    Response response = form_page(*page, no.status, fault_of(no, "report.error.gone"));
    if (no.retry_after_s > 0) response.set("Retry-After", std::to_string(no.retry_after_s));
    return response;
  }
  Response response = see_other(page->reader.link(report_path(filed->receipt)));
  return response.set("Referrer-Policy", "no-referrer");
}

}  // namespace

void add_report_forms(App& app) {
  const auto showing = [&app](ReportKind kind) {
    return [&app, kind](const Request& request) { return show(app, request, kind); };
  };
  const auto taking = [&app](ReportKind kind) {
    return [&app, kind](const Request& request) { return post(app, request, kind); };
  };
  app.router.add("GET", "/s/{site}/{story}/{number}/report", showing(ReportKind::rule));
  app.router.add("POST", "/s/{site}/{story}/{number}/report", taking(ReportKind::rule));
  app.router.add("GET", "/s/{site}/{story}/{number}/notice", showing(ReportKind::notice));
  app.router.add("POST", "/s/{site}/{story}/{number}/notice", taking(ReportKind::notice));
}

}  // namespace comity::http
