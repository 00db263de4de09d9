// Values as JSON, in the shapes of schema/openapi.yaml.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actions/post_comment.h"
#include "actions/read_own.h"
#include "base/json.h"
#include "discussion/statement.h"
#include "http/view.h"

namespace comity::http {

// "Clause": id, number and title of a clause in `lang`; one that the policy does not have is shown by its id.
void write_clause(json::Writer& out, const policy::Compiled* policy, std::string_view id, std::string_view lang);
// "Site".
std::string site_json(const discussion::Site& site, const policy::Compiled* policy, std::string_view lang,
                      std::string_view policy_page);
// "Story"; one without an id is not there yet.
void write_story(json::Writer& out, const discussion::Story& story, bool open);
// "Comment".
void write_comment(json::Writer& out, const CommentView& comment, const policy::Compiled* policy,
                   std::string_view lang);

// "Cited": the clauses of these verdicts, each with the author's words that it rests on, once each.
void write_cited(json::Writer& out, const std::vector<policy::ClauseVerdict>& clauses, std::string_view text,
                 const policy::Compiled* policy, std::string_view lang);

// Addresses of pages, to be put before by the public URL when there is one.
struct PageOf {
  std::string_view public_url;
  std::string receipt(const Key128& key) const;
};

// "Posted". `text` is what the verdict's spans are about.
std::string posted_json(const actions::Posted& posted, std::string_view text, std::optional<Time> edit_until,
                        const PageOf& pages, std::string_view lang);
// "Own". `html` of its last text; `statement` of what stands, in a language
// of the catalogues.
void write_own(json::Writer& out, const actions::OwnComment& own, const discussion::Statement& statement,
               std::string_view html, const PageOf& pages, std::string_view lang, std::string_view statement_lang);

}  // namespace comity::http
