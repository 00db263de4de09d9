// HTML put together from pieces, escaped unless it says otherwise: text goes in through `text` and `attribute`, and
// only what is Html already goes in as it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace comity::http {

// A finished piece of HTML. Made by this file's functions, by the comment renderer's allow-list and by `trusted_html`.
struct Html {
  std::string markup;
  bool empty() const { return markup.empty(); }
  Html& operator+=(const Html& more) {
    markup += more.markup;
    return *this;
  }
};

// For markup written in our own source or made by an allow-list; never for anything a person sent.
inline Html trusted_html(std::string markup) { return Html{std::move(markup)}; }

// & < > " ' become character references; U+0000 and other C0 controls but tab and newline are dropped.
void append_escaped(std::string& out, std::string_view text);
Html escaped(std::string_view text);
// A person's name or words inside a sentence of another direction.
Html bdi(std::string_view text);

// Writes elements straight into one string.
//   HtmlWriter w(out);
//   w.open("p").attribute("class", "note").text("a < b").close("p");
class HtmlWriter {
 public:
  explicit HtmlWriter(std::string& out) : out_(out) {}
  ~HtmlWriter() { finish_tag(); }
  HtmlWriter(const HtmlWriter&) = delete;
  HtmlWriter& operator=(const HtmlWriter&) = delete;

  // `tag` and attribute names come from our source.
  HtmlWriter& open(std::string_view tag);
  HtmlWriter& open(std::string_view tag, std::string_view css_class);
  HtmlWriter& attribute(std::string_view name, std::string_view value);
  HtmlWriter& attribute(std::string_view name, std::int64_t value);
  HtmlWriter& flag(std::string_view name);  // an attribute without a value
  HtmlWriter& text(std::string_view text);
  HtmlWriter& html(const Html& html);
  HtmlWriter& raw(std::string_view markup);  // markup from our own source
  HtmlWriter& close(std::string_view tag);
  // <tag class="css_class">text</tag>
  HtmlWriter& element(std::string_view tag, std::string_view css_class, std::string_view text);
  HtmlWriter& element(std::string_view tag, std::string_view css_class, const Html& html);
  HtmlWriter& link(std::string_view href, std::string_view css_class, std::string_view text);
  HtmlWriter& hidden(std::string_view name, std::string_view value);

 private:
  void finish_tag();
  std::string& out_;
  bool in_tag_ = false;
};

}  // namespace comity::http
