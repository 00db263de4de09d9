#!/usr/bin/env python3
"""bench/run.py BIN_DIR [SECONDS [PART...]]: the budgets of the design that exist by now, as ratios in one run.

Machines are shared and noisy: what is compared is measured alternately, within this one run, and server time is CPU time
as the kernel accounts it. Writes a table to standard output; exit status 0 whatever the figures say.
PART: verdict, matching, patterns, reading, analyze, posting, followers, import, memory, input, widget; all when none is named.
"""
import asyncio
import gzip
import json
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/support"))
sys.path.insert(0, str(ROOT / "tests/imports"))
import invented  # noqa: E402
from comity import Server, comity, free_port  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")
NO_RATES = ["--guest-rate", "1000000", "--source-rate", "1000000", "--story-rate", "1000000",
            "--site-rate", "1000000", "--max-streams-per-source", "20000"]
rows = []


def report(what, figure, budget, met, note=""):
    rows.append((what, figure, budget, "yes" if met else "**no**", note))
    print(f"{what}: {figure} (budget {budget}) {'met' if met else 'MISSED'} {note}", file=sys.stderr, flush=True)


def cpu(*pids):
    """Seconds of CPU used so far by these processes, user and system."""
    total = 0
    for pid in pids:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICK


def pss_mb(pid):
    try:
        text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
        found = re.search(r"^Pss:\s+(\d+) kB", text, re.M)
        if found:
            return int(found.group(1)) / 1024, "PSS"
    except OSError:
        pass
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"^VmRSS:\s+(\d+) kB", text, re.M).group(1)) / 1024, "RSS (no PSS here)"


def wrk(url, seconds, connections=64, headers=(), script=None):
    """(requests per second, requests) of wrk."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", script]
    out = subprocess.run(command + [url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        raise AssertionError(f"wrk met errors at {url}:\n{out}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), int(re.search(r"(\d+) requests in", out).group(1))


def bench_analyze(binary, work, seconds):
    """Analyses of 200 characters, beside an echo: the same request with a wrong key, read and answered with nothing analyzed."""
    data = work / "analyze"
    key = comity(binary, "admin", "key", "add", "bench", "--data", data, "--per-minute", "1000000000").stdout.strip()
    text = ("The council met again on Tuesday about the new bus line, and once more nobody could say who will pay for "
            "the stops at the station. I disagree with the mayor, but her figures were at least the right ones.")
    body = json.dumps({"comment": {"text": text[:200]}, "requestedAttributes": {"TOXICITY": {}, "INSULT": {}},
                       "doNotStore": True})
    script = work / "analyze.lua"

    def posts(delay_ms=0):
        # Clients that wait are not in step with each other: a client waits half as long again, or half as long.
        script.write_text(f"wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = [==[{body}]==]\n"
                          + (f"function delay() return math.random({delay_ms // 2}, {delay_ms * 3 // 2}) end\n" if delay_ms else ""))
        return script

    def latency(out, share):
        number, unit = re.search(rf"{share}%\s+([\d.]+)(us|ms|s)", out).groups()
        return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]

    with Server(binary, data, "--only", "analyze") as server:
        url = server.base + "/v1alpha1/comments:analyze?key="
        ways = {"analysis": (url + key, posts), "echo": (url + "wrong", posts), "health": (server.base + "/healthz", None)}
        cost, rate = {way: [] for way in ways}, {way: [] for way in ways}
        for _ in range(3):
            for way, (address, make) in ways.items():
                before = cpu(server.process.pid)
                out = subprocess.run(["wrk", "-t1", "-c64", f"-d{seconds}s", *(["-s", make()] if make else []), address],
                                     capture_output=True, text=True, check=True).stdout
                done = int(re.search(r"(\d+) requests in", out).group(1))
                cost[way].append((cpu(server.process.pid) - before) / done * 1e6)
                rate[way].append(float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)))
                assert ("Non-2xx" in out) == (way == "echo"), out
        # Half of the load asked for, by the same clients, of an analysis and of the echo by turns: what the echo waits
        # as well is the machine's.
        slow, half = {"analysis": [], "echo": []}, {"analysis": [], "echo": []}
        for _ in range(3):
            for way in slow:
                out = subprocess.run(["wrk", "-t1", "-c64", f"-d{seconds}s", "--latency", "-s", posts(12), ways[way][0]],
                                     capture_output=True, text=True, check=True).stdout
                slow[way].append((latency(out, 50), latency(out, 99)))
                half[way].append(float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)))
    middle = {way: statistics.median(cost[way]) for way in ways}
    reached = statistics.median(rate["analysis"])
    beside = f"the same request with a wrong key {middle['echo']:.0f} us, /healthz by a worker {middle['health']:.0f} us"
    report("server CPU per analysis of 200 characters", f"{middle['analysis']:.0f} us", "90 us", middle["analysis"] <= 90, beside)
    report("analyses a second, load generator on the same cores", f"{reached:,.0f}", "10,000", reached >= 10_000,
           f"{statistics.median(rate['echo']):,.0f} with a wrong key")
    (typical, p99), (echo_typical, echo_p99) = (tuple(map(statistics.median, zip(*slow[way]))) for way in ("analysis", "echo"))
    report("99th percentile of an analysis at half that load", f"{p99:.1f} ms", "10 ms", p99 <= 10,
           f"median {typical:.1f} ms, at {statistics.median(half['analysis']):,.0f} a second; an echo on the same server "
           f"{echo_p99:.1f} and {echo_typical:.1f} ms at {statistics.median(half['echo']):,.0f}")


class Nginx:
    """nginx with one worker, serving one precompressed file by gzip_static, no access log."""

    def __init__(self, folder, body):
        self.folder, self.port = pathlib.Path(folder), free_port()
        (self.folder / "html").mkdir(parents=True)
        (self.folder / "html/page.json.gz").write_bytes(body)
        (self.folder / "html/page.json").write_bytes(gzip.decompress(body))
        (self.folder / "nginx.conf").write_text(f"""
