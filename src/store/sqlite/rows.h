// Rows of the database as records. Each `*_columns` is a list for SELECT; its reader begins at column `first`.
#pragma once

#include "store/sqlite/database.h"
#include "store/store.h"

namespace comity::store::sqlite {

extern const char* const site_columns;  // of `site`
discussion::Site read_site(const Query& row, int first = 0);

extern const char* const story_columns;  // of `story`
discussion::Story read_story(const Query& row, int first = 0);

extern const char* const author_columns;  // of `author`
discussion::Author read_author(const Query& row, int first = 0);

inline constexpr int comment_width = 21;
extern const char* const comment_columns;  // of `comment c`
discussion::Comment read_comment(const Query& row, int first = 0);

inline constexpr int revision_width = 6;
extern const char* const revision_columns;  // of `revision r`
discussion::Revision read_revision(const Query& row, int first = 0);

inline constexpr int decision_width = 20;
extern const char* const decision_columns;                            // of `decision d`
discussion::Decision read_decision(const Query& row, int first = 0);  // without its clauses
std::vector<std::string> clauses_of(Connection& connection, SiteId site, DecisionId decision);

extern const char* const appeal_columns;  // of `appeal a`
discussion::Appeal read_appeal(const Query& row, int first = 0);

extern const char* const block_columns;                         // of `block b`
discussion::Block read_block(const Query& row, int first = 0);  // without its strikes

std::string to_list(const std::vector<std::string>& texts);   // a JSON array of texts
std::vector<std::string> from_list(const std::string& json);  // throws Trouble (corrupt)

std::string_view kind_name(policy::AuthorKind kind);
std::string to_findings(const discussion::Decision& decision);  // '' when there are none

}  // namespace comity::store::sqlite
