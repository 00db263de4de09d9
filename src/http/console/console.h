// The moderators' console: /console/{site}/… Pages that work without scripts; ui/console adds keys and what changes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actions/read_own.h"
#include "http/app.h"
#include "http/console/claims.h"
#include "http/html.h"
#include "http/staff.h"

namespace comity::http {

struct ConsolePage {
  std::string title;    // plain text
  std::string current;  // of the navigation: "queue", "recent" …; '' none
  std::string path;     // behind /console/{site}, for the links to other languages
  Html main;
  std::string undo;  // what can be taken back by one key: "decision=12" or "batch=…"; ''
  Html notice;       // said first, politely
};

// Sent to nobody but the person who is signed in.
Response console_answer(const Request& request, const SignedIn& who, int status, const ConsolePage& page);
// An error as a page of the console.
Response console_error(const Request& request, const SignedIn& who, const Error& error);
// 303 to a page of the console; `path` behind /console/{site}.
Response console_move(const SignedIn& who, std::string_view path);

// "/console/herald/queue", with ?lang= where the reader asked for it.
std::string console_link(const Request& request, const SignedIn& who, std::string_view path);
// What ?deed= says was done just now.
Html done_notice(const Request& request, std::string_view lang);
// The same address for a form's `action`, and the hidden fields that every form of the console has.
void open_console_form(HtmlWriter& w, const Request& request, const SignedIn& who, std::string_view path);

// Whether ugly words are blurred until asked for: a cookie of this browser.
bool blurs_words(const Request& request);

// The text as its author wrote it, with what was found in it marked: for the eye by a line and weight, for a screen
// reader by the element. Line ends stay.
Html marked_text(std::string_view text, const std::vector<policy::ClauseVerdict>& findings);
// A moment, and how long ago that was: "3 h", with the date as a title.
Html ago(Time then, Time now, std::string_view lang);
// "/console/herald/comment/~0123abcd/14"'s part behind the site.
std::string comment_place(StoryId story, CommentId comment);

// What its author will read once `decision` stands: the receipt's facts.
void write_preview(HtmlWriter& w, App& app, const actions::OwnComment& own, const discussion::Decision& decision,
                   std::string_view lang);

void add_console(App& app);
void add_queue_pages(App& app);
void add_comment_pages(App& app, const std::shared_ptr<Claims>& claims);
void add_many_pages(App& app);
void add_recent_pages(App& app);
void add_overview_page(App& app);
void add_policy_editor(App& app);
void add_appeals_pages(App& app);
void add_stories_pages(App& app);
void add_settings_page(App& app);

}  // namespace comity::http
