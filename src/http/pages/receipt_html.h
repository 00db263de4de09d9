// What an author reads about their own comment: what happened, why (rule and words), who decided, what they can do.
// One shape for all states; the case code stands below.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "actions/read_own.h"
#include "http/html.h"

namespace comity::http {

// A policy by the id that a decision names; null when it is gone.
using PolicyById = std::function<std::shared_ptr<const policy::Compiled>(const Hash256&)>;

// The facts as a list of terms and descriptions.
void write_facts(HtmlWriter& w, const actions::OwnComment& own, const PolicyById& policy_by_id, std::string_view lang);

}  // namespace comity::http
