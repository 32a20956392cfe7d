"""What ``check`` tells an official: every case that does not hold, every text that must not go out."""

from collections.abc import Iterator
from datetime import date

from knowledge import coverage, readability
from knowledge.answers import CLAIMED, POLICY_INTENTS, filled, placeholders
from knowledge.cases import days, run
from knowledge.errors import BadFile
from knowledge.library import Library
from knowledge.loading import Location
from knowledge.packs import Pack


class Overdue(BadFile):
    """A warning, not a fault: the pack still speaks, but a person should look at it again."""


def check(
    library: Library, only: str | None = None, *, today: date | None = None
) -> tuple[BadFile, ...]:
    """Every finding on a loaded library, or on one pack of it; with ``today``, overdue reviews too."""
    found: list[BadFile] = []
    for pack in library.packs.values():
        if only and pack.spec.id != only:
            continue
        found += coverage.gaps(library, pack)
        found += _failing_cases(library, pack)
        found += _unanswered(pack)
        found += _wording(library, pack)
        found += _loose_figures(pack)
        found += _unsourced_sums(pack)
        if today is not None:
            found += _overdue(pack, today)
    return tuple(found)


def _failing_cases(library: Library, pack: Pack) -> Iterator[BadFile]:
    for key, table in pack.cases.items():
        programmes = {
            day: {programme.id: programme for programme in library.programmes(day)}
            for day in days(table)
        }
        for failure in run(key, table, programmes):
            base = failure.case == "base" and "base" not in table.cases
            location = (key, "base") if base else (key, "cases", failure.case)
            mend = "correct the case, or the rule that it proves"
            yield pack.documents["cases"].fault(location, failure.problem, mend)


def _unanswered(pack: Pack) -> Iterator[BadFile]:
    for intent in POLICY_INTENTS if pack.spec.complete else ():
        if intent not in pack.answers:
            problem = f"a complete pack answers every intent, but not {intent}"
            yield BadFile(pack.folder / "answers.yaml", 1, intent, problem, "write an answer")


def _texts(pack: Pack) -> Iterator[tuple[str, Location, str]]:
    """Every text that a worker may read, with where it stands."""
    for key, answer in pack.answers.items():
        for part in ("text", "past", "more"):
            yield "answers", (key, part), getattr(answer, part)
    for key, premise in pack.premises.items():
        for part in ("right", "wrong"):
            yield "premises", (key, part), getattr(premise, part)
    for key, programme in pack.programmes.items():
        for part in ("says", "apply"):
            yield "programmes", (key, part), getattr(programme, part)


def _wording(library: Library, pack: Pack) -> Iterator[BadFile]:
    day = max(window.since for window in pack.spec.in_force)
    for file, location, text in _texts(pack):
        written = {n: library.figure(n, day) for n in placeholders(text) if n != CLAIMED}
        said = filled(text, written | {CLAIMED: "10"})
        most = readability.LONGEST_MORE if location[-1] == "more" else readability.LONGEST_TEXT
        if len(said) > most:
            problem = f"{len(said)} characters, at most {most}"
            yield pack.documents[file].fault(location, problem, "shorten it, or move some to more")
        for piece in readability.long_pieces(said):
            problem = f"more than {readability.LONGEST_PIECE} characters in one breath: {piece}"
            yield pack.documents[file].fault(
                location, problem, "cut it with a comma or a full stop"
            )


def _loose_figures(pack: Pack) -> Iterator[BadFile]:
    for file, location, text in _texts(pack):
        for figure in (*readability.figures(text), *readability.spelt_figures(text)):
            mend = "put it into parameters.yaml and write {its_id}"
            yield pack.documents[file].fault(location, f"a figure without source: {figure}", mend)
    known = {str(dated.value) for spec in pack.parameters.values() for dated in spec.values}
    for key, clause in pack.clauses.items():
        for figure in readability.figures(clause.says):
            if figure not in known:
                problem = f"no parameter of this pack has the value {figure}"
                mend = "correct the clause, or add the parameter"
                yield pack.documents["clauses"].fault((key, "says"), problem, mend)


def _unsourced_sums(pack: Pack) -> Iterator[BadFile]:
    for key, spec in pack.parameters.items():
        for i, dated in enumerate(spec.values):
            if "元" in spec.unit and dated.source is None:
                mend = "name the page or paper that says so, and the day it was seen"
                location = (key, "values", i)
                yield pack.documents["parameters"].fault(location, "a sum without source", mend)


def _overdue(pack: Pack, today: date) -> Iterator[Overdue]:
    if today > pack.spec.review_by:
        path = pack.folder / "pack.yaml"
        problem = f"was to be reviewed by {pack.spec.review_by}"
        mend = "hold it against its source, then set a new day and source.seen"
        yield Overdue(path, 1, "review_by", problem, mend)
