"""What a planted fault is.

A fault is a change of the product's text, named for what goes wrong. `tests/test_faults.py` plants
it in a copy of the repository and demands that the named test goes red there; the healthy twin is
the same test here. The catalogues are `*_faults.py`.
"""

from dataclasses import dataclass

WALK = "tests/test_stateful.py::test_a_walk_through_the_operations[waiting]"


@dataclass(frozen=True)
class Fault:
    """A planted fault.

    Attributes:
        name: What goes wrong.
        file: The file to change.
        healthy: The text that is right; it stands there `times` times.
        faulty: The text to put in its place.
        caught_by: The test that must go red.
        only: Which of its cases are enough to find it, as pytest's -k takes it.
    """

    name: str
    file: str
    healthy: str
    faulty: str
    caught_by: str
    times: int = 1
    only: str = ""
