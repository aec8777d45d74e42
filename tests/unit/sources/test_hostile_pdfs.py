"""No PDF, damaged or made to do harm, ends or hangs the process that reads it, and the other pages go on."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.errors import DamagedIssueError
from briefings.sample import sample_issues
from briefings.sources import ocr, pdfreader
from briefings.sources import pdf as pdf_module
from briefings.sources.issues import read_issue
from briefings.sources.pdf import read_pdf
from briefings.sources.pdfreader import PdfFile, PdfProcess, ReaderDied
from tests.unit.sources.mutations import mutations, nested_forms, one_page, packed_bomb
from tests.unit.sources.scans import joined
from tests.unit.sources.test_reading_pdf import LEFT, RIGHT, columns, data, document

GOOD = one_page(b"BT /F1 12 Tf 72 700 Td (Nadira port) Tj ET")
ENDLESS = nested_forms(30, 3)
RUNS = int(os.environ.get("DRAGOMAN_FUZZ", "90"))


@pytest.fixture(autouse=True)
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_ocr", lambda _: None)


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> Iterator[PdfProcess]:
    """A process that is ended after half a second."""
    process = PdfProcess(seconds=0.5)
    monkeypatch.setattr(pdfreader, "_PROCESS", process)
    yield process
    process.stop()


def read_or_refused(made: bytes) -> int:
    """How many pages were read; refusals must be sentences."""
    try:
        pages = read_pdf(made, "issue.pdf")
    except DamagedIssueError as error:
        return _sentence(str(error))
    assert all(page.problem is None or page.problem.endswith(".") for page in pages)
    return sum(bool(page.words) for page in pages)


def _sentence(text: str) -> int:
    assert "issue.pdf" in text
    assert text.endswith(".")
    return 0


def test_damage_anywhere_is_read_around_or_refused() -> None:
    made = document()
    columns(made, LEFT, RIGHT, width=235)
    files = [data(made), *(issue.data for issue in sample_issues() if issue.name.endswith(".pdf"))]
    started = time.monotonic()
    read = [
        read_or_refused(bad)
        for seed, whole in enumerate(files)
        for _, bad in mutations(whole, seed, RUNS // len(files))
    ]

    assert any(read)
    assert not all(read)
    assert time.monotonic() - started < 30 * max(1, RUNS // 90)


@pytest.mark.parametrize("step", [0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.999])
def test_a_file_that_breaks_off_is_read_around_or_refused(step: float) -> None:
    made = document()
    columns(made, LEFT, RIGHT, width=235)
    whole = data(made)

    assert read_or_refused(whole[: int(len(whole) * step)]) in (0, 1)


def test_a_page_that_never_ends_is_left_out_and_the_others_are_read(strict: PdfProcess) -> None:
    pages = read_pdf(joined(GOOD, ENDLESS, GOOD), "issue.pdf")

    assert [[word.text for word in page.words] for page in pages] == [["Nadira", "port"], [], ["Nadira", "port"]]
    assert "Page 2 was not read within" in (pages[1].problem or "")
    assert strict.pid


@pytest.mark.usefixtures("strict")
def test_a_file_of_pages_that_never_end_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "MOST_DEATHS", 2)
    pages = read_pdf(joined(GOOD, ENDLESS, ENDLESS, ENDLESS, GOOD), "issue.pdf")

    assert [bool(page.words) for page in pages] == [True, False, False, False, False]
    assert "Page 5 was not tried, for 2 pages before it" in (pages[4].problem or "")


def test_a_page_that_wants_all_memory_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    small = PdfProcess(memory=160 * 2**20)
    monkeypatch.setattr(pdfreader, "_PROCESS", small)
    pages = read_pdf(joined(packed_bomb(20_000_000), GOOD), "issue.pdf")
    small.stop()

    assert "Page 1 needs more memory" in (pages[0].problem or "")
    assert [word.text for word in pages[1].words] == ["Nadira", "port"]


def test_the_process_may_have_a_gigabyte_and_no_more() -> None:
    process = PdfProcess()
    PdfFile(GOOD, process).open()
    limits = Path(f"/proc/{process.pid}/limits")
    if limits.exists():
        line = next(line for line in limits.read_text().splitlines() if line.startswith("Max address space"))
        assert line.split()[3] == str(pdfreader.MEMORY)
    process.stop()


def test_a_page_of_more_letters_than_a_page_can_hold_says_so() -> None:
    with pytest.raises(DamagedIssueError, match="Page 1 holds more letters than a page can show"):
        read_pdf(packed_bomb(700_000), "issue.pdf")


@pytest.mark.parametrize(("depth", "width"), [(300, 1), (6, 3)])
def test_forms_within_forms_end_somewhere(depth: int, width: int) -> None:
    assert read_or_refused(nested_forms(depth, width)) in (0, 1)


def test_a_process_that_was_killed_is_replaced() -> None:
    process = PdfProcess()
    file = PdfFile(GOOD, process)
    assert file.open() == {"pages": 1}
    assert process._running
    process._running.process.kill()
    process._running.process.wait()

    assert [page["texts"] for page in file.words(0, 1)] == [["Nadira", "port"]]
    process.stop()


def test_answers_that_nobody_waits_for_are_not_taken_for_those_to_another_question() -> None:
    process = PdfProcess()
    with PdfFile(joined(GOOD, GOOD, GOOD), process) as file:
        answers = file.words(0, 3)
        next(answers)
        del answers
        gc.collect()

        assert [page["texts"] for page in file.words(1, 2)] == [["Nadira", "port"]]
        assert file.draw(0, dpi=10, most=10_000, colour=False)
    process.stop()


def test_a_process_that_dies_over_a_question_is_told_from_a_mistake_of_ours() -> None:
    process = PdfProcess()
    file = PdfFile(GOOD, process)
    file.open()
    with process.lock:
        with pytest.raises(RuntimeError, match="Traceback"):
            process.ask({"draw": {"no": "such"}})
        assert process.pid
        os.kill(process.pid, signal.SIGSEGV)
        with pytest.raises(ReaderDied, match="crash"):
            process.line()
    process.stop()


def test_reading_again_and_again_takes_no_more_memory() -> None:
    made = next(issue for issue in sample_issues() if issue.name.endswith(".pdf"))
    process = PdfProcess()

    def held() -> int:
        status = Path(f"/proc/{process.pid}/status")
        if not status.exists():
            pytest.skip("this system does not tell the memory of a process")
        return int(status.read_text().split("VmRSS:")[1].split()[0])

    sizes = []
    for _ in range(30):
        with PdfFile(made.data, process) as file:
            list(file.words(0, file.open()["pages"]))
        sizes.append(held())
    process.stop()

    assert sizes[-1] - sizes[4] < 2048


def test_ten_thousand_words_are_read() -> None:
    line = b" ".join(b"(%s) Tj T*" % " ".join(["the port of Nadira was closed"] * 9).encode() for _ in range(186))
    words = read_pdf(one_page(b"BT /F1 2 Tf 10 780 Td 4 TL " + line + b" ET"), "issue.pdf")[0].words

    assert len(words) == 186 * 54


def test_one_long_line_is_read_as_far_as_the_page_shows_it() -> None:
    page = read_issue(one_page(b"BT /F1 9 Tf 10 400 Td (" + b"port " * 4000 + b") Tj ET"), "issue.pdf").pages[0]

    assert page.readable
    assert page.blocks
