// cmark reads, we write: the tree is walked and only elements of the allow-list are ever put out, so that nothing
// cmark's own renderer can be talked into reaches a reader.
#include "text/markup.h"

#include <cmark-gfm.h>

#include <algorithm>

#include "text/address.h"
#include "text/characters.h"
#include "text/markup_tree.h"

namespace comity::text {
namespace {

constexpr int deepest = 16;
// One address may be defined once and linked to from everywhere ("[a]: https://..."): what all of them may add up to.
constexpr std::size_t most_address_bytes = 256 * 1024;

// Controls and noncharacters mean nothing in HTML; its parsers complain of them.
bool shown(char32_t c) {
  if (c < 0x20) return c == '\n' || c == '\t';
  return !(c >= 0x7F && c <= 0x9F) && !(c >= 0xFDD0 && c <= 0xFDEF) && (c & 0xFFFE) != 0xFFFE;
}

void append_text(std::string& out, std::string_view text) {
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    if (shown(next_code_point(text, at))) continue;
    append_escaped_html(out, text.substr(done, here - done));
    if (text.substr(here, at - here) == escaped_tilde) out += '~';
    done = at;
  }
  append_escaped_html(out, text.substr(done));
}

// The escaped tildes of `text` as a reader sees them: in code and in raw HTML a backslash is a backslash.
std::string with_tildes(std::string_view text, std::string_view seen) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find(escaped_tilde); at != std::string_view::npos; at = text.find(escaped_tilde, done)) {
    out += text.substr(done, at - done);
    out += seen;
    done = at + escaped_tilde.size();
  }
  out += text.substr(done);
  return out;
}

std::string verbatim(std::string_view text) { return with_tildes(text, "\\~"); }

class Writer {
 public:
  Writer(const Parsed& parsed, std::string_view source) : parsed_(parsed), source_(source) {}

