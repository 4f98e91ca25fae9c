"""Other people's servers, asked about one address; nothing here leaves this machine."""

import pytest

from bdp.outside import hosts
from bdp.outside.asking import Asker, BadAddress, NoAnswer
from tests.outside.loopback import ANSWERS, serving

ASKER = Asker("bdp-tests", seconds=5, private=True)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_status_of_a_server_is_told(name: str) -> None:
    with serving() as server:
        assert ASKER.ask(server.url(name)).status == ANSWERS[name]


def test_a_good_answer_takes_one_question_without_the_text() -> None:
    with serving() as server:
        ASKER.ask(server.url("ok?a=b c&d=ą"))
        assert server.asked == [("HEAD", "/ok?a=b%20c&d=%C4%85", "bdp-tests")]


def test_what_goes_wrong_without_the_text_is_asked_for_with_it() -> None:
    with serving() as server:
        assert ASKER.ask(server.url("by-get-only")).status == 200
        assert [method for method, _, _ in server.asked] == ["HEAD", "GET"]


def test_where_it_sends_on_to_is_told_and_not_followed() -> None:
    with serving() as server:
        answer = ASKER.ask(server.url("for-good"))
        assert (answer.status, answer.location) == (301, server.url("ok"))
        assert len(server.asked) == 1


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with serving() as server, pytest.raises(NoAnswer, match="nie odpowiada w wyznaczonym czasie"):
        Asker("bdp-tests", seconds=0.3, private=True).ask(server.url("silent"))


def test_nobody_listening_is_no_answer() -> None:
    with serving() as server:
        closed = server.url("ok")
    with pytest.raises(NoAnswer, match="odrzuca połączenie"):
        ASKER.ask(closed)


def test_plain_words_where_encryption_is_expected_are_no_answer() -> None:
    with serving() as server, pytest.raises(NoAnswer, match="szyfrowanym"):
        ASKER.ask(server.url("ok").replace("http:", "https:"))


@pytest.mark.parametrize("place", ["127.0.0.1", "localhost", "[::1]", "127.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked_unless_told_to(place: str) -> None:
    with serving() as server:
        with pytest.raises((hosts.Private, hosts.NoSuchHost)):
            Asker("bdp-tests").ask(server.url("ok", place))
        assert server.asked == []


@pytest.mark.parametrize(
    "place",
    [
        "10.0.0.1",
        "172.16.5.5",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "fd00::1",
        "fe80::1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_private_networks_are_told_from_the_public_one(place: str) -> None:
    with pytest.raises(hosts.Private):
        hosts.places(place, 80)


def test_a_public_number_is_itself() -> None:
    assert hosts.places("193.0.6.139", 443) == ("193.0.6.139",)


@pytest.mark.parametrize("host", ["a" * 64 + ".pl", "dwie..kropki.pl"])
def test_a_name_that_cannot_be_is_no_host(host: str) -> None:
    with pytest.raises(hosts.NoSuchHost):
        hosts.places(host, 80)


@pytest.mark.parametrize("address", ["mailto:a@b.pl", "ftp://x.pl/", "http://x.pl:port/", "http://[::1/", "x.pl"])
def test_what_is_no_address_of_the_web_is_not_asked(address: str) -> None:
    with pytest.raises(BadAddress):
        ASKER.ask(address)
