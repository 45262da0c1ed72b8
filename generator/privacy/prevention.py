"""What of a community's committee and prevention may be public on a day (方案二(一), 四(二))."""

from __future__ import annotations

import datetime as dt

from generator.model.prevention import Committee, Prevention
from generator.model.public_people import PublicCommittee
from generator.model.public_prevention import PublicPatrol, PublicPrevention
from generator.privacy.allowing import allowed


def public_committee(committee: Committee | None, as_of: dt.date) -> PublicCommittee | None:
    """With the director's name where the committee publishes it, and a term that began by that day."""
    if committee is None:
        return None
    director = committee.director
    shown = director.name if director is not None and director.publish_name else None
    is_to_come = committee.elected_on is not None and committee.elected_on > as_of
    term = {"elected_on": None, "term_until": None} if is_to_come else {}
    return allowed(PublicCommittee, committee, has_director=director is not None, director_name=shown, **term)


def public_prevention(prevention: Prevention | None, as_of: dt.date) -> PublicPrevention | None:
    """Without who is in the patrols, volunteers counted later, and reviews of a later day."""
    if prevention is None:
        return None
    volunteers = prevention.volunteers
    return allowed(
        PublicPrevention,
        prevention,
        patrols=tuple(allowed(PublicPatrol, patrol) for patrol in prevention.patrols),
        volunteers=volunteers if volunteers is not None and volunteers.as_of <= as_of else None,
        safe_places=tuple(
            place.model_copy(update={"reviews": tuple(one for one in place.reviews if one.on <= as_of)})
            for place in prevention.safe_places
        ),
    )
