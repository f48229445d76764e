"""What is asked of posters over HTTP."""

from typing import Annotated, Literal

from msgspec import Meta

from functions.kit.shapes import Input


class PosterChoice(Input):
    """Format and paper of a poster."""

    format: Literal["pdf", "svg", "png"] = "pdf"
    size: Literal["A4", "A5"] = "A4"


class PrintPosters(Input):
    """Venues whose posters go onto one stack of paper."""

    venue_ids: Annotated[
        list[Annotated[str, Meta(max_length=12, examples=["0wjp7457"])]], Meta(min_length=1, max_length=100)
    ]
    size: Literal["A4", "A5"] = "A4"