daemon off; worker_processes 1; pid {self.folder}/pid; error_log {self.folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; default_type application/json; keepalive_requests 100000000; sendfile on; tcp_nopush on;
  client_body_temp_path {self.folder}/a; proxy_temp_path {self.folder}/b; fastcgi_temp_path {self.folder}/c;
  uwsgi_temp_path {self.folder}/d; scgi_temp_path {self.folder}/e;
  server {{ listen 127.0.0.1:{self.port}; root {self.folder}/html; gzip_static on; }}
}}""")

    def __enter__(self):
        if os.getuid() == 0:
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chmod(path, 0o755 if path.is_dir() else 0o644)
        self.process = subprocess.Popen(["/usr/sbin/nginx", "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)],
                                        stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            children = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True).stdout.split()
            if children:
                self.pids = [self.process.pid, *map(int, children)]
                return self
            time.sleep(0.05)
        raise AssertionError("nginx did not start")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def new_site(binary, data, comments=0):
    comity(binary, "admin", "site", "add", "bench", "--origin", "https://bench.example", "--name", "Bench",
           "--languages", "en", "--data", data)


def post(server, story, text, connection=None, **more):
    value = {"name": "Reader", "text": text, "url": f"https://bench.example/{story}", **more}
    status, _, answer = server.json("POST", f"/api/v1/sites/bench/stories/{story}/comments", value, connection=connection)
    if status != 201:
        raise AssertionError(f"posting answered {status}: {answer}")
    return answer


# The words of our own documentation (of the part that quotes no example), as they follow each other: prose, so that what texts share is what prose shares.
WORDS = [word for page in sorted((pathlib.Path(__file__).parents[1] / "docs/operate").glob("*.md"))
         for word in re.findall(r"\b[a-z]{2,}\b", page.read_text())]
PIECE = 8  # words in a row


def some_text(chance):
    """Forty to three hundred characters that nobody wrote before: a likeness to others' texts would be held."""
    def piece():
        at = chance.randrange(len(WORDS) - PIECE)
        return " ".join(WORDS[at:at + PIECE]).capitalize() + "."
    return " ".join(piece() for _ in range(chance.randrange(1, 7)))


