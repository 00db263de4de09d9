#include "http/codings.h"

#include <brotli/encode.h>
#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <vector>

namespace comity::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool same_word(std::string_view a, std::string_view lower_b) {
  return std::equal(a.begin(), a.end(), lower_b.begin(), lower_b.end(),
                    [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x - 'A' + 'a' : x) == y; });
}

// RFC 9110 section 12.4.2: "0" ["." 0*3DIGIT] / "1" ["." 0*3("0")], in thousandths. What is none counts as 1: the
// sender named the coding.
int quality(std::string_view parameters) {
  parameters = trimmed(parameters);
  if (parameters.size() < 3 || (parameters[0] != 'q' && parameters[0] != 'Q') || parameters[1] != '=') return 1000;
  parameters.remove_prefix(2);
  if (parameters[0] != '0') return 1000;
  int value = 0;
  int scale = 100;
  for (std::size_t i = 2; i < parameters.size() && i < 5 && parameters[1] == '.'; ++i) {
    if (parameters[i] < '0' || parameters[i] > '9') break;
    value += (parameters[i] - '0') * scale;
    scale /= 10;
  }
  return value;
}

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};
using Compressor = std::unique_ptr<libdeflate_compressor, FreeCompressor>;

Compressor compressor_of(int level) {
  Compressor made(libdeflate_alloc_compressor(level));
  if (!made) throw std::bad_alloc();
  return made;
}

// A compressor's state of some hundred kB, used again: new pages for it cost as much as a small page takes to compress.
class Compressors {
 public:
  Compressor take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        Compressor compressor = std::move(idle_.back());
        idle_.pop_back();
        return compressor;
      }
    }
    return compressor_of(6);
  }
  void give(Compressor compressor) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < 2) idle_.push_back(std::move(compressor));
  }

 private:
  std::mutex mutex_;
  std::vector<Compressor> idle_;
};

std::string gzipped(libdeflate_compressor* compressor, std::string_view bytes) {
  std::string out;
  out.resize(libdeflate_gzip_compress_bound(compressor, bytes.size()));
  const std::size_t size = libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size());
  if (size == 0) throw std::runtime_error("gzip did not finish");
  out.resize(size);
  out.shrink_to_fit();
  return out;
}

std::string gzipped(std::string_view bytes, Effort effort) {
  if (effort == Effort::most) return gzipped(compressor_of(12).get(), bytes);
  static Compressors compressors;
  Compressor compressor = compressors.take();
  std::string out = gzipped(compressor.get(), bytes);
  compressors.give(std::move(compressor));
  return out;
}

std::string brotlied(std::string_view bytes, Effort effort) {
  std::string out;
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  out.resize(size);
  const int window = bytes.size() > (1u << 18) ? 20 : 18;
  if (BrotliEncoderCompress(effort == Effort::most ? 11 : 4, window, BROTLI_MODE_TEXT, bytes.size(),
                            reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                            reinterpret_cast<std::uint8_t*>(out.data())) != BROTLI_TRUE) {
    throw std::runtime_error("brotli did not finish");
  }
  out.resize(size);
  out.shrink_to_fit();
  return out;
}

}  // namespace

std::string_view name(Coding coding) {
  switch (coding) {
    case Coding::identity:
      return "";
    case Coding::gzip:
      return "gzip";
    case Coding::brotli:
      return "br";
  }
  return "";
}

Coding best_coding(std::string_view field) {
  int star = -1;
  std::array<int, codings> q{-1, -1, -1};
  while (!field.empty()) {
    const std::size_t end = std::min(field.find(','), field.size());
    const std::string_view one = field.substr(0, end);
    field.remove_prefix(std::min(end + 1, field.size()));
    const std::size_t semicolon = std::min(one.find(';'), one.size());
    const std::string_view coding = trimmed(one.substr(0, semicolon));
    const int value = semicolon < one.size() ? quality(one.substr(semicolon + 1)) : 1000;
    if (coding == "*") star = value;
    if (same_word(coding, "identity")) q[0] = value;
    if (same_word(coding, "gzip") || same_word(coding, "x-gzip")) q[1] = value;
    if (same_word(coding, "br")) q[2] = value;
  }
  if (q[1] < 0) q[1] = std::max(star, 0);
  if (q[2] < 0) q[2] = std::max(star, 0);
  // Identity is acceptable unless it is excluded, but a coding that was asked for at all is wanted more.
  if (q[0] < 0) q[0] = star == 0 ? 0 : 1;
  if (q[2] > 0 && q[2] >= q[1] && q[2] >= q[0]) return Coding::brotli;
  if (q[1] > 0 && q[1] >= q[0]) return Coding::gzip;
  return Coding::identity;
}

std::string encoded(std::string_view bytes, Coding coding, Effort effort) {
  switch (coding) {
    case Coding::gzip:
      return gzipped(bytes, effort);
    case Coding::brotli:
      return brotlied(bytes, effort);
    case Coding::identity:
      break;
  }
  return std::string(bytes);
}

bool none_match_has(std::string_view field, std::string_view etag) {
  field = trimmed(field);
  if (field == "*") return true;
  while (!field.empty()) {
    field = trimmed(field);
    if (field.substr(0, 2) == "W/") field.remove_prefix(2);
    if (field.empty() || field.front() != '"') return false;
    const std::size_t end = field.find('"', 1);
    if (end == std::string_view::npos) return false;
    if (field.substr(0, end + 1) == etag) return true;
    field.remove_prefix(end + 1);
    field = trimmed(field);
    if (!field.empty() && field.front() == ',') field.remove_prefix(1);
  }
  return false;
}

}  // namespace comity::http
