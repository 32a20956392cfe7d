"""Every way to be wrong that we know of is found, with its file, line and mend.

``broken_packs/sound`` is a small pack without fault; each YAML file beside it breaks it in one place.
"""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.checking import Overdue, check
from knowledge.errors import BadFile, BadKnowledge
from knowledge.library import ROOT, load_library

FOLDER = Path(__file__).parents[1] / "broken_packs"
WAYS = sorted(FOLDER.glob("*.yaml"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge folder with the sound pack alone."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(FOLDER / "sound", tmp_path / "packs" / "sound")
    return tmp_path


def found_in(root: Path) -> tuple[BadFile, ...]:
    try:
        return check(load_library(root))
    except BadKnowledge as bad:
        return bad.faults


def test_the_sound_pack_is_sound(root: Path) -> None:
    assert found_in(root) == ()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.stem)
def test_a_broken_pack_is_found_at_its_line(root: Path, way: Path) -> None:
    wanted: dict[str, Any] = yaml.safe_load(way.read_text("utf-8"))
    path = root / "packs" / "sound" / wanted["file"]
    sound = path.read_text("utf-8")
    broken = sound.replace(wanted["replace"], wanted["with"], 1)
    assert broken != sound, "the sound pack has changed; adapt the way to break it"
    path.write_text(broken, "utf-8")
    found = found_in(root)
    hits = [fault for fault in found if wanted["finds"] in fault.problem]
    assert hits, [str(fault) for fault in found]
    assert hits[0].line == wanted["line"]
    assert hits[0].path.parent == path.parent
    assert hits[0].mend


def test_a_file_that_is_no_part_of_a_pack_is_found(root: Path) -> None:
    (root / "packs" / "sound" / "answer.yaml").write_text("{}", "utf-8")
    (fault,) = found_in(root)
    assert fault.path.name == "answer.yaml"
    assert "answers.yaml" in fault.mend


def test_a_name_in_two_packs_is_found(root: Path) -> None:
    second = root / "packs" / "second"
    shutil.copytree(root / "packs" / "sound", second)
    text = (second / "pack.yaml").read_text("utf-8")
    (second / "pack.yaml").write_text(text.replace("id: sound", "id: second"), "utf-8")
    assert any("also defined in" in fault.problem for fault in found_in(root))


def test_a_pack_past_its_review_is_a_warning_and_still_speaks(root: Path) -> None:
    library = load_library(root)
    assert check(library, today=date(2030, 1, 1)) == ()
    (warning,) = check(library, today=date(2030, 1, 2))
    assert isinstance(warning, Overdue)
    assert library.answers("subsidy_limit", date(2030, 1, 2), "济南")


def test_one_pack_can_be_checked_alone(root: Path) -> None:
    library = load_library(root)
    later = date(2031, 1, 1)
    assert check(library, "another", today=later) == ()
    assert len(check(library, "sound", today=later)) == 1
