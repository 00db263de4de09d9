#include "http/console/policy_versions.h"

#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/pages/policy_counts_html.h"
#include "policy/diff.h"

namespace comity::http {
namespace {

// The version that was in force before this one was, when it was put in force first.
std::optional<Hash256> before(const std::vector<store::PolicyDocument>& history, const Hash256& id) {
  std::optional<Hash256> last;
  for (const store::PolicyDocument& one : history) {
    if (one.id == id) break;
    last = one.id;
  }
  return last;
}

Result<Response> version(App& app, const Request& request, const SignedIn& who) {
  const auto id = hash256_from_hex(request.param("id").value_or(""));
  if (!id) return fail(Error::Code::not_found, "no such policy");
  COMITY_TRY(const auto document, app.world.store.policy(who.site.id, *id));
  COMITY_TRY(const auto history, app.world.store.policy_history(who.site.id));
  const std::string& lang = who.lang;
  const auto policy = app.world.policies.by_id(who.site.id, *id);
  ConsolePage page;
  page.current = "policy";
  page.path = "/policy/" + to_hex(*id);
  page.title = message(lang, "policy.version_item",
                       {{"date", date_only(lang, document.published)}, {"id", to_hex(*id).substr(0, 16)}});
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  w.open("p", "quiet").text(date_time(lang, document.published)).text(" · ");
  w.open("bdi").text(document.by).close("bdi").close("p");
  write_policy_counts(w, document, policy ? policy->get() : nullptr, lang);
  if (const auto older_id = before(history, *id); older_id && policy) {
    if (const auto older = app.world.policies.by_id(who.site.id, *older_id)) {
      w.element("h2", "", message(lang, "console.policy.changes"));
      w.open("pre").attribute("lang", "en").attribute("dir", "auto");
      w.text(policy::to_text(policy::differences(**older, **policy))).close("pre");
    }
  }
  w.element("h2", "", message(lang, "console.policy.source"));
  w.open("pre").attribute("dir", "ltr").text(document.source).close("pre");
  w.open("p").link(console_link(request, who, "/policy"), "", message(lang, "console.policy.back")).close("p");
  return console_answer(request, who, 200, page);
}

}  // namespace

void write_policy_history(HtmlWriter& w, const Request& request, const SignedIn& who,
                          const std::vector<store::PolicyDocument>& versions) {
  w.open("section").element("h2", "", message(who.lang, "console.policy.history")).open("ol", "past").raw("");
  for (const store::PolicyDocument& version : versions) {
    w.open("li").open("a").attribute("href", console_link(request, who, "/policy/" + to_hex(version.id)));
    w.open("code").text(to_hex(version.id).substr(0, 16)).close("code").close("a");
    if (version.id == who.site.policy)
      w.text(" · ").element("strong", "", message(who.lang, "console.policy.in_force"));
    w.text(" · ").text(date_time(who.lang, version.published));
    w.text(" · ").open("bdi").text(version.by).close("bdi");
    write_policy_counts_short(w, version, who.lang);
    w.close("li");
  }
  w.close("ol").close("section");
}

void add_policy_versions(App& app) {
  add_staff_route(app, "GET", "/console/{site}/policy/{id}", Permission::edit_policy,
                  [](App& a, const Request& request, const SignedIn& who) {
                    auto page = version(a, request, who);
                    return page ? *std::move(page) : console_error(request, who, page.error());
                  });
}

}  // namespace comity::http
