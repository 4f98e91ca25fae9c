import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Process
from tests.project import TOP
from tests.served import ask, serving


def test_exit_codes_are_those_of_the_contract(process: Process, root: Path) -> None:
    assert process("check").returncode == 0
    assert process("index").returncode == 0
    assert process("search", "nieistniejące").returncode == 0
    assert process("search").returncode == 2
    (root / "practices" / "zly-wpis.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    assert process("check").returncode == 1
    assert process("index").returncode == 0


def test_a_bad_setting_is_wrong_use(process: Process) -> None:
    for name, value in (("BDP_ROOT", "/nie/ma"), ("BDP_WATCH_SECONDS", "szybko")):
        done = process("check", **{name: value})
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"bdp: {name}: ")


@pytest.mark.parametrize("encoding", ["ascii", "iso8859-2", "utf-8"])
def test_output_survives_any_encoding_of_the_terminal(process: Process, encoding: str) -> None:
    done = process("--help", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert "Polecenia:" in done.stdout


def test_data_is_utf_8_whatever_the_terminal_has(process: Process) -> None:
    assert "Sławków" in process("export", "csv", "autobus", PYTHONIOENCODING="ascii").stdout


def test_output_that_nobody_reads_is_no_error(process: Process, root: Path) -> None:
    process("index")
    command = [sys.executable, "-m", "bdp", "export", "csv"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command, env={**os.environ, "BDP_ROOT": str(root)}, cwd=TOP, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 128 + signal.SIGPIPE


def test_an_interrupt_while_the_program_loads_is_no_error(root: Path) -> None:
    loading = """
        import sys
        class Interrupted:
            def find_spec(name, path=None, target=None):
                if name == "bdp.services.rebuild":
                    raise KeyboardInterrupt
        sys.meta_path.insert(0, Interrupted)
        import bdp.__main__
    """
    command = [sys.executable, "-c", textwrap.dedent(loading)]
    environment = {**os.environ, "BDP_ROOT": str(root)}
    done = subprocess.run(command, env=environment, cwd=TOP, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_a_new_edition_of_the_lists_of_the_program_is_taken_over(root: Path, tmp_path: Path) -> None:
    program = shutil.copytree(TOP / "bdp", tmp_path / "program" / "bdp")
    (root / "practices" / "_vocabulary" / "synonyms.yaml").unlink()
    environment = {**os.environ, "BDP_ROOT": str(root)}

    def run(*command: str) -> str:
        command = (sys.executable, "-m", "bdp", *command)
        return subprocess.run(
            command, env=environment, cwd=program.parent, capture_output=True, check=True, encoding="utf-8"
        ).stdout

    run("index")
    assert run("search", "spalinowiec") == "0 wpisów\n"
    lists = program / "content" / "vocabulary" / "synonyms.yaml"
    with lists.open("a", encoding="utf-8") as file:
        file.write("- id: spalinowiec\n  label: {pl: autobus, en: bus}\n  aliases: [spalinowiec]\n")
    run("index")
    assert run("search", "spalinowiec").startswith("2 wpisy\n")


@pytest.mark.parametrize("file", ["pages/metodyka.md", "statement_texts/pl.md"])
def test_a_new_edition_of_the_pages_of_the_program_is_taken_over(root: Path, tmp_path: Path, file: str) -> None:
    program = shutil.copytree(TOP / "bdp", tmp_path / "program" / "bdp")
    environment = {**os.environ, "BDP_ROOT": str(root)}

    def index() -> str:
        command = [sys.executable, "-m", "bdp", "index"]
        done = subprocess.run(command, env=environment, cwd=program.parent, capture_output=True, check=True)
        return done.stdout.decode()

    index()
    assert "indeks jest aktualny" in index()
    with (program / "content" / file).open("a", encoding="utf-8") as shipped:
        shipped.write("\nZdanie nowego wydania.\n")
    assert "indeks jest aktualny" not in index()


def test_a_full_disk_is_said_in_one_line(process: Process, root: Path) -> None:
    process("index")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "bdp", "export", "csv"]
        environment = {**os.environ, "BDP_ROOT": str(root)}
        done = subprocess.run(command, env=environment, cwd=TOP, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"bdp: ")
    assert done.stderr.count(b"\n") == 1


def test_a_taken_port_is_said_before_anything_is_built(process: Process, root: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        done = process("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "wskaż inny --port" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (root / "search_index" / "CURRENT").exists()


def test_serve_builds_a_missing_index_and_answers_until_it_is_told_to_stop(root: Path) -> None:
    with serving(root) as site:
        assert ask(f"{site.address}/praktyki.json").status == 200
    log = (root / "serve.log").read_text(encoding="utf-8")
    assert f"Baza Dobrych Praktyk: {site.address} (koniec: Ctrl+C)" in log
    assert "Traceback" not in log
