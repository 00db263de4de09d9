// A statement of reasons in sentences of a reader's language. One composer for the receipt's page, the statement as a
// page, as plain text and as JSON, so that all say the same; the sentences are the catalogues' (`notice.`,
// `statement.`), the rules the policy's own, the words the author's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "discussion/statement.h"
#include "http/html.h"

namespace comity::http {

struct Said {
  std::string plain;  // a person's words stand between isolates (U+2068, U+2069)
  Html html;          // without the paragraph around it
  std::string css_class{};
};

// What happened, why, who decided, what can be done; a part may be empty.
struct StatementPart {
  std::string key;  // "what" | "why" | "who" | "can"
  std::string title;
  std::vector<Said> said;
};
std::vector<StatementPart> statement_text(const discussion::Statement& statement, std::string_view lang);

// The parts as a list of terms and descriptions. `more` is said at the end of what can be done.
void write_statement(HtmlWriter& w, const std::vector<StatementPart>& parts);
// Lines that end with '\n', parts parted by an empty one.
std::string plain_statement(const std::vector<StatementPart>& parts);
// "Statement" of schema/openapi.yaml.
void write_statement(json::Writer& out, const discussion::Statement& statement, std::string_view lang);

}  // namespace comity::http