  std::string run() {
    cmark_iter* iter = cmark_iter_new(parsed_.tree.get());
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
      cmark_node* node = cmark_iter_get_node(iter);
      if (event == CMARK_EVENT_ENTER)
        enter(node);
      else
        leave(node);
    }
    cmark_iter_free(iter);
    return std::move(out_);
  }

  std::vector<std::string> hosts;

 private:
  static std::string_view literal(cmark_node* node) {
    const char* s = cmark_node_get_literal(node);
    return s == nullptr ? std::string_view() : std::string_view(s);
  }

  // Opens an element unless it lies too deep; what lies too deep loses its element, not its text.
  void open(std::string_view tag) {
    const bool shown = static_cast<int>(open_.size()) < deepest;
    open_.push_back(shown ? tag.substr(0, tag.find(' ')) : std::string_view());
    if (!shown) return;
    out_ += '<';
    out_ += tag;
    out_ += '>';
  }

  void close() {
    if (open_.empty()) return;
    const std::string_view tag = open_.back();
    open_.pop_back();
    if (tag.empty()) return;
    out_ += "</";
    out_ += tag;
    out_ += '>';
  }

  void open_link(const Address& address) {
    hosts.push_back(address.host);
    out_ += "<a href=\"";
    append_escaped_html(out_, address.href);
    out_ += "\" rel=\"ugc nofollow noopener\">";
  }

  static bool in_tight_list(cmark_node* paragraph) {
    cmark_node* item = cmark_node_parent(paragraph);
    cmark_node* list = item == nullptr ? nullptr : cmark_node_parent(item);
    return list != nullptr && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
  }

  // Too deep for an element of their own, blocks still must not run together.
  void part_blocks() {
    if (static_cast<int>(open_.size()) >= deepest && !out_.empty() && !out_.ends_with('>')) out_ += "<br>";
  }

  void enter(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_BLOCK_QUOTE:
        open("blockquote");
        return;
      case CMARK_NODE_LIST:
        open_list(node);
        return;
      case CMARK_NODE_ITEM:
        open("li");
        return;
      case CMARK_NODE_PARAGRAPH:
        if (in_tight_list(node)) {
          if (cmark_node_previous(node) != nullptr || static_cast<int>(open_.size()) >= deepest) part_blocks();
          return;
        }
        part_blocks();
        open("p");
        return;
      case CMARK_NODE_HEADING:
        part_blocks();
        open("p");
        open("strong");
        return;
      case CMARK_NODE_THEMATIC_BREAK:
        part_blocks();
        open("p");
        out_ += "* * *";
        close();
        return;
      case CMARK_NODE_CODE_BLOCK:
        part_blocks();
        open("pre");
        open("code");
        append_text(out_, with_addresses(verbatim(literal(node)), true));
        close();
        close();
        return;
      case CMARK_NODE_HTML_BLOCK:
        html_block(node);
        return;
      case CMARK_NODE_TEXT:
        text(node);
        return;
      case CMARK_NODE_HTML_INLINE:
        plain(verbatim(literal(node)));
        return;
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        out_ += "<br>";
        return;
      case CMARK_NODE_CODE:
        open("code");
        append_text(out_, with_addresses(verbatim(literal(node)), true));
        close();
        return;
      case CMARK_NODE_EMPH:
        open("em");
        return;
      case CMARK_NODE_STRONG:
        open("strong");
        return;
      case CMARK_NODE_LINK:
      case CMARK_NODE_IMAGE:
        enter_link(node);
        return;
      default:
        return;
    }
  }

  void leave(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH:
        if (!in_tight_list(node)) close();
        return;
      case CMARK_NODE_HEADING:
        close();
        close();
        return;
      case CMARK_NODE_BLOCK_QUOTE:
      case CMARK_NODE_LIST:
      case CMARK_NODE_ITEM:
      case CMARK_NODE_EMPH:
      case CMARK_NODE_STRONG:
        close();
        return;
      case CMARK_NODE_LINK:
      case CMARK_NODE_IMAGE:
        leave_link(node);
        return;
      default:
        return;
    }
  }

  void open_list(cmark_node* node) {
    if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST) {
      open("ul");
      return;
    }
    const int start = cmark_node_get_list_start(node);
    if (start == 1) {
      open("ol");
      return;
    }
    const std::string tag = "ol start=\"" + std::to_string(std::max(start, 0)) + "\"";
    open(tag);
    if (!open_.back().empty()) open_.back() = "ol";
  }

  void html_block(cmark_node* node) {
    part_blocks();
    open("p");
    std::string_view lines = literal(node);
    while (lines.ends_with('\n')) lines.remove_suffix(1);
    for (bool first = true; !lines.empty() || first; first = false) {
      if (!first) out_ += "<br>";
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      plain(verbatim(lines.substr(0, end)));
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    close();
  }

  void enter_link(cmark_node* node) {
    const char* url = cmark_node_get_url(node);
    const std::string target = with_addresses(with_tildes(url == nullptr ? "" : url, "~"), false);
    const auto address = link_depth_ == 0 ? link_address(target) : std::optional<Address>();
    const bool linked = address && spend(address->href.size());
    links_.push_back(linked);
    if (!linked) return;
    ++link_depth_;
    open_link(*address);
    if (cmark_node_first_child(node) == nullptr) append_text(out_, target);
  }

  void leave_link(cmark_node*) {
    if (links_.empty()) return;
    if (links_.back()) {
      --link_depth_;
      out_ += "</a>";
    }
    links_.pop_back();
  }

  void text(cmark_node* node) {
    const std::string_view s = literal(node);
    const auto found = parsed_.strokes.find(node);
    std::size_t done = 0;
    if (found != parsed_.strokes.end()) {
      for (const auto& [at, opens] : found->second) {
        plain(s.substr(done, at - done));
        if (opens)
          open("del");
        else
          close();
        done = at + 2;
      }
    }
    plain(s.substr(done));
  }

  // Text with its addresses as links.
  void plain(std::string_view s) {
    std::size_t done = 0;
    for (Place p = place(s, 0); p.begin != std::string_view::npos; p = place(s, done)) {
      append_text(out_, s.substr(done, p.begin - done));
      const Link& link = parsed_.links[p.link].link;
      const std::string_view as_typed = written(link.span);
      const auto address = link_depth_ == 0 ? web_address(link.url) : std::optional<Address>();
      const bool linked = address && spend(address->href.size());
      if (linked) open_link(*address);
      append_text(out_, as_typed);
      if (linked) out_ += "</a>";
      done = p.end;
    }
    append_text(out_, s.substr(done));
  }

  Place place(std::string_view s, std::size_t from) const { return next_place(s, from, parsed_.links.size()); }

  // A piece of the source; nothing once the comment's addresses have had more than their share.
  std::string_view written(Span s) {
    return spend(s.end - s.begin) ? source_.substr(s.begin, s.end - s.begin) : std::string_view();
  }

  // `s` with its addresses as they were typed, or in code and raw HTML with the brackets they were typed in.
  std::string with_addresses(std::string_view s, bool in_brackets) {
    std::string out;
    std::size_t done = 0;
    for (Place p = place(s, 0); p.begin != std::string_view::npos; p = place(s, done)) {
      out += s.substr(done, p.begin - done);
      const Parsed::Address& a = parsed_.links[p.link];
      out += written(in_brackets ? a.source : a.link.span);
      done = p.end;
    }
    out += s.substr(done);
    return out;
  }

  bool spend(std::size_t bytes) {
    if (address_bytes_ + bytes > most_address_bytes) return false;
    address_bytes_ += bytes;
    return true;
  }

  const Parsed& parsed_;
  std::string_view source_;
  std::string out_;
  std::vector<std::string_view> open_;  // names of the open elements; "" where one was cut
  std::vector<bool> links_;             // for each open link of the source, whether it was put out
  int link_depth_ = 0;
  std::size_t address_bytes_ = 0;
};

}  // namespace

std::string to_html(const CheckedText& text) {
  const Parsed parsed = parse_markdown(text);
  return Writer(parsed, text.utf8()).run();
}

std::vector<std::string> link_hosts(const CheckedText& text) {
  const Parsed parsed = parse_markdown(text);
  Writer writer(parsed, text.utf8());
  writer.run();
  std::vector<std::string> hosts = std::move(writer.hosts);
  std::erase(hosts, "");
  std::sort(hosts.begin(), hosts.end());
  hosts.erase(std::unique(hosts.begin(), hosts.end()), hosts.end());
  return hosts;
}

}  // namespace comity::text
