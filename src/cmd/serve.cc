// comity serve: the server, until it is told to stop.

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <iostream>
#include <thread>

#include "actions/keep_promises.h"
#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/data_folder.h"
#include "cmd/ledger_keeper.h"
#include "cmd/ledger_key.h"
#include "cmd/regularly.h"
#include "cmd/serve_analyze.h"
#include "cmd/serve_letters.h"
#include "cmd/serving.h"
#include "discussion/story_address.h"
#include "http/analyze/analyzer.h"
#include "http/app.h"
#include "http/server.h"

namespace comity::cmd {
namespace {

struct Listen {
  std::string address;
  std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:8080", "8080".
std::optional<Listen> parse_listen(std::string_view text) {
  Listen listen{"127.0.0.1", 0};
  const std::size_t colon = text.rfind(':');
  std::string_view port = text;
  if (colon != std::string_view::npos) {
    listen.address = text.substr(0, colon);
    port = text.substr(colon + 1);
    if (listen.address.size() > 2 && listen.address.front() == '[' && listen.address.back() == ']') {
      listen.address = listen.address.substr(1, listen.address.size() - 2);
    }
  }
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), listen.port);
  if (error != std::errc{} || end != port.data() + port.size() || !http::parse_address(listen.address)) return {};
  return listen;
}

void say_what_to_open(std::ostream& out, store::Store& store, const std::string& base) {
  const auto sites = store.sites();
  out << "Comity is listening. Open " << base << "/\n";
  if (!sites) return;
  for (const discussion::Site& site : *sites) {
    out << "  " << site.name << ": " << base << "/s/" << site.key << "   its policy: " << base << "/policy/" << site.key
        << '\n';
  }
  if (sites->empty()) {
    out << "  There is no site yet: comity admin site add KEY --origin https://… --name … --data DIR\n";
  }
  out << "Stop it with Ctrl-C.\n" << std::flush;
}

// Before the server listens, because a first request may ask at once; `server` is there a moment later.
void add_server_metrics(http::App& app, const http::Analyzer& analyzer, const std::atomic<const Letters*>& letters,
                        const std::atomic<const http::Server*>& server) {
  app.more_metrics = [&app, &analyzer, &letters, &server](std::string& out) {
    analyzer.write_metrics(out);
    if (const Letters* sent = letters; sent != nullptr) sent->write_metrics(out);
    out += "# HELP comity_brake Clauses that the brake stopped at hold\n# TYPE comity_brake gauge\n";
    for (const discussion::Site& site : app.world.store.sites().value_or(std::vector<discussion::Site>{})) {
      for (const store::Brake& stop : actions::stopped_clauses(app.world, site).value_or(std::vector<store::Brake>{})) {
        out += "comity_brake{site=\"" + site.key + "\",clause=\"" + stop.clause + "\"} 1\n";
      }
    }
    const http::Server* there = server;
    if (there == nullptr) return;
    write_server_metrics(out, *there);
  };
}

// Erasures that are not finished, and words that were kept long enough: a moment's work each time.
void keep_promises(http::App& app) {
  constexpr std::size_t at_once = 200;
  const auto sites = app.world.store.sites();
  for (const discussion::Site& site : sites.value_or(std::vector<discussion::Site>{})) {
    const auto kept = actions::keep_promises(app.world, site, at_once);
    if (!kept) app.log("erasing on " + site.key + " stopped, to go on soon: " + kept.error().detail);
  }
}

struct Settings {
  std::string data;
  std::string listen = "127.0.0.1:8080";
  std::string public_url;
  std::vector<std::string> trusted_proxies;
  std::int64_t workers = 64;
  std::int64_t io_threads = 1;
  std::int64_t header_bytes = 16 * 1024;
  std::int64_t body_bytes = 128 * 1024;
  std::int64_t uri_bytes = 8 * 1024;
  std::int64_t request_ms = 10'000;
  std::int64_t idle_ms = 60'000;
  std::int64_t write_ms = 30'000;
  std::int64_t queue = 1024;
  std::int64_t connections = 20'000;
  std::int64_t connections_per_source = 32;
  bool count_loopback = false;
  std::int64_t streams_per_source = 256;  // a carrier's readers share an address
  std::int64_t snapshot_mb = 48;
  std::int64_t posts_per_guest = 6;
  std::int64_t posts_per_source = 60;
  std::int64_t posts_per_story = 600;
  std::int64_t posts_per_site = 6000;
  std::int64_t events_kept = 1000;
  std::string only;
  std::int64_t analyses_without_key = 0;
  std::int64_t suggestions_kept = 0;
};

void declare(Arguments& args, Settings& s) {
  args.option("--data", s.data, "DIR", "the folder that holds everything; made when it is not there", Need::required);
  args.option("--listen", s.listen, "ADDRESS:PORT", "where to listen (127.0.0.1:8080)");
  args.option("--public-url", s.public_url, "URL", "what readers' browsers call this server");
  args.option("--trusted-proxy", s.trusted_proxies, "CIDR", "may say who asks (Forwarded, X-Forwarded-For, -Proto)");
  args.option("--workers", s.workers, "N", "threads for what waits for the disk (64)");
  args.option("--io-threads", s.io_threads, "N", "threads that hold connections (1)");
  args.option("--max-header", s.header_bytes, "BYTES", "of a request's head (16384)");
  args.option("--max-body", s.body_bytes, "BYTES", "of a request's body (131072)");
  args.option("--max-uri", s.uri_bytes, "BYTES", "of a request's address (8192)");
  args.option("--request-time", s.request_ms, "MS", "for a request to arrive (10000)");
  args.option("--idle-time", s.idle_ms, "MS", "between two requests of a connection (60000)");
  args.option("--write-time", s.write_ms, "MS", "without a reader taking a byte (30000)");
  args.option("--max-waiting", s.queue, "N", "requests that wait for a worker (1024)");
  args.option("--max-connections", s.connections, "N", "in all (20000)");
  args.option("--max-connections-per-source", s.connections_per_source, "N", "per IPv4 address or IPv6 /64 (32)");
  args.flag("--count-loopback", s.count_loopback, "count this machine's connections per source, too");
  args.option("--max-streams-per-source", s.streams_per_source, "N", "event streams, also behind a proxy (256)");
  args.option("--snapshot-memory", s.snapshot_mb, "MB", "for answers kept ready (48)");
  args.option("--guest-rate", s.posts_per_guest, "N", "comments a minute of one guest (6)");
  args.option("--source-rate", s.posts_per_source, "N", "... of one source (60)");
  args.option("--story-rate", s.posts_per_story, "N", "... to one story (600)");
  args.option("--site-rate", s.posts_per_site, "N", "... to one site (6000)");
  args.option("--events-kept", s.events_kept, "N", "of each story, for readers who come back (1000)");
  args.option("--only", s.only, "PART", "serve just this: analyze, the calls of the Perspective API (no database)");
  args.option("--analyses-without-key", s.analyses_without_key, "N",
              "a minute of one source that has no key (0: none)");
  args.option("--suggestions-kept", s.suggestions_kept, "N", "of comments:suggestscore, as training rows (0: none)");
}

int mistake(const std::string& what) {
  std::cerr << "comity serve: " << what << '\n';
  return Exit::usage;
}

// Nothing, or what is wrong with them.
std::optional<std::string> apply(const Settings& s, http::ServerOptions& server, http::AppOptions& app) {
  const auto listen = parse_listen(s.listen);
  if (!listen) return "--listen is ADDRESS:PORT, as in 127.0.0.1:8080";
  for (const std::int64_t n :
       {s.workers, s.io_threads, s.header_bytes, s.body_bytes, s.uri_bytes, s.request_ms, s.idle_ms, s.write_ms,
        s.queue, s.connections, s.connections_per_source, s.snapshot_mb, s.streams_per_source, s.posts_per_guest,
        s.posts_per_source, s.posts_per_story, s.posts_per_site, s.events_kept}) {
    if (n < 1 || n > 1'000'000'000) return "every number is 1 or more";
  }
  if (!s.only.empty() && s.only != "analyze") return "--only knows one part: analyze";
  for (const std::int64_t n : {s.analyses_without_key, s.suggestions_kept}) {
    if (n < 0 || n > 1'000'000'000) return "every number is 0 or more";
  }
  if (s.workers > 1024 || s.io_threads > 64) return "at most 1024 workers and 64 I/O threads";
  server.address = listen->address;
  server.port = listen->port;
  for (const std::string& text : s.trusted_proxies) {
    const auto network = http::parse_network(text);
    if (!network) return "--trusted-proxy " + text + " is no address or CIDR, as in 10.0.0.0/8";
    server.trusted_proxies.push_back(*network);
  }
  if (!s.public_url.empty()) {
    std::string url = s.public_url;
    while (!url.empty() && url.back() == '/') url.pop_back();
    const auto origin = discussion::checked_origin(url);
    if (!origin) return "--public-url is scheme and host, as in https://talk.example.org";
    app.public_url = *origin;
    server.secure = app.public_url.starts_with("https:");
  }
  const auto size = [](std::int64_t n) { return static_cast<std::size_t>(n); };
  server.workers = size(s.workers);
  server.io_threads = size(s.io_threads);
  server.queue = size(s.queue);
  server.message.header_bytes = size(s.header_bytes);
  server.message.body_bytes = size(s.body_bytes);
  server.message.uri_bytes = size(s.uri_bytes);
  server.request_time = std::chrono::milliseconds(s.request_ms);
  server.idle_time = std::chrono::milliseconds(s.idle_ms);
  server.write_time = std::chrono::milliseconds(s.write_ms);
  server.connections = size(s.connections);
  server.connections_per_source = size(s.connections_per_source);
  server.count_loopback = s.count_loopback;
  app.snapshot_bytes = size(s.snapshot_mb) * 1024 * 1024;
  app.streams_per_source = size(s.streams_per_source);
  const auto rate = [](std::int64_t per_minute, double burst) {
    const auto n = static_cast<double>(per_minute);
    return http::Rate{std::max(n, burst), n};
  };
  app.rates.guest = rate(s.posts_per_guest, std::min(10.0, 2.0 * static_cast<double>(s.posts_per_guest)));
  app.rates.source = rate(s.posts_per_source, 1);
  app.rates.newcomer = rate(std::max<std::int64_t>(s.posts_per_source / 3, 1), 1);
  app.rates.story = rate(s.posts_per_story, 1);
  app.rates.site = rate(s.posts_per_site, 1);
  return std::nullopt;
}

int serve(const Words& words) {
  Settings settings;
  Arguments args("comity serve", "Serves the discussions of a data folder until it is told to stop.",
                 "Limits and what they answer: docs/operate/limits.md");
  declare(args, settings);
  LetterSettings mail;
  declare(args, mail);
  if (const auto stop = args.parse(words)) return *stop;
  http::ServerOptions options;
  http::AppOptions app_options;
  if (const auto wrong = apply(settings, options, app_options)) return mistake(*wrong);
  const http::AnalyzerOptions analyzing{settings.data, classify::shipped_model(), settings.analyses_without_key,
                                        static_cast<std::size_t>(settings.suggestions_kept), app_options.public_url};
  if (settings.only == "analyze") return serve_analyze(options, analyzing);

  // glibc gives each thread a heap of its own, and the workers' heaps keep what they freed: after reading a large
  // archive 173 MB with its default, 149 MB so (bench/run.py, memory). A heap for each core is enough.
  mallopt(M_ARENA_MAX, static_cast<int>(std::max(2U, std::thread::hardware_concurrency())));
  const sigset_t signals = block_stop_signals();
  raise_open_files(options.connections);
  store::sqlite::Options storing;
  storing.events_kept = settings.events_kept;
  auto folder = DataFolder::open(settings.data, Missing::create, storing);
  if (!folder) return complain(folder.error());
  if (const Done held = (*folder)->hold(settings.listen); !held) {
    complain(held.error());
    return Exit::machine_failed;
  }

  auto signing = ledger_key(settings.data, Missing::create);
  if (!signing) return complain(signing.error());
  (*folder)->world().ledger_key = *std::move(signing);

  http::App app((*folder)->world(), app_options);
  (*folder)->world().brakes->on_stop([&app](const std::string& line) { app.log(line); });
  (*folder)->world().policies.on_warning([&app](const std::string& line) { app.log(line); });
  http::add_api(app);
  http::add_pages(app);
  http::Analyzer analyzer(analyzing, (*folder)->world().clock);
  analyzer.add_to(app.router);
  std::atomic<const http::Server*> listening{nullptr};
  std::atomic<const Letters*> sending{nullptr};
  add_server_metrics(app, analyzer, sending, listening);
  http::Service service{[&](const http::Request& request) {
                          auto answer = app.quick(request);
                          return answer ? std::move(answer) : analyzer.quick(request);
                        },
                        [&app](http::Request& request) { return app.answer(request); },
                        [&app](const std::string& line) { app.log(line); }};
  auto server = http::Server::start(options, std::move(service), (*folder)->world().clock, (*folder)->world().random);
  if (!server) {
    std::cerr << "comity serve: " << server.error().detail
              << "\n  Another program listens there, or it may not: choose another with --listen.\n";
    return Exit::machine_failed;
  }
  listening = server->get();
  const std::string base = base_url(app_options.public_url, options, **server);
  auto letters = Letters::prepare(mail, app, settings.data, base);
  if (!letters) return mistake(letters.error().detail);
  sending = letters->get();
  (*letters)->start();
  say_what_to_open(std::cerr, (*folder)->store(), base);
  const LedgerKeeper ledgers((*folder)->world(), std::chrono::minutes(1),
                             [&app](const std::string& line) { app.log(line); });
  const Regularly promises(std::chrono::seconds(5), [&app] { keep_promises(app); });
  wait_for_stop(signals, [&app] { app.stop(); }, **server);
  return Exit::done;
}

}  // namespace

std::vector<Command> serve_commands() { return {{"serve", "serve the discussions of a data folder", serve}}; }

}  // namespace comity::cmd
