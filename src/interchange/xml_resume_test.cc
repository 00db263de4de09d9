#include "interchange/xml_resume.h"

#include <doctest.h>

using namespace comity::interchange;
using Kind = ResumePoint::Kind;

namespace {
ResumePoint found(std::string_view text) { return find_resume_point(text, true); }
}  // namespace

TEST_CASE("reading goes on at the next whole item or comment") {
  CHECK(found("]]> </b> <item>").kind == Kind::item);
  CHECK(found("]]> </b> <item>").at == 9);
  CHECK(found("<x><wp:comment\n>").kind == Kind::comment);
  CHECK(found("<x><wp:comment\n>").at == 3);
  CHECK(found("<blog:comment>").kind == Kind::comment);
  CHECK(found("<<item>").at == 1);
}

TEST_CASE("names that only begin alike are passed over") {
  CHECK(found("<items><item_list><wp:comment_id><wp:commentmeta><comment><:comment></item>").kind == Kind::none);
}

TEST_CASE("a name cut off by the end of what is there is kept for the next look") {
  const ResumePoint point = find_resume_point("abc <wp:comm", false);
  CHECK(point.kind == Kind::none);
  CHECK(point.at == 4);
  CHECK(find_resume_point("abc <wp:comm", true).at == 12);
}
