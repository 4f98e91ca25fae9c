"""QR codes: what a telephone reads is what was meant."""

import re

import pytest

from bdp.typesetting.qr import QUIET, qr_code


@pytest.mark.parametrize("text", ["https://example.org/praktyki/dom", "x", "ż" * 300])
def test_a_code_is_a_square_with_its_three_corners_and_white_around(text: str) -> None:
    code = qr_code(text)
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)", code.path)}
    first, last = QUIET, code.size - QUIET - 1
    assert {(first, first), (last, first), (first, last)} <= dark
    assert all(first <= x <= last and first <= y <= last for x, y in dark)
    assert (code.size - 2 * QUIET - 17) % 4 == 0
