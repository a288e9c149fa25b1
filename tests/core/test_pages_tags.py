from types import SimpleNamespace

import django_filters
import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, RequestContext, Template
from django.utils import translation

from core.models import User
from core.templatetags import pages, workflow
from core.templatetags.forms import problems
from core.workflow import Step
from tests.html import squeezed
from transfer.models import Release


class People(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="anything")
    kind = django_filters.MultipleChoiceFilter(label="Kind", choices=[("a", "First"), ("b", "Second")])

    class Meta:
        model = User
        fields: list[str] = []

    def anything(self, queryset, name, value):
        return queryset


class Answers(forms.Form):
    title = forms.CharField()
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("Something else is wrong.")


@pytest.fixture
def rf(rf, db):
    """Requests of nobody, as the frame of a page expects them."""
    return SimpleNamespace(
        get=lambda path, **headers: _anonymous(rf.get(path, **headers)),
        post=lambda path, **headers: _anonymous(rf.post(path, **headers)),
    )


def _anonymous(request):
    request.user = AnonymousUser()
    return request


def render(text, request=None, **context):
    values = RequestContext(request, context) if request else Context(context)
    return squeezed(Template("{% load pages text forms i18n %}" + text).render(values))


def test_chips_drop_one_value_each_and_go_back_to_the_first_page():
    found = pages.chips(People(QueryDict("q=solar&kind=a&kind=b&page=3"), queryset=User.objects.none()))

    assert [(chip["label"], chip["value"], chip["url"]) for chip in found] == [
        ("Search", "solar", "?kind=a&kind=b"),
        ("Kind", "First", "?q=solar&kind=b"),
        ("Kind", "Second", "?q=solar&kind=a"),
    ]


def test_chips_leave_out_what_is_no_choice():
    assert pages.chips(People(QueryDict("kind=zzz&q="), queryset=User.objects.none())) == []
    assert pages.chips(People(None, queryset=User.objects.none())) == []


def test_pagination_keeps_the_filters(rf):
    page = Paginator(range(50), 10).get_page(3)

    html = render('{% include "components/pagination.html" %}', rf.get("/?kind=a&page=3"), page_obj=page)

    assert '<a href="?kind=a&amp;page=4"' in html
    assert 'aria-current="page"' in html


def test_pagination_of_one_page_shows_nothing(rf):
    page = Paginator(range(5), 10).get_page(1)

    assert "<nav" not in render('{% include "components/pagination.html" %}', rf.get("/"), page_obj=page)


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/entries/abc/", "http://testserver/entries/abc/"),
        ("https://elsewhere.example/", ""),
        ("http://testserver/now/", ""),
        ("", ""),
    ],
)
def test_way_back_stays_on_this_site(rf, referer, back):
    assert pages.way_back(rf.get("/now/", HTTP_REFERER=referer)) == back


def test_the_way_back_of_a_refused_form_is_its_own_page(rf):
    assert pages.way_back(rf.post("/now/", HTTP_REFERER="http://testserver/now/")) == "http://testserver/now/"


def test_problems_lead_to_the_first_radio_and_to_nothing_hidden():
    found = problems(Answers({}))

    assert [(line["label"], line["target"]) for line in found] == [
        ("Title", "id_title"),
        ("Kind", "id_kind_0"),
        ("", ""),
        ("", ""),
    ]


def test_problems_of_several_forms_are_put_together():
    assert len(problems(None, [Answers({}), Answers({}), None])) == 8
    assert problems(Answers()) == []


def test_form_component_links_help_and_error_to_the_field():
    html = render('{% include "components/form.html" with form=form only %}', form=Answers({}))

    assert '<a href="#id_kind_0">' in html
    assert 'aria-describedby="id_title_error"' in html
    assert 'id="id_title_error"' in html
    assert html.count('name="secret"') == 1


def test_state_badge_takes_word_and_tone_from_the_item():
    item = Release(state="published")

    html = render('{% include "components/state_badge.html" with item=item only %}', item=item)

    assert html.strip() == '<span class="tag state ok">Published</span>'


def test_blocked_steps_are_disabled_and_say_why(rf):
    steps = [
        Step("publish", "Publish", address="/x/"),
        Step("close", "Close", style="danger", reasons=["Write first.", "Wait."]),
        Step("withdraw", "Withdraw", address="/x/withdraw/", posts=False),
    ]

    html = render('{% include "components/step_buttons.html" %}', rf.get("/"), steps=steps)

    assert '<button class="btn " name="step" value="publish">Publish</button>' in html
    assert '<a class="btn " href="/x/withdraw/">Withdraw</a>' in html
    assert 'disabled name="step" value="close" aria-describedby="why-close">Close</button>' in html
    assert "Write first. Wait." in html


def test_numbers_follow_the_readers_language():
    assert pages.number(1234567.891) == "1,234,567.89"
    with translation.override("hi"):
        assert pages.number(1234567) == "12,34,567"
    assert pages.number(None) == ""


def test_tones_know_states_and_stay_quiet_about_others():
    assert workflow.tone(Release(state="published")) == "ok"
    assert workflow.tone(Release(state="draft")) == ""
