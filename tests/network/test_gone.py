"""What was public and was taken off the site is gone (410); what never was public was never there (404)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import RenderedDocument
from network.actions.membership import suspend_organisation, take_step
from network.actions.withholding import restore, withhold
from network.models import Organisation
from tests.factories import (
    AdoptionFactory,
    ChallengeFactory,
    CompetitionFactory,
    EventFactory,
    IndicatorFactory,
    ManualFactory,
    MaterialFactory,
    MembershipFactory,
    OrganisationFactory,
    ProjectDocumentFactory,
    ProjectFactory,
    ReadingFactory,
    ReleaseFactory,
    RenderedDocumentFactory,
    StoredFileFactory,
    UpdateFactory,
    UserFactory,
)
from tests.network.withholding import REASON
from transfer.models import Release

pytestmark = pytest.mark.django_db
TITLE = "Shade for all"


@pytest.fixture
def office():
    return MembershipFactory(coordinator=True)


@pytest.fixture
def city(office):
    return OrganisationFactory(admitted_by=office.organisation)


def event_of(city):
    """An event with the addresses of it that were public, and those that never were."""
    event = EventFactory(host=city, is_public=True, title=TITLE)
    paper = MaterialFactory(event=event, url="", file=StoredFileFactory())
    link = MaterialFactory(event=event)
    names = ("event_detail", "event_changes", "event_calendar")
    public = [reverse(f"network:{name}", args=[event.code]) for name in names]
    public += [reverse("network:material_file", args=[event.code, paper.pk]), f"/api/v1/events/{event.code}/"]
    never = [reverse("network:material_file", args=[event.code, pk]) for pk in (link.pk, 0)]
    return event, public, never


def project_of(city):
    project = ProjectFactory(city=city, public=True, title=TITLE)
    news = UpdateFactory(project=project, public=True, published_at=timezone.now())
    draft, inside = (
        UpdateFactory(project=project),
        UpdateFactory(project=project, public=False, published_at=timezone.now()),
    )
    paper, hidden = (
        ProjectDocumentFactory(project=project, public=True),
        ProjectDocumentFactory(project=project),
    )
    figure, own = IndicatorFactory(project=project), IndicatorFactory(project=project, public=False)
    value = ReadingFactory(indicator=figure)
    public = [
        reverse(f"cocreation:{name}", args=[project.code]) for name in ("project_detail", "update_list")
    ]
    public += [
        news.get_absolute_url(),
        reverse("cocreation:document_file", args=[project.code, paper.file.public_id]),
        f"/api/v1/projects/{project.code}/",
        f"/api/v1/updates/{news.code}/",
        f"/api/v1/indicators/{figure.code}/",
        f"/api/v1/readings/{value.code}/",
    ]
    never = [
        draft.get_absolute_url(),
        inside.get_absolute_url(),
        reverse("cocreation:document_file", args=[project.code, hidden.file.public_id]),
        f"/api/v1/updates/{draft.code}/",
        f"/api/v1/indicators/{own.code}/",
    ]
    return project, public, never


def package_of(city):
    release = ReleaseFactory(published=True, package__publisher=city, package__title=TITLE)
    manual, package = ManualFactory(release=release), release.package
    draft = ReleaseFactory(package=package)
    story, quiet = (AdoptionFactory(release=release, public=public) for public in (True, False))
    public = [item.get_absolute_url() for item in (package, release, manual, story)]
    public += [
        reverse("transfer:package_adoption_list", args=[package.code]),
        reverse("transfer:release_download", args=[release.code]),
        f"/api/v1/packages/{package.code}/",
        f"/api/v1/releases/{release.code}/",
        f"/api/v1/adoptions/{story.code}/",
    ]
    never = [draft.get_absolute_url(), quiet.get_absolute_url(), f"/api/v1/releases/{draft.code}/"]
    never.append(reverse("transfer:manual_read", args=[release.code, "nobody", "en"]))
    return package, public, never


def release_of(city):
    _package, public, never = package_of(city)
    release = Release.objects.get(state="published")
    public = [url for url in public if release.code in url]
    assert len(public) == 4
    return release, public, [url for url in never if release.code in url]


def adoption_of(city):
    story = AdoptionFactory(organisation=city, release__package__title=TITLE)
    public = [story.get_absolute_url(), f"/api/v1/adoptions/{story.code}/"]
    quiet = AdoptionFactory(organisation=city, public=False)
    return story, public, [quiet.get_absolute_url()]


def challenge_of(city):
    call = CompetitionFactory(running=True, office=city.admitted_by)
    challenge = ChallengeFactory(published=True, organisation=city, competition=call, title=TITLE)
    draft = ChallengeFactory(organisation=city, competition=call)
    names = ("challenge_detail", "challenge_changes", "challenge_calendar")
    public = [reverse(f"challenges:{name}", args=[challenge.code]) for name in names]
    return challenge, [*public, f"/api/v1/challenges/{challenge.code}/"], [draft.get_absolute_url()]


def competition_of(city):
    challenge, public, never = challenge_of(city)
    call = challenge.competition
    names = ("competition_detail", "competition_changes")
    public += [reverse(f"challenges:{name}", args=[call.code]) for name in names]
    return call, [*public, f"/api/v1/competitions/{call.code}/"], never


KINDS = {
    "challenge": challenge_of,
    "competition": competition_of,
    "release": release_of,
    "adoption": adoption_of,
    "event": event_of,
    "project": project_of,
    "package": package_of,
}


def answers(client, addresses):
    return {url: client.get(url).status_code for url in addresses}


@pytest.mark.parametrize("kind", KINDS)
def test_every_public_address_is_gone_until_it_is_shown_again(client, office, city, kind):
    item, public, never = KINDS[kind](city)
    assert set(answers(client, public).values()) == {200}
    before = answers(client, never)
    assert 200 not in before.values()

    withhold(item, by=office.user, reason=REASON)

    for user in (None, UserFactory(), MembershipFactory(editor=True).user):
        client.logout() if user is None else client.force_login(user)
        assert answers(client, public) == dict.fromkeys(public, 410)
        for url in public:
            answer = client.get(url)
            assert TITLE not in answer.text
            assert REASON not in answer.text
            assert "no-store" in answer.headers["Cache-Control"]
        assert 410 not in answers(client, never).values()
    for user in (office.user, MembershipFactory(organisation=city, editor=True).user):
        client.force_login(user)
        assert set(answers(client, public).values()) == {200}
    client.logout()
    restore(item, by=office.user)
    assert set(answers(client, public).values()) == {200}
    assert answers(client, never) == before


def test_handbooks_that_people_had_made_go_with_the_package(client, office, city):
    package, _public, _never = package_of(city)
    made, other = (
        RenderedDocumentFactory(kind="package_handbook", item_code=code, state="ready")
        for code in (f"{package.code}.en", "another")
    )

    withhold(package, by=office.user, reason=REASON)

    assert list(RenderedDocument.objects.all()) == [other]
    client.force_login(made.requested_by)
    assert client.get(reverse("document_file", args=[made.public_id])).status_code == 404


def test_the_page_says_no_more_than_that_it_is_gone_and_how_its_own_people_come_in(client, office, city):
    event, _public, _never = event_of(city)
    withhold(event, by=office.user, reason=REASON)

    page = client.get(event.get_absolute_url()).text
    answer = client.get(f"/api/v1/events/{event.code}/")

    assert "taken off the site" in page
    assert f"{reverse('account_login')}?next={event.get_absolute_url()}" in page
    assert city.name not in page
    assert list(answer.json()) == ["detail"]


def test_what_was_never_public_was_never_there(client, office, city):
    internal = EventFactory(host=city)
    withhold(internal, by=office.user, reason=REASON)
    member = MembershipFactory().user

    assert client.get(internal.get_absolute_url()).status_code == 404
    type(internal).objects.filter(pk=internal.pk).update(is_public=True)  # its host, meanwhile
    assert client.get(internal.get_absolute_url()).status_code == 404
    client.force_login(member)  # members of the network saw it
    assert client.get(internal.get_absolute_url()).status_code == 410


def test_what_is_published_while_its_package_is_off_the_site_is_not_there(client, office, city):
    package, _public, _never = package_of(city)
    withhold(package, by=office.user, reason=REASON)
    later = ReleaseFactory(package=package, published=True, published_at=timezone.now())

    assert client.get(later.get_absolute_url()).status_code == 404


def test_a_suspended_member_its_events_and_its_stories_are_gone(client, office, city):
    _event, public, _never = event_of(city)
    story = AdoptionFactory(organisation=city)
    draft = EventFactory(host=city)
    public += [city.get_absolute_url(), f"/api/v1/organisations/{city.code}/", story.get_absolute_url()]
    assert set(answers(client, public).values()) == {200}

    suspend_organisation(city, by=office.user, reason=REASON)

    assert answers(client, public) == dict.fromkeys(public, 410)
    assert client.get(draft.get_absolute_url()).status_code == 404
    take_step(Organisation.objects.get(pk=city.pk), "lift", by=office.user)
    assert set(answers(client, public).values()) == {200}


def test_an_applicant_and_a_refused_organisation_were_never_there(client, office):
    for state in ("applied", "refused"):
        url = OrganisationFactory(state=state, team=True).get_absolute_url()
        assert client.get(url).status_code == 404
