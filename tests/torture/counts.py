"""What a torture counts: tries, faults, survived, and lost, which must read nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

_SHOWN = 20


@dataclass(slots=True)
class Counts:
    """Of one torture.

    Attributes:
        tries: How often something was done or read.
        faults: How often it was killed, a write failed, or what it read had been changed.
        survived: Faults after which everything was as promised.
        lost: What was not as promised, in words.
    """

    name: str
    tries: int = 0
    faults: int = 0
    survived: int = 0
    lost: list[str] = field(default_factory=list)

    def fault(self, problem: str = "") -> None:
        """One fault, and what was wrong afterwards."""
        self.faults += 1
        if problem:
            self.lost.append(problem)
        else:
            self.survived += 1

    def __str__(self) -> str:
        line = (
            f"{self.name:<44} tries {self.tries:>7,}  faults {self.faults:>7,}  survived {self.survived:>7,}  "
            f"lost {len(self.lost):,}"
        )
        return "\n".join([line, *(f"    {problem}" for problem in self.lost[:_SHOWN])])
