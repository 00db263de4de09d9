// A thread of `comity serve` that does something again and again beside the requests, until the server stops.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace comity::cmd {

class Regularly {
 public:
  // `deed` at once, and again `pause` after each end. It must not throw; what it uses must outlive this.
  Regularly(std::chrono::milliseconds pause, std::function<void()> deed);
  ~Regularly();  // a deed that was begun is waited for
  Regularly(const Regularly&) = delete;
  Regularly& operator=(const Regularly&) = delete;

 private:
  void run();

  const std::chrono::milliseconds pause_;
  const std::function<void()> deed_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace comity::cmd
