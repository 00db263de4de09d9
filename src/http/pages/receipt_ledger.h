// Where a decision stands in the ledger, for its author: entry, checkpoint, and the statement that comity-verify reads.
#pragma once

#include <string>

#include "actions/read_own.h"
#include "http/app.h"
#include "http/html.h"
#include "http/pages/reader.h"

namespace comity::http {

// A section of its own about one of `own`'s decisions; nothing when it has no entry yet.
void write_ledger_place(HtmlWriter& w, App& app, const actions::OwnComment& own, const discussion::Decision& decision,
                        const Reader& reader);
// The same as lines of plain text; '' when it has none.
std::string ledger_text(App& app, const actions::OwnComment& own, const discussion::Decision& decision,
                        std::string_view lang);
// The statement that comity-verify reads (docs/formats/ledger.md); '' when it has none.
std::string ledger_json(App& app, const actions::OwnComment& own, const discussion::Decision& decision);

// "/r/{receipt}/statement.ledger.json": of the last decision, or of ?decision=1, 2 ...
void add_ledger_statement(App& app);

}  // namespace comity::http
