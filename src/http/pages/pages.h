// The groups of pages, each adding its own routes, and what they share: finding what an address means, and saying
// that it means nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "discussion/statement.h"
#include "discussion/transparency.h"
#include "http/app.h"
#include "http/pages/frame.h"
#include "http/posting.h"

namespace comity::http {

void add_front_pages(App& app);    // "/", "/s/{site}", "/assets/…"
void add_story_pages(App& app);    // "/s/{site}/{story}", its fragment, one comment
void add_history_pages(App& app);  // "/s/{site}/{story}/{number}/history"
void add_writing_pages(App& app);  // POST of the form, hints, corrections, "/forget/{site}"
void add_receipt_pages(App& app);  // "/r/{receipt}" and its forms
void add_letters_pages(App& app);  // "/letters/{site}/{token}": behind the links in letters
void add_data_pages(App& app);     // "/data/{site}", "/r/{receipt}/data.json": download, erase
Response own_data_file(const discussion::Site& site, std::string json);  // to be kept by whom it is about
void add_statement_pages(App& app);                                      // "/r/{receipt}/statement", .txt, .json
void add_case_pages(App& app);                                           // "/case"
void add_report_forms(App& app);      // "/s/{site}/{story}/{number}/report" and "/notice"
void add_report_receipts(App& app);   // "/report/{receipt}"
void add_decisions_pages(App& app);   // "/policy/{site}/decisions", .json
void add_transparency(App& app);      // "/policy/{site}/transparency/{file}"
void add_policy_pages(App& app);      // "/policy", "/policy/{site}", "/policy/{site}/{id}"
void add_sign_in_pages(App& app);     // "/sign-in", "/sign-out/{site}"
void add_account_pages(App& app);     // "/account/{site}", its password, sessions and second step
void add_passkeys_pages(App& app);    // "/account/{site}/passkeys"
void add_invitation_pages(App& app);  // "/invitation/{site}/{token}"
void add_people_pages(App& app);      // "/console/{site}/people"
void add_console_landing(App& app);   // "/console/{site}": on to the queue, for those who read it
void add_ledger_pages(App& app);      // "/ledger/{site}" and the files of its logs

std::string transparency_path(const discussion::Site& site, discussion::Year year);

// The page for an error, in the language of the address or of its site.
Response error_page(App& app, const Request& request, int status, std::string_view code);
Response error_page(App& app, const Request& request, const Error& error);

// The sentence above a form that could not be taken; `forbidden_key` where what it asks for may not be done.
std::string fault_of(const Refused& refused, const std::string& forbidden_key);

struct Located {
  discussion::Site site;
  discussion::Story story;
};
// What {site} and {story} of the path name. Errors: `not_found`.
Result<Located> locate(App& app, const Request& request);

// The policies that a site's decisions name.
discussion::PolicyById policies_of(App& app, SiteId site);

std::string_view asked_language(const Request& request);  // ?lang=, '' when absent

// What a page calls the story: its title, else its address, else "Discussion".
std::string title_of(const discussion::Story& story, std::string_view lang);
// A comment's number as addresses write it: 1 and up, digits only, one spelling.
std::optional<std::int64_t> number_in(std::string_view text);
// Only http and https addresses may be linked.
bool is_web_address(std::string_view url);

}  // namespace comity::http
