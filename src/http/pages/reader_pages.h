// The pages of readers who have an account, or want one: "/reader/{site}" and what is under it.
#pragma once

#include "http/app.h"
#include "http/html.h"
#include "http/pages/reader.h"
#include "http/readers.h"

namespace comity::http {

void add_reader_pages(App& app);        // "/reader/{site}": a reader's own account
void add_reader_entry_pages(App& app);  // "/reader/{site}/link", sign-in, join, in/{token}
void add_reader_mutes_pages(App& app);  // "/reader/{site}/mutes" and what fills it

// On to the page that folds the author of a comment away. The same for everybody.
void write_mute_link(HtmlWriter& w, const discussion::Site& site, const discussion::Story& story, std::int64_t number,
                     const Reader& reader);

// The page for whoever is not signed in.
Response reader_entry(const Request& request, const discussion::Site& site);

}  // namespace comity::http
