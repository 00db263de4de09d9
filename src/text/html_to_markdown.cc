// HTML somebody else wrote becomes Markdown: gumbo reads it as a browser would, and of its tree only what a comment
// may have is written down again.
#include <gumbo.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <vector>

#include "text/address.h"
#include "text/checked.h"
#include "text/links.h"
#include "text/markdown_writer.h"
#include "text/markup.h"

namespace comity::text {
namespace {

constexpr std::size_t most_bytes = 512 * 1024;
// gumbo walks its tree by recursion and rebuilds open formatting in every block: beyond these a comment is no comment.
constexpr std::size_t most_tags = 1'000;

// Drops tags behind the `most_tags`th, and what lies behind `most_bytes`.
std::string within_limits(std::string_view html) {
  std::string clean = scrubbed(html.substr(0, most_bytes));
  std::erase(clean, '\0');
  std::size_t tags = 0;
  std::string out;
  for (std::size_t at = 0; at < clean.size();) {
    const std::size_t next = std::min(clean.find('<', at), clean.size());
    out.append(clean, at, next - at);
    at = next;
    if (at == clean.size()) break;
    if (++tags <= most_tags) {
      out += clean[at++];
      continue;
    }
    const std::size_t end = clean.find('>', at);
    at = end == std::string::npos ? clean.size() : end + 1;
  }
  return out;
}

// Scrubbed, as all text is that comes from gumbo: a character reference above U+10FFFF overflows in it and comes out
// as bytes that are no UTF-8.
std::string attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* a = gumbo_get_attribute(&element.attributes, name);
  return a == nullptr ? std::string() : scrubbed(a->value);
}

// What an element becomes. One that is not listed is its text.
enum class Role {
  text,
  dropped,
  em,
  strong,
  del,
  quoted,
  line_break,
  link,
  image,
  code,
  code_block,
  bullets,
  numbers,
  quotation,
  rule,
  paragraph,
  heading,
  cell,
  block,
};

Role role_of(GumboTag tag) {
  struct Row {
    Role role;
    std::string_view tags;  // each between blanks
  };
  static constexpr Row rows[] = {
      {Role::dropped,
       " script style template noscript iframe object embed svg math title select textarea noembed "
       "noframes audio video canvas "},
      {Role::em, " em i cite dfn var "},
      {Role::strong, " strong b "},
      {Role::del, " del s strike "},
      {Role::quoted, " q "},
      {Role::line_break, " br "},
      {Role::link, " a "},
      {Role::image, " img "},
      {Role::code, " code tt kbd samp "},
      {Role::code_block, " pre xmp listing "},
      {Role::bullets, " ul menu dir "},
      {Role::numbers, " ol "},
      {Role::quotation, " blockquote "},
      {Role::rule, " hr "},
      {Role::paragraph, " p "},
      {Role::heading, " h1 h2 h3 h4 h5 h6 "},
      {Role::cell, " td th "},
      {Role::block,
       " div section article aside header footer figure figcaption table tr caption dl dt dd li address "
       "form fieldset center details summary main nav "},
  };
  static const std::vector<Role> roles = [] {
    std::vector<Role> by_tag(GUMBO_TAG_LAST + 1, Role::text);
    for (int t = 0; t < GUMBO_TAG_LAST; ++t) {
      const std::string name = " " + std::string(gumbo_normalized_tagname(static_cast<GumboTag>(t))) + " ";
      if (name.size() == 2) continue;
      for (const Row& row : rows)
        if (row.tags.find(name) != std::string_view::npos) by_tag[static_cast<std::size_t>(t)] = row.role;
    }
    return by_tag;
  }();
  return roles[std::min<std::size_t>(tag, GUMBO_TAG_LAST)];
}

class Converter {
 public:
  explicit Converter(bool line_ends_break) : line_ends_break_(line_ends_break) {}

  void walk(const GumboNode* node) {
    switch (node->type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
        text(scrubbed(node->v.text.text));
        return;
      case GUMBO_NODE_WHITESPACE:
        text(scrubbed(node->v.text.text));
        return;
      case GUMBO_NODE_ELEMENT:
        element(node->v.element);
        return;
      default:
        return;
    }
  }

  std::string finish() { return writer_.finish(); }

 private:
  void children(const GumboElement& e) {
    for (unsigned i = 0; i < e.children.length; ++i) walk(static_cast<const GumboNode*>(e.children.data[i]));
  }

  // WordPress keeps a comment as it was typed: a line end is a line break, an empty line ends the paragraph. Inside
  // <p> a line end is a blank.
  void text(std::string_view s) {
    if (!line_ends_break_ || paragraphs_ > 0) {
      writer_.text(s);
      return;
    }
    std::string piece;
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (s[i] != '\n') {
        if (s[i] != '\r') piece += s[i];
        continue;
      }
      std::size_t line_ends = 0, next = i;
      for (; next < s.size() && std::string_view(" \t\r\n").find(s[next]) != std::string_view::npos; ++next)
        line_ends += s[next] == '\n';
      writer_.text(piece);
      piece.clear();
      if (line_ends > 1)
        writer_.end_paragraph();
      else
        writer_.line_break_once();
      i = next - 1;
    }
    writer_.text(piece);
  }

