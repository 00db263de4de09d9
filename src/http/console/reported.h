// What the console's pages about reports share.
#pragma once

#include "discussion/report.h"
#include "http/console/console.h"

namespace comity::http {

// Behind /console/{site}.
std::string reported_place(StoryId story, CommentId comment);
// The rules that were named, each once.
std::vector<std::string> clauses_in(const std::vector<discussion::Report>& reports);
// What a page shows of them, so that a crowd makes it no longer than that: notices first, then the oldest.
inline constexpr std::size_t most_reports_shown = 100;
std::vector<discussion::Report> shown_of(std::vector<discussion::Report> reports);
// Each with its rule, its words and what became of it. Who sent a notice is named: they ask for an answer.
void write_reports(HtmlWriter& w, const std::vector<discussion::Report>& reports, const policy::Compiled* policy,
                   std::string_view lang, Time now);
// What ?deed= says was done just now.
Html reported_notice(const Request& request, std::string_view lang);
// Why something was not done.
Html error_notice(const Error& error, std::string_view lang);
// A choice of promises to cite; nothing where the policy makes none.
void write_freedoms(HtmlWriter& w, const policy::Compiled& policy, std::string_view chosen, std::string_view lang);

// The button that notes a danger to life, or since when it is noted.
void write_danger(HtmlWriter& w, App& app, const Request& request, const SignedIn& who, StoryId story,
                  CommentId comment);

void add_reported_pages(App& app, const std::shared_ptr<Claims>& claims);
void add_danger_pages(App& app);  // "/console/{site}/danger"
void add_order_pages(App& app);   // "/console/{site}/orders"

}  // namespace comity::http
