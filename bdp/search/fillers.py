"""fillers: words that carry no meaning of their own: they must occur like any other, but make no partial match.

Prepositions, conjunctions, pronouns, the words that make a question of a sentence, and in a question also the verbs
that only ask ("co gmina może zrobić dla seniorów").
"""

from collections.abc import Sequence

from bdp.domain.polish import fold

_ALWAYS = """
    a aby albo ale ani aż bez będą będzie bo by być był była było były co coś czego czemu czy czyj czyja czyje czym
    dla dlaczego do dokąd gdy gdzie i ich ile ilu im inna inne innego innej innych inny innym iż ja jak jaka jaką jaki
    jakich jakie jakiego jakiej jakiemu jakim jakimi jakiś jako je jego jej jest jestem jesteśmy jeśli jeżeli już
    każda każdą każde każdego każdej każdy kiedy kim kogo komu ktoś kto która którą które którego której którem
    któremu który których którym którymi którzy lub ma mają mam mamy mi mieć mną mnie mogą mogę mogła mogli moi moim
    moja moje mojego mojej może możemy można mój móc mu my na nad nam nami nas nasi nasz nasza naszą nasze naszego
    naszej naszych naszym nich nie niego niej nim nimi niż o od on ona one oni oraz po pod podczas pomiędzy poza przed
    przez przy są się skąd skoro swoi swoich swoim swoja swoją swoje swojego swojej swój swych ta tą tak taka taką
    takie taki takich także tam te tego tej temu ten też tę to tu twój ty tych tym tymi u w we według więc wobec wśród
    wy z za zaś ze że żeby
"""
_IN_QUESTIONS = """
    brać chcą chce chcę chcemy chcieć da dać dają daje daję działa działać działają działało dzieje istnieją
    istnieje można musi musieć musimy muszą muszę należy oznacza polega polegają poradzić potrzebuje potrzebuję
    potrzebujemy powinien powinna powinni powinno powinny prowadzą prowadzi prowadzić przykład przykłady radzą radzi
    robi robią robić robimy sposób sposoby stosować stosują stosuje trzeba udaje udało warto wolno wprowadza
    wprowadzają wprowadzić wprowadziła wprowadziły wprowadzono wygląda wyglądać wyglądają wziąć zająć zajmują
    zajmuje znaczy znajdę znaleźć zrobi zrobią zrobić
"""
_ASKING = """
    co czego czemu czy czym dlaczego dokąd gdzie ile ilu jak jaka jaką jaki jakich jakie jakiego jakiej jakim jakimi
    kiedy kim kogo komu kto która którą które którego której który których którym którzy skąd
"""
_ENGLISH = """
    a about an and any are as at be been by can could did do does for from had has have how i if in into is it its may
    me might more must my of on or our shall should so some than that the their them then there these they this those
    to us was we were what when where which who whom whose why will with would you your
"""
_WORDS_WITHOUT_LETTERS = {"maja", "moc"}  # May and power, not only "mają" and "móc" typed without Polish letters


def _typed(words: str) -> frozenset[str]:
    """Return the words as they may be typed: with their Polish letters, and without."""
    written = words.split()
    return frozenset(written) | ({fold(word) for word in written} - _WORDS_WITHOUT_LETTERS)


FILLERS = _typed(_ALWAYS)
FILLERS_IN_QUESTIONS = FILLERS | _typed(_IN_QUESTIONS)
ENGLISH_FILLERS = frozenset(_ENGLISH.split())
ASKING = _typed(_ASKING)
ROMAN_ONE = "I"  # the first place, the first degree; as a conjunction it hardly begins what somebody types


def is_question(words: Sequence[str]) -> bool:
    """Tell whether typed words ask something as one asks a person."""
    return not ASKING.isdisjoint(word.lower() for word in words)


def fillers(words: Sequence[str], language: str) -> frozenset[str]:
    """Return the words, in small letters, that say nothing by themselves in a query of these words."""
    polish = FILLERS_IN_QUESTIONS if is_question(words) else FILLERS
    return polish | ENGLISH_FILLERS if language == "en" else polish


def is_filler(written: str, among: frozenset[str], *, shouted: bool) -> bool:
    """Tell whether a typed word says nothing by itself; capitals mean an acronym (BO, PO) unless all are capitals."""
    if not shouted and (written == ROMAN_ONE or (len(written) > 1 and written.isupper())):
        return False
    return written.lower() in among
