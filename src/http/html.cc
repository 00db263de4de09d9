#include "http/html.h"

namespace comity::http {

void append_escaped(std::string& out, std::string_view text) {
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c > '>' && c != 0x7f) continue;
    std::string_view instead;
    switch (c) {
      case '&':
        instead = "&amp;";
        break;
      case '<':
        instead = "&lt;";
        break;
      case '>':
        instead = "&gt;";
        break;
      case '"':
        instead = "&quot;";
        break;
      case '\'':
        instead = "&#39;";
        break;
      default:
        if ((c >= 0x20 && c != 0x7f) || c == '\t' || c == '\n') continue;
    }
    out.append(text, done, i - done);
    out += instead;
    done = i + 1;
  }
  out.append(text, done, text.size() - done);
}

Html escaped(std::string_view text) {
  Html html;
  append_escaped(html.markup, text);
  return html;
}

Html bdi(std::string_view text) {
  Html html{"<bdi>"};
  append_escaped(html.markup, text);
  html.markup += "</bdi>";
  return html;
}

void HtmlWriter::finish_tag() {
  if (in_tag_) out_ += '>';
  in_tag_ = false;
}

HtmlWriter& HtmlWriter::open(std::string_view tag) {
  finish_tag();
  out_ += '<';
  out_ += tag;
  in_tag_ = true;
  return *this;
}

HtmlWriter& HtmlWriter::open(std::string_view tag, std::string_view css_class) {
  open(tag);
  return css_class.empty() ? *this : attribute("class", css_class);
}

HtmlWriter& HtmlWriter::attribute(std::string_view name, std::string_view value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  append_escaped(out_, value);
  out_ += '"';
  return *this;
}

HtmlWriter& HtmlWriter::attribute(std::string_view name, std::int64_t value) {
  return attribute(name, std::to_string(value));
}

HtmlWriter& HtmlWriter::flag(std::string_view name) {
  out_ += ' ';
  out_ += name;
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  finish_tag();
  append_escaped(out_, text);
  return *this;
}

HtmlWriter& HtmlWriter::html(const Html& html) { return raw(html.markup); }

HtmlWriter& HtmlWriter::raw(std::string_view markup) {
  finish_tag();
  out_ += markup;
  return *this;
}

HtmlWriter& HtmlWriter::close(std::string_view tag) {
  finish_tag();
  out_ += "</";
  out_ += tag;
  out_ += '>';
  return *this;
}

HtmlWriter& HtmlWriter::element(std::string_view tag, std::string_view css_class, std::string_view text) {
  return open(tag, css_class).text(text).close(tag);
}

HtmlWriter& HtmlWriter::element(std::string_view tag, std::string_view css_class, const Html& html) {
  return open(tag, css_class).html(html).close(tag);
}

HtmlWriter& HtmlWriter::link(std::string_view href, std::string_view css_class, std::string_view text) {
  return open("a", css_class).attribute("href", href).text(text).close("a");
}

HtmlWriter& HtmlWriter::hidden(std::string_view name, std::string_view value) {
  return open("input").attribute("type", "hidden").attribute("name", name).attribute("value", value).raw("");
}

}  // namespace comity::http
