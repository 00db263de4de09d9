#include "http/pages/reader.h"

#include "http/forms.h"
#include "http/messages.h"

namespace comity::http {

std::string with_query(std::string_view path, std::string_view name, std::string_view value) {
  const std::size_t hash = path.find('#');
  std::string out(path.substr(0, hash));
  out += out.find('?') == std::string::npos ? '?' : '&';
  out += std::string(name) + "=" + percent_encoded(value);
  if (hash != std::string_view::npos) out += path.substr(hash);
  return out;
}

std::string Reader::link(std::string_view path) const { return asked ? link_in(lang, path) : std::string(path); }

std::string Reader::link_in(std::string_view lang, std::string_view path) { return with_query(path, "lang", lang); }

Reader reader_for(std::string_view asked, const discussion::Site& site, std::string_view story_language) {
  Reader reader;
  if (const auto known = interface_language(asked); !known.empty()) {
    reader.lang = known;
    reader.asked = true;
  } else if (const auto of_story = interface_language(story_language); !of_story.empty()) {
    reader.lang = of_story;
  } else {
    for (const std::string& language : site.languages) {
      if (const auto of_site = interface_language(language); !of_site.empty()) {
        reader.lang = of_site;
        break;
      }
    }
  }
  return reader;
}

std::string story_path(const discussion::Site& site, const discussion::Story& story) {
  // A browser would resolve "." and ".." away, percent-encoded or not.
  const bool named = !story.publisher_id.empty() && story.publisher_id != "." && story.publisher_id != "..";
  return "/s/" + site.key + "/" + (named ? percent_encoded(story.publisher_id) : short_id(story.id));
}

std::string comment_path(const discussion::Site& site, const discussion::Story& story, std::int64_t number) {
  return story_path(site, story) + "/" + std::to_string(number);
}

std::string receipt_path(const Key128& receipt) { return "/r/" + to_base64url(receipt); }

std::string policy_path(const discussion::Site& site) { return "/policy/" + site.key; }

}  // namespace comity::http
