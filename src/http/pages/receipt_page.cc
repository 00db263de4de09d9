// A comment's receipt: an unguessable address that its author alone has. Shows its state, the clause and the words,
// the case code, and the forms to change and to withdraw it.
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/address_form.h"
#include "http/pages/appeal_html.h"
#include "http/pages/articles.h"
#include "http/pages/hint.h"
#include "http/pages/pages.h"
#include "http/pages/receipt_html.h"
#include "http/pages/receipt_ledger.h"
#include "http/pages/write_form.h"
#include "http/readers.h"

namespace comity::http {
namespace {

using actions::OwnComment;

struct Receipt {
  App& app;
  const Request& request;
  Key128 key;
  OwnComment own;
  Reader reader;

  std::string path() const { return receipt_path(key); }
  std::string last_text() const { return own.revisions.empty() ? std::string() : own.revisions.back().text; }
};

Result<Receipt> receipt_of(App& app, const Request& request) {
  const auto key = key128_from_base64url(request.param("receipt").value_or(""));
  if (!key) return fail(Error::Code::not_found, "not a receipt");
  COMITY_TRY(OwnComment own, actions::by_receipt(app.world, *key));
  Reader reader = reader_for(asked_language(request), own.site, own.story.language);
  return Receipt{app, request, *key, std::move(own), std::move(reader)};
}

void write_code(HtmlWriter& w, const Receipt& receipt) {
  const std::string& lang = receipt.reader.lang;
  if (receipt.own.comment.case_code.empty()) return;
  Html link;
  HtmlWriter(link.markup)
      .link(receipt.reader.link("/case?site=" + receipt.own.site.key), "", message(lang, "receipt.case_link"));
  w.open("div", "cd-note").open("p").text(message(lang, "receipt.case")).text(": ");
  w.open("strong", "cd-code").attribute("dir", "auto").text(receipt.own.comment.case_code).close("strong").close("p");
  w.element("p", "cd-help", message_html(lang, "receipt.case_help", {{"link", link}})).close("div");
}

void write_text(HtmlWriter& w, const Receipt& receipt) {
  const std::string text = receipt.last_text();
  w.element("h2", "cd-sub", message(receipt.reader.lang, "receipt.text"));
  if (text.empty()) {
    w.element("p", "quiet", message(receipt.reader.lang, "receipt.text_erased"));
    return;
  }
  w.open("div", "cd-text cd-plain").attribute("dir", "auto").text(text).close("div");
}

void write_edit(HtmlWriter& w, const Receipt& receipt, std::string_view text) {
  const std::string& lang = receipt.reader.lang;
  w.open("section", "cd-write").attribute("id", "edit").attribute("aria-labelledby", "edit-title");
  w.open("h2", "cd-write-title").attribute("id", "edit-title").text(message(lang, "receipt.edit")).close("h2");
  w.open("form", "cd-form").attribute("method", "post");
  w.attribute("action", receipt.reader.link(receipt.path() + "/edit")).raw("");
  write_text_field(w, lang, text);
  w.open("p", "cd-submit").open("button").attribute("type", "submit").text(message(lang, "receipt.edit_submit"));
  w.close("button").close("p").close("form").close("section");
}

void write_withdrawal(HtmlWriter& w, const Receipt& receipt) {
  const std::string& lang = receipt.reader.lang;
  w.open("section", "cd-write").attribute("id", "withdraw").attribute("aria-labelledby", "withdraw-title");
  w.open("h2", "cd-write-title").attribute("id", "withdraw-title").text(message(lang, "receipt.withdraw")).close("h2");
  w.element("p", "cd-policy", message(lang, "receipt.withdraw_help"));
  w.open("form", "cd-form").attribute("method", "post");
  w.attribute("action", receipt.reader.link(receipt.path() + "/withdraw")).raw("");
  w.open("p").open("label", "cd-check").open("input").attribute("type", "checkbox").attribute("name", "confirm");
  w.attribute("value", "yes").flag("required").text(" ").text(message(lang, "receipt.withdraw_confirm"));
  w.close("label").close("p");
  w.open("p", "cd-submit").open("button", "cd-button-quiet").attribute("type", "submit");
  w.text(message(lang, "receipt.withdraw_submit")).close("button").close("p").close("form").close("section");
}

void write_story_links(HtmlWriter& w, const Receipt& receipt) {
  const std::string& lang = receipt.reader.lang;
  const OwnComment& own = receipt.own;
  const Article* article = article_of(own.site.key, own.story.publisher_id);
  const std::string story = story_path(own.site, own.story);
  w.open("p", "section").text(message(lang, "receipt.story")).text(": ");
  w.open("a").attribute("href", receipt.reader.link(story + "#discussion")).attribute("dir", "auto");
  w.text(article != nullptr ? article->title : title_of(own.story, lang)).close("a").close("p");
}

Frame frame_of(const Receipt& receipt, std::string title) {
  Frame frame;
  frame.reader = receipt.reader;
  frame.site = &receipt.own.site;
  frame.title = std::move(title);
  return frame;
}

// What could not be taken, so that it is not lost.
struct Typed {
  std::string_view text{}, grounds{}, address{};
};

Response receipt_page(const Receipt& receipt, int status, const std::string& error_key, const Typed& typed = {}) {
  const std::string& lang = receipt.reader.lang;
  const OwnComment& own = receipt.own;
  Frame frame = frame_of(receipt, message(lang, "receipt.title"));
  frame.path = receipt.path();
  HtmlWriter w(frame.main.markup);
  write_story_links(w, receipt);
  w.open("h1").text(frame.title).text(": ");
  w.text(message(lang, "receipt.state." + std::string(discussion::name(own.comment.state)))).close("h1");
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  if (!error_key.empty()) {
    w.open("p", "cd-note cd-note-error").attribute("role", "alert");
    w.text(message(lang, error_key, {{"n", text::max_comment_code_points}})).close("p");
  }
  write_facts(w, own, policies_of(receipt.app, own.site.id), lang);
  if (!own.decisions.empty()) {
    w.open("p")
        .link(receipt.reader.link(receipt.path() + "/statement"), "", message(lang, "statement.link"))
        .close("p");
  }
  if (own.comment.number != 0) {
    w.open("p")
        .link(receipt.reader.link(comment_path(own.site, own.story, own.comment.number)), "",
              message(lang, "receipt.see"))
        .close("p");
  }
  write_code(w, receipt);
  write_text(w, receipt);
  write_appeals(w, own, receipt.reader, receipt.reader.link(receipt.path() + "/appeal"), typed.grounds);
  write_address_form(w, receipt.app, own.comment, receipt.reader, receipt.reader.link(receipt.path() + "/address"),
                     typed.address);
  if (own.edit_until) write_edit(w, receipt, typed.text.empty() ? std::string_view(receipt.last_text()) : typed.text);
  if (own.may_withdraw) write_withdrawal(w, receipt);
  if (!own.comment.erased)
    w.open("p").link(receipt.reader.link(receipt.path() + "/erase"), "", message(lang, "erase.link")).close("p");
  // For those who check: behind all that an author came for.
  if (!own.decisions.empty()) write_ledger_place(w, receipt.app, own, own.decisions.back(), receipt.reader);
  w.element("p", "cd-help", message(lang, "receipt.private")).close("div");
  return secret_page(status, frame);
}

Response hint_page(const Receipt& receipt, const actions::Posted& posted, const std::string& text) {
  const std::string& lang = receipt.reader.lang;
  Frame frame = frame_of(receipt, message(lang, "advise.title"));
  HtmlWriter w(frame.main.markup);
  write_story_links(w, receipt);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  write_hint(w, posted.policy.get(), posted.verdict, text, lang);
  w.open("form", "cd-form").attribute("method", "post");
  w.attribute("action", receipt.reader.link(receipt.path() + "/edit")).raw("");
  w.hidden("advised", posted.advice_id);
  write_text_field(w, lang, text);
  write_hint_buttons(w, posted.policy.get(), posted.verdict, lang);
  w.close("form").close("div");
  return secret_page(200, frame);
}

Response not_taken(const Receipt& receipt, const Refused& refused, const std::string& forbidden_key,
                   std::string_view typed) {
  Response response = receipt_page(receipt, refused.status, fault_of(refused, forbidden_key), {.text = typed});
  if (refused.retry_after_s > 0) response.set("Retry-After", std::to_string(refused.retry_after_s));
  return response;
}

Response edit(App& app, const Request& request) {
  const auto receipt = receipt_of(app, request);
  if (!receipt) return error_page(app, request, receipt.error());
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const std::string text(form->value("text"));
  if (const std::string fault = fault_of_text(text); !fault.empty())
    return receipt_page(*receipt, 422, fault, {.text = text});
  actions::EditComment change;
  change.site = receipt->own.site;
  change.receipt = receipt->key;
  change.guest_key = writer_key(app, request, receipt->own.site);
  change.text = text;
  if (form->value("deed") == "as_is") change.advice_id = form->value("advised");
  const auto posted = submit_edit(app, request, std::move(change));
  if (!posted) return not_taken(*receipt, posted.error(), "error.edit_over", text);
  if (posted->outcome == actions::Posted::Outcome::advised) return hint_page(*receipt, *posted, text);
  return see_other(receipt->reader.link(receipt->path()));
}

Response appeal(App& app, const Request& request) {
  const auto receipt = receipt_of(app, request);
  if (!receipt) return error_page(app, request, receipt.error());
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const auto decision = number_in(form->value("decision"));
  actions::FileAppeal file{
      receipt->key, {decision.value_or(0)}, std::string(form->value("grounds")), receipt->reader.lang};
  const auto filed = submit_appeal(app, request, receipt->own.site, file);
  if (filed) return see_other(receipt->reader.link(receipt->path() + "#appeal"));
  const Refused& no = filed.error();
  const std::string fault = no.status == 400   ? "error.appeal_grounds"
                            : no.status == 409 ? "error.appeal_before"
                                               : fault_of(no, "error.appeal_over");
  Response response = receipt_page(*receipt, no.status, fault, {.grounds = file.grounds});
  if (no.retry_after_s > 0) response.set("Retry-After", std::to_string(no.retry_after_s));
  return response;
}

Response leave_address(App& app, const Request& request) {
  const auto receipt = receipt_of(app, request);
  if (!receipt) return error_page(app, request, receipt.error());
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const actions::LeaveAddress leave{receipt->key, writer_key(app, request, receipt->own.site),
                                    std::string(form->value("address")), wants_in(*form), receipt->reader.lang};
  const auto left = submit_address(app, request, receipt->own.site, leave);
  if (left) return see_other(receipt->reader.link(receipt->path() + "#address"));
  const Refused& no = left.error();
  const std::string fault = no.status == 400   ? "contact.fault.address"
                            : no.status == 409 ? "contact.fault.many"
                                               : fault_of(no, "error.403");
  Response response = receipt_page(*receipt, no.status, fault, {.address = leave.address});
  if (no.retry_after_s > 0) response.set("Retry-After", std::to_string(no.retry_after_s));
  return response;
}

Response withdraw(App& app, const Request& request) {
  const auto receipt = receipt_of(app, request);
  if (!receipt) return error_page(app, request, receipt.error());
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  if (form->value("confirm") == "yes") {
    const auto done = submit_withdrawal(app, request, receipt->own.site, receipt->key);
    if (!done) return not_taken(*receipt, done.error(), "error.withdraw_over", "");
  }
  return see_other(receipt->reader.link(receipt->path()));
}

}  // namespace

void add_receipt_pages(App& app) {
  add_ledger_statement(app);
  app.router.add("GET", "/r/{receipt}", [&app](const Request& request) {
    const auto receipt = receipt_of(app, request);
    return receipt ? receipt_page(*receipt, 200, "") : error_page(app, request, receipt.error());
  });
  app.router.add("POST", "/r/{receipt}/edit", [&app](const Request& request) { return edit(app, request); });
  app.router.add("POST", "/r/{receipt}/appeal", [&app](const Request& request) { return appeal(app, request); });
  app.router.add("POST", "/r/{receipt}/address", [&app](const Request& r) { return leave_address(app, r); });
  app.router.add("POST", "/r/{receipt}/withdraw", [&app](const Request& request) { return withdraw(app, request); });
}

}  // namespace comity::http
