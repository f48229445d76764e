"""What is done with the data of people who were somewhere."""

from domain.people.audit import Act

VISIT_RECORDED = Act("visit-recorded", "visit recorded at the venue")
