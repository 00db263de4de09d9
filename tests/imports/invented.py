"""WordPress exports of any size, invented, the same in every run."""
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))

WORDS = ("the bridge over the river was closed again today and nobody at the council said why it took so long to "
         "repair what every ferryman knew was broken since last spring").split()

HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n'
        "<title>The Fir</title>\n<wp:base_blog_url>https://fir.example</wp:base_blog_url>\n")
TAIL = "</channel>\n</rss>\n"


def comment(number, words, parent=0, state="1"):
    minute = number // 60
    date = (f"2014-{1 + minute // 40320 % 12:02d}-{1 + minute // 1440 % 28:02d} "
            f"{minute // 60 % 24:02d}:{minute % 60:02d}:{number % 60:02d}")
    return (f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author><![CDATA[Reader {number % 997}]]>"
            f"</wp:comment_author><wp:comment_author_email>reader{number % 997}@example.org</wp:comment_author_email>"
            f"<wp:comment_date>{date}</wp:comment_date><wp:comment_date_gmt>{date}</wp:comment_date_gmt>"
            f"<wp:comment_content><![CDATA[{words}]]></wp:comment_content><wp:comment_approved>{state}"
            f"</wp:comment_approved><wp:comment_type></wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent>"
            "</wp:comment>\n")


def export(comments, stories=1, words=30):
    """Pieces of an export: every fifth comment answers an earlier one, some a later one; some are held, spam or trash."""
    chance = random.Random(7)
    each = comments // stories
    number = 0
    yield HEAD
    for story in range(1, stories + 1):
        yield (f"<item><title>Story {story}</title><link>https://fir.example/story-{story}</link><wp:post_id>{story}"
               "</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\n")
        first, last = number + 1, number + each
        for number in range(first, last + 1):
            text = f"{number}: " + " ".join(chance.choice(WORDS) for _ in range(words))
            parent = chance.randint(first, number - 1) if number > first and number % 5 == 0 else 0
            if number % 211 == 0 and number + 40 <= last:
                parent = number + 40
            yield comment(number, text, parent, {3: "0", 4: "spam", 5: "trash"}.get(number % 50, "1"))
        yield "</item>\n"
    yield TAIL


def write(path, *args, **kwargs):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(export(*args, **kwargs))
    return path
