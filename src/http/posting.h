// Writing, for the JSON API and for the pages' forms alike: who may send it (Origin), how often (rates), then the
// action, then the caches hear of it.
#pragma once

#include <functional>
#include <string>
#include <tl/expected.hpp>

#include "actions/edit_comment.h"
#include "actions/erase_words.h"
#include "actions/file_appeal.h"
#include "actions/leave_address.h"
#include "actions/post_comment.h"
#include "actions/withdraw_comment.h"
#include "http/app.h"

namespace comity::http {

// Why a request to write was not carried out.
struct Refused {
  int status = 403;
  std::string code;                // "cross_site", "too_many", or an error's name
  std::string detail;              // English
  std::int64_t retry_after_s = 0;  // with 429 and 503
};
Refused refused(const Error& error);
// And a line in the operator's log when it is the machine's fault.
Refused refused_and_logged(App& app, const Request& request, const Error& error);
Response problem(const Refused& refused, const Request& request);

// Requests that change something must come from our own pages or from one of the site's origins: Sec-Fetch-Site
// same-origin or none, or an Origin that is ours or the site's. With neither header (a program, not a browser) a
// POST needs a bearer token or a JSON body, which no foreign form can send. `site` null: our own pages only.
std::optional<Refused> refused_origin(const App& app, const Request& request, const discussion::Site* site);

// For looking up a case code, which could be guessed by trying.
std::optional<Refused> refused_lookup(App& app, const Request& request);

// These check the origin and take from the rates; `source_10m` is filled here.
tl::expected<actions::Posted, Refused> submit(App& app, const Request& request, actions::PostComment post);
tl::expected<actions::Posted, Refused> submit_edit(App& app, const Request& request, actions::EditComment edit);
tl::expected<discussion::Comment, Refused> submit_withdrawal(App& app, const Request& request,
                                                             const discussion::Site& site, const Key128& receipt);

tl::expected<discussion::Appeal, Refused> submit_appeal(App& app, const Request& request, const discussion::Site& site,
                                                        const actions::FileAppeal& file);

tl::expected<discussion::Contact, Refused> submit_address(App& app, const Request& request,
                                                          const discussion::Site& site,
                                                          const actions::LeaveAddress& leave);
// What `erase` does, for whoever has `key` (a receipt or a guest's).
tl::expected<actions::ErasedCount, Refused> submit_erasure(App& app, const Request& request,
                                                           const discussion::Site& site, const Key128& key,
                                                           const std::function<Result<actions::ErasedCount>()>& erase);

}  // namespace comity::http
