from pathlib import Path

import pytest

from tests.gold.measure import Answered, misses, ours, recorded
from tests.gold.measures import Answer, counts, figures, mrr, ndcg, recall
from tests.gold.questions import load
from tests.gold.samples import Base

TOLERANCE = 0.005  # of a measure: a question that gets a little worse where others get better
KINDS = 12
QUESTIONS_OF_A_KIND = 8


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Answered:
    """Return BDP's answers to all questions."""
    root = tmp_path_factory.mktemp("gold")
    return ours(Base.built(root), root / "ours")


def test_search_is_as_good_as_the_page_about_its_quality_says(answered: Answered) -> None:
    found = figures(answered)
    best_ndcg, best_recall = recorded()
    assert found.ndcg >= best_ndcg - TOLERANCE, misses(answered)
    assert found.recall >= best_recall - TOLERANCE, misses(answered)


def test_mistyped_words_are_put_right(answered: Answered) -> None:
    right, typed = counts(answered).suggestions
    assert right == typed, misses([(q, a) for q, a in answered if q.suggestion is not None])


def test_attachments_are_shown_with_the_right_page(answered: Answered) -> None:
    right, asked = counts(answered).pages
    assert right == asked, misses([(q, a) for q, a in answered if q.at])


def test_no_distractor_is_shown(answered: Answered) -> None:
    shown, _ = counts(answered).distractors
    assert shown == 0, misses([(q, a) for q, a in answered if q.never])


def test_every_question_is_about_records_that_there_are(answered: Answered, tmp_path: Path) -> None:
    slugs = {path.stem for path in Path("practices").glob("*.md")}
    judged = {slug for q in load() for slug in (*q.want, *q.never, *(place.slug for place in q.at))}
    assert judged <= slugs


def test_there_are_questions_of_many_kinds() -> None:
    kinds = [question.kind for question in load()]
    assert len(set(kinds)) >= KINDS
    assert min(kinds.count(kind) for kind in kinds) >= QUESTIONS_OF_A_KIND


def test_each_question_is_asked_once() -> None:
    questions = [(question.language, question.q) for question in load()]
    assert len(set(questions)) == len(questions)


def test_the_measures_reward_the_best_order_only() -> None:
    want = {"a": 3, "b": 1}
    assert ndcg(want, ["a", "b", "c"]) == 1
    assert 0 < ndcg(want, ["b", "a"]) < 1
    assert recall(want, ["b", "c"]) == 0.5
    assert mrr(want, ["c", "a"]) == 0.5
    assert ndcg({}, []) == recall({}, []) == mrr({}, []) == 1
    assert ndcg({}, ["c"]) == 0


def test_questions_with_a_typo_count_by_their_suggestion_only() -> None:
    typo = next(question for question in load() if question.suggestion is not None)
    assert figures([(typo, Answer(()))]).questions == 0
    assert counts([(typo, Answer((), typo.suggestion))]).suggestions == (1, 1)
