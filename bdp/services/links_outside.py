"""links_outside: addresses of other sites followed politely: a few hosts at once, one request at a time to each."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from bdp.domain.reference import Verdict
from bdp.outside import hosts
from bdp.outside.asking import Answer, Asker, BadAddress, NoAnswer, host_of

_AT_ONCE = 6  # hosts
_HOPS = 5
_NO_SUCH_HOST = Verdict("nie ma takiego serwera; popraw albo usuń adres")
_NO_NETWORK = Verdict("żadnego z serwerów nie udało się znaleźć; sprawdź połączenie z siecią", doubt=True)
_PERMANENT = (301, 308)
_GONE = (404, 410)
_OK, _SENT_ON, _TOO_MANY = 200, 300, 429


class _Host:
    """One at a time asks a host, and not at once after another; ``tired`` once it said that it is asked too much."""

    def __init__(self) -> None:
        self.busy = threading.Lock()
        self.asked = 0.0
        self.tired = False


class Outside:
    """Follows addresses of other sites. Nothing is remembered from one run to the next.

    ``pause`` is how many seconds a host is left alone between two requests.
    """

    def __init__(self, asker: Asker, pause: float = 0.5) -> None:
        """Ask nothing yet."""
        self._asker, self._pause = asker, pause
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._adding = threading.Lock()

    def judge(self, addresses: Iterable[str]) -> Iterator[tuple[str, Verdict | None]]:
        """Yield each address with what is wrong with it, as they become known; None where nothing is.

        Hosts that do not exist come last: where that is all of several, it is rather this machine that has no network.
        """
        by_host: defaultdict[str, list[str]] = defaultdict(list)
        for address in dict.fromkeys(addresses):
            try:
                by_host[host_of(address)].append(address)
            except BadAddress:
                yield address, Verdict("to nie jest adres strony")
        missing: list[str] = []
        queues = {host: iter(waiting) for host, waiting in by_host.items()}
        pool = ThreadPoolExecutor(_AT_ONCE)
        try:
            # One address of each host is under way at most; its next one waits behind those of the other hosts.
            due = {pool.submit(self._one, next(queue)): host for host, queue in queues.items()}
            while due:
                for done in wait(due, return_when=FIRST_COMPLETED).done:
                    host = due.pop(done)
                    following = next(queues[host], None)
                    if following is not None:
                        due[pool.submit(self._one, following)] = host
                    address, verdict = done.result()
                    if verdict is _NO_SUCH_HOST:
                        missing.append(address)
                    else:
                        yield address, verdict
        finally:  # whoever stops listening waits for those under way only
            pool.shutdown(cancel_futures=True)
        lost = len({*map(host_of, missing)}) == len(by_host) > 1
        for address in missing:
            yield address, _NO_NETWORK if lost else _NO_SUCH_HOST

    def _one(self, address: str) -> tuple[str, Verdict | None]:
        try:
            return address, self._followed(address)
        except hosts.NoSuchHost:
            return address, _NO_SUCH_HOST
        except hosts.Unresolved as error:
            return address, Verdict(f"nazwy „{error}” nie da się teraz sprawdzić", doubt=True)
        except hosts.Private as error:
            message = f"„{error}” leży w sieci wewnętrznej, więc adresu nie odpytano (--private odpytuje i takie)"
            return address, Verdict(message, doubt=True)
        except BadAddress as error:
            return address, Verdict(f"adres przenosi do czegoś, co nie jest adresem strony („{error}”)", doubt=True)
        except NoAnswer as error:
            return address, Verdict(str(error), doubt=True)

    def _followed(self, address: str) -> Verdict | None:
        at, moved = address, False
        for _ in range(_HOPS):
            answer = self._answer(at)
            if answer is None:
                return Verdict("serwer prosi, by pytać go rzadziej (429), więc adresu nie odpytano", doubt=True)
            if not answer.location:
                return _verdict(answer, address, at, moved=moved)
            moved = moved or answer.status in _PERMANENT or host_of(answer.location) != host_of(at)
            at = answer.location
        return Verdict("adres przenosi w kółko", doubt=True)

    def _answer(self, address: str) -> Answer | None:
        """Ask when the host is free; None where it has had enough."""
        name = host_of(address)
        with self._adding:
            host = self._hosts[name]
        with host.busy:
            if host.tired:
                return None
            time.sleep(max(0.0, host.asked + self._pause - time.monotonic()))
            try:
                answer = self._asker.ask(address)
            finally:
                host.asked = time.monotonic()
            host.tired = answer.status == _TOO_MANY
            return answer


def _verdict(answer: Answer, address: str, at: str, *, moved: bool) -> Verdict | None:
    """Judge the last answer on the way from an address."""
    there = f" (adres przenosi do „{at}”)" if at != address else ""
    if answer.status in _GONE:
        return Verdict(f"nie ma takiej strony ({answer.status}){there}; popraw albo usuń adres")
    if not _OK <= answer.status < _SENT_ON:
        return Verdict(f"serwer odpowiada {answer.status}{there}; sprawdź w przeglądarce", doubt=True)
    return Verdict(f"adres przenosi do „{at}”; wpisz ten adres", doubt=True) if moved else None
