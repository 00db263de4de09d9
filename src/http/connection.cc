#include "http/connection.h"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "http/response_head.h"

namespace comity::http {
namespace {

using boost::system::error_code;
constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable_t<Executor>{});

constexpr std::size_t first_buffer = 4096;
constexpr std::int64_t linger_ms = 2000;
constexpr std::size_t linger_bytes = 256 * 1024;

// What a stream is written through. The stream holds it; it holds the connection.
class Writer : public StreamWriter {
 public:
  Writer(std::shared_ptr<Connection> connection, Loop& loop, std::shared_ptr<std::atomic<std::size_t>> queued)
      : connection_(std::move(connection)), loop_(loop), queued_(std::move(queued)) {}

  bool send(SharedBytes bytes) override {
    if (gone_) return false;
    if (queued_->fetch_add(bytes->size()) > loop_.listening.options.stream_backlog) {
      gone_ = true;
      ++loop_.listening.dropped;
      asio::post(loop_.context, [connection = connection_] { connection->close(); });
      return false;
    }
    asio::post(loop_.context, [connection = connection_, bytes = std::move(bytes)]() mutable {
      connection->enqueue(std::move(bytes));
    });
    return true;
  }

  void end() override {
    if (!gone_.exchange(true)) asio::post(loop_.context, [connection = connection_] { connection->end_stream(); });
  }

 private:
  std::shared_ptr<Connection> connection_;
  Loop& loop_;
  std::shared_ptr<std::atomic<std::size_t>> queued_;
  std::atomic<bool> gone_{false};
};

}  // namespace

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::string Listening::next_id() {
  std::string id = id_prefix;
  id += '.';
  id += std::to_string(++ids);
  return id;
}

Connection::Connection(Loop& loop, Socket socket, const Address& peer, bool counted)
    : loop_(loop), listening_(loop.listening), socket_(std::move(socket)), peer_(peer), counted_(counted) {
  loop_.connections.insert(this);
  enter(Phase::idle);
}

Connection::~Connection() {
  --listening_.open;
  if (counted_) {
    const std::lock_guard lock(listening_.mutex);
    const auto found = listening_.per_source.find(source_network(peer_));
    if (found != listening_.per_source.end() && --found->second == 0) listening_.per_source.erase(found);
  }
  loop_.left(*this);
}

void Connection::enter(Phase phase) {
  phase_ = phase;
  const ServerOptions& options = listening_.options;
  switch (phase) {
    case Phase::idle:
      deadline_ = steady_ms() + options.idle_time.count();
      break;
    case Phase::reading:
      deadline_ = steady_ms() + options.request_time.count();
      break;
    case Phase::writing:
      deadline_ = steady_ms() + options.write_time.count();
      break;
    case Phase::lingering:
      deadline_ = steady_ms() + linger_ms;
      break;
    case Phase::working:
    case Phase::streaming:
      deadline_ = 0;
      break;
  }
}

void Connection::close() {
  error_code ignored;
  socket_.close(ignored);
}

void Connection::expire_if_due(std::int64_t now) {
  if (phase_ == Phase::streaming && !ending_ && now >= next_beat_) {
    next_beat_ = now + listening_.options.beat.count();
    static const SharedBytes beat = std::make_shared<const std::string>(":\n\n");
    *queued_ += beat->size();
    enqueue(beat);
  }
  if (deadline_ == 0 || now < deadline_) return;
  deadline_ = 0;
  if (phase_ == Phase::reading) {
    expired_ = true;
    error_code ignored;
    socket_.cancel(ignored);
  } else {
    close();
  }
}

void Connection::drain() {
  last_ = true;
  if (phase_ == Phase::idle) close();
  if (phase_ == Phase::streaming) end_stream();
}

Awaitable<> Connection::run() {
  const auto self = shared_from_this();
  parser_.emplace(listening_.options.message);
  while (socket_.is_open() && co_await read_request()) {
    if (!co_await answer_request()) break;
  }
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  if (begin_ < end_ && socket_.is_open()) co_await linger();
}

