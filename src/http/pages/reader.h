// In which language a page speaks to its reader, and the addresses on it.
#pragma once

#include <string>
#include <string_view>

#include "discussion/records.h"

namespace comity::http {

// The interface's language is in the address (?lang=) or follows from the story and the site: never from the browser's
// headers, so that one address is one page for everybody.
struct Reader {
  std::string lang = "en";  // a catalogue's tag
  bool asked = false;       // ?lang= named it: links keep naming it

  // `path` with ?lang= when it was asked for. Keeps a query and a fragment that `path` has.
  std::string link(std::string_view path) const;
  // `path` in another language.
  static std::string link_in(std::string_view lang, std::string_view path);
};

// `asked`: the query's value, '' when there is none; an unknown language counts as not asked.
Reader reader_for(std::string_view asked, const discussion::Site& site, std::string_view story_language = {});

// "/s/herald/harbour-bridge"; a story without the publisher's id is named by its short id.
std::string story_path(const discussion::Site& site, const discussion::Story& story);
std::string comment_path(const discussion::Site& site, const discussion::Story& story, std::int64_t number);
std::string receipt_path(const Key128& receipt);
std::string policy_path(const discussion::Site& site);

// `path` with "name=value" put into its query, before a fragment.
std::string with_query(std::string_view path, std::string_view name, std::string_view value);

}  // namespace comity::http
