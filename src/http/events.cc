#include "http/events.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/json.h"

namespace comity::http {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t at_most = 1000;  // events at once; who is further behind loads the discussion anew
constexpr auto retry_after_failure = std::chrono::seconds(1);

void write_event(json::Writer& out, const discussion::Event& event) {
  out.object().member("position", event.id).member("kind", discussion::name(event.kind)).key("number");
  if (event.number == 0) {
    out.null();
  } else {
    out.value(event.number);
  }
  out.member("at", rfc3339(event.at)).end();
}

std::string as_stream(const discussion::Event& event) {
  std::string text =
      "id: " + std::to_string(event.id) + "\nevent: " + std::string(discussion::name(event.kind)) + "\ndata: ";
  json::Writer out(text);
  write_event(out, event);
  return text + "\n\n";
}

std::string reset_stream(std::int64_t position) {
  const std::string at = std::to_string(position);
  return "id: " + at + "\nevent: reset\ndata: {\"position\":" + at +
         ",\"kind\":\"reset\",\"number\":null,\"at\":null}\n\n";
}

std::string as_list(const std::vector<discussion::Event>& events, std::int64_t position, bool reset) {
  std::string text;
  json::Writer out(text);
  out.object().member("position", position).member("reset", reset).key("events").array();
  for (const discussion::Event& event : events) write_event(out, event);
  out.end().end();
  return text;
}

// What is new after a position, or that the position is of no use.
struct News {
  std::vector<discussion::Event> events;
  std::int64_t position = 0;
  bool reset = false;
};

Result<News> news_after(store::Store& store, SiteId site, StoryId story, std::int64_t from) {
  auto events = store.events(site, story, from, at_most);
  if (events && events->size() < at_most) {
    const std::int64_t position = events->empty() ? from : events->back().id;
    return News{*std::move(events), position, false};
  }
  if (!events && events.error().code != Error::Code::not_found) return fail(std::move(events).error());
  COMITY_TRY(const auto now, store.story(site, story));
  return News{{}, now.position, true};
}

}  // namespace

struct Events::Inside : std::enable_shared_from_this<Events::Inside> {
  class Follower;
  using FollowerPtr = std::shared_ptr<Follower>;

  struct Place {
    SiteId site;
    StoryId story;
    auto operator<=>(const Place&) const = default;
  };
  struct Topic {
    std::int64_t position = 0;  // what every follower has been sent
    std::vector<FollowerPtr> followers;
  };
  struct Message {
    enum class Kind { touched, opened, closed } kind;
    Place place;
    FollowerPtr follower;
  };

  Inside(store::Store& s, Random& r, std::size_t most) : store(s), random(r), streams_per_source(most) {}

  void tell(Message message);
  void run();
  void handle(const Message& message);
  void opened(const FollowerPtr& follower);
  void bring(Follower& follower, const News& news);
  void left(const FollowerPtr& follower);
  void look(const Place& place);
  void look_for_awaited(const Place& place);
  void end_late();
  Response follow(const Request& request, const Followed& followed, std::int64_t from,
                  std::optional<std::chrono::seconds> wait);

  store::Store& store;
  Random& random;
  const std::size_t streams_per_source;

  std::mutex mutex;
  std::condition_variable told;
  std::vector<Message> messages;
  bool stopping = false;
  bool ending = false;
  std::map<Key128, std::size_t> per_source;
  std::atomic<std::size_t> open{0};

  // The thread's own.
  std::map<Place, Topic> topics;              // story none: those that are not there yet
  std::map<Place, Steady::time_point> again;  // could not be read; try then
  std::size_t waiting_lists = 0;
  std::thread thread;
};

// One reader. Its place and position belong to the thread; the writer comes and goes with the connection.
class Events::Inside::Follower : public Stream, public std::enable_shared_from_this<Follower> {
 public:
  Follower(std::shared_ptr<Inside> in, Followed f, std::int64_t from, const Key128& source,
           std::optional<Steady::time_point> until)
      : followed(std::move(f)), position(from), deadline(until), inside_(std::move(in)), source_(source) {
    ++inside_->open;
  }
  ~Follower() override {
    --inside_->open;
    const std::lock_guard lock(inside_->mutex);
    const auto found = inside_->per_source.find(source_);
    if (found != inside_->per_source.end() && --found->second == 0) inside_->per_source.erase(found);
  }

  void opened(std::shared_ptr<StreamWriter> writer) override {
    {
      const std::lock_guard lock(mutex_);
      writer_ = std::move(writer);
    }
    inside_->tell({Message::Kind::opened, {}, shared_from_this()});
  }
  void closed() override {
    {
      const std::lock_guard lock(mutex_);
      writer_.reset();
    }
    inside_->tell({Message::Kind::closed, {}, shared_from_this()});
  }

