// On an author's own page: what was done about themselves, what became of their appeals, and the form for another look.
#pragma once

#include <string_view>
#include <vector>

#include "actions/read_own.h"
#include "http/html.h"
#include "http/pages/reader.h"
#include "http/pages/statement_text.h"

namespace comity::http {

// `action`: where the form posts. `typed`: grounds that could not be taken, so that they are not lost. Nothing where
// there is nothing to say.
void write_appeals(HtmlWriter& w, const actions::OwnComment& own, const Reader& reader, std::string_view action,
                   std::string_view typed);

// A warning, premoderation or block: what it is, why in full, until when, and what is still possible.
void write_block(HtmlWriter& w, const discussion::Block& block, std::string_view lang);

// What became of an appeal that is answered: the outcome, who looked, why, and what is left. A person's words stand
// between isolates.
std::vector<Said> appeal_answer(const actions::OwnComment& own, const discussion::Appeal& appeal,
                                std::string_view lang);
// The same of one that contested "no action" on a report.
std::vector<Said> contest_answer(const discussion::Appeal& contest, std::string_view lang);

// "The removal of 3 May 2027 at 10:30 UTC": a decision as an appeal names it.
std::string decision_named(std::string_view lang, const discussion::Decision& decision);

}  // namespace comity::http