def bench_reading(binary, work, seconds):
    data = work / "reading"
    new_site(binary, data)
    chance = random.Random(1)
    with Server(binary, data, *NO_RATES) as server:
        connection = server.connect()
        for _ in range(100):
            post(server, "one", some_text(chance), connection)
        path = "/api/v1/sites/bench/stories/one/comments?limit=100"
        status, headers, body = server.request("GET", path, headers={"Accept-Encoding": "gzip"})
        assert status == 200 and headers.get("content-encoding") == "gzip", (status, headers)
        with Nginx(work / "nginx", body) as nginx:
            ours, theirs = [], []
            for _ in range(3):
                for pids, url, into in (((server.process.pid,), server.base + path, ours),
                                        (nginx.pids, f"http://127.0.0.1:{nginx.port}/page.json", theirs)):
                    before = cpu(*pids)
                    _, requests = wrk(url, seconds, headers=["Accept-Encoding: gzip"])
                    into.append((cpu(*pids) - before) / requests * 1e6)
        ratio = statistics.median(a / b for a, b in zip(ours, theirs))
        report("reading 100 comments, server CPU beside nginx gzip_static", f"{ratio:.2f} ×", "≤ 1.0 ×", ratio <= 1.0,
               f"{statistics.median(ours):.1f} µs against {statistics.median(theirs):.1f} µs, {len(body)} coded bytes")

        # Rebuild: the cost of a read right after a post, less that of a read that finds a snapshot.
        pid, n = server.process.pid, 150
        before = cpu(pid)
        for _ in range(n):
            post(server, "one", some_text(chance), connection)
        only_posts = cpu(pid) - before
        before = cpu(pid)
        for _ in range(n):
            post(server, "one", some_text(chance), connection)
            server.request("GET", path, headers={"Accept-Encoding": "gzip"}, connection=connection)
        rebuild = (cpu(pid) - before - only_posts) / n * 1e3
        report("first read after a new comment (JSON, gzip), server CPU", f"{rebuild:.2f} ms", "≤ 1 ms", rebuild <= 1.0,
               "rebuild and answer, post taken off")


# Some 200 characters that nobody wrote before, from a new guest, to one story after the other. wrk seeds each thread alike.
LUA = """
local n = 0
local words = {%s}
math.randomseed(os.time() + tonumber(tostring({}):sub(-6), 16))
request = function()
  n = n + 1
  local text = {}
  for i = 1, 4 do
    local at = math.random(#words - %d)
    text[i] = table.concat(words, " ", at, at + %d)
  end
  local story = "story-" .. (n %% %d)
  local body = string.format('{"name":"Reader %%d","text":"%%s.","url":"https://bench.example/%%s"}', n %% 1000, table.concat(text, " "), story)
  return wrk.format("POST", "/api/v1/sites/bench/stories/" .. story .. "/comments", {["Content-Type"]="application/json"}, body)
end
"""


def bench_posting(binary, bins, work, seconds):
    for stories in (1000, 1):
        folder = work / f"changes-{stories}"
        folder.mkdir()
        out = subprocess.run([bins / "bench_changes", folder, str(stories), str(seconds)], capture_output=True, text=True,
                             check=True).stdout
        raw = json.loads(out)
        data = work / f"posting-{stories}"
        new_site(binary, data)
        script = work / f"post-{stories}.lua"
        script.write_text(LUA % (", ".join(f'"{word}"' for word in WORDS), PIECE, PIECE - 1, stories))
        with Server(binary, data, *NO_RATES) as server:
            wrk(server.base, 1, script=script)  # makes the stories
            before = cpu(server.process.pid)
            rate, requests = wrk(server.base, seconds, script=script)
            used = (cpu(server.process.pid) - before) / requests * 1e6
        share = rate / raw["changes_per_s"]
        words = "one story" if stories == 1 else f"{stories} stories"
        report(f"posting beside the raw changes, {words}", f"{share:.0%}", "≥ 50 %", share >= 0.5,
               f"{rate:.0f}/s against {raw['changes_per_s']:.0f}/s; wrk shares the cores")
        report(f"raw changes beside bare rows, {words}", f"{raw['ratio']:.0%}", "≥ 30 %", raw["ratio"] >= 0.3,
               f"{raw['changes_per_s']:.0f}/s against {raw['rows_per_s']:.0f}/s")
        report(f"server CPU a post, {words}", f"{used:.0f} µs", "≤ 120 µs", used <= 120)


def bench_verdict(bins):
    raw = json.loads(subprocess.run([bins / "bench_verdict", "1"], capture_output=True, text=True, check=True).stdout)
    report("verdict without the classifier, 200 English characters", f"{raw['english_us']:.1f} µs", "10 µs", raw["english_us"] <= 10)
    report("verdict without the classifier, 200 Cyrillic characters", f"{raw['cyrillic_us']:.1f} µs", "20 µs", raw["cyrillic_us"] <= 20)
    report("verdict, 200 English characters", f"{raw['english_model_us']:.1f} µs", "60 µs", raw["english_model_us"] <= 60)
    report("verdict, 200 Cyrillic characters", f"{raw['cyrillic_model_us']:.1f} µs", "60 µs", raw["cyrillic_model_us"] <= 60)
    report("verdict, 10,000 characters beside ten times 1,000", f"{raw['linear']:.2f} ×", "about 1", raw["linear"] < 1.3)


