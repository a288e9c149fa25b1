"""Plain admin of the call: for looking things up; states move through the pages alone."""

from django.contrib import admin

from challenges.models import (
    AreaOfAction,
    Challenge,
    Competition,
    Criterion,
    EligibilityRule,
    FormQuestion,
    FormSection,
    ImportRun,
    Question,
)


@admin.register(Competition)
class CompetitionAdmin(admin.ModelAdmin):
    list_display = ["title", "office", "state", "closes_at"]
    list_filter = ["state"]
    search_fields = ["title", "code"]
    readonly_fields = ["code", "state", "announced_at", "version"]


@admin.register(Challenge)
class ChallengeAdmin(admin.ModelAdmin):
    list_display = ["title", "organisation", "competition", "state"]
    list_filter = ["state", "competition"]
    list_select_related = ["organisation", "competition"]
    search_fields = ["title", "code", "external_id"]
    raw_id_fields = ["organisation", "competition", "area"]
    readonly_fields = ["code", "state", "published_at", "version", "field_versions", "external_id"]


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    list_display = ["text", "challenge", "asked_at", "answered_at"]
    list_select_related = ["challenge"]
    raw_id_fields = ["challenge", "answered_by"]
    exclude = ["asked_by"]  # who asks stays unnamed, to those who run the site too


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    list_display = ["file_name", "competition", "at"]
    list_select_related = ["competition"]
    readonly_fields = ["code", "file_name", "competition", "report", "by", "at"]


admin.site.register([AreaOfAction, Criterion, EligibilityRule, FormSection, FormQuestion])
