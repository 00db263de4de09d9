// Why a comment was not taken, in one word that a reader's screen has a sentence for in every language: the `code` of a
// problem. The server's own pages and the widget say the same.
#pragma once

#include <string_view>

#include "actions/post_comment.h"
#include "http/app.h"

namespace comity::http {

// For an error of post_comment: "name" (also one that the policy has something against), "name_taken", "text",
// "closed", "reply_gone", "reply_closed", "not_our_page" or "revoked"; the error's own name for every other.
std::string_view reason_of(App& app, const actions::PostComment& post, const Error& error);

}  // namespace comity::http
