from pathlib import Path

from tests.audit.api import findings
from tests.served import copy_base, serving

CONTRACT = Path(__file__).parent.parent / "contract" / "base"


def test_every_answer_is_as_described_whatever_is_asked(tmp_path: Path) -> None:
    """A few requests of each kind; `make audit` asks more."""
    root = copy_base(tmp_path / "base", CONTRACT)
    with serving(root) as server:
        assert findings(server.address, examples=3, phases="examples,fuzzing") == []
