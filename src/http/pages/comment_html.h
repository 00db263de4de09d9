// One comment as readers see it: an article with its number, or the line that stands in its place.
#pragma once

#include <string>
#include <string_view>

#include "http/html.h"
#include "http/pages/reader.h"
#include "http/view.h"

namespace comity::http {

struct CommentPlace {
  Reader reader;
  std::string base;    // put before every address; '' on our own pages
  std::string story;   // path of the story
  std::string policy;  // path of the policy
  const policy::Compiled* rules = nullptr;
  bool may_reply = true;
};

struct Shown {
  int depth = 0;                  // 0 .. discussion::max_shown_depth
  bool says_reply_to = false;     // "in reply to no. n": where the indentation does not say it
  bool reply_to_is_here = false;  // that comment is on this page
  bool is_target = false;         // the one that the page is about
};

void write_comment(HtmlWriter& w, const CommentView& comment, const CommentPlace& place, const Shown& shown);

// "Anna · 2"; '' when erased.
std::string shown_name(const CommentView& comment);

}  // namespace comity::http
