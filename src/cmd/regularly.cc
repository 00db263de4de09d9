#include "cmd/regularly.h"

namespace comity::cmd {

Regularly::Regularly(std::chrono::milliseconds pause, std::function<void()> deed)
    : pause_(pause), deed_(std::move(deed)), thread_([this] { run(); }) {}

Regularly::~Regularly() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void Regularly::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    deed_();
    lock.lock();
    woken_.wait_for(lock, pause_, [this] { return stopping_; });
  }
}

}  // namespace comity::cmd
