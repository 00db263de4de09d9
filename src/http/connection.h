// Inside the listener: one connection, and the loop (thread) that holds it. Included by server.cc and connection.cc
// only, because of Boost.Asio.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "http/server.h"
#include "http/sources.h"
#include "http/workers.h"

namespace comity::http {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
template <class T = void>
using Awaitable = asio::awaitable<T, Executor>;

std::int64_t steady_ms();

// What all loops share.
struct Listening {
  Listening(const ServerOptions& o, Service s, const Clock& c, Random& random)
      : options(o), service(std::move(s)), clock(c), sources(c, random), workers(o.workers, o.queue) {
    id_prefix = to_base64url(random.key128()).substr(0, 6);
  }
  std::string next_id();

  const ServerOptions options;
  const Service service;
  const Clock& clock;
  Sources sources;
  Workers workers;
  std::string id_prefix;

  std::atomic<bool> stopping{false};
  std::atomic<std::uint64_t> taken{0}, requests{0}, quick{0}, timed_out{0}, refused{0}, dropped{0}, ids{0};
  std::atomic<std::size_t> open{0}, streams{0};
  std::mutex mutex;
  std::map<Address, std::size_t> per_source;  // of the sources that are counted
};

class Connection;

// One I/O thread. Everything here happens on it, but `context` may be posted to.
struct Loop {
  explicit Loop(Listening& l) : listening(l), guard(context.get_executor()), timer(context.get_executor()) {}
  Awaitable<> sweep();  // time-outs and beats
  void drain();         // stopping: no more requests
  void left(Connection& connection);
  const std::string& date();

  Listening& listening;
  asio::io_context context{1};
  asio::executor_work_guard<Executor> guard;
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor> timer;
  std::set<Connection*> connections;
  bool draining = false;
  std::int64_t drain_until = 0;

 private:
  std::string date_;
  std::int64_t date_s_ = -1;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Loop& loop, Socket socket, const Address& peer, bool counted);
  ~Connection();

  Awaitable<> run();               // until it ends
  Awaitable<> refuse(int status);  // says no and closes
  void expire_if_due(std::int64_t now);
  void drain();
  void close();
  void enqueue(SharedBytes bytes);  // in a stream
  void end_stream();

 private:
  enum class Phase { idle, reading, working, writing, streaming, lingering };
  void enter(Phase phase);

  Awaitable<bool> read_request();  // false: close, everything was said
  Awaitable<bool> answer_request();
  Awaitable<Response> on_worker(Request& request);
  Awaitable<bool> write(Response& response, bool keep_alive, bool head_only, bool http10);
  Awaitable<bool> write_bytes(std::string_view first, std::string_view second);
  Awaitable<> stream(Response& response);
  Awaitable<> say_and_close(int status, std::string_view detail);
  Awaitable<> linger();
  void flush();

  Loop& loop_;
  Listening& listening_;
  Socket socket_;
  const Address peer_;
  const bool counted_;
  Phase phase_ = Phase::idle;
  std::int64_t deadline_ = 0;  // steady; 0: none
  bool expired_ = false;
  bool last_ = false;  // no request after this one

  std::optional<RequestParser> parser_;
  std::string in_;  // received; [begin_, end_) is not yet parsed
  std::size_t begin_ = 0;
  std::size_t end_ = 0;

  // As a stream.
  std::deque<SharedBytes> out_;
  std::size_t out_offset_ = 0;  // of the first
  bool flushing_ = false;
  bool ending_ = false;
  std::int64_t next_beat_ = 0;
  std::shared_ptr<std::atomic<std::size_t>> queued_;
};

}  // namespace comity::http
