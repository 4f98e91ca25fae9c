"""wording: the names of parameters, values and places of a match, in the language of the request."""

from collections.abc import Mapping

from bdp.domain.concordance import Concordance
from bdp.domain.query import FACETS, Query
from bdp.domain.results import FacetValue
from bdp.web.language import gettext, language, ngettext
from bdp.web.typography import number


def parameter(name: str) -> str:
    """Return what a filter is called: ``theme`` is "temat"."""
    names: dict[str, str] = {
        "q": gettext("words"),
        "voivodeship": gettext("voivodeship"),
        "unit_type": gettext("type of unit"),
        "theme": gettext("theme"),
        "form": gettext("form of cooperation"),
        "size": gettext("number of residents"),
        "from_year": gettext("from year"),
        "to_year": gettext("to year"),
        "from": gettext("from year"),
        "to": gettext("to year"),
        "has": gettext("only with"),
        "sort": gettext("order"),
        "page": gettext("page"),
        "tag": gettext("tag"),
        "month": gettext("month"),
        "day": gettext("day"),
        "per_page": gettext("practices on a page"),
        "neighbour": gettext("order of lines"),
        "table": gettext("table"),
        "like": gettext("what makes a place like ours"),
    }
    return names[name]


def facet_title(name: str) -> str:
    """Return the heading of a facet."""
    names: dict[str, str] = {
        "voivodeship": gettext("Voivodeship"),
        "unit_type": gettext("Type of unit"),
        "theme": gettext("Theme"),
        "form": gettext("Form of cooperation"),
        "size": gettext("Number of residents"),
    }
    return names[name]


def having(value: str) -> str:
    """Return what a value of ``has`` asks for."""
    names: dict[str, str] = {
        "attachments": gettext("attachments"),
        "results": gettext("described results"),
        "contact": gettext("a contact"),
    }
    return names[value]


def order(name: str) -> str:
    """Return what a sort is called."""
    names: dict[str, str] = {
        "relevance": gettext("relevance"),
        "newest": gettext("newest"),
        "title": gettext("title"),
        "population": gettext("population"),
    }
    return names[name]


def where(place: str) -> str:
    """Return how the part of a record where words were found is introduced; "" for its summary."""
    names: dict[str, str] = {
        "title": "",
        "summary": "",
        "presentation": gettext("In the presentation"),
        "metadata": gettext("In the facts"),
    }
    return names[place]


def part(place: str) -> str:
    """Return what a part of a record where words stand is called by itself."""
    names: dict[str, str] = {
        "title": gettext("title"),
        "summary": gettext("summary"),
        "presentation": gettext("presentation"),
        "metadata": gettext("facts"),
        "attachment": gettext("attachment"),
    }
    return names[place]


def reason(kind: str) -> str:
    """Return how words of a record came to answer a word of the query."""
    names: dict[str, str] = {
        "same": gettext("as typed"),
        "form": gettext("matched"),
        "letters": gettext("letters put back"),
        "beginning": gettext("beginning of a word"),
        "relative": gettext("related word"),
        "synonym": gettext("synonym"),
        "missing": gettext("not in this practice"),
    }
    return names[kind]


def factor(name: str) -> str:
    """Return what can make one unit like another."""
    names: dict[str, str] = {
        "type": gettext("type of unit"),
        "population": gettext("number of residents"),
        "region": gettext("voivodeship"),
        "distance": gettext("distance"),
    }
    return names[name]


def note(name: str) -> str:
    """Say how the search understood odd or limited input, by the ids of ``bdp.domain.grammar`` and ``bdp.search``."""
    said: dict[str, str] = {
        "too_many_words": gettext("Only the first 16 words were searched."),
        "too_deep": gettext("Brackets nested deeper than 6 levels were left out."),
        "stray_quote": gettext("A quotation mark without its pair was left out."),
        "stray_bracket": gettext("A bracket without its pair was left out."),
        "stray_operator": gettext("An operator (OR, AND, NOT) without a word beside it was left out."),
        "unknown_field": gettext("A name before a colon is not the name of a field, so it was searched as a word."),
        "stray_star": gettext("A star that does not end a word was left out."),
        "no_words": gettext("There is no word in what you typed, so all practices are shown."),
        "prefix_limited": gettext("The beginning of a word fits very many words; the most frequent were searched."),
    }
    return said.get(name, "")


def practices(total: int) -> str:
    """Count practices: "12 praktyk"."""
    return str(ngettext("%(count)s practice", "%(count)s practices", total, count=number(total, language())))


def choices(query: Query, facets: Mapping[str, tuple[FacetValue, ...]]) -> list[str]:
    """Say each filter in force in words: "temat Transport lub Kultura"."""
    either = gettext("or")
    said = []
    for facet in FACETS:
        labels = [value.label for value in facets.get(facet, ()) if value.selected]
        if labels:
            said.append(f"{parameter(facet)} {f' {either} '.join(labels)}")
    if query.from_year is not None:
        said.append(f"{parameter('from')} {query.from_year}")
    if query.to_year is not None:
        said.append(f"{parameter('to')} {query.to_year}")
    if query.has:
        said.append(f"{parameter('has')}: {', '.join(map(having, query.has))}")
    return said


def sentence(query: Query, total: int, facets: Mapping[str, tuple[FacetValue, ...]]) -> str:
    """State the count and what it answers to: "12 praktyk dla „rada”: temat Transport"."""
    return _answering(practices(total) if total else gettext("No practices"), query, facets)


def lines(found: Concordance) -> str:
    """State how often the words occur: "12 wystąpień w 3 praktykach dla „rada”"."""
    total = found.total
    text = gettext("No occurrences")
    if total:
        often = ngettext("%(count)s occurrence", "%(count)s occurrences", total, count=number(total, language()))
        count = number(found.practices, language())
        among = ngettext("in %(count)s practice", "in %(count)s practices", found.practices, count=count)
        text = f"{often} {among}"
    return _answering(text, found.results.query, found.results.facets)


def _answering(text: str, query: Query, facets: Mapping[str, tuple[FacetValue, ...]]) -> str:
    if query.q:
        text += " " + gettext("for “%(words)s”", words=query.q)
    said = choices(query, facets)
    return f"{text}: {', '.join(said)}" if said else text
