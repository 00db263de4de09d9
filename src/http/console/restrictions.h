// What keeps a comment's author from writing, and the block that the ladder asks for: DSA Art. 23.
#pragma once

#include "http/console/evidence.h"

namespace comity::http {

// Warnings, premoderation and blocks of the author, each to be lifted with a reason; and on the page of the comment
// that was the last straw the form of the block that the ladder asks for. On the author's other comments: where that
// is.
void write_restrictions(HtmlWriter& w, App& app, const Request& request, const SignedIn& who, const ConsoleCase& at);

void add_restriction_forms(App& app);

}  // namespace comity::http
