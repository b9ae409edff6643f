"""Every class is laid out in one style sheet, so that no page takes over the looks of another."""

import re
from collections import defaultdict
from pathlib import Path

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"^(\.[\w-]+) \{", re.MULTILINE)


def test_no_class_is_laid_out_in_two_style_sheets():
    sheets: dict[str, set[str]] = defaultdict(set)
    for path in FRONTEND.glob("*.css"):
        for name in CLASS.findall(COMMENT.sub("", path.read_text(encoding="utf-8"))):
            sheets[name].add(path.name)

    assert len(sheets) > 500
    assert {name: sorted(found) for name, found in sheets.items() if len(found) > 1} == {}
