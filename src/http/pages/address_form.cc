#include "http/pages/address_form.h"

#include "actions/leave_address.h"
#include "http/messages.h"

namespace comity::http {
namespace {

void write_box(HtmlWriter& w, std::string_view name, bool checked, std::string_view label) {
  w.open("p").open("label", "cd-check").open("input").attribute("type", "checkbox").attribute("name", name);
  w.attribute("value", "yes");
  if (checked) w.flag("checked");
  w.text(" ").text(label).close("label").close("p");
}

}  // namespace

std::string masked(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return std::string(address.substr(0, 1)) + "…" + std::string(address.substr(std::min(at, address.size())));
}

void write_wants(HtmlWriter& w, const discussion::Contact& contact, std::string_view lang) {
  if (contact.owner.kind == discussion::OwnerKind::staff) {
    write_box(w, "daily", contact.wants.daily, message(lang, "contact.wants.daily"));
    return;
  }
  write_box(w, "decisions", contact.wants.decisions, message(lang, "contact.wants.decisions"));
  write_box(w, "replies", contact.wants.replies, message(lang, "contact.wants.replies"));
}

discussion::Wants wants_in(const Form& form) {
  return {form.value("decisions") == "yes", form.value("replies") == "yes", form.value("daily") == "yes"};
}

void write_address_form(HtmlWriter& w, App& app, const discussion::Comment& comment, const Reader& reader,
                        std::string_view action, std::string_view typed) {
  if (!comment.author) return;
  const auto contacts = actions::addresses_for(app.world, comment);
  if (!contacts) return;
  const std::string& lang = reader.lang;
  w.open("section", "cd-write").attribute("id", "address").attribute("aria-labelledby", "address-title");
  w.open("h2", "cd-write-title").attribute("id", "address-title").text(message(lang, "contact.offer")).close("h2");
  const discussion::Contact* confirmed = nullptr;
  for (const discussion::Contact& contact : *contacts) {
    if (contact.confirmed) confirmed = &contact;
    const char* const key = contact.confirmed ? "contact.goes_to" : "contact.asked";
    w.element("p", "", message_html(lang, key, {{"address", bdi(masked(contact.address))}}));
  }
  w.element("p", "cd-policy", message(lang, confirmed != nullptr ? "contact.offer.another" : "contact.offer.text"));
  w.open("form", "cd-form").attribute("method", "post").attribute("action", action).raw("");
  w.open("p", "cd-field").open("label").attribute("for", "address-field").text(message(lang, "contact.address"));
  w.close("label").open("input").attribute("id", "address-field").attribute("name", "address");
  w.attribute("type", "email").attribute("autocomplete", "email").attribute("dir", "ltr").attribute("maxlength", 254);
  w.attribute("value", typed).flag("required").raw("").close("p");
  discussion::Contact wanted;
  wanted.wants = confirmed != nullptr ? confirmed->wants : discussion::Wants{true, true, false};
  write_wants(w, wanted, lang);
  w.open("p", "cd-submit").open("button").attribute("type", "submit").text(message(lang, "contact.submit"));
  w.close("button").close("p").close("form").close("section");
}

}  // namespace comity::http
