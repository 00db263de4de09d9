#include "http/pages/write_form.h"

#include "http/messages.h"
#include "http/pages/clauses.h"
#include "text/checked.h"
#include "text/name.h"

namespace comity::http {
namespace {

// One sentence of the policy with its link; the rules' titles wait folded for who writes here for the first time,
// because the page is the same for everybody.
void write_intro(HtmlWriter& w, const WriteForm& form) {
  const std::string& lang = form.reader.lang;
  w.open("p", "cd-policy");
  if (form.rules != nullptr) {
    Prose preamble = prose_in(form.rules->preamble, lang, *form.rules);
    preamble.text = first_sentence(preamble.text);
    w.html(prose_html(preamble, lang)).text(" ");
  }
  w.link(form.reader.link(form.base + form.policy), "", message(lang, "discussion.policy_link")).close("p");
  if (form.rules == nullptr || form.rules->clauses.empty()) return;
  w.open("details", "cd-rules").element("summary", "", message(lang, "form.rules_title")).open("ol");
  for (const policy::Clause& clause : form.rules->clauses) {
    w.element("li", "", prose_html(prose_in(clause.title, lang, *form.rules), lang));
  }
  w.close("ol").close("details");
}

void write_trap(HtmlWriter& w, const WriteForm& form) {
  w.open("p", form.trap_seen ? "cd-field cd-trap-seen" : "cd-trap");
  if (!form.trap_seen) w.attribute("aria-hidden", "true");
  w.open("label").attribute("for", "cd-trap").text(message(form.reader.lang, "form.trap")).close("label");
  w.open("input").attribute("id", "cd-trap").attribute("name", trap_field).attribute("autocomplete", "off");
  if (!form.trap_seen) w.attribute("tabindex", "-1");
  w.raw("").close("p");
}

}  // namespace

void write_name_field(HtmlWriter& w, std::string_view lang, std::string_view name, bool accounts) {
  w.open("p", "cd-field").open("label").attribute("for", "cd-name").text(message(lang, "form.name")).close("label");
  w.open("input").attribute("id", "cd-name").attribute("name", "name").attribute("autocomplete", "nickname");
  w.attribute("maxlength", static_cast<std::int64_t>(text::max_name_bytes));
  w.attribute("dir", "auto").attribute("aria-describedby", "cd-name-help");
  if (!accounts) w.flag("required");  // else whoever is signed in has one: the page is the same for everybody
  if (!name.empty()) w.attribute("value", name);
  w.open("span", "cd-help")
      .attribute("id", "cd-name-help")
      .text(message(lang, accounts ? "reader.form.name_help" : "form.name_help"))
      .close("span")
      .close("p");
}

void write_text_field(HtmlWriter& w, std::string_view lang, std::string_view text, bool read_only) {
  w.open("p", "cd-field").open("label").attribute("for", "cd-text").text(message(lang, "form.text")).close("label");
  // maxlength counts UTF-16 units, the server code points: twice as many never stops what the server would take.
  w.open("textarea").attribute("id", "cd-text").attribute("name", "text").attribute("rows", 8).attribute("dir", "auto");
  w.attribute("maxlength", static_cast<std::int64_t>(2 * text::max_comment_code_points)).flag("required");
  w.attribute("aria-describedby", "cd-text-help");
  if (read_only) w.flag("readonly");
  w.raw("\n").text(text).close("textarea");  // HTML drops the first newline of a textarea
  const Html mark = trusted_html("<kbd dir=\"ltr\">&gt;</kbd>");
  w.open("span", "cd-help").attribute("id", "cd-text-help");
  w.html(message_html(lang, "form.text_help", {{"quote", mark}, {"n", text::max_comment_code_points}}));
  w.close("span").close("p");
}

void write_form(HtmlWriter& w, const WriteForm& form) {
  const std::string& lang = form.reader.lang;
  w.open("section", "cd-write").attribute("id", "write").attribute("aria-labelledby", "cd-write-title");
  const std::string heading = "h" + std::to_string(form.heading);
  w.open(heading, "cd-write-title").attribute("id", "cd-write-title");
  w.text(form.reply_to != 0 ? message(lang, "form.title_reply", {{"number", std::to_string(form.reply_to)}})
                            : message(lang, "form.title"));
  w.close(heading);
  if (!form.error.empty()) {
    w.open("p", "cd-note cd-note-error").attribute("role", "alert").text(form.error).close("p");
  }
  if (form.intro) write_intro(w, form);
  w.open("form", "cd-form").attribute("method", "post").attribute("action", form.reader.link(form.base + form.action));
  w.attribute("accept-charset", "utf-8");
  if (form.reply_to != 0) w.hidden("reply_to", std::to_string(form.reply_to));
  if (!form.url.empty()) w.hidden("url", form.url);
  if (!form.title.empty()) w.hidden("title", form.title);
  if (!form.language.empty()) w.hidden("language", form.language);
  write_name_field(w, lang, form.name, !form.account.empty());
  write_text_field(w, lang, form.text);
  write_trap(w, form);
  w.open("p", "cd-submit").open("button").attribute("type", "submit");
  w.text(message(lang, form.reply_to != 0 ? "form.submit_reply" : "form.submit")).close("button");
  w.element("span", "cd-help", message(lang, "form.guest_note")).close("p").close("form");
  if (!form.account.empty()) {
    w.open("p", "cd-help").link(form.reader.link(form.base + form.account), "", message(lang, "reader.form.link"));
    w.close("p");
  }
  w.close("section");
}

}  // namespace comity::http
