"""measures: how good answers are, judged by the grades of the questions."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.gold.questions import Question

FIRST, MANY = 10, 20  # nDCG looks at the first ten, recall at the first twenty


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine says: slugs in order, its suggestion, and (slug, file) -> the pages shown, the best first."""

    slugs: tuple[str, ...]
    suggestion: str | None = None
    pages: Mapping[tuple[str, str], tuple[int | None, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over questions, each from 0 to 1; ``questions`` is how many were judged by what they find."""

    questions: int
    ndcg: float
    recall: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of how many were right: suggestions and pages of attachments; and distractors shown."""

    suggestions: tuple[int, int]
    pages: tuple[int, int]
    distractors: tuple[int, int]


def ndcg(want: Mapping[str, int], slugs: Sequence[str]) -> float:
    """Return the normalised discounted gain of the first ten; the gain of a grade is 2 to its power, less 1."""
    if not want:
        return float(not slugs)
    best = _gain(sorted(want.values(), reverse=True)[:FIRST])
    return _gain([want.get(slug, 0) for slug in slugs[:FIRST]]) / best


def _gain(grades: Iterable[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def recall(want: Mapping[str, int], slugs: Sequence[str]) -> float:
    """Return the share of the wanted records, marginal ones too, among the first twenty."""
    if not want:
        return float(not slugs)
    return len(want.keys() & set(slugs[:MANY])) / min(len(want), MANY)


def mrr(want: Mapping[str, int], slugs: Sequence[str]) -> float:
    """Return one over the place of the first wanted record, 0 where there is none."""
    if not want:
        return float(not slugs)
    return next((1 / place for place, slug in enumerate(slugs, 1) if slug in want), 0.0)


def figures(answered: Iterable[tuple[Question, Answer]]) -> Figures:
    """Return the means; questions with a typo are left out, they count by their suggestion."""
    judged = [(question, answer.slugs) for question, answer in answered if question.suggestion is None]
    if not judged:
        return Figures(0, 0.0, 0.0, 0.0)
    ndcgs, recalls, mrrs = (
        sum(measure(question.want, slugs) for question, slugs in judged) / len(judged)
        for measure in (ndcg, recall, mrr)
    )
    return Figures(len(judged), ndcgs, recalls, mrrs)


def counts(answered: Sequence[tuple[Question, Answer]]) -> Counts:
    """Return what is counted rather than averaged."""
    typed = [(q.suggestion, a.suggestion or "") for q, a in answered if q.suggestion is not None]
    pages = [a.pages.get((at.slug, at.file), ())[:1] == (at.page,) for q, a in answered for at in q.at]
    shown = [slug in a.slugs for q, a in answered for slug in q.never]
    return Counts(
        (sum(expected.lower() == said.lower() for expected, said in typed), len(typed)),
        (sum(pages), len(pages)),
        (sum(shown), len(shown)),
    )


def wrong(question: Question, answer: Answer) -> bool:
    """Tell whether anything about an answer could be better."""
    return (
        (
            question.suggestion is None
            and (ndcg(question.want, answer.slugs) < 1 or recall(question.want, answer.slugs) < 1)
        )
        or counts([(question, answer)]).distractors[0] > 0
        or len({share[0] - share[1] for share in _shares(question, answer)} - {0}) > 0
    )


def _shares(question: Question, answer: Answer) -> tuple[tuple[int, int], tuple[int, int]]:
    counted = counts([(question, answer)])
    return counted.suggestions, counted.pages
