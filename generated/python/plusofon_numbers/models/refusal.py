"""Why a request was not carried out."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from ..models.parameter_errors import ParameterErrors
from ..types import Answer


class Refusal(Answer, kw_only=True, frozen=True):
    """Why a request was not carried out."""

    success: bool | UnsetType = UNSET
    """False."""

    message: str | UnsetType = UNSET
    """What was wrong. A 404 uses error instead."""

    error: str | UnsetType = UNSET
    """What was not found, in a 404."""

    code: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)] | UnsetType = UNSET
    """A status of the service's own, which may differ from the answer's."""

    errors: ParameterErrors | UnsetType = UNSET
    """What was wrong with each parameter, by its name, in a 422."""
