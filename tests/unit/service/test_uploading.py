"""What uploads are called and labelled, whatever is typed; what stays on the disk."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import QuestionError
from briefings.model import Upload
from briefings.service import Services, uploading
from briefings.service.ingested import Given
from briefings.service.uploading import given_of, safe_name
from tests.builders import NOON, an_article, an_issue


@pytest.mark.parametrize(
    ("caption", "says"),
    [
        ("MEOG Week 27 2020-07-08", Given("MEOG", "Week 27", date(2020, 7, 8))),
        ("MEOG, Week 27, 8 July 2020", Given("MEOG", "Week 27", date(2020, 7, 8))),
        ("Gulf States Newsletter no. 1107 – 08.07.2020", Given("Gulf States Newsletter", "no. 1107", date(2020, 7, 8))),
        ("2020/07/08 MEOG", Given("MEOG", None, date(2020, 7, 8))),
        ("July 8, 2020 MEOG #27", Given("MEOG", "#27", date(2020, 7, 8))),
        ("Week 28 2020-07-08", Given(None, "Week 28", date(2020, 7, 8))),
        ("weekly", Given("Weekly")),
        ("here is the new one, please", Given()),
        ("", Given()),
    ],
)
def test_a_caption_says_what_an_issue_is(services: Services, caption: str, says: Given) -> None:
    services.archive.add_issue(an_issue(an_article("Acme bought Bolt.")), at=NOON)

    assert given_of(services, caption) == says


def test_a_date_that_is_none_is_told(services: Services) -> None:
    with pytest.raises(QuestionError, match="2020-13-45 is no date"):
        given_of(services, "MEOG 2020-13-45")


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("week27.pdf", "week27.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\new\\week27.pdf", "week27.pdf"),
        ("report\u202efdp.exe", "reportfdp.exe"),
        ("..", "file"),
        ("", "file"),
        ("\0\n", "file"),
        ("الأسبوع ٢٧.pdf", "الأسبوع ٢٧.pdf"),
    ],
)
def test_a_file_is_called_by_its_name_alone(name: str, called: str) -> None:
    assert safe_name(name) == called


@given(st.text(max_size=300))
def test_no_name_leads_anywhere(name: str) -> None:
    called = safe_name(name)

    assert 0 < len(called) <= 80
    assert not {"/", "\\", "\0"} & set(called)
    assert called not in {".", ".."}
    assert not {"Cc", "Cf", "Cs"} & {unicodedata.category(char) for char in called}


def test_a_file_is_kept_for_this_user_alone_until_nobody_decides(services: Services) -> None:
    path = uploading.kept(services, b"text", "a.txt")
    upload = services.uploads.add(Upload(0, 5, "a.txt", path, "asked", "Ada (5)", NOON))
    lost = uploading.kept(services, b"text", "b.txt")
    uploading.tidy(services, NOON + timedelta(days=1))

    assert uploading.path_of(services, upload).stat().st_mode & 0o777 == 0o600
    assert uploading.path_of(services, upload).parent.stat().st_mode & 0o777 == 0o700
    assert not (services.settings.data_dir / lost).exists()

    uploading.tidy(services, NOON + timedelta(days=40))

    assert not uploading.path_of(services, upload).exists()
    assert services.uploads.get(upload.id) == replace(upload, state="dropped")
