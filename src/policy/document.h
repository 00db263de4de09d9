// The policy document after its form is checked and before its conditions are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/conditions.h"
#include "policy/contacts.h"
#include "policy/diagnostics.h"
#include "policy/lexicon.h"
#include "policy/policy.h"
#include "policy/toml.h"
#include "text/names.h"

namespace comity::policy {

inline constexpr std::size_t max_clauses = 200;
inline constexpr std::size_t max_patterns = 200;

struct Document {
  std::string name;
  std::vector<std::string> languages;
  Prose preamble;
  std::vector<Clause> clauses;
  std::vector<Position> when_at;  // of each clause: the opening quotation mark of its condition
  std::vector<Position> refuse_when_at;
  std::vector<Freedom> freedoms;
  std::vector<LadderStep> ladder;
  std::vector<Sides> sides;
  std::vector<Lexicon> lexicons;  // the document's own, a shipped one's additions included
  std::vector<Position> lexicon_at;
  std::vector<Pattern> patterns;
  std::vector<Position> pattern_at;
  AllowedContacts allowed_contacts;
  text::OwnNames own_names;
};

// Everything wrong with it goes to `diagnostics`. `source` is the document's bytes.
Document read_document(const TomlItem& root, Diagnostics& diagnostics);

// Parts of read_document, one for each kind of section.
class Table;
void read_clauses(Table& table, Document& document);
void read_lexicons(Table& table, Document& document);
void read_patterns(Table& table, Document& document);
void read_contacts(Table& table, Document& document);
void read_own_names(Table& table, Document& document);
void read_ladder(Table& table, Document& document);

}  // namespace comity::policy
