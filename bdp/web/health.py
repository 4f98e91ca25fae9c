"""health: tells machines whether the site can do its work."""

from flask import Blueprint, Response

from bdp.catalogue.reader import Damaged
from bdp.domain.errors import NotBuilt
from bdp.domain.query import Query
from bdp.exchange import json_form
from bdp.web.context import library, today

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def show() -> Response:
    """Answer 200 when both parts of the index answer, 503 else."""
    try:
        generation = library().index.current()
        newest = generation.search.find(Query(per_page=1), today=today())
        for hit in newest.hits:  # what one part finds the other must have
            generation.catalogue.probe(hit.slug)
    except NotBuilt:
        return _said("not built", None)
    except Damaged:
        return _said("damaged", generation.number)
    problems = sum(not problem.warning for problem in generation.manifest.problems)
    return _said("ok", generation.number, generation.search.count, problems)


def _said(status: str, generation: int | None, records: int = 0, problems: int = 0) -> Response:
    said = {"status": status, "generation": generation, "records": records, "problems": problems}
    return Response(json_form.dump(said), 200 if status == "ok" else 503, mimetype="application/json")
