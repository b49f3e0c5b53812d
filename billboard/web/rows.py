"""Numbers of rows in addresses and forms: one that no database can hold is no row's."""

from flask import request
from werkzeug.routing import Map

from billboard.core.errors import BadRequest
from billboard.walls.cursors import NO_BOUND
from billboard.web.whole_numbers import WholeNumber


class RowConverter(WholeNumber):
    """`<row:number>` in a route; any other number finds nothing there."""

    regex = "(?:0|[1-9][0-9]{0,18})"

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=NO_BOUND - 1)


def read_before(where: str, field: str = "before", *, least: int = 1) -> int | None:
    """The row that a page of a list begins beside, `where` being the list. Raises BadRequest."""
    before = request.args.get(field, type=int)
    if before is not None and not least <= before < NO_BOUND:
        raise BadRequest(f"That link into the {where} is broken. Start again from its first page.")
    return before
