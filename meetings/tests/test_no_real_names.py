"""The people of the real report stay in the real report."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from config.home import REPOSITORY
from meetings.tests.golden_set import YARDSTICK
from partners.names import has_hangul, is_korean_name, split_honorific, split_korean_title

REAL = YARDSTICK / "lima.json"


def names_of(report: Path) -> set[str]:
    """Full names as written: Korean names without title, Latin ones of two words or more without honorific."""
    people = json.loads(report.read_text(encoding="utf-8"))["people"]
    out = set()
    for person in people:
        for text in (person["canonical"], *(surface["text"] for surface in person["surfaces"])):
            bare = split_korean_title(split_honorific(text)[1])[0]
            if is_korean_name(bare) or (not has_hangul(bare) and " " in bare):
                out.add(bare)
    return out


def texts_of(path: Path) -> list[str]:
    """What a file says; of an office document what its parts say."""
    data = path.read_bytes()
    if not data.startswith(b"PK\x03\x04"):
        return [data.decode("utf-8", errors="ignore")]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode("utf-8", errors="ignore") for name in archive.namelist()]
    return [re.sub(r"<[^<>]*>", "", part) for part in parts]


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this copy is no checkout of the repository, so there is no list of its files")
    return [path for name in listed.stdout.split("\0") if name and (path := REPOSITORY / name).is_file()]


def test_no_tracked_file_names_a_person_of_the_real_report() -> None:
    if not REAL.exists():
        pytest.skip(f"{REAL} is not here; the real report is kept outside the repository")
    names = names_of(REAL)
    assert len(names) > 20
    pattern = re.compile("|".join(rf"(?<![가-힣A-Za-z]){re.escape(name)}" for name in sorted(names)))
    found = {
        f"{path.relative_to(REPOSITORY)}: {len(hits)} name(s)"
        for path in tracked_files()
        for text in texts_of(path)
        if (hits := set(pattern.findall(text)))
    }
    assert found == set()


def test_a_name_inside_an_office_document_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>도하</w:t><w:t>림 팀장</w:t>")
    assert any("도하림" in text for text in texts_of(path))
