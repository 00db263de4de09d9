#include "http/server.h"

#include <arpa/inet.h>
#include <doctest.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace comity;
using namespace comity::http;

namespace {

// A client that says exactly what it is told.
class Wire {
 public:
  explicit Wire(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
    timeval patience{20, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~Wire() { ::close(fd_); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  bool connected() const { return connected_; }
  void say(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  // Until `end` was seen, or the other side closed.
  std::string hear(std::string_view end = {}) {
    std::string heard = std::exchange(left_, {});
    char buffer[4096];
    for (;;) {
      const std::size_t at = end.empty() ? std::string::npos : heard.find(end);
      if (at != std::string::npos) {
        left_ = heard.substr(at + end.size());
        return heard.substr(0, at + end.size());
      }
      const ssize_t n = recv(fd_, buffer, sizeof buffer, 0);
      if (n <= 0) return heard;
      heard.append(buffer, static_cast<std::size_t>(n));
    }
  }

 private:
  int fd_;
  bool connected_ = false;
  std::string left_;
};

std::string status(const std::string& answer) { return answer.size() > 12 ? answer.substr(9, 3) : "closed"; }

// A stream whose writer the test holds.
class Tap : public Stream {
 public:
  void opened(std::shared_ptr<StreamWriter> writer) override {
    const std::lock_guard lock(mutex_);
    writer_ = std::move(writer);
    changed_.notify_all();
  }
  void closed() override {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    writer_.reset();
    changed_.notify_all();
  }
  std::shared_ptr<StreamWriter> writer() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return writer_ || closed_; });
    return writer_;
  }
  void wait_closed() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<StreamWriter> writer_;
  bool closed_ = false;
};

// Answers what the test says; "/wait" blocks until released, "/stream" goes on.
struct Fixture {
  ServerOptions options;
  std::unique_ptr<Server> server;
  std::mutex mutex;
  std::condition_variable changed;
  int waiting = 0;
  bool released = false;
  std::shared_ptr<Tap> tap = std::make_shared<Tap>();

  Fixture() {
    options.port = 0;
    options.workers = 4;
  }
  ~Fixture() {
    release();
    server.reset();
  }

  std::uint16_t start() {
    Service service;
    service.quick = [](const Request& request) -> std::optional<Response> {
      if (request.target != "/quick") return std::nullopt;
      return html_response(200, "quick");
    };
    service.answer = [this](Request& request) {
      if (request.path == "/wait") {
        std::unique_lock lock(mutex);
        ++waiting;
        changed.notify_all();
        changed.wait(lock, [&] { return released; });
      }
      if (request.path == "/stream") {
        Response response = html_response(200, "first\n");
        response.stream = tap;
        return response;
      }
      if (request.path == "/split") return html_response(200, "").set("X", "a\r\nEvil: 1");
      return html_response(200, request.method + " " + request.path + " [" + request.body + "]" +
                                    (request.secure ? " secure" : "") + " " + to_base64url(request.source));
    };
    auto started = Server::start(options, std::move(service), system_clock(), system_random());
    REQUIRE(started);
    server = *std::move(started);
    return server->port();
  }
  void wait_for(int n) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return waiting == n; });
  }
  void release() {
    const std::lock_guard lock(mutex);
    released = true;
    changed.notify_all();
  }
  std::string ask(const std::string& bytes) {
    Wire wire(server->port());
    wire.say(bytes);
    return wire.hear();
  }
};

const std::string head = " HTTP/1.1\r\nHost: a\r\n";
const std::string last = head + "Connection: close\r\n";

}  // namespace

TEST_CASE("requests on one connection are answered in order, also when they come together") {
  Fixture f;
  Wire wire(f.start());
  wire.say("GET /1" + head + "\r\nPOST /2" + head + "Content-Length: 3\r\n\r\nabcGET /quick" + head + "\r\nGET /4" +
           last + "\r\n");
  const std::string all = wire.hear();
  CHECK(all.find("GET /1 []") < all.find("POST /2 [abc]"));
  CHECK(all.find("POST /2 [abc]") < all.find("quick"));
  CHECK(all.find("quick") < all.find("GET /4 []"));
  CHECK(f.server->numbers().quick == 1);
}

