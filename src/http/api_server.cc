// For the machines that watch this one.

#include "http/api.h"
#include "http/comment_views.h"
#include "http/events.h"
#include "http/rendering.h"

namespace comity::http {
namespace {

Response plain(int status, std::string_view text) {
  Response response;
  response.status = status;
  response.body = text;
  response.add("Content-Type", "text/plain; charset=utf-8").add("Cache-Control", "no-store");
  if (status == 503) response.add("Retry-After", "5");
  return response;
}

template <class N>
void line(std::string& out, std::string_view name, std::string_view type, std::string_view help, N value) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ");
  out.append(type).append("\n").append(name).append(" ").append(std::to_string(value)).append("\n");
}

template <class N>
void labelled(std::string& out, std::string_view name, std::string_view label, std::string_view value, N number) {
  out.append(name).append("{").append(label).append("=\"").append(value).append("\"} ");
  out.append(std::to_string(number)).append("\n");
}

Response metrics(App& app) {
  std::string out;
  out += "# HELP comity_posts_total Comments sent, by what became of them\n# TYPE comity_posts_total counter\n";
  constexpr std::array<std::string_view, 5> outcomes{"advised", "correction_offered", "published", "held", "refused"};
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    labelled(out, "comity_posts_total", "outcome", outcomes[i], app.counters.posted[i].load());
  }
  out += "# HELP comity_answers_total Answers by workers\n# TYPE comity_answers_total counter\n";
  for (std::size_t i = 2; i < 6; ++i) {
    labelled(out, "comity_answers_total", "status", std::to_string(i) + "xx", app.counters.answers[i].load());
  }
  line(out, "comity_writes_too_many_total", "counter", "Writes refused by the rates", app.counters.too_many.load());
  line(out, "comity_writes_cross_site_total", "counter", "Requests refused for their origin",
       app.counters.cross_site.load());
  line(out, "comity_writes_failed_total", "counter", "Writes that the store could not take",
       app.counters.failed.load());
  out += "# HELP comity_sign_in_total Passwords and codes tried by staff\n# TYPE comity_sign_in_total counter\n";
  constexpr std::array<std::string_view, 5> sign_ins{"done", "wrong", "too_many", "busy", "not_private"};
  for (std::size_t i = 0; i < sign_ins.size(); ++i) {
    labelled(out, "comity_sign_in_total", "outcome", sign_ins[i], app.counters.sign_ins[i].load());
  }
  const auto snapshots = app.snapshots.numbers();
  line(out, "comity_snapshot_hits_total", "counter", "Reads answered from memory", snapshots.hits);
  line(out, "comity_snapshot_previous_total", "counter", "Reads answered with the previous bytes", snapshots.previous);
  line(out, "comity_snapshot_rebuilt_total", "counter", "Snapshots rendered", snapshots.rebuilt);
  line(out, "comity_snapshot_bytes", "gauge", "Memory of the snapshots", snapshots.bytes);
  line(out, "comity_snapshots", "gauge", "Snapshots in memory", snapshots.entries);
  line(out, "comity_view_bytes", "gauge", "Memory of comments ready to be shown", app.views->bytes());
  line(out, "comity_rendered_bytes", "gauge", "Memory of rendered comments", app.rendering->bytes());
  line(out, "comity_rate_buckets", "gauge", "Writers remembered by the rates", app.rates.size());
  line(out, "comity_event_streams", "gauge", "Readers who follow live", app.events->following());
  if (app.more_metrics) app.more_metrics(out);
  Response response = plain(200, out);
  response.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  return response;
}

}  // namespace

void add_server(App& app) {
  app.router.add("GET", "/healthz", [](const Request&) { return plain(200, "ok\n"); });
  app.router.add("GET", "/readyz", [&app](const Request&) {
    if (app.stopping()) return plain(503, "stopping\n");
    return app.world.store.sites() ? plain(200, "ok\n") : plain(503, "the store does not answer\n");
  });
  app.router.add("GET", "/metrics", [&app](const Request&) { return metrics(app); });
}

}  // namespace comity::http
