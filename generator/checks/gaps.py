"""Which rules speak while some files have errors: those that say nothing wrong where records are missing.

A rule that looks a record up, or misses one, waits until all files of that kind are read; one that looks at each
record by itself, or holds two that are there against each other, speaks of those that are sound.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from generator.checks import (
    areas,
    badges,
    covers,
    figures,
    future,
    meeting_rules,
    meetings,
    names,
    namesakes,
    officers,
    opinions,
    promises,
    releases,
    reports,
    staffing,
    titles,
)
from generator.model.bureau import Bureau, NotRead
from generator.problems import Problem

Rule: TypeAlias = Callable[[Bureau, dt.date], Iterator[Problem]]

# By the field of the bureau that may lack records. A rule that is not here waits for all that it asks for.
_SPEAK: Final[Mapping[str, tuple[Rule, ...]]] = {
    "areas": (
        areas.check_every_area_belongs_to_a_station,
        areas.check_every_place_belongs_to_one_area,
        areas.check_every_service_at_a_post_is_described,
        areas.check_every_kind_of_area_has_its_duties,
        areas.check_temporary_residents_are_among_the_residents,
        areas.check_contact_data_are_verified_in_time,
        areas.check_nothing_in_an_area_outlasts_it,
        namesakes.check_no_two_areas_of_a_station_have_one_name,
        covers.check_every_house_number_belongs_to_one_area,
        covers.check_every_building_belongs_to_one_area,
        officers.check_every_badge_belongs_to_one_person,
        officers.check_every_community_officer_serves_one_area,
        badges.check_no_two_names_changed_places_over_their_badges,
        officers.check_nobody_is_entered_twice_in_one_area,
        officers.check_every_seconded_officer_comes_from_a_station,
        officers.check_every_photo_may_be_shown,
        promises.check_nobody_is_promised_at_two_places_at_once,
        staffing.check_every_area_has_an_officer_or_a_vacancy,
        staffing.check_every_area_is_staffed_to_the_standard,
        staffing.check_no_vacancy_is_stated_while_the_post_is_filled,
        staffing.check_no_days_are_left_out_between_two_times_in_post,
        titles.check_no_demonstration_community_has_expired,
        titles.check_no_safe_place_has_expired,
        figures.check_no_count_of_residents_is_far_from_the_one_before,
        future.check_nothing_on_record_lies_in_the_future,
    ),
    "stations": (
        namesakes.check_no_two_stations_have_one_name,
        officers.check_every_badge_belongs_to_one_person,
        future.check_nothing_on_record_lies_in_the_future,
    ),
    "meetings": (
        meetings.check_every_meeting_is_that_of_an_area,
        meetings.check_the_reporting_officer_belongs_to_the_area,
        meetings.check_no_more_came_than_there_are,
        meetings.check_what_happened_did_so_in_order,
        meetings.check_no_meeting_is_held_where_there_is_no_area,
        meetings.check_past_meetings_say_what_became_of_them,
        meetings.check_meetings_that_were_held_say_what_happened,
        meetings.check_called_off_meetings_say_why,
        meetings.check_no_coming_meeting_is_on_a_holiday,
        meeting_rules.check_the_days_off_of_coming_meetings_are_known,
        meeting_rules.check_subscribers_hear_of_a_change,
        opinions.check_opinions_are_answered_when_due,
        names.check_no_resident_is_named,
        future.check_nothing_on_record_lies_in_the_future,
    ),
    "reports": (
        reports.check_every_report_is_that_of_a_station,
        reports.check_every_row_is_about_an_area_of_the_station,
        reports.check_no_area_has_two_rows,
        reports.check_every_area_of_the_station_has_a_row,
        reports.check_no_row_alone_costs_the_station_its_rank,
        reports.check_no_part_exceeds_its_whole,
        reports.check_every_report_is_filed_after_its_month,
        reports.check_every_week_belongs_to_the_month,
        reports.check_no_reason_is_given_for_a_promise_that_was_kept,
        figures.check_no_figure_is_far_outside_its_own_history,
        figures.check_no_report_is_a_copy_of_another,
        future.check_nothing_on_record_lies_in_the_future,
    ),
    "releases": (
        releases.check_every_ranked_station_exists,
        releases.check_every_published_area_is_still_that_of_its_station,
        releases.check_every_published_report_is_still_there,
        releases.check_no_revision_was_altered,
        releases.check_every_revision_has_its_policy,
        future.check_nothing_on_record_lies_in_the_future,
    ),
}


def said_by(rule: Rule, bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """What the rule finds among the records that were read; nothing where it asks for what was not."""
    may_lack = frozenset(field for field in bureau.unread if rule in _SPEAK.get(field, ()))
    try:
        yield from rule(bureau.without_gaps(may_lack), as_of)
    except NotRead:
        return