  void send(const SharedBytes& bytes) {
    if (const auto to = writer()) to->send(bytes);
  }
  void end() {
    if (const auto to = writer()) to->end();
  }
  Place place() const { return {followed.site, followed.story}; }
  bool is_list() const { return deadline.has_value(); }

  Followed followed;
  std::int64_t position;
  const std::optional<Steady::time_point> deadline;  // of a list that waits
  bool counted = false;                              // among its topic's followers

 private:
  std::shared_ptr<StreamWriter> writer() {
    const std::lock_guard lock(mutex_);
    return writer_;
  }
  std::shared_ptr<Inside> inside_;
  const Key128 source_;
  std::mutex mutex_;
  std::shared_ptr<StreamWriter> writer_;
};

void Events::Inside::tell(Message message) {
  {
    const std::lock_guard lock(mutex);
    if (ending) return;
    messages.push_back(std::move(message));
  }
  told.notify_one();
}

void Events::Inside::run() {
  for (;;) {
    std::vector<Message> now;
    bool end_all = false;
    {
      std::unique_lock lock(mutex);
      const auto ready = [this] { return ending || !messages.empty(); };
      if (waiting_lists > 0 || !again.empty()) {
        told.wait_for(lock, std::chrono::milliseconds(250), ready);
      } else {
        told.wait(lock, ready);
      }
      if (ending && messages.empty()) return;
      now.swap(messages);
      end_all = stopping;
    }
    // A burst of touches of one story is looked at once.
    std::vector<Place> touched;
    for (const Message& message : now) {
      if (message.kind != Message::Kind::touched) {
        handle(message);
      } else if (std::find(touched.begin(), touched.end(), message.place) == touched.end()) {
        touched.push_back(message.place);
      }
    }
    for (auto it = again.begin(); it != again.end();) {
      if (it->second > Steady::now()) {
        ++it;
        continue;
      }
      touched.push_back(it->first);
      it = again.erase(it);
    }
    for (const Place& place : touched) {
      look_for_awaited(place);
      look(place);
    }
    if (waiting_lists > 0) end_late();
    if (end_all) {
      for (auto& [place, topic] : topics) {
        for (const FollowerPtr& follower : topic.followers) follower->end();
      }
    }
  }
}

void Events::Inside::handle(const Message& message) {
  if (message.kind == Message::Kind::opened) opened(message.follower);
  if (message.kind == Message::Kind::closed) left(message.follower);
}

void Events::Inside::opened(const FollowerPtr& follower) {
  Topic& topic = topics[follower->place()];
  const bool is_first = topic.followers.empty();
  topic.followers.push_back(follower);
  follower->counted = true;
  if (follower->is_list()) ++waiting_lists;
  const Place place = follower->place();
  if (!place.story) return;
  if (is_first) {
    topic.position = follower->position;
    return look(place);
  }
  if (follower->position == topic.position) return;  // nothing that the others were sent is news to this one
  if (const auto news = news_after(store, place.site, place.story, follower->position)) {
    bring(*follower, *news);
  } else {
    topic.position =
        std::min(topic.position, follower->position);  // later, with all; who has an event is not sent it again
    again[place] = Steady::now() + retry_after_failure;
  }
}

// To one follower what others were sent before.
void Events::Inside::bring(Follower& follower, const News& news) {
  if (news.events.empty() && !news.reset) return;
  follower.position = news.position;
  std::string bytes;
  if (follower.is_list()) {
    bytes = as_list(news.events, news.position, news.reset);
  } else if (news.reset) {
    bytes = reset_stream(news.position);
  } else {
    for (const discussion::Event& event : news.events) bytes += as_stream(event);
  }
  follower.send(std::make_shared<const std::string>(std::move(bytes)));
  if (follower.is_list()) follower.end();
}

void Events::Inside::left(const FollowerPtr& follower) {
  if (!follower->counted) return;
  follower->counted = false;
  if (follower->is_list()) --waiting_lists;
  const auto found = topics.find(follower->place());
  if (found == topics.end()) return;
  auto& followers = found->second.followers;
  const auto at = std::find(followers.begin(), followers.end(), follower);
  if (at != followers.end()) {
    *at = std::move(followers.back());
    followers.pop_back();
  }
  if (followers.empty()) topics.erase(found);
}

