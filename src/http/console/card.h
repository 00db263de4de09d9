// A comment as the queue shows it: one card.
#pragma once

#include "http/console/console.h"
#include "http/forms.h"

namespace comity::http {

struct Card {
  const store::HeldItem& item;
  std::int64_t alike = 0;
  const discussion::Story* story = nullptr;
  const policy::Compiled* policy = nullptr;
  std::string query;    // of the queue it was found in: where deciding leads on; '' none
  bool chosen = false;  // has a box to be chosen for a decision about many
};
void write_card(HtmlWriter& w, const Request& request, const SignedIn& who, const Card& card, Time now);

// "Not machine-checked in this language", where `policy` asks the classifier and that does not know the language:
// unknown is not clean. `policy` and `story` may be null.
void write_not_checked(HtmlWriter& w, const policy::Compiled* policy, const discussion::Revision& revision,
                       const discussion::Story* story, std::string_view lang);

// Boxes for clauses, the given ones checked.
void write_clause_boxes(HtmlWriter& w, const policy::Compiled& policy, const std::vector<std::string>& checked,
                        std::string_view lang);

// What of a queue an address asks for: order, clause, language, place.
struct QueueAsked {
  store::WaitingQuery query;
  std::string text;  // the query string without the place, "?order=newest&clause=spam"
};
QueueAsked queue_asked(App& app, const SignedIn& who, const Pairs& from);
std::string place_text(const store::WaitingPlace& place);

}  // namespace comity::http
