"""A failure that comes with status 200."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from ..models.parameter_errors import ParameterErrors
from ..types import Answer


class RefusalInside200(Answer, kw_only=True, frozen=True):
    """A failure that comes with status 200. Its success is false."""

    success: bool
    """False, and therefore a failure in spite of the status."""

    message: str | UnsetType = UNSET
    """What went wrong."""

    error: str | UnsetType = UNSET
    """What was not found."""

    code: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)] | UnsetType = UNSET
    """The status that the service had in mind."""

    errors: ParameterErrors | UnsetType = UNSET
    """What was wrong with each parameter, by its name, in a 422."""
