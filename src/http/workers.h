// Threads that may block, so that the ones that hold the connections never do.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace comity::http {

class Workers {
 public:
  // At most `queue` jobs wait for a thread.
  Workers(std::size_t threads, std::size_t queue);
  ~Workers();  // finishes what was taken

  // False when the queue is full or `stop` was called: the job was not taken.
  bool run(std::function<void()> job);
  // Takes no more, finishes what was taken, ends the threads.
  void stop();

  std::size_t waiting() const;

 private:
  void work();
  const std::size_t queue_limit_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace comity::http
