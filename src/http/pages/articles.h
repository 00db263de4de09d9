// The articles of the demonstration paper, compiled in: what a publisher's own pages would show above the discussion.
//
// Files: data/demo/<site>/<publisher's id>.md - lines "name: value", an empty line, Markdown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/html.h"

namespace comity::http {

struct Article {
  std::string site;  // key
  std::string id;    // publisher's id
  std::string title;
  std::string language;
  std::string section;
  std::string byline;
  std::string date;     // "2026-11-20"
  std::string summary;  // plain text
  Html body;
};

// In the order of the front page: newest first.
const std::vector<Article>& articles();
const Article* article_of(std::string_view site, std::string_view publisher_id);
bool is_demonstration(std::string_view site);

}  // namespace comity::http