TEST_CASE("HEAD has the head of GET and no body") {
  Fixture f;
  f.start();
  const std::string answer = f.ask("HEAD /quick" + last + "\r\n");
  CHECK(answer.find("Content-Length: 5\r\n") != std::string::npos);
  CHECK(answer.substr(answer.size() - 4) == "\r\n\r\n");
}

TEST_CASE("HTTP/1.0 is answered and closed, unless it asks to stay") {
  Fixture f;
  f.start();
  CHECK(status(f.ask("GET / HTTP/1.0\r\n\r\n")) == "200");
  const std::string answer = f.ask("GET /quick HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n");
  CHECK(answer.find("Connection: keep-alive\r\n") != std::string::npos);
  CHECK(answer.find("GET / []") != std::string::npos);
}

TEST_CASE("a client that waits for our word before its body gets it") {
  Fixture f;
  Wire wire(f.start());
  wire.say("POST /" + last + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  CHECK(wire.hear("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  wire.say("abc");
  CHECK(wire.hear().find("POST / [abc]") != std::string::npos);
}

TEST_CASE("a client that announces too much is told before it sends it") {
  Fixture f;
  f.start();
  CHECK(status(f.ask("POST /" + last + "Content-Length: 131073\r\nExpect: 100-continue\r\n\r\n")) == "413");
}

TEST_CASE("broken requests are answered with a problem and the connection ends") {
  Fixture f;
  f.start();
  const std::string answer = f.ask("nonsense\r\n\r\nGET /" + last + "\r\n");
  CHECK(status(answer) == "400");
  CHECK(answer.find("application/problem+json") != std::string::npos);
  CHECK(answer.find("GET /") == std::string::npos);
  CHECK(status(f.ask("GET /%zz" + last + "\r\n")) == "400");
  CHECK(status(f.ask("GET ftp://x/" + last + "\r\n")) == "400");
  CHECK(status(f.ask("CONNECT a:1" + last + "\r\n")) == "501");
}

TEST_CASE("a header cannot end its line") {
  Fixture f;
  f.start();
  const std::string answer = f.ask("GET /split" + last + "\r\n");
  CHECK(answer.find("X: a  Evil: 1\r\n") != std::string::npos);
}

TEST_CASE("a request that trickles in is cut off, and one that never begins is closed without a word") {
  Fixture f;
  f.options.request_time = std::chrono::milliseconds(60);
  f.options.idle_time = std::chrono::milliseconds(60);
  f.start();
  CHECK(status(f.ask("GET / HT")) == "408");
  CHECK(status(f.ask("POST /" + head + "Content-Length: 5\r\n\r\nab")) == "408");
  CHECK(f.ask("") == "");
  const std::string answer = f.ask("GET /quick" + head + "\r\n");
  CHECK(status(answer) == "200");
  CHECK(answer.find("408") == std::string::npos);
  CHECK(f.server->numbers().timed_out == 2);
}

TEST_CASE("one source has so many connections, but not the proxies in front of us") {
  Fixture f;
  f.options.connections_per_source = 2;
  f.options.count_loopback = true;
  const std::uint16_t port = f.start();
  {
    Wire one(port);
    Wire two(port);
    one.say("GET /quick" + head + "\r\n");
    CHECK(status(one.hear("quick")) == "200");
    two.say("GET /quick" + head + "\r\n");
    CHECK(status(two.hear("quick")) == "200");
    const std::string answer = f.ask("GET /quick" + last + "\r\n");
    CHECK(status(answer) == "429");
    CHECK(answer.find("Retry-After: ") != std::string::npos);
  }
  Fixture g;
  g.options.connections_per_source = 1;
  g.options.count_loopback = true;
  g.options.trusted_proxies = {parse_network("127.0.0.0/8").value()};
  Wire one(g.start());
  CHECK(status(g.ask("GET /quick" + last + "\r\n")) == "200");
}

TEST_CASE("connections in all are bounded") {
  Fixture f;
  f.options.connections = 1;
  Wire one(f.start());
  one.say("GET /quick" + head + "\r\n");
  CHECK(status(one.hear("quick")) == "200");
  CHECK(status(f.ask("GET /quick" + last + "\r\n")) == "503");
}

TEST_CASE("when all workers are busy and the queue is full, the answer is 503, and memory still answers") {
  Fixture f;
  f.options.workers = 1;
  f.options.queue = 1;
  const std::uint16_t port = f.start();
  Wire busy(port);
  busy.say("GET /wait" + last + "\r\n");
  f.wait_for(1);
  Wire queued(port);
  queued.say("GET /queued" + last + "\r\n");
  while (f.server->numbers().waiting < 1) std::this_thread::yield();
  const std::string answer = f.ask("GET /x" + last + "\r\n");
  CHECK(status(answer) == "503");
  CHECK(answer.find("Retry-After: 1\r\n") != std::string::npos);
  CHECK(status(f.ask("GET /quick" + last + "\r\n")) == "200");
  f.release();
  CHECK(status(busy.hear()) == "200");
  CHECK(status(queued.hear()) == "200");
}

TEST_CASE("only a trusted proxy may say who asks") {
  Fixture f;
  f.start();
  const auto source = [](Fixture& x, const std::string& headers) {
    const std::string answer = x.ask("GET /" + last + headers + "\r\n");
    return answer.substr(answer.find(" []") + 3);
  };
  CHECK(source(f, "") == source(f, "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n"));
  Fixture g;
  g.options.trusted_proxies = {parse_network("127.0.0.1").value()};
  g.start();
  const std::string one = source(g, "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n");
  CHECK(one.find("secure") != std::string::npos);
  CHECK(one != source(g, "X-Forwarded-For: 192.0.2.2\r\nX-Forwarded-Proto: https\r\n"));
  CHECK(one == source(g, "X-Forwarded-For: 9.9.9.9, 192.0.2.1\r\nX-Forwarded-Proto: https\r\n"));
}

TEST_CASE("a stream goes on until its source ends it") {
  Fixture f;
  Wire wire(f.start());
  wire.say("GET /stream" + head + "\r\n");
  const std::string begin = wire.hear("first\n");
  CHECK(begin.find("Connection: close\r\n") != std::string::npos);
  CHECK(begin.find("Content-Length") == std::string::npos);
  f.tap->writer()->send(std::make_shared<const std::string>("second\n"));
  CHECK(wire.hear("second\n") == "second\n");
  CHECK(f.server->numbers().streams == 1);
  f.tap->writer()->end();
  CHECK(wire.hear() == "");
}

TEST_CASE("a stream hears that its reader left, and beats while nothing happens") {
  Fixture f;
  f.options.beat = std::chrono::milliseconds(40);
  const std::uint16_t port = f.start();
  {
    Wire wire(port);
    wire.say("GET /stream" + head + "\r\n");
    wire.hear("first\n");
    CHECK(wire.hear(":\n\n:\n\n") == ":\n\n:\n\n");
  }
  f.tap->wait_closed();
  CHECK(f.server->numbers().streams == 0);
}

TEST_CASE("a reader of events who does not read is dropped") {
  Fixture f;
  f.options.stream_backlog = 64 * 1024;
  Wire wire(f.start());
  wire.say("GET /stream" + head + "\r\n");
  const auto writer = f.tap->writer();
  const auto bytes = std::make_shared<const std::string>(64 * 1024, 'x');
  while (writer->send(bytes)) {
  }
  f.tap->wait_closed();
  CHECK(f.server->numbers().dropped == 1);
}

TEST_CASE("stopping lets requests in flight finish, and ends idle connections and streams") {
  Fixture f;
  const std::uint16_t port = f.start();
  Wire busy(port);
  busy.say("GET /wait" + head + "\r\n");
  f.wait_for(1);
  Wire idle(port);
  idle.say("GET /quick" + head + "\r\n");
  idle.hear("quick");
  Wire stream(port);
  stream.say("GET /stream" + head + "\r\n");
  stream.hear("first\n");
  f.tap->writer();
  std::thread stopper([&] { f.server->stop(); });
  CHECK(idle.hear() == "");
  CHECK(stream.hear() == "");
  f.release();
  const std::string answer = busy.hear();
  CHECK(status(answer) == "200");
  CHECK(answer.find("Connection: close\r\n") != std::string::npos);
  stopper.join();
  CHECK_FALSE(Wire(port).connected());
}

TEST_CASE("a port that is taken is said so") {
  Fixture f;
  ServerOptions options;
  options.port = f.start();
  const auto second = Server::start(options, {}, system_clock(), system_random());
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Error::Code::unavailable);
  CHECK(second.error().detail.find(std::to_string(options.port)) != std::string::npos);
}
