"""What is wrong with a profile file, all at once, in sentences for the office that edits it."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One mistake; line 0 is the file as a whole."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"第{self.line}行：{self.reason}" if self.line else self.reason


class ProfileError(Exception):
    """A profile that is refused: `path`, and its `problems` in the order of their lines.

    `line` and `reason` are those of the first problem.
    """

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems))
        self.line, self.reason = self.problems[0]
        super().__init__(f"规则文件 {path} 有{len(problems)}处错误：\n" + "\n".join(map(str, self.problems)))
