#include "http/codings.h"

#include <brotli/decode.h>
#include <doctest.h>
#include <zlib.h>

using namespace comity::http;

namespace {

std::string best(std::string_view field) {
  const std::string_view coding = name(best_coding(field));
  return coding.empty() ? "identity" : std::string(coding);
}

}  // namespace

TEST_CASE("the coding with the highest q-value is chosen") {
  CHECK(best("") == "identity");
  CHECK(best("gzip, deflate, br") == "br");
  CHECK(best("gzip, deflate, br, zstd") == "br");
  CHECK(best("gzip") == "gzip");
  CHECK(best("GZIP;Q=0.5") == "gzip");
  CHECK(best("br;q=0.4, gzip;q=0.5") == "gzip");
  CHECK(best("br;q=0, gzip;q=0") == "identity");
  CHECK(best("br;q=0.000, gzip;q=0.001") == "gzip");
  CHECK(best("identity;q=1, br;q=0.9") == "identity");
  CHECK(best("identity;q=0.5, br;q=0.5") == "br");
  CHECK(best("*") == "br");
  CHECK(best("*;q=0.1, br;q=0") == "gzip");
  CHECK(best("*;q=0") == "identity");
  CHECK(best("identity;q=0") == "identity");
  CHECK(best("deflate") == "identity");
  CHECK(best(";;,,q=,br;q") == "br");
}

TEST_CASE("what was coded decodes to what it was") {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += "line " + std::to_string(i * 7919 % 10'007) + "\n";
  const auto round_trip = [](const std::string& text, Effort effort) {
    const std::string gz = encoded(text, Coding::gzip, effort);
    std::string back(text.size() + 1, '\0');
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gz.data()));
    stream.avail_in = static_cast<uInt>(gz.size());
    stream.next_out = reinterpret_cast<Bytef*>(back.data());
    stream.avail_out = static_cast<uInt>(back.size());
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    back.resize(stream.total_out);
    inflateEnd(&stream);
    CHECK(back == text);

    const std::string br = encoded(text, Coding::brotli, effort);
    std::string out(text.size() + 1, '\0');
    std::size_t size = out.size();
    CHECK(BrotliDecoderDecompress(br.size(), reinterpret_cast<const std::uint8_t*>(br.data()), &size,
                                  reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_DECODER_RESULT_SUCCESS);
    out.resize(size);
    CHECK(out == text);
  };
  for (const Effort effort : {Effort::quick, Effort::most}) {
    round_trip(bytes, effort);
    round_trip("", effort);
  }
  CHECK(encoded(bytes, Coding::gzip, Effort::most).size() < encoded(bytes, Coding::gzip).size());
  CHECK(encoded(bytes, Coding::brotli, Effort::most).size() < encoded(bytes, Coding::brotli).size());
}

TEST_CASE("If-None-Match is a list, compared weakly") {
  CHECK(none_match_has("\"a\"", "\"a\""));
  CHECK(none_match_has("\"x\", W/\"a\" ,\"y\"", "\"a\""));
  CHECK(none_match_has("*", "\"a\""));
  CHECK_FALSE(none_match_has("\"ab\"", "\"a\""));
  CHECK_FALSE(none_match_has("", "\"a\""));
  CHECK_FALSE(none_match_has("a, \"", "\"a\""));
}