def bench_matching(bins):
    raw = json.loads(subprocess.run([bins / "bench_matching", "1"], capture_output=True, text=True, check=True).stdout)
    for key, least in (("english", 50), ("cyrillic", 25), ("arabic", 25)):
        speed = raw[f"{key}_mb_s"]
        beside = (f"ICU's case folding alone {raw[f'{key}_icu_fold_mb_s']:.0f}, raw scan ({raw['scan']}) "
                  f"{raw[f'{key}_scan_mb_s']:.0f}")
        report(f"matching {key} comments, {raw['forms']} forms", f"{speed:.0f} MB/s", f"{least} MB/s", speed >= least, beside)
    report("matching, the worst of hostile comments of 10,000 characters", f"{raw['worst_ms']:.1f} ms", "8 ms", raw["worst_ms"] <= 8)
    report("lexicons compiled", f"{raw['compile_ms']:.0f} ms", "300 ms", raw["compile_ms"] <= 300)
    report("lexicons compiled, memory", f"{raw['compiled_mb']:.1f} MB", "12 MB", raw["compiled_mb"] <= 12)


def bench_patterns(bins):
    raw = json.loads(subprocess.run([bins / "bench_patterns", "0.2"], capture_output=True, text=True, check=True).stdout)
    report("200 patterns on a comment of 200 characters", f"{raw['own_200_us']:.1f} µs", "each in turn",
           raw["own_200_us"] <= raw["in_turn_200_us"],
           f"each in turn {raw['in_turn_200_us']:.1f}, with Vectorscan or Hyperscan {raw['library_200_us']:.1f}")


