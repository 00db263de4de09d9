// The policy in force, and every version that ever was: a decision links the version it rests on.
#include <algorithm>
#include <chrono>

#include "discussion/contact.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/pages/policy_counts_html.h"

namespace comity::http {
namespace {

std::string version_path(const discussion::Site& site, const Hash256& id) {
  return policy_path(site) + "/" + to_hex(id);
}

void write_version(HtmlWriter& w, std::string_view lang, const store::PolicyDocument& document,
                   const policy::Compiled& policy) {
  Html id{"<code>"};
  id += escaped(to_hex(document.id).substr(0, 16));
  id.markup += "</code>";
  w.element("p", "version",
            message_html(lang, "policy.version", {{"id", id}, {"date", date_only(lang, document.published)}}));
  write_policy_counts(w, document, &policy, lang);
}

void write_versions(HtmlWriter& w, const Reader& reader, const discussion::Site& site,
                    const std::vector<store::PolicyDocument>& versions, const Hash256& shown) {
  if (versions.size() < 2) return;
  w.element("h2", "", message(reader.lang, "policy.versions")).open("ul", "version").raw("");
  for (const store::PolicyDocument& version : versions) {
    if (version.id == shown) continue;
    w.open("li").open("a").attribute("href", reader.link(version_path(site, version.id)));
    w.text(message(reader.lang, "policy.version_item",
                   {{"date", date_only(reader.lang, version.published)}, {"id", to_hex(version.id).substr(0, 16)}}));
    w.close("a");
    write_policy_counts_short(w, version, reader.lang);
    w.close("li");
  }
  w.close("ul");
}

// Where readers (DSA Art. 12) and authorities (Art. 11) reach the publisher; an address leads there.
void write_contact(HtmlWriter& w, std::string_view label, const std::string& contact) {
  if (contact.empty()) return;
  w.open("p").open("strong").text(label).close("strong").text(": ");
  const bool one_word = contact.find_first_of(" \n\t") == std::string::npos;
  if (one_word && discussion::checked_address(contact)) {
    w.link("mailto:" + contact, "", contact);
  } else if (one_word && is_web_address(contact)) {
    w.link(contact, "", contact);
  } else {
    w.html(bdi(contact));
  }
  w.close("p");
}

void write_contacts(HtmlWriter& w, const discussion::Site& site, std::string_view lang) {
  if (site.contact_readers.empty() && site.contact_authorities.empty()) return;
  w.element("h2", "", message(lang, "contact.title"));
  write_contact(w, message(lang, "contact.readers"), site.contact_readers);
  write_contact(w, message(lang, "contact.authorities"), site.contact_authorities);
  if (site.contact_authorities.empty() || site.contact_languages.empty()) return;
  w.open("p").open("strong").text(message(lang, "contact.languages")).close("strong").text(": ");
  bool first = true;
  for (const std::string& language : site.contact_languages) {
    if (!first) w.text(message(lang, "meta.list_separator"));
    first = false;
    const std::string_view catalogue = interface_language(language);
    w.html(bdi(catalogue.empty() ? language : message(catalogue, "meta.language")));
  }
  w.close("p");
}

// What is kept about readers, with the site's own settings.
void write_retention(HtmlWriter& w, const Reader& reader, const discussion::Site& site) {
  const std::string& lang = reader.lang;
  Html link;
  HtmlWriter(link.markup).link(reader.link("/data/" + site.key), "", message(lang, "retention.link"));
  w.open("h2").attribute("id", "data").text(message(lang, "retention.title")).close("h2");
  w.element("p", "", message_html(lang, "retention.intro", {{"link", link}})).open("ul").raw("");
  w.element("li", "", message(lang, "retention.published"));
  w.element("li", "", message(lang, "retention.withdrawn", {{"n", site.retention.withdrawn_days}}));
  w.element("li", "", message(lang, "retention.decided", {{"n", site.retention.decided_days}}));
  w.element("li", "", message(lang, "retention.reports", {{"n", site.retention.reported_days}}));
  for (const char* key : {"retention.danger", "retention.letters", "retention.decisions", "retention.key",
                          "retention.source", "retention.erased"})
    w.element("li", "", message(lang, key));
  w.close("ul");
}

// The language of the policy's own sentences: the reader's where the document has it, else its authoritative one. The
// words around them are in the reader's, whatever the document has.
std::string prose_language(const policy::Compiled& policy, const std::string& lang) {
  for (const std::string& language : policy.languages) {
    if (language == lang) return language;
  }
  return policy.languages.empty() ? lang : policy.languages.front();
}

// Appeals are read for it, so it is kept for a while.
constexpr std::chrono::hours kept_for{1};

// Within how many days half of those were answered that were answered in the last year, and how many they were.
struct Answered {
  std::int64_t many = 0, days = 0;
};
Result<Answered> answered_lately(App& app, const discussion::Site& site) {
  constexpr std::size_t step = 500;
  const Time since = app.world.clock.now() - std::chrono::days(365);
  std::vector<std::int64_t> days;
  discussion::AppealId after;
  for (bool more = true; more;) {
    COMITY_TRY(const auto appeals, app.world.store.appeals(site.id, after, step));
    for (const discussion::Appeal& appeal : appeals) {
      if (appeal.decided && *appeal.decided >= since)
        days.push_back(std::chrono::ceil<std::chrono::days>(*appeal.decided - appeal.filed).count());
    }
    more = appeals.size() == step;
    if (more) after = appeals.back().id;
  }
  if (days.empty()) return Answered{};
  const auto middle = days.begin() + static_cast<std::ptrdiff_t>((days.size() - 1) / 2);
  std::nth_element(days.begin(), middle, days.end());
  return Answered{static_cast<std::int64_t>(days.size()), std::max<std::int64_t>(1, *middle)};
}

void write_deadlines(HtmlWriter& w, const discussion::Site& site, const Answered& answered, const std::string& lang) {
  w.element("h2", "", message(lang, "policy.appeals.title"));
  w.open("p").text(message(lang, "policy.appeals.deadline", {{"n", site.appeal_days}}));
  if (answered.many > 0) {
    w.text(" ").text(message(lang, "policy.appeals.median", {{"n", answered.many}, {"days", answered.days}}));
  }
  w.close("p");
}

Result<Rendered> policy_page(App& app, const Request& request, const discussion::Site& site, const Hash256& id) {
  COMITY_TRY(const auto document, app.world.store.policy(site.id, id));
  COMITY_TRY(const auto policy, app.world.policies.by_id(site.id, id));
  COMITY_TRY(const auto versions, app.world.store.policies(site.id));
  Frame frame;
  frame.reader = reader_for(asked_language(request), site);
  frame.site = &site;
  const std::string& lang = frame.reader.lang;
  const bool in_force = id == site.policy;
  frame.title = message(lang, "policy.title");
  frame.path = in_force ? policy_path(site) : version_path(site, id);
  frame.indexed = in_force;
  const std::string shown = prose_language(*policy, lang);
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  write_version(w, lang, document, *policy);
  if (!in_force) {
    Html link;
    HtmlWriter(link.markup).link(frame.reader.link(policy_path(site)), "", message(lang, "policy.old_link"));
    w.element("p", "cd-note", message_html(lang, "policy.old", {{"link", link}}));
  }
  if (!policy->languages.empty() && shown != policy->languages.front()) {
    const std::string_view catalogue = interface_language(policy->languages.front());
    const std::string binding = catalogue.empty() ? policy->languages.front() : message(catalogue, "meta.language");
    w.element("p", "quiet", message_html(lang, "policy.authoritative", {{"language", bdi(binding)}}));
  }
  w.open("div", "prose").html(trusted_html(policy::to_html(*policy, lang))).close("div");
  write_contacts(w, site, lang);
  w.open("p");
  w.link(frame.reader.link(policy_path(site) + "/decisions"), "", message(lang, "policy.decisions.link")).close("p");
  if (in_force) {
    COMITY_TRY(const auto answered, answered_lately(app, site));
    write_deadlines(w, site, answered, lang);
  }
  if (in_force) write_retention(w, frame.reader, site);
  write_versions(w, frame.reader, site, versions, id);
  const auto until = in_force ? std::optional(app.world.clock.now() + kept_for) : std::nullopt;
  return Rendered{page_html(frame), "text/html; charset=utf-8", page_headers(), until};
}

// What the page says of the site's settings: with another of them it is another page.
std::string settings_of(const discussion::Site& site) {
  std::string all = site.name + '\0' + site.contact_readers + '\0' + site.contact_authorities + '\0';
  for (const std::string& language : site.contact_languages) all += language + ' ';
  for (const std::int64_t n :
       {std::int64_t{static_cast<int>(site.second_look)}, site.appeal_days, site.retention.withdrawn_days,
        site.retention.decided_days, site.retention.reported_days})
    all += ' ' + std::to_string(n);
  return to_hex(sha256(all));
}

Response answer(App& app, const Request& request, const discussion::Site& site, const Hash256& id) {
  const Reader reader = reader_for(asked_language(request), site);
  const std::string what = "policy " + to_hex(id) + " " + settings_of(site) + " " + (reader.asked ? reader.lang : "");
  Response response = app.snapshots.answer(request, {site.id, StoryId{}, "", what, true},
                                           [&] { return policy_page(app, request, site, id); });
  if (response.status >= 400) return error_page(app, request, response.status, "");
  return response;
}

// Without a site: the only site's policy, else the sites to choose from.
Result<Response> policies(App& app, const Request& request) {
  COMITY_TRY(const auto sites, app.world.store.sites());
  Frame frame;
  frame.reader = reader_for(asked_language(request), sites.empty() ? discussion::Site{} : sites.front());
  if (sites.size() == 1) {
    Response response;
    response.status = 303;
    response.add("Location", frame.reader.link(policy_path(sites.front())));
    return response.add("Cache-Control", "no-store");  // a second site may come
  }
  frame.title = message(frame.reader.lang, "policy.title");
  frame.path = "/policy";
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("ul", "sites").raw("");
  for (const discussion::Site& site : sites) {
    w.open("li").open("a").attribute("href", frame.reader.link(policy_path(site)));
    w.open("bdi").text(site.name).close("bdi").close("a").close("li");
  }
  w.close("ul");
  return public_page(200, frame);
}

}  // namespace

void add_policy_pages(App& app) {
  app.router.add("GET", "/policy", [&app](const Request& request) {
    auto page = policies(app, request);
    return page ? *std::move(page) : error_page(app, request, page.error());
  });
  app.router.add("GET", "/policy/{site}", [&app](const Request& request) {
    const auto site = site_of(app, request);
    if (!site) return error_page(app, request, site.error());
    return answer(app, request, *site, site->policy);
  });
  app.router.add("GET", "/policy/{site}/{id}", [&app](const Request& request) {
    const auto site = site_of(app, request);
    if (!site) return error_page(app, request, site.error());
    // The whole hash, with or without the algorithm's name that decisions write before it.
    std::string_view text = request.param("id").value_or("");
    if (text.starts_with("sha256:")) text.remove_prefix(7);
    const auto id = hash256_from_hex(text);
    return id ? answer(app, request, *site, *id) : error_page(app, request, 404, "not_found");
  });
}

}  // namespace comity::http
