"""planner: makes the plan of a query: analyses its words, adds synonyms and the letters that were left out."""

from collections.abc import Iterator, Sequence

from bdp.domain import grammar, lexer
from bdp.domain.polish import fold
from bdp.search import analysis, morphology, text
from bdp.search.alternatives import Alternatives, fields
from bdp.search.analysis import Term, Typed
from bdp.search.fillers import fillers, is_filler
from bdp.search.marks import begins
from bdp.search.plan import All, Any, Asked, Node, Plan, Slot, Sought, Without, joined, size
from bdp.search.relatives import loosened
from bdp.search.schema import POLISH
from bdp.search.store import Cache, Store
from bdp.search.synonyms import Synonyms

FILLER_BOOST = 0.01
PHRASE_MAX = 16  # places of one phrase; a word with more signs in between is cut
PLANS_KEPT = 5_000  # things looked for in all of them together: some KB each
BEGINNINGS_KEPT = 50_000  # words
_POLISH_LETTERS = frozenset("ąćęłńóśźż")


class Planner:
    """Makes plans for one generation; any thread may use it."""

    def __init__(self, store: Store, synonyms: Synonyms) -> None:
        """Use the words of this index and these synonyms."""
        morphology.load()
        self._store = store
        self._synonyms = synonyms
        self._plans: Cache[Plan] = Cache(PLANS_KEPT, lambda plan: size(plan.node) + len(plan.asked))
        self._loosened: Cache[Node] = Cache(PLANS_KEPT, size)
        self._beginnings: Cache[dict[str, list[str]]] = Cache(BEGINNINGS_KEPT, len)

    def plan(self, q: str, language: str) -> Plan:
        """Return the plan of a query in words."""
        return self._plans.get((q, language), lambda: self._made(q, language))

    def loosened(self, plan: Plan) -> Node | None:
        """Return what to look for where no record has all words: words made from those of the query count too."""
        node = plan.node
        return None if node is None else self._loosened.get(node, lambda: loosened(node, self._beginning))

    def _beginning(self, letters: str) -> dict[str, list[str]]:
        """Return the folded dictionary forms in the texts that begin so, in order, with the terms of each."""
        return self._beginnings.get(letters, lambda: self._folded(letters))

    def _folded(self, letters: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for term in self._store.terms_of_all(letters):
            found.setdefault(analysis.letters_of(term), []).append(term)
        return found

    def _made(self, q: str, language: str) -> Plan:
        words = text.clean(q)
        parsed = grammar.parse(words)
        builder = _Builder(self._store, self._synonyms, language, words, parsed.tree)
        node = builder.node(parsed.tree, wanted=True) if parsed.tree else None
        notes = parsed.notes
        if node is None and grammar.NO_WORDS not in notes:
            notes += (grammar.NO_WORDS,)
        return Plan(words, node, tuple(builder.asked), notes)


class _Builder:
    """Turns one tree into nodes and collects the words asked for."""

    def __init__(self, store: Store, synonyms: Synonyms, language: str, words: str, tree: grammar.Node | None) -> None:
        self._store = store
        self._language = language
        letters = [leaf.text for leaf in grammar.leaves(tree) if any(map(str.isalpha, leaf.text))]
        self._typed = Typed(
            restore=_POLISH_LETTERS.isdisjoint(words.lower()),
            shouted=len(letters) > 1 and all(map(str.isupper, letters)),
        )
        self._alternatives = Alternatives(synonyms, language, bare=self._typed.restore)
        typed = [leaf.text for leaf in grammar.leaves(tree)]
        self._fillers = fillers(typed, language)
        self.asked: list[Asked] = []

    def node(self, tree: grammar.Node, *, wanted: bool) -> Node | None:
        """Return the node of a part of the tree, None where it holds no word."""
        if isinstance(tree, grammar.Not):
            child = self.node(tree.child, wanted=not wanted)
            return Without(child) if child is not None else None
        if isinstance(tree, grammar.Or):
            branches = [node for child in tree.children if (node := self.node(child, wanted=wanted)) is not None]
            return joined(Any, branches) if branches else None
        children = tree.children if isinstance(tree, grammar.And) else (tree,)
        found = self._together(children, wanted=wanted)
        return joined(All, found) if found else None

    def _together(self, children: Sequence[grammar.Node], *, wanted: bool) -> Sequence[Node]:
        """Return the nodes of children side by side; runs of plain words may be said in other ways."""
        found: list[Node] = []
        run: list[Sought] = []
        run_field = ""
        for child in children:
            plain = isinstance(child, lexer.Word) and not child.exact and not child.prefix
            if run and not (plain and isinstance(child, lexer.Word) and child.field == run_field):
                found += self._alternatives.nodes(run, run_field)
                run = []
            if not isinstance(child, lexer.Word | lexer.Phrase):
                if (node := self.node(child, wanted=wanted)) is not None:
                    found.append(node)
            elif (sought := self._sought(child, wanted=wanted)) is not None:
                if plain:
                    run.append(sought)
                    run_field = child.field
                else:
                    found.append(sought)
        return found + self._alternatives.nodes(run, run_field)

    def _sought(self, leaf: lexer.Word | lexer.Phrase, *, wanted: bool) -> Sought | None:
        spans = list(text.spans(leaf.text))[:PHRASE_MAX]
        if not spans:
            return None
        prefix = isinstance(leaf, lexer.Word) and leaf.prefix
        polish, english = [], []
        for start, end, written, group in spans:
            if prefix and end == len(leaf.text):
                slots = (Slot(prefix=written.lower()),) * 2
            elif leaf.exact:
                slots = (Slot(analysis.exact_query(written, group)),) * 2
            else:
                slots = Slot(self._polish(written, group)), Slot(self._english(written, group))
            polish.append(slots[0])
            english.append(slots[1])
            if wanted and not slots[0].prefix:
                one = Sought(fields(self._language, leaf.field, slots[:1], slots[1:]), relaxable=False, words=1)
                self.asked.append(Asked(leaf.start + start, leaf.start + end, written, one))
        is_word = isinstance(leaf, lexer.Word)
        relaxable = is_word and not leaf.exact and not leaf.field
        meaning = len(spans)
        if relaxable and not prefix and all(self._is_filler(written) for _, _, written, _ in spans):
            meaning = 0
        boost = 1.0 if meaning else FILLER_BOOST
        return Sought(
            fields(self._language, leaf.field, tuple(polish), tuple(english)), relaxable, meaning, boost, leaf.text
        )

    def _is_filler(self, written: str) -> bool:
        return is_filler(written, self._fillers, shouted=self._typed.shouted)

    def _english(self, written: str, group: str) -> tuple[Term, ...]:
        return analysis.english_query(written, group) if self._language == "en" else ()

    def _polish(self, written: str, group: str) -> tuple[Term, ...]:
        """Return the terms of a query word; short capitals mean the acronym wherever the index has it."""
        acronym = analysis.acronym(written, group, shouted=self._typed.shouted)
        if acronym and (group == "ACRONYM" or any(self._store.postings(name, acronym) for name in POLISH)):
            return analysis.acronym_query(written, group)
        spellings: tuple[str, ...] = ()
        if group == "WORD" and not written.isdigit():
            spellings = self._spellings(written.lower())
        terms = analysis.polish_query(written, group, self._typed, spellings)
        found = self._lettered(terms, written, group)
        return found if self._is_filler(written) else (*found, *self._unlettered(found))

    def _unlettered(self, terms: tuple[Term, ...]) -> Iterator[Term]:
        """Yield the words of the texts that are forms of these without their Polish letters, and no other words."""
        own = {term.text for term in terms}
        for term in terms:
            if analysis.TAB in term.text:
                for other in sorted(self._store.standing(analysis.unlettered(term.text)) - own):
                    if not analysis.is_word(other):
                        own.add(other)
                        yield Term(other, term.boost * analysis.RESTORED_BOOST)

    def _lettered(self, terms: tuple[Term, ...], written: str, group: str) -> tuple[Term, ...]:
        """Return the terms of a word and, where its letters may be left out, those that differ from them in letters."""
        boost = analysis.restored_boost(written, group, self._typed)
        if boost is None or not written.isascii():
            return terms
        found = {term.text: term for term in terms}
        for term in terms:
            if analysis.TAB in term.text:
                for other in self._store.terms_of_all(analysis.letters_of(term.text) + analysis.TAB):
                    found.setdefault(other, Term(other, min(boost, term.boost)))
        return tuple(found.values())

    def _spellings(self, word: str) -> tuple[str, ...]:
        """Return the words of the index that are this one without some of their diacritics."""
        found = self._store.terms_of_all(f"{analysis.EXACT}{fold(word)}{analysis.TAB}")
        return tuple(sorted(surface for surface in map(analysis.surface_of, found) if begins(surface, word)))
