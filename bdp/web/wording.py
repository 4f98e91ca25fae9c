"""wording: the names of parameters, values and places of a match, in the language of the request."""

from collections.abc import Mapping

from bdp.domain.concordance import Concordance
from bdp.domain.query import NARROWING, Query
from bdp.domain.results import FacetValue
from bdp.web import typography
from bdp.web.language import N_, gettext, language, ngettext
from bdp.web.typography import number

_PARAMETER_NAMES = {
    "q": N_("words"),
    "voivodeship": N_("voivodeship"),
    "powiat": N_("powiat"),
    "unit_type": N_("type of unit"),
    "theme": N_("theme"),
    "form": N_("form of cooperation"),
    "size": N_("number of residents"),
    "from_year": N_("from year"),
    "to_year": N_("to year"),
    "from": N_("from year"),
    "to": N_("to year"),
    "has": N_("only with"),
    "sort": N_("order"),
    "page": N_("page"),
    "tag": N_("tag"),
    "month": N_("month"),
    "day": N_("day"),
    "per_page": N_("practices on a page"),
    "neighbour": N_("order of lines"),
    "table": N_("table"),
    "like": N_("what makes a place like ours"),
}


def parameter(name: str) -> str:
    """Return what a filter is called: ``theme`` is "temat"."""
    return gettext(_PARAMETER_NAMES[name])


_FACET_TITLE_NAMES = {
    "voivodeship": N_("Voivodeship"),
    "powiat": N_("Powiat"),
    "unit_type": N_("Type of unit"),
    "theme": N_("Theme"),
    "form": N_("Form of cooperation"),
    "size": N_("Number of residents"),
}


def facet_title(name: str) -> str:
    """Return the heading of a facet."""
    return gettext(_FACET_TITLE_NAMES[name])


def named(value: FacetValue) -> str:
    """Return what a value of a facet is called on a page."""
    return typography.named(value.label, language())


def filtered(facet: str, value: FacetValue) -> str:
    """Say that a value is chosen: "temat – Transport"; a powiat has its kind in its name: "powiat gliwicki"."""
    return named(value) if facet == "powiat" else f"{parameter(facet)} – {named(value)}"


_HAVING_NAMES = {
    "attachments": N_("attachments"),
    "results": N_("described results"),
    "contact": N_("a contact"),
}


def having(value: str) -> str:
    """Return what a value of ``has`` asks for."""
    return gettext(_HAVING_NAMES[value])


_ORDER_NAMES = {
    "relevance": N_("relevance"),
    "newest": N_("newest"),
    "title": N_("title"),
    "population": N_("population"),
}


def order(name: str) -> str:
    """Return what a sort is called."""
    return gettext(_ORDER_NAMES[name])


_WHERE_NAMES = {
    "title": "",
    "summary": "",
    "presentation": N_("In the presentation"),
    "metadata": N_("In the facts"),
}


def where(place: str) -> str:
    """Return how the part of a record where words were found is introduced; "" for its summary."""
    message = _WHERE_NAMES[place]
    return gettext(message) if message else ""  # "" is not a message but the head of a catalogue


_PART_NAMES = {
    "title": N_("title"),
    "summary": N_("summary"),
    "presentation": N_("presentation"),
    "metadata": N_("facts"),
    "attachment": N_("attachment"),
}


def part(place: str) -> str:
    """Return what a part of a record where words stand is called by itself."""
    return gettext(_PART_NAMES[place])


_REASON_NAMES = {
    "same": N_("as typed"),
    "form": N_("matched"),
    "letters": N_("letters put back"),
    "beginning": N_("beginning of a word"),
    "relative": N_("related word"),
    "synonym": N_("synonym"),
    "missing": N_("not in this practice"),
}


def reason(kind: str) -> str:
    """Return how words of a record came to answer a word of the query."""
    return gettext(_REASON_NAMES[kind])


_FACTOR_NAMES = {
    "type": N_("type of unit"),
    "population": N_("number of residents"),
    "region": N_("voivodeship"),
    "distance": N_("distance"),
}


def factor(name: str) -> str:
    """Return what can make one unit like another."""
    return gettext(_FACTOR_NAMES[name])


_NOTE_NAMES = {
    "too_many_words": N_("Only the first 16 words were searched."),
    "too_deep": N_("Brackets nested deeper than 6 levels were left out."),
    "stray_quote": N_("A quotation mark without its pair was left out."),
    "stray_bracket": N_("A bracket without its pair was left out."),
    "stray_operator": N_("An operator (OR, AND, NOT) without a word beside it was left out."),
    "unknown_field": N_("A name before a colon is not the name of a field, so it was searched as a word."),
    "stray_star": N_("A star that does not end a word was left out."),
    "no_words": N_("There is no word in what you typed, so all practices are shown."),
    "prefix_limited": N_("The beginning of a word fits very many words; the most frequent were searched."),
}


def note(name: str) -> str:
    """Say how the search understood odd or limited input, by the ids of ``bdp.domain.grammar`` and ``bdp.search``."""
    message = _NOTE_NAMES.get(name, "")
    return gettext(message) if message else ""


def practices(total: int) -> str:
    """Count practices: "12 praktyk"."""
    return str(ngettext("%(count)s practice", "%(count)s practices", total, count=number(total, language())))


def choices(query: Query, facets: Mapping[str, tuple[FacetValue, ...]]) -> list[str]:
    """Say each filter in force in words: "temat Transport lub Kultura"."""
    either = gettext("or")
    said = []
    for name in NARROWING:
        labels = f" {either} ".join(named(value) for value in facets.get(name, ()) if value.selected)
        if labels:
            said.append(labels if name == "powiat" else f"{parameter(name)} {labels}")
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