def bench_memory_and_start(binary, bins, work, stories, comments):
    data = work / "archive"
    subprocess.run([bins / "bench_archive", data, str(stories), str(comments)], check=True, stdout=subprocess.DEVNULL)
    path = "/api/v1/sites/archive/stories/story-{}/comments?limit=100"
    firsts, readies = [], []
    for n in range(5):
        server = Server(binary, data, *NO_RATES)
        begin = time.monotonic()
        server.port = free_port()
        server.log = tempfile.TemporaryFile()
        server.process = subprocess.Popen([binary, "serve", "--data", str(data), "--listen", f"127.0.0.1:{server.port}"],
                                          stdout=server.log, stderr=server.log)
        while True:
            try:
                if server.request("GET", path.format(n + 1))[0] == 200:
                    firsts.append(time.monotonic() - begin)
                    break
            except OSError:
                time.sleep(0.001)
        while server.request("GET", "/readyz")[0] != 200:
            time.sleep(0.001)
        readies.append(time.monotonic() - begin)
        server.stop()
        server.log.close()
    many = f"{stories * comments:,} comments stored"
    report(f"start to first story read, {many}", f"{statistics.median(firsts) * 1e3:.0f} ms", "100 ms",
           statistics.median(firsts) <= 0.1)
    report(f"start to ready for posts, {many}", f"{statistics.median(readies) * 1e3:.0f} ms", "1 s",
           statistics.median(readies) <= 1)
    with Server(binary, data, *NO_RATES) as server:
        idle, kind = pss_mb(server.process.pid)
        report("memory, idle", f"{idle:.0f} MB", "64 MB", idle <= 64, kind)
        connection = server.connect()
        for s in range(1, stories + 1):
            after = path.format(s)
            for _ in range(comments // 100):  # every page of the story
                status, _, body = server.request("GET", after, connection=connection)
                assert status == 200
                next_page = json.loads(body).get("next")
                if not next_page:
                    break
                after = path.format(s) + "&after=" + next_page
        used, kind = pss_mb(server.process.pid)
        report(f"memory after {stories:,} stories of {stories * comments:,} comments were read", f"{used:.0f} MB", "160 MB",
               used <= 160, kind)


async def follow(port, count, post_one):
    streams, arrivals, tasks = [], [], []

    async def reader(stream):
        while True:
            line = await stream.readline()
            if not line:
                return
            if line.startswith(b"data:") and b"published" in line:
                arrivals.append(time.monotonic())

    for _ in range(count):
        r, w = await asyncio.open_connection("127.0.0.1", port, limit=4096)
        w.write(b"GET /api/v1/sites/bench/stories/one/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
        streams.append(w)
        tasks.append(asyncio.create_task(reader(r)))
    await asyncio.sleep(2)
    delays = []
    for _ in range(5):
        arrivals.clear()
        begin = time.monotonic()
        await asyncio.get_running_loop().run_in_executor(None, post_one)
        deadline = time.monotonic() + 20
        while len(arrivals) < count and time.monotonic() < deadline:
            await asyncio.sleep(0.02)
        got = sorted(t - begin for t in arrivals)
        assert len(got) == count, f"{len(got)} of {count} heard of it"
        delays.append((got[len(got) // 2], got[-1]))
    for w in streams:
        w.close()
    for task in tasks:
        task.cancel()
    return delays


def bench_followers(binary, work, count):
    data = work / "followers"
    new_site(binary, data)
    chance = random.Random(2)
    with Server(binary, data, *NO_RATES, "--max-connections", str(count + 200)) as server:
        post(server, "one", some_text(chance))
        idle, _ = pss_mb(server.process.pid)
        memory = []

        def post_one():
            memory.append(pss_mb(server.process.pid)[0])
            post(server, "one", some_text(chance))

        delays = asyncio.run(follow(server.port, count, post_one))
        middle = statistics.median(d[0] for d in delays)
        last = statistics.median(d[1] for d in delays)
        report(f"a new comment reaches the median of {count:,} followers", f"{middle * 1e3:.0f} ms", "300 ms", middle <= 0.3)
        report(f"and the last of them", f"{last * 1e3:.0f} ms", "1 s", last <= 1, "the followers run on the same cores")
        report(f"memory with {count:,} followers", f"{max(memory):.0f} MB", "150 MB for 10,000", max(memory) <= 150,
               f"{(max(memory) - idle) * 1024 / count:.1f} kB each")


def bench_import(binary, work, comments=50_000):
    data, file = work / "import", work / "export.xml"
    invented.write(file, comments, stories=10)
    with Server(binary, data, *NO_RATES):
        begin = time.monotonic()
        done = subprocess.run([binary, "import", "wxr", file, "--data", data, "--site", "fir", "--timings"],
                              capture_output=True, text=True, check=True)
        took = time.monotonic() - begin
    steps = next(line for line in done.stderr.splitlines() if " steps: " in line)
    longest = int(re.search(r"the longest (\d+) ms", steps).group(1))
    report(f"an import's steps, {comments:,} comments into a served folder", f"{longest} ms at most", "50 ms", longest <= 50,
           f"{steps} {comments / took:.0f} comments a second")


def bench_widget(built):
    dist = [built / "widget.js", *sorted((built / "assets").rglob("*.en.*"))[:1]]
    if not all(p.exists() for p in dist):
        return
    total = sum(len(gzip.compress(p.read_bytes(), 9)) for p in dist)
    report("widget, script and style and one language, gzip", f"{total / 1024:.1f} kB", "under 15 kB", len(dist) == 2 and total < 15 * 1024)


def bench_input(binary):
    """A browser with its CPU slowed six times, in a story of a hundred comments."""
    done = subprocess.run(["node", ROOT / "tests/browser/run.mjs", binary, "size.test.mjs"], capture_output=True, text=True)
    found = re.findall(r"# (\S+) with the CPU slowed six times: slowest answer to input (\d+) ms, longest task (\d+) ms", done.stdout)
    if not found:
        print(f"no figures of a browser:\n{done.stdout[-2000:]}{done.stderr}", file=sys.stderr)
        return
    slowest, longest = (max(int(line[n]) for line in found) for n in (1, 2))
    report("answer to input, story of 100 comments, CPU slowed six times", f"{slowest} ms", "200 ms", slowest <= 200,
           f"press to picture; longest task while loading {longest} ms")


def main():
    bins = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/bin").resolve()
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    stories = int(os.environ.get("COMITY_BENCH_STORIES", "1000"))
    binary = str(bins / "comity")
    work = pathlib.Path(tempfile.mkdtemp(prefix="comity-bench-", dir="/var/tmp"))
    work.chmod(0o755)  # nginx drops its rights
    parts = {
        "verdict": lambda: bench_verdict(bins),
        "matching": lambda: bench_matching(bins),
        "patterns": lambda: bench_patterns(bins),
        "reading": lambda: bench_reading(binary, work, seconds),
        "analyze": lambda: bench_analyze(binary, work, seconds),
        "posting": lambda: bench_posting(binary, bins, work, seconds),
        "followers": lambda: bench_followers(binary, work, 1000),
        "import": lambda: bench_import(binary, work),
        "memory": lambda: bench_memory_and_start(binary, bins, work, stories, 1000),
        "input": lambda: bench_input(binary),
        "widget": lambda: bench_widget(bins.parent / "ui/dist"),
    }
    try:
        for part in sys.argv[3:] or parts:
            parts[part]()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print("| what | figure | budget | met | |\n|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
