"""Who gets in where: each role of the cast at each address, to look and to send; refusals change nothing.

With --database only whoever the address is made for comes: that it answers at all may differ, who may not.
"""

import pytest
from bs4 import BeautifulSoup

from tests.addresses import Address, all_rows
from tests.case import people_around
from tests.cast import ROLES
from tests.surface.visits import DONE, Visit, arrive, turned_away


def rows(chosen):
    """Those rows, the ones that are alike only in a thorough run."""
    return [
        pytest.param(row, id=str(row), marks=pytest.mark.thorough if row.thorough else ())
        for row in all_rows()
        if row.route and chosen(row)
    ]


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
MADE_FOR = "the one it is made for"


@pytest.fixture
def around(pytestconfig):
    """around(url, user): who comes to the address, by role."""

    def around(url, user):
        people = {} if pytestconfig.getoption("--database") else dict.fromkeys(ROLES) | people_around(url)
        return people | {MADE_FOR: user}

    return around


@pytest.mark.parametrize("row", rows(Address.builds))
def test_address_opens_for_those_whom_it_lets_in(row: Address, around) -> None:
    url, user = arrive(row, row.builds())
    wrong = []

    for role, person in around(url, user).items():
        visit = Visit(url, person)
        answer = visit.look()
        if role in row.open_to or role not in ROLES:
            right = answer.status_code in row.answers
        else:
            right = turned_away(answer, visit.user, row.refusals)
        if not right or visit.written:
            wrong.append(f"{role}: {answer.status_code} {visit.written}")

    assert not wrong


@pytest.mark.parametrize("row", rows(lambda row: row.sends))
def test_only_those_whom_it_lets_in_can_send_something_there(row: Address, around) -> None:
    how = row.sends
    url, user = arrive(row, how.build or row.builds())
    let_in = row.open_to if how.by is None else how.by
    valid = filled_in(url, user, how)
    wrong = []

    for role, person in around(url, user).items():
        visit = Visit(url, person)
        if role in let_in or role not in ROLES:
            answer = visit.send(how, filled_in(url, visit.user, how))
            right = is_done(answer, how) and bool(visit.written) != how.silent
        else:
            answer = visit.send(how, valid | how.body(user))
            right = turned_away(answer, visit.user, how.refusals) and not visit.written
        if not right:
            wrong.append(f"{role}: {answer.status_code} {visit.written} {told(answer)}")

    assert not wrong, "\n".join(wrong)


def filled_in(url, user, how):
    """What the person sends: the form as it stands there for them, with the fields of the row filled in."""
    body = how.body(user)
    form = {} if how.json else Visit(url, user).form(set(body), how.on(url))
    return {name: value for name, value in (form | body).items() if value is not None}


def is_done(answer, how):
    """Whether the answer leads on: a page in its place tells what is missing, if it is not how it is done."""
    return answer.status_code in DONE and (is_page(answer) == how.stays)


def is_page(answer):
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def told(answer):
    """What the person reads of what was wrong."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return answer.content[:300].decode(errors="replace")
    page = BeautifulSoup(answer.content, "html.parser")
    return " ".join((page.select_one(".errsum") or page.select_one("main") or page).get_text(" ").split())[
        :400
    ]
