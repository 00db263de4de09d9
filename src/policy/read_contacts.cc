#include "policy/document.h"
#include "policy/table.h"

namespace comity::policy {
namespace {

constexpr std::size_t max_allowed = 1'000;
constexpr std::size_t longest_allowed = 120;

}  // namespace

// [contacts]: what contacts(…) does not find.
void read_contacts(Table& table, Document& document) {
  const TomlItem* section = table.get("contacts", TomlItem::Kind::table);
  if (!section) return;
  Table fields(*section, "the section [contacts]", table.diagnostics());
  const TomlItem* allow = fields.need("allow", TomlItem::Kind::array,
                                      "write allow = [\"herald.example\", \"+99 555 010 0100\"]: your own contacts");
  if (allow && allow->items.size() > max_allowed) {
    table.diagnostics().error(allow->at, "more than 1,000 contacts are allowed",
                              "allow a host instead of its mailboxes");
  } else if (allow) {
    for (const TomlItem& item : allow->items) {
      if (item.kind == TomlItem::Kind::text && item.text.size() <= longest_allowed &&
          document.allowed_contacts.add(item.text)) {
        continue;
      }
      table.diagnostics().error(item.at, "this is no contact that could be allowed",
                                "write a telephone number, a mailbox, a host like \"herald.example\" or a street "
                                "address, in quotation marks");
    }
  }
  fields.finish();
}

}  // namespace comity::policy
