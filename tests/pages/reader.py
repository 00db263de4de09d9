"""A reader with a browser that runs no scripts: follows links and redirects, keeps cookies, fills in forms.

    reader = Reader(server)
    page = reader.open("/s/herald/bridge")
    page = page.form("/s/herald/bridge").send(name="Anna", text="Hello.")
"""
import html.parser
import re
import urllib.parse


class Form:
    def __init__(self, page, attributes):
        self.page, self.action = page, attributes.get("action", "")
        self.method = attributes.get("method", "get").upper()
        self.fields, self.buttons = {}, []

    def send(self, button=None, headers=None, **values):
        """Sends the form as a browser would; `button`: the value of the button that is pressed."""
        fields = dict(self.fields)
        for name, value in values.items():
            if value is None:
                fields.pop(name, None)
            else:
                fields[name] = value
        for name, value in self.buttons:
            if name and value == button:
                fields[name] = value
        return self.page.reader.send(self.method, self.action, fields, headers)


class Page(html.parser.HTMLParser):
    def __init__(self, reader, status, headers, body, url):
        super().__init__()
        self.reader, self.status, self.headers, self.url = reader, status, headers, url
        self.html = body.decode("utf-8")
        self.forms, self.links, self.tags = [], [], []
        self.text = ""
        self._form, self._area = None, None
        self.feed(self.html)
        self.text = re.sub(r"\s+", " ", self.text)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag == "form":
            self._form = Form(self, attributes)
            self.forms.append(self._form)
        elif tag == "a":
            self.links.append(attributes.get("href", ""))
        elif self._form is not None and tag == "input" and "name" in attributes:
            if attributes.get("type") != "checkbox" or "checked" in attributes:
                self._form.fields[attributes["name"]] = attributes.get("value", "")
        elif self._form is not None and tag == "button":
            self._form.buttons.append((attributes.get("name", ""), attributes.get("value", "")))
        elif self._form is not None and tag == "textarea":
            self._area = attributes.get("name", "")
            self._form.fields[self._area] = ""

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        if tag == "textarea":
            # HTML drops the first newline of a textarea.
            self._form.fields[self._area] = self._form.fields[self._area].removeprefix("\n")
            self._area = None

    def handle_data(self, data):
        self.text += data
        if self._area is not None:
            self._form.fields[self._area] += data

    def form(self, action):
        for form in self.forms:
            if form.action.split("?")[0] == action:
                return form
        raise AssertionError(f"{self.url} has no form for {action}: {[f.action for f in self.forms]}\n{self.text}")

    def has_form(self, action):
        return any(form.action.split("?")[0] == action for form in self.forms)


class Reader:
    def __init__(self, server):
        self.server, self.cookies = server, {}
        self.trail = []  # (status, path) of the last request and its redirects

    def open(self, path):
        return self.send("GET", path)

    def send(self, method, path, fields=None, headers=None):
        self.trail = []
        body = None
        own = {"Accept": "text/html,application/xhtml+xml"}
        if method == "POST":
            body = urllib.parse.urlencode(fields or {}).encode()
            own |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.server.base,
                    "Sec-Fetch-Site": "same-origin"}
        own |= headers or {}
        own = {name: value for name, value in own.items() if value is not None}
        for _ in range(5):
            if self.cookies:
                own["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
            path = path.split("#")[0]
            status, got, answer = self.server.request(method, path, body, own)
            self.trail.append((status, path))
            self._keep(got.get("set-cookie"))
            if status != 303:
                return Page(self, status, got, answer, path)
            method, body, path = "GET", None, got["location"]
            own.pop("Content-Type", None)
            own.pop("Origin", None)
        raise AssertionError(f"too many redirects: {self.trail}")

    def _keep(self, cookie):
        if not cookie:
            return
        name, value = cookie.split(";")[0].split("=", 1)
        if "max-age=0" in cookie.lower():
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value
