"""Money with a holder, a purpose, a term and rules, and the tables it is offered to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.models import Organisation
from gebiedstafel.tables.models import AreaTable, Keyed, Party, Shared
from gebiedstafel.tables.versions import Versioned
from gebiedstafel.tables.written_numbers import WrittenNumber


class CostType(models.TextChoices):
    """What kind of cost a euro pays."""

    INVESTMENT = "investering", _("investering")
    OPERATION = "exploitatie", _("exploitatie")
    STAFF = "personeel", _("personeel")
    PROCESS = "proces", _("proces")


COST_TYPES = [one.value for one in CostType]


class Certainty(models.TextChoices):
    """How sure the money is."""

    FIRM = "vast", _("vast")
    LIKELY = "kansrijk", _("kansrijk")
    POSSIBLE = "mogelijk", _("mogelijk")
    EXCLUDED = "uitgesloten", _("uitgesloten")


class MoneyFlow(Versioned):
    """A budget, subsidy, levy or reserve of one organisation, with its rules.

    Rules that name parties or areas are of a table, and stand in its `FlowOffer`.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="flows")
    name = models.TextField()
    short = models.TextField(null=True)
    owner_class = models.CharField(max_length=20, null=True)
    origin = models.TextField(null=True)
    cost_types = models.JSONField(null=True)
    themes = models.JSONField(null=True)
    kinds = models.JSONField(null=True)
    target_groups = models.JSONField(null=True)
    certainty = models.CharField(max_length=12, choices=Certainty, null=True)
    why_excluded = models.TextField(null=True)
    certain_on = models.DateField(null=True)
    carry_forward = WrittenNumber(null=True)
    carry_backward = models.BooleanField(null=True)
    available_from = models.DateField(null=True)
    apply_by = models.DateField(null=True)
    prepare_weeks = models.PositiveSmallIntegerField(null=True)
    decide_weeks = models.PositiveSmallIntegerField(null=True)
    start_by = models.DateField(null=True)
    commit_by = models.DateField(null=True)
    spend_by = models.DateField(null=True)
    max_share = WrittenNumber(null=True)
    min_share = WrittenNumber(null=True)
    match_ratio = WrittenNumber(null=True)
    match_excluded_classes = models.JSONField(null=True)
    match_certain_by = models.DateField(null=True)
    match_programme = models.BooleanField(null=True)
    min_application = models.PositiveBigIntegerField(null=True)
    max_application = models.PositiveBigIntegerField(null=True)
    lump = models.PositiveBigIntegerField(null=True)
    max_per_unit = models.TextField(null=True)
    max_per_unit_cents = models.PositiveBigIntegerField(null=True)
    programme_min = models.PositiveBigIntegerField(null=True)
    core_share = WrittenNumber(null=True)
    core_kinds = models.JSONField(null=True)
    core_themes = models.JSONField(null=True)
    ban_group = models.CharField(max_length=64, null=True)
    ban_classes = models.JSONField(null=True)
    nature = models.CharField(max_length=12, null=True)
    strength = models.CharField(max_length=12, null=True)
    burden = models.PositiveSmallIntegerField(null=True)
    accounting_cents = models.PositiveBigIntegerField(null=True)
    accounting_hours = models.PositiveIntegerField(null=True)
    in_engine = models.BooleanField(null=True)
    exploration = models.BooleanField(null=True)
    bands = models.JSONField(null=True)
    correction_per_year = models.JSONField(null=True)
    correction_why = models.TextField(null=True)
    reservation_text = models.TextField(null=True)
    reservation_body = models.TextField(null=True)
    reservation_by = models.DateField(null=True)
    source_text = models.TextField(null=True)
    source_seen_on = models.DateField(null=True)
    source_valid_until = models.DateField(null=True)
    scheme_id = models.CharField(max_length=64, null=True)
    scheme_version = models.CharField(max_length=40, null=True)
    note = models.TextField(null=True)
    known_empty = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(certainty__isnull=True) | Q(certainty__in=Certainty.values),
                name="money_is_as_sure_as_four_words_say",
            ),
            models.CheckConstraint(
                condition=Q(max_per_unit__isnull=True, max_per_unit_cents__isnull=True)
                | Q(max_per_unit__isnull=False, max_per_unit_cents__isnull=False),
                name="a_maximum_per_unit_names_unit_and_amount",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FlowYear(models.Model):
    """What a flow holds in one calendar year."""

    flow = models.ForeignKey(MoneyFlow, on_delete=models.CASCADE, related_name="budget")
    year = models.PositiveSmallIntegerField()
    cents = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["flow", "year"], name="a_flow_names_a_year_once"),
            models.CheckConstraint(condition=Q(cents__gte=0), name="a_flow_never_holds_less_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.cents}"


class FlowOffer(Keyed, Shared):
    """A flow offered to a table: its id there, who brings it in and where it may be spent.

    `only_led_by` are parties by their ids at the table.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="flow_offers")
    flow = models.ForeignKey(MoneyFlow, on_delete=models.CASCADE, related_name="offers")
    holder = models.ForeignKey(Party, on_delete=models.RESTRICT, related_name="held_flows")
    applicant = models.ForeignKey(Party, on_delete=models.RESTRICT, related_name="applied_flows", null=True)
    area = models.CharField(max_length=64, null=True)
    needs_at_table = models.ForeignKey(
        Party, on_delete=models.RESTRICT, related_name="opens_flows", null=True
    )
    only_led_by = models.JSONField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="a_flow_has_one_place_at_a_table"),
            models.UniqueConstraint(fields=["table", "flow"], name="a_flow_is_offered_once_to_a_table"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.flow}"


class FlowCondition(models.Model):
    """A rule of a flow that people check: shown beside each payment."""

    flow = models.ForeignKey(MoneyFlow, on_delete=models.CASCADE, related_name="conditions")
    text = models.TextField()
    checked_by = models.TextField(null=True)
    by = models.DateField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text
