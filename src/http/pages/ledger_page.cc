// The ledgers, for everybody: a page that says what one is and how it is checked, and the files of each log.
//
//   /ledger/{site}            the page            /ledger/{site}/key         the newest log's public key
//   /ledger/{site}/checkpoint, /ledger/{site}/tile/…              of the newest log
//   /ledger/{site}/{log}/checkpoint, …/key, …/tile/…              of log 1, 2 …
//
// Source: C2SP tlog-tiles (paths, content types, caching).
#include "actions/keep_ledger.h"
#include "http/messages.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

constexpr std::size_t longest_path = 8;  // segments behind the log: tile, level, four groups of digits, ".p" and width

std::string ledger_path(const discussion::Site& site) { return "/ledger/" + site.key; }

void write_block(HtmlWriter& w, std::string_view text) {
  w.open("pre").attribute("dir", "ltr").open("code").text(text).close("code").close("pre");
}

void write_log(HtmlWriter& w, App& app, const Reader& reader, const discussion::Site& site,
               const store::LedgerHead& head, const store::KeptCheckpoint& last, bool newest) {
  const std::string& lang = reader.lang;
  if (!newest) w.open("h2").open("bdi").text(head.name).close("bdi").close("h2");
  w.element("p", "",
            message(lang, newest ? "ledger.signed" : "ledger.ended",
                    {{"n", static_cast<std::int64_t>(last.size)}, {"at", date_time(lang, last.at)}}));
  if (const auto key = actions::ledger_note_key(app.world, head)) {
    w.element("h3", "", message(lang, "ledger.key"));
    write_block(w, key->vkey());
  }
  w.element("h3", "", message(lang, "ledger.checkpoint"));
  write_block(w, last.note);
  const std::string files = ledger_path(site) + (newest ? "" : "/" + std::to_string(head.log));
  w.open("p").link(files + "/checkpoint", "", "checkpoint").text(" · ").link(files + "/key", "", "key").close("p");
}

Result<Response> page(App& app, const Request& request, const discussion::Site& site) {
  COMITY_TRY(const auto heads, app.world.store.ledgers(site.id));
  Frame frame;
  frame.reader = reader_for(asked_language(request), site);
  frame.site = &site;
  const std::string& lang = frame.reader.lang;
  frame.title = message(lang, "ledger.title");
  frame.path = ledger_path(site);
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.element("p", "lede", message(lang, "ledger.what"));
  w.open("div", "prose").raw("");
  bool is_signed = false;
  for (auto head = heads.rbegin(); head != heads.rend(); ++head) {
    COMITY_TRY(const auto kept, app.world.store.ledger_checkpoints(site.id, head->log));
    if (kept.empty()) continue;
    write_log(w, app, frame.reader, site, *head, kept.back(), head == heads.rbegin());
    is_signed = true;
  }
  if (!is_signed) {
    w.element("p", "", message(lang, "ledger.empty"));
  } else {
    w.element("h2", "", message(lang, "ledger.check")).element("p", "", message(lang, "ledger.check_how"));
    const std::string at = (app.options.public_url.empty() ? "https://…" : app.options.public_url) + ledger_path(site);
    write_block(w, "comity-verify statement statement.ledger.json --key '" + at +
                       "/key'\n"
                       "comity-verify log FOLDER --key KEY --since CHECKPOINT\n");
    w.element("p", "", message(lang, "ledger.keep"));
  }
  w.close("div");
  return public_page(200, frame);
}

// As bytes for machines. What never changes may be kept for ever.
Response file(std::string bytes, std::string_view type, bool for_ever) {
  Response response;
  response.body = std::move(bytes);
  response.set("Content-Type", type).set("Access-Control-Allow-Origin", "*");
  response.set("Cross-Origin-Resource-Policy", "cross-origin");
  return response.set("Cache-Control", for_ever ? "public, max-age=31536000, immutable" : "public, max-age=10");
}

Result<Response> log_file(App& app, const Request& request, const discussion::Site& site) {
  COMITY_TRY(const auto heads, app.world.store.ledgers(site.id));
  const auto missing = fail(Error::Code::not_found, "no such log");
  std::size_t at = 2;  // behind "ledger" and the site
  std::int64_t log = static_cast<std::int64_t>(heads.size());
  if (const auto number = number_in(request.segments[at])) {
    log = *number;
    ++at;
  }
  if (log < 1 || log > static_cast<std::int64_t>(heads.size())) return missing;
  const store::LedgerHead& head = heads[static_cast<std::size_t>(log - 1)];
  std::string path;
  for (; at < request.segments.size(); ++at) path += (path.empty() ? "" : "/") + request.segments[at];
  constexpr std::string_view text = "text/plain; charset=utf-8";
  if (path == "key") {
    const auto key = actions::ledger_note_key(app.world, head);
    if (!key) return missing;
    return file(key->vkey() + "\n", text, false);
  }
  COMITY_TRY(std::string bytes, actions::ledger_files(app.world.store, site.id, log)(path));
  return path == "checkpoint" ? file(std::move(bytes), text, false)
                              : file(std::move(bytes), "application/octet-stream", true);
}

}  // namespace

void add_ledger_pages(App& app) {
  app.router.add("GET", "/ledger/{site}", [&app](const Request& request) {
    const auto site = site_of(app, request);
    if (!site) return error_page(app, request, site.error());
    auto answer = page(app, request, *site);
    return answer ? *std::move(answer) : error_page(app, request, answer.error());
  });
  std::string pattern = "/ledger/{site}";
  for (std::size_t i = 0; i <= longest_path; ++i) {
    pattern += "/{p" + std::to_string(i) + "}";
    app.router.add("GET", pattern, [&app](const Request& request) {
      const auto site = site_of(app, request);
      if (!site) return problem(404, "not_found", "There is no such site.", request);
      auto answer = log_file(app, request, *site);
      if (answer) return *std::move(answer);
      const bool missing = answer.error().code == Error::Code::not_found;
      return problem(missing ? 404 : 503, missing ? "not_found" : "unavailable",
                     missing ? "The ledger has no such file." : "The ledger cannot be read now.", request);
    });
  }
}

}  // namespace comity::http