Awaitable<bool> Connection::read_request() {
  parser_->reset();
  enter(Phase::idle);
  for (;;) {
    if (begin_ < end_) {
      begin_ += parser_->feed({in_.data() + begin_, end_ - begin_});
      if (begin_ == end_) begin_ = end_ = 0;
    }
    if (parser_->failed() != 0) {
      co_await say_and_close(parser_->failed(), parser_->failed_detail());
      co_return false;
    }
    if (parser_->done()) co_return true;
    if (phase_ == Phase::idle && parser_->started()) enter(Phase::reading);
    if (phase_ == Phase::idle && last_) co_return false;
    if (parser_->head_done() && parser_->expects_continue() && begin_ == end_ && parser_->request().body.empty()) {
      // RFC 9110 section 10.1.1: the client waits for our word before it sends the body.
      parser_->continued();
      if (!co_await write_bytes("HTTP/1.1 100 Continue\r\n\r\n", {})) co_return false;
    }

    if (begin_ > 0) {
      std::copy(in_.begin() + static_cast<std::ptrdiff_t>(begin_), in_.begin() + static_cast<std::ptrdiff_t>(end_),
                in_.begin());
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == in_.size()) in_.resize(std::max(first_buffer, in_.size() * 2));
    const auto [ec, n] =
        co_await socket_.async_read_some(asio::buffer(in_.data() + end_, in_.size() - end_), use_tuple);
    end_ += n;
    if (expired_) {
      ++listening_.timed_out;
      co_await say_and_close(408, "the request did not arrive in time");
      co_return false;
    }
    if (ec) co_return false;
  }
}

Awaitable<bool> Connection::answer_request() {
  ++listening_.requests;
  Request& request = parser_->request();
  bool keep_alive = parser_->keep_alive() && !last_;
  const bool head_only = request.method == "HEAD";
  const bool http10 = request.version == 10;

  if (listening_.service.quick) {
    if (auto response = listening_.service.quick(request)) {
      ++listening_.quick;
      co_return co_await write(*response, keep_alive, head_only, http10) && keep_alive;
    }
  }

  const Client client = client_of(peer_, request, listening_.options.trusted_proxies, listening_.options.secure);
  request.source = listening_.sources.of(client.address);
  request.secure = client.secure;
  request.private_way = is_private_way(peer_, request, listening_.options.trusted_proxies, client);
  request.id = listening_.next_id();
  Response response;
  const std::string target = std::move(request.target);
  if (request.method == "CONNECT") {
    response = problem(501, "not_implemented", "This method is not known here.", request);
  } else if (const Done split = set_target(request, target); !split) {
    response = problem(split.error(), request);
  } else {
    enter(Phase::working);
    response = co_await on_worker(request);
  }
  if (!socket_.is_open()) co_return false;
  keep_alive = keep_alive && !last_;
  if (response.stream) {
    co_await stream(response);
    co_return false;
  }
  co_return co_await write(response, keep_alive, head_only, http10) && keep_alive;
}

Awaitable<Response> Connection::on_worker(Request& request) {
  Response response;
  co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
      [&](auto handler) {
        auto resume = std::make_shared<decltype(handler)>(std::move(handler));
        // The last hand on the handler is the loop's: a coroutine's end must not happen on a worker.
        auto job = [this, resume, &request, &response]() mutable {
          response = listening_.service.answer(request);
          asio::post(loop_.context, [last = std::move(resume)] { std::move (*last)(); });
        };
        if (listening_.workers.run(std::move(job))) return;
        ++listening_.refused;
        response = problem(503, "overloaded", "Too many requests wait already. Try again soon.", request);
        response.add("Retry-After", "1");
        asio::post(loop_.context, [resume] { std::move (*resume)(); });
      },
      asio::use_awaitable_t<Executor>{});
  co_return response;
}

Awaitable<bool> Connection::write(Response& response, bool keep_alive, bool head_only, bool http10) {
  const std::string_view body = response.shared ? std::string_view(*response.shared) : std::string_view(response.body);
  std::string head;
  head.reserve(512);
  write_head(head, response, {keep_alive, loop_.date(), body.size()});
  // RFC 9112 section 9.3: an HTTP/1.0 client must be told that the connection stays.
  if (http10 && keep_alive) head.insert(head.size() - 2, "Connection: keep-alive\r\n");
  const bool bare = head_only || !has_body(response.status);
  co_return co_await write_bytes(head, bare ? std::string_view{} : body);
}