  void inline_element(const GumboElement& e, Mark mark) {
    writer_.open(mark);
    children(e);
    writer_.close(mark);
  }

  static void collect_text(const GumboElement& e, std::string& out) {
    for (unsigned i = 0; i < e.children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(e.children.data[i]);
      if (child->type == GUMBO_NODE_ELEMENT) {
        if (child->v.element.tag == GUMBO_TAG_BR)
          out += '\n';
        else
          collect_text(child->v.element, out);
      } else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE ||
                 child->type == GUMBO_NODE_CDATA) {
        out += scrubbed(child->v.text.text);
      }
    }
  }

  void code(const GumboElement& e, bool block) {
    std::string s;
    collect_text(e, s);
    std::erase(s, '\r');
    if (block || s.find('\n') != std::string::npos)
      writer_.code_block(s);
    else
      writer_.code(s);
  }

  void link(const GumboElement& e) {
    const auto address = link_address(attribute(e, "href"));
    if (!address || in_link_) {
      children(e);
      return;
    }
    in_link_ = true;
    writer_.open_link();
    children(e);
    writer_.close_link(address->href);
    in_link_ = false;
  }

  void image(const GumboElement& e) {
    const std::string alt = attribute(e, "alt");
    const auto address = link_address(attribute(e, "src"));
    const bool smiley = attribute(e, "class").find("smil") != std::string::npos ||
                        attribute(e, "class").find("emoji") != std::string::npos;
    if (!address || in_link_ || smiley) {
      writer_.text(alt);
      return;
    }
    writer_.open_link();
    writer_.text(alt.empty() ? address->href : alt);
    writer_.close_link(address->href);
  }

  void list(const GumboElement& e, bool ordered) {
    const std::string start = attribute(e, "start");
    int first = 1;  // what is no number leaves it; too large a one stays 1
    std::from_chars(start.data(), start.data() + start.size(), first);
    writer_.begin_list(ordered, std::clamp(first, 0, 999'999'999));
    for (unsigned i = 0; i < e.children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(e.children.data[i]);
      if (child->type == GUMBO_NODE_WHITESPACE) continue;
      const bool is_item = child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_LI;
      writer_.begin_item();
      ++paragraphs_;
      if (is_item)
        children(child->v.element);
      else
        walk(child);
      --paragraphs_;
      writer_.end_item();
    }
    writer_.end_list();
  }

  void element(const GumboElement& e) {
    switch (role_of(e.tag)) {
      case Role::dropped:
        return;
      case Role::em:
        return inline_element(e, Mark::em);
      case Role::strong:
        return inline_element(e, Mark::strong);
      case Role::del:
        return inline_element(e, Mark::del);
      case Role::quoted:
        writer_.text("“");
        children(e);
        return writer_.text("”");
      case Role::line_break:
        return writer_.line_break();
      case Role::link:
        return link(e);
      case Role::image:
        return image(e);
      case Role::code:
        return code(e, false);
      case Role::code_block:
        return code(e, true);
      case Role::bullets:
        return list(e, false);
      case Role::numbers:
        return list(e, true);
      case Role::quotation:
        writer_.begin_quote();
        children(e);
        return writer_.end_quote();
      case Role::rule:
        return writer_.rule();
      case Role::paragraph:
        writer_.end_paragraph();
        ++paragraphs_;
        children(e);
        --paragraphs_;
        return writer_.end_paragraph();
      case Role::heading:
        writer_.end_paragraph();
        inline_element(e, Mark::strong);
        return writer_.end_paragraph();
      case Role::cell:
        children(e);
        return writer_.text(" ");
      case Role::block:
        writer_.end_paragraph();
        children(e);
        return writer_.end_paragraph();
      case Role::text:
        return children(e);
    }
  }

  MarkdownWriter writer_;
  bool line_ends_break_;
  bool in_link_ = false;
  int paragraphs_ = 0;  // open elements whose line ends are blanks
};

bool has_paragraphs(std::string_view html) {
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    if (at + 2 >= html.size() || (html[at + 1] | 0x20) != 'p') continue;
    if (html[at + 2] == '>' || html[at + 2] == ' ' || html[at + 2] == '\n') return true;
  }
  return false;
}

}  // namespace

std::string html_to_markdown(std::string_view html) {
  const std::string source = within_limits(html);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, source.data(), source.size());
  Converter converter(!has_paragraphs(source));
  converter.walk(output->root);
  gumbo_destroy_output(&options, output);
  return converter.finish();
}

}  // namespace comity::text
