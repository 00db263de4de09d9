#include "text/safe_html_test.h"

#include <gumbo.h>

#include <set>
#include <string_view>

namespace comity::text {
namespace {

class SafeHtml {
 public:
  static std::string trouble(const std::string& html) {
    GumboOptions options = kGumboDefaultOptions;
    const std::string page = "<!DOCTYPE html><html><head></head><body>" + html + "</body></html>";
    GumboOutput* output = gumbo_parse_with_options(&options, page.data(), page.size());
    std::string found;
    if (output->errors.length > 0) found = "the parser had to repair it";
    const GumboElement& root = output->root->v.element;
    for (unsigned i = 0; i < root.children.length && found.empty(); ++i) {
      const auto* node = static_cast<const GumboNode*>(root.children.data[i]);
      if (node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == GUMBO_TAG_BODY)
        found = children(node->v.element);
      else if (node->type != GUMBO_NODE_ELEMENT || node->v.element.children.length > 0)
        found = "something outside the body";
    }
    gumbo_destroy_output(&options, output);
    return found;
  }

 private:
  static std::string children(const GumboElement& e) {
    for (unsigned i = 0; i < e.children.length; ++i) {
      const auto* node = static_cast<const GumboNode*>(e.children.data[i]);
      if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) continue;
      if (node->type != GUMBO_NODE_ELEMENT) return "a comment or a marked section";
      if (std::string s = element(node->v.element); !s.empty()) return s;
    }
    return {};
  }

  static std::string element(const GumboElement& e) {
    static const std::set<std::string> allowed = {"p",          "br", "em", "strong", "del",  "a",
                                                  "blockquote", "ul", "ol", "li",     "code", "pre"};
    const std::string name = gumbo_normalized_tagname(e.tag);
    if (!allowed.contains(name)) return "element " + name;
    for (unsigned i = 0; i < e.attributes.length; ++i) {
      const auto* a = static_cast<const GumboAttribute*>(e.attributes.data[i]);
      const std::string key = a->name, value = a->value;
      if (name == "ol" && key == "start" && value.find_first_not_of("0123456789") == std::string::npos) continue;
      if (name == "a" && key == "rel" && value == "ugc nofollow noopener") continue;
      if (name == "a" && key == "href" && plain_address(value)) continue;
      return "attribute " + key + "=" + value;
    }
    if (name == "a" && e.attributes.length != 2) return "a link without href or rel";
    return children(e);
  }

  static bool plain_address(std::string_view href) {
    for (const char c : href)
      if (c <= 0x20 || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '`') return false;
    return href.starts_with("https://") || href.starts_with("http://") || href.starts_with("mailto:");
  }
};

}  // namespace

std::string trouble_in(const std::string& html) { return SafeHtml::trouble(html); }

}  // namespace comity::text
