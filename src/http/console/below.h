// What stands on a comment: the answers below it, and quotations of its words elsewhere in the discussion. Removing it
// leaves all of this as it is, unless a moderator decides otherwise.
#pragma once

#include "http/console/evidence.h"

namespace comity::http {

struct Quotation {
  discussion::Comment comment;     // that readers see
  std::vector<std::string> words;  // as they stand there
};

struct BelowCase {
  std::vector<store::StoredComment> replies;  // the nearest first, up to most_below
  std::size_t many = 0;                       // all of them
  std::vector<Quotation> quotations;          // up to most_below
  std::size_t many_quotations = 0;
  bool is_closed = false;  // to replies: here or above

  bool any() const { return many + many_quotations > 0; }
};
inline constexpr std::size_t most_below = 100;

// A walk over the story; nothing of a comment that readers never saw.
Result<BelowCase> what_is_below(App& app, const SignedIn& who, const ConsoleCase& at);

// With boxes, where `choosable`, for a decision about several.
void write_what_is_below(HtmlWriter& w, const SignedIn& who, const BelowCase& below, std::size_t most, bool choosable);

void add_below_page(App& app);  // /console/{site}/comment/{story}/{comment}/below

}  // namespace comity::http
