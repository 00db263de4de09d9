#!/usr/bin/env python3
"""Everything readable and postable with JavaScript switched off: whole journeys through the running server."""
import json
import pathlib
import re
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from comity import Server, binary_from, comity  # noqa: E402
from reader import Reader  # noqa: E402

BINARY = binary_from(sys.argv)
STORY = "/s/herald/last-ferry"
COARSE = "What a load of d4mn nonsense."
PHONE = "Call her at +44 20 7946 0123 and tell her."


class NoScript(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.data = cls.folder.name + "/data"
        comity(BINARY, "admin", "site", "add", "herald", "--data", cls.data, "--name", "The Herald", "--origin",
               "http://localhost:8080", "--languages", "en,ru,ar")
        for story, language in (("last-ferry", "en"), ("dom-u-reki", "ru"), ("two-plaques", "en")):
            comity(BINARY, "admin", "story", "add", "herald", "--data", cls.data, "--url",
                   f"http://localhost:8080/s/herald/{story}", "--id", story, "--title", f"Story {story}", "--language",
                   language)
        cls.server = Server(BINARY, cls.data, "--guest-rate", 10_000, "--source-rate", 10_000)
        cls.server.options += ["--public-url", cls.server.base]
        cls.server.start()

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.cleanup()

    def reader(self):
        return Reader(self.server)

    def post(self, text, reader=None, name="Anna", story=STORY, **more):
        reader = reader or self.reader()
        return reader.open(story).form(story).send(name=name, text=text, **more)

    def open_until(self, path, words):
        """The page, once it says so: what a command writes, the server shows within a second."""
        end = time.monotonic() + 20
        while True:
            page = self.reader().open(path)
            if words in page.text or time.monotonic() > end:
                self.assertIn(words, page.text)
                return page
            time.sleep(0.01)

    def held(self):
        lines = comity(BINARY, "admin", "held", "list", "--data", self.data, "--site", "herald", "--json").stdout
        return [json.loads(line) for line in lines.splitlines()]

    def hold_one(self, text):
        """A reader whose comment waits, and their receipt."""
        reader = self.reader()
        page = self.post(text, reader)
        if not page.url.startswith("/r/"):  # a hint first
            page = page.form(STORY).send(button="as_is")
        self.assertIn("waits for a person", page.text)
        return reader, page

    def test_a_post_is_answered_by_a_redirect_to_its_receipt(self):
        reader = self.reader()
        page = self.post("A calm word about the ferry, the first of its kind.", reader)
        self.assertEqual([status for status, _ in reader.trail], [303, 200])
        self.assertTrue(page.url.startswith("/r/"))
        self.assertIn("Your comment is up, as number", page.text)
        self.assertEqual(page.headers["cache-control"], "no-store")
        self.assertEqual(page.headers["referrer-policy"], "no-referrer")
        self.assertIn("noindex", page.headers["x-robots-tag"])
        self.assertIn("A calm word about the ferry, the first of its kind.", reader.open(STORY).text)

    def test_the_guest_is_a_cookie_that_no_script_reads(self):
        reader = self.reader()
        status, headers, _ = self.server.request(
            "POST", STORY, b"name=Berta&text=A+sentence+of+my+very+own+about+boats.",
            {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.server.base})
        self.assertEqual(status, 303)
        self.assertIn("HttpOnly", headers["set-cookie"])
        self.assertIn("SameSite", headers["set-cookie"])
        self.assertNotIn(headers["set-cookie"].split(";")[0].split("=")[1], headers["location"])
        page = reader.open(headers["location"])
        self.assertEqual(page.status, 200)

    def test_a_hint_can_be_followed(self):
        reader = self.reader()
        page = self.post(COARSE, reader)
        self.assertEqual(page.status, 200)
        self.assertIn("“d4mn”", page.text)
        self.assertIn("No swearing", page.text)
        self.assertIn("does not count against you", page.text)
        page = page.form(STORY).send(button="change", text="What a load of rather odd nonsense.")
        self.assertIn("Your comment is up", page.text)

    def test_a_hint_can_be_declined_and_the_receipt_then_shows_rule_and_words(self):
        _, page = self.hold_one(COARSE + " One.")
        self.assertIn("Rule 1, No swearing", page.text)
        self.assertIn("“d4mn”", page.text)
        self.assertIn("this is not a strike", page.text)
        self.assertNotIn("d4mn nonsense. One.", self.reader().open(STORY).text)

    def test_a_changed_text_is_judged_anew_even_when_sent_as_it_is(self):
        page = self.post(COARSE + " Two.")
        page = page.form(STORY).send(button="as_is", text="What a d4mn load of other nonsense.")
        self.assertFalse(page.url.startswith("/r/"))
        self.assertIn("Before you post", page.text)

    def test_the_story_says_how_many_wait(self):
        self.hold_one(COARSE + " Three.")
        self.assertRegex(self.reader().open(STORY).text, r"\d+ await(s)? review")

    def test_a_held_comment_is_released_and_its_author_reads_so(self):
        reader, page = self.hold_one(COARSE + " Four.")
        item = next(i for i in self.held() if "Four." in json.dumps(i))
        comity(BINARY, "admin", "held", "release", item["id"], "--data", self.data, "--freedom", "free-quote")
        self.assertIn("found that it keeps the rules", reader.open(page.url).text)
        self.assertIn("Quoting", reader.open(page.url).text)

    def test_a_held_or_returned_comment_with_better_words_is_up_and_no_moderator_is_named(self):
        for name, returned in (("Six", False), ("Seven", True)):
            reader, page = self.hold_one(f"{COARSE} {name}.")
            receipt = page.url
            if returned:
                item = next(i for i in self.held() if f"{name}." in json.dumps(i))
                comity(BINARY, "admin", "held", "return", item["id"], "--data", self.data, "--clause", "profanity",
                       "--reason", "In other words, please.")
                page = reader.open(receipt)
                self.assertIn("Your point can stand", page.text)
            page = page.form(receipt + "/edit").send(text=f"What a load of rather odd nonsense, {name}.")
            self.assertIn("Your changed comment is up, as number", page.text)
            self.assertNotIn("A moderator", page.text)
            self.assertNotIn("our mistake", page.text)

    def test_a_refused_comment_says_why_and_in_whose_words(self):
        reader, page = self.hold_one(COARSE + " Five.")
        item = next(i for i in self.held() if "Five." in json.dumps(i))
        comity(BINARY, "admin", "held", "refuse", item["id"], "--data", self.data, "--clause", "profanity", "--reason",
               "Please say it <em>plainly</em>.")
        page = reader.open(page.url)
        self.assertIn("Your comment was not published.", page.text)
        self.assertIn("“d4mn”", page.text)
        self.assertIn("Please say it <em>plainly</em>.", page.text)
        self.assertIn("first stopped by our program", page.text)
        self.assertFalse(page.has_form(page.url + "/edit"))

    def test_a_published_comment_is_edited_and_withdrawn_from_its_receipt(self):
        reader = self.reader()
        page = self.post("The boat has a blue funnel, I think.", reader)
        receipt = page.url
        page = page.form(receipt + "/edit").send(text="The boat has a green funnel, I am sure of it.")
        self.assertEqual([status for status, _ in reader.trail], [303, 200])
        self.assertIn("green funnel", reader.open(STORY).text)
        self.assertNotIn("blue funnel", reader.open(STORY).text)
        page = reader.open(receipt).form(receipt + "/withdraw").send(confirm="yes")
        self.assertIn("You withdrew this comment", page.text)
        story = reader.open(STORY)
        self.assertNotIn("green funnel", story.text)
        self.assertIn("was withdrawn by its author", story.text)

    def test_what_a_comment_said_before_can_be_read_but_never_what_was_held(self):
        page = self.post("The quay is three hundred steps long.")
        receipt = page.url
        page = page.form(receipt + "/edit").send(text="The quay is four hundred steps long.")
        page.form(receipt + "/edit").send(text="The d4mn quay is long.").form(receipt + "/edit").send(button="as_is")
        story = self.reader().open(STORY)
        history = next(link for link in story.links if link.endswith("/history")
                       and "four hundred" in self.reader().open(link).text)
        page = self.reader().open(history)
        self.assertIn("three hundred steps", page.text)
        self.assertNotIn("d4mn", page.text)
        self.reader().open(receipt).form(receipt + "/withdraw").send(confirm="yes")
        self.assertEqual(self.reader().open(history).status, 404)

    def test_a_change_says_whether_it_came_after_an_answer(self):
        story = "/s/herald/two-plaques"
        first = self.post("The northern plaque is the larger one.", story=story)
        number = re.search(r"as number (\d+)", first.text)[1]
        other = self.post("The railing was painted last year.", story=story)  # a later number, and no answer
        first.form(first.url + "/edit").send(text="The northern plaque is larger by a hand.")
        history = f'href="{story}/{number}/history"'
        changed = re.compile(re.escape(history) + r".*?</a>")
        self.assertNotIn("answered", changed.search(self.reader().open(story).html)[0])
        page = self.reader().open(f"{story}/{number}").form(story).send(name="Carl", text="By two hands, I measured.")
        answer = re.search(r"as number (\d+)", page.text)[1]
        first.form(first.url + "/edit").send(text="The northern plaque is larger by two hands.")
        for path in (story, f"{story}/{number}"):
            self.assertIn(f"after no. {answer} answered", changed.search(self.reader().open(path).html)[0])
        self.assertEqual(other.status, 200)

    def test_a_withdrawal_without_the_tick_changes_nothing(self):
        page = self.post("The lighthouse keeper waved at us on Sunday.")
        page = page.form(page.url + "/withdraw").send()
        self.assertIn("Your comment is up", page.text)

    def test_an_edit_with_a_coarse_word_gets_the_hint_and_keeps_what_was_written(self):
        page = self.post("The ropes on the quay are worn out.")
        receipt = page.url
        page = page.form(receipt + "/edit").send(text="The d4mn ropes on the quay are worn out.")
        self.assertIn("“d4mn”", page.text)
        page = page.form(receipt + "/edit").send(button="as_is")
        self.assertEqual(page.url, receipt)
        self.assertIn("Your change is saved and waits for a person", page.text)
        self.assertIn("The ropes on the quay are worn out.", self.reader().open(STORY).text)

    def test_four_words_open_the_comment_on_any_device(self):
        page = self.post("My grandfather steered that ferry for years.")
        code = re.search(r'<strong class="cd-code"[^>]*>([^<]+)<', page.html)[1]
        self.assertEqual(code.count("-"), 3)
        receipt = page.url
        stranger = self.reader()
        page = stranger.open("/case").form("/case").send(code=code.upper().replace("-", " "), site="herald")
        self.assertEqual(page.url, receipt)
        page = stranger.open("/case").form("/case").send(code="four words of nothing", site="herald")
        self.assertEqual(page.status, 404)
        self.assertIn("No comment has this code", page.text)

    def test_the_same_text_again_is_offered_as_a_correction(self):
        reader = self.reader()
        first = self.post("The tickets cost four crowns now.", reader)
        page = self.post("The Tickets  cost four crowns now.", reader)
        self.assertIn("Is this a correction?", page.text)
        page = page.form(STORY).send(button="accept")
        self.assertEqual(page.url, first.url)
        page = self.post("The tickets cost FOUR crowns now.", reader)
        page = page.form(STORY).send(button="decline")
        self.assertTrue(page.url.startswith("/r/"))
        self.assertNotEqual(page.url, first.url)

    def test_one_comment_has_a_page_with_what_it_answers_and_a_form_to_reply(self):
        story = "/s/herald/two-plaques"
        reader = self.reader()
        page = self.post("Both plaques are made of brass, I looked.", reader, story=story)
        root = next(link for link in page.links if link.startswith(story + "/"))
        page = reader.open(root)
        self.assertEqual(page.status, 200)
        page = page.form(story).send(name="Berta", text="Mine is made of tin, and older.")
        reply = next(link for link in page.links if link.startswith(story + "/"))
        page = reader.open(reply)
        self.assertIn("Both plaques are made of brass", page.text)
        self.assertIn("Mine is made of tin", page.text)
        labels = [a["aria-label"] for tag, a in page.tags if tag == "article"]
        self.assertTrue(any(label.endswith("by Berta, reply to " + root.rsplit("/", 1)[1]) for label in labels), labels)

    def test_below_the_last_indentation_a_comments_page_says_what_each_answers(self):
        story, numbers = "/s/herald/two-plaques", []
        for n in range(9):  # each answers the one before; at most five indentations are shown
            page = self.reader().open(f"{story}/{numbers[-1]}" if numbers else story)
            page = page.form(story).send(name=f"Rung {n}", text=f"Rung {n} of a long ladder of answers.")
            numbers.append(int(re.search(r"as number (\d+)", page.text)[1]))
        page = self.reader().open(f"{story}/{numbers[7]}")
        for at in range(1, 9):
            line = f'<p class="cd-in-reply"><a href="#c{numbers[at - 1]}">'
            self.assertEqual(line in page.html, at > 5, (at, page.html))
        page = self.reader().open(f"{story}/{numbers[2]}")
        self.assertNotIn("cd-in-reply", page.html)

    def test_wrong_fields_bring_the_form_back_with_everything_in_it(self):
        page = self.post("A text that must not be lost.", name="\u202eevil")
        self.assertEqual(page.status, 422)
        self.assertIn("This name cannot be used", page.text)
        self.assertEqual(page.form(STORY).fields["text"], "A text that must not be lost.")
        self.assertEqual(self.post("   ").status, 422)
        page = self.post("x" * 10_001)
        self.assertIn("at most 10,000 characters", page.text)

    def test_a_text_keeps_its_first_empty_line_through_the_form(self):
        page = self.post("\nSecond line, after an empty one.", name="")
        self.assertEqual(page.form(STORY).fields["text"], "\nSecond line, after an empty one.")

    def test_the_desks_name_is_taken(self):
        page = self.post("I am the desk, believe me.", name="Moderator")
        self.assertEqual(page.status, 403)
        self.assertIn("looks like that of somebody else", page.text)

    def test_the_field_that_people_leave_empty(self):
        page = self.post("Buy my boats, they are the best.", website="http://boats.example")
        self.assertEqual(page.status, 400)
        self.assertIn("Leave this field empty", page.text)
        self.assertEqual(page.form(STORY).fields["text"], "Buy my boats, they are the best.")

    def test_a_foreign_page_can_change_nothing(self):
        page = self.post("An honest remark about the harbour wall.")
        for action, fields in ((STORY, {"name": "A", "text": "forged remark"}), (page.url + "/edit", {"text": "forged"}),
                               (page.url + "/withdraw", {"confirm": "yes"}), ("/forget/herald", {}),
                               ("/case", {"site": "herald", "code": "a b c d"})):
            for headers in ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
                            {"Origin": "https://evil.example", "Sec-Fetch-Site": None},
                            {"Origin": None, "Sec-Fetch-Site": "cross-site"}, {"Origin": None, "Sec-Fetch-Site": None}):
                answer = page.reader.send("POST", action, fields, headers)
                self.assertEqual(answer.status, 403, (action, headers))
        story = self.reader().open(STORY)
        self.assertNotIn("forged", story.text)
        self.assertIn("An honest remark about the harbour wall.", story.text)

    def test_a_hostile_name_and_text_stay_text(self):
        name = "<b onmouseover=alert(1)>'\"&amp;"
        page = self.post("<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>", name=name)
        for path in (page.url, STORY):
            page = self.reader().open(path)
            self.assertNotIn("<script>alert", page.html)
            self.assertFalse([t for t in page.tags if t[0] in ("img", "b")])
            for tag, attributes in page.tags:
                self.assertFalse([a for a in attributes if a.startswith("on") or a == "style"], (tag, attributes))
                self.assertFalse(attributes.get("href", "").lower().startswith("javascript:"))
        self.assertIn(name, page.text)

    def test_every_page_forbids_inline_code_and_framing(self):
        receipt = self.post("The clock on the quay is slow again.").url
        for path in ("/", "/s/herald", STORY, STORY + "?lang=ar", "/policy/herald", "/case", receipt, "/no/such/page"):
            page = self.reader().open(path)
            policy = page.headers.get("content-security-policy", "")
            self.assertIn("default-src 'none'", policy, path)
            self.assertIn("frame-ancestors 'none'", policy, path)
            self.assertNotIn("unsafe", policy, path)
            self.assertEqual(page.headers.get("x-content-type-options"), "nosniff", path)
            for tag, attributes in page.tags:
                self.assertNotIn("style", attributes, (path, tag))
                self.assertFalse(tag == "script" and "src" not in attributes, path)
                for name in ("src", "href") if tag in ("script", "link", "img") else ():
                    self.assertTrue(attributes.get(name, "/").startswith("/"), (path, attributes))

    def test_a_story_page_holds_nothing_personal(self):
        reader = self.reader()
        self.post("Nothing on this page is about me alone.", reader)
        self.assertEqual(reader.open(STORY).html, self.reader().open(STORY).html)
        page = reader.open(STORY)
        self.assertNotIn("set-cookie", page.headers)
        self.assertIn("public", page.headers["cache-control"])

    def test_the_language_is_in_the_address(self):
        page = self.reader().open(STORY + "?lang=ar")
        self.assertTrue(any(t == "html" and a.get("lang") == "ar" and a.get("dir") == "rtl" for t, a in page.tags))
        self.assertTrue(any(t == "html" and a.get("lang") == "ru" for t, a in self.reader().open("/s/herald/dom-u-reki").tags))
        page = self.reader().open("/s/herald/nothing-here/77?lang=ru")
        self.assertEqual(page.status, 404)
        self.assertIn("По этому адресу ничего нет.", page.text)

    def test_the_policy_and_its_older_versions_can_be_read(self):
        page = self.reader().open("/policy/herald")
        self.assertEqual(page.status, 200)
        self.assertIn("No swearing", page.text)
        self.assertTrue(any(a.get("id") == "rule-profanity" for _, a in page.tags))
        version = page.text.split("Version ")[1].split(",")[0]
        policy = pathlib.Path(self.folder.name) / "policy.toml"
        source = pathlib.Path("data/policies/default.toml").read_text(encoding="utf-8")
        policy.write_text(source.replace('title.en = "No swearing"', 'title.en = "No swear words"'), encoding="utf-8")
        comity(BINARY, "policy", "publish", policy, "--data", self.data, "--site", "herald")
        page = self.open_until("/policy/herald", "No swear words")
        older = next(link for link in page.links if link.startswith("/policy/herald/" + version))
        page = self.reader().open(older)
        self.assertIn("This is an older version.", page.text)
        self.assertIn("No swearing", page.text)
        comity(BINARY, "policy", "publish", "data/policies/default.toml", "--data", self.data, "--site", "herald")

    def test_a_removal_and_its_reversal_are_told_to_everybody(self):
        author = self.post("The harbour bell rang twice at noon.")
        number = re.search(r"as number (\d+)", author.text)[1]
        comity(BINARY, "admin", "comment", "remove", "herald", "last-ferry", number, "--data", self.data, "--clause", "person")
        gone = f"Number {number} was removed: rule 2, No attacks on a person. Decided by a moderator on"
        self.open_until(f"{STORY}/{number}", gone)
        self.assertNotIn("harbour bell", self.open_until(STORY, gone).text)
        self.assertIn("was taken down on", self.reader().open(author.url).text)
        self.assertIn("The harbour bell rang twice at noon.", self.reader().open(author.url).text)
        comity(BINARY, "admin", "comment", "restore", "herald", "last-ferry", number, "--data", self.data)
        for path in (STORY, f"{STORY}/{number}"):
            page = self.open_until(path, f"Number {number} was removed and then put back: the decision was wrong.")
            self.assertIn("The harbour bell rang twice at noon.", page.text)

    def test_a_device_can_forget_its_reader(self):
        reader = self.reader()
        self.post("Please forget that I was here at all.", reader)
        self.assertTrue(reader.cookies)
        page = reader.open(STORY).form("/forget/herald").send()
        self.assertIn("has forgotten you", page.text)
        self.assertFalse(reader.cookies)

    def test_a_closed_story_is_read_and_not_written(self):
        page = self.reader().open("/s/herald/dom-u-reki?lang=en")
        form = page.form("/s/herald/dom-u-reki")
        comity(BINARY, "admin", "story", "close", "herald", "dom-u-reki", "--data", self.data)
        answer = form.send(name="Anna", text="Too late, I fear, but still.")
        self.assertEqual(answer.status, 403)
        self.assertIn("This discussion is closed.", answer.text)
        comity(BINARY, "admin", "story", "open", "herald", "dom-u-reki", "--data", self.data)

    def test_a_get_never_creates_a_story(self):
        address = "http://localhost:8080/s/herald/unheard-of"
        page = self.reader().open("/s/herald/~?url=" + address)
        self.assertEqual(page.status, 200)
        self.assertIn("Nobody has written here yet", page.text)
        stories = comity(BINARY, "admin", "story", "list", "--data", self.data, "--site", "herald").stdout
        self.assertNotIn("unheard-of", stories)
        page = page.form("/s/herald/~").send(name="Anna", text="The first word on this page.")
        self.assertIn("Your comment is up, as number 1", page.text)

    def test_the_front_page_leads_to_every_story(self):
        page = self.reader().open("/")
        self.assertIn("The last ferry now leaves at nine", page.text)
        for link in [link for link in page.links if link.startswith("/s/herald/")]:
            self.assertEqual(self.reader().open(link).status, 200, link)

    def test_the_fragment_stands_on_a_publishers_page(self):
        self.post("The gangway is steep at low tide.")
        page = self.reader().open(STORY + "/fragment")
        self.assertFalse([tag for tag, _ in page.tags if tag in ("html", "head", "body", "script")])
        self.assertIn("The gangway is steep at low tide.", page.text)
        for tag, attributes in page.tags:
            for name in ("href", "action"):
                address = attributes.get(name, "#")
                self.assertTrue(address.startswith(("#", self.server.base, "https://")), (tag, attributes))
        # Its form works from the site's own pages, and from no others.
        fields = {"name": "Dora", "text": "Sent from the paper's own page, without a script."}
        answer = page.reader.send("POST", STORY, fields, {"Origin": "http://localhost:8080", "Sec-Fetch-Site": "cross-site"})
        self.assertIn("Your comment is up", answer.text)

    def test_a_site_with_many_stories_lists_them_all(self):
        comity(BINARY, "admin", "site", "add", "gazette", "--data", self.data, "--name", "The Gazette", "--origin",
               "http://gazette.example", "--languages", "en")
        for n in range(53):
            comity(BINARY, "admin", "story", "add", "gazette", "--data", self.data, "--url",
                   f"http://gazette.example/{n}", "--id", f"story-{n}", "--title", f"Story number {n}.")
        page, found = self.open_until("/s/gazette", "Story number 52."), set()
        for _ in range(3):
            found |= {link for link in page.links if link.startswith("/s/gazette/story-") and "#" not in link}
            older = [link for link in page.links if "page=" in link]
            if not older:
                break
            page = self.reader().open(older[-1])
        self.assertEqual(len(found), 53)
        self.open_until("/", "The Gazette")
        self.assertEqual(self.reader().open("/s/gazette?page=0").status, 404)

    def test_assets_are_kept_for_ever(self):
        page = self.reader().open(STORY)
        sheets = [a["href"] for tag, a in page.tags if tag == "link" and a.get("rel") == "stylesheet"]
        self.assertEqual(len(sheets), 2)
        for sheet in sheets:
            status, headers, body = self.server.request("GET", sheet)
            self.assertEqual(status, 200)
            self.assertIn("immutable", headers["cache-control"])
            self.assertNotIn(b"http:", body)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