Awaitable<bool> Connection::write_bytes(std::string_view first, std::string_view second) {
  // Most answers fit the kernel's buffer: then nothing waits.
  std::array<asio::const_buffer, 2> buffers{asio::buffer(first.data(), first.size()),
                                            asio::buffer(second.data(), second.size())};
  error_code ec;
  std::size_t written = socket_.write_some(buffers, ec);
  if (ec && ec != asio::error::would_block) co_return false;
  const Phase before = phase_;
  enter(Phase::writing);
  while (written < first.size() + second.size()) {
    const bool in_first = written < first.size();
    const std::string_view rest = in_first ? first.substr(written) : second.substr(written - first.size());
    const auto [error, n] = co_await socket_.async_write_some(asio::buffer(rest.data(), rest.size()), use_tuple);
    if (error) co_return false;
    written += n;
    enter(Phase::writing);  // it took something: more time
  }
  if (before == Phase::reading) enter(before);
  co_return true;
}

Awaitable<> Connection::stream(Response& response) {
  std::string head;
  // The body ends with the connection: HTTP/1.0 proxies pass it on as it comes, and no chunk needs framing.
  write_head(head, response, {false, loop_.date(), std::nullopt});
  head += response.body;
  const std::shared_ptr<Stream> source = std::move(response.stream);
  if (!co_await write_bytes(head, {})) co_return;
  parser_.reset();  // a stream lives long: it keeps no more than it needs
  response = Response{};
  head = std::string();
  in_ = std::string();
  begin_ = end_ = 0;

  queued_ = std::make_shared<std::atomic<std::size_t>>(0);
  enter(Phase::streaming);
  next_beat_ = steady_ms() + listening_.options.beat.count();
  ++listening_.streams;
  source->opened(std::make_shared<Writer>(shared_from_this(), loop_, queued_));
  if (last_) end_stream();
  std::array<char, 64> scratch;
  for (std::size_t seen = 0; seen < linger_bytes;) {
    const auto [ec, n] = co_await socket_.async_read_some(asio::buffer(scratch), use_tuple);
    if (ec) break;
    seen += n;
  }
  --listening_.streams;
  close();
  source->closed();
}

void Connection::enqueue(SharedBytes bytes) {
  if (!socket_.is_open() || ending_) return;
  out_.push_back(std::move(bytes));
  if (!flushing_) flush();
}

void Connection::end_stream() {
  ending_ = true;
  if (!flushing_ && socket_.is_open()) flush();
}

void Connection::flush() {
  while (!out_.empty()) {
    const std::string& bytes = *out_.front();
    error_code ec;
    const std::size_t n = socket_.write_some(asio::buffer(bytes.data() + out_offset_, bytes.size() - out_offset_), ec);
    if (ec == asio::error::would_block) {
      // The reader is slow: go on when its window opens, for a while.
      if (!flushing_) deadline_ = steady_ms() + listening_.options.write_time.count();
      flushing_ = true;
      socket_.async_wait(Socket::wait_write, [self = shared_from_this()](const error_code& error) {
        if (error || !self->socket_.is_open()) return;
        self->flush();
      });
      return;
    }
    if (ec) return close();
    out_offset_ += n;
    *queued_ -= n;
    if (out_offset_ == bytes.size()) {
      out_.pop_front();
      out_offset_ = 0;
    }
  }
  flushing_ = false;
  deadline_ = 0;
  if (ending_) {
    error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    deadline_ = steady_ms() + linger_ms;  // the reader closes its side; if not, we do
  }
}

Awaitable<> Connection::say_and_close(int status, std::string_view detail) {
  ++listening_.refused;
  Request& request = parser_->request();
  request.id = listening_.next_id();
  std::string_view code = "bad_request";
  if (status == 408) code = "timeout";
  if (status == 413 || status == 414 || status == 431) code = "too_large";
  if (status == 501 || status == 505) code = "not_implemented";
  Response response = problem(status, code, detail, request);
  if (co_await write(response, false, request.method == "HEAD", false)) co_await linger();
  close();
}

Awaitable<> Connection::refuse(int status) {
  const auto self = shared_from_this();
  ++listening_.refused;
  Request request;
  request.id = listening_.next_id();
  Response response = problem(status, status == 429 ? "too_many_connections" : "overloaded",
                              "There are too many connections. Try again soon.", request);
  response.add("Retry-After", "5");
  if (co_await write(response, false, false, false)) co_await linger();
  close();
}

Awaitable<> Connection::linger() {
  // RFC 9112 section 9.6: a server that closes at once may reset the connection and lose its own answer.
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  enter(Phase::lingering);
  std::array<char, 1024> scratch;
  for (std::size_t seen = 0; seen < linger_bytes;) {
    const auto [ec, n] = co_await socket_.async_read_some(asio::buffer(scratch), use_tuple);
    if (ec) break;
    seen += n;
  }
}

}  // namespace comity::http
