"""The errors of the catalogue; their texts are read by officials."""

from knowledge.errors import KnowledgeError


class CatalogueError(KnowledgeError):
    """Root of all errors of the catalogue."""


class BadTable(CatalogueError):
    """A file that cannot be read as a table at all: what is wrong and how to mend it."""

    def __init__(self, file: str, problem: str, mend: str) -> None:
        self.file = file
        self.problem = problem
        self.mend = mend
        super().__init__(f"{file}：{problem}；{mend}")


class BadCell(CatalogueError):
    """One cell that cannot be read: why, and how to mend it."""

    def __init__(self, reason: str, mend: str) -> None:
        self.reason = reason
        self.mend = mend
        super().__init__(f"{reason}；{mend}")


class NoSuchCourse(CatalogueError):
    """A course number that the catalogue does not have."""

    def __init__(self, course_id: int) -> None:
        self.course_id = course_id
        super().__init__(f"没有 {course_id} 号课程")
