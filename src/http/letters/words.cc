#include "http/letters/words.h"

#include "http/messages.h"

namespace comity::http {
namespace {

constexpr std::string_view right_to_left_mark = "\u200F";
constexpr std::string_view body_style =
    "font:16px/1.5 sans-serif;max-width:36em;margin:1em auto;padding:0 1em;overflow-wrap:anywhere";
constexpr std::string_view quote_style =
    "margin:1em 0;padding:0 1em;border-inline-start:3px solid #888;white-space:pre-wrap";

}  // namespace

LetterWriter::LetterWriter(std::string lang, std::string subject)
    : lang_(std::move(lang)), rtl_(direction(lang_) == "rtl"), subject_(std::move(subject)) {}

void LetterWriter::line(std::string_view text) {
  if (rtl_ && !text.empty()) text_ += right_to_left_mark;
  text_ += text;
  text_ += '\n';
}

void LetterWriter::paragraph(std::string_view text) { paragraph(Said{std::string(text), escaped(text)}); }

void LetterWriter::paragraph(const Said& said) {
  if (!text_.empty()) text_ += '\n';
  line(said.plain);
  HtmlWriter(body_).element("p", "", said.html);
}

void LetterWriter::heading(std::string_view text) {
  if (!text_.empty()) text_ += '\n';
  line(text);
  HtmlWriter(body_).open("h2").attribute("style", "font-size:1.1em;margin:1.2em 0 0").text(text).close("h2");
}

void LetterWriter::link(std::string_view before, const std::string& url) {
  if (!text_.empty()) text_ += '\n';
  line(before);
  text_ += url + '\n';  // alone on its line, from left to right whatever the language
  HtmlWriter w(body_);
  w.open("p").text(before).raw("<br>").open("a").attribute("href", url).attribute("dir", "ltr").text(url).close("a");
  w.close("p");
}

void LetterWriter::quote(std::string_view words) {
  text_ += '\n';
  for (std::string_view rest = words; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    text_ += "> " + std::string(rest.substr(0, end)) + '\n';
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  HtmlWriter w(body_);
  w.open("blockquote").attribute("dir", "auto").attribute("style", quote_style).text(words).close("blockquote");
}

void LetterWriter::statement(const std::vector<StatementPart>& parts) {
  for (const StatementPart& part : parts) {
    heading(part.title);
    for (const Said& said : part.said) {
      line(said.plain);
      HtmlWriter(body_).element("p", "", said.html);
    }
  }
}

void LetterWriter::foot() {
  text_ += "\n-- \n";  // RFC 3676 section 4.3
  HtmlWriter(body_).raw("<hr>");
}

LetterWords LetterWriter::finish() {
  LetterWords words{subject_, std::move(text_), {}};
  HtmlWriter w(words.html.markup);
  w.raw("<!doctype html>\n").open("html").attribute("lang", lang_).attribute("dir", direction(lang_)).raw("");
  w.open("head").raw("<meta charset=\"utf-8\">").element("title", "", subject_);
  w.raw("<meta name=\"color-scheme\" content=\"light dark\">").close("head");
  w.open("body").attribute("dir", direction(lang_)).attribute("style", body_style).raw(body_).close("body");
  w.close("html").raw("\n");
  return words;
}

}  // namespace comity::http