void Events::Inside::look(const Place& place) {
  if (!place.story) return;
  const auto found = topics.find(place);
  if (found == topics.end()) return;
  Topic& topic = found->second;
  const auto news = news_after(store, place.site, place.story, topic.position);
  if (!news) {
    again[place] = Steady::now() + retry_after_failure;
    return;
  }
  topic.position = news->position;
  if (news->reset) {
    for (const FollowerPtr& follower : topic.followers) {
      if (follower->position != news->position) bring(*follower, *news);
    }
    return;
  }
  for (const discussion::Event& event : news->events) {
    const auto bytes = std::make_shared<const std::string>(as_stream(event));
    for (const FollowerPtr& follower : topic.followers) {
      if (follower->position >= event.id || follower->is_list()) continue;
      follower->position = event.id;
      follower->send(bytes);
    }
  }
  for (const FollowerPtr& follower : topic.followers) {
    if (!follower->is_list() || follower->position >= news->position) continue;
    News own{{}, news->position, false};
    for (const discussion::Event& event : news->events) {
      if (event.id > follower->position) own.events.push_back(event);
    }
    bring(*follower, own);
  }
}

void Events::Inside::look_for_awaited(const Place& place) {
  const auto found = topics.find({place.site, StoryId{}});
  if (found == topics.end() || !place.story) return;
  const auto story = store.story(place.site, place.story);
  const auto urls = store.urls(place.site, place.story);
  if (!story || !urls) return;
  const std::vector<FollowerPtr> all = found->second.followers;
  for (const FollowerPtr& follower : all) {
    const Followed& awaited = follower->followed;
    const bool by_id = !awaited.publisher_id.empty() && awaited.publisher_id == story->publisher_id;
    const bool by_url =
        !awaited.normal_url.empty() && std::find(urls->begin(), urls->end(), awaited.normal_url) != urls->end();
    if (!by_id && !by_url) continue;
    left(follower);
    follower->followed.story = place.story;
    opened(follower);
  }
}

void Events::Inside::end_late() {
  const auto now = Steady::now();
  for (auto& [place, topic] : topics) {
    for (const FollowerPtr& follower : topic.followers) {
      if (!follower->is_list() || *follower->deadline > now) continue;
      follower->send(std::make_shared<const std::string>(as_list({}, follower->position, false)));
      follower->end();
    }
  }
}

Response Events::Inside::follow(const Request& request, const Followed& followed, std::int64_t from,
                                std::optional<std::chrono::seconds> wait) {
  const bool sse = !wait;
  {
    const std::lock_guard lock(mutex);
    if (stopping) {
      Response response = problem(503, "unavailable", "The server is stopping.", request);
      return response.add("Retry-After", "5");
    }
    std::size_t& count = per_source[request.source];
    if (count >= streams_per_source) {
      Response response = problem(429, "too_many", "Too many streams are open from your network.", request);
      return response.add("Retry-After", "30");
    }
    ++count;
  }
  std::optional<Steady::time_point> deadline;
  if (wait) deadline = Steady::now() + *wait;
  Response response;
  response.stream = std::make_shared<Follower>(shared_from_this(), followed, from, request.source, deadline);
  response.add("Content-Type", sse ? "text/event-stream" : "application/json").add("Cache-Control", "no-store");
  response.add("X-Accel-Buffering", "no");  // nginx would keep events until its buffer is full
  // Readers whose server went away come back one after another.
  if (sse) response.body = "retry: " + std::to_string(2000 + random.below(4000)) + "\n\n";
  return response;
}

Events::Events(store::Store& store, Random& random, std::size_t streams_per_source)
    : inside_(std::make_shared<Inside>(store, random, streams_per_source)) {
  inside_->thread = std::thread([inside = inside_.get()] { inside->run(); });
}

Events::~Events() {
  stop();
  {
    const std::lock_guard lock(inside_->mutex);
    inside_->ending = true;
  }
  inside_->told.notify_one();
  inside_->thread.join();
  inside_->topics.clear();
}

Response Events::stream(const Request& request, const Followed& followed, std::int64_t from) {
  return inside_->follow(request, followed, from, std::nullopt);
}

Response Events::list(const Request& request, const Followed& followed, std::int64_t from, std::chrono::seconds wait) {
  News news{{}, from, from != 0 && !followed.story};
  if (followed.story) {
    auto read = news_after(inside_->store, followed.site, followed.story, from);
    if (!read) return problem(read.error(), request);
    news = *std::move(read);
  }
  if (wait.count() > 0 && news.events.empty() && !news.reset) return inside_->follow(request, followed, from, wait);
  Response response =
      json_response(200, as_list(news.events, news.reset && !followed.story ? 0 : news.position, news.reset));
  response.add("Cache-Control", "no-store");
  return response;
}

void Events::touched(SiteId site, StoryId story) {
  inside_->tell({Inside::Message::Kind::touched, {site, story}, nullptr});
}

void Events::stop() {
  {
    const std::lock_guard lock(inside_->mutex);
    inside_->stopping = true;
  }
  inside_->told.notify_one();
  // The thread sees it with the next message.
  inside_->tell({Inside::Message::Kind::touched, {}, nullptr});
}

std::size_t Events::following() const { return inside_->open; }

}  // namespace comity::http
