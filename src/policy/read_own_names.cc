#include "policy/document.h"
#include "policy/table.h"

namespace comity::policy {

// [names]: names that the classifier sees as one and the same, beside those of data/names.
void read_own_names(Table& table, Document& document) {
  const TomlItem* section = table.get("names", TomlItem::Kind::table);
  if (!section) return;
  Table fields(*section, "the section [names]", table.diagnostics());
  const TomlItem* own =
      fields.need("own", TomlItem::Kind::array, "write own = [\"Lindenford\", \"Lindenforders\"]: each form by itself");
  if (own && own->items.size() > text::OwnNames::most) {
    table.diagnostics().error(own->at, "there are more than 1,000 names", "list those that your readers dispute about");
  } else if (own) {
    for (const TomlItem& item : own->items) {
      if (item.kind == TomlItem::Kind::text && document.own_names.add(item.text)) continue;
      table.diagnostics().error(item.at, "this is no name that could be found in a comment",
                                "write a word or some words of at most 100 letters, in quotation marks");
    }
  }
  fields.finish();
}

}  // namespace comity::policy
