// What an author reads about their own comment: what happened, why (rule and words), who decided, what they can do.
// One shape for all states; the case code stands below.
#pragma once

#include <string_view>

#include "actions/read_own.h"
#include "http/html.h"
#include "http/pages/statement_text.h"

namespace comity::http {

// What stands for the comment now; lives as long as `own`.
discussion::Statement statement_of(const actions::OwnComment& own, const discussion::PolicyById& policy_by_id);

// The facts as a list of terms and descriptions.
void write_facts(HtmlWriter& w, const actions::OwnComment& own, const discussion::PolicyById& policy_by_id,
                 std::string_view lang);

}  // namespace comity::http
