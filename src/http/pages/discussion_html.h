// A discussion as HTML: the part that the story's page, the fragment and the widget's fallback share.
#pragma once

#include <string>

#include "http/html.h"
#include "http/pages/comment_html.h"
#include "http/view.h"

namespace comity::http {

struct DiscussionPlace {
  Reader reader;
  std::string base;                  // public URL when the markup stands on a publisher's page; '' on our own
  std::string story;                 // path of the story's page
  std::string url, title, language;  // of a story that is not there yet, as the page gave them
  bool continued = false;            // not the first page: there is a way back to it
  bool form = true;
};

void write_discussion(HtmlWriter& w, const DiscussionView& view, const DiscussionPlace& place);

// "3 await review; 31 not published: 24 spam, 7 rule 2"; empty when there is nothing to say.
Html foot_line(const DiscussionView& view, const DiscussionPlace& place);

}  // namespace comity::http
