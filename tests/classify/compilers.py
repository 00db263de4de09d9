#!/usr/bin/env python3
"""compilers.py SOURCE BUILD [INCLUDE...]: the classifier gives the recorded bits whichever compiler builds it, without
optimisation and with all of it; and so does a correction, fitted by each build.

Builds src/classify again, by g++ at -O0 and by clang++ at -O3 (in the campaign each at both); the rooms before it come from BUILD.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE, BUILD = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
# The compilers know /usr/include; said again it would come before their own headers.
INCLUDES = [flag for folder in sys.argv[3:] if folder not in ("", "/usr/include") for flag in ("-isystem", folder)]
FILES = [SOURCE / "tests/classify/bits.cc", *(SOURCE / "src/classify" / name for name in (
    "adapt.cc", "adapt_label.cc", "classify.cc", "correction.cc", "correction_file.cc", "features.cc", "label.cc", "model.cc",
    "model_file.cc", "people.cc"))]
LIBRARIES = [BUILD / "src/text/libcomity_text.a", BUILD / "src/base/libcomity_base.a",
             *("-l" + name for name in ("sodium", "boost_json", "icui18n", "icuuc", "icudata", "cmark-gfm", "cmark-gfm-extensions",
                                        "gumbo", "cld2", "pthread"))]
CACHE = [shutil.which("ccache")] if shutil.which("ccache") else []


def found(*names):
    return next((path for name in names if (path := shutil.which(name))), None)


def built(folder, compiler, level):
    out = folder / f"{os.path.basename(compiler)}{level}"
    objects = []
    for file in FILES:
        target = folder / f"{out.name}-{file.stem}.o"
        subprocess.run([*CACHE, compiler, "-std=c++20", "-w", level, "-march=x86-64-v3" if level == "-O3" and has_avx2() else "-g0",
                        "-I", SOURCE / "src", *INCLUDES, "-c", file, "-o", target], check=True)
        objects.append(target)
    subprocess.run([compiler, *objects, *LIBRARIES, "-o", out], check=True)
    return out


def has_avx2():
    try:
        return " avx2 " in pathlib.Path("/proc/cpuinfo").read_text() and " bmi2 " in pathlib.Path("/proc/cpuinfo").read_text()
    except OSError:
        return False


def main():
    compilers = [path for path in (found("g++"), found("clang++-19", "clang++")) if path]
    recorded = (SOURCE / "tests/classify/vectors.jsonl").read_text()
    expected = [json.loads(line) for line in recorded.splitlines()]
    given = {}
    pairs = [(compiler, level) for compiler in compilers for level in ("-O0", "-O3")]
    if os.environ.get("COMITY_CAMPAIGN") != "1":  # the release build itself is g++ with -O2
        pairs = [pairs[0], pairs[-1]]
    with tempfile.TemporaryDirectory(prefix="comity-bits-") as folder:
        for compiler, level in pairs:
            program = built(pathlib.Path(folder), compiler, level)
            out = subprocess.run([program, SOURCE / "data/model/comity.model"], input=recorded, text=True, capture_output=True,
                                 check=True).stdout
            given[program.name] = out
            *rows, fitted = [json.loads(line) for line in out.splitlines()]
            corrected = [row.pop("corrected") for row in rows]
            assert rows == expected, f"{program.name}: another score than recorded"
            assert fitted["weights"] > 0 and corrected != [row["scores"] for row in rows], "the correction corrects nothing"
            print(f"{program.name}: {len(rows)} texts as recorded, a correction of {fitted['weights']} weights")
    assert len(set(given.values())) == 1, "corrections differ by compiler"


main()
