"""What is done with the data of people who were somewhere."""

from domain.people.audit import Act

VISIT_RECORDED = Act("visit-recorded", "visit recorded at the venue")
VISIT_WITHDRAWN = Act("visit-withdrawn", "recorded visit withdrawn")
DISPUTES_READ = Act("disputes-read", "visits in doubt looked up")
DISPUTE_SETTLED = Act("dispute-settled", "doubt about a visit settled")
