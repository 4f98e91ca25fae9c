"""contacts: the persons of a metryka, each with role, telephone and e-mail on lines of their own or on one line."""

import re
from collections.abc import Iterator

from bdp.domain.links import is_email
from bdp.domain.polish import fold
from bdp.original.found import Remark, cleaned, doubtful, shown
from bdp.original.values import addresses

_PHONE = re.compile(
    r"(?P<word>(?:(?:nr )?(?:tel(?:efon)?|kom(?:[oó]rk\w*)?|fax|faks)\b[. :/]*)+)?"
    r"(?P<number>[+(]?\d[\d ()/.\-–+]{4,}\d(?:[ ,]*(?:w|wew|wewn)\.? ?\d+)?)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(  # "tel. kom." is one word
    r"\s*[,;|]\s*|\s+[-–—]\s+|(?<!\btel\.)(?<!\bnr)\s+(?=(?:tel|kom|fax|faks|e-?mail)\b[.:])"
)
_TITLES = re.compile(r"(?i)^(?:(?:mgr|dr|hab|inż|prof|lic|pan|pani|p|arch)\b\.?\s*)+")
_NAME = re.compile(r"[^\W\d_a-ząćęłńóśźż][\w'’.]*(?:[ -]+(?:[^\W\d_a-ząćęłńóśźż][\w'’.]*|van|von|de)){1,4}")
_OFFICE = re.compile(
    r"\b(?:urzad|urzedu|wydzial|referat|biuro|departament|starostwo|osrodek|zespol|oddzial|centrum|gmina|powiat|miasto|"
    r"stowarzyszeni|fundacj|zaklad|szkol|bibliotek|komend|straz|spolk|dom |zwiaz|samodzieln|instytu|jednostk|sekcj)"
)
_ROLE = re.compile(
    r"\b(?:naczelni|kierowni|dyrektor|inspektor|specjalist|prezydent|burmistrz|wojt|starost[ay]|sekretarz|skarbnik|prezes|"
    r"koordynator|referent|pelnomocnik|zastepc|z-ca|radn|asystent|glown|mlodsz|starsz|podinspektor|rzecznik|czlonek|"
    r"przewodnicz|doradc|wice|audytor|architekt|inzynier|geodet|informaty|radc[ay]|lider|opiekun|komendant|soltys|marszal|ekspert|animator|kustosz|pracownik)"
)
_EMAIL = re.compile(r"[^\s,;<>()@]{1,64}@[^\s,;<>()]+")
_LONGEST = 2000  # characters; nothing said about a person is longer
_EXTENSION = re.compile(r"(?:w|wew|wewn)\b\.?(?:nętrzny)? ?\d+", re.IGNORECASE)
_NONE = re.compile(r"(?:brak|nie ma|nie dotyczy)\b|-+$", re.IGNORECASE)
_CONFIRMED = ("confirmed", "false")


class People:
    """Collects contacts from labelled values and bare lines in the order of the page."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._people: list[dict[str, str]] = []
        self.websites: list[str] = []
        self.notes: list[str] = []
        self.remarks: list[Remark] = []

    @property
    def begun(self) -> bool:
        """Tell whether any person or post was named."""
        return any(person.keys() & {"name", "role"} for person in self._people)

    @property
    def contacts(self) -> list[dict[str, str]]:
        """The contacts as the front matter has them, all still to be confirmed."""
        return [{**person, _CONFIRMED[0]: _CONFIRMED[1]} for person in self._people if person]

    def add(self, key: str, text: str) -> None:
        """Take a value of the key contact (anything about a person), name, role, organisation, phone, fax, emails."""
        if len(text) > _LONGEST:
            self.notes.append(f"Kontakt: {text}")
        elif key == "contact":
            for piece in _pieces(text):
                self._guess(piece)
        elif key == "emails":
            self._email(text)
        elif key == "fax":
            self.notes.append(f"Faks: {text}")
        elif text:
            self._put(key, text)

    def _guess(self, text: str) -> None:
        """Take a bare piece of text for what it looks like."""
        phone = _PHONE.fullmatch(text.strip(" .,;"))
        if _EMAIL.search(text):
            self._email(text)
        elif phone and (phone["word"] or "").lower().startswith(("fax", "faks")):
            self.notes.append(f"Faks: {phone['number']}")
        elif phone:
            self._put("phone", phone["number"])
        elif _EXTENSION.fullmatch(text.strip(" .,;")) and self._people and "phone" in self._people[-1]:
            self._people[-1]["phone"] += f" {text.strip(' .,;')}"
        elif _NONE.match(text):
            self.notes.append(f"Kontakt: {text}")
        elif _is_name(text):
            self._put("name", text)
        elif _OFFICE.search(fold(text)) and not _ROLE.search(fold(text)) and self._last_lacks("organisation"):
            self._put("organisation", text)
        else:
            self._put("role", re.sub(r"^\((.*)\)$", r"\1", text))

    def _last_lacks(self, key: str) -> bool:
        return not self._people or key not in self._people[-1]

    def _put(self, key: str, text: str) -> None:
        """Set a key of the last person; another name, or a second value of most keys, begins the next person."""
        if not self._people or (key == "name" and key in self._people[-1]):
            self._people.append({})
        last = self._people[-1]
        if (key == "name" and last.keys() & {"phone", "email"} and "role" in last) or (
            key == "role" and key in last and last.keys() & {"phone", "email"}
        ):
            self._people.append({})
        last = self._people[-1]
        last[key] = f"{last[key]}, {text}" if key in last else text

    def _email(self, text: str) -> None:
        found = addresses(re.sub(r"(?i)^(?:adres )?e[-@ ]?mail\s*[:.]?\s*", "", text))
        for email in found.emails:
            if not self._people or "email" in self._people[-1]:
                self._people.append({})
            self._people[-1]["email"] = email
        for website in found.websites:
            self.websites.append(website)
            self.remarks.append(cleaned(f"adres strony w polu e-mail: {website} → websites"))
        if found.rest:
            for piece in _pieces(found.rest) if found.emails else ():
                self._guess(piece)
            if not found.emails:
                self.notes.append(f"Adres e-mail (kontakt): {text}")
                self.remarks.append(doubtful(f"{shown(text)} nie jest adresem e-mail; zapisano w uwagach"))


def _pieces(text: str) -> Iterator[str]:
    """Part a line that holds a whole person; a line with only one thing stays whole."""
    whole = " ".join(text.split())
    if not (_EMAIL.search(whole) or re.search(r"\d{2}", whole)) and not _is_name(re.split(r"[,;]| [-–] ", whole)[0]):
        if whole:
            yield whole
        return
    for piece in _BETWEEN.split(whole):
        rest = piece.strip()
        found = _PHONE.search(rest) if not is_email(rest) and not _EMAIL.search(rest) else None
        if found and found["word"] and found.start():
            yield rest[: found.start()].strip(" ,;-–")
            yield rest[found.start() :]
        elif rest:
            yield rest


def _is_name(text: str) -> bool:
    """Tell whether a text looks like a person's name: two to five words with capitals, no post and no office."""
    bare = _TITLES.sub("", text.strip())
    return _NAME.fullmatch(bare) is not None and not _ROLE.search(fold(bare)) and not _OFFICE.search(fold(bare))
